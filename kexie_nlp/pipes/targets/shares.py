"""Shares out the heads and dates of an enumeration with 分别: the numbers and times of a text in, a head or a time per number out.

    氨氮、氮氧化物排放量分别下降6%、9%  →  氨氮排放量下降 6 %, 氮氧化物排放量下降 9 %
    达标率2025年、2026年分别达到85%、92%  →  85 % for 2025, 92 % for 2026
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.model import Time

_EACH = "分别"
_JOINT = re.compile("[、和与及，,]{1,2}|以及")
_GAP = re.compile("(?:[、和与及，,]|以及|(?:增长|下降|达到|提高|减少|增加|上升|为|到|至|达|约|近)){1,3}")
_STOP = re.compile("[，。；：！？\n|\t（(]")
_LEAD = re.compile("^(?:其中|全[国省市县区]|使|确保|力争|到|将|要)+")
_COMPARED = re.compile("(?:比|较|与) ?(?:[^、，]{0,10}(?:年度?|期|末|底|初|月|季度|五年))(?:同期|相比)?(?:末|底)?$")
_VERB = re.compile("(?:同比|年均|累计|各|再|约|近)*(?:增长|下降|上升|回落|提高|提升|减少|增加|降低|新增)")
_REACH = 160
_BOTH = {"城乡": ("城镇", "农村"), "进出口": ("进口", "出口"), "存贷款": ("存款", "贷款"), "男女": ("男", "女")}


class Share(NamedTuple):
    """What belongs to one number of a distribution: its head with the shared verb, and its date if dates are shared out."""
    head: str | None
    time: Time | None
    back: int = 0   # the number takes the head of the one so many numbers before
    verb: str = ""


Words = Callable[[int, int], list[str]]


def share_out(text: str, numbers: Sequence[Quantity], times: Sequence[Time], words_of: Words) -> dict[int, Share]:
    """Returns the shares of all numbers in distributions, by start offset of the number. `words_of` gives the words of a span."""
    starts = [q.start for q in numbers]
    found: dict[int, Share] = {}
    at = text.find(_EACH)
    while at >= 0:
        run = _run(text, numbers, bisect_left(starts, at), at + len(_EACH))
        if len(run) > 1:
            clause = max((m.end() for m in _STOP.finditer(text, max(0, at - _REACH), at)), default=max(0, at - _REACH))
            match = _VERB.match(text[at + len(_EACH):run[0].start].strip())
            verb = match[0] if match else ""
            dated = _dates(text, clause, at, times, len(run))
            if len(dated) == len(run):
                head = _undated(text, clause, at, dated) + verb
                found |= {q.start: Share(head or None, time) for q, time in zip(run, dated, strict=True)}
            elif verb and not _own(text[clause:at]) and bisect_left(starts, at) >= len(run):
                found |= {q.start: Share(None, None, len(run), verb) for q in run}
            else:
                heads = _clause_heads(text, clause, at, len(run), words_of)
                found |= {q.start: Share(head + verb, None) for q, head in zip(run, heads, strict=False)}
        at = text.find(_EACH, at + 1)
    return found


def _dates(text: str, clause: int, at: int, times: Sequence[Time], count: int) -> list[Time]:
    """Returns the times that are shared out, of the clause or else of the sentence before 分别; other than `count` if none are."""
    starts = [t.start for t in times]
    dated = list(times[bisect_left(starts, clause):bisect_left(starts, at)])
    if len(dated) != count:
        sentence = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
        earlier = list(times[bisect_left(starts, sentence):bisect_left(starts, at)])
        dated = earlier if len(earlier) == count and _together(text, earlier) else dated
    return _years(dated[0]) or dated if len(dated) == 1 else dated


def _own(clause: str) -> str:
    """Returns the words of a clause before 分别 without comparisons; empty if the heads stand further before."""
    return _COMPARED.sub("", clause).strip().removesuffix("同比").removesuffix("环比")


def _clause_heads(text: str, begin: int, at: int, count: int, words_of: Words) -> list[str]:
    end = at
    if not text[begin:at].strip() and begin:  # the heads stand in the clause before: 评为一、二级的，分别奖励…
        end = begin - 1
        begin = max((m.end() for m in _STOP.finditer(text, max(0, end - _REACH), end)), default=max(0, end - _REACH))

    def words(part: str) -> list[str]:
        place = text.find(part, begin, end)
        return words_of(place, place + len(part)) if place >= 0 else [part]

    return _heads(_COMPARED.sub("", text[begin:end].removesuffix("的")), count, words)


def _undated(text: str, begin: int, end: int, times: Sequence[Time]) -> str:
    """Returns the words of a clause before 分别 without times and the words around them."""
    for time in reversed(times):
        if begin <= time.start:
            text, end = text[:time.start] + text[time.end:], end - (time.end - time.start)
    return _LEAD.sub("", _JOINT.sub("", text[begin:end]).strip())


def _years(time: Time) -> list[Time]:
    """Returns the single years of a time of several whole years (2022—2024年)."""
    if not time.from_ or not time.to or not time.from_.endswith("-01-01") or not time.to.endswith("-12-31"):
        return []
    years = range(int(time.from_[:4]), int(time.to[:4]) + 1)
    return [time.model_copy(update={"from_": f"{y}-01-01", "to": f"{y}-12-31"}) for y in years] if len(years) > 1 else []


def _together(text: str, times: Sequence[Time]) -> bool:
    """Whether times are joined to each other (2023年、2025年)."""
    return all(_JOINT.fullmatch(text[a.end:b.start].strip()) for a, b in pairwise(times))


def _run(text: str, numbers: Sequence[Quantity], first: int, begin: int) -> list[Quantity]:
    """Returns the numbers behind 分别 that are joined to each other."""
    run: list[Quantity] = []
    for q in numbers[first:]:
        gap = text[run[-1].end if run else begin:q.start]
        if run and not _GAP.fullmatch(gap.strip()) or not run and (len(gap) > 16 or _STOP.search(gap)):
            break
        run.append(q)
    return run


def _heads(lead: str, count: int, words_of: Callable[[str], list[str]]) -> list[str]:
    """Returns as many heads as there are numbers, or an empty list if the words before 分别 do not give them."""
    parts = [part for part in _JOINT.split(_LEAD.sub("", lead.strip())) if part]
    if len(parts) == 1:
        for joint, both in _BOTH.items():
            if joint in parts[0] and count == len(both):
                return [parts[0].replace(joint, one) for one in both]
    if len(parts) > count and count > 1:  # the first parts belong to the first head
        parts = ["、".join(parts[:len(parts) - count + 1]), *parts[len(parts) - count + 1:]]
    if len(parts) != count:
        return []
    last = words_of(parts[-1])
    if len(last) < 2:
        return parts
    shared = "".join(last[-1:])
    if any(part.endswith(shared) or len(words_of(part)) > 1 and len(part) >= len(parts[-1]) for part in parts[:-1]):
        return parts
    tail = "".join(last[max(1, len(words_of(parts[0]))):]) or shared
    return [*(part + tail for part in parts[:-1]), parts[-1]]

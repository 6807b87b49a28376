"""Finds enumerations with 分别 and shares out their dates: the numbers and times of a text in, a time per number out.

    达标率2025年、2026年分别达到85%、92%  →  85 % for 2025, 92 % for 2026
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.model import Time
from kexie_nlp.model.records import of_whole_years
from kexie_nlp.model.spans import behind_last

_EACH = "分别"
_JOINT = re.compile("[、和与及，,]{1,2}|以及")
_GAP = re.compile("(?:[、和与及，,]|以及|(?:增长|下降|达到|提高|减少|增加|上升|为|到|至|达|约|近)){1,3}")
_STOP = re.compile("[，。；：！？\n|\t（(]")
_REACH = 160


class Enumeration(NamedTuple):
    """Numbers behind a 分别. The places are offsets of the text."""
    at: int                      # of 分别
    clause: int                  # where its clause begins
    run: list[Quantity]          # the numbers behind it that are joined to each other
    earlier: Sequence[Quantity]  # the numbers of its sentence before the clause


def enumerations(text: str, numbers: Sequence[Quantity]) -> list[Enumeration]:
    """Returns the enumerations of two or more of the numbers of a text."""
    starts = [q.start for q in numbers]
    found = []
    at = text.find(_EACH)
    while at >= 0:
        first = bisect_left(starts, at)
        run = _run(text, numbers, first, at + len(_EACH))
        if len(run) > 1:
            clause = max((m.end() for m in _STOP.finditer(text, max(0, at - _REACH), at)), default=max(0, at - _REACH))
            sentence = behind_last("。；！？\n|\t", text, max(0, at - _REACH), at)
            found.append(Enumeration(at, clause, run, numbers[bisect_left(starts, sentence):bisect_left(starts, clause)]))
        at = text.find(_EACH, at + 1)
    return found


def shared_dates(text: str, found: Sequence[Enumeration], times: Sequence[Time]) -> dict[int, Time]:
    """Returns the times of the numbers in enumerations that share out as many times, by start offset of the number."""
    shared: dict[int, Time] = {}
    for item in found:
        dated = _dates(text, item.clause, item.at, times, len(item.run))
        if len(dated) == len(item.run):
            shared |= {q.start: time for q, time in zip(item.run, dated, strict=True)}
    return shared


def _dates(text: str, clause: int, at: int, times: Sequence[Time], count: int) -> list[Time]:
    """Returns the times that are shared out, of the clause or else of the sentence before 分别; other than `count` if none are."""
    starts = [t.start for t in times]
    dated = list(times[bisect_left(starts, clause):bisect_left(starts, at)])
    if len(dated) != count:
        sentence = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
        earlier = list(times[bisect_left(starts, sentence):bisect_left(starts, at)])
        dated = earlier if len(earlier) == count and _together(text, earlier) else dated
    return _years(dated[0]) or dated if len(dated) == 1 else dated


def _years(time: Time) -> list[Time]:
    """Returns the single years of a time of several whole years (2022—2024年)."""
    if not (time.from_ and time.to and of_whole_years(time.from_, time.to)):
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

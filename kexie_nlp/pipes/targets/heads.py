"""Gives each number behind 分别 the head that it belongs to: the numbers of a text and their indicators in, an indicator per number out.

    一产、二产增加值分别增长4%、6%                   →  一产增加值增长, 二产增加值增长
    客运量300万人、货运量120万吨，分别增长5%、7%     →  客运量增长, 货运量增长
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections import ChainMap
from collections.abc import Mapping, Sequence
from itertools import accumulate

from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.lexicon.segmenter import Segments
from kexie_nlp.model.spans import Spans
from kexie_nlp.pipes.targets.shares import Enumeration

_COMMA, _JOINER = re.compile("、"), re.compile("[、和与及]|以及")
_MEASURE = re.compile("(?:[率量数值额比度价积]|收入|比例|比重|投资|消费|人口|资金|时间|支出|余额|贷款|存款|补助|补贴|标准|GDP)$")
_CHANGE = re.compile("增长|下降|提高|减少|增加|上升|降低|压减|缩减|占|超额")
_LINK = re.compile("(?:完成|实现|达到?|为|至|到|约|近|在|控制|不?(?:超过|低于|少于|高于)|以上|均|[，、])+")
_LEAD = re.compile("^(?:\\d{1,2}[.．、]|[（(][一二三四五六七八九十\\d]{1,3}[）)]|其中[，：]?|全年|全[省市县区国州镇乡]|[，、]"
                   "|当年|今年|去年|同期|同比|[上下]半年)+")
_NO_HEAD = re.compile("^(?:同比|环比|[较比与]|增幅|增速|名义|实际|$)")
_LONGEST = 24


def headed(text: str, enumerations: Sequence[Enumeration], segments: Segments, times: Spans,
           indicators: Mapping[int, str]) -> dict[int, str]:
    """Returns the indicators of the numbers of enumerations with as many heads before 分别, or as many numbers right before its clause.

    `indicators` are those read so far; both go by the start offset of a number.
    """
    found: dict[int, str] = {}
    known = ChainMap(found, dict(indicators))
    for item in enumerations:
        between = text[item.at + len("分别"):max(item.run[0].start, item.run[0].core)]
        change = _CHANGE.search(between)
        tail = change[0] if change else _LINK.sub("", between)
        names = _before(text, item, known) or _listed(text, item, segments, times)
        if len(names) == len(item.run):
            found |= {q.start: name + tail for q, name in zip(item.run, names, strict=True) if len(name + tail) <= _LONGEST}
    return found


def _before(text: str, item: Enumeration, indicators: Mapping[int, str]) -> list[str]:
    """Returns the indicators of the numbers right before a clause that names no heads of its own."""
    if not _NO_HEAD.match(text[item.clause:item.at].strip()) or len(item.earlier) < len(item.run):
        return []
    near: Sequence[Quantity] = item.earlier[-len(item.run):]
    names = [indicators.get(q.start, "") for q in near]
    return names if all(names) and item.clause - near[-1].end <= _LONGEST else []


def _listed(text: str, item: Enumeration, segments: Segments, times: Spans) -> list[str]:
    """Returns the heads that stand before 分别, each with what all share: the verb of the first and the noun of the last."""
    begin = item.clause
    while begin < item.at and (times.hold(begin) or text[begin] in " ，、"):
        begin += 1
    lead = _LEAD.match(text[begin:item.at])
    begin += lead.end() if lead else 0
    first, last = bisect_left(segments.starts, begin), bisect_left(segments.starts, item.at)
    words = [i for i in range(first, last) if segments.forms[i].strip()]
    parts = next((p for joiner in (_COMMA, _JOINER) if len(p := _split(segments, words, joiner)) == len(item.run)), [])
    if not parts or not all(parts) or any(times.hold(segments.starts[part[0]]) for part in parts):
        return []
    verb = parts[0][:1] if len(parts[0]) > 1 and segments.tags[parts[0][0]][:1] == "v" else []
    heads = ["".join(segments.forms[i] for i in part) for part in (parts[0][len(verb):], *parts[1:])]
    end = ""
    if not _MEASURE.search(heads[0]) and _MEASURE.search(heads[-1]):
        own = _own(heads[-2], [segments.forms[i] for i in parts[-1]])
        heads[-1], end = heads[-1][:own], heads[-1][own:]
    return ["".join((*(segments.forms[i] for i in verb), head, end)) for head in heads]


def _split(segments: Segments, words: Sequence[int], joiner: re.Pattern[str]) -> list[list[int]]:
    """Returns the words between joiners, as places among the segments."""
    parts: list[list[int]] = [[]]
    for i in words:
        if joiner.fullmatch(segments.forms[i]):
            parts.append([])
        else:
            parts[-1].append(i)
    return parts


def _own(before: str, words: Sequence[str]) -> int:
    """Returns how many characters of the last head are its own: up to the word in which it and the head before end alike, else as many
    as that has, at the end of a word where one is near."""
    ends = list(accumulate(map(len, words)))[:-1]
    alike = next((end for end, word in zip(ends, words, strict=False) if word[-1] == before[-1]), None)
    near = next((end for end in ends if end >= len(before)), None)
    return alike or (near if near is not None and near <= len(before) + 1 else len(before))

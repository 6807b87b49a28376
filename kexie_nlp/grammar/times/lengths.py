"""Parses durations: a text and an offset in, a `Time` or None out.

Examples: 三年内, 用三年时间, 会后一个月内, 任期五年, 近三年, 未来两个月.
"""
from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from kexie_nlp.grammar.numbers import read_number
from kexie_nlp.grammar.times.models import Duration, Point, Time, Unit
from kexie_nlp.grammar.times.patterns import CN, COUNT, LENGTH, UNITS

_MORE = re.compile("[余多几]")
_RANGE = re.compile("[-—–~～至到]")
_HALF = Decimal("0.5")
_BEHIND = re.compile("(?:左右)?(?:的?时间|之?内)(?!存)")
_FROM = re.compile("用|(?:会|印发|下达|下发|结束|审批|批准|发布|公布|签订|受理|立项)[之以]?后")
FROM_STARTS = "用会印下结审批发公签受立"
_BACK = re.compile("(?P<lead>过去的?|最近|近)")
_AHEAD = re.compile("未来|今后|接下来")
_NOT_LENGTH = re.compile("[前后起度底末初级份]|以前|之前|以后|之后")
_CUED = re.compile(rf"(?:任期|为期|历时|聘期|周期|有效期|时间)[^，。；\d]{{0,8}}?(?:{COUNT})个?(?:年|月|天|周|届)")
_TERMS = re.compile(rf"(?<=满)(?:{COUNT})个?届")
_HAN = re.compile("[一-龥]{2}$")
_PAST_ALONE = re.compile(f"过去的?(?P<n>[{CN}])?年")
_PAST_YEARS = re.compile(f"(?:过去|近|最近)?(?P<n>[{CN}])年(?:以?来)")


def read_length(text: str, position: int) -> tuple[Duration, int] | None:
    """Returns the duration at an offset and its end offset, or None."""
    match = LENGTH.match(text, position)
    if match is None:
        return None
    if match["half_of"]:
        number = read_number(match["half_of"].replace("个", "").replace("半", "")) if len(match["half_of"]) > 2 else None
        whole = number.value if number else Decimal(1 if match["half_of"] == "个半" else 0)
        unit = UNITS.get(match["half_unit"])
        return (Duration(whole + _HALF, cast(Unit, unit)), match.end()) if unit else None
    low, *high = (read_number(_MORE.sub("", part).strip()) for part in _RANGE.split(match["count"], maxsplit=1))
    if low is None or high and high[0] is None:
        return None
    most = high[0].value if high and high[0] else low.value_max
    unit = UNITS.get(match["unit"]) or UNITS[match["unit"].removeprefix("个")]
    rest: tuple[tuple[Decimal, Unit], ...] = ()
    end = match.end()
    if match["count2"]:
        more = read_number(match["count2"])
        unit2 = UNITS.get(match["unit2"]) or UNITS[match["unit2"].removeprefix("个")]
        if more and _shorter(unit2, unit):
            rest = ((more.value, cast(Unit, unit2)),)
        else:
            end = match.end("half") if match["half"] else match.end("unit")
    return Duration(low.value + (_HALF if match["half"] else 0), cast(Unit, unit), most, rest), end


def _shorter(one: str, other: str) -> bool:
    order = ("hour", "day", "workday", "week", "month", "quarter", "year", "term")
    return order.index(one) < order.index(other)


def read_within(text: str, start: int) -> Time | None:
    """Parses 三年内, 用三年时间, 会后一个月内, 15个工作日内, 未来五年内."""
    lead = _FROM.match(text, start)
    if lead is None and (text[start] in FROM_STARTS or start and (text[start - 1] in "第." or text[start - 1].isdigit())):
        return None
    found = read_length(text, lead.end() if lead else start)
    if found is None:
        return None
    tail = _BEHIND.match(text, found[1])
    if tail is None:
        return None
    rule = "within" if not lead or lead[0] == "用" else "event"
    return Time(start, tail.end(), "within", rule, duration=found[0], bounded=True)


def read_ahead(text: str, start: int) -> Time | None:
    """Parses 未来五年, 今后三年内, 接下来十天."""
    lead = _AHEAD.match(text, start)
    found = read_length(text, lead.end()) if lead else None
    if found is None:
        return None
    tail = _BEHIND.match(text, found[1])
    return Time(start, tail.end() if tail else found[1], "within", "ahead", duration=found[0], bounded=tail is not None)


def read_past(text: str, start: int) -> Time | None:
    """Parses 过去十年, 五年来, 近三年来, which report results; 近三年 alone is only the period in which something is counted."""
    match = _PAST_YEARS.match(text, start) or _PAST_ALONE.match(text, start)
    if match:
        number = read_number(match["n"]) if match["n"] else None
        count = int(number.value) if number else 1
        return Time(start, match.end(), "done", "past", Point(1 - count, True, count), past=True,
                    duration=Duration(Decimal(count), "year"), bounded=True)
    lead = _BACK.match(text, start)
    found = read_length(text, lead.end()) if lead else None
    return None if found is None else Time(start, found[1], "done", "recent", duration=found[0], past=True)


def read_cued(text: str, start: int) -> Time | None:
    """Parses 任期五年, 为期三个月, 培训时间10天, 满两届."""
    match = _CUED.match(text, start) or _TERMS.match(text, start)
    if match is None:
        return None
    if match[0].startswith("时间"):
        if not _HAN.search(text, max(0, start - 2), start):
            return None
        start -= 2
    return Time(start, match.end(), "duration", "duration", bounded=True)


def read_span(text: str, start: int) -> Time | None:
    """Parses a duration without other words: 500多天, 两年零三个月."""
    if start and (text[start - 1] in "第" or text[start - 1].isdigit()):
        return None
    found = read_length(text, start)
    if found is None or _NOT_LENGTH.match(text, found[1]) or found[0].unit == "year" and found[0].count >= 1000:
        return None
    return Time(start, found[1], "duration", "span", duration=found[0])

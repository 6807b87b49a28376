"""Parses lengths of time: a text and an offset in, a `Duration` and its end offset out; None for a vague count (几年).

Counts are those of `read_number`: 三年, 3—5年, 一年半, 两个半月, 半年, 一年又一个月21天, 17个多月.
"""
from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from kexie_nlp.grammar.numbers import read_number
from kexie_nlp.grammar.times import patterns as p
from kexie_nlp.grammar.times.models import Duration, Unit

_HALF = Decimal("0.5")
_CALENDAR = 1000  # from here on 年 counts the years of the calendar
_GRAINS: tuple[Unit, ...] = ("year", "quarter", "month", "week", "workday", "day", "hour", "minute")
Part = tuple[Decimal, Unit]


def read_length(text: str, position: int) -> tuple[Duration, int] | None:
    """Returns the duration at an offset and its end offset, or None."""
    match = p.LENGTH.match(text, position)
    length = _first(match) if match else None
    if match is None or length is None:
        return None
    end = match.end()
    wider = p.MOST.match(text, end) if length.count_max is None else None
    if wider and _unit(wider["unit"]) == length.unit:
        most = read_number(wider["count"])
        if most and most.value > length.count:
            return Duration(length.count, length.unit, most.value), wider.end()
    rest: list[Part] = []
    while more := p.REST.match(text, end):
        part = _part(more)
        units = [length.unit, *(unit for _, unit in rest)]
        if part is None or part[1] in units or more["and"] is None and not _finer(part[1], units[-1]):
            break
        rest.append(part)
        end = more.end()
    return Duration(length.count, length.unit, length.count_max, tuple(rest), length.more), end


def _unit(said: str) -> Unit:
    return cast(Unit, p.UNITS[said.removeprefix("个")])


def _finer(unit: Unit, than: Unit) -> bool:
    return _GRAINS.index(unit) > _GRAINS.index(than)


def _first(match: re.Match[str]) -> Duration | None:
    if match["half_of"]:
        return Duration(_HALF + (match["half_of"] == "个半"), _unit(match["half_of_unit"]))
    number = read_number(match["count"])
    if number is None or number.unit or not number.value:
        return None
    low, high, more = number.value, number.value_max, number.more or bool(match["more"] or match["more_unit"] or match["more_behind"])
    if match["most"]:
        most = read_number(match["most"])
        if most is None or most.unit or (high is None and most.value <= low):
            return None
        high = most.value if most.value_max is None else most.value_max
    if low >= _CALENDAR and match["unit"] == "年" and match["count"].isdecimal():
        return None
    unit = _unit(match["half_unit"] or match["more_unit"] or match["unit"])
    half = _HALF if match["half_unit"] or match["half"] else Decimal(0)
    return Duration(low + half, unit, None if high is None else high + half, (), more and (high is None or high > 2 * low))


def _part(match: re.Match[str]) -> Part | None:
    if match["half_of"]:
        return _HALF, _unit(match["half_of_unit"])
    number = read_number(match["count"])
    if number is None or number.unit or number.value_max is not None:
        return None
    return number.value + (_HALF if match["half"] else 0), _unit(match["unit"])

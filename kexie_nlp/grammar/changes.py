"""Finds changes: a folded text in, the present value of every new one out: 由58%提高至65%, 从2015年的3.2张增加到3.8张."""
from __future__ import annotations

import re

from kexie_nlp.grammar.parts import START, Part, read_part

_FROM = re.compile("[由从]")
_YEAR_SAID = re.compile("[12]\\d{3}年[底末初]?的?")
_TO = re.compile("(?:到|至|为|成)了?")
_NO_VERB = re.compile("[，。；：\\d]")
_LEAD_REACH, _VERB_REACH, _VALUE_REACH = 15, 8, 5
_STOPS = frozenset("，。；、：由从")


def find_changes(text: str) -> dict[int, tuple[int, Part]]:
    """Returns the changes of a text (由58%提高至65%): the start of the new value, mapped to the start of the change and the old value."""
    found: dict[int, tuple[int, Part]] = {}
    for match in _FROM.finditer(text):
        position, limit, units = match.end(), match.end() + _LEAD_REACH, set[str]()
        while position < limit and (base := _value_within(text, position, limit - position, bare=True)):
            if base.unit in units:
                break  # 由10家增加5家达到15家
            value = _new_value(text, base)
            if value:
                found[value.start] = match.start(), base
                break
            units.add(base.unit)
            position = base.end  # 由近三年10场次提高到20场次
    return found


def _value_within(text: str, position: int, reach: int, *, bare: bool = False) -> Part | None:
    """Returns the first value within a number of characters, past a year. With `bare`, Arabic digits need no unit."""
    begin = position
    while candidate := START.search(text, position, begin + reach):
        start = candidate.start()
        if not _STOPS.isdisjoint(text[begin:start]):
            return None
        year = _YEAR_SAID.match(text, start)
        if year:
            begin = position = year.end()
            continue
        part = read_part(text, start)
        if part and (part.unit or bare and text[start] in "0123456789"):
            return part
        if text[start] in "0123456789":
            return None
        position = start + 1
    return None


def _new_value(text: str, base: Part) -> Part | None:
    """Returns the value that a number changes to: a verb, 到 or 至, and a value with its unit behind them; without one, only decimals."""
    end, decimal = base.end, not base.unit and "." in text[base.start:base.end]
    for goes in _TO.finditer(text, end + 1, end + _VERB_REACH):
        if _NO_VERB.search(text, end, goes.start()):
            break
        value = _value_within(text, goes.end(), _VALUE_REACH, bare=decimal)
        if value is not None and (value.unit or "." in text[value.start:value.end]):
            return value
    return None

"""Finds numbers without requiring a unit: text in, `FoundNumber` objects out. Ordinals are flagged."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kexie_nlp.grammar.families import no_numerals
from kexie_nlp.grammar.folding import fold, places, squeeze
from kexie_nlp.grammar.numbers import FINANCIAL, STARTS, numeral_end, scan_number, sign_before, with_vague
from kexie_nlp.grammar.units import unit_end
from kexie_nlp.grammar.values import Number

_START = re.compile(rf"{STARTS}|\.(?=\d)")


# a ratio, an academic year, a mixed fraction, or a name: 16/5, 2023/2024, 1 3/5, 5G
_SLASHED = re.compile(r"(?:\d+ )?\d[\d.]*(?:/\d[\d./]*)+|\d[\d.]* ?[KMGT](?![a-z])")
_DOZEN = re.compile("打(?![造击通破开印工好响赢卡包车架折压算听断扮磨消下出入])")
_COUNTED = re.compile("[年月日]|[^一-龥]|$")


class FoundNumber(NamedTuple):
    """A numeral at `start`–`end` of the searched text. `ordinal` is set if 第 precedes it; 倒数第二 is -2 and 最后一个 -1."""
    start: int
    end: int
    number: Number
    ordinal: bool = False


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yields every number in text order, with or without a unit: 三百二十, 1.2万, 四分之三, 几十万, 第十五, 负3.9%.

    Excluded: words that only look like numerals (四川, 陆地, 十分), single financial numerals (拾, 伍), malformed groups of digits
    (1,23,456), numbers with a slash that are no simple fraction (16/5), names (5G) and the digits of web addresses.
    """
    text, offsets = squeeze(fold(text))
    words, excluded, position, done = no_numerals(text), places(text), 0, 0
    while candidate := _START.search(text, position):
        begin = candidate.start()
        position = begin + 1
        if begin in words or begin in excluded:
            position = max(words.get(begin, 0), excluded.get(begin, 0))
            continue
        if text.startswith("零下", begin) and _START.match(text, begin + 2):
            position = begin + 2  # a sign
            continue
        found = scan_number(text, begin, bare=text[begin] in "万亿")
        if found is None:
            position = numeral_end(text, begin)
            continue
        number, end = with_vague(text, *found)
        slashed = _SLASHED.match(text, begin)
        if slashed and (slashed.end() > end or text[begin - 1:begin] == "/"):
            position = slashed.end()
            continue
        written = text[begin:end]
        dozen = _DOZEN.match(text, end) if number.comparator == "eq" and not number.unit else None
        if dozen:
            number, end = number._replace(value=number.value * 12), dozen.end()
        word = written in FINANCIAL and len(text) > 1 and not (dozen or _COUNTED.match(text, end) or unit_end(text, end))
        if word or text[begin] in "万亿" and not (number.more or number.unit):
            position = end
            continue
        position = end
        ordinal = text[begin - 1:begin] == "第"
        last = written == "一" and text[begin - 2:begin] == "最后" and text[end:end + 1] == "个"
        counted_back = last or ordinal and text[begin - 3:begin - 1] == "倒数"
        ordinal = ordinal or last
        negative = None if ordinal or number.value_max is not None else sign_before(text, begin)
        if negative is not None and negative < done:
            negative = None
        start = begin - 1 if ordinal else begin if negative is None else negative
        if counted_back:
            start = begin - (2 if last else 3)
        if negative is not None or counted_back:
            number = number._replace(value=-number.value)
        done = end
        span = (start, end) if offsets is None else (offsets[start], offsets[end - 1] + 1)
        yield FoundNumber(*span, number, ordinal)

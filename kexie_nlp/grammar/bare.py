"""Finds numbers without requiring a unit: text in, `FoundNumber` objects out. Ordinals are flagged."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kexie_nlp.grammar.families import no_numerals
from kexie_nlp.grammar.folding import fold, squeeze
from kexie_nlp.grammar.numbers import DIGIT, FINANCIAL, NUMBER, Number, read_number

_START = re.compile(rf"第?(?:[负-] ?)?(?=[\d{DIGIT}十拾百佰千仟廿卅.])")
_NUMBER = re.compile(NUMBER + r"|\.\d+")


class FoundNumber(NamedTuple):
    """A numeral at `start`–`end` of the searched text. `ordinal` is set if 第 precedes it."""
    start: int
    end: int
    number: Number
    ordinal: bool = False


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yields every number in text order, with or without a unit: 三百二十, 1.2万, 四分之三, 第十五, 负3.9%.

    Excluded: words that only look like numerals (四川, 陆地, 十分), and single financial numerals (拾, 伍).
    """
    text, offsets = squeeze(fold(text))
    words, position = no_numerals(text), 0
    while candidate := _START.search(text, position):
        start, begin = candidate.span()
        position = max(begin, start + 1)
        if begin in words:
            position = max(position, words[begin])
            continue
        sign = candidate[0].removeprefix("第").strip()
        if sign == "-" and start and text[start - 1].isalnum():
            start, sign = begin, ""
        match = _NUMBER.match(text, begin)
        number = read_number(sign + match[0]) if match else None
        position = max(position, match.end() if match else 0)
        if match is None or number is None or match[0] in FINANCIAL and len(text) > 1:
            continue
        span = (start, match.end()) if offsets is None else (offsets[start], offsets[match.end() - 1] + 1)
        yield FoundNumber(*span, number, candidate[0].startswith("第"))

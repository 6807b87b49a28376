"""The values of numbers and quantities. Nothing goes in; `Number` and `Quantity` come out of the grammars."""
from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kexie_nlp.grammar.comparators import Comparator


class Number(NamedTuple):
    """A value. `unit` is % or ‰ for shares, else the unit that was counted, or empty.

    A range of two adjacent digits (两三个, 四五千) has its upper end in `value_max`. `more` is set if 余, 多 or 几 indicates a larger
    number: 20余万 has no upper bound; 十几 and 几十 lie between `value` and `value_max`, both excluded. `comparator` says how the number
    bounds: gt with `more`, range with an inclusive `value_max`, approx for 十来个, else what the words around it say (小于40万).
    """
    value: Decimal
    unit: str = ""
    more: bool = False
    value_max: Decimal | None = None
    comparator: Comparator = "eq"


class Quantity(NamedTuple):
    """A number that may measure something. Offsets are those of the searched text; values are Decimal with 万 and 亿 multiplied out.

    `start`–`end` covers comparator, number and unit only. `core` is the start of the (last) number. `chinese` marks numerals written in
    Chinese digits only, which also occur in names and slogans. `baseline` is the present value of a change (由58%提高至65%). `value_max`
    is the upper end of a range; with the comparator gt it is the bound below which an unknown digit stays (几十个: more than 10, less
    than 100).
    """
    start: int
    end: int
    core: int
    value: Decimal
    unit: str
    comparator: Comparator = "eq"
    value_max: Decimal | None = None
    baseline: Decimal | None = None
    chinese: bool = False
    rule: str = "quantity"

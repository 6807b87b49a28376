"""What two numbers share when they are the bounds of one range: numerals and quantities in, values out."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kexie_nlp.grammar.numerals import magnitude, trailing

DASH = re.compile("(?: (?:[-—–~～]{1,2}|至|到) |(?:-{1,2}|[—–~～]{1,2}|至|到)[ \\n]?| (?:[—–~～]{1,2}|至|到))"
                  "(?P<minus>(?:负|零下|(?<=[至到~～—– \\n])-)(?=[\\d零一二两三四五六七八九十百]))?")
DASHES = frozenset("-—–~～至到 （(")  # first characters of its matches, or of （含） before them
BETWEEN = re.compile("之?间(?![接隔断谍])")
AND = re.compile("[与和] ?(?P<minus>(?:负|-|零下)(?=[\\d零一二两三四五六七八九十百]))?")
# 大于10，20以下 and 不少于10且不超过20 are one range; 不少于10、不超过20 and 16岁以上、60岁以下 are two numbers
JOINT = re.compile("(?:[,，、 ]{0,2}(?:的?同时|并且?|且|而且?|但|又)[,， ]?(?:应|要|须)?)?")
PAUSE, AFTER_PAUSE = re.compile("[,，] ?| "), re.compile("[\\d比零一二两三四五六七八九十百千万]")
_MAGNITUDES = "十百千万亿拾佰仟"
_SMALL = frozenset("十百千拾佰仟")
_LOWER, _UPPER = frozenset(["ge", "gt"]), frozenset(["le", "lt"])


def shared_magnitude(first: str, low: Decimal, second: str, high: Decimal) -> int:
    """Returns the factor by which the magnitude of the second numeral of a range also multiplies the first one.

    八到九百亿 is 八百亿到九百亿, 三到十五万 is 三万到十五万, 9000到1万 shares nothing. `low` and `high` are the values of the numerals.
    """
    if low < 0:
        return 1
    own = magnitude(trailing(first, _MAGNITUDES)) if len(first) > 1 else 1
    # 三千到五千万 shares 万, 八十七到八百八十 shares nothing
    magnitudes = trailing(second, _MAGNITUDES if _SMALL.isdisjoint(first) else "万亿")
    for factor in _factors(magnitudes):
        if own < factor and low * factor < high:
            return factor
    return 1


def _factors(magnitudes: str) -> Iterator[int]:
    """Yields the products of the trailing magnitudes, longest first: 百亿 → 10^10, 10^8."""
    for i, c in enumerate(magnitudes):
        if c not in "十拾":  # 三到四十万 is 三万到四十万
            yield magnitude(magnitudes[i:])


def joined_bounds(comparators: Sequence[str], values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """Returns the lower and the upper bound of two bounds that stand together (大于10并小于20, 三年以上七年以下); None if they bound no
    range."""
    one, other = comparators
    if one in _LOWER and other in _UPPER and values[0] < values[1]:
        return values[0], values[1]
    if one in _UPPER and other in _LOWER and values[1] < values[0]:
        return values[1], values[0]
    return None

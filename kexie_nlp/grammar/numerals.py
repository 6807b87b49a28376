"""Chinese and mixed numerals: a numeral in, an integer or a `Span` of values out, and back. Also used for outlines, ordinals and years.

A digit is an interval: one digit (三), two adjacent ones (三四) or an unknown one (几, 数). Magnitudes multiply intervals and sections
add them, so that every combination has its bounds.
"""
from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
          "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3, "幺": 1}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "兆": 10**12}
SPECIAL = {"廿": 20, "卅": 30, "卌": 40}
UNKNOWN, MORE, ABOUT = "几数", "余多", "来"
LONGEST = 60  # longest numeral, in characters
_ZERO = "零〇○"
_ONES = "".join(c for c in DIGITS if c not in _ZERO)
_PART = re.compile(rf"(?P<zero>[{_ZERO}])|(?P<digit>[{UNKNOWN}]|[{_ONES}]{{1,2}}|\d{{1,4}})?(?P<unit>[{''.join([*TENS, *SPECIAL])}])"
                   rf"|(?P<one>[{UNKNOWN}]|[{_ONES}]{{1,2}}|\d{{1,4}})(?=[{MORE}{ABOUT}]?$)|(?P<vague>[{MORE}{ABOUT}])$")
_FEW = "三五"  # the one pair that skips a digit and needs no magnitude behind it
_COUNTING = frozenset("两俩仨")  # digits that stand before what is counted only
_MYRIAD = 10**4
_WRITTEN = "零一二三四五六七八九"


Interval = tuple[int, int]


class Span(NamedTuple):
    """The values of a numeral: `low` and `high` are equal for an exact one.

    With `unknown` (几十, 十几) both bounds are excluded, else included (三四十). `more` marks 余 and 多, `about` 来.
    """
    low: int
    high: int
    unknown: bool = False
    more: bool = False
    about: bool = False


def chinese_integer(text: str) -> int | None:
    """Returns the integer that the whole of `text` expresses; None if it is not an integer.

    三百二十 → 320, 二〇二五 → 2025, 一百二 → 120 (an omitted unit is the next lower one), 5万4千 → 54000. Units must decrease: 十一十二
    and 百十一 are not integers.
    """
    if not text or len(text) > LONGEST or text.isascii() and not text.isdecimal():
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    span = _read(text, False)
    return span.low if span and span.low == span.high and not (span.more or span.about) else None


def read_numeral(text: str, *, bare: bool = False) -> Span | None:
    """Returns the values that the whole of `text` expresses: 三百二十, 三四十, 十几, 几十万, 二十余万, 5万4千. None if it is no numeral.

    With `bare`, a magnitude may stand without a digit (万余, 超亿).
    """
    if not text or len(text) > LONGEST:
        return None
    if all(c in DIGITS for c in text) and not (len(text) == 2 and _pair(text, text == _FEW)):
        if len(text) > 1 and not _COUNTING.isdisjoint(text):
            return None  # 两两
        value = int("".join([str(DIGITS[c]) for c in text]))
        return Span(value, value)
    return _read(text, bare)


def _read(text: str, bare: bool) -> Span | None:
    """Splits a numeral at its largest magnitude: what stands before it is multiplied, what stands behind it is added."""
    largest, at = 0, -1
    if len(text) > 2 and all(c in DIGITS for c in text) and _COUNTING.isdisjoint(text):
        value = int("".join([str(DIGITS[c]) for c in text]))  # 七二二四萬, as it is written in Taiwan
        return Span(value, value)
    for i, c in enumerate(text):
        myriad = MYRIADS.get(c, 0)
        if myriad and myriad >= largest:
            largest, at = myriad, i
    if at < 0:
        return _below_myriad(text)
    before, behind = text[:at], text[at + 1:]
    left = _read(before, bare) if before else Span(1, 1) if bare else None
    if left is None or not left.high:
        return None
    low, high = left.low * largest, left.high * largest
    if not behind:
        return left._replace(low=low, high=high)
    if behind in MORE or behind in ABOUT:
        return left._replace(low=low, high=high, more=behind in MORE, about=behind in ABOUT)
    if left.more or left.about or left.unknown or low != high:
        return None
    omitted = _digit(behind)
    if omitted and (len(behind) == 1 or not behind.isdecimal()):  # 三万五: the omitted unit is the next lower one
        rest: Span | None = Span(omitted[0] * largest // 10, omitted[1] * largest // 10, behind in UNKNOWN)
    else:
        rest = _read(behind, False)
    if rest is None or not rest.high or rest.high >= largest:
        return None
    return rest._replace(low=low + rest.low, high=high + rest.high)


def _below_myriad(text: str) -> Span | None:
    """Reads a numeral without 万 and 亿."""
    low = high = end = 0
    unit, zero, bare, open_ended = _MYRIAD, False, False, False
    more = about = False
    for part in _PART.finditer(text):
        if part.start() != end:
            return None
        end = part.end()
        if part["zero"]:
            if zero:
                return None
            zero = True
            continue
        if part["vague"]:
            more, about = part["vague"] in MORE, part["vague"] in ABOUT
            continue
        if low != high:
            return None  # nothing follows an inexact digit
        if part["unit"]:
            values, size = _scaled(part["digit"], part["unit"])
            if values is None or size >= unit or bare and (part["digit"] or "几") not in UNKNOWN:
                return None
            if part["digit"] is None and size > 10 and not zero:  # 百名, 一万零百一十一
                bare = unit == _MYRIAD
                if not bare:
                    return None
            unit = size
        else:
            values = _digit(part["one"], behind=unit < _MYRIAD, alone=text == _FEW)
            if values is None or bare and unit == 10 or values[1] > unit or values[1] == unit and part["one"] not in UNKNOWN:
                return None
            if 100 <= unit < _MYRIAD and not zero and (len(part["one"]) == 1 or not part["one"].isdecimal()):
                values = values[0] * unit // 10, values[1] * unit // 10
            unit = 1
        low, high, zero = low + values[0], high + values[1], False
        open_ended = open_ended or (part["digit"] or part["one"] or "一") in UNKNOWN
    if end != len(text) or zero or unit == _MYRIAD:
        return None
    return Span(low, high, open_ended, more, about)


def _scaled(digit: str | None, unit: str) -> tuple[Interval | None, int]:
    """Returns the values of a digit with its unit, and the unit."""
    if unit in SPECIAL:
        return (None, 10) if digit else ((SPECIAL[unit], SPECIAL[unit]), 10)
    size = TENS[unit]
    values = _digit(digit, skips=True) if digit else (1, 1)
    return (None if values is None else (values[0] * size, values[1] * size)), size


def magnitude(characters: str) -> int:
    """Returns the product of magnitudes: 百亿 → 10^10; 1 for none."""
    value = 1
    for c in characters:
        value *= TENS.get(c) or MYRIADS[c]
    return value


def trailing(numeral: str, magnitudes: str) -> str:
    """Returns the magnitudes at the end of a numeral: 三千万 with 万亿 → 万."""
    return numeral[len(numeral.rstrip(magnitudes)):]


def _digit(text: str, *, skips: bool = False, behind: bool = False, alone: bool = False) -> Interval | None:
    """Returns the values of a digit: 三, 34, 三四, 几. Two digits that are not neighbours (三五) need a magnitude behind them."""
    if text in DIGITS:
        return DIGITS[text], DIGITS[text]
    if text.isdecimal():
        return int(text), int(text)
    if text in UNKNOWN:
        return (0 if behind else 1), 10
    return _pair(text, skips or alone)


def _pair(text: str, skips: bool) -> Interval | None:
    if len(text) != 2 or not all(c in DIGITS for c in text):
        return None
    low, high = DIGITS[text[0]], DIGITS[text[1]]
    return (low, high) if 0 < low < high <= low + 1 + skips else None


def format_chinese(number: int | Decimal) -> str:
    """Returns a number in Chinese numerals, as `parse_number` reads them: 10010 → 一万零一十, Decimal("3.05") → 三点零五.

    Raises ValueError from 10^16 on.
    """
    if not -(10**16) < number < 10**16:
        raise ValueError(f"{number} has more than sixteen digits")
    if isinstance(number, Decimal):
        if number.is_signed():
            return "负" + format_chinese(-number)
        whole, _, places = format(number, "f").partition(".")
        return format_chinese(int(whole)) + ("点" if places else "") + "".join([_WRITTEN[int(c)] for c in places])
    if number < 0:
        return "负" + format_chinese(-number)
    if number < 10:
        return _WRITTEN[number]
    out, gap = "", False
    for myriad, name in ((10**12, "万"), (10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // myriad % 10**4
        if section:
            out += ("零" if out and (gap or section < 1000) else "") + _section(section) + name
        elif name == "亿" and number >= 10**12:
            out += name
        gap = not section
    return out.removeprefix("一") if out.startswith("一十") else out


def _section(number: int) -> str:
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + _WRITTEN[digit] + name
        gap = not digit
    return out

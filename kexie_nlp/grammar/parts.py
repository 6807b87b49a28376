"""A number with its unit, the part of which quantities consist: a folded text and an offset in, a `Part` and the parts beside it out.

Examples: 三个半月, 两年半, 3个多百分点, 九块九, 50万元（含）以上, and behind them the second number of a range or the rest of a list.
"""
from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kexie_nlp.grammar.amounts import amount_end, coins, small_amount
from kexie_nlp.grammar.comparators import AFTER, AFTER_PATTERN, Comparator
from kexie_nlp.grammar.numbers import STARTS, scan_number, sign_before, with_vague
from kexie_nlp.grammar.ranges import AND, BETWEEN, DASH, DASHES, shared_magnitude
from kexie_nlp.grammar.units import canonical, unit_end, units_of_kind
from kexie_nlp.grammar.values import Number

START = re.compile(STARTS)
_YEARS = (1000, 9999)
_INCLUDED = re.compile(r"（含）|\(含\)")
_AFTER = re.compile(rf"(?:（含）|\(含\)|(?P<without>[（(]不含[）)](?=以[上下内])))?(?: (?=以[上下内]|左右))?(?P<word>{AFTER_PATTERN})?")
_AFTER_FIRST = frozenset({word[0] for word in AFTER} | set("（( "))
_INSIDE = re.compile("内(?![容部地外涵])")
_HALF_UNIT = re.compile("半(?![径岛导封成数边夜途价百山小载])")
_HALF_END = re.compile(f"{AFTER_PATTERN}|[^一-龥]|$")
_HALVED_KINDS = ("time", "money", "physical", "share")
_LIST = re.compile("(?:、|和|与|及|以及|或|或者) ?(?=[0-9])")
_LIST_FIRST = frozenset("、和与及以或")
_LONGEST_LIST = 6
_HOURS = frozenset(["小时", "个小时", "分钟"])
_DAYS = re.compile("日(?=以[上下内里]|之?内(?![容地部]))")
_LIMIT_BEFORE = re.compile("(?:不少于|不低于|不得少于|不超过|不得超过|超过|至少|提前|最长|最多|不足|满)$")
_PART_OF_YEAR = re.compile("(?:1[0-2]|[1-9])月(?!个)|第|[底末初度]|代(?![表理码办替价销购为征缴建])")
_AFTER_BREAK = ("money", "physical", "share")


class Part(NamedTuple):
    """A number with its unit and the comparator behind it. `numeral` is the end of the number."""
    start: int
    numeral: int
    end: int
    number: Number
    unit: str
    after: Comparator | None


def read_part(text: str, start: int) -> Part | None:
    """Reads a number, its unit and the comparator behind it."""
    found = scan_number(text, start, bare=text[start] in "万亿")
    if found is None:
        return _half(text, start) if text[start] == "半" else None
    number, end = with_vague(text, *found)
    numeral, unit = end, number.unit
    if not unit:
        number, unit, end = _unit(text, start, number, end)
    after = _AFTER.match(text, end) if text[end:end + 1] in _AFTER_FIRST and not text.startswith("多则", end) else None
    word = after["word"] if after else None
    how = AFTER[word] if word else None
    if after and after["without"]:
        how = "gt" if how == "ge" else "lt"
    if how is None and unit in _time_units() and _INSIDE.match(text, end):
        return Part(start, numeral, end + 1, number, unit, "le")  # 5个工作日内
    return Part(start, numeral, after.end() if after and word else end, number, unit, how)


@cache
def _time_units() -> frozenset[str]:
    return units_of_kind("time") - {"年", "季度", "学期", "学年"} | {"日"}


def _half(text: str, start: int) -> Part | None:
    """Reads 半 with a unit of length, weight, size or hours: 半小时, 半公里, 半个小时. Half a year or a day is a time."""
    stop = unit_end(text, start + 1)
    unit = canonical(text[start + 1:stop]) if stop else ""
    if unit not in units_of_kind("physical") and unit not in _HOURS and unit != "百分点":
        return None
    return Part(start, start + 1, stop, Number(Decimal("0.5")), unit, None)


def _unit(text: str, start: int, number: Number, end: int) -> tuple[Number, str, int]:
    """Reads the unit behind a number that starts at `start`, with 半, 多 and coins: 三个半月, 两年半, 3个多百分点, 九块九."""
    at = end + (text[end:end + 1] in (" ", "\n"))
    stop = unit_end(text, at)
    if at > end and text[end] == "\n" and stop - at == 1 and not any(text[at] in units_of_kind(kind) for kind in _AFTER_BREAK):
        return number, "", end  # a line that begins with 项 or 个 may begin with 项目 or 个人
    if text[at:stop] == "分" and (small := small_amount(text, end, number)):
        return small[0], "元", small[1]
    if not stop and text[at:at + 1] == "日" and text[start - 1:start] != "月" and (
            _DAYS.match(text, at) or _LIMIT_BEFORE.search(text, max(0, start - 4), start)):
        return number, "日", at + 1
    exact = number.comparator == "eq"
    if not stop:
        small = small_amount(text, end, number)
        return (small[0], "元", small[1]) if small else (number, "", end)
    infix = text[at + 1:at + 2]
    if text[at:stop] == "个" and infix == "半" and exact and _HALF_END.match(text, at + 2):
        return number._replace(value=number.value + Decimal("0.5")), "个", at + 2
    if text[at] == "个" and infix in ("半", "多") and text[at + 1:at + 3] not in ("半天", "多则") and exact and (
            further := unit_end(text, at + 2) or (at + 3) * (text[at + 2:at + 3] == "月")):
        number = number._replace(value=number.value + Decimal("0.5")) if infix == "半" else number._replace(more=True, comparator="gt")
        unit = text[at + 2:further]
        return number, canonical(f"个{unit}" if unit in ("月", "星期", "小时") else unit), further
    spelled = canonical(text[at:stop])
    if spelled == "块" and text[end - 1] in "千万":
        spelled = "元"  # 一万块
    if exact and text[stop:stop + 1] == "半" and _HALF_UNIT.match(text, stop) and any(spelled in units_of_kind(k) for k in _HALVED_KINDS):
        return number._replace(value=number.value + Decimal("0.5")), spelled, stop + 1
    money = units_of_kind("money")
    if spelled in money or spelled == "块":
        extra, further = coins(text, stop, spelled) if exact else (Decimal(0), stop)
        if further > stop:
            return number._replace(value=number.value + extra), "元" if spelled == "块" else spelled, amount_end(text, further)
        if spelled in money:
            return number, spelled, amount_end(text, stop)
    return number, spelled, stop


def read_second(text: str, first: Part) -> Part | None:
    """Reads the second number of a range behind the first one."""
    end = first.end
    mark = text[end:end + 1]
    if mark in ("与", "和"):
        joint = AND.match(text, end)
        part = read_part(text, joint.end()) if joint and START.match(text, joint.end()) else None
        if joint is None or part is None:
            return None
        if part.unit == "间":  # 10000与20000间
            part = part._replace(unit="", end=part.numeral, after=None)
        between = BETWEEN.match(text, part.end)
        return _signed(part._replace(end=between.end()), joint["minus"] is not None) if between else None
    if mark not in DASHES:
        return None
    included = _INCLUDED.match(text, end)
    dash = DASH.match(text, included.end() if included else end)
    part = read_part(text, dash.end()) if dash and START.match(text, dash.end()) else None
    if dash is None or part is None:
        return None
    signed = dash["minus"] is not None or dash[0] == "--" and sign_before(text, first.start) is not None  # -5--3%
    return _signed(part, signed)


def _signed(part: Part, negative: bool) -> Part:
    return part._replace(number=part.number._replace(value=-part.number.value)) if negative else part


def read_listed(text: str, first: Part) -> Part | None:
    """Returns the number behind a list of numbers that share its unit: 4.8和3.3个百分点, 2、4、6米. Only Arabic numerals are lists."""
    if text[first.end:first.end + 1] not in _LIST_FIRST:
        return None
    part, marker = first, text[first.end] == "、" and (not first.start or text[first.start - 1] == "\n")
    for count in range(_LONGEST_LIST):
        mark = _LIST.match(text, part.end)
        following = read_part(text, mark.end()) if mark else None
        if following is None or following.number.value_max is not None:
            return None
        if following.unit:
            if marker and not count:
                return None  # 5、10公里: the first number may be a marker of the outline
            return None if is_year(text, following) else following
        part = following
    return None


def list_magnitude(text: str, first: Part, last: Part) -> int:
    """Returns the factor of 万 or 亿 that the last number of a list lends to one before: 3、5万元 are 三万 and 五万."""
    numeral = text[last.start:last.numeral]
    if text[first.start:first.numeral][-1] in "万亿" or numeral[-1] not in "万亿":
        return 1
    return shared_magnitude("", Decimal(0), numeral, last.number.value)


def is_year(text: str, part: Part) -> bool:
    """Whether a number with 年 is a calendar year, also one of two or three digits before a part of a year (114年第4季)."""
    if part.unit == "年" and _PART_OF_YEAR.match(text, part.end):
        return True
    return part.unit == "年" and part.numeral - part.start == 4 and _YEARS[0] <= part.number.value <= _YEARS[1]

"""Finds and parses quantities: text in, `Quantity` objects out: numbers with unit, comparator, range or change.

A quantity is composed of parts: comparator, number, unit, comparator, and for a range a second number with its unit. The finder stops
at every character that can start a number and reads the parts there; comparators before it are read backwards.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kexie_nlp.grammar.amounts import amount_end, coins, currency_before, small_amount
from kexie_nlp.grammar.comparators import AFTER, AFTER_PATTERN, BEFORE_END, BEFORE_LAST, BEFORE_LENGTH, Comparator, comparator_before
from kexie_nlp.grammar.families import idiom_end, word_end
from kexie_nlp.grammar.folding import fold, places, squeeze
from kexie_nlp.grammar.numbers import STARTS, numeral_end, read_number, scan_number, sign_before, with_vague
from kexie_nlp.grammar.ranges import AND, BETWEEN, DASH, DASHES, JOINT, joined_bounds, shared_magnitude
from kexie_nlp.grammar.specials import find_specials
from kexie_nlp.grammar.units import canonical, unit_end, units_of_kind
from kexie_nlp.grammar.values import Number, Quantity

_YEARS = (1000, 9999)
_START = re.compile(STARTS)
_INCLUDED = re.compile(r"（含）|\(含\)")
_AFTER = re.compile(rf"(?:（含）|\(含\))?(?: (?=以[上下内]|左右))?(?P<word>{AFTER_PATTERN})?")
_BARE_END = re.compile("[，。；、）)]|$")
_LEAD_TO = re.compile("[到至为于]$")
_AFTER_FIRST = frozenset({word[0] for word in AFTER} | set("（( "))
_HALF_UNIT = re.compile("半(?![径岛导封成数边夜途价百山小])")
_HALF_END = re.compile(f"{AFTER_PATTERN}|[^一-龥]|$")
_HAN = re.compile("[一-龥]")
_HALVED_KINDS = ("time", "money", "physical", "share")
_LIST = re.compile("(?:、|和|与|及|以及|或|或者) ?(?=[0-9])")
_LIST_FIRST = frozenset("、和与及以或")
_LONGEST_LIST = 6
_TELEPHONE = re.compile("0[0-9]{2,3}-[0-9]{7}")
_COMPARED = re.compile(" ?(?:(?P<more>[大高多长重])|[小低少短轻])")  # 比170低
_ZERO = frozenset("零〇")
_HOURS = frozenset(["小时", "个小时", "分钟"])
_DAYS = re.compile("日(?=以[上下内里]|之内)")
_AFTER_BREAK = ("money", "physical", "share")
_COLLECTIVE = {"对": 2, "双": 2, "打": 12}


class _Part(NamedTuple):
    """A number with its unit and the comparator behind it. `numeral` is the end of the number."""
    start: int
    numeral: int
    end: int
    number: Number
    unit: str
    after: Comparator | None


def find_quantities(text: str, *, bare: bool = False) -> Iterator[Quantity]:
    """Yields every number with a unit, in text order: 不少于20个, 10%-15%, 1—2个, 几十万元, 由58%提高至65%左右, 翻一番, 零事故, 过半.

    With `bare`, also numbers without a unit that have a comparator or a range (超过300, 20~100). Calendar years, ordinals and numbers
    inside web addresses are excluded. Whether a number measures anything is decided later.
    """
    folded, offsets = squeeze(fold(text))
    for quantity in _joined(folded, _find(folded, bare)):
        yield quantity if offsets is None else quantity._replace(
            start=offsets[quantity.start], core=offsets[quantity.core], end=offsets[quantity.end - 1] + 1)


def parse_number(text: str) -> Number | None:
    """Returns the number that the whole of `text` expresses, with or without a unit: 三百二十余名, 1.2万, 百分之八十, 五元三毛, 几十.

    None if it is not a number. 余, 多, 几 and 超过 set `more`; a range (三至五年) sets `value_max`; 小于40万 has the comparator lt. Pairs and dozens are counted in single
    things: 一对 is 2, 两打 is 24.
    """
    text = text.strip()
    folded = squeeze(fold(text))[0]
    number = read_number(folded)
    if number is None and (vague := read_number(folded, bare=True)) and vague.more:
        number = vague  # 万余
    if number is not None:
        return number
    if folded[-1:] in _COLLECTIVE and (number := read_number(folded[:-1])) and not number.unit and number.value_max is None:
        return number._replace(value=number.value * _COLLECTIVE[folded[-1]])
    if folded[:1] in _ZERO and unit_end(folded, 1) == len(folded) > 1:
        return Number(Decimal(0), canonical(folded[1:]))
    for q in _joined(folded, _find(folded, True)):
        if q.start == 0 and q.end == len(folded):
            return Number(q.value, q.unit, q.comparator == "gt", q.value_max, q.comparator)
        break
    return None


def _joined(text: str, found: Iterator[Quantity]) -> Iterator[Quantity]:
    """Joins two bounds that stand together to one range: 大于10并小于20, 三年以上七年以下."""
    last: Quantity | None = None
    for q in found:
        if last is None:
            last = q
            continue
        bounds = None
        if last.comparator != "eq" and q.comparator != "eq" and JOINT.fullmatch(text, last.end, q.start) and (
                last.unit == q.unit or not last.unit or not q.unit or q.unit == "元" and last.unit in units_of_kind("money")):
            bounds = joined_bounds((last.comparator, q.comparator), (last.value, q.value))
        if bounds and last.value_max is None and q.value_max is None:
            yield q._replace(start=last.start, value=bounds[0], value_max=bounds[1], comparator="range", unit=last.unit or q.unit)
            last = None
            continue
        yield last
        last = q
    if last is not None:
        yield last


def _find(text: str, bare: bool) -> Iterator[Quantity]:
    changes = _changes(text)
    found = [*find_specials(text), *_plain(text, {base.start: base.end for _, base in changes.values()}, bare)]
    found.sort(key=_position)
    end = 0
    for q in found:
        if q.start < end:
            continue
        change = changes.get(q.start) or changes.get(q.core)
        if change and change[1].unit in (q.unit, ""):
            q = q._replace(start=change[0], baseline=change[1].number.value, rule="change")
        end = q.end
        yield q


def _position(q: Quantity) -> tuple[int, int]:
    return q.start, -q.end


def _plain(text: str, bases: dict[int, int], bare: bool) -> Iterator[Quantity]:
    position, excluded = 0, places(text)
    while candidate := _START.search(text, position):
        start = candidate.start()
        position = start + 1
        if start in excluded:
            position = excluded[start]
            continue
        part = _part(text, start)
        if part is None:
            position = numeral_end(text, start)
            continue
        if bases.get(start) == part.end:
            position = part.end  # the baseline belongs to the change
            continue
        quantity = _read(text, part, bare)
        if quantity is None:
            position = max(part.numeral, start + 1)
            continue
        position = quantity.end
        word = (word_end(text, start) or idiom_end(text, start, part.numeral)) if quantity.chinese else None
        if word and word >= part.numeral:  # but 系统一百二十处
            position = word
        else:
            yield quantity


def _part(text: str, start: int) -> _Part | None:
    """Reads a number, its unit and the comparator behind it."""
    found = scan_number(text, start, bare=text[start] in "万亿")
    if found is None:
        return _half(text, start) if text[start] == "半" else None
    number, end = with_vague(text, *found)
    numeral, unit = end, number.unit
    if not unit:
        number, unit, end = _unit(text, start, number, end)
    after = _AFTER.match(text, end) if text[end:end + 1] in _AFTER_FIRST else None
    word = after["word"] if after else None
    return _Part(start, numeral, after.end() if after and word else end, number, unit, AFTER[word] if word else None)


def _half(text: str, start: int) -> _Part | None:
    """Reads 半 with a unit of length, weight, size or hours: 半小时, 半公里, 半个小时. Half a year or a day is a time."""
    stop = unit_end(text, start + 1)
    unit = canonical(text[start + 1:stop]) if stop else ""
    if unit not in units_of_kind("physical") and unit not in _HOURS and unit != "百分点":
        return None
    return _Part(start, start + 1, stop, Number(Decimal("0.5")), unit, None)


def _unit(text: str, start: int, number: Number, end: int) -> tuple[Number, str, int]:
    """Reads the unit behind a number that starts at `start`, with 半, 多 and coins: 三个半月, 两年半, 3个多百分点, 九块九."""
    at = end + (text[end:end + 1] in (" ", "\n"))
    stop = unit_end(text, at)
    if at > end and text[end] == "\n" and stop - at == 1 and not any(text[at] in units_of_kind(kind) for kind in _AFTER_BREAK):
        return number, "", end  # a line that begins with 项 or 个 may begin with 项目 or 个人
    if text[at:stop] == "分" and (small := small_amount(text, end, number)):
        return small[0], "元", small[1]
    if not stop and _DAYS.match(text, at) and text[start - 1:start] != "月":
        return number, "日", at + 1
    exact = number.comparator == "eq"
    if not stop:
        small = small_amount(text, end, number)
        return (small[0], "元", small[1]) if small else (number, "", end)
    infix = text[at + 1:at + 2]
    if text[at:stop] == "个" and infix == "半" and exact and _HALF_END.match(text, at + 2):
        return number._replace(value=number.value + Decimal("0.5")), "个", at + 2
    if text[at] == "个" and infix in ("半", "多") and exact and (further := unit_end(text, at + 2)):
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


def _second(text: str, first: _Part) -> _Part | None:
    """Reads the second number of a range behind the first one."""
    end = first.end
    mark = text[end:end + 1]
    if mark in ("与", "和"):
        joint = AND.match(text, end)
        part = _part(text, joint.end()) if joint and _START.match(text, joint.end()) else None
        if joint is None or part is None:
            return None
        if part.unit == "间":  # 10000与20000间
            part = part._replace(unit="", end=part.numeral, after=None)
        between = BETWEEN.match(text, part.end)
        return _signed(part._replace(end=between.end()), joint) if between else None
    if mark not in DASHES:
        return None
    included = _INCLUDED.match(text, end)
    dash = DASH.match(text, included.end() if included else end)
    part = _part(text, dash.end()) if dash and _START.match(text, dash.end()) else None
    if dash is None or part is None:
        return None
    return _signed(part, dash)


def _signed(part: _Part, joint: re.Match[str]) -> _Part:
    return part._replace(number=part.number._replace(value=-part.number.value)) if joint["minus"] else part


def _read(text: str, first: _Part, bare: bool) -> Quantity | None:
    start = first.start
    second = _second(text, first)
    unit, number = first.unit, first.number
    if second is not None:
        if first.unit and second.unit and first.unit != second.unit or _is_year(second):
            second = None
        else:
            unit = second.unit or first.unit
            if not number.unit and second.number.unit == "%" and "成" in text[second.start:second.numeral]:
                number = number._replace(value=number.value * 10)  # 五至八成
    elif not unit and (further := _listed(text, first)):
        unit, number = further.unit, number._replace(value=number.value * _list_magnitude(text, first, further))
    money = currency_before(text, start) if unit in ("", "元") else None
    if second is None and (_is_year(first) or not unit and not money and not bare and not first.after
                           and text[start] not in "0123456789."):
        return None
    if text[start - 1:start] == "每" and text[start] in "百千万":
        return None  # a rate: 每千人
    if text[start - 1:start] == "第" or second is not None and _TELEPHONE.match(text, start) or text[start:first.numeral] in _ZERO:
        return None
    negative = sign_before(text, start)
    begin = start if negative is None else negative
    if money:
        unit, begin = money[0], min(begin, money[1])
    lead = BEFORE_END.search(text, max(0, begin - BEFORE_LENGTH), begin) if text[begin - 1:begin] in BEFORE_LAST else None
    before = lead[0] if lead else ""
    after = second.after if second else first.after
    bounded = bool(before or text[max(0, begin - 2):begin].rstrip(" ").endswith("比") or after or second or number.comparator != "eq")
    if text[start] in "万亿" and not (before or number.more or number.unit):
        return None
    end = second.end if second else first.end
    if not unit and not (bare and bounded) and not _coefficient(text, first, before, after):
        return None
    if negative is not None:
        number = number._replace(value=-number.value)
    span = _compare(text, first._replace(number=number), second, before)
    if span is None:
        return None
    value, value_max, comparator = span
    if comparator == "eq" and unit == "个" and text[start:first.numeral] == "一" and not lead and _HAN.match(text, end):
        return None  # an article
    if second is not None and text[begin - 2:begin] == "介于":
        begin -= 2
    compared = _COMPARED.match(text, end) if text[max(0, begin - 2):begin].rstrip(" ").endswith("比") else None
    if compared and comparator == "eq":
        begin, end, comparator = text.rindex("比", 0, begin), compared.end(), "gt" if compared["more"] else "lt"
    return Quantity(lead.start() if lead else begin, end, start, value, unit, comparator, value_max, None,
                    not any(c in "0123456789" for c in text[start:first.numeral]), "half" if "半" in text[start:start + 2] else "quantity")


def _listed(text: str, first: _Part) -> _Part | None:
    """Returns the number behind a list of numbers that share its unit: 4.8和3.3个百分点, 2、4、6米. Only Arabic numerals are lists."""
    if text[first.end:first.end + 1] not in _LIST_FIRST:
        return None
    part = first
    if text[first.end:first.end + 1] == "、" and (not first.start or text[first.start - 1] == "\n"):
        return None  # a marker of the outline
    for _ in range(_LONGEST_LIST):
        mark = _LIST.match(text, part.end)
        following = _part(text, mark.end()) if mark else None
        if following is None or following.number.value_max is not None:
            return None
        if following.unit:
            return None if _is_year(following) else following
        part = following
    return None


def _list_magnitude(text: str, first: _Part, last: _Part) -> int:
    """Returns the factor of 万 or 亿 that the last number of a list lends to one before: 3、5万元 are 三万 and 五万."""
    numeral = text[last.start:last.numeral]
    if text[first.start:first.numeral][-1] in "万亿" or numeral[-1] not in "万亿":
        return 1
    return shared_magnitude("", Decimal(0), numeral, last.number.value)


def _is_year(part: _Part) -> bool:
    """Whether a number with 年 is a calendar year."""
    return part.unit == "年" and part.numeral - part.start == 4 and _YEARS[0] <= part.number.value <= _YEARS[1]


def _coefficient(text: str, first: _Part, before: str, after: Comparator | None) -> bool:
    """Whether a number without a unit is a coefficient or index at the end of a clause: 系数达到0.58, 提高到0.58, 控制在1以内."""
    if not _BARE_END.match(text, first.end):
        return False
    if "." in text[first.start:first.numeral]:
        return bool(before or _LEAD_TO.search(text, max(0, first.start - 1), first.start))
    return before == "控制在" and after is not None


def _compare(text: str, first: _Part, second: _Part | None, before: str) -> tuple[Decimal, Decimal | None, Comparator] | None:
    number = first.number
    if second is not None:
        low, high = number.value, second.number.value_max or second.number.value
        if not first.unit:
            low *= shared_magnitude(text[first.start:first.numeral], low, text[second.start:second.numeral], second.number.value)
        return (low, high, "range") if low < high else None
    if number.value_max is not None:
        return number.value, number.value_max, "gt" if number.more else "range"
    if first.after:
        return number.value, None, first.after
    if number.more:
        return number.value, None, "gt"
    if number.comparator == "approx":
        return number.value, None, "approx"
    return number.value, None, comparator_before(before) if before else "eq"


_FROM = re.compile("[由从]")
_YEAR_SAID = re.compile("[12]\\d{3}年[底末初]?的?")
_TO = re.compile("(?:到|至|为|成)了?")
_NO_VERB = re.compile("[，。；：\\d]")
_LEAD_REACH, _VERB_REACH, _VALUE_REACH = 15, 8, 5
_STOPS = frozenset("，。；、：由从")


def _changes(text: str) -> dict[int, tuple[int, _Part]]:
    """Returns the changes of a text (由58%提高至65%): the start of the new value, mapped to the start of the change and the old value."""
    found: dict[int, tuple[int, _Part]] = {}
    for match in _FROM.finditer(text):
        base = _value_within(text, match.end(), _LEAD_REACH, bare=True)
        value = _new_value(text, base.end) if base else None
        if base and value:
            found[value.start] = match.start(), base
    return found


def _value_within(text: str, position: int, reach: int, *, bare: bool = False) -> _Part | None:
    """Returns the first value within a number of characters, past a year. With `bare`, Arabic digits need no unit."""
    begin = position
    while candidate := _START.search(text, position, begin + reach):
        start = candidate.start()
        if not _STOPS.isdisjoint(text[begin:start]):
            return None
        year = _YEAR_SAID.match(text, start)
        if year:
            begin = position = year.end()
            continue
        part = _part(text, start)
        if part and (part.unit or bare and text[start] in "0123456789"):
            return part
        if text[start] in "0123456789":
            return None
        position = start + 1
    return None


def _new_value(text: str, end: int) -> _Part | None:
    """Returns the value that a number changes to: a verb, 到 or 至, and a value with its unit behind them."""
    for goes in _TO.finditer(text, end + 1, end + _VERB_REACH):
        if _NO_VERB.search(text, end, goes.start()):
            break
        value = _value_within(text, goes.end(), _VALUE_REACH)
        if value is not None:
            return value
    return None

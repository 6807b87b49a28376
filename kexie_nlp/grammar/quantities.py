"""Finds and parses quantities: text in, `Quantity` objects out: numbers with unit, comparator, range or change.

A quantity is composed of parts: comparator, number, unit, comparator, and for a range a second number with its unit. The finder stops
at every character that can start a number and reads the parts there; comparators before it are read backwards.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kexie_nlp.grammar.amounts import currency_before
from kexie_nlp.grammar.changes import find_changes
from kexie_nlp.grammar.comparators import BEFORE_END, BEFORE_LAST, BEFORE_LENGTH, Comparator, comparator_before
from kexie_nlp.grammar.families import idiom_end, word_end
from kexie_nlp.grammar.folding import fold, places, squeeze
from kexie_nlp.grammar.numbers import numeral_end, read_number, sign_before
from kexie_nlp.grammar.parts import START, Part, is_year, list_magnitude, read_listed, read_part, read_second
from kexie_nlp.grammar.ranges import AFTER_PAUSE, BETWEEN, JOINT, PAUSE, joined_bounds, shared_magnitude
from kexie_nlp.grammar.specials import find_specials
from kexie_nlp.grammar.units import canonical, unit_end, units_of_kind
from kexie_nlp.grammar.values import Number, Quantity

_BARE_END = re.compile("[，。；、）)]|$")
_OF_INDEX = re.compile("(?:系数|指数)(?:[^。；\\n\\d]{0,2}[\\d.]*，[^。；\\n\\d]{0,12}(?:提高|提升|下降|降低|上升|增加))?$")
_INDEX_REACH = 40
_LEAD_TO = re.compile("[到至为于]$")
_NAME_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])[A-Za-z](?:\d+\+)?|\d{4}[-./](?:\d{1,2}[-./])?"  # G60, K128+300, 2016-03-15起
    r"|第\d{1,4} ?[-—–~～至到和与、] ?|(?:^|[\d\W_])\.)$")  # 第3-5条, 1.234.567元
_NAME_ENDS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-./—–~～至到和与、 ")
_NAME_REACH, _MARKER_REACH = 8, 4
_SERIAL = re.compile(r"0\d+(?![.\d])")  # 04期, 0570-8321456
_THAN = re.compile("比 ?$")
_COMPARED = re.compile(" ?(?:(?P<more>[大高多长重])|[小低少短轻])")  # 比170低
_NUMERAL_BEFORE = re.compile(r"[\d零一二两三四五六七八九十百千万亿][与和]$")
_COUNTED = re.compile("(?:以[上下内]|左右|余|多)?(?:[，。；、）,;]|[一-龥]{2})(?!级|[千万]?瓦|头|吨|标|兆)")
_QUARTERS = 4
_NEAR = re.compile("近|控制在$")  # 近二十余年 is more than twenty, 近三五年 and 控制在3%到5% are ranges
_GROUPS_BEFORE = re.compile(r"\d{1,3}[，,](?:\d{3}[，,]\d+|\d{1,3}[，,]\d{3})$")
_SPACED_DIGITS = re.compile(r"(?<!\d)\d \d $")  # 1 2 3 4人: cells of a table or letters set apart
_MARKED_YEAR = re.compile(r"(?<!\d)\d{1,2}\.(?:19|20)\d\d年")  # 3.2024年: the marker of a line
_BEFORE_MARKER = ("", "\n", "。")
_MARKED_COUNT = re.compile(r"\d{1,2}\.(?P<counted>[1-9]\d*)")  # 5.30家: what is counted has no decimals
_MARKER = re.compile(r"(?:^|\n)\d{1,2}\.$")
_TOLERANCE = re.compile("(?:±|正负) ?$")
_MEASURED = frozenset("0123456789%‰.")
_HAN = re.compile("[一-龥]")
_ARABIC = re.compile("[0-9]")
_ZERO = frozenset("零〇")
_COLLECTIVE = {"对": 2, "双": 2, "打": 12}


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

    None if it is not a number. 余, 多, 几 and 超过 set `more`; a range (三至五年) sets `value_max`; 小于40万 has the comparator lt.
    Pairs and dozens are counted in single things: 一对 is 2, 两打 is 24.
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
        if q.start == 0 and (q.end == len(folded) or q.comparator == "range" and BETWEEN.fullmatch(folded, q.end)):
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
        if last.comparator != "eq" and q.comparator != "eq" and _meet(text, last, q) and (
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


def _meet(text: str, last: Quantity, q: Quantity) -> bool:
    """Whether nothing but a joint stands between two numbers, or a pause before one that opens with its digits."""
    return JOINT.fullmatch(text, last.end, q.start) is not None or (
        PAUSE.fullmatch(text, last.end, q.start) is not None and AFTER_PAUSE.match(text, q.start) is not None)


def _find(text: str, bare: bool) -> Iterator[Quantity]:
    changes = find_changes(text)
    found = [*find_specials(text), *_plain(text, {base.start: base.end for _, base in changes.values()}, bare)]
    found.sort(key=_position)
    end = 0
    for q in found:
        if q.start < end:
            continue
        begin, base = changes.get(q.start) or changes.get(q.core) or (0, None)
        if base and base.start >= end and base.unit in (q.unit, ""):
            former = base.number.value if sign_before(text, base.start) is None else -base.number.value
            start = begin if begin >= end else base.start  # 由近三年10场次提高到20场次
            q = q._replace(start=start, baseline=former, rule="change")
        end = q.end
        yield q


def _position(q: Quantity) -> tuple[int, int]:
    return q.start, -q.end


def _plain(text: str, bases: dict[int, int], bare: bool) -> Iterator[Quantity]:
    position, excluded = 0, places(text)
    while candidate := START.search(text, position):
        start = candidate.start()
        position = start + 1
        if start in excluded:
            position = excluded[start]
            continue
        part = read_part(text, start)
        if part is None:
            position = numeral_end(text, start)
            continue
        if text[start - 1:start] in _BEFORE_MARKER and part.unit in units_of_kind("count") and (
                marked := _MARKED_COUNT.fullmatch(text, start, part.numeral)):
            position = marked.start("counted")
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


def _read(text: str, first: Part, bare: bool) -> Quantity | None:
    start = first.start
    number, unit, second = _shared(text, first)
    money = currency_before(text, start) if unit in ("", "元") else None
    if second is None and not unit and not money and not bare and not first.after and text[start] not in "0123456789.":
        return None  # most numerals of prose
    if _is_name(text, first, second):
        return None
    negative = sign_before(text, start)
    begin = start if negative is None else negative
    tolerance = _TOLERANCE.search(text, max(0, start - 3), start) if text[begin - 1:begin] in ("±", "正", " ") or text[
        begin:begin + 1] == "负" else None
    if tolerance:
        if text[tolerance.start() - 1:tolerance.start()] in _MEASURED:
            return None  # 100±5
        negative, begin = None, tolerance.start()
    if negative is not None:
        number = number._replace(value=-number.value)
    if money:
        unit, begin = money[0], min(begin, money[1])
    lead = BEFORE_END.search(text, max(0, begin - BEFORE_LENGTH), begin) if text[begin - 1:begin] in BEFORE_LAST else None
    before, last = lead[0] if lead else "", second or first
    than = _THAN.search(text, max(0, begin - 2), begin) if text[begin - 1:begin] in ("比", " ") else None
    bounded = before or than or last.after or second or number.comparator != "eq"
    if text[start] in "万亿" and not (before or number.more or number.unit):
        return None
    if not unit and not (bare and bounded) and not _coefficient(text, first, before, last.after) and not _large(text, first):
        return None
    span = _compare(text, first._replace(number=number), second, before)
    if span is None:
        return None
    value, value_max, comparator = span
    if tolerance and (comparator == "eq" or comparator == "le" and not last.after and before.endswith("控制在")):
        value, value_max, comparator = -value, value, "range"
    if comparator == "eq" and unit == "个" and text[start:first.numeral] == "一" and not lead and _HAN.match(text, last.end):
        return None  # an article
    rule, chinese = "half" if "半" in text[start:start + 2] else "quantity", _ARABIC.search(text, start, first.numeral) is None
    compared = _COMPARED.match(text, last.end) if than and comparator == "eq" else None
    if than and compared:
        how: Comparator = "gt" if compared["more"] else "lt"
        return Quantity(than.start(), compared.end(), start, value, unit, how, chinese=chinese, rule=rule)
    if second is not None and text.endswith("介于", 0, begin):
        begin -= len("介于")
    return Quantity(lead.start() if lead else begin, last.end, start, value, unit, comparator, value_max, None, chinese, rule)


def _shared(text: str, first: Part) -> tuple[Number, str, Part | None]:
    """Returns a number with what the second one of its range or the last one of its list lends it, its unit, and that second number."""
    number, unit, second = first.number, first.unit, read_second(text, first)
    counted = unit == "个" and second is not None and second.unit == "百分点" and text[second.numeral] == "个"
    if second is not None and (unit and second.unit and unit != second.unit and not counted or is_year(text, second)):
        second = None
    if second is not None:
        if not number.unit and second.number.unit == "%" and "成" in text[second.start:second.numeral]:
            number = number._replace(value=number.value * 10)  # 五至八成
        return number, second.unit or unit, second
    further = read_listed(text, first) if not unit else None
    if further:
        return number._replace(value=number.value * list_magnitude(text, first, further)), further.unit, None
    return number, unit, None


def _is_name(text: str, first: Part, second: Part | None) -> bool:
    """Whether a number is an ordinal, a year, a serial or telephone number, a rate (每千人), nothing (零), or part of a name (G60)."""
    start, previous = first.start, text[first.start - 1:first.start]
    if previous == "第" or second is None and is_year(text, first) or text[start:first.numeral] in _ZERO:
        return True
    if previous == "每" and text[start] in "百千万" or text[start] == "0" and _SERIAL.match(text, start):
        return True
    if first.unit == "年" and _MARKED_YEAR.match(text, start) and text[start - 1:start] in _BEFORE_MARKER:
        return True
    if previous in ("，", ",") and text[start] in _MEASURED and _GROUPS_BEFORE.search(text[max(0, start - _NAME_REACH):first.numeral]):
        return True  # 1，234，56元
    if previous == "的" and text.startswith("次方", first.numeral):
        return True
    if previous == " " and first.numeral - start == 1 and text[start].isascii() and _SPACED_DIGITS.search(text, max(0, start - 4), start):
        return True
    if first.unit == "间" and previous in ("与", "和") and _NUMERAL_BEFORE.search(text, max(0, start - 2), start):
        return True  # 三千与五千间
    if first.unit == "季度" and text[first.numeral] != "个" and first.number.value <= _QUARTERS:
        return True
    return (previous in _NAME_ENDS and _NAME_BEFORE.search(text, max(0, start - _NAME_REACH), start) is not None
            and not _MARKER.search(text, max(0, start - _MARKER_REACH), start))


def _coefficient(text: str, first: Part, before: str, after: Comparator | None) -> bool:
    """Whether a number without a unit is a coefficient or index at the end of a clause: 系数0.58, 系数达到0.58, 控制在1以内."""
    if not _BARE_END.match(text, first.end):
        return False
    if "." in text[first.start:first.numeral]:
        return bool(before or _LEAD_TO.search(text, max(0, first.start - 1), first.start)
                    or _OF_INDEX.search(text, max(0, first.start - _INDEX_REACH), first.start))
    return before == "控制在" and after is not None


def _large(text: str, first: Part) -> bool:
    """Whether a number without a unit counts what follows, or ends the clause: 80万贫困人口, 罚没款3.48亿."""
    numeral = text[first.start:first.numeral]
    return numeral[-1] in "万亿" and numeral[0] in "0123456789" and _COUNTED.match(text, first.numeral) is not None


def _compare(text: str, first: Part, second: Part | None, before: str) -> tuple[Decimal, Decimal | None, Comparator] | None:
    number = first.number
    bound = first.after or (comparator_before(before) if before else "eq")
    near = bound in ("lt", "le") and not first.after and _NEAR.search(before)
    if second is not None:
        low, high = number.value, second.number.value_max or second.number.value
        if not first.unit:
            low *= shared_magnitude(text[first.start:first.numeral], low, text[second.start:second.numeral], second.number.value)
        if high < low < 0:
            low, high = high, low  # -5%到-10%
        return _bounded(low, high, second.after or ("eq" if near else bound), "range") if low < high else None
    if number.value_max is not None:
        return _bounded(number.value, number.value_max, "eq" if near else bound, "gt" if number.more else "range")
    if number.more:
        return number.value, None, bound if bound in ("le", "lt") and not near else "gt"
    if number.comparator == "approx" and not first.after:
        return number.value, None, "approx"
    return number.value, None, bound


def _bounded(low: Decimal, high: Decimal, bound: Comparator, how: Comparator) -> tuple[Decimal, Decimal | None, Comparator]:
    """Returns the values of a range or a vague number that a comparator bounds: 不超过十几个 is at most 20, 三五家以上 at least 3."""
    if bound in ("le", "lt"):
        return high, None, bound
    if bound in ("ge", "gt"):
        return low, None, "gt" if how == "gt" else bound
    return low, high, how

"""Finds and parses quantities: text in, `Quantity` objects out: numbers with unit, comparator, range or change.

The finder stops at every character that can start a number and tries the pattern there. Comparators are read backwards from a number.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kexie_nlp.grammar.amounts import COINS, PREFIX, parse_amount
from kexie_nlp.grammar.comparators import AFTER, AFTER_PATTERN, BEFORE_END, BEFORE_LAST, BEFORE_LENGTH, Comparator, comparator_before
from kexie_nlp.grammar.families import word_end
from kexie_nlp.grammar.folding import fold, squeeze
from kexie_nlp.grammar.numbers import DIGIT, NUMBER, PLAIN, SHARE, Number, read_number
from kexie_nlp.grammar.units import canonical, unit_pattern, units_of_kind

_DASH = "[-—–~～]{1,2}|至|到| - "
_YEARS = (1000, 9999)
_MYRIAD = 10**4
_START = re.compile(rf"[\d{DIGIT}十拾百佰千仟万亿廿卅]")
_BARE_END = re.compile("[，。；、）)]|$")
_ARABIC = re.compile("[0-9]")
_MINUS = re.compile("(?<![担抱减胜肩])负$")
_LEAD_TO = re.compile("[到至为于]$")


class Quantity(NamedTuple):
    """A number that may measure something. Offsets are those of the searched text; values are Decimal with 万 and 亿 multiplied out.

    `start`–`end` covers comparator, number and unit only. `core` is the start of the (last) number. `chinese` marks numerals written in
    Chinese digits only, which also occur in names and slogans. `baseline` is the present value of a change (由58%提高至65%).
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


@cache
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    units, more = unit_pattern(), "[余多几]?"
    value = rf"(?:{SHARE}|{PLAIN}{more} ?(?:{units}))"
    main = re.compile(
        rf"(?P<first>{NUMBER})(?P<more1>{more})(?: ?(?P<unit1>{units}))?(?:（含）|\(含\))?"
        rf"(?P<after1>{AFTER_PATTERN})?(?:(?P<dash>{_DASH})(?P<second>{NUMBER})(?P<more2>{more})(?: ?(?P<unit2>{units}))?"
        rf"|(?P<and>[与和])(?P<third>{NUMBER})(?: ?(?P<unit3>{units}))?之?间)?(?P<after>{AFTER_PATTERN})?")
    change = re.compile(
        rf"[由从](?P<lead>[^，。；、：\d由从]{{0,14}}?(?:\d{{4}}年(?:[底末初])?[^，。；\d]{{0,6}})?)(?P<base>{value}|\d+(?:\.\d+)?)"
        rf"(?P<mid>[^，。；：\d]{{1,6}}?(?:到|至|为|成)了?[^，。；：\d]{{0,4}}?(?:\d{{4}}年(?:[底末初])?的?)?)(?={value})")
    return main, change


def find_quantities(text: str, *, bare: bool = False) -> Iterator[Quantity]:
    """Yields every number with a unit, in text order: 不少于20个, 10%-15%, 1—2个, 由58%提高至65%左右, 翻一番, 零事故, 过半.

    With `bare`, also numbers without a unit that have a comparator or a range (超过300, 20~100). Calendar years and ordinals are
    excluded. Whether a number measures anything is decided later.
    """
    folded, offsets = squeeze(fold(text))
    for quantity in _find(folded, bare):
        yield quantity if offsets is None else quantity._replace(
            start=offsets[quantity.start], core=offsets[quantity.core], end=offsets[quantity.end - 1] + 1)


def parse_number(text: str) -> Number | None:
    """Returns the number that the whole of `text` expresses, with or without a unit: 三百二十余名, 1.2万, 百分之八十, 五元三毛.

    None if it is not a number. 余, 多 and 超过 set `more`; a range (三至五年) sets `value_max`.
    """
    text = text.strip()
    number = read_number(squeeze(fold(text))[0]) or parse_amount(text)
    if number is not None:
        return number
    for q in find_quantities(text):
        if q.start == 0 and q.end == len(text):
            return Number(q.value, q.unit, q.comparator == "gt", q.value_max)
        break
    return None


def _find(text: str, bare: bool) -> Iterator[Quantity]:
    changes = {m.end(): m for m in _grammar()[1].finditer(text)} if "由" in text or "从" in text else {}
    found = [*_special(text), *_plain(text, {m.start("base"): m.end("base") for m in changes.values()}, bare)]
    found.sort(key=_position)
    end = 0
    for q in found:
        if q.start < end:
            continue
        change = changes.get(q.start) or changes.get(q.core)
        if change:
            base = _base(change["base"])
            if base is not None and base[1] in (q.unit, ""):
                q = q._replace(start=change.start(), baseline=base[0], rule="change")
        end = q.end
        yield q


def _position(q: Quantity) -> tuple[int, int]:
    return q.start, -q.end


def _plain(text: str, bases: dict[int, int], bare: bool) -> Iterator[Quantity]:
    main, position = _grammar()[0], 0
    while candidate := _START.search(text, position):
        start = candidate.start()
        match = main.match(text, start)
        if match is None:
            position = start + 1
            continue
        if start in bases and bases[start] == match.end():
            position = match.end()  # the baseline belongs to the change
            continue
        quantity = _read(match, bare)
        if quantity is None:
            position = max(match.end("first"), start + 1)
            continue
        position = max(match.end(), quantity.end)
        if not (quantity.chinese and (word := word_end(text, start))):
            yield quantity
            continue
        position = word


def _read(match: re.Match[str], bare: bool = False) -> Quantity | None:
    text, start, end = match.string, match.start(), match.end()
    second_text = match["second"] or match["third"]
    first, second = read_number(match["first"]), read_number(second_text) if second_text else None
    if first is None or second_text and second is None:
        return None
    lead = BEFORE_END.search(text, max(0, start - BEFORE_LENGTH), start) if text[start - 1:start] in BEFORE_LAST else None
    before = lead[0] if lead else ""
    unit = canonical(match["unit3"] or match["unit2"] or match["unit1"] or "")
    if second is not None:
        unit = second.unit or first.unit or unit
        if second.unit and not first.unit and match["unit1"]:
            return None
    elif first.unit and match["unit1"]:
        return _share_alone(match, first, before, (lead or match).start())  # 八成村卫生室
    else:
        unit = first.unit or unit
    money = None if unit not in ("", "元") else PREFIX.search(text, max(0, start - 4), start)
    if money:
        unit = canonical(money["name"] or "") or (unit or {"$": "美元"}.get(money[0], "元"))
    if unit == "块" and COINS.match(text, end):
        unit = "元"
    bounded = bool(before or match["after"] or match["after1"] or second or match["more1"] or first.more)
    if not unit and not (bare and bounded) and not _coefficient(match, before):
        return None
    if unit == "年" and _YEARS[0] <= first.value <= _YEARS[1] and len(match["first"]) == 4:
        return None  # a calendar year
    if text[start - 1:start] == "每" and not match["first"].strip("百千万"):
        return None  # a rate: 每千人
    span = _compare(match, first, second, before)
    if span is None:
        return None
    value, value_max, comparator = span
    begin = (lead or match).start()
    if not lead and second is None and _MINUS.search(text, max(0, start - 2), start):
        value, begin = -value, start - 1
    if unit in units_of_kind("money") and second is None and (coins := COINS.match(text, end)):
        value, end = value + coins_value(coins), coins.end()
    chinese = not _ARABIC.search(match["first"])
    return Quantity(begin, end, start, value, unit, comparator, value_max, None, chinese)


def _share_alone(match: re.Match[str], share: Number, before: str, begin: int) -> Quantity:
    comparator = comparator_before(before) if before else "eq"
    return Quantity(begin, match.end("first"), match.start(), share.value, share.unit, comparator,
                    chinese=not _ARABIC.search(match["first"]))


def coins_value(coins: re.Match[str]) -> Decimal:
    """Returns the value of 角 and 分 after an amount, in the unit of the amount."""
    value = Decimal(0)
    for name, part in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        number = read_number(coins[name]) if coins[name] else None
        value += number.value * part if number else 0
    return value


def _coefficient(match: re.Match[str], before: str) -> bool:
    """Whether a number without a unit is a coefficient or index at the end of a clause: 系数达到0.58, 提高到0.58, 控制在1以内."""
    if not _BARE_END.match(match.string, match.end()):
        return False
    if "." in match["first"]:
        return bool(before or _LEAD_TO.search(match.string, max(0, match.start() - 1), match.start()))
    return before == "控制在" and match["after"] is not None or match["after1"] is not None and before == "控制在"


def _compare(match: re.Match[str], first: Number, second: Number | None, before: str,
             ) -> tuple[Decimal, Decimal | None, Comparator] | None:
    value = first.value
    if second is not None:
        scale = _scale(match["second"] or match["third"])
        if scale and _scale(match["first"]) < min(scale, _MYRIAD) and value * scale <= second.value:
            value *= scale  # 三至五万 means 三万至五万
        return None if second.value <= value else (value, second.value, "range")
    if first.value_max is not None:
        return value, first.value_max, "range"
    suffix = match["after"] or match["after1"]
    if suffix:
        return value, None, AFTER[suffix]
    if match["more1"] or first.more:
        return value, None, "gt"
    return value, None, comparator_before(before) if before else "eq"


def _scale(text: str) -> int:
    return {"万": 10**4, "亿": 10**8, "千": 1000, "仟": 1000, "百": 100}.get(text[-1], 0) if len(text) > 1 else 0


def _base(text: str) -> tuple[Decimal, str] | None:
    match = _grammar()[0].match(text)
    quantity = _read(match) if match else None
    if quantity is not None:
        return quantity.value, quantity.unit
    number = read_number(text)
    return (number.value, number.unit) if number else None


_HALVED = frozenset("缩减少降占压到近约超为")
_TIMES_TWO = {"一": Decimal(2), "两": Decimal(4), "二": Decimal(4), "三": Decimal(8), None: Decimal(2)}
_SPECIALS = re.compile(
    "(?P<double>翻(?P<how>[一两二三])?番|实现倍增|倍增(?!计划|行动|工程|器))|(?P<over>过半(?![个年天月路]))"
    "|(?P<half>半数以上|一半以上)|(?P<just>一半(?!以))"
    "|(?P<zero>零(?:事故|案件|上访|投诉|增长|排放|差错|死亡|伤亡|发生|缺陷|感染|违规)|(?:为|保持)零(?=[，。；、]|$))"
    "|(?P<round>(?:超|突破|过|达|近)(?P<unit_of>[百千]?[万亿])(?P<unit>人次|元|人|件|吨|亩|户|册))")


_SPECIAL_START = re.compile("[翻实倍过半一零为保超突达近]")  # first characters of the matches


def _special(text: str) -> Iterator[Quantity]:
    end = 0
    for candidate in _SPECIAL_START.finditer(text):
        start = candidate.start()
        match = _SPECIALS.match(text, start) if start >= end else None
        if match is None:
            continue
        end = match.end()
        if match["just"] and text[start - 1:start] not in _HALVED:
            continue
        if match["double"]:
            yield Quantity(start, end, start, _TIMES_TWO[match["how"]], "倍", chinese=True, rule="double")
        elif match["zero"]:
            yield Quantity(start, end, start, Decimal(0), "", chinese=True, rule="zero")
        elif match["round"]:
            number = read_number("一" + match["unit_of"] if len(match["unit_of"]) == 1 else match["unit_of"])
            if number:
                comparator: Comparator = {"近": "lt", "达": "eq"}.get(match[0][0], "gt")  # type: ignore[assignment]
                yield Quantity(start, end, match.start("unit_of"), number.value, match["unit"], comparator, chinese=True,
                               rule="round")
        else:
            how: Comparator = "gt" if match["over"] else "ge" if match["half"] else "eq"
            yield Quantity(start, end, start, Decimal(50), "%", how, chinese=True, rule="half")

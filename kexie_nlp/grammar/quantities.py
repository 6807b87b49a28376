"""Quantities: a number with its unit, comparator, range or change. One grammar finds and parses."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kexie_nlp.grammar.numbers import NUMBER, PLAIN, SHARE, parse_number
from kexie_nlp.lexicon import words
from kexie_nlp.model.records import Comparator

BEFORE: dict[str, Comparator] = {
    "不少于": "ge", "不低于": "ge", "不小于": "ge", "不短于": "ge", "至少": "ge", "最少": "ge", "最低": "ge", "不得少于": "ge",
    "不得低于": "ge", "大于等于": "ge", "≥": "ge", "不亚于": "ge", "超过": "gt", "突破": "gt", "超": "gt", "高于": "gt",
    "多于": "gt", "大于": "gt", ">": "gt", "逾": "gt", "不超过": "le", "不高于": "le", "不多于": "le", "不大于": "le",
    "至多": "le", "最多": "le", "不得超过": "le", "不得高于": "le", "控制在": "le", "≤": "le", "不长于": "le", "低于": "lt",
    "少于": "lt", "小于": "lt", "不足": "lt", "不到": "lt", "<": "lt", "近": "lt", "将近": "lt", "接近": "lt", "约": "approx",
    "大约": "approx", "大概": "approx", "约为": "approx", "达到": "eq", "达": "eq", "稳定在": "eq", "保持在": "eq",
    "满": "ge", "年满": "ge"}
AFTER: dict[str, Comparator] = {
    "以上": "ge", "及以上": "ge", "以下": "le", "及以下": "le", "以内": "le", "之内": "le", "左右": "approx", "上下": "approx",
    "余": "gt", "多": "gt", "有余": "gt", "不等": "approx"}
_PART_OF_WORD = {"约": "(?<![签合履条预节契缔公])", "近": "(?<![接附邻就远最相])", "达": "(?<![到发表传转])", "满": "(?<![圆美])",
                 "超": "(?<![远赶])"}
_DASH = "[-—–~～]{1,2}|至|到"
_YEARS = (1000, 2999)
_BARE_END = re.compile("[，。；、）]|$")


@dataclass(frozen=True)
class Quantity:
    """A number that may measure something; offsets in the text searched, values as Decimal, 万 and 亿 multiplied out.

    `start`–`end` is tight: comparator, number, unit. `core` is where the (last) number begins. `chinese` tells numerals
    written in Chinese digits only, which also make names and slogans.
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
    units = "|".join(sorted(map(re.escape, words("units")), key=len, reverse=True))
    before = "|".join(sorted((_PART_OF_WORD.get(w, "") + re.escape(w) for w in BEFORE), key=len, reverse=True))
    after = "|".join(sorted(AFTER, key=len, reverse=True))
    more = "[余多几]?"
    value = rf"(?:{SHARE}|{PLAIN}{more}(?:{units}))"
    main = re.compile(
        rf"(?P<before>(?:{before}){{1,2}}[了到在为]?)?(?P<first>{NUMBER})(?P<more1>{more})(?P<unit1>{units})?"
        rf"(?P<after1>{after})?(?:(?P<dash>{_DASH})(?P<second>{NUMBER})(?P<more2>{more})(?P<unit2>{units})?)?"
        rf"(?P<after>{after})?")
    change = re.compile(
        rf"[由从](?P<lead>[^，。；、：\d由从]{{0,14}}?(?:\d{{4}}年(?:[底末初])?[^，。；\d]{{0,6}})?)(?P<base>{value})"
        rf"(?P<mid>[^，。；：\d]{{1,6}}?(?:到|至|为|成)了?[^，。；：\d]{{0,4}}?(?:\d{{4}}年(?:[底末初])?的?)?)(?={value})")
    return main, change


def find_quantities(text: str) -> Iterator[Quantity]:
    """Every number with a unit, in order: 不少于20个, 10%-15%, 1—2个, 由58%提高至65%左右, 翻一番, 零事故, 过半.

    Whether it measures anything is not asked here; calendar years and ordinals come without a unit and are left out.
    """
    found = [*_special(text), *_plain(text)]
    found.sort(key=_position)
    end = 0
    changes = {m.end(): m for m in _grammar()[1].finditer(text)}
    for q in found:
        if q.start < end:
            continue
        change = changes.get(q.start) or changes.get(q.core)
        if change:
            base = _base(change["base"])
            if base is not None and base[1] == q.unit:
                q = replace(q, start=change.start(), baseline=base[0], rule="change")
        end = q.end
        yield q


def _position(q: Quantity) -> tuple[int, int]:
    return q.start, -q.end


def _plain(text: str) -> Iterator[Quantity]:
    grammar, changes = _grammar()
    bases = {m.start("base"): m.end("base") for m in changes.finditer(text)}
    position = 0
    while match := grammar.search(text, position):
        position = match.end()
        if bases.get(match.start("first")) == match.end():
            continue  # the present value of a change, part of the change itself
        quantity = _read(match)
        if quantity is None:
            position = max(match.start() + 1, match.end("first") if match["dash"] else match.start() + 1)
            if not match["dash"]:
                position = max(position, match.end("first"))
        else:
            yield quantity


def _read(match: re.Match[str]) -> Quantity | None:
    first, second = parse_number(match["first"]), parse_number(match["second"]) if match["second"] else None
    if first is None or match["dash"] and second is None:
        return None
    unit = match["unit2"] or match["unit1"] or ""
    if second is not None:
        unit = second.unit or first.unit or unit
        if second.unit and not first.unit and match["unit1"]:
            return None
    else:
        unit = first.unit or unit
    if first.unit and match["unit1"] and not second:
        return None
    if not unit and not (match["before"] and "." in match["first"] and _BARE_END.match(match.string, match.end())):
        return None  # a coefficient is a number without a unit: 系数达到0.58
    if unit == "年" and _YEARS[0] <= first.value <= _YEARS[1] and len(match["first"]) == 4:
        return None  # a calendar year
    value, value_max = first.value, None
    comparator: Comparator = "eq"
    if second is not None:
        scale = _scale(match["second"])
        if scale and not _scale(match["first"]) and value * scale <= second.value:
            value *= scale  # 三至五万 means 三万至五万
        if second.value <= value:
            return None
        value_max, comparator = second.value, "range"
    else:
        suffix = match["after"] or match["after1"]
        if suffix:
            comparator = AFTER[suffix]
        elif match["more1"] or first.more:
            comparator = "gt"
        if match["before"] and comparator == "eq":
            comparator = _before(match["before"])
    start = match.start("before") if match["before"] else match.start("first")
    chinese = not any(c.isdigit() and c.isascii() for c in match["first"])
    return Quantity(start, match.end(), match.start("first"), value, _unit(unit), comparator, value_max, None, chinese)


def _unit(unit: str) -> str:
    return {"个百分点": "百分点", "周岁": "岁", "个季度": "季度", "个工作日": "工作日", "个学期": "学期", "个小时": "小时"}.get(unit, unit)


def _scale(text: str) -> int | None:
    return {"万": 10**4, "亿": 10**8}.get(text[-1])


def _before(words_: str) -> Comparator:
    for length in range(len(words_), 0, -1):
        for start in range(len(words_) - length + 1):
            found = BEFORE.get(words_[start:start + length])
            if found and found != "eq":
                return found
    return "eq"


def _base(text: str) -> tuple[Decimal, str] | None:
    match = _grammar()[0].match(text)
    quantity = _read(match) if match else None
    return (quantity.value, quantity.unit) if quantity else None


_SPECIALS: tuple[tuple[re.Pattern[str], Comparator, Decimal, str, str], ...] = (
    (re.compile("翻一番|翻番|倍增|实现倍增"), "eq", Decimal(2), "倍", "double"),
    (re.compile("翻两番"), "eq", Decimal(4), "倍", "double"),
    (re.compile("过半(?![个年天月])"), "gt", Decimal(50), "%", "half"),
    (re.compile("半数以上|一半以上"), "ge", Decimal(50), "%", "half"),
    (re.compile("零(?:事故|案件|上访|投诉|增长|排放|差错|死亡|伤亡|发生|缺陷|感染|违规)|(?:为|保持)零(?=[，。；、]|$)"),
     "eq", Decimal(0), "", "zero"),
)


def _special(text: str) -> Iterator[Quantity]:
    for pattern, comparator, value, unit, rule in _SPECIALS:
        for match in pattern.finditer(text):
            yield Quantity(match.start(), match.end(), match.start(), value, unit, comparator, chinese=True, rule=rule)

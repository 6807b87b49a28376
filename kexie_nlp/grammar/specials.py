"""Finds quantities that are written without a numeral of their own: text in, `Quantity` objects out: 翻一番, 过半, 零事故, 上百家."""
from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kexie_nlp.grammar.comparators import Comparator
from kexie_nlp.grammar.numerals import MORE, read_numeral
from kexie_nlp.grammar.units import canonical, unit_end
from kexie_nlp.grammar.values import Quantity

_TIMES_TWO = {"一": Decimal(2), "两": Decimal(4), "二": Decimal(4), "三": Decimal(8), None: Decimal(2)}
_SPECIALS = re.compile(
    "(?P<double>翻了?(?P<how>[一两二三])?番|实现倍增|倍增(?!计划|行动|工程|器))|(?P<over>过半数?(?![个年天月路百])|超半数)"
    "|(?P<zero>零(?:事故|案件|上访|投诉|增长|排放|差错|死亡|伤亡|发生|缺陷|感染|违规)|(?:为|保持)零(?=[，。；、]|$))"
    "|(?P<base>(?<![0-9零一二三四五六七八九十百千万亿几数两多余半点])(?P<amount>[十百千]?[万亿])元(?:及|或)?以上)"
    rf"|(?P<round>(?:超|突破|过|达|近|逾|(?<![以之])上)(?P<magnitude>[百千]?[万亿]+|[百千](?!分))(?P<more>[{MORE}]?))")
_SPECIAL_START = re.compile("[翻实倍过零为保超突达近逾上十百千万亿]")  # first characters of the matches
_ROUND: dict[str, Comparator] = {"近": "lt", "达": "eq", "上": "ge"}


def find_specials(text: str) -> Iterator[Quantity]:
    """Yields the quantities without a numeral of their own, in text order."""
    end = 0
    for candidate in _SPECIAL_START.finditer(text):
        start = candidate.start()
        match = _SPECIALS.match(text, start) if start >= end else None
        if match is None:
            continue
        quantity = _round(text, match) if match["round"] else _special(match)
        if quantity is not None:
            end = quantity.end
            yield quantity


def _special(match: re.Match[str]) -> Quantity:
    start, end = match.span()
    if match["double"]:
        more = match.string.startswith("以上", end)
        return Quantity(start, end + 2 * more, start, _TIMES_TWO[match["how"]], "倍", "ge" if more else "eq", chinese=True, rule="double")
    if match["base"]:  # 亿元以上
        span = read_numeral(match["amount"], bare=True)
        return Quantity(start, end, start, Decimal(span.low if span else 0), "元", "ge", chinese=True, rule="round")
    if match["zero"]:
        return Quantity(start, end, start, Decimal(0), "", chinese=True, rule="zero")
    return Quantity(start, end, start, Decimal(50), "%", "gt", chinese=True, rule="half")


def _round(text: str, match: re.Match[str]) -> Quantity | None:
    """Reads a magnitude without a digit: 上百家, 超亿元, 近千万人次. It needs a unit, or nothing beside it."""
    begin = match.end() + (text[match.end():match.end() + 1] in (" ", "\n"))
    end = unit_end(text, begin)
    span = read_numeral(match["magnitude"], bare=True)
    if not end and match.span() == (0, len(text)):
        begin = end = match.end()
    if not end or span is None:
        return None
    how: Comparator = "gt" if match["more"] else _ROUND.get(match[0][0], "gt")
    return Quantity(match.start(), end, match.start("magnitude"), Decimal(span.low), canonical(text[begin:end]), how, chinese=True,
                    rule="round")

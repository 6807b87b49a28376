"""Truth of numbers: a case of `numeral_forms` in; what is wrong with its reading, or with reading it again when written back, out."""
from __future__ import annotations

from decimal import Decimal

from form_reports import message
from numeral_forms import Case

from kexie_nlp.grammar import find_numbers, find_quantities, format_chinese, parse_number


def found(text: str, finder: str) -> list[tuple]:
    """What a finder says of a text: start, end, value, upper value, comparator or `more`, unit."""
    if finder == "numbers":
        return [(n.start, n.end, n.number.value, n.number.value_max, "gt" if n.number.more else "eq", n.number.unit)
                for n in find_numbers(text) if not n.ordinal]
    return [(q.start, q.end, q.value, q.value_max, q.comparator, q.unit) for q in find_quantities(text, bare=finder == "bare")]


def failure(one: Case) -> str | None:
    """What is wrong with the reading of a case, or None."""
    got = found(one.text, one.finder)
    comparators = ("eq", "gt") if one.finder == "numbers" and one.comparators == ("range",) else one.comparators
    wanted = (one.start, one.end, one.value, one.value_max, "/".join(comparators), one.unit)
    if len(got) != 1 or got[0][:4] + got[0][5:] != wanted[:4] + wanted[5:] or got[0][4] not in comparators:
        return message(one, one.finder, wanted, got)
    expression = one.text[one.start:one.end]
    if one.whole:
        number = parse_number(expression)
        if number is None or (number.value, number.value_max, number.unit) != (one.value, one.value_max, one.unit) or number.more != (
                one.comparators == ("gt",)):
            return message(one, one.finder, wanted, f"parse_number: {number}")
    for text in written(one.value, one.value_max, one.unit):
        again = found(text, "quantities" if one.finder == "quantities" else "numbers")
        if [f[2:4] + f[5:] for f in again] != [(one.value, one.value_max if "至" in text else None, one.unit)]:
            return message(one, one.finder, (text, one.value, one.value_max, one.unit), again)
    return None


_SPLIT = ("%", "‰", "千", "分")  # 三百 + 千瓦时, 三百 + 分钟 would have two readings


def written(value: Decimal, most: Decimal | None, unit: str) -> list[str]:
    """A value as text: Arabic and, if it is whole, Chinese; a range when it has two ends and a unit."""
    tail = "个百分点" if unit == "百分点" else unit
    texts = [f"共计：{value:f}{tail}。"]
    if not unit.startswith(_SPLIT) and value == value.to_integral_value() and abs(value) < 10**15:
        texts.append(f"共计：{format_chinese(int(value))}{tail}。")
    if most is not None and unit and value >= 0:
        texts.append(f"共计：{value:f}{tail}至{most:f}{tail}。")
    return texts

"""Generated truth for numbers: what `numeral_forms` writes is found with its value and span, and found again when written back."""
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numeral_forms import Case, case

from kexie_nlp.grammar import find_numbers, find_quantities, format_chinese, parse_number

SEEDS, CHUNK = 10_000, 1000
AFTER = "，资料存档备查。"
BEFORE = "有关情况说明：\n"


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
        return _message(one, wanted, got)
    expression = one.text[one.start:one.end]
    if one.whole:
        number = parse_number(expression)
        if number is None or (number.value, number.value_max, number.unit) != (one.value, one.value_max, one.unit) or number.more != (
                one.comparators == ("gt",)):
            return _message(one, wanted, f"parse_number: {number}")
    for text in written(one.value, one.value_max, one.unit):
        again = found(text, "quantities" if one.finder == "quantities" else "numbers")
        if [f[2:4] + f[5:] for f in again] != [(one.value, one.value_max if "至" in text else None, one.unit)]:
            return _message(one, (text, one.value, one.value_max, one.unit), again)
    return None


def _message(one: Case, wanted, got) -> str:
    shown = one.text[max(0, one.start - 6):one.end + 6]
    return (f"seed {one.seed} [{one.finder}] {one.text[one.start:one.end]!r} in …{shown!r}… of {one.text!r}\n"
            f"    expected {wanted}\n    got {got}")


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


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_generated_numbers_are_found(first):
    failures = [message for message in map(failure, map(case, range(first, first + CHUNK))) if message]
    assert not failures, f"{len(failures)} of {CHUNK}\n" + "\n".join(failures[:5])


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=SEEDS, max_value=2**48))
def test_any_seed_is_found(seed):
    assert failure(case(seed)) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=2**48), min_size=1, max_size=4), st.sampled_from(("quantities", "bare", "numbers")))
def test_spans_are_ordered_and_shift_with_the_text(seeds, finder):
    text = "\n\n".join(case(seed).text for seed in seeds)
    got = found(text, finder)
    ends = [0, *(f[1] for f in got)]
    assert all(end <= f[0] < f[1] <= len(text) for end, f in zip(ends, got, strict=False))
    shift = len(BEFORE)
    assert found(BEFORE + text + AFTER, finder) == [(f[0] + shift, f[1] + shift, *f[2:]) for f in got]


def test_seeds_are_reproducible():
    assert [case(seed) for seed in range(50)] == [case(seed) for seed in range(50)]

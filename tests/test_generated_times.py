"""Generated truth for times: what `time_forms` writes is found with its days and span, and found again when written back."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_forms import Case, case

from kexie_nlp.grammar import Duration, find_times, format_chinese

SEEDS, CHUNK = 10_000, 1000
AFTER = "，资料存档备查。"
BEFORE = "有关情况说明：\n"
_SIZES = {"year": (12, 0, 0), "quarter": (3, 0, 0), "month": (1, 0, 0), "week": (0, 7, 0), "day": (0, 1, 0), "hour": (0, 0, 1)}


def length(duration: Duration | None) -> tuple | None:
    """A duration as months, days and hours, with its upper end."""
    if duration is None or duration.unit not in _SIZES:
        return None
    total = _sum([(duration.count, duration.unit), *duration.rest])
    most = duration.count_max
    return total, None if most is None else _sum([(most, duration.unit), *duration.rest])


def _sum(parts: list) -> tuple[Decimal, ...]:
    return tuple(sum((n * _SIZES[unit][i] for n, unit in parts), Decimal(0)) for i in range(3))


def failure(one: Case) -> str | None:
    """What is wrong with the reading of a case, or None."""
    times = list(find_times(one.text, anchor=one.anchor))
    inside = [t for t in times if t.start < one.end and one.start < t.end]
    wanted = (one.start, one.end, *(d and d.isoformat() for d in (one.first, one.last)), one.length)
    got = [(t.start, t.end, *t.interval, length(t.duration) if one.length else None) for t in inside]
    strange = [t for t in times if t not in inside and (t.interval != (None, None) or t.kind == "duration")]
    if strange:
        return _message(one, "nothing outside", [(one.text[t.start:t.end], t.kind, t.interval) for t in strange])
    if not one.known:
        return None if all(g[2:4] == (None, None) for g in got) else _message(one, "no dates", got)
    if len(got) != 1 or got[0][1:] != wanted[1:] or got[0][0] not in (one.start, one.core) or one.length and inside[0].kind != "duration":
        return _message(one, wanted, got)
    if one.length:
        for text in lengths_written(inside[0].duration):
            again = [length(t.duration) for t in find_times(text)]
            if again != [length(inside[0].duration)]:
                return _message(one, (text, length(inside[0].duration)), again)
    else:
        for text in days_written(one.first, one.last):
            intervals = [t.interval for t in find_times(text)]
            if intervals != [wanted[2:4]]:
                return _message(one, (text, wanted[2:4]), intervals)
    return None


def _message(one: Case, wanted, got) -> str:
    shown = one.text[max(0, one.start - 6):one.end + 6]
    return (f"seed {one.seed} [{one.anchor}] {one.text[one.start:one.end]!r} in …{shown!r}… of {one.text!r}\n"
            f"    expected {wanted}\n    got {got}")


def days_written(first: date | None, last: date | None) -> list[str]:
    """An interval as text, with ISO days and with Chinese dates."""
    written = []
    for write in (date.isoformat, lambda d: f"{d.year}年{d.month}月{d.day}日", _in_words):
        if first is None or last is None:
            written.append(f"完成时限：{write(first)}起。" if first else f"完成时限：{write(last)}前。")  # type: ignore[arg-type]
        else:
            written.append(f"完成时限：{write(first)}至{write(last)}。" if first != last else f"完成时限：{write(first)}。")
    return written


def _in_words(day: date) -> str:
    year = "".join("〇一二三四五六七八九"[int(d)] for d in str(day.year))
    return f"{year}年{format_chinese(day.month)}月{format_chinese(day.day)}日"


_NAMES = {"year": "年", "quarter": "个季度", "month": "个月", "week": "周", "day": "天", "hour": "小时"}


def lengths_written(duration: Duration | None) -> list[str]:
    """A duration of one whole number as text, in Arabic and in Chinese numerals."""
    if duration is None or duration.rest or duration.count != duration.count.to_integral_value():
        return []
    name, n, most = _NAMES[duration.unit], int(duration.count), duration.count_max
    if most is not None:
        return [f"共需{n}至{most:f}{name}。", f"共需{format_chinese(n)}至{format_chinese(int(most))}{name}。"]
    return [f"共需{n}{name}。", f"共需{format_chinese(n)}{name}。"]


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_generated_times_are_found(first):
    failures = [message for message in map(failure, map(case, range(first, first + CHUNK))) if message]
    assert not failures, f"{len(failures)} of {CHUNK}\n" + "\n".join(failures[:5])


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=SEEDS, max_value=2**48))
def test_any_seed_is_found(seed):
    assert failure(case(seed)) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=2**48), min_size=1, max_size=4))
def test_spans_are_ordered_and_shift_with_the_text(seeds):
    cases = [case(seed) for seed in seeds]
    text, anchor = "\n\n".join(one.text for one in cases), cases[0].anchor
    got = list(find_times(text, anchor=anchor))
    ends = [0, *(t.end for t in got)]
    assert all(end <= t.start < t.end <= len(text) for end, t in zip(ends, got, strict=False))
    shift = len(BEFORE)
    moved = [t._replace(start=t.start - shift, end=t.end - shift) for t in find_times(BEFORE + text + AFTER, anchor=anchor)]
    assert moved == got


def test_seeds_are_reproducible():
    assert [case(seed) for seed in range(50)] == [case(seed) for seed in range(50)]

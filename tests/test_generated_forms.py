"""What the generators of numbers and of times write is found with its value and its span, and found again when written back."""
from __future__ import annotations

from functools import partial

import numeral_forms
import numeral_truth
import pytest
import time_forms
import time_truth
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_nlp.grammar import find_times

SEEDS, CHUNK = 10_000, 1000
AFTER = "，资料存档备查。"
BEFORE = "有关情况说明：\n"
KINDS = {"numbers": (numeral_forms.case, numeral_truth.failure), "times": (time_forms.case, time_truth.failure)}
FINDERS = ("quantities", "bare", "numbers", "times")


def found(text: str, finder: str, anchor: time_forms.Anchor) -> list[tuple]:
    """What a finder says of a text: start, end, and values without offsets."""
    if finder == "times":
        return [(t.start, t.end, t._replace(start=0, end=0)) for t in find_times(text, anchor=anchor)]
    return numeral_truth.found(text, finder)


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
@pytest.mark.parametrize("kind", KINDS)
def test_generated_forms_are_found(kind, first):
    case, failure = KINDS[kind]
    failures = [message for message in map(failure, map(case, range(first, first + CHUNK))) if message]
    assert not failures, f"{len(failures)} of {CHUNK}\n" + "\n".join(failures[:5])


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=300, deadline=None)
@given(seed=st.integers(min_value=SEEDS, max_value=2**48))
def test_any_seed_is_found(kind, seed):
    case, failure = KINDS[kind]
    assert failure(case(seed)) is None


@pytest.mark.parametrize("finder", FINDERS)
@settings(max_examples=150, deadline=None)
@given(seeds=st.lists(st.integers(min_value=0, max_value=2**48), min_size=1, max_size=4))
def test_spans_are_ordered_and_shift_with_the_text(finder, seeds):
    cases = [KINDS["times" if finder == "times" else "numbers"][0](seed) for seed in seeds]
    text, find = "\n\n".join(one.text for one in cases), partial(found, finder=finder, anchor=getattr(cases[0], "anchor", None))
    got = find(text)
    ends = [0, *(f[1] for f in got)]
    assert all(end <= f[0] < f[1] <= len(text) for end, f in zip(ends, got, strict=False))
    shift = len(BEFORE)
    assert find(BEFORE + text + AFTER) == [(f[0] + shift, f[1] + shift, *f[2:]) for f in got]


@pytest.mark.parametrize("kind", KINDS)
def test_seeds_are_reproducible(kind):
    case, _ = KINDS[kind]
    assert [case(seed) for seed in range(50)] == [case(seed) for seed in range(50)]

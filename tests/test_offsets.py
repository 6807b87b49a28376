"""Offset maps: what they answer, what holds for every one of them, how they are kept."""
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_nlp.text.offsets import OffsetMap, apply_edits, identity

SOURCE = "一二三四五六七八九十"


@st.composite
def edited(draw, text=None, size=40):
    """A text, and what random edits make of it with the map."""
    text = draw(st.text("甲乙丙丁戊己", max_size=size)) if text is None else text
    edits, place = [], 0
    while True:
        place += draw(st.integers(0, 6))
        end = place + draw(st.integers(0, 3))
        if end > len(text):
            break
        edits.append((place, end, draw(st.text("abc", max_size=3))))
        place = end + (end == place)
    return (text, *apply_edits(text, edits))


@st.composite
def chains(draw):
    """A text changed two times, with both maps."""
    text, middle, first = draw(edited())
    _, last, second = draw(edited(text=middle))
    return text, middle, last, first, second


def spans(length):
    return [(i, j) for i in range(length + 1) for j in range(i, length + 1)]


def test_deletion_insertion_replacement():
    text, offsets = apply_edits(SOURCE, [(1, 3, ""), (5, 5, "ab"), (7, 8, "xyz")])
    assert text == "一四五ab六七xyz九十"
    assert offsets.to_source(0, 1) == (0, 1) and offsets.to_source(1, 2) == (3, 4)
    assert offsets.to_source(0, 2) == (0, 4)  # what was deleted inside the span counts
    assert offsets.to_source(3, 5) == (5, 5)  # inserted: nothing in the source
    assert offsets.to_source(2, 6) == (4, 6)
    assert offsets.to_source(8, 9) == (7, 8)  # a part of what replaced 八 is all of it
    assert offsets.to_text(1, 3) == (1, 1) and offsets.to_text(0, 4) == (0, 2)
    assert offsets.to_text(7, 8) == (7, 10)


def test_edits_out_of_order_are_refused():
    for edits in ([(3, 4, ""), (1, 2, "")], [(1, 3, ""), (2, 4, "")], [(3, 2, "")]):
        with pytest.raises(ValueError, match="overlap or run backwards"):
            apply_edits(SOURCE, edits)


def test_spans_outside_are_refused():
    offsets = identity(SOURCE)
    for span in ((-1, 2), (3, 2), (5, 11)):
        with pytest.raises(ValueError, match="outside"):
            offsets.to_source(*span)
        with pytest.raises(ValueError, match="outside"):
            offsets.to_text(*span)


def test_maps_that_do_not_meet_are_refused():
    with pytest.raises(ValueError, match="do not meet"):
        identity("甲").then(identity("甲乙"))


@given(edited())
def test_map_is_total_and_monotone(made):
    source, text, offsets = made
    for length, limit, across in ((len(text), len(source), offsets.to_source), (len(source), len(text), offsets.to_text)):
        before = (0, 0)
        for i in range(length):
            start, end = across(i, i + 1)
            assert 0 <= start <= end <= limit
            assert before[0] <= start and before[1] <= end
            before = (start, end)
        for outer in spans(min(length, 12)):
            start, end = across(*outer)
            inner = [across(i, i + 1) for i in range(*outer)]
            assert all(start <= a and b <= end for a, b in inner)


@given(edited())
def test_map_is_identity_where_nothing_changed(made):
    source, text, offsets = made
    changed = {i for s in offsets.segments for i in range(s[2], s[3])}
    for i in range(len(text)):
        start, end = offsets.to_source(i, i + 1)
        if i not in changed and end - start == 1 and text[i] in "甲乙丙丁戊己":
            assert source[start] == text[i]
            assert offsets.to_text(start, end) == (i, i + 1)


@given(chains())
def test_composition_answers_as_its_parts(made):
    source, middle, text, first, second = made
    both = first.then(second)
    assert (both.source_length, both.text_length) == (len(source), len(text))
    for span in spans(len(text)):
        assert both.to_source(*span) == first.to_source(*second.to_source(*span))
    for span in spans(len(source)):
        assert both.to_text(*span) == second.to_text(*first.to_text(*span))


@given(chains())
def test_flattened_segments_cover_the_chain(made):
    source, _, text, first, second = made
    both = first.then(second)
    flat = OffsetMap(len(source), len(text), both.segments)
    shift = sum((d - c) - (b - a) for a, b, c, d in both.segments)
    assert len(source) + shift == len(text)
    for i, j in spans(len(text)):
        if i < j:
            start, end = both.to_source(i, j)
            assert flat.to_source(i, j)[0] <= start and end <= flat.to_source(i, j)[1]


@given(chains())
def test_maps_survive_json(made):
    both = made[3].then(made[4])
    again = OffsetMap.from_dict(json.loads(json.dumps(both.to_dict())))
    assert again == both
    for span in spans(both.text_length):
        assert again.to_source(*span) == both.to_source(*span)


def test_broken_data_is_refused():
    data = apply_edits(SOURCE, [(1, 3, "")])[1].to_dict()
    with pytest.raises(ValueError, match="do not agree"):
        OffsetMap.from_dict({**data, "text_length": 10})


def test_a_million_edits_need_few_bytes():
    text = "工(gōng)" * 200_000
    import tracemalloc

    tracemalloc.start()
    _, offsets = apply_edits(text, ((i + 1, i + 7, "") for i in range(0, len(text), 7)))
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(offsets.segments) == 200_000
    assert kept < 12 * len(text) and peak < 14 * len(text)

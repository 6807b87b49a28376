"""Queries by offset: the last of some characters, items at offsets."""
from hypothesis import given
from hypothesis import strategies as st

from kexie_nlp.model.spans import Ordered, behind_last

TEXTS = st.text(alphabet="甲乙，。；", max_size=30)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_nothing_behind_the_last_mark_is_a_mark(text, a, b):
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    found = behind_last("，。", text, start, end)
    assert start <= found <= end and not set(text[found:end]) & set("，。")
    assert found == start or text[found - 1] in "，。"


@given(st.lists(st.integers(0, 20), max_size=12), st.integers(0, 20), st.integers(0, 20))
def test_items_of_a_span_in_both_directions(starts, a, b):
    items = [slice(start, None) for start in sorted(starts)]
    ordered = Ordered.of(items)
    wanted = [item for item in items if a <= item.start < b]
    assert list(ordered.within(a, b)) == wanted and list(ordered.backwards(a, b)) == wanted[::-1]

"""Blanks inside words, as extraction from PDF leaves them: when they are removed, which stay, and where every character came from."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_nlp import analyze
from kexie_nlp.text import normalize
from kexie_nlp.text.characters import gaps

SENTENCES = ("围绕中心工作，组织专家深入县域开展服务。", "推动学会与企业合作，促成成果转化。",
             "完善科普场馆体系，丰富展教内容，扩大覆盖面。", "各单位要结合实际制定细则，抓好工作落实。",
             "培育示范社团（含分会），表彰优秀工作者。")
LONG = "".join(SENTENCES)


def spread(text: str) -> str:
    """A text with a blank between all of its characters."""
    return " ".join(text)


def before_marks(text: str) -> str:
    """A text with a blank before each of its marks."""
    return "".join(f" {c}" if c in "，。、；：" else c for c in text)


@pytest.mark.parametrize("spoilt", [spread, before_marks])
def test_blanks_between_characters_or_before_marks_go(spoilt):
    assert gaps(spoilt(LONG))[0] == LONG and normalize(spoilt(LONG)).text == LONG


@pytest.mark.parametrize("text", [
    LONG,
    "云台县科协 云台县教育局 关于开展活动的通知。" + LONG,  # blanks that part bodies
    "清河县 科普 工作 要点\n" + LONG * 3,  # too few blanks
    "序号 工作任务 责任单位\n1 新建科普站 县科协\n2 改造长廊 县住建局\n",  # cells
    "Science and technology, for all; by 2035, with 3 stages, 4 teams, 5 labs, 6 sites.",
    spread("加强科普工作，务求实效。"),  # too short to tell
    "", " ", "\n\n"])
def test_other_texts_stay_as_they_are(text):
    made, offsets = gaps(text)
    assert made == text and offsets.to_source(0, len(text)) == (0, len(text))


def test_wide_blanks_part_cells_and_stay():
    made = gaps(f"供 水  保 障\n{spread(LONG)}")[0]
    assert made == f"供水  保障\n{LONG}"


def test_blanks_between_other_words_stay():
    assert gaps(f"{spread(LONG)}\nopen science lab 12 of 20 km")[0] == f"{LONG}\nopen science lab 12 of 20 km"


def test_numbers_join_the_words_that_they_count():
    made = gaps(f"{spread(LONG)}\n新 建 科 普 站 12 个 ， 培 训 300 名 。")[0]
    assert made.endswith("新建科普站12个，培训300名。")


def test_what_is_read_is_quoted_as_it_stands_in_the_source():
    text = f"{spread(LONG)}\n到 2025 年 ，新 建 科 普 站 12 个 ，培 训 农 民 300 名 。\n"
    document = analyze(text)
    assert [(t.indicator, t.value, t.text, t.deadline) for t in document.record.targets] == [
        ("新建科普站", 12, "12 个", (None, "2025-12-31")), ("培训农民", 300, "300 名", (None, "2025-12-31"))]
    assert [t.text for t in document.record.times] == ["到 2025 年"]
    assert all(document.text[t.start:t.end] == t.text for t in (*document.record.targets, *document.record.times))


@st.composite
def spoilt(draw) -> str:
    """Sentences with blanks strewn in, few or many, and words that keep theirs."""
    parts = []
    for sentence in draw(st.lists(st.sampled_from((*SENTENCES, "AI lab 与 5G base 各 12 个。", "甲  乙  丙  丁")), max_size=9)):
        often = draw(st.integers(0, 3))
        blanks = draw(st.lists(st.integers(0, 3), min_size=len(sentence), max_size=len(sentence)))
        parts.append("".join(c + (" " if blank < often else "") for c, blank in zip(sentence, blanks, strict=True)))
    return "\n".join(parts)


@settings(max_examples=200, deadline=None)
@given(spoilt())
def test_every_character_comes_from_its_own_place(text):
    made, offsets = gaps(text)
    places = [offsets.to_source(i, i + 1) for i in range(len(made))]
    assert [text[a:b] for a, b in places] == list(made)
    assert all(b == a + 1 for a, b in places) and all(a < b for (a, _), (b, _) in zip(places, places[1:], strict=False))
    kept = {a for a, _ in places}
    assert {text[i] for i in range(len(text)) if i not in kept} <= {" "}  # only blanks go
    assert all(offsets.to_text(a, b) == (i, i + 1) for i, (a, b) in enumerate(places))


@settings(max_examples=100, deadline=None)
@given(spoilt())
def test_normalised_characters_come_from_their_own_place(text):
    norm = normalize(text, steps=["gaps"])
    assert [text[slice(*norm.to_raw(i, i + 1))] for i in range(len(norm.text))] == list(norm.text)
    whole = normalize(text)
    for i, char in enumerate(whole.text):
        start, end = whole.to_raw(i, i + 1)
        assert text[start:end] == char or char not in text[start:end]


@settings(max_examples=100, deadline=None)
@given(spoilt())
def test_removing_blanks_twice_changes_nothing(text):
    once = gaps(text)[0]
    assert gaps(once)[0] == once

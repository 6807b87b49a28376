"""The compiled cutter gives jieba's own words and tags; the lexicon's verbs stay whole in both."""
from __future__ import annotations

import sys

import pytest
from conftest import HELDOUT
from generated import document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jieba import finalseg

from kexie_nlp.lexicon import load_table, segmenter
from kexie_nlp.lexicon.segmenter import COLUMNS, compiled_cutter, jieba_words, reference_cutter, reference_frequencies, segments
from kexie_nlp.text import normalize

TEXTS = [*(path.read_text(encoding="utf-8") for path in sorted(HELDOUT.glob("*.txt"))), *(document(seed) for seed in range(40))]
RUNS = ["学会", "组织开展", "特别是", "2017-04-01", "doc_name", "A座", "C++", "3.5%", "1,000", "㐂", "鿪", "𠮷", "\ue000\ue001", "繫", "緻",
        "拢坤", " ", "\n", "　", "\r\n", "·", "—", "é", "①", "。", "，"]


@pytest.fixture(scope="module")
def dictionaries():
    return segmenter.compiled_dictionary(), segmenter.reference_dictionary()


def test_the_table_of_frequencies_is_up_to_date():
    rows = [(row["word"], int(row["frequency"]), int(row["known"])) for row in load_table("word_frequencies", COLUMNS)]
    assert rows == reference_frequencies(), "run: python scripts/word_frequencies.py"


@pytest.mark.parametrize("text", TEXTS)
def test_both_cutters_give_the_same_words_and_tags(text):
    text = normalize(text).text
    assert compiled_cutter()(text) == reference_cutter()(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(RUNS), st.text(max_size=3), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)),
                max_size=12).map("".join))
@example("")
@example("世丘丘丘且")
def test_both_cutters_give_the_same_words_of_any_text(text):
    (forms, tags), (others, expected) = compiled_cutter()(text), reference_cutter()(text)
    assert "".join(forms) == text
    assert (forms, tags) == (others, expected) or equally_likely(forms, others)


def equally_likely(forms, others):
    """Whether two ways to cut unknown characters have the same probability in jieba's model: of 世丘丘丘且 it may take either."""
    def likelihood(words):
        states = "".join("S" if len(word) == 1 else f"B{'M' * (len(word) - 2)}E" for word in words)
        steps = zip(states, states[1:], strict=False)
        return (finalseg.start_P[states[0]] + sum(finalseg.trans_P[a].get(b, finalseg.MIN_FLOAT) for a, b in steps)
                + sum(finalseg.emit_P[s].get(c, finalseg.MIN_FLOAT) for s, c in zip(states, "".join(words), strict=True)))

    same = next((n for n, (a, b) in enumerate(zip(forms, others, strict=False)) if a != b), 0)
    shared = next((n for n, (a, b) in enumerate(zip(forms[same:][::-1], others[same:][::-1], strict=False)) if a != b), 0)
    ours, theirs = (words[same:len(words) - shared] for words in (forms, others))
    return "".join(ours) == "".join(theirs) and likelihood(ours) == pytest.approx(likelihood(theirs), abs=1e-6)


def test_cuts_of_other_probability_are_no_tie():
    assert equally_likely(["世丘丘", "丘且"], ["世丘", "丘丘且"]) and not equally_likely(["世丘丘丘", "且"], ["世丘", "丘丘且"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(RUNS), st.text(max_size=3), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)),
                max_size=12).map("".join))
@example("c++2019-2020at&t")
def test_both_dictionaries_give_the_same_words_of_any_text(dictionaries, text):
    ours, reference = dictionaries
    forms = ours.cut(text)
    assert forms == reference.cut(text) and "".join(forms) == text
    parts = {text[start:end] for start in range(len(text)) for end in range(start + 1, start + 5)}
    assert [ours.has(part) for part in parts] == [reference.has(part) for part in parts]


@pytest.mark.parametrize("text", TEXTS)
def test_both_dictionaries_give_the_same_words_of_documents(dictionaries, text):
    ours, reference = dictionaries
    assert ours.cut(text) == reference.cut(text)


def test_a_dictionary_is_without_the_words_of_the_lexicon():
    word = next(row["word"] for row in load_table("word_frequencies", COLUMNS) if row["known"] == "0")
    assert not segmenter.dictionary().has(word) and segments(word).forms == [word]


def test_words_leave_out_blanks_only():
    text = " 制定出台\n管理 办法。"
    found = segments(text)
    assert found.forms == ["制定出台", "管理", "办法", "。"] and found.starts == [1, 6, 9, 11]
    assert [(w.start, w.end, w.tag) for w in jieba_words(text)] == [(1, 5, "x"), (6, 8, "vn"), (9, 11, "n"), (11, 12, "x")]


def test_tags_are_forgotten_where_too_many_are_kept(monkeypatch):
    compiled_cutter.cache_clear()
    monkeypatch.setattr(segmenter, "_REMEMBERED", 3)
    cut = compiled_cutter()
    assert [cut(text) for text in TEXTS[:3]] == [reference_cutter()(text) for text in TEXTS[:3]]
    compiled_cutter.cache_clear()


def test_jieba_itself_cuts_where_the_compiled_cutter_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "rjieba", None)
    for cutter in (compiled_cutter, segmenter._cutter):
        cutter.cache_clear()
    try:
        assert segmenter._cutter() is reference_cutter()
        assert segments("组织开展培训").forms == ["组织开展", "培训"]
    finally:
        for cutter in (compiled_cutter, segmenter._cutter):
            cutter.cache_clear()

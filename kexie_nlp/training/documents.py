"""Reads annotated documents for training: folders of *.gold.json in, the annotation and the analysed text of each document out."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.metrics import pair

if TYPE_CHECKING:
    from kexie_nlp.pipes.layers import DocumentLayers

ToRaw = Callable[[int, int], tuple[int, int]]
T = TypeVar("T")
SAME = 0.5  # overlap from which a number found is the one annotated
FOLDS = 9


def read_annotated(folder: Path, read: Callable[[dict[str, Any]], Iterable[T]]) -> Iterator[T]:
    """Yields what `read` gives for the annotated documents, *.gold.json, of a folder.

    Raises K101 if there are none, K504 for a file that is no annotated document.
    """
    paths = sorted(folder.glob("*.gold.json"))
    if not paths:
        raise KexieError("K101", path=folder)
    for path in paths:
        try:
            found = list(read(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KexieError("K504", detail=f"{path}: {error!r}") from error
        yield from found


def analysed(text: str) -> tuple[DocumentLayers, ToRaw]:
    """Returns the layers of a text, and the function that maps their spans to those of the text as it was given."""
    from kexie_nlp.analysis import pipeline
    from kexie_nlp.pipes.layers import document_layers
    from kexie_nlp.text import normalize

    norm = normalize(text)
    nlp = pipeline()
    doc = nlp.make_doc(norm.text)
    document_layers(doc).script = norm.script
    for _, component in nlp.pipeline:
        doc = component(doc)
    return document_layers(doc), norm.to_raw


def matched(annotated: Iterable[dict[str, Any]], found: Iterable[Any], to_raw: ToRaw) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yields the annotated items that are not optional, each with the item found at the same place."""
    wanted, items = [a for a in annotated if not a.get("optional")], list(found)
    spans = [dict(zip(("start", "end"), to_raw(item.start, item.end), strict=True)) for item in items]
    for i, j in pair(wanted, spans, SAME):
        yield wanted[i], items[j]


def folds(documents: Iterable[str], count: int = FOLDS) -> Iterator[set[str]]:
    """Yields disjoint sets of the names of documents, for cross-validation."""
    names = sorted(set(documents))
    for k in range(min(count, len(names))):
        yield set(names[k::count])

"""The base class of the components that find records: `match` finds them, `set_annotations` writes them, `__call__` does both."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from spacy.tokens import Doc

from kexie_nlp.model.records import Record
from kexie_nlp.pipes.layers import document_layers
from kexie_nlp.pipes.serialization import register

T = TypeVar("T", bound=Record)


class SpanPipe(Generic[T]):
    """A component that finds records in a doc.

    The records are stored in the layer `layer` of the doc (for example `doc._.layers.measures`). The span group `key` holds one span per
    record, with the id of the record; `span._.<attribute>` returns the record. Offsets of the records count characters of `doc.text`.
    """

    key: str
    layer: str
    attribute: str

    def __init__(self, name: str) -> None:
        self.name = name

    def match(self, doc: Doc) -> list[T]:
        """Returns the records found in a doc, in text order, with offsets in `doc.text`. Writes nothing to the doc."""
        raise NotImplementedError

    def set_annotations(self, doc: Doc, items: Sequence[T]) -> None:
        """Writes records to the layer and the span group of the component. Raises ValueError if two records have the same id."""
        document_layers(doc).set_records(self.layer, items)
        set_spans(doc, self.key, ((item.start, item.end, self.attribute, item.id) for item in items))  # type: ignore[attr-defined]

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc


def set_spans(doc: Doc, key: str, spans: Iterable[tuple[int, int, str, str]]) -> None:
    """Writes a span group from tuples of start, end (offsets in `doc.text`), label and id, unless `writes_spans` of the layers is off.

    A span that starts or ends inside a token is expanded to the whole token.
    """
    if not document_layers(doc).writes_spans:
        return
    found = (doc.char_span(start, end, label=label, span_id=name, alignment_mode="expand") for start, end, label, name in spans)
    doc.spans[key] = [span for span in found if span is not None]


def records(doc: Doc, pipe: type[SpanPipe[T]]) -> list[T]:
    """Returns the records that a component stored in a doc, in text order; an empty list if the component did not run."""
    return list(getattr(document_layers(doc), pipe.layer))


register()

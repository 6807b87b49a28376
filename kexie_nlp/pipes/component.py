"""The base of the span components: `match` finds records in a doc, `set_annotations` writes them, calling joins the two."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from spacy.tokens import Doc

from kexie_nlp.model.records import Record
from kexie_nlp.pipes.layers import document_layers

T = TypeVar("T", bound=Record)


class SpanPipe(Generic[T]):
    """A component that finds records in a doc.

    They go to the layer `layer` of the doc (`doc._.layers.measures` …) and to the span group `key`, a span each with the id of its record;
    `span._.<attribute>` gives the record. Records hold offsets into `doc.text`.
    """

    key: str
    layer: str
    attribute: str

    def __init__(self, name: str) -> None:
        self.name = name

    def match(self, doc: Doc) -> list[T]:
        """What the component finds in a doc, in order, in offsets of its text; no record is written."""
        raise NotImplementedError

    def set_annotations(self, doc: Doc, items: Sequence[T]) -> None:
        """Write records as the layer and the span group of the component. ValueError where two have one id."""
        document_layers(doc).set_records(self.layer, items)
        set_spans(doc, self.key, ((item.start, item.end, self.attribute, item.id) for item in items))  # type: ignore[attr-defined]

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc


def set_spans(doc: Doc, key: str, spans: Iterable[tuple[int, int, str, str]]) -> None:
    """Write a span group out of start, end, label and id; a span that cuts a token takes all of it."""
    found = (doc.char_span(start, end, label=label, span_id=name, alignment_mode="expand") for start, end, label, name in spans)
    doc.spans[key] = [span for span in found if span is not None]


def records(doc: Doc, pipe: type[SpanPipe[T]]) -> list[T]:
    """The records that a component left in a doc, in order; empty where it did not run."""
    return list(getattr(document_layers(doc), pipe.layer))

"""What the components share: `match` finds, `set_annotations` writes, calling joins the two."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from spacy.tokens import Doc, Span

from kexie_nlp.model.records import Record

T = TypeVar("T", bound=Record)
_TEXT = "kexie_text"


class SpanPipe(Generic[T]):
    """A component that finds records in a doc; they go to `doc.spans[key]`, each span carrying its record.

    `attribute` names the span extension. Records hold offsets into `doc.text`.
    """

    key: str
    attribute: str

    def __init__(self, name: str) -> None:
        self.name = name
        if not Span.has_extension(self.attribute):
            Span.set_extension(self.attribute, default=None)

    def match(self, doc: Doc) -> list[T]:
        """What the component finds in a doc, in order, in offsets of its text; nothing is written."""
        raise NotImplementedError

    def set_annotations(self, doc: Doc, items: Iterable[T]) -> None:
        """Write items as the span group `key`, each span with its record."""
        spans = []
        for item in items:
            span = doc.char_span(item.start, item.end, label=self.attribute, alignment_mode="expand")  # type: ignore[attr-defined]
            if span is not None:
                span._.set(self.attribute, item)
                spans.append(span)
        doc.spans[self.key] = spans

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc


def text_of(doc: Doc) -> str:
    """The text of a doc; spaCy joins it anew from the tokens each time it is asked for, so it is kept."""
    kept: str | None = doc.user_data.get(_TEXT)
    if kept is None:
        kept = doc.user_data[_TEXT] = doc.text
    return kept


def records(doc: Doc, pipe: type[SpanPipe[T]]) -> list[T]:
    """The records that a component left in a doc, in order; empty where it did not run."""
    return [span._.get(pipe.attribute) for span in doc.spans.get(pipe.key, ())]


def set_doc_extension(name: str, default: Any) -> None:
    if not Doc.has_extension(name):
        Doc.set_extension(name, default=default)

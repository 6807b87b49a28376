"""A document: a record and its raw text in; raw or normalised text of any span out."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kexie_nlp.model import DocumentRecord
from kexie_nlp.text.normalize import NormText, normalize


class Spanned(Protocol):
    """Any object with a raw span: a provision, measure, target, time or place."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Document:
    """The record of a document with its raw text.

    `text` is the source decoded to text. All offsets of the record count its characters: `document.text[item.start:item.end] ==
    item.text`.
    """
    record: DocumentRecord
    text: str
    steps: tuple[str, ...] | None = None  # the normalising steps; None for the default steps

    @cached_property
    def norm(self) -> NormText:
        """The normalised text with its map to raw offsets; computed on first access."""
        return normalize(self.text, steps=self.steps, conversion=self.record.meta.conversion)

    def __reduce__(self) -> tuple[type[Document], tuple[object, ...]]:
        return Document, (self.record, self.text, self.steps)  # the normalised text is made anew in another process

    def quote(self, item: Spanned) -> str:
        """Returns the raw text of an item."""
        return self.text[item.start:item.end]

    def plain(self, item: Spanned) -> str:
        """Returns the normalised simplified text of an item."""
        start, end = self.norm.to_text(item.start, item.end)
        return self.norm.text[start:end]

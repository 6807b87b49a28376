"""A record and its raw text to a document whose raw spans can be quoted, or read in normalised simplified form."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kexie_nlp.model import DocumentRecord
from kexie_nlp.text.normalize import NormText, normalize


class Spanned(Protocol):
    """Anything with a raw span: a provision, measure, target, time, place."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Document:
    """A document's record beside its raw text, so that every raw span can be quoted or read in simplified form.

    `text` is the source decoded to text; all offsets of the record count its characters:
    `document.text[item.start:item.end] == item.text`.
    """
    record: DocumentRecord
    text: str
    steps: tuple[str, ...] | None = None  # the normalising steps, None for the default ones

    @cached_property
    def norm(self) -> NormText:
        """The text normalised, with the map to raw offsets; made when first asked for."""
        return normalize(self.text, steps=self.steps)

    def __reduce__(self) -> tuple[type[Document], tuple[object, ...]]:
        return Document, (self.record, self.text, self.steps)  # the normalised text is made anew in another process

    def quote(self, item: Spanned) -> str:
        """The raw characters of an item."""
        return self.text[item.start:item.end]

    def plain(self, item: Spanned) -> str:
        """The normalised simplified text of an item."""
        start, end = self.norm.to_text(item.start, item.end)
        return self.norm.text[start:end]

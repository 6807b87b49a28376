"""From a source to a document: reading, normalising, the spaCy pipeline, the record."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kexie_nlp.model import DocumentRecord
from kexie_nlp.text import NormText, normalize


class Spanned(Protocol):
    """Anything with a raw span: a provision, measure, target, time, place."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Document:
    """A document's record beside its raw text, so that every raw span can be quoted or read in simplified form."""
    record: DocumentRecord
    text: str

    @cached_property
    def norm(self) -> NormText:
        return normalize(self.text)

    def quote(self, item: Spanned) -> str:
        """The raw characters of an item."""
        return self.text[item.start:item.end]

    def plain(self, item: Spanned) -> str:
        """The normalised simplified text of an item."""
        start, end = self.norm.to_text(item.start, item.end)
        return self.norm.text[start:end]

"""Highlights of a full-text search: the raw spans of the searched strings in a document, and a snippet around them."""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from kexie_nlp.query.fulltext_terms import Wanted
from kexie_nlp.store import Store
from kexie_nlp.store.schema import documents
from kexie_nlp.store.search import Span, folded
from kexie_nlp.text import NormText, normalize

WIDTH, BEFORE = 120, 20  # raw characters of a snippet, and before its first highlight
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_STOP = re.compile("[。；;，,！？\n]")


class Piece(NamedTuple):
    """A piece of the raw text of a document: the offset of its start, and its characters."""
    start: int
    raw: str

    @property
    def end(self) -> int:
        """The offset of its end."""
        return self.start + len(self.raw)


class Marker:
    """Finds the strings of a query in raw texts: its terms, and those words of its terms that have two or more characters."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self._store = store
        strings = {string for term in wanted.terms for string in (term.text, *term.words) if len(string) > 1 or string == term.text}
        longest_first = sorted(strings, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))
        self._conversions = {info.sha256: info.conversion for info in store.infos()}
        self._whole: dict[str, NormText] = {}

    def spans(self, sha256: str, pieces: Sequence[Piece]) -> list[Span]:
        """The raw spans of the strings in the pieces of a document.

        If there is none, the whole document is normalised, because some normalisations depend on it (pinyin without tones).
        """
        said = self._conversions[sha256]
        found = [span for piece in pieces
                 for span in self._in(normalize(piece.raw, conversion=said), 0, len(piece.raw), piece.start)]
        return found or [span for piece in pieces for span in self._in(self._document(sha256), piece.start, piece.end, 0)]

    def _in(self, norm: NormText, start: int, end: int, shift: int) -> list[Span]:
        first, last = norm.to_text(start, end)
        spans = (norm.to_raw(*match.span()) for match in self._pattern.finditer(folded(norm.text), first, last))
        return [(shift + a, shift + b) for a, b in spans]

    def _document(self, sha256: str) -> NormText:
        if sha256 not in self._whole:
            d = documents.c
            raw = self._store.rows(select(d.raw).where(d.sha256 == sha256))[0].raw
            self._whole[sha256] = normalize(raw, conversion=self._conversions[sha256])
        return self._whole[sha256]


def snippet(pieces: Sequence[Piece], spans: Sequence[Span]) -> tuple[int, str]:
    """The offset and the raw characters of the snippet with the most spans, or of the first piece if there is no span."""
    best = max(spans, key=_Within(spans), default=None)
    piece = next((p for p in pieces if best is None or p.start <= best[0] < p.end), pieces[0])
    start = piece.start if best is None else max(piece.start, best[0] - BEFORE)
    if start > piece.start and best is not None and (stop := _STOP.search(piece.raw, start - piece.start, best[0] - piece.start)):
        start = piece.start + stop.end()
    raw = piece.raw[start - piece.start:start - piece.start + WIDTH]
    clean = _CONTROLS.sub(" ", raw)
    lead = len(clean) - len(clean.lstrip())
    return start + lead, clean.strip()


class _Within:
    """The number of spans in the snippet that begins with the given one, as a sort key."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans

    def __call__(self, first: Span) -> int:
        return sum(first[0] <= start and end <= first[0] + WIDTH - BEFORE for start, end in self._spans)

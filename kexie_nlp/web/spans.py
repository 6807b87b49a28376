"""A raw text cut where marks begin and end, so that a template can draw marks that overlap."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """A raw span of a document, its kind, and what was read there."""
    start: int
    end: int
    kind: str
    value: str = ""


class Piece(NamedTuple):
    """A stretch of text with the kinds of the marks over it, and what they say."""
    text: str
    kinds: tuple[str, ...] = ()
    says: str = ""


def pieces(text: str, start: int, marks: Iterable[Mark]) -> list[Piece]:
    """The text, which stands at `start` in its document, in pieces; what of a mark lies outside is left out."""
    end = start + len(text)
    inside = [m._replace(start=max(m.start, start), end=min(m.end, end)) for m in marks if m.start < end and m.end > start]
    edges = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    found = []
    for a, b in pairwise(edges):
        over = [m for m in inside if m.start <= a and b <= m.end]
        found.append(Piece(text[a - start:b - start], tuple(dict.fromkeys(m.kind for m in over)),
                           "；".join(dict.fromkeys(m.value for m in over if m.value))))
    return found

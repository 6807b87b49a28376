"""Small helpers the steps share: edits by pattern, and lines."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kexie_nlp.text.offsets import OffsetMap, apply_edits, identity

HAN = "\u3400-\u9fff\uf900-\ufaff〇"
Stepped = tuple[str, OffsetMap]


def drop(text: str, pattern: re.Pattern[str]) -> Stepped:
    """The text without the matches of a pattern, and the map."""
    return apply_edits(text, ((*m.span(), "") for m in pattern.finditer(text)))


def same_length(text: str, changed: str) -> Stepped:
    """A text changed character by character, and the map. ValueError where the lengths differ."""
    if len(text) != len(changed):
        raise ValueError(f"{len(text)} characters became {len(changed)}")
    return changed, identity(text)


_INSIDE = re.compile(rf"[{HAN}](?=[{HAN}])|\n")
PIECE = 1 << 17  # characters that are changed at a time, so that a long text needs no more memory for it than a short one


def in_pieces(change: Callable[[str], str], text: str) -> str:
    """A text changed piece by piece; what `change` does must not look beyond a line."""
    if len(text) <= PIECE:
        return change(text)
    return "".join(change(text[start:end]) for start, end in pieces(text))


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans that cover a text, of whole lines and about `PIECE` characters each; endless lines are cut between two
    Chinese characters."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + PIECE, start + 2 * PIECE) + 1
        if not end:
            cut = _INSIDE.search(text, start + PIECE)
            end = cut.end() if cut else len(text)
        yield start, end
        start = end


SHORT = 160  # longer lines are running text
_LINE = re.compile("[^\n]+")


def lines_with(text: str, sign: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """The lines of at most `SHORT` characters in which a pattern is found: start, end, and the line without its break."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        if end - start <= SHORT and sign.search(text, start, end):
            yield start, end, line[0]

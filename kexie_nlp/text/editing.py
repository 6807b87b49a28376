"""Helpers shared by the normalising steps: a text and a pattern or function in; the edited text and its offset map out."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kexie_nlp.text.offsets import OffsetMap, apply_edits, identity

HAN = "\u3400-\u9fff\uf900-\ufaff〇"
Stepped = tuple[str, OffsetMap]


def drop(text: str, pattern: re.Pattern[str]) -> Stepped:
    """Removes the matches of a pattern. Returns the text and its offset map."""
    return apply_edits(text, ((*m.span(), "") for m in pattern.finditer(text)))


def same_length(text: str, changed: str) -> Stepped:
    """Returns a text that was changed character by character, and its offset map. Raises ValueError if the lengths differ."""
    if len(text) != len(changed):
        raise ValueError(f"{len(text)} characters became {len(changed)}")
    return changed, identity(text)


_INSIDE = re.compile(rf"[{HAN}](?=[{HAN}])|\n")
PIECE = 1 << 17  # characters per piece; limits the memory for a long text


def in_pieces(change: Callable[[str], str], text: str) -> str:
    """Applies `change` to a text piece by piece. `change` must not depend on text beyond a line."""
    if len(text) <= PIECE:
        return change(text)
    return "".join(change(text[start:end]) for start, end in pieces(text))


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yields spans that cover a text: whole lines, about `PIECE` characters each. A longer line is split between two Chinese characters."""
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
    """Yields the lines of at most `SHORT` characters that contain a pattern: start, end, and the line without its newline."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        if end - start <= SHORT and sign.search(text, start, end):
            yield start, end, line[0]

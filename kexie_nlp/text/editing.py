"""Small helpers the steps share: edits by pattern, and lines."""
from __future__ import annotations

import re
from collections.abc import Iterator

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


SHORT = 160  # longer lines are running text
_SHORT_LINE = re.compile(rf"\n[^\n]{{1,{SHORT}}}(?=\n|\Z)")


def short_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines of at most `SHORT` characters, empty ones left out: start, end, and the line without its break."""
    end = text.find("\n")
    first = text if end < 0 else text[:end]
    if 0 < len(first) <= SHORT:
        yield 0, len(first), first
    for match in _SHORT_LINE.finditer(text):
        yield match.start() + 1, match.end(), match[0][1:]

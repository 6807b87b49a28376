"""Text to the spans of its sentences, and the words of a model to their spans in the text, by counting characters."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from kexie_nlp.errors import KexieError

_END = re.compile("[。！？；!?;]+[”’」』）)》]*|\n+")
_SOFT = re.compile("[，、,：:]")


def sentences(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a text, without blanks around them, none longer than `limit` characters.

    A longer sentence is cut behind its last comma within the limit, else at the limit. All characters but blanks are covered.
    """
    start = 0
    for end in (*(m.end() for m in _END.finditer(text)), len(text)):
        while end - start > limit:
            cut = max((m.end() for m in _SOFT.finditer(text, start + limit // 2, start + limit)), default=start + limit)
            yield from _stripped(text, start, cut)
            start = cut
        yield from _stripped(text, start, end)
        start = end


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and is_blank(text[start]):
        start += 1
    while end > start and is_blank(text[end - 1]):
        end -= 1
    if end > start:
        yield start, end


def is_blank(char: str) -> bool:
    """Whether tokenizers may drop a character: white space, control and format characters."""
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Zs")


def align(pieces: Iterable[str], text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The span of each piece in text[start:end], which the pieces spell in order; a blank piece gets an empty span.

    Blanks may be missing or added on either side. All other characters are compared in compatibility form and without case, as
    models fold both. K503 where the pieces are not the text.
    """
    end = len(text) if end is None else end
    at, spans = start, []
    for piece in pieces:
        first = last = None
        for char in piece:
            if is_blank(char):
                continue
            while at < end and is_blank(text[at]):
                at += 1
            if at >= end or not _same(char, text[at]):
                raise KexieError("K503", detail=f"{piece!r} is not at {at}: {text[at:at + 12]!r}")
            first, last, at = at if first is None else first, at, at + 1
        spans.append((at, at) if first is None or last is None else (first, last + 1))
    rest = text[at:end]
    if not all(map(is_blank, rest)):
        raise KexieError("K503", detail=f"{rest[:12]!r} at {at} is in no word")
    return spans


def _same(a: str, b: str) -> bool:
    return a == b or unicodedata.normalize("NFKC", a).casefold() == unicodedata.normalize("NFKC", b).casefold()

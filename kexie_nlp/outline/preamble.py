"""Splits the header block of a document into pieces: a text and its provisions in, `Piece` objects out.

The header block is the text before the first provision. A piece is a line, or a part of a line between spaces.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kexie_nlp.model import Provision
from kexie_nlp.outline.lines import paragraphs

HEAD = 1500  # length of the header block, in characters
LATEST = 3 * HEAD  # maximum length of the header block if the document has no provisions
T = TypeVar("T")
_ASIDE = re.compile(r"^(?:摘编|（?非官方)|^首页|^当前位置|^您(?:当前|现在)|^索引号|^信息分类")
_BULLETS = "•·●▪ \t"  # of the lists that pages show
_BLANK = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value read from a text, with its span and the id of the rule."""
    value: T
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Piece:
    """A piece of the header block with its start offset. `opens`: whether it starts a line."""
    text: str
    start: int
    opens: bool = True

    @property
    def end(self) -> int:
        """The end offset of the piece."""
        return self.start + len(self.text)


def pieces(text: str, provisions: Sequence[Provision]) -> list[Piece]:
    """Returns the pieces of the header block, without web page lines and editors' notes."""
    end = min(provisions[0].start if provisions else len(text), LATEST, len(text))
    out: list[Piece] = []
    for start, stop in paragraphs(text, 0, end):
        start += len(text[start:stop]) - len(text[start:stop].lstrip(_BULLETS))
        if start < stop and not _ASIDE.search(text[start:stop]):
            out += _parted(text, start, stop)
    return out


def preambles(text: str, provisions: Sequence[Provision]) -> Iterator[tuple[int, int]]:
    """Yields the spans before each top-level provision that belong to no other provision, of at most HEAD characters."""
    after = 0
    for provision in provisions:
        if provision.parent is None:
            if provision.start > after:
                yield max(after, provision.start - HEAD), provision.start
            after = provision.end
    if not provisions:
        yield 0, min(len(text), HEAD)


def _parted(text: str, start: int, end: int) -> list[Piece]:
    """Splits number, title and text on one line at spaces. The running text is not split."""
    line = text[start:end]
    if not re.search("[，。]", line):
        return [Piece(line, start)]
    out: list[Piece] = []
    while True:
        blank = _BLANK.search(line)
        if not blank or re.search("[，。：]", line[:blank.start()]):
            return [*out, Piece(line, start, not out)]
        out.append(Piece(line[:blank.start()], start, not out))
        line, start = line[blank.end():], start + blank.end()

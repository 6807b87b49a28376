"""What stands before the first provision, in pieces: lines, and what blanks part on a line; and values with their place."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kexie_nlp.model import Provision
from kexie_nlp.outline.lines import paragraphs

HEAD = 1500  # characters in which a document introduces itself
LATEST = 3 * HEAD  # where a document without provisions stops introducing itself at the latest
T = TypeVar("T")
_ASIDE = re.compile(r"^(?:摘编|（?非官方)|^首页|^当前位置|^您(?:当前|现在)|^索引号|^信息分类")
_BLANK = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value read out of a text: where it stands there, and by which rule it was read."""
    value: T
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Piece:
    """A piece of the head, with its span. `opens`: it opens a line."""
    text: str
    start: int
    opens: bool = True

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(text: str, provisions: Sequence[Provision]) -> list[Piece]:
    """The head of a text, without lines of web pages and notes of editors."""
    end = min(provisions[0].start if provisions else len(text), LATEST, len(text))
    out: list[Piece] = []
    for start, stop in paragraphs(text, 0, end):
        if not _ASIDE.search(text[start:stop]):
            out += _parted(text, start, stop)
    return out


def preambles(text: str, provisions: Sequence[Provision]) -> Iterator[tuple[int, int]]:
    """Stretches of at most HEAD characters before each top provision that belong to no other."""
    after = 0
    for provision in provisions:
        if provision.parent is None:
            if provision.start > after:
                yield max(after, provision.start - HEAD), provision.start
            after = provision.end
    if not provisions:
        yield 0, min(len(text), HEAD)


def _parted(text: str, start: int, end: int) -> list[Piece]:
    """Number, title and text that stand on one line, parted by blanks; the running text stays whole."""
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

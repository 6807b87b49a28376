"""The shapes that readers return: a source decoded to text, with the place in the source of each block of that text."""
from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "cell", "page"]


@dataclass(frozen=True)
class Block:
    """A span of the text and its place in the source, counted from 1: paragraph (number,), page (number,), cell
    (table, row, column)."""
    start: int
    end: int
    kind: Kind
    place: tuple[int, ...]

    def __str__(self) -> str:
        if self.kind == "cell":
            return "table {}, row {}, column {}".format(*self.place)
        return f"{self.kind} {self.place[0]}"


@dataclass(frozen=True)
class RawText:
    """A source decoded to text. All raw offsets are `str` indices into `text`.

    `sha256` is the hash of the source bytes; `blocks`, in order, are given for html, docx and pdf.
    """
    text: str
    sha256: str
    source: str
    encoding: str = "utf-8"
    format: str = "txt"
    blocks: tuple[Block, ...] = ()

    def place(self, offset: int) -> Block | None:
        """The block at an offset of the text, between two blocks the one before; None for plain text."""
        i = bisect_right(self.blocks, offset, key=_start) - 1
        return self.blocks[max(i, 0)] if self.blocks else None


class Builder:
    """Collects the text of a source block by block; `text` and `blocks` are then those of a `RawText`."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.paragraphs = self.tables = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> None:
        """Append text that belongs to no block (a tab between cells, a line break)."""
        self._parts.append(text)
        self._length += len(text)

    def block(self, text: str, kind: Kind, place: tuple[int, ...]) -> None:
        """Append the text of a block."""
        self.blocks.append(Block(self._length, self._length + len(text), kind, place))
        self.write(text)

    def paragraph(self, text: str) -> None:
        """Append the next paragraph on its own line; an empty one counts and leaves an empty line."""
        self.paragraphs += 1
        self.block(text, "paragraph", (self.paragraphs,))
        self.write("\n")

    def table(self, rows: list[list[str]]) -> None:
        """Append the next table: a line for each row, cells separated by tabs."""
        self.tables += 1
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row, 1):
                if column > 1:
                    self.write("\t")
                self.block(cell, "cell", (self.tables, number, column))
            self.write("\n")


def from_text(text: str, source: str = "text") -> RawText:
    """A text in memory as a source named `source`; the hash is that of its UTF-8 bytes."""
    return RawText(text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), source)


def _start(block: Block) -> int:
    return block.start

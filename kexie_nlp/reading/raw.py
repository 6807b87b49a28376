"""A source decoded to text, and where in the source each stretch of that text stood."""
from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "cell", "page"]


@dataclass(frozen=True)
class Block:
    """A stretch of the text and its place in the source, counted from 1: paragraph (number,), page (number,), cell
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
    """A source decoded to text: the frame of every raw offset. `blocks`, in order, for html, docx and pdf."""
    text: str
    sha256: str
    source: str
    encoding: str = "utf-8"
    format: str = "txt"
    blocks: tuple[Block, ...] = ()

    def place(self, offset: int) -> Block | None:
        """Paragraph, cell or page at an offset of the text (that before it, between two); None for plain text."""
        i = bisect_right(self.blocks, offset, key=_start) - 1
        return self.blocks[max(i, 0)] if self.blocks else None


def from_text(text: str, source: str = "text") -> RawText:
    """A text in memory as a source; its hash is that of its UTF-8 bytes."""
    return RawText(text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), source)


def _start(block: Block) -> int:
    return block.start

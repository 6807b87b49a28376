"""Building a text out of blocks, with the place of each."""
from __future__ import annotations

from kexie_nlp.reading.raw import Block, Kind


class Builder:
    """Collects blocks; `text` and `blocks` are what a `RawText` needs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.paragraphs = self.tables = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> None:
        """Text that belongs to no block (a tab between cells, a line break)."""
        self._parts.append(text)
        self._length += len(text)

    def block(self, text: str, kind: Kind, place: tuple[int, ...]) -> None:
        """A block's text, where it stands."""
        self.blocks.append(Block(self._length, self._length + len(text), kind, place))
        self.write(text)

    def paragraph(self, text: str) -> None:
        """The next paragraph, on a line of its own. Empty ones count, and leave an empty line."""
        self.paragraphs += 1
        self.block(text, "paragraph", (self.paragraphs,))
        self.write("\n")

    def table(self, rows: list[list[str]]) -> None:
        """The next table: a line for each row, its cells parted by tabs."""
        self.tables += 1
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row, 1):
                if column > 1:
                    self.write("\t")
                self.block(cell, "cell", (self.tables, number, column))
            self.write("\n")

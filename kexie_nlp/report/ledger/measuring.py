"""How many lines a text takes in a column, and long cells parted, so that no row is higher than a program shows."""
from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

NARROW = 0.55  # of a Chinese character: a letter or digit
SLACK = 0.94   # of a line that is filled: marks that may not begin a line pull a character after them


def length(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else NARROW for char in text)


def lines_of(text: str, room: float) -> int:
    """How many lines of `room` Chinese characters a text fills."""
    return sum(max(1, math.ceil(length(part) / (room * SLACK))) for part in text.split("\n"))


def parted(cells: Sequence[str], rooms: Sequence[float], most: int, kept: Sequence[bool]) -> list[tuple[str, ...]]:
    """A row of texts as rows of at most `most` lines; those that are `kept` stand in each of them."""
    columns = [[cell] if keep else _parts(cell, room, most) for cell, room, keep in zip(cells, rooms, kept, strict=True)]
    rows = max(len(column) for column in columns)
    return [tuple(column[row] if row < len(column) else column[0] if keep else "" for column, keep in zip(columns, kept, strict=True))
            for row in range(rows)]


def _parts(text: str, room: float, most: int) -> list[str]:
    parts = []
    while lines_of(text, room) > most:
        end = _end(text, room, most)
        parts.append(text[:end].strip("\n"))
        text = text[end:].lstrip("\n")
    return [*parts, text]


def _end(text: str, room: float, most: int) -> int:
    """Where the part that fills `most` lines ends: behind the last sentence in its second half, if there is one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if lines_of(text[:middle], room) <= most:
            low = middle
        else:
            high = middle - 1
    end = max(text.rfind(mark, low // 2, low) for mark in "。；\n") + 1
    return end or low

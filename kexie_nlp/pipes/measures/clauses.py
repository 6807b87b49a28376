"""Splitting running text into clauses, in raw order with exact spans."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HARD = "。；！？\n"
SOFT = "，：,"
_OPEN = {"“": "”", "《": "》", "（": "）", "‘": "’", "【": "】", "「": "」"}
_LONGEST = 80  # a mark that is not closed within so many characters was left open by the source


@dataclass(frozen=True)
class Clause:
    """A stretch between marks; `first` opens a sentence, `after` is the mark it ends with."""
    start: int
    end: int
    first: bool
    after: str


def split_clauses(text: str, start: int, end: int, cuts: tuple[tuple[int, int], ...] = ()) -> Iterator[Clause]:
    """The clauses between two offsets; quotes, titles and brackets stay whole, `cuts` (assignment lines) are left out."""
    begin, first, i = start, True, start
    pending = list(cuts)
    while i < end:
        if pending and i >= pending[0][0]:
            if i > begin:
                yield Clause(begin, i, first, "。")
            i = begin = pending.pop(0)[1]
            first = True
            continue
        char = text[i]
        close = _OPEN.get(char)
        if close:
            stop = text.find(close, i, min(end, i + _LONGEST * 2))
            inside = text[i:stop]
            if stop > 0 and "\n" not in inside and not (pending and pending[0][0] == i) and "。" not in inside[:-1]:
                i = stop + 1
                continue
        if char in HARD or char in SOFT or char == "、" and text[begin] == "与" and text.startswith("与", i + 1):
            if i > begin:
                yield Clause(begin, i, first, char)
            first = char in HARD if i > begin else first or char in HARD
            begin = i + 1
        i += 1
    if end > begin:
        yield Clause(begin, end, first, "。")

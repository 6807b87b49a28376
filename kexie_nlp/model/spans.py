"""Indexed spans of a text: spans in, answers to containment queries out."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Half-open spans in any order. Each query takes logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))  # largest end of the spans up to each one

    def cover(self, start: int, end: int) -> bool:
        """Whether one of the spans contains the whole of `start`–`end`."""
        i = bisect_right(self._starts, start) - 1
        return i >= 0 and end <= self._reach[i]

    def hold(self, offset: int) -> bool:
        """Whether one of the spans contains the character at an offset."""
        return self.cover(offset, offset + 1)

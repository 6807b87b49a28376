"""Indexed spans and offsets of a text: spans or items at offsets in, answers to queries by offset out."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Generic, TypeVar

T = TypeVar("T")


def behind_last(marks: str, text: str, start: int, end: int) -> int:
    """Returns the offset behind the last of some characters between two offsets, the first offset if there is none."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in marks))


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


class Ordered(Generic[T]):
    """Items at offsets, as parallel sequences in the order of the offsets. Each query takes logarithmic time."""

    def __init__(self, starts: Sequence[int], items: Sequence[T]) -> None:
        self.starts, self.items = starts, items

    @classmethod
    def of(cls, items: Sequence[T]) -> Ordered[T]:
        """Returns items that have a `start`, in the order of their starts."""
        return cls(list(map(attrgetter("start"), items)), items)

    def within(self, start: int, end: int) -> Sequence[T]:
        """Returns the items that start in a span."""
        first = bisect_left(self.starts, start)
        return self.items[first:bisect_left(self.starts, end, first)]

    def backwards(self, start: int, end: int) -> Iterator[T]:
        """Yields the items that start in a span, last first."""
        for i in range(bisect_left(self.starts, end) - 1, -1, -1):
            if self.starts[i] < start:
                return
            yield self.items[i]

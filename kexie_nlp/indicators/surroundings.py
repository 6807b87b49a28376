"""Finds the words that may belong to the indicator of a number: the words of a text in, those of the sentence around a number out.

Words are looked at outwards from the number, so that what lies between is known for each. Numbers and times are no words.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kexie_nlp.lexicon.segmenter import Segments

BACK, AHEAD = 64, 30  # characters read before and behind a number
_SENTENCE = "。！？\n"
_ENDS = re.compile("[，；：,;|\t。！？\n]")
_BORDER = re.compile("[，；：,;|\t]")  # of a clause or a cell
_SPOKEN = re.compile("[一-龥A-Za-z0-9]")
_JOINERS = frozenset(("和", "及", "与", "以及", "或"))
_MOST, _MOST_RANK, _MOST_JOINERS = 3, 6, 2
Span = tuple[int, int]


class Word(NamedTuple):
    """A word near a number. The counts are of what lies between the two; a part is a clause or a cell."""
    start: int
    end: int
    form: str
    tag: str
    before: bool
    parts: int     # borders of parts, up to 3
    numbers: int   # other numbers, up to 3
    rank: int      # words of its own part, up to 6
    joiners: int   # 、 和 及 and the like, up to 2
    shared: bool   # 分别
    semicolon: bool
    cell: bool     # the border of a cell


class Window:
    """The words of a document around its numbers. Offsets are those of `text`."""

    def __init__(self, text: str, segments: Segments, numbers: Sequence[Span], times: Sequence[Span]) -> None:
        self.text, self._segments = text, segments
        self._number_starts = sorted(start for start, _ in numbers)
        self._taken = sorted({*numbers, *times})
        self._taken_starts = [start for start, _ in self._taken]
        self._longest = max((end - start for start, end in self._taken), default=0)
        # what ends or starts at an offset
        self.ending = {end: "time" for _, end in times} | {end: "number" for _, end in numbers}
        self.starting = {start: "time" for start, _ in times} | {start: "number" for start, _ in numbers}

    def around(self, start: int, end: int) -> list[Word]:
        """Returns the words of the sentence before the number at a span, and of its clause behind it, in text order."""
        begin = max(max(self.text.rfind(c, max(0, start - BACK), start) for c in _SENTENCE) + 1, start - BACK, 0)
        border = _ENDS.search(self.text, end, end + AHEAD)
        stop = border.start() if border else min(len(self.text), end + AHEAD)
        first = bisect_left(self._taken_starts, begin - self._longest)
        taken = [s for s in self._taken[first:bisect_left(self._taken_starts, stop)] if s[1] > begin]
        places = self._segments.starts
        before = range(bisect_left(places, start) - 1, bisect_left(places, begin) - 1, -1)
        behind = range(bisect_left(places, end), bisect_left(places, stop))
        return [*reversed(list(self._outwards(before, taken, start, True))), *self._outwards(behind, taken, end, False)]

    def _outwards(self, places: Iterable[int], taken: Sequence[Span], edge: int, before: bool) -> Iterator[Word]:
        """Yields the words at some places of the segments, the nearest to the number first. `edge` is the near end of the number."""
        forms, tags, starts = self._segments
        near, own = edge, bisect_left(self._number_starts, edge)
        parts = rank = joiners = 0
        shared = semicolon = cell = False
        for i in places:
            form, start = forms[i], starts[i]
            end = start + len(form)
            if not _SPOKEN.search(form) or any(a < end and start < b for a, b in taken):
                continue
            gap = self.text[end:near] if before else self.text[near:start]
            if gap:
                joiners, shared = joiners + gap.count("、"), shared or "分别" in gap
                semicolon, cell = semicolon or "；" in gap, cell or "|" in gap or "\t" in gap
                crossed = len(_BORDER.findall(gap))
                if crossed:
                    parts, rank = min(_MOST, parts + crossed), 0
            numbers = own - bisect_left(self._number_starts, end) if before else bisect_left(self._number_starts, start) - own
            yield Word(start, end, form, tags[i], before, parts, min(numbers, _MOST), min(rank, _MOST_RANK), min(joiners, _MOST_JOINERS),
                       shared, semicolon, cell)
            shared, joiners = shared or form == "分别", joiners + (form in _JOINERS)
            near, rank = start if before else end, rank + 1

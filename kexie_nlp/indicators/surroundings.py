"""Finds the words that may belong to the indicator of a number: the words of a text in, those of the sentence around a number out.

Words are looked at outwards from the number, so that what lies between is known for each. Numbers and times are no words.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kexie_nlp.lexicon.segmenter import Segments
from kexie_nlp.model.spans import behind_last

BACK, AHEAD = 40, 30  # characters read before and behind a number
_SENTENCE = "。！？\n"
_ENDS = re.compile("[，；：,;|\t。！？\n]")
_BORDER = re.compile("[，；：,;|\t]")  # of a clause or a cell
_SPOKEN = re.compile("[一-龥A-Za-z0-9]")
_JOINERS = frozenset(("和", "及", "与", "以及", "或"))
_MOST, _MOST_RANK, _MOST_JOINERS = 3, 6, 2
_MOST_PARTS = 2  # words beyond so many borders belong to a number in one of 200 cases
Span = tuple[int, int]


class Word(NamedTuple):
    """A word near a number. The counts are of what lies between the two; a part is a clause or a cell."""
    start: int
    end: int
    form: str
    tag: str
    before: bool
    parts: int     # borders of parts, up to 2
    numbers: int   # other numbers, up to 3
    rank: int      # words of its own part, up to 6
    joiners: int   # 、 和 及 and the like, up to 2
    shared: bool   # 分别
    cell: bool     # the border of a cell


class Window:
    """The words of a document around its numbers. Offsets are those of `text`."""

    def __init__(self, text: str, segments: Segments, numbers: Sequence[Span], times: Sequence[Span]) -> None:
        self.text, self._segments = text, segments
        self._number_starts = sorted(start for start, _ in numbers)
        places = segments.starts
        # segments that a number or a time covers, wholly or in part
        self._taken = {i for start, end in {*numbers, *times}
                       for i in range(max(0, bisect_right(places, start) - 1), bisect_left(places, end))
                       if start < places[i] + len(segments.forms[i])}
        # what ends or starts at an offset
        self.ending = {end: "time" for _, end in times} | {end: "number" for _, end in numbers}
        self.starting = {start: "time" for start, _ in times} | {start: "number" for start, _ in numbers}

    def around(self, start: int, end: int) -> list[Word]:
        """Returns the words of the sentence before the number at a span, and of its clause behind it, in text order."""
        begin = behind_last(_SENTENCE, self.text, max(0, start - BACK), start)
        border = _ENDS.search(self.text, end, end + AHEAD)
        stop = border.start() if border else min(len(self.text), end + AHEAD)
        places = self._segments.starts
        before = range(bisect_left(places, start) - 1, bisect_left(places, begin) - 1, -1)
        behind = range(bisect_left(places, end), bisect_left(places, stop))
        return [*reversed(list(self._outwards(before, start, True))), *self._outwards(behind, end, False)]

    def _outwards(self, places: Iterable[int], edge: int, before: bool) -> Iterator[Word]:
        """Yields the words at some places of the segments, the nearest to the number first. `edge` is the near end of the number."""
        forms, tags, starts = self._segments
        near, own = edge, bisect_left(self._number_starts, edge)
        parts = rank = joiners = 0
        shared = cell = False
        for i in places:
            form, start = forms[i], starts[i]
            if i in self._taken or not _SPOKEN.search(form):
                continue
            end = start + len(form)
            gap = self.text[end:near] if before else self.text[near:start]
            if gap:
                joiners, shared = joiners + gap.count("、"), shared or "分别" in gap
                cell = cell or "|" in gap or "\t" in gap
                crossed = len(_BORDER.findall(gap))
                parts += crossed
                if parts > _MOST_PARTS or "；" in gap:
                    break
                rank = 0 if crossed else rank
            numbers = own - bisect_left(self._number_starts, end) if before else bisect_left(self._number_starts, start) - own
            yield Word(start, end, form, tags[i], before, parts, min(numbers, _MOST), min(rank, _MOST_RANK), min(joiners, _MOST_JOINERS),
                       shared, cell)
            shared, joiners = shared or form == "分别", joiners + (form in _JOINERS)
            near, rank = start if before else end, rank + 1

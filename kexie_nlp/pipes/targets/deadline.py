"""Finds the deadline of a number: its span and the times of the document in, an interval out.

A deadline is stated in the same sentence, in the assignment line, or in the heading above.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from kexie_nlp.model import Time
from kexie_nlp.model.records import Interval, TargetStatus
from kexie_nlp.pipes.layers import DocumentLayers, first_from

_CLAUSE = re.compile("[，。；！？\n]")
REACH = 300    # characters read before a number
BEHIND = 1000  # characters read after it


class Deadlines:
    """Finds deadlines among the times of a document. `times` are in text order."""

    def __init__(self, layers: DocumentLayers, times: Sequence[Time]) -> None:
        self.layers, self.text = layers, layers.text
        self._all = _Ordered(times)
        self._dated = _Ordered([t for t in times if t.from_ or t.to])

    def find(self, start: int, end: int, status: TargetStatus) -> Interval | None:
        """Returns the interval stated for the number at `start`–`end`, or None.

        The sources, in order: the sentence before the number; brackets or words after it; the assignment line of its provision; for an
        objective, the sentence or heading that introduces it. Results have only the first. Conditions, context and numbers with a
        recurring time earlier in their clause have no deadline.
        """
        if status in ("condition", "context"):
            return None
        begin = max(start - REACH, self.layers.sentence_start(start), 0)
        if any(t.kind == "recurring" for t in self._all.within(self._clause(begin, start), start)):
            return None
        before = [t for t in self._dated.within(begin, start) if t.end <= start and (status != "target" or t.kind != "done")]
        if before:
            return _interval(before[-1])
        if status != "target":
            return None
        chosen = next(self._behind(end), None) or next(self._assigned(start, end), None) or next(self._leading(start), None)
        return _interval(chosen) if chosen else None

    def _clause(self, begin: int, offset: int) -> int:
        return max((m.end() for m in _CLAUSE.finditer(self.text, begin, offset)), default=begin)

    def _behind(self, end: int) -> Iterator[Time]:
        until = min(self.layers.sentence_end(end), end + BEHIND)
        return (t for t in self._dated.within(end, until)
                if t.kind == "by" or t.kind != "done" and self.text[t.start - 1] in "（：")

    def _assigned(self, start: int, end: int) -> Iterator[Time]:
        """Returns the times of the first assignment line after an offset in its provision."""
        provision, lines = self.layers.provision(start), self.layers.assignments
        i = first_from(lines, start + 1)
        while provision is not None and i < len(lines) and lines[i].start < provision.end:
            if lines[i].end <= provision.end:
                return (t for t in self._dated.within(lines[i].start, lines[i].end)
                        if t.end <= lines[i].end and t.kind != "done" and not start <= t.start < end)
            i += 1
        return iter(())

    def _leading(self, offset: int) -> Iterator[Time]:
        """Yields the bounds stated earlier in the provision of an objective, or in the heading and lead of the section that lists the
        objectives, last first."""
        chain = [p for p, _ in zip(self.layers.chain(self.layers.provision(offset)), range(2), strict=False)]
        if not chain or chain[0].role != "objective":
            return
        top = next((p for p in reversed(chain) if p.role in ("objective", "section")), chain[0])
        lead = min(self.layers.first_child(top), offset)
        found = [next((t for t in self._dated.backwards(a, b) if t.kind in ("by", "within")), None)
                 for a, b in ((chain[0].start, offset), (top.start, lead))]
        yield from sorted((t for t in found if t is not None), key=_start, reverse=True)


class _Ordered:
    """Times in text order, indexed by start."""

    def __init__(self, times: Sequence[Time]) -> None:
        self._times, self._starts = times, [t.start for t in times]

    def within(self, start: int, end: int) -> Sequence[Time]:
        """Returns the times that start inside a span."""
        first = bisect_left(self._starts, start)
        return self._times[first:bisect_left(self._starts, end, first)]

    def backwards(self, start: int, end: int) -> Iterator[Time]:
        """Yields the times that start inside a span, last first."""
        for i in range(bisect_left(self._starts, end) - 1, -1, -1):
            if self._starts[i] < start:
                return
            yield self._times[i]


def _interval(time: Time) -> Interval:
    return time.from_, time.to


def _start(item: Any) -> int:
    return item.start

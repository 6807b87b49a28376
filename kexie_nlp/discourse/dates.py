"""Relates the times of a text to the date of the document: times and metadata in, a word for each (past, this year, future …) out."""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kexie_nlp.grammar.times import Time, anchor

YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})年")
_EARLY, _LATE = 4, 9  # months
_COMPARED = re.compile("[比较同与由从] ?$|[高低多少优]于 ?$|超过? ?$|(?:比|较)[^，。；\\d]{0,4}$")  # a number is compared with that time


class Dated(NamedTuple):
    """The times of a text in order, as parallel lists: start offsets, their relation to the document's date, the edge that they give."""
    starts: list[int]
    relations: list[str | None]
    edges: list[str | None]

    def words(self) -> Iterator[tuple[int, str]]:
        """Yields offset, relation and edge of the times, as words."""
        for start, edge, relation in zip(self.starts, self.edges, self.relations, strict=True):
            if relation:
                yield start, f"time {relation}"
            if edge:
                yield start, f"time {edge} {relation or 'unknown'}"

    def last(self, start: int, end: int) -> str | None:
        """Returns the relation of the last time in a span that has one."""
        first = bisect_left(self.starts, start)
        return next((r for r in reversed(self.relations[first:bisect_left(self.starts, end, first)]) if r), None)

    def signals(self) -> Iterator[tuple[int, str]]:
        """Yields offset and act of the times that show an act by themselves: 截至… and past times a result, 到2025年 a plan."""
        for start, edge, relation in zip(self.starts, self.edges, self.relations, strict=True):
            if edge == "until" or relation == "past":
                yield start, "result"
            elif relation == "future" or edge == "by":
                yield start, "plan"
            elif relation == "recurring":
                yield start, "recurring"
            elif relation in ("same", "now", "latest") or relation and relation.startswith("this year"):
                yield start, relation if relation.startswith("this") else "this year"


def relate(text: str, times: Sequence[Time], issued: str | None, year: int | None) -> Dated:
    """Returns the relation of every time to the date of issue, else to the year of the document, else to the latest year it names."""
    latest = max(map(int, YEAR.findall(text)), default=0)
    stated = [t for t in times if not _COMPARED.search(text, max(0, t.start - 6), t.start)]
    related = [(t.start, _relation(t, issued, year, latest), _edge(text, t)) for t in stated]
    kept = [row for row in related if row[1] or row[2]]
    return Dated([r[0] for r in kept], [r[1] for r in kept], [r[2] for r in kept])


def _season(issued: str | None) -> str:
    """Returns whether the year of issue has just begun or is ending."""
    month = int(issued[5:7]) if issued and len(issued) >= 7 else None
    return "" if month is None else ", early" if month <= _EARLY else ", late" if month >= _LATE else ", midway"


def _edge(text: str, time: Time) -> str | None:
    if time.kind not in ("by", "within") or time.rule in ("past", "recent", "ahead"):
        return None
    if text.startswith(("截至", "截止"), time.start):
        return "until"
    return "since" if time.edge in ("since", "after") else "by" if time.kind == "by" else "in"


def _relation(time: Time, issued: str | None, year: int | None, latest: int) -> str | None:
    if time.rule in ("past", "recent"):
        return "past"
    if time.rule == "ahead":
        return "future"
    if time.kind == "recurring":
        return "recurring"
    point = time.first
    if point is None:
        return None
    if point.relative and not (point.month or point.quarter or point.half):
        away = point.year or 0
        return "past" if away < 0 else "future" if away > 0 else f"this year{_season(issued)}"
    first, last = anchor(time, year)
    if first is None and last is None:
        return None if year is not None else "undated"
    if year is None:
        return "latest" if int((last or first or "")[:4]) >= latest else "earlier"
    if issued and len(issued) == 10:
        return "past" if last and last < issued else "future" if first is None or first > issued else "now"
    if last is None:
        return "since"
    end, begin = int(last[:4]), int((first or last)[:4])
    return "past" if end < year else "future" if begin > year or end > year else "same"

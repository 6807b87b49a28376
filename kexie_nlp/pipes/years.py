"""The years that a document speaks of: its text, metadata, headings and dates in, the year that a time is counted from out.

    2014年工作总结和2015年打算   results are of 2014, goals of 2015, 明年 is 2015
    二、2025年任务               上半年 below this heading is that of 2025
    2019年，…；年底前…           年底 is that of 2019
"""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

from kexie_nlp.grammar.times import Time, anchor
from kexie_nlp.model import Meta, Provision
from kexie_nlp.model.spans import Ordered
from kexie_nlp.outline import plan_year

YEAR = re.compile(r"(?<!\d)([12]\d{3})年")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|[-/.])(1[0-2]|0?[1-9])(?:月|[-/.])(3[01]|[12]\d|0?[1-9])(?:日|(?!\d))")
_DAY_FIRST = re.compile(r"(?<![\d.])(3[01]|[12]\d|0?[1-9])\.(1[0-2]|0?[1-9])\.((?:19|20)\d{2})(?!\d)")
_COMPARED = re.compile("[比较同与在] ?$|[低高多少优]于 ?$|超过? ?$|[由从] ?$")
_RELATIVE = re.compile("(?:截?[至到止]|[自从])?(?:今|去|明|上年|来年|次年|前年)")
_SAME = ("当年", "本年")
# characters before a year that opens a sentence; before an offset; of the opening and the end of the document
_OPENS, _STATED, _OPENING, _CLOSING = 4, 1000, 300, 60
_EARLY = 3  # last month in which a paper still reports on the year before


class Years:
    """The years of one document. Offsets are those of `text`; `sentence_start` gives the start of the sentence at an offset."""

    def __init__(self, text: str, meta: Meta | None, dates: Sequence[Time], sentence_start: Callable[[int], int],
                 chain: Callable[[int], Sequence[Provision]]) -> None:
        self._text, self._meta, self._sentence_start, self._chain = text, meta, sentence_start, chain
        self.planned = plan_year(meta or Meta())
        own = [d for d in dates if d.first is not None and d.first.year and not d.first.relative and d.edge != "since" and d.rule == "date"]
        self._spoken = Ordered.of([d for d in own if not _COMPARED.search(text, max(0, d.start - 3), d.start)])
        self._stated = Ordered.of([d for d in own if d.start - sentence_start(d.start) <= _OPENS])

    @cached_property
    def reported(self) -> int | None:
        """The year that a paper reports on if its title names that year and the next, which it plans for."""
        years = list(map(int, YEAR.findall(self._meta.title or "") if self._meta else ()))
        return next((a for a, b in pairwise(dict.fromkeys(years)) if b == a + 1), None)

    @cached_property
    def day(self) -> str | None:
        """The day that the document was written, ISO: the date of issue, else a full date near its beginning or on its last lines."""
        issued = self._meta.issued if self._meta else None
        if issued and len(issued) == 10:
            return issued
        opening, closing = self._text[:_OPENING], max(0, len(self._text) - _CLOSING)
        days = [m.groups() for m in _DAY.finditer(opening)] + [m.groups()[::-1] for m in _DAY_FIRST.finditer(opening)]
        days += [m.groups() for m in _DAY.finditer(self._text, closing)][::-1]
        return f"{days[0][0]}-{int(days[0][1]):02}-{int(days[0][2]):02}" if days else None

    @cached_property
    def named(self) -> int | None:
        """The first year that the opening of the text names; for documents whose date and period are unknown."""
        match = YEAR.search(self._text[:_OPENING])
        return int(match[1]) if match else int(self.day[:4]) if self.day else None

    def heading(self, offset: int) -> int | None:
        """Returns the year in the nearest heading above an offset that names one."""
        for provision in self._chain(offset):
            years = YEAR.findall(provision.title or "")
            if years:
                return int(years[-1])
        return None

    def reference(self, offset: int) -> int | None:
        """Returns the year that the text at an offset refers to: that of a heading, else the plan year."""
        return self.heading(offset) or self.planned

    def stated(self, offset: int) -> int | None:
        """Returns the year of the last sentence before an offset that opens with one, in the same provision or text without provisions."""
        provision = next(iter(self._chain(offset)), None)
        least = provision.start if provision else max(0, offset - _STATED)
        return _last_year(self._stated, least, offset + 1)

    def opening(self, offset: int) -> int | None:
        """Returns the year that opens the sentence at an offset (2015年，…)."""
        return _last_year(self._stated, self._sentence_start(offset), offset)

    def spoken(self, offset: int, start: int) -> int | None:
        """Returns the last year that is named between two offsets and with which nothing is compared."""
        return _last_year(self._spoken, start, offset)

    def of(self, time: Time, reported: bool) -> int | None:
        """Returns the year that an expression is counted from; `reported` says whether it dates a result.

        今年 and 明年 are counted from the year of the document. A part of a year (全年, 上半年, 6月底) belongs to the year that its
        sentence names before it, in a report also to that which the last sentence opened with; there it never lies behind the date
        of issue.
        """
        start, point, text = time.start, time.first, self._text
        heading = self.heading(start)
        reference = heading or self.planned
        if point is None or not point.relative and point.year is not None:
            return reference
        if _RELATIVE.match(text, start):
            if heading is None and self.reported is not None:
                return self.reported
            return reference if reference is not None else int(self.day[:4]) if self.day else None
        line = text.rfind("\n", 0, start) + 1
        spoken, stated = self.spoken(start, line if text.startswith(_SAME, start) else self._sentence_start(start)), self.stated(start)
        if spoken is not None:
            return spoken
        if stated is not None and (reported or reference is None or self._opened_ahead(stated, reference, start, line)):
            return stated
        if reported and heading is None and self.reported is not None:
            return self.reported
        year, day = reference if reference is not None else self.named, self.day
        if reported and day and self.named == int(day[:4]) - 1 and year == int(day[:4]):
            return self.named
        if reported and day and year == int(day[:4]) and int(day[5:7]) <= _EARLY:
            last = anchor(time, year)[1]
            if last and last > day:
                return year - 1
        return year

    def _opened_ahead(self, stated: int, reference: int, offset: int, line: int) -> bool:
        """Whether the last sentence that opened with a year is of the same line and named one behind that of the document."""
        return stated > reference and _last_year(self._stated, line, offset + 1) is not None


def _last_year(times: Ordered[Time], start: int, end: int) -> int | None:
    """Returns the year of the last of some times that starts in a span."""
    time = next(times.backwards(start, end), None)
    return time.first.year if time and time.first else None

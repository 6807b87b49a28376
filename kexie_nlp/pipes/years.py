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
from kexie_nlp.model.records import of_whole_years
from kexie_nlp.model.spans import Ordered
from kexie_nlp.outline import plan_year
from kexie_nlp.outline.dates import DAY_FIRST

YEAR = re.compile(r"(?<!\d)([12]\d{3})年")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:(?P<mark>[-/.])|年)(1[0-2]|0?[1-9])(?(mark)(?P=mark)|月)(3[01]|[12]\d|0?[1-9])(?:日|(?!\d))")
_COMPARED = re.compile("[比较同与在] ?$|[低高多少优]于 ?$|超过? ?$|[由从] ?$")
_RELATIVE = re.compile("(?:截?[至到止]到?|[自从])?(?:(?P<now>[今去明]|来年|大?[前后]年)|上年|次年)")
_THAN, _NO_TIME = frozenset("比较同与和跟在"), re.compile("[底末]?(?:相比|[，,]|[^，。；]{0,20}(?:基础上|同期))")
_ATTRIBUTE, _BRACKET = re.compile("度?[一-龥]{2,4}的"), re.compile("（[^（）]*$")
_TITLED = re.compile("(?<![0-9])([12][0-9]{3})年度?[一-龥]{0,14}(?:总结|要点|计划|打算|报告|方案|安排)")
_REVIEW_AND_PLAN = re.compile("^(?!.*(?:半年|季度|月)).*(?:总结|回顾)[^，。]{0,12}(?:打算|安排|思路|计划|谋划)")
_PLANS_AHEAD = re.compile("下一?步|打算|安排|思路|计划|谋划")
_SENTENCES = re.compile("[；。]")
_SAME, _NEXT = ("当年", "本年"), ("明年", "来年", "到明年")
# characters before a year that opens a sentence; before an offset; of the opening and the end of the document
_OPENS, _STATED, _OPENING, _CLOSING = 4, 1000, 300, 60
# last month in which a paper still reports on the year before; first month in which a goal is of the next year
_EARLY, _LATE = 3, 11


class Years:
    """The years of one document. Offsets are those of `text`; `sentence_start` gives the start of the sentence at an offset."""

    def __init__(self, text: str, meta: Meta | None, dates: Sequence[Time], sentence_start: Callable[[int], int],
                 chain: Callable[[int], Sequence[Provision]]) -> None:
        self._text, self._meta, self._dates, self._sentence_start, self._chain = text, meta, dates, sentence_start, chain
        self.planned = plan_year(meta or Meta())
        self._reviews = meta is not None and meta.kind in ("review", "report")
        dated = [d for d in dates if d.first is not None and d.edge != "since" and d.rule == "date"]
        own = [d for d in dated if d.first and d.first.year and not d.first.relative]
        relative = [d for d in dated if d.first and d.first.relative and _from_now(text, d)]
        self._spoken = Ordered.of(sorted((d for d in own + relative if not self._apart(d)), key=_start))
        self._stated = Ordered.of([d for d in own if d.start - sentence_start(d.start) <= _OPENS and not self._compared(d)])

    @cached_property
    def reported(self) -> int | None:
        """The year that a paper reports on if its title names that year and the next, which it plans for."""
        years = list(map(int, YEAR.findall(self._meta.title or "") if self._meta else ()))
        return next((a for a, b in pairwise(dict.fromkeys(years)) if b == a + 1), None)

    @cached_property
    def day(self) -> str | None:
        """The day that the document was written, ISO: the date of issue, else a full date near its beginning or on its last lines."""
        issued = self._meta.issued if self._meta else None
        if issued and self._uploaded(issued):
            return None
        if issued and len(issued) == 10:
            return issued
        opening, closing = self._text[:_OPENING], max(0, len(self._text) - _CLOSING)
        days = [m.group(1, 3, 4) for m in _DAY.finditer(opening)] + [m.groups()[::-1] for m in DAY_FIRST.finditer(opening)]
        days += [m.group(1, 3, 4) for m in _DAY.finditer(self._text, closing)][::-1]
        day = f"{days[0][0]}-{int(days[0][1]):02}-{int(days[0][2]):02}" if days else None
        return None if day and self._uploaded(day) else day

    def _uploaded(self, day: str) -> bool:
        """Whether a date is that of a later upload: more than a year behind the single year that the document is about."""
        period = self._meta.period if self._meta else None
        single = period is not None and period[0] is not None and period[1] is not None and period[0][:4] == period[1][:4]
        return single and self.planned is not None and int(day[:4]) > self.planned + 1

    @cached_property
    def named(self) -> int | None:
        """The first year that the opening of the text names, else the only one in the text; for documents without date and period."""
        points = ((d.start, d.last if d.last is not None and d.last.year else d.first) for d in self._dates)  # 2018—2022年: the last one
        named = sorted((start, p.year) for start, p in points if p is not None and p.year and not p.relative)
        opening = next((year for start, year in named if start < _OPENING), None)
        years = {year for _, year in named}
        return opening or (int(self.day[:4]) if self.day else years.pop() if len(years) == 1 else None)

    def heading(self, offset: int) -> int | None:
        """Returns the year in the nearest heading above an offset that names one; a cell of several clauses is none."""
        for provision in self._chain(offset):
            title = provision.title or ""
            years = [] if _SENTENCES.search(title) else YEAR.findall(title)
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

    def _compared(self, time: Time) -> bool:
        """Whether something is compared with a year that opens a sentence (与2020年相比，…, 较2020年，…)."""
        before = self._text[max(0, time.start - 1):time.start]
        return before in _THAN and _NO_TIME.match(self._text, time.end) is not None

    def _apart(self, time: Time) -> bool:
        """Whether a year is not that of its sentence: one that is compared with, in brackets, or an attribute (2022年立项的项目)."""
        text = self._text
        return (_COMPARED.search(text, max(0, time.start - 3), time.start) is not None or _ATTRIBUTE.match(text, time.end) is not None
                or _BRACKET.search(text, max(0, time.start - _CLOSING), time.start) is not None)

    def spoken(self, offset: int, start: int) -> int | None:
        """Returns the last year that is named between two offsets and with which nothing is compared."""
        time = next(self._spoken.backwards(start, offset), None)
        if time is None or time.first is None or time.first.year is None:
            return None
        if not time.first.relative:
            return time.first.year
        now = self._speaker(self.heading(time.start))
        return None if now is None else now + time.first.year

    @cached_property
    def titled(self) -> int | None:
        """The first year that the opening of the text gives to a paper (2009年街道办工作总结), for titles that were not found."""
        match = _TITLED.search(self._text[:_OPENING])
        return int(match[1]) if match else None

    @cached_property
    def written(self) -> int | None:
        """The year in which the document was written, as far as its date is known."""
        issued = self.day or (self._meta.issued if self._meta else None)
        return int(issued[:4]) if issued and not self._uploaded(issued) else None

    @cached_property
    def _latest(self) -> str | None:
        """The last day on which the document may have been written, ISO, if at least its month is known."""
        issued = self._meta.issued if self._meta else None
        return self.day or (f"{issued}-28" if issued and len(issued) == len("2022-04") and not self._uploaded(issued) else None)

    @cached_property
    def _written_month(self) -> int | None:
        return int(self._latest[5:7]) if self._latest else None

    def of(self, time: Time, reported: bool) -> int | None:
        """Returns the year that an expression is counted from; `reported` says whether it dates a result.

        今年 and 明年 are counted from the year of the document. A part of a year (全年, 上半年, 6月底) belongs to the year that its
        sentence names before it, in a report also to that which the last sentence opened with; there it never lies behind the date
        of issue.
        """
        start, point, text = time.start, time.first, self._text
        heading = self.heading(start)
        if point is None or not point.relative and point.year is not None:
            return heading or self.planned
        if _RELATIVE.match(text, start):
            return self._speaker(heading, text.startswith(_NEXT, start)) if _from_now(text, time) else heading or self.planned
        line = text.rfind("\n", 0, start) + 1
        spoken, stated = self.spoken(start, line if text.startswith(_SAME, start) else self._sentence_start(start)), self.stated(start)
        if spoken is not None and (reported or self.written is None or spoken >= self.written):
            return spoken
        reference = heading or self._own()
        if stated is not None and (reference is None or reported and not self._up_to_now(time, stated)
                                   or self._opened_ahead(stated, reference, start, line)):
            return stated
        if heading is None and reported and self.reported is not None:
            return self.reported
        if heading is None and not reported and reference is not None and self._goes_on_to_plan(start):
            return reference + 1
        return self._beside_day(time, reference if reference is not None else self.named, reported, heading is None)

    def _goes_on_to_plan(self, offset: int) -> bool:
        """Whether an offset lies in the plans of an undated review of a whole year (2023年工作总结及下步打算)."""
        title, period = str(self._meta.title or "") if self._meta else "", self._meta.period if self._meta else None
        single = self.reported is None and len(set(YEAR.findall(title))) == 1
        whole = period is not None and of_whole_years(*period)
        return (whole and single and self.day is None and _REVIEW_AND_PLAN.search(title) is not None
                and any(_PLANS_AHEAD.search(p.title or "") for p in self._chain(offset)))

    def _up_to_now(self, time: Time, stated: int) -> bool:
        """Whether a part of a year without its year is the last one before the document (截至7月底), which no earlier year dates."""
        return self.day is not None and stated < int(self.day[:4]) and self._text.startswith("截", time.start)

    def _speaker(self, heading: int | None, next_year: bool = False) -> int | None:
        """Returns the year that 今年 is; `next_year`: where the text says 明年, which below a heading is the year of its plan."""
        if self.written is not None:
            return self.written
        if self.reported is not None and (heading is None or next_year):
            return self.reported
        return heading or self.planned or self.titled or self.named

    def _own(self) -> int | None:
        """Returns the year of the document: that of its period, but the year in which it was written if the period has more than one."""
        period = self._meta.period if self._meta else None
        longer = period and period[0] and period[1] and period[0][:4] != period[1][:4]
        return self.written if longer and self.written is not None else self.planned

    def _beside_day(self, time: Time, year: int | None, reported: bool, free: bool) -> int | None:
        """Returns the year of a part of a year from the day of the document: a result lies before it, a goal in winter behind it."""
        day, month = self._latest, self._written_month
        if day is None or month is None or year is None:
            return year
        written = int(day[:4])
        if reported:
            if month <= _EARLY and self.named == written - 1 == year - 1:
                return self.named
            if free and month > _EARLY and year == written - 1 and time.rule == "month":
                year = written
            first, last = anchor(time, year)
            begins = first or time.edge != "before" and last
            whole = time.rule == "year" and month < _LATE  # 全年 is over
            later = begins and begins > day and not (time.rule == "month" and begins[:7] == day[:7])  # 截至12月底, on 28 December
            ahead = last and last > day if month <= _EARLY or whole else later
            return year - 1 if year == written and ahead else year
        last = anchor(time, year)[1]
        if free and self._reviews and year == written - 1 and last and last < day:
            return written  # what a review of last year demands still lies ahead
        if time.rule == "month" and time.edge in ("before", "end") and year == written + 1 and _EARLY < month < _LATE:
            sooner = anchor(time, written)[1]
            return written if sooner and sooner > day else year
        return year + 1 if year == written and month >= _LATE and last and last < day else year

    def _opened_ahead(self, stated: int, reference: int, offset: int, line: int) -> bool:
        """Whether the last sentence that opened with a year is of the same line and named one behind that of the document."""
        return stated > reference and _last_year(self._stated, line, offset + 1) is not None


def _from_now(text: str, time: Time) -> bool:
    """Whether a year is counted from that of the speaker (今年, 去年, 到明年底), not from another one (次年)."""
    match = _RELATIVE.match(text, time.start)
    return match is not None and match["now"] is not None


def _start(time: Time) -> int:
    return time.start


def _last_year(times: Ordered[Time], start: int, end: int) -> int | None:
    """Returns the year of the last of some times that starts in a span."""
    time = next(times.backwards(start, end), None)
    return time.first.year if time and time.first else None

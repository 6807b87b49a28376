"""The values of time expressions: points and durations in, days and ISO intervals out once a day or a year is given."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from kexie_nlp.grammar.times.days import Dates, Pick, add_months, add_workdays, first_day, last_day, pick_days

Kind = Literal["by", "within", "recurring", "duration", "done"]
Edge = Literal["within", "end", "before", "since", "after", "between"]
Unit = Literal["minute", "hour", "day", "workday", "week", "month", "quarter", "year", "term"]
Reference = date | int | None
_TENS = {1: (1, 10), 2: (11, 20), 3: (21, 31)}
_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_HALF_MONTH = 15


class Point(NamedTuple):
    """A calendar period: `years` years from `year`, or a part of that year.

    If `relative`, `year` is an offset from the reference year. If `shifted`, `month` and `quarter` are offsets from those of the
    reference day (上月 is -1). `quarters` and `months` are the number of consecutive quarters or months; `ten` is a third of a month
    (旬); `span` are the first and the last day of another part of a month (上半月, 月初). `century` is an offset from the century of
    the reference year, and `year` then a year of that century. `week` is an offset in weeks from the reference day, `weekday` a day of
    that week or, without `week`, the first such day after the reference day (Monday is 0); `offset` is a number of days from it;
    `days` is the number of consecutive days of both. `picks` are counted parts of all that (第二周, 最后五天). If `preceding`, the months
    of a year are those before the reference day, if a day is given (前两个月).
    """
    year: int | None = None
    relative: bool = False
    years: int = 1
    half: int | None = None
    quarter: int | None = None
    quarters: int = 1
    month: int | None = None
    months: int = 1
    ten: int | None = None
    day: int | None = None
    shifted: bool = False
    span: tuple[int, int] | None = None
    century: int | None = None
    week: int | None = None
    weekday: int | None = None
    offset: int | None = None
    days: int = 1
    picks: tuple[Pick, ...] = ()
    preceding: bool = False

    def dates(self, reference: Reference) -> Dates | None:
        """Returns the first and the last day; None for an impossible date, or if the reference does not determine the year."""
        try:
            period = self._period(reference)
            for pick in self.picks:
                period = pick_days(pick, period) if period else None
            return period
        except (ValueError, OverflowError):
            return None

    def _period(self, reference: Reference) -> Dates | None:
        if self.week is not None or self.weekday is not None or self.offset is not None:
            return self._counted_from(reference) if isinstance(reference, date) else None
        if self.year is None:
            return None
        year, month, months = self.year, self.month, self.months
        if self.relative:
            if reference is None:
                return None
            now = reference if isinstance(reference, int) else reference.year
            year += now if self.century is None else (now // 100 + self.century) * 100
        if self.preceding and isinstance(reference, date):
            return Point(0, True, month=-months, months=months, shifted=True)._period(reference)
        if self.shifted:
            if not isinstance(reference, date):
                return None
            year, month, months = self._shift(reference)
            months = max(months, self.months)
        elif self.half:
            month, months = 6 * self.half - 5, 6
        elif self.quarter:
            month, months = 3 * self.quarter - 2, 3 * self.quarters
        if month is None:
            return date(year, 1, 1), date(year + self.years - 1, 12, 31)
        begin, end = first_day(year, month), last_day(year, month + months - 1)
        first, last = self.span or (_TENS[self.ten] if self.ten else (self.day or 1, self.day or 31))
        if self.day and self.day > end.day:
            return None
        return begin.replace(day=first), end.replace(day=min(last, end.day))

    def _shift(self, reference: date) -> tuple[int, int, int]:
        if self.quarter is not None:
            index = reference.year * 4 + (reference.month - 1) // 3 + self.quarter
            return index // 4, index % 4 * 3 + 1, 3
        index = reference.year * 12 + reference.month - 1 + (self.month or 0)
        return index // 12, index % 12 + 1, 1

    def _counted_from(self, reference: date) -> Dates:
        if self.offset is not None:
            first, count = reference + timedelta(days=self.offset), self.days
        elif self.week is not None:
            first = reference + timedelta(days=7 * self.week + (self.weekday or 0) - reference.weekday())
            count = 7 if self.weekday is None else self.days
        else:
            away = ((self.weekday or 0) - reference.weekday() - 1) % 7 + 1
            first, count = reference + timedelta(days=away), self.days
        return first, first + timedelta(days=count - 1)


@dataclass(frozen=True)
class Duration:
    """A duration: count and unit, `count_max` for a range, and the other units after the first (两年零三个月).

    `more` is set if the count is only a lower bound (500多天).
    """
    count: Decimal
    unit: Unit
    count_max: Decimal | None = None
    rest: tuple[tuple[Decimal, Unit], ...] = ()
    more: bool = False

    def after(self, day: date) -> date | None:
        """Returns the day at this distance after another: the upper end of a range.

        None if the duration has no definite length in days, or if the calendar ends before that day. Half a month is 15 days.
        """
        return self._shifted(day, 1)

    def before(self, day: date) -> date | None:
        """Returns the day at this distance before another; None as for `after`."""
        return self._shifted(day, -1)

    def _shifted(self, day: date, sign: int) -> date | None:
        if self.more:
            return None
        counts: list[tuple[Decimal, Unit]] = [(self.count if self.count_max is None else self.count_max, self.unit), *self.rest]
        months = sum((count * _MONTHS.get(unit, 0) for count, unit in counts), Decimal(0))
        days = sum((count * {"day": 1, "week": 7}.get(unit, 0) for count, unit in counts), Decimal(0))
        workdays = sum((count for count, unit in counts if unit == "workday"), Decimal(0))
        days += _HALF_MONTH * (months % 1) / Decimal("0.5")
        if days % 1 or workdays % 1 or any(unit in ("minute", "hour", "term") for _, unit in counts):
            return None
        try:
            day = add_months(day, sign * int(months)) + timedelta(days=sign * int(days))
            return add_workdays(day, sign * int(workdays))
        except (ValueError, OverflowError):
            return None


class Time(NamedTuple):
    """A time expression; offsets in the searched text.

    `first` (and `last`, for a range) or `duration` is the parsed value. `edge` is the type of bound: within, end (to the last day),
    before, since, after; between for a range that begins the day after its first point (6月后、9月前). `bounded` is set if a word next to
    it expresses the bound. `interval` has ISO dates once anchored. Recurring times, plain durations and events have no dates.
    """
    start: int
    end: int
    kind: Kind
    rule: str
    first: Point | None = None
    last: Point | None = None
    duration: Duration | None = None
    edge: Edge = "within"
    bounded: bool = False
    past: bool = False
    interval: tuple[str | None, str | None] = (None, None)


def anchor(time: Time, reference: Reference) -> tuple[str | None, str | None]:
    """Returns the ISO interval of a time, given the day or the year that its text refers to; (None, None) if it has none."""
    if time.first is not None and not (time.rule == "past" and isinstance(reference, date)):
        return _bound(time, reference)
    if time.duration is None or time.rule not in ("within", "limit", "ahead", "past", "recent") or not isinstance(reference, date):
        return None, None
    if time.rule in ("past", "recent"):
        first = time.duration.before(reference)
        return (first.isoformat(), reference.isoformat()) if first else (None, None)
    last = time.duration.after(reference)
    if last and time.rule == "ahead":
        last -= timedelta(days=1)
    return (reference.isoformat(), last.isoformat()) if last else (None, None)


def _bound(time: Time, reference: Reference) -> tuple[str | None, str | None]:
    first = time.first.dates(reference) if time.first else None
    last = time.last.dates(reference) if time.last else first
    if first is None or last is None:
        return None, None
    begin, end = first[0], last[1]
    if time.edge == "between":
        begin = first[1] + timedelta(days=1)
    if end < begin:
        return None, None
    if time.edge in ("end", "before"):
        return None, end.isoformat()
    if time.edge == "since":
        return begin.isoformat(), None
    if time.edge == "after":
        return ((end + timedelta(days=1)).isoformat() if end < date.max else None), None
    return begin.isoformat(), end.isoformat()

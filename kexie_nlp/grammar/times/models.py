"""The values of time expressions, before and after anchoring: points and durations in, days and ISO intervals out."""
from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["by", "within", "recurring", "duration", "done"]
Edge = Literal["within", "end", "before", "since", "after"]
Unit = Literal["hour", "day", "workday", "week", "month", "quarter", "year", "term"]
Reference = date | int | None
Dates = tuple[date, date]
_TENS = {1: (1, 10), 2: (11, 20), 3: (21, 31)}


class Point(NamedTuple):
    """A calendar period: `years` years from `year`, or a part of that year.

    If `relative`, `year` is an offset from the reference year. If `shifted`, `month` and `quarter` are offsets from those of the
    reference day (上月 is -1). `quarters` and `months` are the number of consecutive quarters or months; `ten` is a third of a month (旬).
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

    def dates(self, reference: Reference) -> Dates | None:
        """Returns the first and the last day; None for an impossible date, or if the reference does not determine the year."""
        try:
            return self._dates(reference)
        except (ValueError, OverflowError):
            return None

    def _dates(self, reference: Reference) -> Dates | None:
        if self.year is None:
            return None
        year, month, months = self.year, self.month, self.months
        if self.relative:
            if reference is None:
                return None
            year += reference if isinstance(reference, int) else reference.year
        if self.shifted:
            if not isinstance(reference, date):
                return None
            year, month, months = self._shift(reference)
        elif self.half:
            month, months = 6 * self.half - 5, 6
        elif self.quarter:
            month, months = 3 * self.quarter - 2, 3 * self.quarters
        if month is None:
            return date(year, 1, 1), date(year + self.years - 1, 12, 31)
        last = month + months - 1
        first_day, last_day = _TENS[self.ten] if self.ten else (self.day or 1, self.day or 31)
        length = monthrange(year + (last - 1) // 12, (last - 1) % 12 + 1)[1]
        if self.day and self.day > length:
            return None
        return date(year, month, first_day), date(year + (last - 1) // 12, (last - 1) % 12 + 1, min(last_day, length))

    def _shift(self, reference: date) -> tuple[int, int, int]:
        if self.quarter is not None:
            index = reference.year * 4 + (reference.month - 1) // 3 + self.quarter
            return index // 4, index % 4 * 3 + 1, 3
        index = reference.year * 12 + reference.month - 1 + (self.month or 0)
        return index // 12, index % 12 + 1, 1


@dataclass(frozen=True)
class Duration:
    """A duration: count and unit, `count_max` for a range, and smaller units after the first (两年零三个月)."""
    count: Decimal
    unit: Unit
    count_max: Decimal | None = None
    rest: tuple[tuple[Decimal, Unit], ...] = ()

    def after(self, day: date) -> date | None:
        """Returns the day at this distance after another; None if the count is not a whole number or the calendar ends before that day."""
        try:
            return _shifted(day, self.count, self.unit)
        except (ValueError, OverflowError):
            return None

    def before(self, day: date) -> date | None:
        """Returns the day at this distance before another; None as for `after`."""
        try:
            return _shifted(day, -self.count, self.unit)
        except (ValueError, OverflowError):
            return None


def _shifted(day: date, count: Decimal, unit: Unit) -> date | None:
    months = {"year": 12, "quarter": 3, "month": 1}.get(unit)
    if months is not None:
        whole = count * months
        if whole != whole.to_integral_value():
            return None
        index = day.year * 12 + day.month - 1 + int(whole)
        year, month = index // 12, index % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    if count != count.to_integral_value():
        return None
    if unit == "workday":
        return _workdays(day, int(count))
    days = {"day": 1, "week": 7}.get(unit)
    return day + timedelta(days=int(count) * days) if days else None


def _workdays(day: date, count: int) -> date:
    weeks, left = divmod(abs(count), 5)
    step = 1 if count >= 0 else -1
    day += timedelta(days=7 * weeks * step)
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < 5
    return day


class Time(NamedTuple):
    """A time expression; offsets in the searched text.

    `first` (and `last`, for a range) or `duration` is the parsed value. `edge` is the type of bound: within, end (to the last day),
    before, since, after. `bounded` is set if a word next to it expresses the bound. `interval` has ISO dates once anchored. Recurring
    times, plain durations and events have no dates.
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
    if time.duration is None or time.rule not in ("within", "ahead", "past", "recent") or not isinstance(reference, date):
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
    if end < begin and time.last and time.last.relative:  # 8月至2月 ends in the next year
        try:
            end = end.replace(year=end.year + 1)
        except ValueError:
            return None, None
    if end < begin:
        return None, None
    if time.edge in ("end", "before"):
        return None, end.isoformat()
    if time.edge == "since":
        return begin.isoformat(), None
    if time.edge == "after":
        return ((end + timedelta(days=1)).isoformat() if end < date.max else None), None
    return begin.isoformat(), end.isoformat()

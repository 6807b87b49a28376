"""Arithmetic of the calendar: days and counts in, days out."""
from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Dates = tuple[date, date]


class Pick(NamedTuple):
    """A counted part of a period: from its `first` to its `last` day, month or week; negative numbers count from its end.

    With `weekday` (Monday is 0) the day of that name is counted instead of the week: 第二个星期日.
    """
    unit: Literal["day", "week", "month"]
    first: int
    last: int
    weekday: int | None = None


def first_day(year: int, month: int) -> date:
    """Returns the first day of a month; months over 12 are those of later years."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def last_day(year: int, month: int) -> date:
    """Returns the last day of a month; months over 12 are those of later years."""
    begin = first_day(year, month)
    return begin.replace(day=monthrange(begin.year, begin.month)[1])


def pick_days(pick: Pick, period: Dates) -> Dates | None:
    """Returns the first and the last day of a part of a period, None if it lies outside.

    The first week of a month is the one of its first Monday, as in JioNLP (`time_parser`); weeks of a year are those of ISO 8601.
    """
    begin, end = period
    if pick.unit == "day":
        first, last = _count(pick.first, begin, end), _count(pick.last, begin, end)
    elif pick.unit == "month":
        year, month = begin.year, begin.month
        first, last = first_day(year, month + pick.first - 1), last_day(year, month + pick.last - 1)
    else:
        first, last = (_week(pick, number, begin, end) for number in (pick.first, pick.last))
        last += timedelta(days=6 if pick.weekday is None else 0)
        return (first, last) if begin - timedelta(days=3) <= first <= end else None
    return (first, last) if begin <= first <= last <= end else None


def _count(number: int, begin: date, end: date) -> date:
    return begin + timedelta(days=number - 1) if number > 0 else end + timedelta(days=number + 1)


def _week(pick: Pick, number: int, begin: date, end: date) -> date:
    weekday = pick.weekday or 0
    if pick.weekday is None and (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        if number > 0:
            return date.fromisocalendar(begin.year, number, 1)
        return date.fromisocalendar(end.year, end.replace(day=28).isocalendar()[1], 1) + timedelta(weeks=number + 1)
    if number < 0:
        return end - timedelta(days=(end.weekday() - weekday) % 7) + timedelta(weeks=number + 1)
    return begin + timedelta(days=(weekday - begin.weekday()) % 7) + timedelta(weeks=number - 1)


def add_months(day: date, count: int) -> date:
    """Returns the same day of the month `count` months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_workdays(day: date, count: int) -> date:
    """Returns the day `count` working days later; Saturdays and Sundays do not count, public holidays do."""
    weeks, left = divmod(abs(count), 5)
    step = 1 if count >= 0 else -1
    day += timedelta(days=7 * weeks * step)
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < 5
    return day

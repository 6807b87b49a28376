"""The intervals of expressions that a paper's own period or title settles: layers and a length or a first day in, ISO dates out.

    五年来, 今后三年      the last and the next whole years, those of the paper's period where it is as long
    今年以来              up to the day of the paper, or the end of what the report is about
"""
from __future__ import annotations

from datetime import date, timedelta

from kexie_nlp.grammar import times as grammar
from kexie_nlp.pipes.layers import DocumentLayers
from kexie_nlp.pipes.times import patterns as p

_LOOKS_BACK = 4  # last month in which 五年来 ends with the year before
_LAST_OF_PLANS = 9  # last month in which the next years begin with this one


def reported_until(context: DocumentLayers, first: str) -> str | None:
    """Returns the last day of what began on a day and goes on (今年以来): that of the paper, or of the time that a report is about; of an
    undated paper that of the part of the year that its title names (上半年工作总结)."""
    day = context.years.day
    if day is None:
        return _titled_until(context, first)
    if day <= first:
        return None
    ended = context.years.reported and f"{context.years.reported}-12-31"
    period = context.meta.period if context.meta else None
    return next((end for end in (ended, period[1] if period else None) if end and first < end < day), day)


def _titled_until(context: DocumentLayers, first: str) -> str | None:
    """Returns the last day of the part of a year that the title names and that begins on a day."""
    title = str(context.meta.title or "") if context.meta else ""
    spans = (time.interval for time in grammar.find_times(title, int(first[:4])))
    return next((end for begin, end in spans if begin == first and end and not end.endswith("-12-31")), None)


def into_period(context: DocumentLayers, length: grammar.Duration) -> tuple[str | None, str | None]:
    """Returns the first years of the period of the document (两年半来)."""
    period = context.meta.period if context.meta else None
    if not (period and period[0]):
        return None, None
    last = length.after(date.fromisoformat(period[0]))
    return (period[0], (last - timedelta(days=1)).isoformat()) if last else (None, None)


def years_ahead(context: DocumentLayers, count: int) -> tuple[str | None, str | None]:
    """Returns the next whole years: the period of the document if it is as long, else those from the year of its date on."""
    period, day = period_of(context, count), context.years.day
    if period:
        return period
    if day is None:
        return None, None
    first = int(day[:4]) + (int(day[5:7]) > _LAST_OF_PLANS)
    return f"{first}-01-01", f"{first + count - 1}-12-31"


def years_past(context: DocumentLayers, count: int) -> tuple[str, str] | None:
    """Returns the last whole years that a text looks back on: the period of a report, or those up to its date."""
    period, day = period_of(context, count), context.years.day
    if period:
        ahead = day < _middle(period[0], period[1]) if day else p.PLANS.search(str(context.meta.title if context.meta else ""))
        first = int(period[0][:4]) - (count if ahead else 0)
        return f"{first}-01-01", f"{first + count - 1}-12-31"
    if day is None:
        return None
    last = int(day[:4]) - (int(day[5:7]) <= _LOOKS_BACK)
    return f"{last - count + 1}-01-01", f"{last}-12-31"


def period_of(context: DocumentLayers, count: int) -> tuple[str, str] | None:
    """Returns the period of the document if it has so many years."""
    first, last = context.meta.period if context.meta and context.meta.period else (None, None)
    return (first, last) if first and last and int(last[:4]) - int(first[:4]) + 1 == count else None


def _middle(first: str, last: str) -> str:
    """Returns the day in the middle of a period, ISO."""
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    return (begins + (ends - begins) / 2).isoformat()

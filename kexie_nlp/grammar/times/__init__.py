"""Finds time expressions: text in, `Time` objects out. They are parsed to typed values, then anchored to dates."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kexie_nlp.grammar.folding import fold
from kexie_nlp.grammar.times import dates, lengths, others
from kexie_nlp.grammar.times.models import Duration, Point, Reference, Time, anchor

__all__ = ["Duration", "Point", "Time", "anchor", "find_times"]

_DIGITS = "0123456789"
_CN = "一二两三四五六七八九十百"
_FORMS: tuple[tuple[str, Callable[[str, int], Time | None]], ...] = (
    ("12", dates.read_numeric),
    ("12一二" + _DIGITS, dates.read_years),
    (_DIGITS + "今本当明次来去上前后这下", dates.read_months),
    (_DIGITS + _CN + "今本当明次来去上前后这下第", dates.read_date),
    ("“十二", dates.read_plan),
    (_DIGITS + _CN + "半个" + lengths.FROM_STARTS, lengths.read_within),
    (_DIGITS + _CN + "半个", lengths.read_span),
    ("过近最" + _CN, lengths.read_past),
    ("未今接", lengths.read_ahead),
    ("任为历聘周有时" + _DIGITS + _CN, lengths.read_cued),
    ("任届换主汛入春开秋项供采省市县两国雨", others.read_event),
    ("“", others.read_quoted),
    ("每逐按年半定常不", others.read_recurring),
    ("年本当全岁", others.read_year_end),
    ("月", others.read_month_end),
    ("农阴旧正腊冬大除一二三四五六七八九十", others.read_lunar),
)
_BY_CHARACTER = {c: tuple(read for starts, read in _FORMS if c in starts) for c in {c for starts, _ in _FORMS for c in starts}}
_START = re.compile("[" + "".join(sorted(_BY_CHARACTER)) + "]")


def find_times(text: str, anchor: Reference = None) -> Iterator[Time]:
    """Yields every time expression in text order; the longest if two start at the same offset.

    `anchor` is the day or the year that the text refers to. With it, times have ISO intervals; without it, only times that name their
    year do. Names and titles are not excluded here. Days of the lunar calendar and impossible dates are excluded.
    """
    folded, end = fold(text), 0
    for candidate in _START.finditer(folded):
        start = candidate.start()
        if start < end:
            continue
        best: Time | None = None
        for read in _BY_CHARACTER[candidate[0]]:
            time = read(folded, start)
            if time is not None and (best is None or time.end > best.end):
                best = time
        if best is None:
            continue
        if best.start < end:
            best = best._replace(start=start)
        end = best.end
        if best.rule != "refused":
            yield best._replace(interval=_anchor(best, anchor))


_anchor = anchor

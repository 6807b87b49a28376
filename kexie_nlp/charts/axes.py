"""The scales of the charts, for both back ends."""
from __future__ import annotations

from datetime import date

from kexie_nlp.charts.data.shapes import Panel, Timeline

MARKED = 25  # years with a mark of their own


def years(times: Timeline) -> tuple[int, int]:
    """The first and last year drawn."""
    days = [dot.day for dot in times.dots] or [date(2000, 1, 1)]
    return min(days).year, min(max(days).year, date.max.year - 1)


def step(count: int) -> int:
    """Years from one mark of the axis to the next."""
    return next((size for size in (1, 2, 5, 10, 20, 50, 100) if count / size <= MARKED), 500)


def scale(panel: Panel) -> tuple[float, float]:
    """From the least to the greatest number of a strip, with room at both ends; from 0 where that is near.

    Every strip has a number that is drawn: its first.
    """
    values = [v for bar in panel.bars if bar.drawn for v in (bar.baseline, bar.value, bar.high) if v is not None]
    low, high = min(values), max(values)
    if panel.unit == "%" and 50 < high <= 100 and low >= 0:
        low, high = 0, 100  # shares are comparable from strip to strip
    low = 0 if 0 <= low < high * 2 / 3 or low == high > 0 else low
    room = (high - low or abs(high) or 1) * 0.06
    return low - room, high + room

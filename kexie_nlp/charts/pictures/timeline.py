"""The deadlines as a still picture."""
from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from kexie_nlp.charts import style
from kexie_nlp.charts.axes import step, years
from kexie_nlp.charts.data.shapes import Timeline
from kexie_nlp.charts.data.texts import ems, shorten
from kexie_nlp.charts.pictures.canvas import LEFT, Canvas

WIDTH, LANE, BESIDE = 1200, 34, 76  # of the picture; height of a lane; width of a column for what has no date
MARKS = {"planned": ("o", True), "done": ("D", False)}


def timeline(times: Timeline, font: Path) -> Canvas:
    """A lane for every document, marks at the dates, and two columns for what has none."""
    names = [shorten(name, style.HEAD) for name in times.lanes]
    left = LEFT + max(map(ems, names)) * 13 + 24
    right = WIDTH - LEFT - BESIDE * len(times.columns) - 20
    height = LANE * len(names)
    canvas = Canvas(times, WIDTH, height + 90, font)
    canvas.keys((key.word, partial(_key, canvas, key.code)) for key in times.legend)
    top = canvas.top + 30
    first, last = years(times)
    begin = date(first, 1, 1).toordinal()
    scale = (right - left) / (date(last + 1, 1, 1).toordinal() - begin)
    gap = step(last - first + 1)
    for n, year in enumerate(range(first, last + 1, gap)):
        x0, x1 = (left + scale * (date(min(y, last + 1), 1, 1).toordinal() - begin) for y in (year, year + gap))
        if n % 2 == 0:
            canvas.box(x0, top, x1 - x0, height, style.BAND, zorder=0)
        canvas.text((x0 + x1) / 2 if gap == 1 else x0, top + height + 16, str(year), align="center" if gap == 1 else "left",
                    color=style.SOFT)
    for n, name in enumerate(names):
        y = top + LANE * (n + 0.5)
        canvas.text(left - 16, y, name, align="right")
        canvas.line((left, right), (y, y))
    for dot in times.dots:
        _mark(canvas, dot.code, left + scale * (dot.day.toordinal() - begin), top + LANE * (dot.lane + 0.5), dot.count)
    for n, column in enumerate(times.columns):
        x = right + 20 + BESIDE * (n + 0.5)
        canvas.text(x, top - 14, column.word, align="center", color=style.SOFT)
        for aside in times.asides:
            if aside.code == column.code:
                y = top + LANE * (aside.lane + 0.5)
                canvas.box(x - 16, y - 12, 32, 24, style.ASIDES)
                canvas.text(x, y, str(aside.count), align="center")
    return canvas


def _mark(canvas: Canvas, code: str, x: float, y: float, count: int) -> None:
    shape, hollow = MARKS[code]
    canvas.mark(x, y, shape, style.DATES[code], style.dot_size(count) * (1 if hollow else 0.8), hollow=hollow)
    if count > 1:
        canvas.text(x, y, str(count), size=11, align="center", color=style.DATES[code] if hollow else style.PAPER)


def _key(canvas: Canvas, code: str, x: float, y: float) -> None:
    _mark(canvas, code, x, y, 1)

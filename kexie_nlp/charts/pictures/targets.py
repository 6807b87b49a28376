"""The numbers as a still picture."""
from __future__ import annotations

from functools import partial
from pathlib import Path

from kexie_nlp.charts import style
from kexie_nlp.charts.axes import scale
from kexie_nlp.charts.data.shapes import Bar, Numbers, Panel
from kexie_nlp.charts.data.texts import ems, plain_number, shorten
from kexie_nlp.charts.pictures.canvas import LEFT, Canvas

WIDTH, ROW, GAP, SAID = 1200, 28, 78, 300  # SAID: the column at the right
MARKS = {"central": ("D", False), "stricter": ("^", False), "equal": ("s", False), "looser": ("v", False),
         "incomparable": ("x", False), "single": ("o", False), "baseline": ("o", True)}


def targets(numbers: Numbers, font: Path) -> Canvas:
    """Arrows from baseline to target, the centre's number as a dotted line, the verdicts in words at the right."""
    canvas = Canvas(numbers, WIDTH, sum(ROW * len(panel.bars) + GAP for panel in numbers.panels) + 10, font)
    canvas.keys((key.word, partial(_mark, canvas, key.code)) for key in numbers.legend)
    left = LEFT + max(ems(shorten(bar.name, style.HEAD)) for panel in numbers.panels for bar in panel.bars) * 13 + 24
    y = canvas.top + 6.0
    for panel in numbers.panels:
        _strip(canvas, panel, left, y)
        y += ROW * len(panel.bars) + GAP
    return canvas


def _strip(canvas: Canvas, panel: Panel, left: float, top: float) -> None:
    from matplotlib.ticker import MaxNLocator

    right, (low, high) = WIDTH - SAID - LEFT, scale(panel)
    unit = (right - left) / (high - low)
    canvas.text(left, top + 14, shorten(panel.title, 60), size=14)
    first, last = top + 32, top + 32 + ROW * len(panel.bars)
    for tick in MaxNLocator(8, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high):
        if low <= tick <= high:
            x = left + (tick - low) * unit
            canvas.line((x, x), (first, last))
            canvas.text(x, last + 12, plain_number(float(tick)), size=11, color=style.SOFT, align="center")
    central = next((bar for bar in panel.bars if bar.code == "central" and bar.drawn), None)
    if central is not None and len(panel.bars) > 1:
        x = left + (central.value - low) * unit
        canvas.line((x, x), (first, last), style.INK, 1.2, ":")
    for n, bar in enumerate(panel.bars):
        y = first + ROW * (n + 0.5)
        canvas.text(left - 14, y, shorten(bar.name, style.HEAD), align="right")
        said = f"{bar.said}  {bar.verdict}".strip()
        canvas.text(right + 20, y, shorten(said, SAID / 13), color=style.INK if bar.drawn else style.SOFT)
        if bar.drawn:
            _bar(canvas, bar, y, left - low * unit, unit)


def _bar(canvas: Canvas, bar: Bar, y: float, zero: float, unit: float) -> None:
    x = zero + bar.value * unit
    if bar.baseline is not None:
        canvas.arrow(zero + bar.baseline * unit, x, y, style.NUMBERS[bar.code])
        _mark(canvas, "baseline", zero + bar.baseline * unit, y)
    if bar.high is not None:
        canvas.line((x, zero + bar.high * unit), (y, y), style.NUMBERS[bar.code], 5)
        _mark(canvas, bar.code, zero + bar.high * unit, y)
    _mark(canvas, bar.code, x, y)


def _mark(canvas: Canvas, code: str, x: float, y: float) -> None:
    shape, hollow = MARKS[code]
    canvas.mark(x, y, shape, style.NUMBERS[code], 10, hollow=hollow)

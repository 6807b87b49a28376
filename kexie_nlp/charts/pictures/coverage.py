"""The heat map as a still picture."""
from __future__ import annotations

from functools import partial
from pathlib import Path

from kexie_nlp.charts import style
from kexie_nlp.charts.data.shapes import Heat
from kexie_nlp.charts.data.texts import ems, shorten
from kexie_nlp.charts.pictures.canvas import LEFT, Canvas

TURNED, SYMBOL, FLAT = 55, 14, 44  # degrees; widths from which a square has room for its symbol, and for a total below
LABEL = 34  # ems of a row's label


def coverage(heat: Heat, font: Path) -> Canvas:
    """Squares with a symbol each, headings of chapters, totals at the far ends."""
    wide = style.cell_width(len(heat.columns))
    widest = min(max(map(ems, heat.columns)), style.HEAD) * 13
    turn = TURNED if widest > wide - 8 else 0
    head = widest * 0.85 + 16 if turn else 28
    labels = [shorten(f"{row.name} {row.title}", LABEL) for row in heat.rows]
    left = LEFT + max(map(ems, labels)) * 13 + 12
    right = left + wide * len(heat.columns)
    canvas = Canvas(heat, max(right + 90, 640), head + style.ROW * len(heat.rows) + 60, font)
    symbols = {key.code: key.symbol for key in heat.legend}
    canvas.keys((key.word, partial(_square, canvas, key.code, key.symbol)) for key in heat.legend)
    for n, name in enumerate(heat.columns):
        x = left + wide * (n + 0.5)
        canvas.text(x, canvas.top + head - (6 if turn else 12), shorten(name, style.HEAD), align="left" if turn else "center", turn=turn)
    y = canvas.top + head
    for label, row in zip(labels, heat.rows, strict=True):
        if row.cells:
            canvas.text(left - 10, y + style.ROW / 2, label, align="right")
            canvas.text(right + 10, y + style.ROW / 2, row.total, color=style.SOFT)
        else:
            canvas.text(LEFT, y + style.ROW / 2 + 2, label, color=style.STATES["covered"], size=14)
        for n, cell in enumerate(row.cells):
            x = left + wide * n
            canvas.box(x + 1, y + 1, wide - 2, style.ROW - 2, style.STATES[cell.state])
            if wide >= SYMBOL:
                canvas.text(x + wide / 2, y + style.ROW / 2, symbols[cell.state], color=style.ON_STATES[cell.state], align="center")
        y += style.ROW
    for n, total in enumerate(heat.totals):
        if wide >= FLAT:
            canvas.text(left + wide * (n + 0.5), y + 16, total, color=style.SOFT, align="center", size=12)
        else:
            canvas.text(left + wide * (n + 0.5) + 6, y + 10, total, color=style.SOFT, align="right", size=10, turn=TURNED)
    canvas.text(right + 10, y + 16, heat.total_name, color=style.SOFT)
    return canvas


def _square(canvas: Canvas, code: str, symbol: str, x: float, y: float) -> None:
    canvas.box(x - 9, y - 9, 18, 18, style.STATES[code])
    canvas.text(x, y, symbol, color=style.ON_STATES[code], align="center", size=12)

"""The flows as a still picture."""
from __future__ import annotations

from functools import partial
from pathlib import Path

from kexie_nlp.charts import style
from kexie_nlp.charts.data.shapes import Sankey
from kexie_nlp.charts.data.texts import shorten
from kexie_nlp.charts.pictures.canvas import LEFT, Canvas
from kexie_nlp.charts.ribbons import layout

WIDTH, SIDES, THICK, HEAD = 1200, (330, 190), 12, 34
HATCHES = {"2": None, "1": "////"}


def sankey(flows: Sankey, font: Path) -> Canvas:
    """Ribbons, dark for links of grade 2, light and hatched for grade 1."""
    places = layout(flows)
    canvas = Canvas(flows, WIDTH, HEAD + places.height + 30, font)
    canvas.keys((key.word, partial(_swatch, canvas, key.code)) for key in flows.legend)
    ends, top = (LEFT + SIDES[0], WIDTH - SIDES[1]), canvas.top + HEAD
    for x, text, align in zip((ends[0] - 12, ends[1] + 12), flows.heads, ("right", "left"), strict=True):
        canvas.text(x, top - 20, text, align=align, color=style.SOFT)
    for ribbon in places.ribbons:
        canvas.ribbon((ends[0] + THICK / 2, ends[1] - THICK / 2), top + ribbon.left, top + ribbon.right, ribbon.thick,
                      style.GRADES[ribbon.flow.code], HATCHES[ribbon.flow.code])
    for n, (nodes, sides) in enumerate(((flows.left, places.left), (flows.right, places.right))):
        for node, (y, tall) in zip(nodes, sides, strict=True):
            canvas.box(ends[n] - THICK / 2, top + y, THICK, tall, style.SOFT, zorder=4)
            canvas.text(ends[n] + (12 if n else -12), top + y + tall / 2, f"{shorten(node.name, SIDES[n] / 13 - 4)}  {node.count}",
                        align="left" if n else "right")
    return canvas


def _swatch(canvas: Canvas, code: str, x: float, y: float) -> None:
    canvas.box(x - 9, y - 9, 18, 18, style.GRADES[code], hatch=HATCHES[code], edgecolor=style.PAPER, alpha=0.75)

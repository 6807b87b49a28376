"""A canvas measured in pixels from the upper left, drawn on by matplotlib, and saved as PNG or SVG.

Texts become outlines of a Chinese font.
"""
from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import fonts, style
from kexie_nlp.charts.chart import Chart, ems, texts_of, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

DPI, SHARP = 100, 2      # pixels of the canvas per inch, and pixels of a PNG per pixel of the canvas
MOST_PIXELS = 30_000     # of either side of a PNG
LEFT, NOTE, KEY = 24, 20, 34  # the margin; height of a line of a note, and of the legend
DRAWN = "…0123456789.-年"  # characters that the drawing adds to those of the chart


class Canvas:
    """One picture. `top` is the y of its drawing, below title, notes and legend; `height` is that of the drawing."""

    def __init__(self, chart: Chart, width: float, height: float, font: Path) -> None:
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties

        notes = [line for note in chart.notes for line in wrap(note, (width - 2 * LEFT) / 13)]
        self.title = chart.title
        self.top = 66 + NOTE * len(notes) + KEY
        self.width, self.height = width, self.top + height
        self.figure = Figure(figsize=(self.width / DPI, self.height / DPI), dpi=DPI, facecolor=style.PAPER)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)
        self._font: FontProperties = FontProperties(fname=str(font))
        self.text(LEFT, 32, chart.title, size=20)
        for n, line in enumerate(notes):
            self.text(LEFT, 66 + NOTE * n, line, color=style.SOFT)

    def text(self, x: float, y: float, text: str, *, size: float = 13, color: str = style.INK, align: str = "left",
             turn: float = 0) -> None:
        """Write one line, vertically centred on `y`; a line turned by `turn` degrees begins at (x, y)."""
        font = self._font.copy()
        font.set_size(size * 72 / DPI)
        self.axes.text(x, y, text, fontproperties=font, color=color, ha=align, va="bottom" if turn else "center_baseline",
                       rotation=turn, rotation_mode="anchor", parse_math=False)

    def box(self, x: float, y: float, width: float, height: float, color: str, **more: Any) -> None:
        """Draw a filled rectangle with its upper left corner at (x, y)."""
        from matplotlib.patches import Rectangle

        self.axes.add_patch(Rectangle((x, y), width, height, facecolor=color, linewidth=0, **more))

    def line(self, xs: Sequence[float], ys: Sequence[float], color: str = style.LINE, width: float = 1, dash: str = "-") -> None:
        """Draw a line through the points."""
        self.axes.plot(xs, ys, color=color, linewidth=width * 72 / DPI, linestyle=dash)

    def arrow(self, x0: float, x1: float, y: float, color: str) -> None:
        """Draw a horizontal arrow from `x0` to `x1`."""
        self.axes.annotate("", (x1, y), (x0, y), arrowprops={"arrowstyle": "-|>", "color": color, "shrinkA": 4, "shrinkB": 5,
                                                             "linewidth": 1.4})

    def mark(self, x: float, y: float, shape: str, color: str, size: float = 12, *, hollow: bool = False) -> None:
        """Draw a marker of matplotlib; a hollow one is filled with the colour of the paper."""
        self.axes.plot([x], [y], marker=shape, markersize=size * 72 / DPI, linestyle="none", markeredgecolor=color,
                       markerfacecolor=style.PAPER if hollow else color, markeredgewidth=1.4, zorder=3)

    def ribbon(self, x: tuple[float, float], left: float, right: float, thick: float, color: str, hatch: str | None) -> None:
        """Draw a band between the two `x`, with its upper edge at `left` and at `right`."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path as Outline

        (a, b), m = x, sum(x) / 2
        points = [(a, left), (m, left), (m, right), (b, right), (b, right + thick), (m, right + thick), (m, left + thick),
                  (a, left + thick), (a, left)]
        codes = [Outline.MOVETO, *[Outline.CURVE4] * 3, Outline.LINETO, *[Outline.CURVE4] * 3, Outline.CLOSEPOLY]
        self.axes.add_patch(PathPatch(Outline(points, codes), facecolor=color, alpha=0.75, edgecolor=style.PAPER, linewidth=0.4,
                                      hatch=hatch))

    def keys(self, entries: Iterable[tuple[str, Any]]) -> None:
        """Draw the legend: labels, each behind a mark that a function of (x, y) draws."""
        x = float(LEFT + 8)
        for word, draw in entries:
            draw(x, self.top - KEY + 8)
            self.text(x + 16, self.top - KEY + 8, word)
            x += 16 + ems(word) * 13 + 28

    def save(self, form: str) -> bytes:
        """The picture as the bytes of a PNG or an SVG; equal charts give equal bytes."""
        import warnings

        from matplotlib import rc_context

        sharp = min(SHARP, MOST_PIXELS / max(self.width, self.height))
        out = io.BytesIO()
        facts = {"Title": self.title, **({"Date": None} if form == "svg" else {})}
        with warnings.catch_warnings(), rc_context({"svg.fonttype": "path", "svg.hashsalt": "kexie", "hatch.linewidth": 0.8}):
            warnings.simplefilter("ignore", UserWarning)  # a character without a glyph is drawn as a box
            self.figure.savefig(out, format=form, dpi=DPI * sharp, metadata=facts)
        return out.getvalue()


def render(draw: Callable[[Any, Path], Canvas], chart: Chart, form: str, variety: str | None) -> bytes:
    """A chart as the bytes of a PNG or an SVG, drawn by `draw` with the font file it is given. K320 without a Chinese font."""
    with tempfile.TemporaryDirectory() as folder:
        font = Path(folder, "chart.otf")
        font.write_bytes(fonts.subset(fonts.font_file(), [*texts_of(chart, hovers=False), DRAWN], variety))
        return draw(chart, font).save(form)

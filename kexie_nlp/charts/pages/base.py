"""What all plotly figures share: escaping, layout, legend."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import style
from kexie_nlp.charts.data.shapes import Chart, Key
from kexie_nlp.charts.data.texts import wrap

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_STEERING = re.compile(r"[$%{}]")  # formulas ($…$) and places to fill (%{…})
LEFT, LINE = 16, 19  # the margin, and the height of a line of a note


def safe(text: str) -> str:
    """A text that plotly shows as it is: no tags, entities, formulas or places to fill."""
    return _STEERING.sub(_reference, escape(text, quote=False))


def hover(lines: Iterable[str]) -> str:
    """The lines of a hover text, wrapped."""
    return "<br>".join(safe(part) for line in lines for part in wrap(line))


def figure(chart: Chart, *, width: float, height: float, top: float = 0, right: float = 40, bottom: float = 40) -> Figure:
    """An empty figure with title, notes and legend above a drawing of `height` with margins."""
    from plotly.graph_objects import Figure

    notes = [line for note in chart.notes for line in wrap(note, width / 13 - 4)]
    above = 58 + LINE * len(notes)
    whole = above + 40 + top + height + bottom
    made = Figure()
    made.update_layout(
        template="plotly_white", width=width, height=whole, hovermode="closest",
        font={"family": style.FAMILIES, "size": 13, "color": style.INK},
        title={"text": safe(chart.title), "x": 0, "xref": "container", "xanchor": "left", "y": 1 - 32 / whole,
               "yref": "container", "yanchor": "middle", "pad": {"l": LEFT}, "font": {"size": 20},
               "subtitle": {"text": "<br>".join(map(safe, notes)), "font": {"size": 13, "color": style.SOFT}}},
        margin={"l": LEFT, "r": right, "t": above + 40 + top, "b": bottom},
        legend={"orientation": "h", "x": LEFT / width, "xref": "container", "y": 1 - above / whole, "yref": "container",
                "yanchor": "top", "xanchor": "left", "itemclick": False, "itemdoubleclick": False},
        hoverlabel={"align": "left", "bgcolor": style.PAPER, "namelength": -1,
                    "font": {"family": style.FAMILIES, "size": 13, "color": style.INK}})
    return made


def add_keys(made: Figure, keys: Iterable[Key], marks: Mapping[str, Mapping[str, Any]], **axes: str) -> None:
    """Entries of the legend that stand for no data of their own."""
    for key in keys:
        made.add_scatter(x=[None], y=[None], mode="markers", name=safe(f"{key.symbol} {key.word}".strip()), hoverinfo="skip",
                         marker={"size": 14, **marks[key.code]}, showlegend=True, **axes)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"

"""The deadlines as a plotly figure."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import style
from kexie_nlp.charts.axes import step, years
from kexie_nlp.charts.data.shapes import Timeline
from kexie_nlp.charts.data.texts import ems, shorten
from kexie_nlp.charts.pages.base import add_keys, figure, hover, safe

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

WIDTH, LANE = 1200, 34
MARKS: dict[str, dict[str, Any]] = {"planned": {"symbol": "circle-open", "line": {"width": 2}}, "done": {"symbol": "diamond"}}


def timeline(times: Timeline) -> Figure:
    """A lane for every document, marks at the dates, and two columns for what has none."""
    label = min(max(map(ems, times.lanes)), style.HEAD) * 13
    made = figure(times, width=WIDTH, height=LANE * len(times.lanes) + 20, top=24, bottom=50)
    for key in times.legend:
        dots = [dot for dot in times.dots if dot.code == key.code]
        color = style.DATES[key.code]
        made.add_scatter(
            x=[dot.day for dot in dots], y=[dot.lane for dot in dots], mode="markers+text", showlegend=False, cliponaxis=False,
            marker={"color": color, "opacity": 1, "size": [style.dot_size(dot.count) for dot in dots], **MARKS[key.code]},
            text=[str(dot.count) if dot.count > 1 else "" for dot in dots],
            textfont={"size": 11, "color": style.PAPER if key.code == "done" else color},
            customdata=[hover(dot.hover) for dot in dots], hovertemplate="%{customdata}<extra></extra>")
    add_keys(made, times.legend, {code: {**mark, "color": style.DATES[code]} for code, mark in MARKS.items()})
    codes = [column.code for column in times.columns]
    wide = 0.075 * len(codes)
    made.add_scatter(
        x=[codes.index(aside.code) for aside in times.asides], y=[aside.lane for aside in times.asides], mode="markers+text",
        marker={"symbol": "square", "size": 24, "color": style.ASIDES}, text=[str(aside.count) for aside in times.asides],
        textfont={"size": 12}, xaxis="x2", showlegend=False, customdata=[hover(aside.hover) for aside in times.asides],
        hovertemplate="%{customdata}<extra></extra>")
    first, last = years(times)
    gap = step(last - first + 1)
    bands = [{"type": "rect", "x0": f"{year:04d}-01-01", "x1": f"{min(year + gap, last + 1):04d}-01-01", "y0": 0, "y1": 1,
              "yref": "y domain", "fillcolor": style.BAND, "line": {"width": 0}, "layer": "below"}
             for year in range(first, last + 1, 2 * gap)]
    down = [len(times.lanes) - 0.5, -0.5]
    made.update_layout(
        shapes=bands,
        xaxis={"domain": [0, 0.985 - wide], "type": "date", "range": [f"{first:04d}-01-01", f"{last + 1:04d}-01-01"],
               "ticklabelmode": "period", "dtick": f"M{12 * gap}", "tick0": f"{first:04d}-01-01", "tickformat": "%Y",
               "showgrid": False, "zeroline": False},
        xaxis2={"domain": [min(1 - wide, 0.99), 1], "range": [-0.5, max(len(codes), 1) - 0.5], "side": "top",
                "tickvals": list(range(len(codes))), "ticktext": [safe(column.word) for column in times.columns],
                "showgrid": False, "zeroline": False, "fixedrange": True},
        yaxis={"range": down, "tickvals": list(range(len(times.lanes))), "gridcolor": style.LINE, "zeroline": False,
               "ticktext": [safe(shorten(name, style.HEAD)) for name in times.lanes], "automargin": "left", "fixedrange": True})
    made.layout.margin.l = max(label + 20, 60)
    return made

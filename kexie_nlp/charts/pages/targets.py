"""The numbers as a plotly figure: one strip for every indicator, each on its own scale."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import style
from kexie_nlp.charts.axes import scale
from kexie_nlp.charts.data.shapes import Bar, Numbers, Panel
from kexie_nlp.charts.data.texts import shorten
from kexie_nlp.charts.pages.base import add_keys, figure, hover, safe

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

WIDTH, ROW, GAP = 1100, 30, 74  # GAP: a strip's heading and scale
MARKS = {"central": "diamond", "stricter": "triangle-up", "equal": "square", "looser": "triangle-down", "incomparable": "x-thin",
         "single": "circle", "baseline": "circle-open"}
TITLE = 60  # ems


@dataclass
class _Parts:
    """The pieces of a figure, gathered first: plotly checks all of them at every single addition."""
    traces: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    axes: dict[str, dict[str, Any]] = field(default_factory=dict)


def targets(numbers: Numbers) -> Figure:
    """Arrows from baseline to target, the centre's number as a dotted line, the verdicts in words at the right."""
    height = sum(ROW * len(panel.bars) + GAP for panel in numbers.panels)
    made, parts, top = figure(numbers, width=WIDTH, height=height, top=20, right=300, bottom=10), _Parts(), 0.0
    for n, panel in enumerate(numbers.panels, 1):
        tall, upper = ROW * len(panel.bars), 1 - (top + GAP - 36) / height
        _strip(parts, panel, str(n) if n > 1 else "", (max(upper - tall / height, 0), upper))
        top += tall + GAP
    made.add_traces(parts.traces)
    made.update_layout(annotations=parts.annotations, shapes=parts.shapes, margin={"l": style.HEAD * 13 + 20}, **parts.axes)
    add_keys(made, numbers.legend, {code: _mark(code) for code in MARKS})
    return made


def _strip(parts: _Parts, panel: Panel, number: str, domain: tuple[float, float]) -> None:
    x, y = f"x{number}", f"y{number}"
    points = []
    for n, bar in enumerate(panel.bars):
        color = style.NUMBERS[bar.code]
        parts.annotations.append({"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": n, "yref": y, "showarrow": False,
                                  "text": _said(bar), "hovertext": hover(bar.hover)})
        if not bar.drawn:
            continue
        points += [(value, n, bar, code) for value, code in ((bar.baseline, "baseline"), (bar.value, bar.code), (bar.high, bar.code))
                   if value is not None]
        if bar.baseline is not None:
            parts.annotations.append({"x": bar.value, "y": n, "ax": bar.baseline, "ay": n, "xref": x, "yref": y, "axref": x,
                                      "ayref": y, "text": "", "arrowhead": 2, "arrowcolor": color, "arrowwidth": 2, "standoff": 6})
        if bar.high is not None:
            parts.shapes.append({"type": "line", "x0": bar.value, "x1": bar.high, "y0": n, "y1": n, "xref": x, "yref": y,
                                 "line": {"width": 6, "color": color}, "opacity": 0.4})
    if (centre := next((bar for bar in panel.bars if bar.code == "central" and bar.drawn), None)) and len(panel.bars) > 1:
        parts.shapes.append({"type": "line", "x0": centre.value, "x1": centre.value, "y0": -0.5, "y1": len(panel.bars) - 0.5,
                             "xref": x, "yref": y, "line": {"dash": "dot", "width": 1.5, "color": style.NUMBERS["central"]}})
    colors = [style.NUMBERS[code] for *_, code in points]
    parts.traces.append({
        "type": "scatter", "x": [value for value, *_ in points], "y": [n for _, n, *_ in points], "xaxis": x, "yaxis": y,
        "mode": "markers", "showlegend": False, "cliponaxis": False, "hovertemplate": "%{customdata}<extra></extra>",
        "customdata": [hover(bar.hover) for _, _, bar, _ in points],
        "marker": {"size": 13, "opacity": 1, "symbol": [MARKS[code] for *_, code in points], "color": colors,
                   "line": {"width": 2, "color": colors}}})
    parts.annotations.append({
        "x": 0, "xref": "paper", "xanchor": "left", "y": domain[1], "yref": "paper", "yanchor": "bottom", "yshift": 3,
        "showarrow": False, "text": f"<b>{safe(shorten(panel.title, TITLE))}</b>", "hovertext": hover((panel.title, panel.full))})
    parts.axes[f"xaxis{number}"] = {
        "anchor": y, "domain": [0, 1], "range": list(scale(panel)), "gridcolor": style.LINE, "zeroline": False, "nticks": 8,
        "fixedrange": True, "exponentformat": "none", "tickfont": {"size": 11, "color": style.SOFT}}
    parts.axes[f"yaxis{number}"] = {
        "anchor": x, "domain": domain, "range": [len(panel.bars) - 0.5, -0.5], "tickvals": list(range(len(panel.bars))),
        "ticktext": [safe(shorten(bar.name, style.HEAD)) for bar in panel.bars], "showgrid": False, "zeroline": False,
        "fixedrange": True}


def _said(bar: Bar) -> str:
    return safe(bar.said) + (f"  <b>{safe(bar.verdict)}</b>" if bar.verdict else "")


def _mark(code: str) -> dict[str, Any]:
    return {"symbol": MARKS[code], "color": style.NUMBERS[code], "size": 12, "line": {"width": 2, "color": style.NUMBERS[code]}}

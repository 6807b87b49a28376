"""The flows as a plotly figure."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import style
from kexie_nlp.charts.data.shapes import Node, Sankey
from kexie_nlp.charts.data.texts import shorten
from kexie_nlp.charts.pages.base import add_keys, figure, hover, safe
from kexie_nlp.charts.ribbons import PAD, layout

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

WIDTH, SIDES, THICK = 1200, (320, 190), 14  # of the picture, of the labels at its sides, of a node


def sankey(flows: Sankey) -> Figure:
    """Ribbons, dark for links of grade 2 and light for grade 1."""
    places = layout(flows)
    width = WIDTH - sum(SIDES)
    made = figure(flows, width=WIDTH, height=places.height, top=36, right=SIDES[1])
    made.layout.margin.l = SIDES[0]
    nodes = [(0.0, *place) for place in places.left] + [(1.0, *place) for place in places.right]
    made.add_sankey(
        arrangement="fixed", valueformat="d", textfont={"size": 13, "color": style.INK, "shadow": "none"},
        node={"x": [min(max(x, THICK / 2 / width), 1 - THICK / 2 / width) for x, _, _ in nodes],
              "y": [(top + tall / 2) / places.height for _, top, tall in nodes],
              "color": style.SOFT, "pad": PAD, "thickness": THICK,
              "customdata": [hover(node.hover) for node in (*flows.left, *flows.right)],
              "hovertemplate": "%{customdata}<extra></extra>", "line": {"width": 0}},
        link=_links(flows))
    keys = {key.code: {"symbol": "square", "color": style.GRADES[key.code]} for key in flows.legend}
    add_keys(made, flows.legend, keys)
    hidden = {"visible": False, "fixedrange": True}
    made.update_layout(xaxis=hidden, yaxis=hidden, plot_bgcolor=style.PAPER)
    made.update_layout(updatemenus=[{"type": "buttons", "direction": "right", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom",
                                     "pad": {"b": 34}, "showactive": True, "bgcolor": style.PAPER, "buttons": _buttons(flows)}])
    heads: list[dict[str, Any]] = [{"text": f"<b>{safe(text)}</b>", "x": n, "xanchor": ("right", "left")[n], "xshift": (-8, 8)[n],
                                    "y": 1, "yanchor": "bottom", "yshift": 8} for n, text in enumerate(flows.heads)]
    labels: list[dict[str, Any]] = [
        {"text": _label(node, SIDES[int(x)] / 13 - 4), "x": x, "xanchor": "left" if x else "right", "xshift": 8 if x else -8,
         "y": 1 - (top + tall / 2) / places.height, "yanchor": "middle", "hovertext": hover(node.hover)}
        for (x, top, tall), node in zip(nodes, (*flows.left, *flows.right), strict=True)]
    made.update_layout(annotations=[{"xref": "paper", "yref": "paper", "showarrow": False, **each} for each in [*heads, *labels]])
    return made


def _links(flows: Sankey) -> dict[str, Any]:
    return {"source": [flow.left for flow in flows.flows], "target": [len(flows.left) + flow.right for flow in flows.flows],
            "value": [flow.count for flow in flows.flows], "color": _colors(flows, None), "line": {"width": 0},
            "customdata": [hover(flow.hover) for flow in flows.flows], "hovertemplate": "%{customdata}<extra></extra>"}


def _buttons(flows: Sankey) -> list[dict[str, Any]]:
    """All ribbons, or those of one grade."""
    shown = [(flows.everything, None), *((key.word, key.code) for key in flows.legend)]
    return [{"label": safe(word), "method": "restyle", "args": [{"link.color": [_colors(flows, code)]}, [0]]} for word, code in shown]


def _colors(flows: Sankey, code: str | None) -> list[str]:
    return [_faded(style.GRADES[flow.code]) if code in (None, flow.code) else "rgba(0,0,0,0)" for flow in flows.flows]


def _label(node: Node, room: float) -> str:
    return f"{safe(shorten(node.name, room))}  <b>{node.count}</b>"


def _faded(color: str) -> str:
    red, green, blue = (int(color[n:n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.72)"

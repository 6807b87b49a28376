"""The heat map as a plotly figure."""
from __future__ import annotations

from typing import TYPE_CHECKING

from kexie_nlp.charts import style
from kexie_nlp.charts.data.shapes import Heat, HeatRow
from kexie_nlp.charts.data.texts import ems, shorten
from kexie_nlp.charts.pages.base import add_keys, figure, hover, safe

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

WIDE = 7  # ems of a column's label that need no turning
SYMBOLS = 14  # width from which a square has room for its symbol


def coverage(heat: Heat) -> Figure:
    """Squares with a symbol each; headings are rows without squares, the totals stand at the far ends."""
    wide = style.cell_width(len(heat.columns))
    turned = max(map(ems, heat.columns)) * 13 > wide - 8
    label = min(max(ems(_name(row)) for row in heat.rows), style.LABEL) * 13 + 20
    head = min(max(map(ems, heat.columns)), style.HEAD) * 13 if turned else 0
    made = figure(heat, width=max(wide * len(heat.columns) + label + 110, 640), height=style.ROW * len(heat.rows), right=70,
                  top=30 + head, bottom=50)
    codes, keys = [key.code for key in heat.legend], {key.code: key for key in heat.legend}
    x, y = list(range(len(heat.columns))), list(range(len(heat.rows)))
    blank: list[int | None] = [None] * len(x)
    made.add_heatmap(
        x=x, y=y, z=[[codes.index(c.state) for c in row.cells] or blank for row in heat.rows],
        zmin=-0.5, zmax=len(codes) - 0.5, showscale=False, xgap=2, ygap=2, hoverongaps=False,
        colorscale=[[end / len(codes), style.STATES[code]] for n, code in enumerate(codes) for end in (n, n + 1)],
        customdata=[[hover(c.hover) for c in row.cells] or [""] * len(x) for row in heat.rows],
        hovertemplate="%{customdata}<extra></extra>")
    if wide >= SYMBOLS:
        for code in codes:
            places = [(n, m) for m, row in enumerate(heat.rows) for n, cell in enumerate(row.cells) if cell.state == code]
            made.add_scatter(x=[n for n, _ in places], y=[m for _, m in places], mode="text", text=keys[code].symbol,
                             textfont={"color": style.ON_STATES[code], "size": 13}, hoverinfo="skip", showlegend=False)
    add_keys(made, heat.legend, {code: {"symbol": "square", "color": style.STATES[code]} for code in codes}, xaxis="x2", yaxis="y2")
    turn = -60 if turned else 0
    plain = {"showgrid": False, "zeroline": False, "ticks": "", "fixedrange": True}
    across, down = [-0.5, len(x) - 0.5], [len(y) - 0.5, -0.5]
    made.update_layout(
        xaxis={**plain, "side": "top", "range": across, "tickvals": x, "tickangle": turn,
               "ticktext": [safe(shorten(name, style.HEAD)) for name in heat.columns]},
        yaxis={**plain, "range": down, "tickvals": y, "automargin": "left", "ticktext": [_tick(row) for row in heat.rows]},
        xaxis2={**plain, "side": "bottom", "overlaying": "x", "range": across, "tickvals": x,
                "tickangle": -60 if wide < 40 else 0, "ticktext": [safe(total) for total in heat.totals],
                "tickfont": {"size": 12, "color": style.SOFT}},
        yaxis2={**plain, "side": "right", "overlaying": "y", "range": down, "tickvals": y,
                "ticktext": [safe(row.total) for row in heat.rows], "tickfont": {"size": 12, "color": style.SOFT}})
    made.add_annotation(text=safe(heat.total_name), x=1, xref="paper", xanchor="left", xshift=4, y=0, yref="paper", yanchor="top",
                        yshift=-4, showarrow=False, font={"size": 12, "color": style.SOFT})
    return made


def _name(row: HeatRow) -> str:
    return f"{row.name} {row.title}"


def _tick(row: HeatRow) -> str:
    text = safe(shorten(_name(row), style.LABEL))
    return text if row.cells else f"<b>{text}</b>"

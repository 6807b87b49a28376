"""The coverage chart: a heat map of every central task in every document or region, coloured by state.

`data` computes the rows from a store, `figure` draws them with plotly, `picture` with matplotlib.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kexie_nlp.charts import style
from kexie_nlp.charts.canvas import LEFT, Canvas
from kexie_nlp.charts.chart import BY_NAMES, By, Chart, Key, by_region, ems, lanes, listed, shorten
from kexie_nlp.charts.page import add_keys, hover, new_figure, safe
from kexie_nlp.errors import KexieError
from kexie_nlp.query import LinkListRow, StateCell, StateRow, links, states
from kexie_nlp.query.answers import ChapterRow
from kexie_nlp.query.plans import chapters
from kexie_nlp.report.labels import GRADES, STATES
from kexie_nlp.store import Store

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

SYMBOLS = {"covered": "●", "partly": "◐", "uncovered": "○", "out_of_scope": "－"}
KEYS = tuple(Key(code, word, SYMBOLS[code]) for code, word in STATES.items())
GRID, WIDTHS, ROW = 1000, (16, 96), 26  # pixels: width shared by all columns, least and greatest width of one, height of a row
SYMBOL_WIDTH, TOTAL_WIDTH = 14, 44      # least widths of a column for a symbol in each cell, for a total that is not turned
FIGURE_LABEL, PICTURE_LABEL = 26, 34    # ems of the label of a row
FIGURE_TURN, PICTURE_TURN = -60, 55     # degrees of labels that do not fit into their column


@dataclass(frozen=True)
class HeatCell:
    """One cell of the heat map: the code of its state and the lines of its hover text."""
    state: str
    hover: tuple[str, ...]


@dataclass(frozen=True)
class HeatRow:
    """A central task with its cells and its total, or the heading of a chapter, which has no cells."""
    name: str
    title: str
    cells: tuple[HeatCell, ...] = ()
    total: str = ""

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.name} {self.title}"


@dataclass(frozen=True)
class Heat(Chart):
    """Central tasks × documents or regions; `totals` belong to the columns."""
    columns: tuple[str, ...]
    totals: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    total_name: str


def data(store: Store, *, by: By | None = None) -> Heat:
    """The state of every central task in every document or region; hover texts name the linked tasks.

    K401 without a central plan, K321 without other documents.
    """
    regions = by_region(store, by)
    table = {row.ref: row for row in states(store, by_region=regions)}
    lane = lanes(store, regions)
    there = {cell.name for row in table.values() for cell in row.cells}
    columns = [name for name in dict.fromkeys(lane.values()) if name in there]
    if not columns:
        raise KexieError("K321", detail="no document beside the central plan (没有可对照的文档)")
    held: dict[tuple[str, str], list[LinkListRow]] = defaultdict(list)
    for link in links(store):
        held[link.central, lane[link.document]].append(link)
    rows: list[HeatRow] = []
    for chapter in chapters(store):
        rows += _heading(chapter)
        rows += [_row(table[ref], columns, held) for ref in chapter.tasks if ref in table]
    covered = Counter(cell.name for row in table.values() for cell in row.cells if cell.state == "covered")
    return Heat(title=f"中央任务在{BY_NAMES[regions]}的落实情况", notes=_notes(table, columns, regions), legend=KEYS,
                columns=tuple(columns), totals=tuple(f"{covered[name]}/{len(table)}" for name in columns),
                rows=tuple(rows), total_name="落实数")


def _heading(chapter: ChapterRow) -> list[HeatRow]:
    return [HeatRow(name=chapter.id, title=chapter.title)] if chapter.ref else []


def _row(row: StateRow, columns: list[str], held: dict[tuple[str, str], list[LinkListRow]]) -> HeatRow:
    covered = sum(cell.state == "covered" for cell in row.cells)
    cells = {cell.name: cell for cell in row.cells}
    return HeatRow(name=row.ref.rpartition("/")[2], title=row.title, total=f"{covered}/{len(row.cells)}", cells=tuple(
        HeatCell(cells[name].state, _hover(row, cells[name], held[row.ref, name])) for name in columns))


def _hover(row: StateRow, cell: StateCell, held: list[LinkListRow]) -> tuple[str, ...]:
    lines = [f"{cell.name}：{STATES[cell.state]}", f"{row.ref} {row.title}"]
    for grade in (2, 1):
        items = [f"{link.ref} {link.title}" for link in held if link.grade == grade]
        lines += listed(items, f"{GRADES[grade]} {len(items)} 条：")
    if cell.reason:
        lines.append(f"理由：{cell.reason}")
    return tuple(lines)


def _notes(table: dict[str, StateRow], columns: list[str], regions: bool) -> tuple[str, ...]:
    counted: Counter[str] = Counter(cell.state for row in table.values() for cell in row.cells)
    total = sum(counted.values())
    shares = "，".join(f"{word} {counted[code]}" for code, word in STATES.items())
    unit = "个地区" if regions else "份文档"
    return (f"{len(table)} 项中央任务 × {len(columns)} {unit}，共 {total} 格：{shares}。",)


def column_width(columns: int) -> float:
    """The width of each of so many columns in pixels."""
    return min(max(GRID / max(columns, 1), WIDTHS[0]), WIDTHS[1])


def figure(heat: Heat) -> Figure:
    """The heat map as a plotly figure: a symbol in each cell, rows without cells as headings, totals at the right and below."""
    wide = column_width(len(heat.columns))
    turned = max(map(ems, heat.columns)) * 13 > wide - 8
    label = min(max(ems(row.label) for row in heat.rows), FIGURE_LABEL) * 13 + 20
    head = min(max(map(ems, heat.columns)), style.HEAD) * 13 if turned else 0
    made = new_figure(heat, width=max(wide * len(heat.columns) + label + 110, 640), height=ROW * len(heat.rows), right=70,
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
    if wide >= SYMBOL_WIDTH:
        for code in codes:
            places = [(n, m) for m, row in enumerate(heat.rows) for n, cell in enumerate(row.cells) if cell.state == code]
            made.add_scatter(x=[n for n, _ in places], y=[m for _, m in places], mode="text", text=keys[code].symbol,
                             textfont={"color": style.ON_STATES[code], "size": 13}, hoverinfo="skip", showlegend=False)
    add_keys(made, heat.legend, {code: {"symbol": "square", "color": style.STATES[code]} for code in codes}, xaxis="x2", yaxis="y2")
    plain = {"showgrid": False, "zeroline": False, "ticks": "", "fixedrange": True}
    across, down = [-0.5, len(x) - 0.5], [len(y) - 0.5, -0.5]
    made.update_layout(
        xaxis={**plain, "side": "top", "range": across, "tickvals": x, "tickangle": FIGURE_TURN if turned else 0,
               "ticktext": [safe(shorten(name, style.HEAD)) for name in heat.columns]},
        yaxis={**plain, "range": down, "tickvals": y, "automargin": "left", "ticktext": [_tick(row) for row in heat.rows]},
        xaxis2={**plain, "side": "bottom", "overlaying": "x", "range": across, "tickvals": x,
                "tickangle": FIGURE_TURN if wide < 40 else 0, "ticktext": [safe(total) for total in heat.totals],
                "tickfont": {"size": 12, "color": style.SOFT}},
        yaxis2={**plain, "side": "right", "overlaying": "y", "range": down, "tickvals": y,
                "ticktext": [safe(row.total) for row in heat.rows], "tickfont": {"size": 12, "color": style.SOFT}})
    made.add_annotation(text=safe(heat.total_name), x=1, xref="paper", xanchor="left", xshift=4, y=0, yref="paper", yanchor="top",
                        yshift=-4, showarrow=False, font={"size": 12, "color": style.SOFT})
    return made


def _tick(row: HeatRow) -> str:
    text = safe(shorten(row.label, FIGURE_LABEL))
    return text if row.cells else f"<b>{text}</b>"


def picture(heat: Heat, font: Path) -> Canvas:
    """The heat map as a still picture with the same content."""
    wide = column_width(len(heat.columns))
    widest = min(max(map(ems, heat.columns)), style.HEAD) * 13
    turn = PICTURE_TURN if widest > wide - 8 else 0
    head = widest * 0.85 + 16 if turn else 28
    labels = [shorten(row.label, PICTURE_LABEL) for row in heat.rows]
    left = LEFT + max(map(ems, labels)) * 13 + 12
    right = left + wide * len(heat.columns)
    canvas = Canvas(heat, max(right + 90, 640), head + ROW * len(heat.rows) + 60, font)
    symbols = {key.code: key.symbol for key in heat.legend}
    canvas.keys((key.word, partial(_square, canvas, key.code, key.symbol)) for key in heat.legend)
    for n, name in enumerate(heat.columns):
        x = left + wide * (n + 0.5)
        canvas.text(x, canvas.top + head - (6 if turn else 12), shorten(name, style.HEAD), align="left" if turn else "center", turn=turn)
    y = canvas.top + head
    for label, row in zip(labels, heat.rows, strict=True):
        if row.cells:
            canvas.text(left - 10, y + ROW / 2, label, align="right")
            canvas.text(right + 10, y + ROW / 2, row.total, color=style.SOFT)
        else:
            canvas.text(LEFT, y + ROW / 2 + 2, label, color=style.STATES["covered"], size=14)
        for n, cell in enumerate(row.cells):
            x = left + wide * n
            canvas.box(x + 1, y + 1, wide - 2, ROW - 2, style.STATES[cell.state])
            if wide >= SYMBOL_WIDTH:
                canvas.text(x + wide / 2, y + ROW / 2, symbols[cell.state], color=style.ON_STATES[cell.state], align="center")
        y += ROW
    for n, total in enumerate(heat.totals):
        if wide >= TOTAL_WIDTH:
            canvas.text(left + wide * (n + 0.5), y + 16, total, color=style.SOFT, align="center", size=12)
        else:
            canvas.text(left + wide * (n + 0.5) + 6, y + 10, total, color=style.SOFT, align="right", size=10, turn=PICTURE_TURN)
    canvas.text(right + 10, y + 16, heat.total_name, color=style.SOFT)
    return canvas


def _square(canvas: Canvas, code: str, symbol: str, x: float, y: float) -> None:
    canvas.box(x - 9, y - 9, 18, 18, style.STATES[code])
    canvas.text(x, y, symbol, color=style.ON_STATES[code], align="center", size=12)

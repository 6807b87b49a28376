"""The timeline chart: the deadlines of every document or region on an axis of time, undated ones in columns beside it.

`data` collects them from a store, `figure` draws them with plotly, `picture` with matplotlib.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import style
from kexie_nlp.charts.canvas import LEFT, Canvas
from kexie_nlp.charts.chart import BY_NAMES, By, Chart, Key, by_region, ems, lanes, listed, shorten
from kexie_nlp.charts.page import add_keys, hover, new_figure, safe
from kexie_nlp.errors import KexieError
from kexie_nlp.query import DeadlineRow, deadlines
from kexie_nlp.store import Store

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

KEYS = (Key("planned", "计划完成"), Key("done", "已完成"))
ASIDE_KEYS = (Key("recurring", "周期性"), Key("undated", "无日期"))
WIDTH, LANE, BESIDE = 1200, 34, 76  # pixels: of the chart; height of a lane; width of a column of undated times in a picture
YEARS = 25  # years that are labelled one by one; of more, every second, fifth … is
FIGURE_MARKS: dict[str, dict[str, Any]] = {"planned": {"symbol": "circle-open", "line": {"width": 2}}, "done": {"symbol": "diamond"}}
PICTURE_MARKS = {"planned": ("o", True), "done": ("D", False)}  # marker, and whether it is hollow


@dataclass(frozen=True)
class Dot:
    """The times of one lane on one day; `code` planned or done."""
    lane: int
    day: date
    code: str
    count: int
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Aside:
    """The times of one lane without a day; `code` recurring or undated."""
    lane: int
    code: str
    count: int
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Timeline(Chart):
    """Lanes with their dots and asides; `columns` are the headings of the asides."""
    lanes: tuple[str, ...]
    dots: tuple[Dot, ...]
    asides: tuple[Aside, ...]
    columns: tuple[Key, ...]

    @property
    def years(self) -> tuple[int, int]:
        """The first and last year drawn."""
        days = [dot.day for dot in self.dots] or [date(2000, 1, 1)]
        return min(days).year, min(max(days).year, date.max.year - 1)


def data(store: Store, *, by: By | None = None) -> Timeline:
    """Every dated deadline at its date, recurring and undated ones beside. K321 if there is none."""
    regions = by_region(store, by)
    lane, rows = lanes(store, regions), deadlines(store)
    if not rows:
        raise KexieError("K321", detail="no deadlines (没有时限)")
    dated: dict[tuple[str, date, str], list[DeadlineRow]] = defaultdict(list)
    beside: dict[tuple[str, str], list[DeadlineRow]] = defaultdict(list)
    for row in rows:
        day = _day(row.date)
        if row.kind == "recurring" or day is None:
            beside[lane[row.document], "recurring" if row.kind == "recurring" else "undated"].append(row)
        else:
            dated[lane[row.document], day, row.status].append(row)
    used = {key[0] for key in [*dated, *beside]}
    names = [name for name in dict.fromkeys(lane.values()) if name in used]
    words = {key.code: key.word for key in (*KEYS, *ASIDE_KEYS)}
    return Timeline(
        title=f"{BY_NAMES[regions]}的时限", lanes=tuple(names),
        legend=tuple(key for key in KEYS if any(status == key.code for _, _, status in dated)),
        columns=tuple(key for key in ASIDE_KEYS if any(code == key.code for _, code in beside)),
        dots=tuple(Dot(names.index(name), day, status, len(some),
                       _hover(f"{name} {day.isoformat()} {words[status]}", some))
                   for (name, day, status), some in sorted(dated.items(), key=_by_day)),
        asides=tuple(Aside(names.index(name), code, len(some), _hover(f"{name} {words[code]}", some))
                     for (name, code), some in beside.items()),
        notes=_notes(dated, beside, [name for name in dict.fromkeys(lane.values()) if name not in used]))


def _hover(head: str, rows: Iterable[DeadlineRow]) -> tuple[str, ...]:
    items = [f"{row.ref} “{row.text}” {row.sentence}" for row in rows]
    return listed(items, f"{head}，{len(items)} 条：")


def _notes(dated: dict[tuple[str, date, str], list[DeadlineRow]], beside: dict[tuple[str, str], list[DeadlineRow]],
           idle: list[str]) -> tuple[str, ...]:
    counts = Counter(dict.fromkeys(("planned", "done", "recurring", "undated"), 0))
    for (_, _, status), rows in dated.items():
        counts[status] += len(rows)
    for (_, code), rows in beside.items():
        counts[code] += len(rows)
    notes = [f"有日期的 {counts['planned'] + counts['done']} 条（计划完成 {counts['planned']}，已完成 {counts['done']}）；"
             f"周期性 {counts['recurring']} 条、无日期 {counts['undated']} 条列在右侧。日期为期限的末日，圆内数字为同日条数。"]
    if idle:
        notes.append(f"没有时限的：{'、'.join(idle)}。")
    return tuple(notes)


def _day(said: str | None) -> date | None:
    """The date; None for None and for a day that is not in the calendar."""
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


def _by_day(item: tuple[tuple[str, date, str], list[DeadlineRow]]) -> tuple[date, str]:
    return item[0][1], item[0][0]


def step(count: int) -> int:
    """Years from one label of the axis to the next, for an axis of `count` years."""
    return next((size for size in (1, 2, 5, 10, 20, 50, 100) if count / size <= YEARS), 500)


def dot_size(count: int) -> float:
    """The size of a mark in pixels: 12 for one deadline, for several with room for their number."""
    return 12 if count == 1 else min(18 + 0.6 * count, 32)


def figure(times: Timeline) -> Figure:
    """The timeline as a plotly figure: a lane per document, marks at the dates, a column per kind of undated time."""
    label = min(max(map(ems, times.lanes)), style.HEAD) * 13
    made = new_figure(times, width=WIDTH, height=LANE * len(times.lanes) + 20, top=24, bottom=50)
    for key in times.legend:
        dots = [dot for dot in times.dots if dot.code == key.code]
        color = style.DATES[key.code]
        made.add_scatter(
            x=[dot.day for dot in dots], y=[dot.lane for dot in dots], mode="markers+text", showlegend=False, cliponaxis=False,
            marker={"color": color, "opacity": 1, "size": [dot_size(dot.count) for dot in dots], **FIGURE_MARKS[key.code]},
            text=[str(dot.count) if dot.count > 1 else "" for dot in dots],
            textfont={"size": 11, "color": style.PAPER if key.code == "done" else color},
            customdata=[hover(dot.hover) for dot in dots], hovertemplate="%{customdata}<extra></extra>")
    add_keys(made, times.legend, {code: {**mark, "color": style.DATES[code]} for code, mark in FIGURE_MARKS.items()})
    codes = [column.code for column in times.columns]
    wide = 0.075 * len(codes)
    made.add_scatter(
        x=[codes.index(aside.code) for aside in times.asides], y=[aside.lane for aside in times.asides], mode="markers+text",
        marker={"symbol": "square", "size": 24, "color": style.ASIDES}, text=[str(aside.count) for aside in times.asides],
        textfont={"size": 12}, xaxis="x2", showlegend=False, customdata=[hover(aside.hover) for aside in times.asides],
        hovertemplate="%{customdata}<extra></extra>")
    first, last = times.years
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


def picture(times: Timeline, font: Path) -> Canvas:
    """The timeline as a still picture with the same content."""
    names = [shorten(name, style.HEAD) for name in times.lanes]
    left = LEFT + max(map(ems, names)) * 13 + 24
    right = WIDTH - LEFT - BESIDE * len(times.columns) - 20
    height = LANE * len(names)
    canvas = Canvas(times, WIDTH, height + 90, font)
    canvas.keys((key.word, partial(_key, canvas, key.code)) for key in times.legend)
    top = canvas.top + 30
    first, last = times.years
    begin = date(first, 1, 1).toordinal()
    scale = (right - left) / (date(last + 1, 1, 1).toordinal() - begin)
    gap = step(last - first + 1)
    for n, year in enumerate(range(first, last + 1, gap)):
        x0, x1 = (left + scale * (date(min(y, last + 1), 1, 1).toordinal() - begin) for y in (year, year + gap))
        if n % 2 == 0:
            canvas.box(x0, top, x1 - x0, height, style.BAND, zorder=0)
        canvas.text((x0 + x1) / 2 if gap == 1 else x0, top + height + 16, str(year), align="center" if gap == 1 else "left",
                    color=style.SOFT)
    for n, name in enumerate(names):
        y = top + LANE * (n + 0.5)
        canvas.text(left - 16, y, name, align="right")
        canvas.line((left, right), (y, y))
    for dot in times.dots:
        _mark(canvas, dot.code, left + scale * (dot.day.toordinal() - begin), top + LANE * (dot.lane + 0.5), dot.count)
    for n, column in enumerate(times.columns):
        x = right + 20 + BESIDE * (n + 0.5)
        canvas.text(x, top - 14, column.word, align="center", color=style.SOFT)
        for aside in times.asides:
            if aside.code == column.code:
                y = top + LANE * (aside.lane + 0.5)
                canvas.box(x - 16, y - 12, 32, 24, style.ASIDES)
                canvas.text(x, y, str(aside.count), align="center")
    return canvas


def _mark(canvas: Canvas, code: str, x: float, y: float, count: int) -> None:
    shape, hollow = PICTURE_MARKS[code]
    canvas.mark(x, y, shape, style.DATES[code], dot_size(count) * (1 if hollow else 0.8), hollow=hollow)
    if count > 1:
        canvas.text(x, y, str(count), size=11, align="center", color=style.DATES[code] if hollow else style.PAPER)


def _key(canvas: Canvas, code: str, x: float, y: float) -> None:
    _mark(canvas, code, x, y, 1)

"""The targets chart: per indicator a panel with baselines and targets of the documents beside the central target.

`data` groups the targets of a store, `figure` draws the panels with plotly, `picture` with matplotlib.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import style
from kexie_nlp.charts.canvas import LEFT, Canvas
from kexie_nlp.charts.chart import By, Chart, Key, ems, lanes, plain_number, shorten
from kexie_nlp.charts.page import add_keys, hover, new_figure, safe
from kexie_nlp.errors import KexieError
from kexie_nlp.query import NumberPair, TargetRow, numbers
from kexie_nlp.query import targets as target_rows
from kexie_nlp.query.plans import central_of
from kexie_nlp.report.labels import COMPARATORS, DEADLINES, VERDICTS, interval
from kexie_nlp.store import Store

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

KEYS = (Key("central", "中央"), Key("stricter", f"比中央{VERDICTS['stricter']}"),
        Key("equal", f"与中央{VERDICTS['equal']}"), Key("looser", f"比中央{VERDICTS['looser']}"),
        Key("incomparable", f"与中央{VERDICTS['incomparable']}"), Key("single", "未与中央对照"), Key("baseline", "基数"))
COMMITTED = ("target", "achieved")         # the statuses that are drawn
MOST_PANELS, MOST_NUMBERS = 30, 200        # of one chart
TITLE = 60                                 # ems of the title of a panel
FIGURE_WIDTH, FIGURE_ROW, FIGURE_GAP = 1100, 30, 74     # pixels; a gap holds title and scale of a panel
PICTURE_WIDTH, PICTURE_ROW, PICTURE_GAP = 1200, 28, 78
PICTURE_SAID = 300                         # pixels of the column of values at the right
FIGURE_MARKS = {"central": "diamond", "stricter": "triangle-up", "equal": "square", "looser": "triangle-down",
                "incomparable": "x-thin", "single": "circle", "baseline": "circle-open"}
PICTURE_MARKS = {"central": ("D", False), "stricter": ("^", False), "equal": ("s", False), "looser": ("v", False),
                 "incomparable": ("x", False), "single": ("o", False), "baseline": ("o", True)}  # marker, whether it is hollow

Group = list[tuple[TargetRow, NumberPair | None]]


@dataclass(frozen=True)
class Bar:
    """The target of one document: from the baseline (None if there is none) to the value; `high` is the end of a range.

    `code` is central, a verdict, or single (not compared). `drawn` is false if the unit is not the panel's.
    """
    name: str
    code: str
    baseline: float | None
    value: float
    high: float | None
    said: str
    verdict: str
    drawn: bool
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """One indicator on a scale of its own; `full` is the sentence of its first target, which is always drawn."""
    title: str
    full: str
    unit: str
    bars: tuple[Bar, ...]

    @property
    def central(self) -> Bar | None:
        """The central target that the others are compared with, if it is drawn."""
        found = next((bar for bar in self.bars if bar.code == "central" and bar.drawn), None)
        return found if len(self.bars) > 1 else None


@dataclass(frozen=True)
class Numbers(Chart):
    """The panels, those of compared targets first."""
    panels: tuple[Panel, ...]


def data(store: Store, *, by: By | None = None) -> Numbers:
    """A panel for every central target with the targets compared with it, then for every indicator that several documents
    share or that has a baseline. Lanes are always documents, whatever `by` says. K321 if there is no panel.
    """
    rows = [row for row in target_rows(store) if row.status in COMMITTED]
    plan = central_of(store)
    centre = plan.label if plan else None
    groups = _compared(rows, numbers(store), {label: n for n, label in enumerate(lanes(store, False))})
    taken = {id(row) for group in groups for row, _ in group}
    groups += _alike([row for row in rows if id(row) not in taken])
    if not groups:
        raise KexieError("K321", detail="no number has a counterpart or a baseline (没有可对照的指标)")
    chosen = _fitting(groups)
    panels = tuple(_panel(group, centre) for group in chosen)
    bars = [bar for panel in panels for bar in panel.bars]
    used = {bar.code for bar in bars if bar.drawn} | {"baseline" for bar in bars if bar.baseline is not None}
    notes = [f"共 {len(rows)} 个指标数字，画出 {len(bars)} 个：与中央对照的、多份文档同名的、有基数的。箭头由基数指向目标。"]
    if len(groups) > len(chosen):
        notes.append(f"只画出数字最多的 {len(chosen)} 组，另有 {len(groups) - len(chosen)} 组未画出。")
    return Numbers(title="指标对照：基数、目标与中央要求", notes=tuple(notes), panels=panels,
                   legend=tuple(key for key in KEYS if key.code in used))


def _fitting(groups: list[Group]) -> list[Group]:
    """The first groups that fit into one chart, at least one."""
    count = 0
    for n, group in enumerate(groups):
        count += len(group)
        if n and (count > MOST_NUMBERS or n >= MOST_PANELS):
            return groups[:n]
    return groups


def _compared(rows: list[TargetRow], pairs: Iterable[NumberPair], order: dict[str, int]) -> list[Group]:
    """Groups of a central target, first, and the local ones compared with it, in the order of documents; largest first."""
    named: dict[tuple[str, str], TargetRow] = {}
    for row in rows:
        named.setdefault((row.ref, f"{row.indicator} {row.text}".strip()), row)
    groups: dict[tuple[str, str], Group] = {}
    for pair in pairs:
        mine, theirs = named.get((pair.ref, pair.number)), named.get((pair.other_ref, pair.other_number))
        if mine is not None and theirs is not None:
            groups.setdefault((pair.other_ref, pair.other_number), [(theirs, None)]).append((mine, pair))
    for group in groups.values():
        group[1:] = [pair for _, pair in sorted(((order[pair[0].document], pair) for pair in group[1:]), key=_by_place)]
    return sorted(groups.values(), key=_largest_first)


def _alike(rows: list[TargetRow]) -> list[Group]:
    """Groups of one indicator, unit and scope: of several documents, or with a baseline; largest first."""
    found: dict[tuple[str, str, str | None], Group] = defaultdict(list)
    for row in rows:
        if row.indicator:
            found[row.indicator, row.unit, row.scope].append((row, None))
    return sorted((group for group in found.values() if len({row.document for row, _ in group}) > 1
                   or any(row.baseline is not None for row, _ in group)), key=_largest_first)


def _panel(group: Group, centre: str | None) -> Panel:
    first = group[0][0]
    title = (f"{first.indicator}（{first.unit}）" if first.unit else first.indicator) + f" · {first.ref}"
    return Panel(title=title, full=first.sentence, unit=first.unit, bars=tuple(
        _bar(row, pair, pair.verdict if pair else "central" if row.document == centre else "single", first.unit)
        for row, pair in group))


def _bar(row: TargetRow, pair: NumberPair | None, code: str, unit: str) -> Bar:
    sign = "" if row.comparator in ("eq", "range") else COMPARATORS[row.comparator]
    said = f"{sign}{plain_number(row.value)}"
    said += f"–{plain_number(row.value_max)}" if row.value_max is not None else ""
    said = f"{plain_number(row.baseline)} → {said}{row.unit}" if row.baseline is not None else f"{said}{row.unit}"
    verdict = VERDICTS.get(pair.verdict, "") if pair else ""
    lines = [f"{row.ref}：{row.indicator}", f"“{row.text}”", row.sentence]
    if row.deadline:
        lines.append("时限：" + (interval(row.deadline) if row.deadline[0] else f"{row.deadline[1]}前"))
    if pair:
        lines += [f"与 {pair.other_ref} 比较：{verdict}" + (f"（时限{DEADLINES[pair.deadline]}）" if pair.deadline else ""),
                  pair.reason]
    return Bar(name=row.document, code=code, baseline=row.baseline, value=row.value, high=row.value_max,
               said=said, verdict=verdict, drawn=row.unit == unit, hover=tuple(line for line in lines if line))


def _by_place(pair: tuple[int, tuple[TargetRow, NumberPair | None]]) -> int:
    return pair[0]


def _largest_first(group: Group) -> int:
    return -len(group)


def scale(panel: Panel) -> tuple[float, float]:
    """The ends of the axis of a panel: its least and greatest number with room beside them, from 0 if that is near."""
    values = [v for bar in panel.bars if bar.drawn for v in (bar.baseline, bar.value, bar.high) if v is not None]
    low, high = min(values), max(values)
    if panel.unit == "%" and 50 < high <= 100 and low >= 0:
        low, high = 0, 100  # shares can be compared between panels
    low = 0 if 0 <= low < high * 2 / 3 or low == high > 0 else low
    room = (high - low or abs(high) or 1) * 0.06
    return low - room, high + room


@dataclass
class _Parts:
    """The parts of a plotly figure, collected before they are added, because plotly validates all parts at each addition."""
    traces: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    axes: dict[str, dict[str, Any]] = field(default_factory=dict)


def figure(numbers: Numbers) -> Figure:
    """The panels as a plotly figure: arrows from baseline to target, the central target as a dotted line, verdicts as text."""
    height = sum(FIGURE_ROW * len(panel.bars) + FIGURE_GAP for panel in numbers.panels)
    made, parts, top = new_figure(numbers, width=FIGURE_WIDTH, height=height, top=20, right=300, bottom=10), _Parts(), 0.0
    for n, panel in enumerate(numbers.panels, 1):
        tall, upper = FIGURE_ROW * len(panel.bars), 1 - (top + FIGURE_GAP - 36) / height
        _add_panel(parts, panel, str(n) if n > 1 else "", (max(upper - tall / height, 0), upper))
        top += tall + FIGURE_GAP
    made.add_traces(parts.traces)
    made.update_layout(annotations=parts.annotations, shapes=parts.shapes, margin={"l": style.HEAD * 13 + 20}, **parts.axes)
    add_keys(made, numbers.legend, {code: {"symbol": mark, "color": style.NUMBERS[code], "size": 12,
                                           "line": {"width": 2, "color": style.NUMBERS[code]}} for code, mark in FIGURE_MARKS.items()})
    return made


def _add_panel(parts: _Parts, panel: Panel, number: str, domain: tuple[float, float]) -> None:
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
    if panel.central is not None:
        value = panel.central.value
        parts.shapes.append({"type": "line", "x0": value, "x1": value, "y0": -0.5, "y1": len(panel.bars) - 0.5,
                             "xref": x, "yref": y, "line": {"dash": "dot", "width": 1.5, "color": style.NUMBERS["central"]}})
    colors = [style.NUMBERS[code] for *_, code in points]
    parts.traces.append({
        "type": "scatter", "x": [value for value, *_ in points], "y": [n for _, n, *_ in points], "xaxis": x, "yaxis": y,
        "mode": "markers", "showlegend": False, "cliponaxis": False, "hovertemplate": "%{customdata}<extra></extra>",
        "customdata": [hover(bar.hover) for _, _, bar, _ in points],
        "marker": {"size": 13, "opacity": 1, "symbol": [FIGURE_MARKS[code] for *_, code in points], "color": colors,
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


def picture(numbers: Numbers, font: Path) -> Canvas:
    """The panels as a still picture with the same content."""
    height = sum(PICTURE_ROW * len(panel.bars) + PICTURE_GAP for panel in numbers.panels)
    canvas = Canvas(numbers, PICTURE_WIDTH, height + 10, font)
    canvas.keys((key.word, partial(_mark, canvas, key.code)) for key in numbers.legend)
    left = LEFT + max(ems(shorten(bar.name, style.HEAD)) for panel in numbers.panels for bar in panel.bars) * 13 + 24
    y = canvas.top + 6.0
    for panel in numbers.panels:
        _draw_panel(canvas, panel, left, y)
        y += PICTURE_ROW * len(panel.bars) + PICTURE_GAP
    return canvas


def _draw_panel(canvas: Canvas, panel: Panel, left: float, top: float) -> None:
    from matplotlib.ticker import MaxNLocator

    right, (low, high) = PICTURE_WIDTH - PICTURE_SAID - LEFT, scale(panel)
    unit = (right - left) / (high - low)
    canvas.text(left, top + 14, shorten(panel.title, TITLE), size=14)
    first, last = top + 32, top + 32 + PICTURE_ROW * len(panel.bars)
    for tick in MaxNLocator(8, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high):
        if low <= tick <= high:
            x = left + (tick - low) * unit
            canvas.line((x, x), (first, last))
            canvas.text(x, last + 12, plain_number(float(tick)), size=11, color=style.SOFT, align="center")
    if panel.central is not None:
        x = left + (panel.central.value - low) * unit
        canvas.line((x, x), (first, last), style.INK, 1.2, ":")
    for n, bar in enumerate(panel.bars):
        y = first + PICTURE_ROW * (n + 0.5)
        canvas.text(left - 14, y, shorten(bar.name, style.HEAD), align="right")
        said = f"{bar.said}  {bar.verdict}".strip()
        canvas.text(right + 20, y, shorten(said, PICTURE_SAID / 13), color=style.INK if bar.drawn else style.SOFT)
        if bar.drawn:
            _draw_bar(canvas, bar, y, left - low * unit, unit)


def _draw_bar(canvas: Canvas, bar: Bar, y: float, zero: float, unit: float) -> None:
    x = zero + bar.value * unit
    if bar.baseline is not None:
        canvas.arrow(zero + bar.baseline * unit, x, y, style.NUMBERS[bar.code])
        _mark(canvas, "baseline", zero + bar.baseline * unit, y)
    if bar.high is not None:
        canvas.line((x, zero + bar.high * unit), (y, y), style.NUMBERS[bar.code], 5)
        _mark(canvas, bar.code, zero + bar.high * unit, y)
    _mark(canvas, bar.code, x, y)


def _mark(canvas: Canvas, code: str, x: float, y: float) -> None:
    shape, hollow = PICTURE_MARKS[code]
    canvas.mark(x, y, shape, style.NUMBERS[code], 10, hollow=hollow)

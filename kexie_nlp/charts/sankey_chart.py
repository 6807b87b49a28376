"""The sankey chart: the flows of links from the chapters of the central plan to regions or documents, by grade.

`data` counts the links of a store, `layout` places nodes and ribbons, `figure` draws them with plotly, `picture` with
matplotlib.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kexie_nlp.charts import style
from kexie_nlp.charts.canvas import LEFT, Canvas
from kexie_nlp.charts.chart import By, Chart, Key, lanes, listed, shorten
from kexie_nlp.charts.page import add_keys, hover, new_figure, safe
from kexie_nlp.errors import KexieError
from kexie_nlp.query import LinkListRow
from kexie_nlp.query import links as all_links
from kexie_nlp.query.answers import ChapterRow
from kexie_nlp.query.plans import chapters
from kexie_nlp.report.labels import GRADES
from kexie_nlp.store import Store

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

KEYS = (Key("2", GRADES[2]), Key("1", GRADES[1]))
NONE = "（不属任何章节）"
LEAST, EACH, PAD = 420, 40, 10  # pixels: least height; height per node of the longer side; gap between nodes
WIDTH = 1200                    # pixels of the chart
FIGURE_SIDES, PICTURE_SIDES = (320, 190), (330, 190)  # pixels of the labels at the left and right
FIGURE_THICK, PICTURE_THICK = 14, 12                  # pixels of a node's width
PICTURE_HEAD = 34                                     # pixels above the nodes
HATCHES = {"2": None, "1": "////"}


@dataclass(frozen=True)
class Node:
    """A chapter, region or document; `count` is the number of its links."""
    name: str
    count: int
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Flow:
    """The links of one grade (`code`) between a node of the left side and one of the right, given by their positions."""
    left: int
    right: int
    code: str
    count: int
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Sankey(Chart):
    """Nodes of both sides with their headings, and the flows; `everything` labels the button that shows all grades."""
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    flows: tuple[Flow, ...]
    heads: tuple[str, str]
    everything: str


@dataclass(frozen=True)
class Ribbon:
    """A flow with its thickness and its upper edge at either end, in pixels."""
    flow: Flow
    thick: float
    left: float
    right: float


@dataclass(frozen=True)
class Layout:
    """The height of the drawing, (top, height) of the nodes of both sides, and the ribbons; all in pixels."""
    height: float
    left: tuple[tuple[float, float], ...]
    right: tuple[tuple[float, float], ...]
    ribbons: tuple[Ribbon, ...]


def data(store: Store, *, by: By | None = None) -> Sankey:
    """Chapters on the left, regions (or documents, with `by`) on the right, and the number of links of grade 2 and 1 between.

    K401 without a central plan, K321 without links.
    """
    regions = by != "document"
    lane, links = lanes(store, regions), all_links(store)
    if not links:
        raise KexieError("K321", detail="no task is linked to a central task (没有对应)")
    reached = {link.central for link in links}
    parts: list[ChapterRow] = []
    idle: list[ChapterRow] = []
    for part in chapters(store):
        (parts if reached & set(part.tasks) else idle).append(part)
    places = {ref: n for n, part in enumerate(parts) for ref in part.tasks}
    names = [_name(part) for part in parts]
    linked = {lane[link.document] for link in links}
    ends = [name for name in dict.fromkeys(lane.values()) if name in linked]
    held: dict[tuple[int, int, int], list[LinkListRow]] = defaultdict(list)
    for link in links:
        if link.central in places:
            held[places[link.central], ends.index(lane[link.document]), link.grade].append(link)
    return Sankey(
        title="中央方案各章与" + ("各地区" if regions else "各文档") + "的对应关系", legend=KEYS, everything="全部",
        heads=("中央方案章节", "地区" if regions else "文档"), notes=_notes(links, [_name(part) for part in idle]),
        left=tuple(_node(name, [x for key, some in held.items() if key[0] == n for x in some]) for n, name in enumerate(names)),
        right=tuple(_node(name, [x for key, some in held.items() if key[1] == n for x in some]) for n, name in enumerate(ends)),
        flows=tuple(Flow(left, right, str(grade), len(some), _hover(names[left], ends[right], grade, some))
                    for (left, right, grade), some in sorted(held.items(), key=_order)))


def _node(name: str, links: list[LinkListRow]) -> Node:
    counts = [sum(link.grade == grade for link in links) for grade in (2, 1)]
    said = "，".join(f"{GRADES[grade]} {count} 条" for grade, count in zip((2, 1), counts, strict=True))
    return Node(name=name, count=len(links), hover=(name, said))


def _hover(left: str, right: str, grade: int, links: list[LinkListRow]) -> tuple[str, ...]:
    items = [f"{link.central.rpartition('/')[2]} ← {link.ref} {link.title}" for link in links]
    return (f"{left} → {right}", *listed(items, f"{GRADES[grade]} {len(links)} 条："))


def _name(part: ChapterRow) -> str:
    return f"{part.id} {part.title}".strip() or NONE


def _notes(links: list[LinkListRow], idle: list[str]) -> tuple[str, ...]:
    counts = {grade: sum(link.grade == grade for link in links) for grade in (2, 1)}
    notes = [f"带宽为对应条数：落实 {counts[2]} 条，部分相关 {counts[1]} 条。"]
    if idle:
        notes.append(f"没有对应的章节：{'、'.join(idle)}。")
    return tuple(notes)


def _order(item: tuple[tuple[int, int, int], list[LinkListRow]]) -> tuple[int, int, int]:
    (left, right, grade), _ = item
    return left, right, -grade


def layout(flows: Sankey) -> Layout:
    """Places for nodes and ribbons: nodes in their order, each as high as its links; the shorter side is centred."""
    height = max(LEAST, EACH * max(len(flows.left), len(flows.right)))
    total = max(sum(flow.count for flow in flows.flows), 1)
    scale = min((height - PAD * (len(side) - 1)) / total for side in (flows.left, flows.right))
    left, right = (_stack(side, scale, height) for side in (flows.left, flows.right))
    starts = ([top for top, _ in left], [top for top, _ in right])
    ribbons = []
    for flow in flows.flows:
        thick = flow.count * scale
        ribbons.append(Ribbon(flow, thick, starts[0][flow.left], starts[1][flow.right]))
        starts[0][flow.left] += thick
        starts[1][flow.right] += thick
    return Layout(height, left, right, tuple(ribbons))


def _stack(nodes: Sequence[Node], scale: float, height: float) -> tuple[tuple[float, float], ...]:
    top = (height - scale * sum(node.count for node in nodes) - PAD * (len(nodes) - 1)) / 2
    places = []
    for node in nodes:
        places.append((top, node.count * scale))
        top += node.count * scale + PAD
    return tuple(places)


def figure(flows: Sankey) -> Figure:
    """The flows as a plotly figure: dark ribbons for grade 2, light ones for grade 1, buttons that show one grade only."""
    places = layout(flows)
    width = WIDTH - sum(FIGURE_SIDES)
    made = new_figure(flows, width=WIDTH, height=places.height, top=36, right=FIGURE_SIDES[1])
    made.layout.margin.l = FIGURE_SIDES[0]
    nodes = [(0.0, *place) for place in places.left] + [(1.0, *place) for place in places.right]
    made.add_sankey(
        arrangement="fixed", valueformat="d", textfont={"size": 13, "color": style.INK, "shadow": "none"},
        node={"x": [min(max(x, FIGURE_THICK / 2 / width), 1 - FIGURE_THICK / 2 / width) for x, _, _ in nodes],
              "y": [(top + tall / 2) / places.height for _, top, tall in nodes],
              "color": style.SOFT, "pad": PAD, "thickness": FIGURE_THICK,
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
        {"text": _label(node, FIGURE_SIDES[int(x)] / 13 - 4), "x": x, "xanchor": "left" if x else "right", "xshift": 8 if x else -8,
         "y": 1 - (top + tall / 2) / places.height, "yanchor": "middle", "hovertext": hover(node.hover)}
        for (x, top, tall), node in zip(nodes, (*flows.left, *flows.right), strict=True)]
    made.update_layout(annotations=[{"xref": "paper", "yref": "paper", "showarrow": False, **each} for each in [*heads, *labels]])
    return made


def _links(flows: Sankey) -> dict[str, Any]:
    return {"source": [flow.left for flow in flows.flows], "target": [len(flows.left) + flow.right for flow in flows.flows],
            "value": [flow.count for flow in flows.flows], "color": _colors(flows, None), "line": {"width": 0},
            "customdata": [hover(flow.hover) for flow in flows.flows], "hovertemplate": "%{customdata}<extra></extra>"}


def _buttons(flows: Sankey) -> list[dict[str, Any]]:
    """Buttons for all ribbons and for those of each grade."""
    shown = [(flows.everything, None), *((key.word, key.code) for key in flows.legend)]
    return [{"label": safe(word), "method": "restyle", "args": [{"link.color": [_colors(flows, code)]}, [0]]} for word, code in shown]


def _colors(flows: Sankey, code: str | None) -> list[str]:
    return [_faded(style.GRADES[flow.code]) if code in (None, flow.code) else "rgba(0,0,0,0)" for flow in flows.flows]


def _label(node: Node, room: float) -> str:
    return f"{safe(shorten(node.name, room))}  <b>{node.count}</b>"


def _faded(color: str) -> str:
    red, green, blue = (int(color[n:n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.72)"


def picture(flows: Sankey, font: Path) -> Canvas:
    """The flows as a still picture: ribbons of grade 1 are hatched too."""
    places = layout(flows)
    canvas = Canvas(flows, WIDTH, PICTURE_HEAD + places.height + 30, font)
    canvas.keys((key.word, partial(_swatch, canvas, key.code)) for key in flows.legend)
    ends, top = (LEFT + PICTURE_SIDES[0], WIDTH - PICTURE_SIDES[1]), canvas.top + PICTURE_HEAD
    for x, text, align in zip((ends[0] - 12, ends[1] + 12), flows.heads, ("right", "left"), strict=True):
        canvas.text(x, top - 20, text, align=align, color=style.SOFT)
    for ribbon in places.ribbons:
        canvas.ribbon((ends[0] + PICTURE_THICK / 2, ends[1] - PICTURE_THICK / 2), top + ribbon.left, top + ribbon.right, ribbon.thick,
                      style.GRADES[ribbon.flow.code], HATCHES[ribbon.flow.code])
    for n, (nodes, sides) in enumerate(((flows.left, places.left), (flows.right, places.right))):
        for node, (y, tall) in zip(nodes, sides, strict=True):
            canvas.box(ends[n] - PICTURE_THICK / 2, top + y, PICTURE_THICK, tall, style.SOFT, zorder=4)
            canvas.text(ends[n] + (12 if n else -12), top + y + tall / 2,
                        f"{shorten(node.name, PICTURE_SIDES[n] / 13 - 4)}  {node.count}", align="left" if n else "right")
    return canvas


def _swatch(canvas: Canvas, code: str, x: float, y: float) -> None:
    canvas.box(x - 9, y - 9, 18, 18, style.GRADES[code], hatch=HATCHES[code], edgecolor=style.PAPER, alpha=0.75)

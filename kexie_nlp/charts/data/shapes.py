"""What is drawn, as frozen plain data: every text that a reader sees, in order, before any back end."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Key:
    """One entry of a legend: the code the marks carry, its word, and a symbol where the marks show one."""
    code: str
    word: str
    symbol: str = ""


@dataclass(frozen=True)
class Chart:
    """What all charts have; `notes` stand below the drawing."""
    title: str
    notes: tuple[str, ...]
    legend: tuple[Key, ...]


@dataclass(frozen=True)
class Cell:
    """A square of the heat map: the code of its state, and the lines of its hover text."""
    state: str
    hover: tuple[str, ...]


@dataclass(frozen=True)
class HeatRow:
    """A central task and its cells; a heading where there are no cells. `total` stands at its right end."""
    name: str
    title: str
    cells: tuple[Cell, ...] = ()
    total: str = ""


@dataclass(frozen=True)
class Heat(Chart):
    """Central tasks × documents or regions; `totals` stand under the columns."""
    columns: tuple[str, ...]
    totals: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    total_name: str


@dataclass(frozen=True)
class Node:
    """A chapter or a region; `count` is the number of links at it."""
    name: str
    count: int
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Flow:
    """The links of one grade between a node of the left and one of the right."""
    left: int
    right: int
    code: str
    count: int
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Sankey(Chart):
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    flows: tuple[Flow, ...]
    heads: tuple[str, str]
    everything: str  # the button that shows all grades again


@dataclass(frozen=True)
class Dot:
    """What one lane has on one day: `code` planned or done."""
    lane: int
    day: date
    code: str
    count: int
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Aside:
    """What one lane has without a day: recurring, or undated."""
    lane: int
    code: str
    count: int
    hover: tuple[str, ...]


@dataclass(frozen=True)
class Timeline(Chart):
    lanes: tuple[str, ...]
    dots: tuple[Dot, ...]
    asides: tuple[Aside, ...]
    columns: tuple[Key, ...]  # of the asides


@dataclass(frozen=True)
class Bar:
    """One document's number: from the baseline (None: not said) to the value; `high` where it is a range.

    `code`: central, a verdict, or single (no verdict). What has no place on the panel's scale has `drawn` false.
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
    """One indicator on its own scale."""
    title: str
    full: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Numbers(Chart):
    panels: tuple[Panel, ...]

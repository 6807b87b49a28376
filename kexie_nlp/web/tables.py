"""Sheets of a report as tables of a page: cells with links to what they name, headings that sort, a window of many columns."""
from __future__ import annotations

from typing import Any, NamedTuple

from kexie_nlp.report.render import KEPT, Column, Sheet
from kexie_nlp.web.addresses import Places, document_address, question_address
from kexie_nlp.web.asking import Asking
from kexie_nlp.web.words import COLUMN_SORTS, code_class

WINDOW = 34  # columns after the first two that are shown at once: all provinces fit
NAMES = frozenset(("ref", "central", "other_ref", "nearest", "document", "a", "b", "name"))
LISTS = {"only_a": "、", "only_b": "、", "shared": "、", "documents": "、", "titles": "；"}
LONG = frozenset(("text", "sentence", "why", "snippet", "reason", "titles", "only_a", "only_b", "documents", "task_text", "measure_text"))
SHOWN = 12  # names of a list that are shown


class Part(NamedTuple):
    """A stretch of a cell, and where it leads; `kept`: in no other script."""
    text: str
    href: str | None = None
    kept: bool = True


class CellView(NamedTuple):
    parts: tuple[Part, ...]
    css: str = ""


class Head(NamedTuple):
    """A heading, where it leads, and the arrow of the present order."""
    text: str
    href: str | None
    arrow: str
    css: str
    kept: bool


class Table(NamedTuple):
    title: str
    heads: list[Head]
    rows: list[list[CellView]]


class Window(NamedTuple):
    """Which of many columns are shown."""
    first: int
    last: int
    total: int
    previous: str | None
    following: str | None


def table_of(sheet: Sheet, places: Places, asking: Asking | None = None, first: int = 0) -> Table:
    """A sheet as a table; `asking` makes its headings sort, `first` is the first column of the window."""
    chosen = columns_of(len(sheet.columns), first)
    columns = [sheet.columns[n] for n in chosen]
    heads = [_head(column, places, asking) for column in columns]
    rows = [[_cell(column, row[n], places) for n, column in zip(chosen, columns, strict=True)] for row in sheet.rows]
    return Table(sheet.title, heads, rows)


def columns_of(count: int, first: int) -> list[int]:
    """The numbers of the columns shown: the first two, and a window of the others where they are too many."""
    if count <= WINDOW + 2:
        return list(range(count))
    return [0, 1, *range(2 + first, min(2 + first + WINDOW, count))]


def window_of(count: int, first: int, asking: Asking) -> Window | None:
    """The window of so many columns; None where all fit."""
    if count <= WINDOW:
        return None
    address = question_address(asking.question, asking.arguments, asking.given)
    mark = "&" if "?" in address else "?"

    def to(start: int) -> str:
        return f"{address}{mark}columns={start}"

    return Window(first + 1, min(first + WINDOW, count), count, to(max(first - WINDOW, 0)) if first else None,
                  to(first + WINDOW) if first + WINDOW < count else None)


def _head(column: Column, places: Places, asking: Asking | None) -> Head:
    css = "right" if column.right else ""
    if column.heading in places.labels:
        return Head(column.heading, document_address(column.heading), "", f"{css} turned", True)
    sort = COLUMN_SORTS.get(column.key, column.key)
    if asking is None or sort not in asking.question.sorts:
        return Head(column.heading, None, "", css, False)
    now, down = asking.given.get("sort", asking.question.sorts[0]), asking.given.get("desc") == "1"
    other = asking.with_(sort=sort, desc="1" if now == sort and not down else None, offset=None)
    arrow = ("▼" if down else "▲") if now == sort else ""
    return Head(column.heading, question_address(asking.question, asking.arguments, other.given), arrow, css, False)


def _cell(column: Column, value: Any, places: Places) -> CellView:
    css = " ".join(filter(None, ("right" if column.right else "", "long" if column.key in LONG else "",
                                 "name" if column.key in NAMES else "", "heading" if column.key.endswith("title") else "")))
    if column.names is not None and value in column.names:
        return CellView((Part(column.names[value], None, False),), f"{css} code {code_class(value)}".strip())
    if value is None:
        return CellView((), css)
    text = str(value)
    if separator := LISTS.get(column.key):
        return CellView(tuple(_listed(text.split(separator) if text else [], separator, places)), css)
    if column.key in NAMES:
        return CellView((Part(text, places.thing(text)),), css)
    return CellView((Part(text, None, column.key in KEPT),), css)


def _listed(names: list[str], separator: str, places: Places) -> list[Part]:
    parts = []
    for number, name in enumerate(names[:SHOWN]):
        ref, _, rest = name.partition(" ")
        href = places.thing(ref)
        parts += [Part(separator)] * bool(number) + [Part(ref, href)] + [Part(f" {rest}", None, False)] * bool(rest)
    return parts + [Part(f" …（共 {len(names)}）", None, False)] * (len(names) > SHOWN)

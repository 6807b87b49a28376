"""Tables of a page: sheets of a report with links and sortable headings, the matrix of states, windows of rows and columns."""
from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from kexie_nlp.query import StateRow
from kexie_nlp.query.plans import others_of
from kexie_nlp.query.questions import is_yes
from kexie_nlp.report.labels import STATES
from kexie_nlp.report.render import KEPT, Column, Sheet
from kexie_nlp.web.addresses import Places, document_address, pairs_address, provision_address, question_address
from kexie_nlp.web.api import MOST, PAGE, Asking
from kexie_nlp.web.labels import COLUMN_SORTS, code_class
from kexie_nlp.web.workbench import Bench

WINDOW = 34  # columns shown at once after the first two: all provinces fit
NAMES = frozenset(("ref", "central", "other_ref", "nearest", "document", "a", "b", "name"))
LISTS = {"only_a": "、", "only_b": "、", "shared": "、", "documents": "、", "titles": "；", "candidates": "；", "via": "、"}
LONG = frozenset(("text", "sentence", "why", "candidates", "snippet", "reason", "titles", "only_a", "only_b", "documents", "task_text",
                  "measure_text"))
SHOWN = 12  # names of a list shown in a cell
DOCUMENTS = 40  # with more documents the matrix is by region, unless a filter is given
SYMBOLS = {"covered": "●", "partly": "◐", "uncovered": "○", "out_of_scope": "—"}


class Part(NamedTuple):
    """A part of a cell with its link; `kept`: not converted to another script."""
    text: str
    href: str | None = None
    kept: bool = True


class CellView(NamedTuple):
    parts: tuple[Part, ...]
    css: str = ""


class Head(NamedTuple):
    """A heading with its link, and the arrow of the current order."""
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
    """The columns shown, of all, with the addresses of the windows before and after."""
    first: int
    last: int
    total: int
    previous: str | None
    following: str | None


class Paging(NamedTuple):
    """The rows shown, of all, with the addresses of the pages before and after."""
    first: int
    last: int
    total: int
    previous: str | None
    following: str | None


class Square(NamedTuple):
    """A cell of the matrix: its state as code, symbol and label, the reason, and the page of both sides."""
    state: str
    symbol: str
    word: str
    reason: str
    href: str


class Line(NamedTuple):
    ref: str
    href: str
    title: str
    squares: list[Square]
    covered: int


def table_of(sheet: Sheet, places: Places, asking: Asking | None = None, first: int = 0) -> Table:
    """A sheet as a table; with `asking` its headings sort, `first` is the first column of the window."""
    sheet = sheet.shown()
    chosen = columns_of(len(sheet.columns), first)
    columns = [sheet.columns[n] for n in chosen]
    heads = [_head(column, places, asking) for column in columns]
    rows = [[_cell(column, row[n], places) for n, column in zip(chosen, columns, strict=True)] for row in sheet.rows]
    return Table(sheet.title, heads, rows)


def matrix_values(bench: Bench, asking: Asking) -> dict[str, Any]:
    """The values of the page `states`: the matrix, a window of its columns, and the counts of every column."""
    asked = asking
    narrowed = any(name in asking.given for name in ("document", "region", "level", "year", "by_region"))
    if not narrowed and len(others_of(bench.store)) > DOCUMENTS:
        asked = asking.with_(by_region="1")
    by_region = is_yes(asked.given.get("by_region", ""))
    rows = paged(asked).answer(bench.store)
    names = [cell.name for cell in rows[0].cells] if rows else []
    shown = range(asking.columns, min(asking.columns + WINDOW, len(names)))
    counts = [Counter(row.cells[n].state for row in rows) for n in shown]
    return {"asking": asked, "lines": [_line(row, shown, by_region) for row in rows], "empty": not rows or not names,
            "total_columns": len(names),
            "names": [(names[n], None if by_region else document_address(names[n])) for n in shown], "by_region": by_region,
            "totals": [(state, [count[state] for count in counts]) for state in STATES], "states": STATES, "symbols": SYMBOLS,
            "forced": asked is not asking, "paging": paging_of(asked, len(rows), rows.total),
            "window": window_of(len(names), asking.columns, asked),
            "other": question_address(asking.question, (), {**asked.given, "by_region": "0" if by_region else "1"})}


def columns_of(count: int, first: int) -> list[int]:
    """The indexes of the columns shown: the first two, and a window of the others where they are too many."""
    if count <= WINDOW + 2:
        return list(range(count))
    return [0, 1, *range(2 + first, min(2 + first + WINDOW, count))]


def window_of(count: int, first: int, asking: Asking) -> Window | None:
    """The window from column `first` of `count`; None where all fit."""
    if count <= WINDOW:
        return None
    address = question_address(asking.question, asking.arguments, asking.given)
    mark = "&" if "?" in address else "?"

    def to(start: int) -> str:
        return f"{address}{mark}columns={start}"

    return Window(first + 1, min(first + WINDOW, count), count, to(max(first - WINDOW, 0)) if first else None,
                  to(first + WINDOW) if first + WINDOW < count else None)


def paged(asking: Asking, default: int = PAGE) -> Asking:
    """The same question with a page of 1 to `MOST` rows."""
    return asking.with_(limit=min(max(asking.number("limit", default), 1), MOST))


def paging_of(asking: Asking, count: int, total: int, default: int = PAGE) -> Paging:
    """The paging of a page with `count` of `total` rows."""
    start, size = asking.number("offset", 0), paged(asking, default).number("limit", default)

    def to(offset: int) -> str:
        return question_address(asking.question, asking.arguments, asking.with_(offset=offset or None).given)

    return Paging(start + 1 if count else 0, start + count, total, to(max(start - size, 0)) if start else None,
                  to(start + size) if count and start + count < total else None)


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
        return CellView((Part(text, places.page(text)),), css)
    return CellView((Part(text, None, column.key in KEPT),), css)


def _listed(names: list[str], separator: str, places: Places) -> list[Part]:
    parts = []
    for number, name in enumerate(names[:SHOWN]):
        ref, _, rest = name.partition(" ")
        href = places.page(ref)
        parts += [Part(separator)] * bool(number) + [Part(ref, href)] + [Part(f" {rest}", None, False)] * bool(rest)
    return parts + [Part(f" …（共 {len(names)}）", None, False)] * (len(names) > SHOWN)


def _line(row: StateRow, shown: range, by_region: bool) -> Line:
    squares = []
    for n in shown:
        cell = row.cells[n]
        href = pairs_address(row.ref, region=cell.name) if by_region else pairs_address(row.ref, document=cell.name)
        squares.append(Square(cell.state, SYMBOLS[cell.state], STATES[cell.state], cell.reason, href))
    return Line(row.ref, provision_address("measure", row.ref), row.title, squares, sum(cell.state == "covered" for cell in row.cells))

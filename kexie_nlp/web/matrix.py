"""The matrix: central tasks × documents or regions, by region where there are too many documents to look at."""
from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from kexie_nlp.query import StateRow
from kexie_nlp.query.sides import others_of
from kexie_nlp.report.labels import STATES
from kexie_nlp.web.addresses import document_address, pairs_address, question_address, thing_address
from kexie_nlp.web.asking import Asking, is_yes
from kexie_nlp.web.bench import Bench
from kexie_nlp.web.paging import paged, paging_of
from kexie_nlp.web.tables import WINDOW, window_of

DOCUMENTS = 40  # from so many on, regions are shown where nothing else was asked for
SYMBOLS = {"covered": "●", "partly": "◐", "uncovered": "○", "out_of_scope": "—"}


class Square(NamedTuple):
    """A cell: its state in a code, a symbol and a word, why, and where both sides stand."""
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


def matrix_values(bench: Bench, asking: Asking) -> dict[str, Any]:
    """The matrix, a window of its columns, and the counts of every column."""
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


def _line(row: StateRow, shown: range, by_region: bool) -> Line:
    squares = []
    for n in shown:
        cell = row.cells[n]
        href = pairs_address(row.ref, region=cell.name) if by_region else pairs_address(row.ref, document=cell.name)
        squares.append(Square(cell.state, SYMBOLS[cell.state], STATES[cell.state], cell.reason, href))
    return Line(row.ref, thing_address("measure", row.ref), row.title, squares, sum(cell.state == "covered" for cell in row.cells))

"""A `Report` of sheets as terminal tables, CSV or JSON, and plain data in traditional characters.

Cells come from documents and are not trusted: control characters and formulas are disarmed.
"""
from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kexie_nlp.jsons import STEERING, as_json

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["Cell", "Column", "Report", "Sheet", "as_csv", "as_json", "as_tables", "clean", "in_script"]

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# fields with raw quotes, names and keys, which are never converted
KEPT = frozenset(("text", "task", "measure", "source", "sha256", "id", "ref", "parent", "provision", "rule", "model", "path", "document"))


@dataclass(frozen=True)
class Column:
    """A column: `key` is its heading in CSV, `heading` in tables, where `names` gives the labels of codes; without a heading it stands
    in CSV only."""
    key: str
    heading: str
    names: Mapping[Any, str] | None = None
    right: bool = False


@dataclass(frozen=True)
class Sheet:
    """Rows under columns; `part` is its name in a CSV of several sheets."""
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    part: str = ""

    def shown(self) -> Sheet:
        """The sheet without the columns that have no heading."""
        kept = [n for n, column in enumerate(self.columns) if column.heading]
        if len(kept) == len(self.columns):
            return self
        return Sheet(self.title, [self.columns[n] for n in kept], [[row[n] for n in kept] for row in self.rows], self.part)


@dataclass(frozen=True)
class Report:
    """An answer in three forms: `data` for JSON, `sheets` for tables, `flat` for CSV if that differs from `sheets`."""
    data: Any
    sheets: Sequence[Sheet]
    flat: Sequence[Sheet] = field(default=())


def clean(text: str) -> str:
    """A text that is safe on a terminal: control and bidirectional characters become �."""
    return STEERING.sub("\ufffd", text)


def as_csv(sheets: Sequence[Sheet]) -> str:
    """The sheets as one CSV; several sheets get a first column `part` and the columns of all sheets."""
    several = len(sheets) > 1
    keys = list(dict.fromkeys(column.key for sheet in sheets for column in sheet.columns))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(key) for key in ([*(["part"] if several else []), *keys])])
    for sheet in sheets:
        for row in sheet.rows:
            cells = dict(zip((column.key for column in sheet.columns), row, strict=True))
            writer.writerow([*([sheet.part] if several else []), *(_csv_cell(cells.get(key)) for key in keys)])
    return out.getvalue()


def as_tables(sheets: Sequence[Sheet]) -> list[Table]:
    """A rich table for every sheet, without its title; long cells are wrapped, never cut."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    tables = []
    for sheet in (sheet.shown() for sheet in sheets):
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for column in sheet.columns:
            table.add_column(Text(clean(column.heading)), overflow="fold", justify="right" if column.right else "left")
        for row in sheet.rows:
            table.add_row(*(Text(_table_cell(column, cell), overflow="fold")
                            for column, cell in zip(sheet.columns, row, strict=True)))
        tables.append(table)
    return tables


def in_script(data: Any, variety: str) -> Any:
    """Plain data with its strings converted to traditional characters ("traditional", "tw" or "hk"), except fields in `KEPT`."""
    from kexie_nlp.text import to_traditional

    if isinstance(data, dict):
        return {key: value if key in KEPT and isinstance(value, str) else in_script(value, variety)
                for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [in_script(item, variety) for item in data]
    return to_traditional(data, variety)[0] if isinstance(data, str) else data  # type: ignore[arg-type]


def _csv_cell(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return "'" + clean(cell) if cell.startswith(_FORMULA) else clean(cell)


def _table_cell(column: Column, cell: Cell) -> str:
    if column.names is not None and cell in column.names:
        return column.names[cell]
    return "" if cell is None else clean(" ".join(str(cell).split()))

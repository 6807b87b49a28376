"""Word lists as data: one CSV per list with named columns, loaded once."""
from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def load_table(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv` as dictionaries; ValueError as in `parse_table`."""
    return parse_table((files("kexie_nlp.lexicon") / "data" / f"{name}.csv").read_text(encoding="utf-8"), f"{name}.csv", columns)


def parse_table(text: str, name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of a CSV text as dictionaries; `name` is for messages.

    ValueError where the columns are others than `columns`, a row has too many or few fields, or stands twice.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if tuple(reader.fieldnames or ()) != columns:
        raise ValueError(f"{name} has columns {reader.fieldnames}, not {list(columns)}")
    rows = list(reader)
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ValueError(f"{name} line {number}: {len(columns)} fields expected")
        key = tuple(row[c] for c in columns)
        if key in seen:
            raise ValueError(f"{name} line {number}: stands twice")
        seen.add(key)
    return tuple(rows)


@cache
def words(name: str, kind: str | None = None) -> frozenset[str]:
    """The words of a list with columns word, kind, source; of one kind, if it is named."""
    return frozenset(r["word"] for r in load_table(name, ("word", "kind", "source")) if kind in (None, r["kind"]))

"""A packaged lexicon table, checked while it is read."""
from __future__ import annotations

import csv
from importlib.resources import files


def load_table(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of `lexicon/data/NAME.csv`. ValueError for other columns than these, an empty cell, or a row twice."""
    with (files("kexie_nlp.lexicon") / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if tuple(reader.fieldnames or ()) != columns:
            raise ValueError(f"{name}.csv has the columns {reader.fieldnames}, not {columns}")
        rows = list(reader)
    seen = set()
    for row in rows:
        key = tuple(row.values())
        if key in seen or not all(key) or len(key) != len(columns):
            raise ValueError(f"{name}.csv: row {key} is incomplete or stands twice")
        seen.add(key)
    return rows

"""Word lists: the name of a list in, its rows or words out. One CSV file per list with named columns, loaded once."""
from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def load_table(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Returns the rows of `data/<name>.csv` as dictionaries. Raises ValueError as `parse_table` does."""
    return parse_table((files("kexie_nlp.lexicon") / "data" / f"{name}.csv").read_text(encoding="utf-8"), f"{name}.csv", columns)


def parse_table(text: str, name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Returns the rows of a CSV text as dictionaries. `name` is used in messages.

    Raises ValueError if the columns differ from `columns`, if a row has too many or too few fields, or if a row is repeated.
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
    """Returns the words of a list with the columns word, kind, source; only those of one kind if `kind` is given."""
    return frozenset(r["word"] for r in load_table(name, ("word", "kind", "source")) if kind in (None, r["kind"]))

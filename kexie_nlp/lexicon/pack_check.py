"""Checks the folder of a domain pack: its rows and all its faults out, each fault with file and line."""
from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kexie_nlp.lexicon import load_table

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib
if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

GENERAL = "general"  # the pack of all fields, which needs no markers
ABOUT, TOPICS = "pack.toml", "topics.csv"
KEYS = ("title", "markers")
COLUMNS = ("group", "term", "source")
LEAST = 3  # different markers from which a text belongs to a field
# what can be wrong, in English; `report.labels.FAULTS` has it in Chinese
FAULTS = {
    "unreadable": "cannot be read", "columns": "wrong columns", "fields": "wrong number of fields", "empty": "an empty cell",
    "blanks": "blanks around a cell", "duplicate": "a term that stands twice", "short": "a term of one character",
    "common": "a word that stands in nearly every paragraph", "rows": "no rows", "title": "the title is missing",
    "markers": f"at least {LEAST} different markers are needed", "key": "an unknown key"}


class Fault(NamedTuple):
    """What is wrong in a file of a pack: the file's name, the line (None: the whole file), a key of `FAULTS`, and the words at fault."""
    file: str
    line: int | None
    fault: str
    detail: str

    def __str__(self) -> str:
        return f"{self.file}{f' line {self.line}' if self.line else ''}: {FAULTS[self.fault]}{f' ({self.detail})' if self.detail else ''}"


class Examined(NamedTuple):
    """The content of `pack.toml`, the (group, term) pairs of `topics.csv`, and all faults of both; only content without faults is sound."""
    about: dict[str, Any]
    topics: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]


def examine(folder: Path | Traversable) -> Examined:
    """Returns the content and all faults of a folder, in order of file and line; a missing or unreadable file is a fault."""
    faults: list[Fault] = []
    about: dict[str, Any] = {}
    topics: tuple[tuple[str, str], ...] = ()
    try:
        text = (folder / ABOUT).read_text(encoding="utf-8-sig")
        about = tomllib.loads(text)
        faults += _about_faults(folder.name, about, text)
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        faults.append(Fault(ABOUT, None, "unreadable", _said(error)))
    try:
        text = (folder / TOPICS).read_text(encoding="utf-8-sig")  # spreadsheets write a mark at the start
        rows = [(line, row) for line, row in _rows(text) if row]
        faults += _row_faults(rows)
        topics = tuple((row[0], row[1]) for _, row in rows[1:] if len(row) == len(COLUMNS))
    except (OSError, ValueError, csv.Error) as error:
        faults.append(Fault(TOPICS, None, "unreadable", _said(error)))
    return Examined(about, topics, tuple(faults))


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _about_faults(name: str, about: dict[str, Any], text: str) -> Iterator[Fault]:
    title, markers = about.get("title"), about.get("markers", [])
    if not isinstance(title, str) or not title.strip():
        yield Fault(ABOUT, _line_of("title", text), "title", "")
    words = {word for word in markers if isinstance(word, str) and word.strip()} if isinstance(markers, list) else set()
    if name != GENERAL and len(words) < LEAST or not isinstance(markers, list) or len(words) < len(markers):
        yield Fault(ABOUT, _line_of("markers", text), "markers", str(markers))
    for key in about:
        if key not in KEYS:
            yield Fault(ABOUT, _line_of(key, text), "key", f"{key}; {', '.join(KEYS)}")


def _line_of(key: str, text: str) -> int | None:
    found = re.search(rf"^\s*\[?\s*[\"']?{re.escape(key)}\b", text, re.M)
    return text.count("\n", 0, found.end()) + 1 if found else None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line where each begins, which is not its number where a cell holds a line break."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _row_faults(rows: list[tuple[int, list[str]]]) -> Iterator[Fault]:
    line, head = rows[0] if rows else (1, [])
    if tuple(head) != COLUMNS:
        yield Fault(TOPICS, line, "columns", f"{','.join(head)}; {','.join(COLUMNS)}")
        return
    if len(rows) == 1:
        yield Fault(TOPICS, None, "rows", "")
    common = {row["word"] for row in load_table("common_words", ("word", "source"))}
    lines: dict[str, int] = {}
    for line, row in rows[1:]:
        if len(row) != len(COLUMNS):
            yield Fault(TOPICS, line, "fields", ",".join(row))
            continue
        term = row[1].strip()
        if not all(cell.strip() for cell in row):
            yield Fault(TOPICS, line, "empty", ",".join(row))
        elif any(cell != cell.strip() for cell in row):
            yield Fault(TOPICS, line, "blanks", ",".join(row))
        if len(term) == 1:
            yield Fault(TOPICS, line, "short", term)
        if term in common:
            yield Fault(TOPICS, line, "common", term)
        if term in lines:
            yield Fault(TOPICS, line, "duplicate", f"{term}, line {lines[term]}")
        elif term:
            lines[term] = line

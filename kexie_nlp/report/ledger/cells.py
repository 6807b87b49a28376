"""The content of a ledger, the same for every format: pages of cells, and blocks of one central task each."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from kexie_nlp.report.render import clean

T = TypeVar("T")
_NO_XML = re.compile("[\ufffe\uffff]")
_BREAK = re.compile(r"\s*\n\s*")


class Raw(str):
    """A quote, name or address as the source has it: never put into another script."""
    __slots__ = ()


@dataclass(frozen=True)
class Tag:
    """A short verdict with its tone (good, middle, bad, off, none); `link` is the anchor of the line it speaks of."""
    text: str
    tone: str
    link: str = ""


Cell = str | int | float | Tag | tuple[str, ...] | None  # a tuple: runs one after another


@dataclass(frozen=True)
class Field:
    """A column: its heading and its width on paper in millimetres; `middle`: cells are centred."""
    heading: str
    width: float
    middle: bool = False


@dataclass(frozen=True)
class Line:
    """A row of cells; `kind` "central" for a central task, "total" for sums; `anchor`: what links lead to."""
    cells: tuple[Cell, ...]
    kind: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Page:
    """A table; the first `lead` columns stay in sight; `upright`: headings behind them run from top to bottom."""
    title: str
    note: str
    fields: tuple[Field, ...]
    lines: tuple[Line, ...]
    lead: int = 1
    upright: bool = False


@dataclass(frozen=True)
class Block:
    """A central task, and a line for every task of every document that answers to it."""
    anchor: str
    chapter: str
    id: str
    title: str
    text: str
    numbers: Cell
    times: Cell
    actors: Cell
    count: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Book:
    """The whole ledger; `main` has all blocks in one table whose columns behind the task are `local`.

    `upfront` says in sentences what came out, `notes` how to read it ((heading, text), …), `words` are labels.
    """
    title: str
    day: str
    upfront: tuple[str, ...]
    overview: Page
    main: Page
    blocks: tuple[Block, ...]
    local: tuple[Field, ...]
    lists: tuple[Page, ...]
    notes: tuple[tuple[str, str], ...]
    words: dict[str, str]


def text_of(cell: Cell) -> str:
    """A cell as a plain text that cannot steer a program and fits into XML."""
    if isinstance(cell, Tag):
        cell = cell.text
    text = "" if cell is None else "".join(cell) if isinstance(cell, tuple) else str(cell)
    return _NO_XML.sub("\ufffd", clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")))


def one_line(text: str) -> str:
    """A text without its line breaks; between two Chinese characters nothing takes their place."""
    return _BREAK.sub(_joint, text.strip())


def _joint(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1:match.start()], match.string[match.end():match.end() + 1]
    return " " if before.isascii() and after.isascii() else ""


def rewritten(item: T, change: Callable[[str], str]) -> T:
    """The same content with `change` applied to every text but `Raw` ones, tones, kinds and anchors."""
    return _walk(item, change)


def _walk(item: Any, change: Callable[[str], str]) -> Any:
    if isinstance(item, Raw) or item is None or isinstance(item, int | float):
        return item
    if isinstance(item, str):
        return change(item) if item else item
    if isinstance(item, dict):
        return {key: _walk(value, change) for key, value in item.items()}
    if isinstance(item, tuple):
        return tuple(_walk(each, change) for each in item)
    if is_dataclass(item) and not isinstance(item, type):
        kept = ("tone", "link", "kind", "anchor")
        return replace(item, **{f.name: _walk(getattr(item, f.name), change) for f in fields(item) if f.name not in kept})
    return item

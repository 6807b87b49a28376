"""The shapes of a ledger that every format renders: a `Book` of tables, blocks (one per central task) and events; its palette.

Also the functions that turn a cell into plain text, and a book into another script.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

from kexie_nlp.report.render import clean

T = TypeVar("T")
FILLS = {"good": "D5EBD3", "middle": "FFF1C2", "bad": "F9D3CE", "off": "E4E4E4"}  # by tone; light enough for text in print
CENTRAL_FILL, HEAD_FILL, TOTAL_FILL = "DEE8F5", "EDEDED", "F5F5F5"
TITLE_FONT, HEAD_FONT, SECOND_FONT, BODY_FONT = "方正小标宋简体", "黑体", "楷体", "仿宋"
# the names of the same or a similar font on other systems, in order of preference
STAND_INS = {TITLE_FONT: ("方正小标宋_GBK", "小标宋", "华文中宋", "STZhongsong", "宋体", "SimSun", "Noto Serif CJK SC"),
             HEAD_FONT: ("SimHei", "华文黑体", "STHeiti", "Noto Sans CJK SC", "WenQuanYi Micro Hei"),
             SECOND_FONT: ("楷体_GB2312", "KaiTi", "华文楷体", "STKaiti", "AR PL UKai CN", "Noto Serif CJK SC"),
             BODY_FONT: ("仿宋_GB2312", "FangSong", "华文仿宋", "STFangsong", "Noto Serif CJK SC")}
_NO_XML = re.compile("[\ufffe\uffff]")
_BREAK = re.compile(r"\s*\n\s*")


class Raw(str):
    """A raw quote, file name or hash, which is never converted to another script."""
    __slots__ = ()


@dataclass(frozen=True)
class Tag:
    """A short text with a tone (good, middle, bad, off, none); `link` is the anchor that it leads to."""
    text: str
    tone: str
    link: str = ""


Cell = str | int | float | Tag | tuple[str, ...] | None  # a tuple: consecutive runs of text


@dataclass(frozen=True)
class Field:
    """A column: heading, width on paper in millimetres, whether its cells are centred (`middle`)."""
    heading: str
    width: float
    middle: bool = False


@dataclass(frozen=True)
class Line:
    """A row of cells; `kind` is "central" for a central task, "total" for sums; `anchor` is the target of links."""
    cells: tuple[Cell, ...]
    kind: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Page:
    """A table; its first `lead` columns are frozen; with `upright` the headings of the others run from top to bottom."""
    title: str
    note: str
    fields: tuple[Field, ...]
    lines: tuple[Line, ...]
    lead: int = 1
    upright: bool = False


@dataclass(frozen=True)
class Block:
    """A central task with its fields, and a line for every linked task of every document, or for the document if it has none.

    `bodies` holds the names of its bodies by part, under the keys of their labels in the `words` of the book.
    """
    anchor: str
    chapter: str
    id: str
    title: str
    text: str
    numbers: Cell
    times: Cell
    bodies: dict[str, str]
    count: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Event:
    """A planned date: `uid` is the same for the same place of the same source in every export."""
    uid: Raw
    day: date
    summary: Cell
    description: str
    category: str


@dataclass(frozen=True)
class Book:
    """A whole ledger, made at `made`, on `day` in China.

    `upfront` are sentences that sum it up, `notes` explain it (heading, text), `words` are the labels of its parts. `main` has
    all blocks in one table, whose columns after those of the central task are `local`. `calendar` is the title of the events.
    """
    title: str
    calendar: str
    made: datetime
    day: str
    upfront: tuple[str, ...]
    overview: Page
    main: Page
    blocks: tuple[Block, ...]
    local: tuple[Field, ...]
    lists: tuple[Page, ...]
    events: tuple[Event, ...]
    notes: tuple[tuple[str, str], ...]
    words: dict[str, str]

    def chapters(self) -> Iterator[tuple[str, Iterator[Block]]]:
        """The blocks by chapter; the chapter is empty for tasks outside all chapters."""
        return groupby(self.blocks, attrgetter("chapter"))

    def fields(self, block: Block) -> list[tuple[str, Cell]]:
        """The fields of a central task that have a text, with their labels."""
        labelled = (("requirement", block.text), ("numbers", block.numbers), ("times", block.times), *block.bodies.items(),
                    ("state", block.count))
        return [(self.words[name], value) for name, value in labelled if text_of(value)]

    def table(self, block: Block) -> Page:
        """The lines of a block as a table."""
        return Page("", "", self.local, block.lines)


def text_of(cell: Cell) -> str:
    """A cell as plain text without control characters and characters that XML does not allow."""
    if isinstance(cell, Tag):
        cell = cell.text
    text = "" if cell is None else "".join(cell) if isinstance(cell, tuple) else str(cell)
    return _NO_XML.sub("\ufffd", clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")))


def one_line(text: str) -> str:
    """A text without line breaks; they become blanks between ASCII characters and nothing elsewhere."""
    return _BREAK.sub(_joint, text.strip())


def _joint(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1:match.start()], match.string[match.end():match.end() + 1]
    return " " if before.isascii() and after.isascii() else ""


def rewritten(item: T, change: Callable[[str], str]) -> T:
    """A copy with `change` applied to every text except `Raw` ones, tones, kinds, links and anchors."""
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

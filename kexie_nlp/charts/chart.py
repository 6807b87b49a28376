"""What all charts share before drawing: base shapes, lanes (documents or regions), and texts cleaned and measured for labels.

Each module `NAME_chart` holds one chart: `data` (store in, a frozen shape out), `figure` (that shape drawn by plotly) and
`picture` (the same shape drawn by matplotlib). Every text a reader sees is in the shape. Widths of texts are in ems, the width
of a Chinese character.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar

from kexie_nlp.query.plan_coverage import COUNTRY
from kexie_nlp.report.render import clean, in_script
from kexie_nlp.store import DocumentInfo, Store

Shape = TypeVar("Shape")
By = Literal["document", "region"]
BY_NAMES = {False: "各文档", True: "各地区"}
MANY = 40    # documents; with more of them a chart goes by region unless told otherwise
LISTED = 8   # entries of a hover text
LINE = 34    # ems of a line of a hover text
_PIECES = re.compile("[!-~]{1,20}|.", re.S)
_NOT_XML = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff]")


@dataclass(frozen=True)
class Key:
    """One entry of a legend: the code of the marks, its label, and the symbol that the marks show, if any."""
    code: str
    word: str
    symbol: str = ""


@dataclass(frozen=True)
class Chart:
    """The fields of every chart; `notes` are shown above the drawing."""
    title: str
    notes: tuple[str, ...]
    legend: tuple[Key, ...]


def by_region(store: Store, by: By | None) -> bool:
    """Whether to group by region: as `by` says, by default if the store has more than `MANY` documents."""
    return by == "region" if by else len(store.infos()) > MANY


def lanes(store: Store, regions: bool) -> dict[str, str]:
    """The name of the lane of each document, by the document's label: its region if `regions`, else the label itself.

    Order: central plans, provinces in the official order, then all others in the order of the store.
    """
    from kexie_nlp.outline.regions import provinces

    places = {name: n for n, name in enumerate(dict.fromkeys(provinces().values()), 1)}
    found = [(0 if info.level == "central" else places.get(info.region or "", len(places) + 1), info) for info in store.infos()]
    return {info.label: (info.region or COUNTRY) if regions else info.label for _, info in sorted(found, key=_by_place)}


def _by_place(pair: tuple[int, DocumentInfo]) -> int:
    return pair[0]


def ems(text: str) -> float:
    """The width of a text in ems: 1 for a Chinese character, 0.55 for a Latin one, 0 for a combining mark."""
    return sum(0 if unicodedata.combining(c) else 1 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


def shorten(text: str, width: float) -> str:
    """The text if it fits into `width` ems, else its beginning with an ellipsis."""
    if ems(text) <= width:
        return text
    while text and ems(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, width: float = LINE) -> list[str]:
    """Lines of at most `width` ems. Chinese breaks anywhere; numbers and Latin words of up to 20 characters are kept whole."""
    lines, line, room = [], "", width
    for piece in _PIECES.findall(text):
        room -= ems(piece)
        if room < 0 and line:
            lines.append(line)
            line, room = "", width - ems(piece)
        line += piece
    return [*lines, line]


def listed(items: Sequence[str], head: str = "") -> tuple[str, ...]:
    """The first `LISTED` items as lines under `head`, and a line with the number of the others."""
    more = len(items) - LISTED
    return (*((head,) if head and items else ()), *(f"· {item}" for item in items[:LISTED]),
            *((f"……另有 {more} 项",) if more > 0 else ()))


def plain_number(value: float | None) -> str:
    """A number without trailing zeros, in units of 万 or 亿 if it is large; empty for None."""
    if value is None:
        return ""
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return f"{value / size:.4g}{word}"
    return f"{value:.10g}"


def finished(shape: Shape, variety: str | None) -> Shape:
    """The chart with every text cleaned of characters that no picture can hold, converted if a `variety` is given.

    Codes are kept.
    """
    return _mapped(shape, variety)


def _mapped(value: Any, variety: str | None) -> Any:
    if isinstance(value, str):
        return _text(value, variety)
    if isinstance(value, tuple):
        return tuple(_mapped(item, variety) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _mapped(getattr(value, f.name), variety) for f in fields(value) if f.name != "code"})
    return value


def _text(text: str, variety: str | None) -> str:
    if variety is not None and not text.isascii():
        text = in_script(text, variety)
    return _NOT_XML.sub("\ufffd", clean(" ".join(text.split())))


def texts_of(value: Any, *, hovers: bool = True) -> Iterable[str]:
    """Every text of a chart, with or without the hover texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item, hovers=hovers)
    elif is_dataclass(value):
        for field in fields(value):
            if hovers or field.name != "hover":
                yield from texts_of(getattr(value, field.name), hovers=hovers)

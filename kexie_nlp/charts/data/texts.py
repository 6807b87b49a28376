"""Texts for labels: cleaned, shortened, wrapped, in the script asked for. A Chinese character is one em wide."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from kexie_nlp.report.render import clean

Shape = TypeVar("Shape")
LISTED = 8   # entries of a hover text
LINE = 34    # ems of a line of a hover text
_PIECES = re.compile("[!-~]{1,20}|.", re.S)
_NOT_XML = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff]")


def ems(text: str) -> float:
    """The width of a text: 1 for a Chinese character, 0.55 for a Latin one, 0 for a mark on another."""
    return sum(0 if unicodedata.combining(c) else 1 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


def shorten(text: str, width: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if ems(text) <= width:
        return text
    while text and ems(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, width: float = LINE) -> list[str]:
    """Lines of at most this width; Chinese may break anywhere, numbers and Latin words up to 20 characters nowhere."""
    lines, line, room = [], "", width
    for piece in _PIECES.findall(text):
        room -= ems(piece)
        if room < 0 and line:
            lines.append(line)
            line, room = "", width - ems(piece)
        line += piece
    return [*lines, line]


def listed(items: Sequence[str], head: str = "") -> tuple[str, ...]:
    """The first items as lines, and how many more there are."""
    more = len(items) - LISTED
    return (*((head,) if head and items else ()), *(f"· {item}" for item in items[:LISTED]),
            *((f"……另有 {more} 项",) if more > 0 else ()))


def plain_number(value: float | None) -> str:
    """A number without a tail of zeros; large ones by 万 and 亿."""
    if value is None:
        return ""
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return f"{value / size:.4g}{word}"
    return f"{value:.10g}"


def finished(shape: Shape, variety: str | None) -> Shape:
    """A chart with every text cleaned of what no picture can hold, and in traditional characters if asked for."""
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
        from kexie_nlp.text import to_traditional

        text = to_traditional(text, variety)[0]  # type: ignore[arg-type]
    return _NOT_XML.sub("\ufffd", clean(" ".join(text.split())))


def texts_of(value: Any, *, hovers: bool = True) -> Iterable[str]:
    """Every text in a chart, with or without what shows on hovering."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item, hovers=hovers)
    elif is_dataclass(value):
        for field in fields(value):
            if hovers or field.name != "hover":
                yield from texts_of(getattr(value, field.name), hovers=hovers)

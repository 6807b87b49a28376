"""The lines of a PDF's pages with where they stand, and which of them are headers, footers and page numbers."""
from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfminer.layout import LTPage, LTTextLine

BAND = 0.13  # the share of a page's height at its top and at its bottom where headers and footers stand
NEAR = 2  # so many lines at either end of a page may be one
REPEATED = 0.4  # share of pages on which a header stands
_NUMBER = re.compile(r"[-—–―─·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–―─·•\s]*"
                     r"|[Pp]age\s*\d+(?:\s*(?:of|/)\s*\d+)?|[-—–\s]*[ivxⅠ-Ⅻ]{1,5}[-—–\s]*")
_RUNNING = re.compile("[，。；]")
_DIGITS = re.compile(r"\d+")
_NO_SENSE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff\n]")
SAME_HEIGHT = 0.4  # pieces of text whose heights differ by less than this share of theirs are one line
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Line:
    """One line: its text, left and right end, height on the page (0 bottom, 1 top), size of its characters."""
    text: str
    left: float
    right: float
    height: float
    size: float
    page_width: float


def page_lines(page: LTPage) -> list[Line]:
    """The lines of a page that pdfminer has laid out, from top to bottom; pieces at one height are parted by tabs."""
    from pdfminer.layout import LTTextLine

    found = [line for line in _pieces(page) if isinstance(line, LTTextLine) and line.get_text().strip()]
    found.sort(key=_from_top)
    rows: list[list[LTTextLine]] = []
    for piece in found:
        if rows and abs(rows[-1][0].y0 - piece.y0) < SAME_HEIGHT * piece.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(row, page) for row in rows]


def _pieces(container: Any) -> Iterator[Any]:
    from pdfminer.layout import LTFigure, LTTextBox

    for item in container:
        if isinstance(item, (LTTextBox, LTFigure)):
            yield from _pieces(item)
        else:
            yield item


def _from_top(piece: LTTextLine) -> tuple[float, float]:
    return -piece.y0, piece.x0


def _line(row: list[LTTextLine], page: LTPage) -> Line:
    row.sort(key=_from_left)
    text = "\t".join(_NO_SENSE.sub("", piece.get_text()).strip() for piece in row)
    size = statistics.median(piece.height for piece in row)
    return Line(text, row[0].x0, row[-1].x1, row[0].y0 / (page.height or 1.0), max(size, 1.0), page.width)


def _from_left(piece: LTTextLine) -> float:
    return piece.x0


def body_lines(pages: list[list[Line]], number: int) -> list[Line]:
    """The lines of a page without headers, footers and page numbers."""
    lines = pages[number]
    return [line for i, line in enumerate(lines) if not _is_furniture(line, i, lines, pages)]


def _is_furniture(line: Line, position: int, lines: list[Line], pages: list[list[Line]]) -> bool:
    if NEAR <= position < len(lines) - NEAR or BAND < line.height < 1 - BAND:
        return False
    if _NUMBER.fullmatch(line.text):
        return True
    if len(pages) < 2 or len(line.text) > 60 or _RUNNING.search(line.text):
        return False
    return _pages_with(line, pages) >= max(2, REPEATED * len(pages))


def _pages_with(line: Line, pages: list[list[Line]]) -> int:
    """On how many pages this line stands at the same height, numbers apart."""
    same = _masked(line.text)
    return sum(any(abs(other.height - line.height) < 0.01 and _masked(other.text) == same
                   for other in lines[:NEAR] + lines[-NEAR:]) for lines in pages)


def _masked(text: str) -> str:
    return _DIGITS.sub("#", _BLANKS.sub("", text))

"""The lines of a PDF's pages with where they stand, and which of them are headers, footers and page numbers."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

BAND = 0.13  # the share of a page's height at its top and at its bottom where headers and footers stand
NEAR = 2  # so many lines at either end of a page may be one
REPEATED = 0.4  # share of pages on which a header stands
_NUMBER = re.compile(r"[-—–―─·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–―─·•\s]*"
                     r"|[Pp]age\s*\d+(?:\s*(?:of|/)\s*\d+)?|[-—–\s]*[ivxⅠ-Ⅻ]{1,5}[-—–\s]*")
_DIGITS = re.compile(r"\d+")
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


def page_lines(page: Any) -> list[Line]:
    """The lines of a pypdfium2 page in reading order, blank ones left out."""
    from pypdfium2 import raw

    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        lines: list[Line] = []
        first = 0
        count = text_page.count_chars()
        codes = [raw.FPDFText_GetUnicode(text_page, i) for i in range(count)]
        for i in range(count + 1):
            if i == count or codes[i] in (10, 13):
                line = _line(text_page, codes, first, i, width, height)
                if line is not None:
                    lines.append(line)
                first = i + 1
        return lines
    finally:
        text_page.close()
        page.close()


def _line(text_page: Any, codes: list[int], start: int, end: int, width: float, height: float) -> Line | None:
    from pypdfium2 import raw

    while start < end and chr(codes[start]).isspace():
        start += 1
    while end > start and chr(codes[end - 1]).isspace():
        end -= 1
    text = "".join(map(_character, codes[start:end]))
    if not text:
        return None
    left, bottom, _, _ = text_page.get_charbox(start, loose=True)
    _, _, right, _ = text_page.get_charbox(end - 1, loose=True)
    size = raw.FPDFText_GetFontSize(text_page, start) or 1.0
    inked = max(abs(size), 1.0)
    return Line(text, left, right, bottom / height if height else 0.0, inked, width)


def _character(code: int) -> str:
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    return "-" if code == 2 else chr(code)  # PDFium's sign for a hyphen at the end of a line


def body_lines(pages: list[list[Line]], number: int) -> list[Line]:
    """The lines of a page without headers, footers and page numbers."""
    lines = pages[number]
    return [line for i, line in enumerate(lines) if not _is_furniture(line, i, lines, pages)]


def _is_furniture(line: Line, position: int, lines: list[Line], pages: list[list[Line]]) -> bool:
    if NEAR <= position < len(lines) - NEAR or BAND < line.height < 1 - BAND:
        return False
    if _NUMBER.fullmatch(line.text):
        return True
    return len(pages) > 1 and len(line.text) <= 60 and _pages_with(line, pages) >= max(2, REPEATED * len(pages))


def _pages_with(line: Line, pages: list[list[Line]]) -> int:
    """On how many pages this line stands at the same height, numbers apart."""
    same = _masked(line.text)
    return sum(any(abs(other.height - line.height) < 0.01 and _masked(other.text) == same
                   for other in lines[:NEAR] + lines[-NEAR:]) for lines in pages)


def _masked(text: str) -> str:
    return _DIGITS.sub("#", _BLANKS.sub("", text))

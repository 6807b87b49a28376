"""PDF with text to text and blocks (pages): headers, footers and page numbers dropped, lines joined to paragraphs by position."""
from __future__ import annotations

import io
import re
import statistics
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.raw import Block

if TYPE_CHECKING:
    from pdfminer.layout import LTPage, LTTextLine

MAX_PAGES = 5_000
MAX_CHARACTERS = 20_000_000
FULL = 1.6  # a line that ends fewer characters before the margin is full: punctuation may not begin a line
INDENT = 0.8  # a line that begins more characters behind the margin is indented
UNREADABLE = 0.3  # share of private-use and replacement characters above which the fonts are unreadable
MAX_UNPACKED = 300_000_000  # bytes, all streams together
STEP = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
BAND = 0.13  # share of the height of a page, at top and bottom, where headers and footers stand
NEAR = 2  # lines at either end of a page that may be a header or footer
REPEATED = 0.4  # share of pages that a header stands on
_NUMBER = re.compile(r"[-—–―─·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–―─·•\s]*"
                     r"|[Pp]age\s*\d+(?:\s*(?:of|/)\s*\d+)?|[-—–\s]*[ivxⅠ-Ⅻ]{1,5}[-—–\s]*")
_RUNNING = re.compile("[，。；]")
_DIGITS = re.compile(r"\d+")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff\n]")
SAME_HEIGHT = 0.4  # pieces of text whose heights differ by less than this share of theirs are one line
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Line:
    """A line: text, left and right end in points, height on the page (0 bottom, 1 top), size of its characters in points."""
    text: str
    left: float
    right: float
    height: float
    size: float
    page_width: float


def read_pdf(data: bytes, path: str) -> tuple[str, tuple[Block, ...]]:
    """The text of a PDF, one line for each paragraph, and its pages as blocks.

    K108 for a damaged file, K109 for one with a password, K110 for scanned pages, K111 for one above the limits.
    """
    pages = _pages(data, path)
    if not any(line.text for lines in pages for line in lines):
        raise KexieError("K110", path=path, detail=f"{len(pages)} pages")
    text, starts = _paragraphs([body_lines(pages, n) for n in range(len(pages))])
    if not text.strip():
        raise KexieError("K110", path=path, detail=f"{len(pages)} pages with nothing but headers")
    if sum(1 for c in text if "\ue000" <= c <= "\uf8ff" or c == "\ufffd") > UNREADABLE * len(text):
        raise KexieError("K110", path=path, detail="its fonts do not tell which characters they show")
    ends = [*starts[1:], len(text)]
    blocks = tuple(Block(start, end, "page", (n,)) for n, (start, end) in enumerate(zip(starts, ends, strict=True), 1))
    return text, blocks


def _pages(data: bytes, path: str) -> list[list[Line]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    check_streams(data, path)
    pages: list[list[Line]] = []
    count = 0
    try:
        for page in extract_pages(io.BytesIO(data), laparams=LAParams(boxes_flow=None)):
            pages.append(page_lines(page))
            count += sum(len(line.text) for line in pages[-1])
            if len(pages) > MAX_PAGES or count > MAX_CHARACTERS:
                raise KexieError("K111", path=path, detail=f"{len(pages)} pages, {count} characters and more")
    except KexieError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise KexieError("K109", path=path, detail=str(error) or "a password is asked for") from None
    except Exception as error:  # whatever broken syntax makes the parser raise
        raise KexieError("K108", path=path, detail=f"{type(error).__name__}: {error}"[:200]) from None
    if not pages:
        raise KexieError("K108", path=path, detail="no pages")
    return pages


def page_lines(page: LTPage) -> list[Line]:
    """The lines of a page laid out by pdfminer, from top to bottom; pieces at one height are separated by tabs."""
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
    text = "\t".join(_UNFIT.sub("", piece.get_text()).strip() for piece in row)
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
    """The number of pages with this line at the same height, digits ignored."""
    same = _masked(line.text)
    return sum(any(abs(other.height - line.height) < 0.01 and _masked(other.text) == same
                   for other in lines[:NEAR] + lines[-NEAR:]) for lines in pages)


def _masked(text: str) -> str:
    return _DIGITS.sub("#", _BLANKS.sub("", text))


def _paragraphs(pages: list[list[Line]]) -> tuple[str, list[int]]:
    """The text and the offset where each page starts."""
    indented = _indents(pages)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    before: Line | None = None
    edges = (0.0, 0.0)
    for lines in pages:
        page_edges = _edges(lines) or edges
        for i, line in enumerate(lines):
            if before is not None:
                glue = _glue(before, line) if _continues(before, edges, line, page_edges, indented) else "\n"
                parts.append(glue)
                length += len(glue)
            if i == 0:
                starts.append(length)
            parts.append(line.text)
            length += len(line.text)
            before, edges = line, page_edges
        if not lines:
            starts.append(length)
    return "".join([*parts, "\n"]), starts


def _edges(lines: list[Line]) -> tuple[float, float] | None:
    """Left and right margin of the text of a page; right 0 where no line reaches the margin, so that none is full."""
    if not lines:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    return left, right if right >= lines[0].page_width - 1.7 * left else 0.0


def _indents(pages: list[list[Line]]) -> bool:
    """Whether paragraphs begin with an indent."""
    lines = [line for page in pages for line in page]
    left = min((line.left for line in lines), default=0.0)
    return sum(1 for line in lines if INDENT < (line.left - left) / line.size < 4) >= max(2, 0.05 * len(lines))


def _continues(before: Line, edges: tuple[float, float], line: Line, page: tuple[float, float], indented: bool) -> bool:
    """Whether a line continues the paragraph of the line before."""
    if not edges[1] or before.right < edges[1] - FULL * before.size or abs(before.size - line.size) > 0.2 * before.size:
        return False
    if line.left > page[0] + INDENT * line.size:
        return False
    return indented or before.text[-1] not in "。！？"


def _glue(before: Line, line: Line) -> str:
    return " " if before.text[-1].isascii() and line.text[0].isascii() and line.text[0].isalnum() else ""


def check_streams(data: bytes, path: str) -> None:
    """Raise K111 for a PDF whose compressed streams unpack to more than `MAX_UNPACKED`, compressed once or twice.

    No more than the limit is unpacked.
    """
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        if data[start:start + 1] in (b"x", b"H", b"h", b"X", b"8"):  # first bytes of zlib data
            total += _unpacked(data, start, MAX_UNPACKED - total)
        if total >= MAX_UNPACKED:
            raise KexieError("K111", path=path, detail=f"{len(data)} bytes hold more than {MAX_UNPACKED}")


def _unpacked(data: bytes, start: int, limit: int) -> int:
    """The unpacked size of a stream in bytes, up to the limit; data compressed twice count at both steps."""
    outer, inner = zlib.decompressobj(), zlib.decompressobj()
    size, twice = 0, True
    chunk = data[start:start + STEP]
    position = start + STEP
    try:
        while size < limit and not outer.eof and chunk:
            out = outer.decompress(chunk, STEP)
            size += len(out)
            if twice:
                twice, more = _again(inner, out, limit - size)
                size += more
            chunk = outer.unconsumed_tail
            if not chunk:
                chunk = data[position:position + STEP]
                position += STEP
    except zlib.error:
        pass  # a damaged stream: the parser reports it
    return size


def _again(inner: zlib._Decompress, packed: bytes, limit: int) -> tuple[bool, int]:
    size = 0
    try:
        while packed and size < limit and not inner.eof:
            size += len(inner.decompress(packed, STEP))
            packed = inner.unconsumed_tail
    except zlib.error:
        return False, size
    return not inner.eof, size

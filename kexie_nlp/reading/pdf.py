"""PDF with text to text: headers, footers and page numbers dropped, lines joined to paragraphs by where they stand."""
from __future__ import annotations

import io

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.pdflines import Line, body_lines, page_lines
from kexie_nlp.reading.pdfstreams import check_streams
from kexie_nlp.reading.raw import Block

MAX_PAGES = 5_000
MAX_CHARACTERS = 20_000_000
FULL = 1.6  # a line that ends so many characters before the margin is full: marks may not begin a line
INDENT = 0.8  # a line that begins so many characters behind the margin is indented
STRANGE = 0.3  # share of characters without a meaning from which a font is unreadable


def read_pdf(data: bytes, path: str) -> tuple[str, tuple[Block, ...]]:
    """The text of a PDF, one line for each paragraph, and its pages.

    K108 for a damaged file, K109 for one with a password, K110 for pictures of pages, K111 for an immense one.
    """
    pages = _pages(data, path)
    if not any(line.text for lines in pages for line in lines):
        raise KexieError("K110", path=path, detail=f"{len(pages)} pages")
    text, starts = _paragraphs([body_lines(pages, n) for n in range(len(pages))])
    if not text.strip():
        raise KexieError("K110", path=path, detail=f"{len(pages)} pages with nothing but headers")
    if sum(1 for c in text if "\ue000" <= c <= "\uf8ff" or c == "\ufffd") > STRANGE * len(text):
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


def _paragraphs(pages: list[list[Line]]) -> tuple[str, list[int]]:
    """The text and where each page starts in it."""
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
    """Left and right margin of a page's text; right 0 where no line comes near the margin, so that none is full."""
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
    """Whether a line goes on with the sentence of the line before."""
    if not edges[1] or before.right < edges[1] - FULL * before.size or abs(before.size - line.size) > 0.2 * before.size:
        return False
    if line.left > page[0] + INDENT * line.size:
        return False
    return indented or before.text[-1] not in "。！？"


def _glue(before: Line, line: Line) -> str:
    return " " if before.text[-1].isascii() and line.text[0].isascii() and line.text[0].isalnum() else ""

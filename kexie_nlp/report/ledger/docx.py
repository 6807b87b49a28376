"""The ledger as a Word document in the form of official papers: title, contents, summary, overview, tasks by chapter, lists.

Tables are made as XML directly, because python-docx walks through the table for every cell.
"""
from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timezone
from typing import TYPE_CHECKING, Any

from lxml import etree

from kexie_nlp.report.ledger.book import CENTRAL_FILL, FILLS, HEAD_FILL, TOTAL_FILL, Book, Cell, Field, Line, Page, Raw, Tag, text_of
from kexie_nlp.report.ledger.docx_layout import Headings, across, add_contents, add_number, paper, set_fonts
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from docx.document import Document

GROUP = 31   # documents in one table of the overview
EMU = 36000  # units of length in python-docx per millimetre
SUMS = 4     # columns of sums at the right of the overview
NUMERALS = "一二三四五六七八九十"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS = 1440 / 25.4  # per millimetre
KINDS = {"central": CENTRAL_FILL, "total": TOTAL_FILL}
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def render(book: Book) -> bytes:
    """The document as a file."""
    from docx import Document as new_document

    document = new_document()
    set_fonts(document)
    headings = Headings()
    paper(document.sections[0])
    _front(document, book, headings)
    across(document)
    headings.add(document, _part(book, headings, book.overview.title))
    for page in _overviews(book.overview):
        _note(document, page.note)
        _table(document, page)
    _chapters(document, book, headings)
    for page in book.lists:
        headings.add(document, _part(book, headings, page.title))
        _note(document, page.note)
        _table(document, page)
        if not page.lines:
            document.add_paragraph(book.words["none"], style="Ledger Body")
    headings.add(document, _part(book, headings, book.words["notes"]))
    for heading, text in book.notes:
        paragraph = document.add_paragraph(style="Ledger Body")
        paragraph.add_run(f"{heading}。").bold = True
        paragraph.add_run(text_of(text))
    add_number(document)
    add_contents(document, book.words["contents"], headings)
    _properties(document, book)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _front(document: Document, book: Book, headings: Headings) -> None:
    document.add_paragraph(text_of(book.title), style="Ledger Title")
    document.add_paragraph(text_of(book.day), style="Ledger Day")
    headings.place = document.add_paragraph()  # the contents are added here when all headings are known
    headings.add(document, _part(book, headings, book.words["summary"]))
    for sentence in book.upfront:
        document.add_paragraph(text_of(sentence), style="Ledger Body")


def _chapters(document: Document, book: Book, headings: Headings) -> None:
    """The central tasks by chapter, each with its fields and the table of linked tasks."""
    headings.add(document, _part(book, headings, book.words["tasks"]))
    _note(document, book.main.note)
    for chapter, blocks in book.chapters():
        if chapter:
            headings.add(document, chapter, level=2)
        for block in blocks:
            headings.add(document, f"{block.id}　{block.title}", level=3)
            for label, value in book.fields(block):
                paragraph = document.add_paragraph(style="Ledger Small")
                paragraph.add_run(f"{label}：").bold = True
                paragraph.add_run(text_of(value).replace("\n", "；"))
            _table(document, book.table(block), f"{block.id}　{block.title}")


def _part(book: Book, headings: Headings, title: str) -> str:
    """The heading of the next part, with its number."""
    return f"{book.words['part'].format(NUMERALS[headings.count])}　{title}"


def _overviews(page: Page) -> Iterator[Page]:
    """The overview without its first column, in tables of at most `GROUP` documents."""
    documents = len(page.fields) - page.lead - SUMS
    lead, tail = slice(1, page.lead), slice(page.lead + documents, None)
    for start in range(0, max(documents, 1), GROUP):
        part = slice(page.lead + start, page.lead + min(start + GROUP, documents))
        fields = (*page.fields[lead], *page.fields[part], *page.fields[tail])
        lines = tuple(replace(line, cells=(*line.cells[lead], *line.cells[part], *line.cells[tail])) for line in page.lines)
        yield replace(page, fields=fields, lines=lines, lead=page.lead - 1)


def _table(document: Document, page: Page, caption: str = "") -> None:
    """Append a table as wide as the text, and a small gap."""
    if page.lines:
        section: Any = document.sections[-1]
        width = section.page_width - section.left_margin - section.right_margin
        document.element.body.insert(len(document.element.body) - 1, _table_element(page, width / EMU, caption))
        document.add_paragraph(style="Ledger Gap")


def _note(document: Document, text: str) -> None:
    document.add_paragraph(text_of(text), style="Ledger Small")


def _properties(document: Any, book: Book) -> None:
    stamp = book.made.astimezone(timezone.utc).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = text_of(book.title)[:255], f"kexie_nlp {__version__}", ""
    properties.created = properties.modified = stamp
    properties.last_modified_by, properties.revision = f"kexie_nlp {__version__}", 1


def _table_element(page: Page, width: float, caption: str = "") -> Any:
    """The `w:tbl` of a page, `width` millimetres wide; caption and headings are repeated on every sheet, no row is split."""
    from docx.oxml import OxmlElement

    share = width / sum(field.width for field in page.fields)
    widths = [round(field.width * share * TWIPS) for field in page.fields]
    table = OxmlElement("w:tbl")
    properties = _add(table, "tblPr")
    _add(properties, "tblW", w=str(sum(widths)), type="dxa")
    borders = _add(properties, "tblBorders")
    for edge in EDGES:
        _add(borders, edge, val="single", sz="4", space="0", color="808080")
    _add(properties, "tblLayout", type="fixed")
    margins = _add(properties, "tblCellMar")
    for edge in ("left", "right"):
        _add(margins, edge, w="57", type="dxa")
    grid = _add(table, "tblGrid")
    for each in widths:
        _add(grid, "gridCol", w=str(each))
    if caption:
        _caption(table, caption, widths)
    _head(table, page, widths)
    for line in page.lines:
        _row(table, line, page.fields, widths)
    return table


def _caption(table: Any, text: str, widths: list[int]) -> None:
    row = _add(table, "tr")
    properties = _add(row, "trPr")
    _add(properties, "cantSplit")
    _add(properties, "tblHeader")
    cell = _cell(row, sum(widths), CENTRAL_FILL, span=len(widths))
    _paragraph(cell, (text_of(text),), "LedgerHead", middle=False)


def _head(table: Any, page: Page, widths: list[int]) -> None:
    row = _add(table, "tr")
    properties = _add(row, "trPr")
    _add(properties, "cantSplit")
    if page.upright:
        longest = max(len(field.heading) for field in page.fields[page.lead:])
        _add(properties, "trHeight", val=str(240 * (longest + 1)), hRule="atLeast")
    _add(properties, "tblHeader")
    for n, (field, width) in enumerate(zip(page.fields, widths, strict=True)):
        cell = _cell(row, width, HEAD_FILL, upright=page.upright and n >= page.lead)
        _paragraph(cell, (text_of(field.heading),), "LedgerHead", middle=True)


def _row(table: Any, line: Line, fields: tuple[Field, ...], widths: list[int]) -> None:
    row = _add(table, "tr")
    _add(_add(row, "trPr"), "cantSplit")
    for value, field, width in zip(line.cells, fields, widths, strict=True):
        tone = FILLS.get(value.tone) if isinstance(value, Tag) else None
        cell = _cell(row, width, tone or KINDS.get(line.kind))
        _paragraph(cell, _runs(value), "LedgerCell", middle=field.middle)


def _runs(value: Cell) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(Raw(text_of(run)) if isinstance(run, Raw) else text_of(run) for run in value)
    return (text_of(value),)


def _cell(row: Any, width: int, fill: str | None, *, upright: bool = False, span: int = 1) -> Any:
    cell = _add(row, "tc")
    properties = _add(cell, "tcPr")
    _add(properties, "tcW", w=str(width), type="dxa")
    if span > 1:
        _add(properties, "gridSpan", val=str(span))
    if fill:
        _add(properties, "shd", val="clear", color="auto", fill=fill)
    if upright:
        _add(properties, "textDirection", val="tbRlV")
    _add(properties, "vAlign", val="center")
    return cell


def _paragraph(cell: Any, runs: tuple[str, ...], style: str, middle: bool) -> None:
    """Add a paragraph; line breaks are kept, raw quotes have a character style of their own."""
    paragraph = _add(cell, "p")
    properties = _add(paragraph, "pPr")
    _add(properties, "pStyle", val=style)
    if middle:
        _add(properties, "jc", val="center")
    for run in filter(None, runs):
        element = _add(paragraph, "r")
        if isinstance(run, Raw):
            _add(_add(element, "rPr"), "rStyle", val="LedgerQuote")
        for number, text in enumerate(run.split("\n")):
            if number:
                _add(element, "br")
            if text:
                target = _add(element, "t")
                target.text = text
                target.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _add(parent: Any, name: str, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{W}}}{name}")
    for key, value in attributes.items():
        element.set(f"{{{W}}}{key}", value)
    return element

"""The ledger as a document in the usual form of official papers: title, contents, sentences, overview, chapter by chapter."""
from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kexie_nlp.report.ledger.cells import Block, Book, Page, text_of
from kexie_nlp.report.ledger.docx_parts import Headings, across, add_contents, add_number, paper, set_fonts
from kexie_nlp.report.ledger.docx_table import table_of
from kexie_nlp.report.ledger.files import settled
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from docx.document import Document

GROUP = 31   # documents in one table of the overview
EMU = 36000  # the unit of lengths in python-docx, per millimetre
SUMS = 4     # columns of sums at the end of the overview
NUMERALS = "一二三四五六七八九十"


def document_bytes(book: Book, made: datetime) -> bytes:
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
    _properties(document, book, made)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), made)


def _front(document: Document, book: Book, headings: Headings) -> None:
    document.add_paragraph(text_of(book.title), style="Ledger Title")
    document.add_paragraph(text_of(book.day), style="Ledger Day")
    headings.place = document.add_paragraph()  # the contents come here, when the headings are known
    headings.add(document, _part(book, headings, book.words["summary"]))
    for sentence in book.upfront:
        document.add_paragraph(text_of(sentence), style="Ledger Body")


def _chapters(document: Document, book: Book, headings: Headings) -> None:
    """Every central task with its fields and the table of what the documents do."""
    words = book.words
    headings.add(document, _part(book, headings, words["tasks"]))
    _note(document, book.main.note)
    for chapter, blocks in groupby(book.blocks, _chapter):
        if chapter:
            headings.add(document, chapter, level=2)
        for block in blocks:
            headings.add(document, f"{block.id}　{block.title}", level=3)
            for label, value in ((words["requirement"], block.text), (words["numbers"], block.numbers), (words["times"], block.times),
                                 (words["actors"], block.actors), (words["state"], block.count)):
                if text := text_of(value):
                    paragraph = document.add_paragraph(style="Ledger Small")
                    paragraph.add_run(f"{label}：").bold = True
                    paragraph.add_run(text.replace("\n", "；"))
            _table(document, Page("", "", book.local, block.lines), f"{block.id}　{block.title}")


def _part(book: Book, headings: Headings, title: str) -> str:
    """The heading of the next part."""
    return f"{book.words['part'].format(NUMERALS[headings.count])}　{title}"


def _overviews(page: Page) -> Iterator[Page]:
    """The overview without its first column, in tables of a few documents each."""
    documents = len(page.fields) - page.lead - SUMS
    lead, tail = slice(1, page.lead), slice(page.lead + documents, None)
    for start in range(0, max(documents, 1), GROUP):
        part = slice(page.lead + start, page.lead + min(start + GROUP, documents))
        fields = (*page.fields[lead], *page.fields[part], *page.fields[tail])
        lines = tuple(replace(line, cells=(*line.cells[lead], *line.cells[part], *line.cells[tail])) for line in page.lines)
        yield replace(page, fields=fields, lines=lines, lead=page.lead - 1)


def _table(document: Document, page: Page, caption: str = "") -> None:
    """A table at the end, as wide as the paper, and a little room under it."""
    if page.lines:
        section: Any = document.sections[-1]
        width = section.page_width - section.left_margin - section.right_margin
        document.element.body.insert(len(document.element.body) - 1, table_of(page, width / EMU, caption))
        document.add_paragraph(style="Ledger Gap")


def _note(document: Document, text: str) -> None:
    document.add_paragraph(text_of(text), style="Ledger Small")


def _chapter(block: Block) -> str:
    return block.chapter


def _properties(document: Any, book: Book, made: datetime) -> None:
    stamp = made.astimezone(timezone.utc).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = text_of(book.title)[:255], f"kexie_nlp {__version__}", ""
    properties.created = properties.modified = stamp
    properties.last_modified_by, properties.revision = f"kexie_nlp {__version__}", 1

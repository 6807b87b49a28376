"""The ledger as one page that needs nothing else: no script, no address, ready to be printed on A3."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.html import builder as E

from kexie_nlp.report.ledger.cells import Block, Book, Cell, Line, Page, Raw, Tag, text_of
from kexie_nlp.report.ledger.html_style import style_sheet
from kexie_nlp.version import __version__

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page_bytes(book: Book, made: datetime) -> bytes:
    """The page as a file; every text is escaped by the library that writes it."""
    words = book.words
    parts = [("summary", words["summary"], [E.P(text_of(sentence)) for sentence in book.upfront]),
             ("overview", book.overview.title, [E.P(text_of(book.overview.note), E.CLASS("note")), _table(book.overview)]),
             ("tasks", words["tasks"], [E.P(text_of(book.main.note), E.CLASS("note")), *_blocks(book)]),
             *((f"list{n}", page.title, [E.P(text_of(page.note), E.CLASS("note")),
                                         _table(page) if page.lines else E.P(words["none"])]) for n, page in enumerate(book.lists, 1)),
             ("notes", words["notes"], [E.DL(*(part for heading, text in book.notes
                                               for part in (E.DT(text_of(heading)), E.DD(text_of(text)))))])]
    head = E.HEAD(E.META(charset="utf-8"), E.META({"http-equiv": "Content-Security-Policy", "content": POLICY}),
                  E.META(name="generator", content=f"kexie_nlp {__version__}"),
                  E.META(name="viewport", content="width=device-width"), E.TITLE(text_of(book.title)), E.STYLE(style_sheet()))
    body = E.BODY(E.H1(text_of(book.title)), E.P(text_of(book.day), E.CLASS("day")),
                  E.E.nav(*(E.A(heading, href=f"#{name}") for name, heading, _ in parts)),
                  *(E.E.section(E.H2(heading), *content, id=name) for name, heading, content in parts))
    text = etree.tostring(E.HTML(head, body, lang="zh"), method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{text}\n".encode()


def _blocks(book: Book) -> Iterator[Any]:
    """Every central task with its fields and the table of what the documents do, chapter by chapter."""
    words = book.words
    for chapter, blocks in groupby(book.blocks, _chapter):
        if chapter:
            yield E.H3(text_of(chapter))
        for block in blocks:
            fields = ((words["requirement"], block.text), (words["numbers"], block.numbers), (words["times"], block.times),
                      (words["actors"], block.actors), (words["state"], block.count))
            rows = [E.TR(E.TH(label), E.TD(*_content(value))) for label, value in fields if text_of(value)]
            page = Page("", "", book.local, block.lines)
            yield E.E.article(E.H4(f"{block.id}　{text_of(block.title)}"), E.TABLE(E.CLASS("central"), *rows),
                              _table(page, f"{block.id}　{block.title}"),
                              id=block.anchor)


def _table(page: Page, caption: str = "") -> Any:
    """A table; its caption is seen on paper only, on every sheet."""
    heads = [E.TH(*_lines(text_of(field.heading)), scope="col", style=f"width: {field.width:g}mm",
                  **({"class": "upright"} if page.upright and n >= page.lead else {})) for n, field in enumerate(page.fields)]
    again = [E.TR(E.TH(text_of(caption), colspan=str(len(heads))), E.CLASS("again"))] if caption else []
    return E.DIV(E.CLASS("wide"), E.TABLE(E.THEAD(*again, E.TR(*heads)), E.TBODY(*(_row(page, line) for line in page.lines))))


def _row(page: Page, line: Line) -> Any:
    cells = []
    for value, field in zip(line.cells, page.fields, strict=True):
        tone = f"tone-{value.tone}" if isinstance(value, Tag) else ""
        classes = " ".join(filter(None, (tone, "middle" if field.middle else "")))
        cells.append(E.TD(*_content(value), **({"class": classes} if classes else {})))
    attributes = {key: value for key, value in (("class", line.kind), ("id", line.anchor)) if value}
    return E.TR(*cells, **attributes)


def _content(value: Cell) -> list[Any]:
    """The runs of a cell: line breaks as such, raw quotes marked, a tag with its link."""
    if isinstance(value, Tag):
        inner = _lines(text_of(value))
        return [E.A(*inner, href=f"#{quote(value.link)}")] if value.link else inner
    runs = value if isinstance(value, tuple) else (value,)
    content: list[Any] = []
    for run in runs:
        parts = _lines(text_of(run))
        content += [E.Q(*parts)] if isinstance(run, Raw) and isinstance(value, tuple) else parts
    return content


def _lines(text: str) -> list[Any]:
    parts: list[Any] = []
    for number, line in enumerate(text.split("\n")):
        parts += [E.BR(), line] if number else [line]
    return parts


def _chapter(block: Block) -> str:
    return block.chapter

"""The ledger as one HTML page without scripts and external files, with a style sheet for screen and print on A3."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.html import builder as E

from kexie_nlp.report.ledger.book import (
    BODY_FONT,
    CENTRAL_FILL,
    FILLS,
    HEAD_FILL,
    HEAD_FONT,
    SECOND_FONT,
    STAND_INS,
    TITLE_FONT,
    TOTAL_FILL,
    Book,
    Cell,
    Line,
    Page,
    Raw,
    Tag,
    text_of,
)
from kexie_nlp.version import __version__

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_RULES = """
body {{ font: 15px/1.6 {body}; margin: 1.5em auto; max-width: 420mm; padding: 0 1em; color: #111; background: #fff }}
h1 {{ font: 28px/1.4 {title}; text-align: center }}
h2 {{ font: 21px/1.5 {head}; border-bottom: 1px solid #999 }}
h3 {{ font: 18px/1.5 {head} }}
h4 {{ font: 17px/1.5 {second}; margin: 1.2em 0 .3em }}
.day {{ text-align: center; font-family: {second} }}
.note {{ color: #444 }}
nav {{ display: flex; flex-wrap: wrap; gap: .3em 1.2em; justify-content: center }}
section > p {{ text-indent: 2em; margin: .3em 0 }}
.wide {{ overflow: auto; max-height: 92vh }}
table {{ border-collapse: collapse; width: 100%; margin: .4em 0 }}
th, td {{ border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top; overflow-wrap: anywhere }}
td {{ min-width: 1.2em }}
th {{ font-family: {head}; font-weight: normal; background: #{head_fill} }}
thead th {{ position: sticky; top: 0; text-align: center }}
th.upright {{ writing-mode: vertical-rl; text-orientation: upright; white-space: nowrap; vertical-align: middle }}
.middle {{ text-align: center }}
.central {{ background: #{central} }}
.central th {{ width: 6em; white-space: nowrap; background: inherit }}
.again {{ display: none }}
.total {{ background: #{total} }}
{tones}
q {{ quotes: none; font-family: {second} }}
dt {{ font-family: {head} }}
a {{ color: #14418b }}
td a {{ color: inherit }}
:target {{ outline: 2px solid #c00000 }}
@page {{ size: A3 landscape; margin: 14mm 12mm }}
@media print {{
  body {{ max-width: none; margin: 0; font-size: 10.5pt }}
  nav {{ display: none }}
  .wide {{ overflow: visible; max-height: none }}
  thead {{ display: table-header-group }}
  thead th {{ position: static }}
  .again {{ display: table-row }}
  .again th {{ text-align: left; background: #{central} }}
  tr, h2, h3, h4, .central {{ break-inside: avoid }}
  h2, h3, h4 {{ break-after: avoid }}
  * {{ print-color-adjust: exact }}
}}
"""


def render(book: Book) -> bytes:
    """The page as a file; lxml escapes all texts."""
    words = book.words
    parts = [("summary", words["summary"], [E.P(text_of(sentence)) for sentence in book.upfront]),
             ("overview", book.overview.title, [E.P(text_of(book.overview.note), E.CLASS("note")), _table(book.overview)]),
             ("tasks", words["tasks"], [E.P(text_of(book.main.note), E.CLASS("note")), *_blocks(book)]),
             *((f"list{n}", page.title, [E.P(text_of(page.note), E.CLASS("note")),
                                         _table(page) if page.lines else E.P(words["none"])]) for n, page in enumerate(book.lists, 1)),
             ("notes", words["notes"], [E.DL(*(part for heading, text in book.notes
                                               for part in (E.DT(text_of(heading)), E.DD(text_of(text)))))])]
    head = E.HEAD(E.META(charset="utf-8"), E.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
                  E.META(name="generator", content=f"kexie_nlp {__version__}"),
                  E.META(name="viewport", content="width=device-width"), E.TITLE(text_of(book.title)), E.STYLE(_style_sheet()))
    body = E.BODY(E.H1(text_of(book.title)), E.P(text_of(book.day), E.CLASS("day")),
                  E.E.nav(*(E.A(heading, href=f"#{name}") for name, heading, _ in parts)),
                  *(E.E.section(E.H2(heading), *content, id=name) for name, heading, content in parts))
    text = etree.tostring(E.HTML(head, body, lang="zh"), method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{text}\n".encode()


def _blocks(book: Book) -> Iterator[Any]:
    """The central tasks by chapter, each with its fields and the table of linked tasks."""
    for chapter, blocks in book.chapters():
        if chapter:
            yield E.H3(text_of(chapter))
        for block in blocks:
            rows = [E.TR(E.TH(label), E.TD(*_content(value))) for label, value in book.fields(block)]
            yield E.E.article(E.H4(f"{block.id}　{text_of(block.title)}"), E.TABLE(E.CLASS("central"), *rows),
                              _table(book.table(block), f"{block.id}　{block.title}"), id=block.anchor)


def _table(page: Page, caption: str = "") -> Any:
    """A table; its caption is only printed, and repeated on every sheet."""
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
    """The content of a cell: line breaks as <br>, raw quotes as <q>, a tag with a link as <a>."""
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


def _style_sheet() -> str:
    """The style sheet with every font followed by its stand-ins."""
    faces = {name: ", ".join(f'"{face}"' for face in (font, *STAND_INS[font])) + ", serif" for name, font in (
        ("title", TITLE_FONT), ("head", HEAD_FONT), ("second", SECOND_FONT), ("body", BODY_FONT))}
    tones = "\n".join(f".tone-{tone} {{ background: #{color} }}" for tone, color in FILLS.items())
    return _RULES.format(**faces, tones=tones, head_fill=HEAD_FILL, central=CENTRAL_FILL, total=TOTAL_FILL)

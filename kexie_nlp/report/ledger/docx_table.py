"""Tables of a document, made as XML at once: python-docx needs a walk through the table for every cell."""
from __future__ import annotations

from typing import Any

from lxml import etree

from kexie_nlp.report.ledger.cells import Cell, Field, Line, Page, Raw, Tag, text_of
from kexie_nlp.report.ledger.style import CENTRAL_FILL, FILLS, HEAD_FILL, TOTAL_FILL

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS = 1440 / 25.4  # of a millimetre
KINDS = {"central": CENTRAL_FILL, "total": TOTAL_FILL}
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_of(page: Page, width: float, caption: str = "") -> Any:
    """The `w:tbl` of a page, `width` millimetres wide, under a caption if there is one.

    Caption and headings are repeated on every sheet of paper, no row is parted.
    """
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
    """One paragraph; a line break stays one, raw quotes are set in the second face."""
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

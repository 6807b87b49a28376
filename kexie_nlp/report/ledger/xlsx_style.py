"""The look of a workbook: fonts, fills and lines, widths, and how it is printed."""
from __future__ import annotations

import math
from collections.abc import Iterable
from copy import copy
from typing import TYPE_CHECKING, Any

from kexie_nlp.report.ledger.cells import Book, Cell, Field, Page, Tag, text_of
from kexie_nlp.report.ledger.style import BODY_FONT, CENTRAL_FILL, FILLS, HEAD_FILL, HEAD_FONT, TITLE_FONT, TOTAL_FILL

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

POINTS = 10                     # size of the body
UNIT, CHARACTER = 1.852, 3.53   # millimetres of a unit of width, and of a Chinese character of the body's size
PADDING = 2.0                   # millimetres beside the text of a cell
LINE, EDGE = 14.6, 4.0          # points of a line in the highest of the usual substitute fonts, and around the text
MOST = 27                       # lines of a row; programs show 409 points
A3, SIDE = "8", 420 - 2 * 10    # its code in workbooks; millimetres of a line on it
LEAST_SCALE = 0.6               # a page that would be made smaller is printed on several sheets of paper side by side
CHINESE = 134                   # the character set of a font, by which a program looks for another one
MODERN, ROMAN = 3, 1            # families of fonts
Style = tuple[str, str, str]    # names of font, fill, alignment
TITLE: Style = "title", "", "centre"
NOTE: Style = "plain", "", "note"
HEAD: Style = "strong", "head", "centre"
UPRIGHT: Style = "strong", "head", "upright"


class Styles:
    """The styles of one workbook; each is made once."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        thin = Side(style="thin", color="999999")
        self._border = Border(left=thin, right=thin, top=thin, bottom=thin)
        colors = {**FILLS, "central": CENTRAL_FILL, "head": HEAD_FILL, "total": TOTAL_FILL}
        self._fills = {name: PatternFill("solid", fgColor=color) for name, color in colors.items()}
        self._fonts = {
            name: Font(name=face, size=size, charset=CHINESE, family=family) for name, face, size, family in (
                ("plain", BODY_FONT, POINTS, MODERN), ("strong", HEAD_FONT, POINTS, MODERN), ("title", TITLE_FONT, 18, ROMAN))}
        self._alignments = {
            "left": Alignment(wrap_text=True, vertical="top"), "note": Alignment(wrap_text=True, vertical="center"),
            "middle": Alignment(wrap_text=True, vertical="top", horizontal="center"),
            "centre": Alignment(wrap_text=True, vertical="center", horizontal="center"),
            "upright": Alignment(vertical="top", horizontal="center", text_rotation=255)}
        self._made: dict[Style, Any] = {}

    def body(self, kind: str, cell: Cell, field: Field, *, lead: bool) -> Style:
        """The style of a cell under the headings."""
        tone = cell.tone if isinstance(cell, Tag) and cell.tone != "none" else kind
        return "strong" if lead and kind else "plain", tone, "middle" if field.middle else "left"

    def apply(self, cell: Any, style: Style) -> None:
        """Give a cell its style; what is in a table gets lines around it."""
        quoted = cell.quotePrefix
        if style in self._made:
            cell._style = copy(self._made[style])  # hundred times as fast as naming font, fill and alignment again
        else:
            font, fill, alignment = style
            cell.font, cell.alignment = self._fonts[font], self._alignments[alignment]
            if fill:
                cell.fill = self._fills[fill]
            if style not in (TITLE, NOTE):
                cell.border = self._border
            self._made[style] = copy(cell._style)
            self._made[style].quotePrefix = 0
        if quoted:
            cell.quotePrefix = True


def room_of(width: float) -> float:
    """How many characters stand side by side in a column of so many millimetres."""
    return max(1.0, (width - PADDING) / CHARACTER)


def set_widths(sheet: Worksheet, fields: Iterable[Field]) -> None:
    """Columns as wide as their fields."""
    from openpyxl.utils import get_column_letter

    for n, field in enumerate(fields, 1):
        sheet.column_dimensions[get_column_letter(n)].width = round(field.width / UNIT, 2)


def print_setup(sheet: Any, page: Page, book: Book, head: int) -> None:
    """A3 across, as wide as the paper, headings and numbers on every page; more sheets of paper where it is very wide."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins

    width = sum(field.width for field in page.fields)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A3, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, math.ceil(width * LEAST_SCALE / SIDE)), 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(left=0.39, right=0.39, top=0.71, bottom=0.63, header=0.31, footer=0.31)
    sheet.print_title_rows = f"{head}:{head}"
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = f"A:{get_column_letter(page.lead)}"
    words = book.words
    title = f"{text_of(book.title)[:80]}　{page.title}".replace("&", "&&")
    sheet.oddHeader.center.text, sheet.oddHeader.center.size = title, 9
    sheet.oddFooter.center.text = f"{words['page']} &P {words['of']} &N {words['pages']}"
    sheet.oddFooter.center.size = 9
    sheet.sheet_view.zoomScale = 90

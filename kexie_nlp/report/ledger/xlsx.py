"""The ledger as a workbook: sheets for the overview, the ledger itself, the lists and the notes, set up for print on A3.

Rows are as high as their text in a common substitute font; a row that would exceed what programs show is split.
"""
from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import timezone
from typing import TYPE_CHECKING, Any

from kexie_nlp.report.ledger.book import (
    BODY_FONT,
    CENTRAL_FILL,
    FILLS,
    HEAD_FILL,
    HEAD_FONT,
    TITLE_FONT,
    TOTAL_FILL,
    Book,
    Cell,
    Field,
    Line,
    Page,
    Tag,
    text_of,
)
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TOP = 3  # the row of the headings, below title and note
LINKS = 60_000  # links in a sheet; Excel allows 65,530
FORMULA = ("=", "+", "-", "@")
POINTS = 10                     # font size of the body
UNIT, CHARACTER = 1.852, 3.53   # millimetres of a unit of width, and of a Chinese character of the body
PADDING = 2.0                   # millimetres beside the text of a cell
LINE, EDGE = 14.6, 4.0          # points of a line in the highest of the common substitute fonts, and around the text
MOST = 27                       # lines of a row, whose height is limited to 409 points
A3, SIDE = "8", 420 - 2 * 10    # code of the paper, and the width between its margins in millimetres
LEAST_SCALE = 0.6               # least scale in print; a wider page is printed on several sheets side by side
CHINESE = 134                   # character set of a font, by which programs find a substitute
MODERN, ROMAN = 3, 1            # font families
Style = tuple[str, str, str]    # keys of font, fill and alignment
TITLE: Style = "title", "", "centre"
NOTE: Style = "plain", "", "note"
HEAD: Style = "strong", "head", "centre"
UPRIGHT: Style = "strong", "head", "upright"
NARROW = 0.55  # width of a letter or digit in Chinese characters
SLACK = 0.94   # share of a line that is filled, because punctuation may not begin a line


def render(book: Book) -> bytes:
    """The workbook as a file."""
    from openpyxl import Workbook

    target = Workbook()
    target.remove(target.worksheets[0])
    main, pages = book.main, [book.overview, book.main, *book.lists]
    sheets = {page.title: target.create_sheet(page.title) for page in pages}
    writer = _Writer(book, _Styles())
    anchors = writer.page(sheets[main.title], main, {})  # first, because the others link to it
    for page in pages:
        if page is not main:
            linked = len(page.lines) * len(page.fields) <= LINKS
            links = {anchor: f"'{main.title}'!A{row}" for anchor, row in anchors.items()} if linked else {}
            writer.page(sheets[page.title], page, links)
    writer.notes(target.create_sheet(book.words["notes"]))
    _properties(target, book)
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


class _Writer:
    """Writes pages into sheets of one workbook."""

    def __init__(self, book: Book, styles: _Styles) -> None:
        self._book, self._styles = book, styles

    def page(self, sheet: Worksheet, page: Page, links: dict[str, str]) -> dict[str, int]:
        """Write a page into a sheet; the rows of its anchors. `links` are the locations of anchors in the main sheet."""
        from openpyxl.utils import get_column_letter

        _set_widths(sheet, page.fields)
        self._heads(sheet, page)
        anchors: dict[str, int] = {}
        row = TOP
        for line in page.lines:
            anchors.setdefault(line.anchor, row + 1)
            row = self._line(sheet, row, line, page, links)
        last = get_column_letter(len(page.fields))
        sheet.auto_filter.ref = f"A{TOP}:{last}{row}"
        sheet.freeze_panes = f"{get_column_letter(page.lead + 1)}{TOP + 1}"
        _print_setup(sheet, page, self._book, TOP)
        return anchors

    def notes(self, sheet: Worksheet) -> None:
        """Write the summary sentences and the notes."""
        words = self._book.words
        fields = (Field(words["item"], 40), Field(words["content"], 330))
        lines = [Line((words["summary"] if not n else "", text)) for n, text in enumerate(self._book.upfront)]
        lines += [Line((heading, text)) for heading, text in self._book.notes]
        self.page(sheet, Page(words["notes"], f"{words['day']}{self._book.day}", fields, tuple(lines)), {})

    def _heads(self, sheet: Worksheet, page: Page) -> None:
        """Write title, note and headings."""
        width, styles = len(page.fields), self._styles
        on_top = page is self._book.overview
        note = "\n".join([*(self._book.upfront[:2] if on_top else ()), page.note])
        for row, text, style in ((1, self._book.title if on_top else page.title, TITLE), (2, note, NOTE)):
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
            styles.apply(_put(sheet, row, 1, text), style)
        sheet.row_dimensions[1].height = 34
        sheet.row_dimensions[2].height = LINE * lines_of(text_of(note), _room_of(sum(f.width for f in page.fields))) + EDGE
        heights = []
        for n, field in enumerate(page.fields, 1):
            upright = page.upright and n > page.lead
            text = text_of(field.heading)
            styles.apply(_put(sheet, TOP, n, field.heading), UPRIGHT if upright else HEAD)
            heights.append(len(text) + 1 if upright else lines_of(text, _room_of(field.width)))
        sheet.row_dimensions[TOP].height = min(LINE * max(heights) + 2 * EDGE, 409)

    def _line(self, sheet: Worksheet, row: int, line: Line, page: Page, links: dict[str, str]) -> int:
        """Write a line below `row`, as several rows if it is too high for one; the last row written."""
        rooms = [_room_of(field.width) for field in page.fields]
        texts = [text_of(cell) for cell in line.cells]
        kept = [n < page.lead or isinstance(cell, Tag | int | float) for n, cell in enumerate(line.cells)]
        for number, part in enumerate(parted(texts, rooms, MOST, kept)):
            row += 1
            for n, (cell, text, field) in enumerate(zip(line.cells, part, page.fields, strict=True), 1):
                target = _put(sheet, row, n, cell if isinstance(cell, int | float) else text)
                self._styles.apply(target, self._styles.body(line.kind, cell, field, lead=n <= page.lead))
                if isinstance(cell, Tag) and cell.link in links and not number:
                    _link(target, links[cell.link])
            sheet.row_dimensions[row].height = LINE * max(map(lines_of, part, rooms)) + EDGE
        return row


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> Any:
    """Set a cell; a text is stored as text, whatever it begins with."""
    target: Any = sheet.cell(row, column)
    if isinstance(value, int | float):
        target.value = value
    elif text := text_of(value):
        target.value = text
        target.data_type = "s"
        if text.startswith(FORMULA):
            target.quotePrefix = True  # it stays a text when it is edited
    return target


def _link(cell: Any, location: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location, display=str(cell.value))


def _properties(target: Workbook, book: Book) -> None:
    stamp = book.made.astimezone(timezone.utc).replace(tzinfo=None)
    properties = target.properties
    properties.title, properties.creator, properties.created = text_of(book.title), f"kexie_nlp {__version__}", stamp


class _Styles:
    """The styles of one workbook, each made once."""

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
        """The style of a cell below the headings; `kind` is that of its line."""
        tone = cell.tone if isinstance(cell, Tag) and cell.tone != "none" else kind
        return "strong" if lead and kind else "plain", tone, "middle" if field.middle else "left"

    def apply(self, cell: Any, style: Style) -> None:
        """Apply a style to a cell, with borders except for title and note."""
        quoted = cell.quotePrefix
        if style in self._made:
            cell._style = copy(self._made[style])  # a hundred times as fast as setting font, fill and alignment
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


def _room_of(width: float) -> float:
    """The number of Chinese characters that fit into a column of `width` millimetres."""
    return max(1.0, (width - PADDING) / CHARACTER)


def _set_widths(sheet: Worksheet, fields: Iterable[Field]) -> None:
    """Set the width of the columns."""
    from openpyxl.utils import get_column_letter

    for n, field in enumerate(fields, 1):
        sheet.column_dimensions[get_column_letter(n)].width = round(field.width / UNIT, 2)


def _print_setup(sheet: Any, page: Page, book: Book, head: int) -> None:
    """Print on A3 landscape, scaled to the width, with headings and page numbers; very wide pages on several sheets."""
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


def _length(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else NARROW for char in text)


def lines_of(text: str, room: float) -> int:
    """The number of lines of `room` Chinese characters that a text takes."""
    return sum(max(1, math.ceil(_length(part) / (room * SLACK))) for part in text.split("\n"))


def parted(cells: Sequence[str], rooms: Sequence[float], most: int, kept: Sequence[bool]) -> list[tuple[str, ...]]:
    """A row of texts split into rows of at most `most` lines; `kept` texts are repeated in each."""
    columns = [[cell] if keep else _parts(cell, room, most) for cell, room, keep in zip(cells, rooms, kept, strict=True)]
    rows = max(len(column) for column in columns)
    return [tuple(column[row] if row < len(column) else column[0] if keep else "" for column, keep in zip(columns, kept, strict=True))
            for row in range(rows)]


def _parts(text: str, room: float, most: int) -> list[str]:
    parts = []
    while lines_of(text, room) > most:
        end = _end(text, room, most)
        parts.append(text[:end].strip("\n"))
        text = text[end:].lstrip("\n")
    return [*parts, text]


def _end(text: str, room: float, most: int) -> int:
    """The end of the part that fills `most` lines: after the last sentence in its second half if there is one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if lines_of(text[:middle], room) <= most:
            low = middle
        else:
            high = middle - 1
    end = max(text.rfind(mark, low // 2, low) for mark in "。；\n") + 1
    return end or low

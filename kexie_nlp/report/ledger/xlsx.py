"""The ledger as a workbook: the overview, the ledger itself, the lists, how to read it."""
from __future__ import annotations

import io
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from kexie_nlp.report.ledger.cells import Book, Cell, Field, Line, Page, Tag, text_of
from kexie_nlp.report.ledger.files import settled
from kexie_nlp.report.ledger.measuring import lines_of, parted
from kexie_nlp.report.ledger.xlsx_style import EDGE, HEAD, LINE, MOST, NOTE, TITLE, UPRIGHT, Styles, print_setup, room_of, set_widths
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TOP = 3  # the row of the headings, under the title and the note
LINKS = 60_000  # Excel takes 65,530 in a sheet
FORMULA = ("=", "+", "-", "@")


def workbook_bytes(book: Book, made: datetime) -> bytes:
    """The workbook as a file."""
    from openpyxl import Workbook

    target = Workbook()
    target.remove(target.worksheets[0])
    main, pages = book.main, [book.overview, book.main, *book.lists]
    sheets = {page.title: target.create_sheet(page.title) for page in pages}
    writer = _Writer(book, Styles())
    anchors = writer.page(sheets[main.title], main, {})  # first: the others link into it
    for page in pages:
        if page is not main:
            linked = len(page.lines) * len(page.fields) <= LINKS
            links = {anchor: f"'{main.title}'!A{row}" for anchor, row in anchors.items()} if linked else {}
            writer.page(sheets[page.title], page, links)
    writer.notes(target.create_sheet(book.words["notes"]))
    _properties(target, book, made)
    out = io.BytesIO()
    target.save(out)
    return settled(out.getvalue(), made)


class _Writer:
    """Writes pages into sheets of one workbook."""

    def __init__(self, book: Book, styles: Styles) -> None:
        self._book, self._styles = book, styles

    def page(self, sheet: Worksheet, page: Page, links: dict[str, str]) -> dict[str, int]:
        """Write a page; the rows of its anchors."""
        from openpyxl.utils import get_column_letter

        set_widths(sheet, page.fields)
        self._heads(sheet, page)
        anchors: dict[str, int] = {}
        row = TOP
        for line in page.lines:
            anchors.setdefault(line.anchor, row + 1)
            row = self._line(sheet, row, line, page, links)
        last = get_column_letter(len(page.fields))
        sheet.auto_filter.ref = f"A{TOP}:{last}{row}"
        sheet.freeze_panes = f"{get_column_letter(page.lead + 1)}{TOP + 1}"
        print_setup(sheet, page, self._book, TOP)
        return anchors

    def notes(self, sheet: Worksheet) -> None:
        """Write what came out in sentences, and how to read it."""
        words = self._book.words
        fields = (Field(words["item"], 40), Field(words["content"], 330))
        lines = [Line((words["summary"] if not n else "", text)) for n, text in enumerate(self._book.upfront)]
        lines += [Line((heading, text)) for heading, text in self._book.notes]
        self.page(sheet, Page(words["notes"], f"{words['day']}{self._book.day}", fields, tuple(lines)), {})

    def _heads(self, sheet: Worksheet, page: Page) -> None:
        """Title, note and headings."""
        width, styles = len(page.fields), self._styles
        on_top = page is self._book.overview
        note = "\n".join([*(self._book.upfront[:2] if on_top else ()), page.note])
        for row, text, style in ((1, self._book.title if on_top else page.title, TITLE), (2, note, NOTE)):
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
            styles.apply(_put(sheet, row, 1, text), style)
        sheet.row_dimensions[1].height = 34
        sheet.row_dimensions[2].height = LINE * lines_of(text_of(note), room_of(sum(f.width for f in page.fields))) + EDGE
        heights = []
        for n, field in enumerate(page.fields, 1):
            upright = page.upright and n > page.lead
            text = text_of(field.heading)
            styles.apply(_put(sheet, TOP, n, field.heading), UPRIGHT if upright else HEAD)
            heights.append(len(text) + 1 if upright else lines_of(text, room_of(field.width)))
        sheet.row_dimensions[TOP].height = min(LINE * max(heights) + 2 * EDGE, 409)

    def _line(self, sheet: Worksheet, row: int, line: Line, page: Page, links: dict[str, str]) -> int:
        """Write a line, as several rows where it is too high for one; the last row."""
        rooms = [room_of(field.width) for field in page.fields]
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
    """A cell with a value; a text is a text, whatever it begins with."""
    target: Any = sheet.cell(row, column)
    if isinstance(value, int | float):
        target.value = value
    elif text := text_of(value):
        target.value = text
        target.data_type = "s"
        if text.startswith(FORMULA):
            target.quotePrefix = True  # nor does it become a formula when somebody edits it
    return target


def _link(cell: Any, location: str) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location, display=str(cell.value))


def _properties(target: Workbook, book: Book, made: datetime) -> None:
    stamp = made.astimezone(timezone.utc).replace(tzinfo=None)
    properties = target.properties
    properties.title, properties.creator, properties.created = text_of(book.title), f"kexie_nlp {__version__}", stamp

"""Word documents (.docx) to text and blocks: paragraphs with their automatic numbers, tables as tab-separated lines."""
from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.docx_numbering import Numbering, W
from kexie_nlp.reading.raw import Block, Builder

MAX_ENTRIES = 5_000
MAX_UNPACKED = 400_000_000  # bytes, pictures and all
MAX_XML = 60_000_000  # bytes of one part that is parsed
MAX_RATIO = 200  # of unpacked to packed bytes, above SMALL unpacked bytes
SMALL = 20_000_000
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# deleted and moved text, field codes, fallbacks for other programs, properties
_SKIPPED = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{_COMPATIBLE}Fallback", f"{W}pPr", f"{W}rPr",
                      f"{W}tblPr", f"{W}trPr", f"{W}tcPr", f"{W}sdtPr", f"{W}sectPr"))
_BLANKS = re.compile("[ \t\n]+")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def read_docx(data: bytes, path: str) -> tuple[str, tuple[Block, ...]]:
    """The text of a Word document and its blocks.

    K102 for a document without text, K103 for another kind of archive, K108 for a damaged document, K109 for one with a
    password, K111 for one that unpacks to more than the limits.
    """
    _check_archive(data, path)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        lists = Numbering(_part(document, "numbering"), _part(document, "styles"))
        builder = Builder()
        _body(document.element.body, builder, lists)
    except Exception as error:  # whatever a broken package makes the library raise
        raise KexieError("K108", path=path, detail=f"{type(error).__name__}: {error}"[:200]) from None
    if not builder.text.strip():
        raise KexieError("K102", path=path)
    return builder.text, tuple(builder.blocks)


def _check_archive(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {e.filename for e in entries}
            if any(e.flag_bits & 1 for e in entries):
                raise KexieError("K109", path=path, detail="an archive with a password")
            size, packed = sum(e.file_size for e in entries), len(data)
            largest = max((e.file_size for e in entries if e.filename.endswith((".xml", ".rels"))), default=0)
            if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED or largest > MAX_XML:
                raise KexieError("K111", path=path, detail=f"{len(entries)} parts, {size} bytes")
            if size > SMALL and size > MAX_RATIO * packed:
                raise KexieError("K111", path=path, detail=f"{packed} bytes hold {size}")
            if "[Content_Types].xml" not in names:
                raise KexieError("K103", path=path, detail="an archive that is no Word document")
            if _MAIN.encode() not in archive.read("[Content_Types].xml"):
                raise KexieError("K103", path=path, detail="an Office file that is no Word document (.docx)")
            _refuse_entities(archive, entries, path)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, zlib.error) as error:
        raise KexieError("K108", path=path, detail=str(error)[:200]) from None


def _refuse_entities(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], path: str) -> None:
    """Raise K111 for a document type, which Word never writes: entities can fetch files and expand without bound."""
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                head = part.read(2000).replace(b"\0", b"")
            if b"<!DOCTYPE" in head:
                raise KexieError("K111", path=path, detail=f"a document type in {entry.filename}")


def _part(document: Any, name: str) -> Any | None:
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
    try:
        part = document.part.part_related_by(kind)
    except KeyError:
        return None
    element = getattr(part, "element", None)
    if element is None:
        from docx.oxml import parse_xml

        element = parse_xml(part.blob)
    return element


def _body(body: Any, builder: Builder, lists: Numbering) -> None:
    for element in _flow(body):
        if element.tag == f"{W}p":
            builder.paragraph(lists.mark(element) + _text(element))
        else:
            builder.table(_rows(element, lists))


def _flow(container: Any) -> Iterator[Any]:
    """The paragraphs and tables directly inside a body or cell, content controls and insertions included."""
    for element in container:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag not in _SKIPPED and element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo",
                                                             f"{W}customXml", f"{W}smartTag"):
            yield from _flow(element)


def _text(paragraph: Any) -> str:
    """The visible text of a paragraph; a line break is a newline, a text box follows on its own line."""
    parts: list[str] = []
    for element in _visible(paragraph):
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag == f"{W}tab":
            parts.append("\t")
        elif element.tag == f"{W}br" and element.get(f"{W}type") in (None, "textWrapping") or element.tag == f"{W}cr":
            parts.append("\n")
        elif element.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif element.tag == f"{W}p" and parts and element is not paragraph:
            parts.append("\n")
    return "".join(parts)


def _visible(element: Any) -> Iterator[Any]:
    stack = [element]
    while stack:
        current = stack.pop()
        if current.tag in _SKIPPED or current.tag == f"{W}r" and _vanishes(current):
            continue
        yield current
        stack.extend(reversed(current))


def _vanishes(run: Any) -> bool:
    properties = run.find(f"{W}rPr")
    vanish = None if properties is None else properties.find(f"{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _rows(table: Any, lists: Numbering) -> list[list[str]]:
    rows = []
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue  # of a table inside a cell: its text stands in that cell
        cells: list[str] = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is row:
                cells += _cell(cell, lists)
        rows.append(cells)
    return rows


def _cell(cell: Any, lists: Numbering) -> list[str]:
    """The text of a cell, and an empty text for each further column that it spans."""
    lines = []
    for element in _flow(cell):
        if element.tag == f"{W}p":
            lines.append(lists.mark(element) + _text(element))
        else:
            lines += [" ".join(row) for row in _rows(element, lists)]
    text = _BLANKS.sub(" ", " ".join(lines)).strip(" ")
    properties = cell.find(f"{W}tcPr")
    span = None if properties is None else properties.find(f"{W}gridSpan")
    covered = span.get(f"{W}val", "1") if span is not None else "1"
    return [text] + [""] * (min(int(covered), 100) - 1 if covered.isdigit() else 0)

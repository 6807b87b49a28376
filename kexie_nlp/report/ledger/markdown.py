"""The ledger as Markdown; the characters in its texts that have a meaning in Markdown are escaped."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.report.ledger.book import Block, Book, Cell, Page, text_of

_MARKS = re.compile(r"[\\`*_\[\]<>|#~&]")
_LIST = re.compile(r"^(\s*)(\d+)([.)])(?=\s)|^(\s*)([-+=])", re.M)


def render(book: Book) -> bytes:
    """The Markdown file."""
    return ("\n".join(_lines(book)) + "\n").encode()


def _lines(book: Book) -> Iterator[str]:
    words = book.words
    yield from (f"# {_line(book.title)}", "", _line(book.day), "", f"## {words['summary']}", "")
    for sentence in book.upfront:
        yield from (_line(sentence), "")
    yield from _section(book.overview, words["none"])
    yield from (f"## {words['tasks']}", "", _line(book.main.note), "")
    for chapter, blocks in book.chapters():
        if chapter:
            yield from (f"### {_line(chapter)}", "")
        for block in blocks:
            yield from _block(book, block)
    for page in book.lists:
        yield from _section(page, words["none"])
    yield from (f"## {words['notes']}", "")
    for heading, text in book.notes:
        yield f"- **{_line(heading)}**：{_line(text)}"


def _block(book: Book, block: Block) -> Iterator[str]:
    yield from (f'<a id="{_attribute(block.anchor)}"></a>', "", f"#### {_line(block.id)} {_line(block.title)}", "")
    for label, value in book.fields(block):
        yield f"- **{label}**：{_line(text_of(value).replace(chr(10), '；'))}"
    yield ""
    yield from _table(book.table(block))


def _section(page: Page, none: str) -> Iterator[str]:
    yield from (f"## {_line(page.title)}", "", _line(page.note), "")
    if page.lines:
        yield from _table(page)
    else:
        yield from (none, "")


def _table(page: Page) -> Iterator[str]:
    yield f"| {' | '.join(_cell(field.heading) for field in page.fields)} |"
    yield f"|{'|'.join(' :-: ' if field.middle else ' --- ' for field in page.fields)}|"
    for line in page.lines:
        yield f"| {' | '.join(_cell(cell) for cell in line.cells)} |"
    yield ""


def _cell(cell: Cell) -> str:
    return "<br>".join(_escaped(part.strip()) for part in text_of(cell).split("\n"))


def _line(text: str) -> str:
    """A text as one line that does not begin a list."""
    return _LIST.sub(_unlisted, _escaped(" ".join(text_of(text).split("\n"))))


def _escaped(text: str) -> str:
    return _MARKS.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(match[0], f"\\{match[0]}")


def _unlisted(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\\{match[3]}" if match[2] else f"{match[4]}\\{match[5]}"


def _attribute(text: str) -> str:
    return text_of(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")

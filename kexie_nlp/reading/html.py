"""Decoded HTML to text and blocks: the main text without menus, scripts, buttons and footers; tables as tab-separated lines.

The page is not rendered; nothing in it is run or fetched. It becomes a flat list of nodes (`html_nodes`); elements that hold no text of
a paper are passed over (`html_noise`), the others become lines and tables, of which those of the paper are kept (`html_main`).
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.html_main import Entry, paper
from kexie_nlp.reading.html_nodes import BLOCKS, Node, clean, parse
from kexie_nlp.reading.html_noise import is_noise
from kexie_nlp.reading.html_tables import grid, is_data
from kexie_nlp.reading.raw import Block, Builder

_TITLE_CUT = re.compile(r"\s*[-_|–—]\s*")
SITE_TITLE = 4  # a page's title of so few characters names a site or a kind of page


def read_html(text: str, path: str) -> tuple[str, tuple[Block, ...]]:
    """The main text of a decoded page and its blocks. K102 where no text is left."""
    nodes = parse(text)
    page_title = _page_title(nodes)
    entries, title = paper(_entries(nodes), nodes, page_title)
    builder = Builder()
    front = _front(page_title, entries, title)
    if front and entries:
        builder.paragraph(front)
    for entry in entries:
        if entry.rows is not None:
            builder.table(entry.rows)
        else:
            builder.paragraph(entry.text)
    if not builder.text.strip():
        raise KexieError("K102", path=path)
    return builder.text, tuple(builder.blocks)


def _page_title(nodes: list[Node]) -> str:
    """The titles that a page has in its head: its own and, on sites of authorities, that of the paper."""
    titles = (node for node in nodes if node.tag == "title" and nodes[node.parent].tag in ("head", "html"))
    return "|".join(clean("".join(inner.text or "" for inner in nodes[node.position:node.end])) for node in titles)


def _entries(nodes: list[Node]) -> list[Entry]:
    """The lines and data tables of a page, without the elements that are noise."""
    lines = _Lines()
    i = 0
    while i < len(nodes):
        node = nodes[i]
        if node.text is not None:
            lines.add(node)
            i += 1
        elif is_noise(node, nodes[0]):
            i = node.end
        elif node.tag == "table" and is_data(node, nodes):
            lines.flush()
            rows = grid(node, nodes)
            lines.entries.append(Entry(i, node.end, "\n".join(map("\t".join, rows)), rows, node.linked))
            i = node.end
        else:
            lines.open(node)
            i += 1
        lines.close(i)
    lines.flush()
    return lines.entries


class _Lines:
    """Collects inline pieces of text to lines; a line ends where a block begins or ends."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._pieces: list[str] = []
        self._nodes: list[Node] = []
        self._ends: list[int] = []  # where the open blocks end
        self._mark = ""

    def open(self, node: Node) -> None:
        if node.tag == "br":
            self.flush()
        elif node.tag in BLOCKS:
            self.flush()
            self._ends.append(node.end)
            if node.tag == "li" and node.number:
                self._mark = f"{node.number}. "

    def close(self, position: int) -> None:
        while self._ends and self._ends[-1] <= position:
            self._ends.pop()
            self.flush()

    def add(self, node: Node) -> None:
        text = node.text or ""
        if not text.strip() and not self._nodes:
            return
        first, *others = text.split("\n") if node.preformatted else [text]
        self._pieces.append(first)
        self._nodes.append(node)
        for line in others:
            self.flush()
            self._pieces.append(line)
            self._nodes.append(node)

    def flush(self) -> None:
        line = clean("".join(self._pieces))
        if line:
            linked = sum(node.linked for node in self._nodes)
            self.entries.append(Entry(self._nodes[0].position, self._nodes[-1].end, self._mark + line, None, linked))
            self._mark = ""
        self._pieces, self._nodes = [], []


def _front(page_title: str, entries: Sequence[Entry], title: int | None) -> str:
    """The title of the page where the paper does not contain it, or an empty text."""
    front = max(_TITLE_CUT.split(page_title), key=len)
    squeezed = "".join(front.split())
    if len(squeezed) <= SITE_TITLE or squeezed in "".join("".join(entry.text.split()) for entry in entries):
        return ""
    found = "".join(entries[title].text.split()) if title is not None else ""
    return "" if found and found in "".join(page_title.split()) else front

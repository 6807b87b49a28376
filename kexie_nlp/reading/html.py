"""Decoded HTML to text and blocks: the main text without menus, scripts, buttons and footers; tables as tab-separated lines.

The page is not rendered; nothing in it is run or fetched. It is parsed into a flat list of nodes in document order, each with the
counts that separate text from boilerplate, so no depth of nesting can overflow the stack.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.raw import Block, Builder

BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", "caption", "legend"
])
_NUMBER = re.compile(r"\d{1,4}")
_STOP = re.compile("[。；！？]")
_NO_TEXT = frozenset(["script", "style", "noscript", "template", "textarea", "select"])
_NO_NUMBERS = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_SKIPPED = frozenset([
    "script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "object", "embed", "svg",
    "canvas", "select", "button", "input", "textarea", "video", "audio", "map", "dialog", "head", "title",
    "applet", "frameset", "datalist"
])
_NOISE = frozenset([
    "nav", "navbar", "navigation", "menu", "submenu", "mainmenu", "breadcrumb", "breadcrumbs", "crumb",
    "crumbs", "share", "bdshare", "shares", "jiathis", "foot", "footer", "bottom", "copyright", "sidebar",
    "sidenav", "related", "recommend", "toolbar", "pager", "pagination", "pagenav", "prevnext", "qrcode",
    "ewm", "login", "banner", "topbar", "fontsize", "friendlink", "friendlinks", "links", "weixin", "wechat",
    "comment", "comments", "dayin", "xgwz", "fenxiang"
])
_CONTENT = frozenset(["body", "html", "form", "article", "main"])
_TOKENS = re.compile("[a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile("[ \t\r\n\f]+")
_TITLE_CUT = re.compile(r"\s*[-_|–—]\s*")
LINKED = 0.6  # a block with this share of its text in three or more links, and no sentence, is a menu
BIG_CELL = 300  # a table with a cell of more characters in several paragraphs is layout


def read_html(text: str, path: str) -> tuple[str, tuple[Block, ...]]:
    """The main text of a decoded page and its blocks. K102 where no text is left."""
    nodes = parse(text)
    builder = Builder()
    lines = _Lines(builder)
    i = 0
    while i < len(nodes):
        node = nodes[i]
        if node.text is not None:
            lines.add(node.text, node.preformatted)
        elif _is_noise(node, nodes[0]):
            lines.close(i)
            i = node.end
            continue
        elif node.tag == "table" and _is_data(node, nodes):
            lines.flush()
            builder.table(_grid(node, nodes))
            i = node.end
            continue
        else:
            lines.open(node)
        i += 1
        lines.close(i)
    lines.flush()
    if not builder.text.strip():
        raise KexieError("K102", path=path)
    return _with_title(nodes, builder)


class Node:
    """An element, or a text (`text` is not None). `position` and `end` (behind its last descendant) are indices into the list of nodes.

    The counts are those of the subtree: characters, characters in links, links, sentence stops outside links, headings, tables,
    cells, paragraphs.
    """

    __slots__ = ("tag", "text", "names", "style", "hidden", "number", "columns", "rows", "position", "end", "length", "linked",
                 "links", "stops", "headings", "tables", "cells", "paragraphs", "preformatted")

    def __init__(self, tag: str, position: int, text: str | None = None) -> None:
        self.tag, self.text, self.position, self.end = tag, text, position, position + 1
        self.names = self.style = ""
        self.hidden = self.preformatted = False
        self.number = 0
        self.columns = self.rows = 1
        self.length = self.linked = self.links = self.stops = 0
        self.headings = self.tables = self.cells = self.paragraphs = 0


class _Target:
    """Collects nodes from the events of lxml's parser; no tree is built."""

    def __init__(self) -> None:
        self.nodes: list[Node] = [Node("html", 0)]
        self._open: list[Node] = [self.nodes[0]]
        self._counters: list[int] = []  # the next number of each open list, -1 for lists without numbers
        self._in_link = self._in_pre = self._no_text = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, len(self.nodes))
        if attributes:
            node.names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
            node.style = attributes.get("style", "")
            node.hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
            node.columns, node.rows = (_span(attributes.get(name)) for name in ("colspan", "rowspan"))
        if tag == "ol":
            shown = not _NO_NUMBERS.search(node.style) and attributes.get("type", "1") == "1"
            self._counters.append(_integer(attributes.get("start"), 1) if shown else -1)
        elif tag == "ul":
            self._counters.append(-1)
        elif tag == "li" and self._counters and self._counters[-1] >= 0:
            node.number = _integer(attributes.get("value"), self._counters[-1])
            self._counters[-1] = node.number + 1
        self._in_link += tag == "a"
        self._in_pre += tag == "pre"
        self._no_text += tag in _NO_TEXT
        self.nodes.append(node)
        self._open.append(node)

    def end(self, tag: str) -> None:
        if len(self._open) < 2:
            return
        node = self._open.pop()
        node.end = len(self.nodes)
        self._in_link -= node.tag == "a"
        self._in_pre -= node.tag == "pre"
        self._no_text -= node.tag in _NO_TEXT
        if node.tag in ("ol", "ul") and self._counters:
            self._counters.pop()
        node.links += node.tag == "a"
        node.headings += node.tag in ("h1", "h2")
        node.tables += node.tag == "table"
        node.cells += node.tag in ("td", "th")
        node.paragraphs += node.tag in ("p", "div", "li")
        _count(self._open[-1], node)

    def data(self, text: str) -> None:
        node = Node("", len(self.nodes), text)
        node.preformatted = bool(self._in_pre)
        self.nodes.append(node)
        if not self._no_text:
            around, size = self._open[-1], len(text.strip())
            around.length += size
            if self._in_link:
                around.linked += size
            elif _STOP.search(text):
                around.stops += 1

    def comment(self, text: str) -> None:
        pass

    def pi(self, target: str, data: str | None = None) -> None:
        pass

    def close(self) -> list[Node]:
        while len(self._open) > 1:
            self.end(self._open[-1].tag)
        self.nodes[0].end = len(self.nodes)
        return self.nodes


def parse(text: str) -> list[Node]:
    """The nodes of a page in document order; the first is the page itself."""
    from lxml import etree

    parser = etree.HTMLParser(target=_Target(), encoding="utf-8", no_network=True, huge_tree=True)
    parser.feed(b"<!DOCTYPE html>\n" if not text.strip() else text.encode("utf-8", "replace"))
    return parser.close()


def _count(around: Node, node: Node) -> None:
    around.length += node.length
    around.linked += node.linked
    around.links += node.links
    around.stops += node.stops
    around.headings += node.headings
    around.tables += node.tables
    around.cells += node.cells
    around.paragraphs += node.paragraphs


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and _NUMBER.fullmatch(value.strip()) else default


def _span(value: str | None) -> int:
    return min(max(_integer(value, 1), 1), 100)


class _Lines:
    """Collects inline pieces of text to lines; a line ends where a block begins or ends."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._pieces: list[str] = []
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

    def add(self, text: str, preformatted: bool) -> None:
        first, *others = text.split("\n") if preformatted else [text]
        self._pieces.append(first)
        for line in others:
            self.flush()
            self._pieces.append(line)

    def flush(self) -> None:
        line = _clean("".join(self._pieces))
        self._pieces = []
        if line:
            self._builder.paragraph(self._mark + line)
            self._mark = ""


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


def _is_noise(node: Node, page: Node) -> bool:
    if node.tag in _SKIPPED:
        return True
    if node.tag == "header" and not node.headings:
        return True
    if not node.position or 2 * (node.length - node.linked) > page.length - page.linked:
        return False  # an element with half of the page's text is no menu, whatever its name
    if node.hidden or _HIDDEN.search(node.style):
        return True
    if node.tag not in BLOCKS or node.tag in _CONTENT:
        return False
    if _NOISE.intersection(_TOKENS.findall(node.names.lower())) and not node.headings:
        return True
    return node.links >= 3 and node.linked > LINKED * node.length and not node.stops


def _is_data(table: Node, nodes: list[Node]) -> bool:
    """Whether a table holds data and is not part of the layout."""
    if table.tables > 1 or table.cells < 2:
        return False
    return not any(node.tag in ("td", "th") and node.length > BIG_CELL and node.paragraphs > 1
                   for node in nodes[table.position:table.end])


def _grid(table: Node, nodes: list[Node]) -> list[list[str]]:
    """Rows of cell texts; positions covered by a spanning cell are empty."""
    rows: list[list[str]] = []
    below: dict[int, int] = {}  # column → rows still covered from above
    for row in _inside(table, nodes, ("tr",)):
        cells: list[str] = []
        for cell in _inside(row, nodes, ("td", "th")):
            _skip_covered(cells, below)
            for n in range(cell.columns):
                if cell.rows > 1:
                    below[len(cells)] = cell.rows - 1
                cells.append("" if n else _cell_text(cell, nodes))
        _skip_covered(cells, below)
        if any(cells):
            rows.append(cells)
    return rows


def _skip_covered(cells: list[str], below: dict[int, int]) -> None:
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append("")


def _inside(node: Node, nodes: list[Node], tags: tuple[str, ...]) -> Iterator[Node]:
    i = node.position + 1
    while i < node.end:
        inner = nodes[i]
        if inner.tag in tags:
            yield inner
            i = inner.end
        else:
            i += 1


def _cell_text(cell: Node, nodes: list[Node]) -> str:
    parts = []
    i = cell.position + 1
    while i < cell.end:
        node = nodes[i]
        if node.tag in _SKIPPED:
            i = node.end
            continue
        if node.text is not None:
            parts.append(node.text)
        elif node.tag in BLOCKS or node.tag == "br":
            parts.append(" ")
        i += 1
    return _clean("".join(parts))


def _with_title(nodes: list[Node], builder: Builder) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks, with the title of the page in front where the body does not contain it."""
    text = builder.text
    title = next((_clean("".join(n.text or "" for n in nodes[node.position:node.end]))
                  for node in nodes if node.tag == "title"), "")
    title = max(_TITLE_CUT.split(title), key=len)
    if not title or "".join(title.split()) in "".join(text.split()) or builder.paragraphs == 0:
        return text, tuple(builder.blocks)
    shift = len(title) + 1
    blocks = [Block(0, len(title), "paragraph", (0,))]
    blocks += [Block(b.start + shift, b.end + shift, b.kind, b.place) for b in builder.blocks]
    return f"{title}\n{text}", tuple(blocks)

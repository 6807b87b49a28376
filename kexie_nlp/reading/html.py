"""HTML to text: the document's own words without menus, scripts, buttons and footers; tables as tab-separated lines.

The page is never rendered and nothing in it is run or fetched. It is parsed into a flat list of nodes, so that no depth of
nesting can overrun a stack.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.builder import Builder
from kexie_nlp.reading.htmlnodes import BLOCKS, Node, parse
from kexie_nlp.reading.raw import Block

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
LINKED = 0.6  # a block with so much of its text in links, three of them at least, and no sentence is a menu
BIG_CELL = 300  # a cell with more characters in several paragraphs makes a table one of layout


def read_html(text: str, path: str) -> tuple[str, tuple[Block, ...]]:
    """The main text of a decoded page and its blocks. K102 where nothing is left."""
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


class _Lines:
    """The lines of running text: inline pieces gathered until a block begins or ends."""

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
        return False  # what holds half of the page's words is no menu, whatever it is called
    if node.hidden or _HIDDEN.search(node.style):
        return True
    if node.tag not in BLOCKS or node.tag in _CONTENT:
        return False
    if _NOISE.intersection(_TOKENS.findall(node.names.lower())) and not node.headings:
        return True
    return node.links >= 3 and node.linked > LINKED * node.length and not node.stops


def _is_data(table: Node, nodes: list[Node]) -> bool:
    """Whether a table holds data and is not there to lay out the page."""
    if table.tables > 1 or table.cells < 2:
        return False
    return not any(node.tag in ("td", "th") and node.length > BIG_CELL and node.paragraphs > 1
                   for node in nodes[table.position:table.end])


def _grid(table: Node, nodes: list[Node]) -> list[list[str]]:
    """Rows of cell texts; what a cell covers beside itself is empty."""
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
    """Text and blocks; the page's title in front, where the body does not say it."""
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

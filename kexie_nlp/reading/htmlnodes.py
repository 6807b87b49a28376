"""HTML parsed into a flat list of nodes in document order, each with the counts that tell text from furniture."""
from __future__ import annotations

import re

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


class Node:
    """An element, or a text (`text` is not None). `end` is the position behind its last descendant; the counts are those
    of the whole subtree: characters, characters in links, links, sentence stops outside links, headings, tables, cells,
    paragraphs."""

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
    """What lxml's parser tells, event by event; no tree is built."""

    def __init__(self) -> None:
        self.nodes: list[Node] = [Node("html", 0)]
        self._open: list[Node] = [self.nodes[0]]
        self._counters: list[int] = []  # of the open lists: the next number, -1 where none is shown
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
    """The nodes of a page; the first is the page itself."""
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

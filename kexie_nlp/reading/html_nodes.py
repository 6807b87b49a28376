"""Decoded HTML to a flat list of nodes in document order, each with the counts that separate text from boilerplate.

Nothing in the page is run or fetched. There is no tree, so no depth of nesting can overflow the stack.
"""
from __future__ import annotations

import re

BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", "caption", "legend"
])
SKIPPED = frozenset([
    "script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "object", "embed", "svg",
    "canvas", "select", "button", "input", "textarea", "video", "audio", "map", "dialog", "head", "title",
    "applet", "frameset", "datalist", "rt", "rp"
])
_NUMBER = re.compile(r"\d{1,4}")
_SPACE = re.compile("[ \t\r\n\f]+")
_STOP = re.compile("[。；！？]")
_NO_TEXT = frozenset(["script", "style", "noscript", "template", "textarea", "select"])
_NO_NUMBERS = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)


class Node:
    """An element, or a text (`text` is not None). `position` and `end` (behind its last descendant) are indices into the list of nodes.

    The counts are those of the subtree: characters, characters in links, links, sentence stops outside links, headings, tables,
    cells, paragraphs (line breaks are among them), fields to fill in. `parent` is the position of the element around it.
    """

    __slots__ = ("tag", "text", "names", "style", "hidden", "number", "columns", "rows", "position", "parent", "end", "length",
                 "linked", "links", "stops", "headings", "tables", "cells", "paragraphs", "fields", "preformatted")

    def __init__(self, tag: str, position: int, text: str | None = None) -> None:
        self.tag, self.text, self.position, self.end = tag, text, position, position + 1
        self.names = self.style = ""
        self.hidden = self.preformatted = False
        self.number = self.parent = 0
        self.columns = self.rows = 1
        self.length = self.linked = self.links = self.stops = 0
        self.headings = self.tables = self.cells = self.paragraphs = self.fields = 0


class _Target:
    """Collects nodes from the events of lxml's parser; no tree is built."""

    def __init__(self) -> None:
        self.nodes: list[Node] = [Node("html", 0)]
        self._open: list[Node] = [self.nodes[0]]
        self._counters: list[int] = []  # the next number of each open list, -1 for lists without numbers
        self._in_link = self._in_pre = self._no_text = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "meta" and attributes.get("name", "").lower() == "articletitle":
            self.start("title", {})
            self.data(attributes.get("content", ""))
            self.end("title")
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
        node.parent = self._open[-1].position
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
        node.paragraphs += node.tag in ("p", "div", "li", "br")
        node.fields += node.tag in ("textarea", "input")
        _count(self._open[-1], node)

    def data(self, text: str) -> None:
        node = Node("", len(self.nodes), text)
        node.parent = self._open[-1].position
        node.preformatted = bool(self._in_pre)
        self.nodes.append(node)
        if not self._no_text:
            around, size = self._open[-1], len(text.strip())
            around.length += size
            if self._in_link:
                around.linked += size
                node.linked = size
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
    around.fields += node.fields


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and _NUMBER.fullmatch(value.strip()) else default


def _span(value: str | None) -> int:
    return min(max(_integer(value, 1), 1), 100)


def clean(text: str) -> str:
    """Runs of white space to one blank, as a browser shows them."""
    return _SPACE.sub(" ", text).strip(" ")

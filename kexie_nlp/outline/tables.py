"""Adds the rows of task tables to an outline: a text and the parts of its tree in, nodes for rows and their categories added.

A row is a task; its marker is the number in its first cell. A row that only names those below it is their section.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kexie_nlp.grammar.numbering import Marker
from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.outline.lines import BOUNDARY
from kexie_nlp.outline.nodes import Node
from kexie_nlp.outline.parts import Part
from kexie_nlp.outline.rows import Row, is_category, task_rows

ROW = "row"  # family of the markers of rows
_BETWEEN = " \t\n\u3000|｜"  # two rows of a table
_NOTE = re.compile(r"\s*(?:(?:注|备注|说明|附注)[：:]|$)")
_NUMBER = re.compile("[（(]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[）)]?[、.．]?")


def add_rows(text: str, parts: list[Part]) -> None:
    """Adds a node for every row of the task tables. Nodes that hold rows end with the last of them, if only a note follows."""
    category: Node | None = None
    last = 0
    for row in task_rows(text):
        node = _node(text, row)
        if text[last:row.start].strip(_BETWEEN):
            category = None
        last = row.end
        if is_category(text, row):
            above = _innermost([top for part in parts for top in part.tops()], node.start)
            category = above if above is not None and above.start == node.start else node  # 一、 in the first cell numbers it already
            if category is node:
                _hang(text, parts, node)
        elif category is not None:
            category.add(node)
            _grow(category, node.end)
        else:
            _hang(text, parts, node)


def _node(text: str, row: Row) -> Node:
    filled = [cell for cell in row.cells if text[cell.start:cell.end].strip()]
    first = filled[0] if filled else row.cells[0]
    match = _NUMBER.fullmatch(text, first.start, first.end)
    number = (int(match[1]) if match[1].isdecimal() else chinese_integer(match[1])) if match else None
    marker = Marker(ROW, number, first.start, first.end if match else first.start, text[first.start:first.end] if match else "", "line")
    named = next((c for c in filled if c.column == "name" and c != first), None) or (filled[1] if match and len(filled) > 1 else first)
    node = Node(marker, first.start, filled[-1].end if filled else row.end, title=text[named.start:named.end] or None,
                role=None if is_category(text, row) else "task")
    node.limit = node.end
    return node


def _hang(text: str, parts: list[Part], node: Node) -> None:
    """Adds a node to the innermost node around it, else to the last part that begins before it, if no annex begins between them."""
    tops = [top for part in parts for top in part.tops()]
    around = _innermost(tops, node.start)
    if around is not None:
        place = sum(child.start < node.start for child in around.children)
        node.parent = around
        around.children.insert(place, node)
        if around.role == "task":
            around.role = None
        if _NOTE.match(text, node.end, around.end):
            _shrink(around, node.end)
        return
    before = [part for part in parts if part.tops() and part.tops()[0].start < node.start]
    if not before and parts:
        parts[0].nodes.insert(0, node)
    elif not before or BOUNDARY.search(text, before[-1].tops()[-1].end, node.start):
        parts.insert(len(before), Part([node]))  # the table of an annex
    else:
        nodes = before[-1].section.children if before[-1].section else before[-1].nodes
        nodes.append(node)
        nodes.sort(key=_start)


def _innermost(nodes: Iterable[Node], offset: int) -> Node | None:
    """Returns the innermost node around an offset."""
    around: Node | None = None
    below: Sequence[Node] = list(nodes)
    while found := next((node for node in below if node.start <= offset < node.end), None):
        around, below = found, found.children
    return around


def _grow(node: Node, end: int) -> None:
    """Lets a node and those around it end at an offset at least."""
    above: Node | None = node
    while above is not None:
        above.end = max(above.end, end)
        above = above.parent


def _shrink(node: Node, end: int) -> None:
    """Ends a node, and those around it that end with it, at an offset."""
    old = node.end
    above: Node | None = node
    while above is not None and above.end == old:
        above.end = above.limit = end
        above = above.parent


def _start(node: Node) -> int:
    return node.start

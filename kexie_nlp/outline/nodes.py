"""The nodes of the outline tree under construction, and functions that set the end offsets of their spans."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kexie_nlp.grammar.numbering import Marker


@dataclass
class Node:
    """A node under construction; offsets in normalised text. The root and unmarked nodes have no marker."""
    marker: Marker | None
    start: int
    end: int = -1
    children: list[Node] = field(default_factory=list)
    parent: Node | None = field(default=None, repr=False)
    title: str | None = None
    role: str | None = None
    region: int = 0
    limit: int = -1  # end offset of its text if closing paragraphs are included

    def add(self, child: Node) -> Node:
        """Appends a child and returns it."""
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """Yields all descendants, in text order."""
        for child in self.children:
            yield child
            yield from child.walk()

    @property
    def family(self) -> str | None:
        """The family of the marker, or None."""
        return self.marker.family if self.marker else None

    @property
    def number(self) -> int | None:
        """The number of the marker, or None."""
        return self.marker.number if self.marker else None


def close(text: str, root: Node, stops: Sequence[int]) -> None:
    """Sets the end of every node: at the start of the next node or at a stop. A parent ends with its last descendant."""
    nodes = list(root.walk())
    passed = 0
    for node, following in zip(nodes, [*nodes[1:], None], strict=False):
        end = following.start if following else len(text)
        while passed < len(stops) and stops[passed] <= node.start:
            passed += 1
        if node.marker:
            end_at(text, node, min(end, stops[passed]) if passed < len(stops) else end)
        node.limit = node.end
    for node in reversed(nodes):
        if node.children:
            _end_series(text, node.children)
            node.end = max(0 if node.marker else node.end, node.children[-1].end)


def end_at(text: str, node: Node, end: int) -> None:
    """Ends a node before an offset, without trailing whitespace."""
    while end > node.start and text[end - 1].isspace():
        end -= 1
    node.end = end


def cut(text: str, node: Node, end: int) -> None:
    """Ends a node and its last descendants before an offset."""
    if node.limit > end:
        node.limit = end
    if node.end > end:
        end_at(text, node, end)
    if node.children:
        cut(text, node.children[-1], end)


def cut_up(leaf: Node, end: int) -> None:
    """Ends a leaf at an offset, and with it the ancestors that had the same end."""
    old, node = leaf.end, leaf
    while node.end == old and old > end and node.parent is not None:
        node.end = end
        node = node.parent


def leaves(nodes: list[Node]) -> list[Node]:
    """Returns the nodes without children among the nodes and their descendants, in text order."""
    return [n for top in nodes for n in (top, *top.walk()) if not n.children]


def _end_series(text: str, items: list[Node]) -> None:
    """Ends the last of the items separated by ； inside one line at the end of its sentence."""
    last = items[-1]
    if len(items) > 1 and last.marker and last.marker.place != "line" and text[items[-2].end - 1] == "；":
        stop = text.find("。", last.start, last.end)
        if stop >= 0 and not last.children:
            last.end = stop + 1

"""Placing the marks of a text in a tree: which ones count, and which lies inside which."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kexie_nlp.grammar.numbering import RANK, STOPS, Marker
from kexie_nlp.outline.lines import boundaries

HEADING_LENGTH = 40  # a heading glued to the mark of its first item is no longer than this


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

    def add(self, child: Node) -> Node:
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """All nodes below, in order."""
        for child in self.children:
            yield child
            yield from child.walk()

    @property
    def family(self) -> str | None:
        return self.marker.family if self.marker else None

    @property
    def number(self) -> int | None:
        return self.marker.number if self.marker else None


def place(text: str, markers: Sequence[Marker]) -> Node:
    """The tree of the marks that count, in order; spans are not closed yet."""
    root = Node(None, 0)
    stack = [root]
    breaks = [end for _, end in boundaries(text)]
    region = 0
    last_end = 0
    for i, marker in enumerate(markers):
        while breaks and breaks[0] <= marker.start:
            breaks.pop(0)
            if len(stack) > 1:
                stack, region = [root], region + 1
        if not _counts(text, markers, i, stack, last_end):
            continue
        depth = _depth(markers, i, stack)
        if depth is None:  # a series that starts again inside an unmarked paragraph gets that paragraph as its parent
            stack = [root]
            start = text.rfind("\n", 0, marker.start) + 1
            start += len(text[start:marker.start]) - len(text[start:marker.start].lstrip())
            stop = text.find("\n", start)
            stack.append(root.add(Node(None, start, stop if stop >= 0 else len(text), region=region)))
        else:
            del stack[depth:]
        stack.append(stack[-1].add(Node(marker, marker.start, region=region)))
        last_end = marker.end
    return root


def _expected(stack: Sequence[Node], family: str) -> int | None:
    for node in reversed(stack):
        if node.family == family and node.number is not None:
            return node.number + 1
    return None


def _counts(text: str, markers: Sequence[Marker], i: int, stack: Sequence[Node], last_end: int) -> bool:
    marker = markers[i]
    if marker.family == "bullet":
        return True
    expected = _expected(stack, marker.family)
    continues = marker.number == expected
    opens = marker.number == 1 and _second_follows(markers, i)
    if marker.place == "line":
        return continues or marker.number == 1 or marker.family not in ("serial", "ordinal")
    if marker.place == "stop":
        if marker.family == "serial" and opens and len(stack) == 1 and _coarser_follows(markers, i):
            return False  # an enumeration in a preamble
        return continues or opens
    if marker.place == "comma":
        return marker.family == "serial" and stack[-1].family == "serial" and continues
    gap = text[last_end:marker.start]
    glued = len(gap) <= HEADING_LENGTH and "\n" not in gap.strip() and not any(c in STOPS for c in gap)
    return glued and (continues or opens)


def _second_follows(markers: Sequence[Marker], i: int) -> bool:
    first = markers[i]
    for marker in markers[i + 1:]:
        if marker.family == first.family and marker.number in (1, 2):
            return marker.number == 2
        if marker.place == "line" and RANK[marker.family] < RANK[first.family] and first.place != "line":
            return False
    return False


def _coarser_follows(markers: Sequence[Marker], i: int) -> bool:
    return any(m.place == "line" and RANK[m.family] < RANK[markers[i].family] for m in markers[i + 1:])


def _depth(markers: Sequence[Marker], i: int, stack: Sequence[Node]) -> int | None:
    """How many nodes of the stack stay open above this mark; None where it starts a series of its own again."""
    marker = markers[i]
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].family == marker.family:
            again = marker.family == "serial" and marker.place != "line" and marker.number == 1
            return None if again else depth
    depth = len(stack)
    while depth > 1:
        top = stack[depth - 1]
        outside = marker.place == "line" if top.family is None else RANK[top.family] >= RANK[marker.family]
        if outside and not _continues(markers, i, top):
            depth -= 1
        else:
            break
    return depth


def _continues(markers: Sequence[Marker], i: int, top: Node) -> bool:
    """Whether the series of `top` goes on behind mark i, so that i lies inside it against the usual order."""
    if markers[i].number != 1 or top.number is None:
        return False
    for marker in markers[i + 1:]:
        if marker.family == top.family:
            return marker.number == top.number + 1
    return False

"""Splits a tree into the parts of a document: nodes in, parts with their unmarked heading and closing paragraphs out.

A part starts where the numbering restarts.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kexie_nlp.outline.lines import (
    ADDRESS,
    ASSIGNS,
    FIRST_HEADING,
    FORMAL,
    SALUTATION,
    SENTENCE_END,
    TURNS,
    looks_like_heading,
    paragraphs,
)
from kexie_nlp.outline.nodes import Node, close, cut, cut_up, leaves

_ENTITLED = 2  # number of unmarked headings before top items from which each starts a part


@dataclass
class Part:
    """Top nodes with one numbering. `section` is the node of their unmarked heading, if there is one."""
    nodes: list[Node]
    section: Node | None = None
    closings: list[Node] = field(default_factory=list)
    caption: str | None = None  # the title of an annex; it is not a node, but it determines roles

    def tops(self) -> list[Node]:
        """Returns the nodes at the top of the part: its section, or its top nodes and closing nodes."""
        return [self.section] if self.section else [*self.nodes, *self.closings]


def split_parts(text: str, root: Node, stops: Sequence[int]) -> list[Part]:
    """Returns the parts of a tree with headings and closing paragraphs, and sets the end of every span."""
    close(text, root, stops)
    _cut_turns(text, root)
    parts = _group(text, root.children)
    begin = 0
    for k, part in enumerate(parts):
        end = part.nodes[0].start
        heading = None
        if len(parts) > 1:
            annex = stops[i - 1] if k and (i := bisect_left(stops, end)) and stops[i - 1] >= begin else None
            part.caption, title_end = _caption(text, annex, end)
            heading = _heading(text, max(begin, title_end), end, first=k == 0)
        if heading:
            part.section = Node(None, heading[0], role="section", title=text[slice(*heading)], children=part.nodes)
            if k:
                cut(text, parts[k - 1].nodes[-1], heading[0])
        begin = max(_first_paragraph(text, leaf)[1] for leaf in leaves(part.nodes))
    for part in parts:
        part.closings = split_tail(text, part.nodes)
        if part.section:
            part.section.children = sorted([*part.nodes, *part.closings], key=_start)
            part.section.end = part.section.children[-1].end
    return parts


def _cut_turns(text: str, root: Node) -> None:
    """Ends the items, and the lists that end with them, before a paragraph that turns to something else; it is a node of its own."""
    for leaf in [node for node in root.walk() if node.marker and not node.children and node.parent]:
        spans = list(paragraphs(text, leaf.start, leaf.end))
        turn = next((k for k in range(1, len(spans)) if TURNS.match(text[slice(*spans[k])])), None)
        if turn is None:
            continue
        node, top = Node(None, spans[turn][0], leaf.end, role="other", region=leaf.region, limit=leaf.end), leaf
        while top.parent and top.parent is not root and top.parent.end == leaf.end:
            top = top.parent
        cut_up(leaf, spans[turn - 1][1])
        leaf.limit = leaf.end
        node.parent = top.parent
        siblings = (top.parent or root).children
        siblings.insert(siblings.index(top) + 1, node)


def _group(text: str, tops: list[Node]) -> list[Part]:
    entitled = {id(node) for node in tops if node.marker and _entitled(text, node)}
    parts: list[Part] = []
    marked = False
    for node in tops:
        same = bool(parts) and node.region == parts[-1].nodes[0].region
        anew = node.marker is not None and node.number == 1 and marked
        if same and not anew and not (len(entitled) >= _ENTITLED and id(node) in entitled and marked):
            parts[-1].nodes.append(node)
            marked = marked or node.marker is not None
        else:
            parts.append(Part([node]))
            marked = node.marker is not None
    return parts


def _entitled(text: str, node: Node) -> bool:
    """Whether the line before an item reads as an unmarked heading between two lists."""
    if not node.marker or node.marker.place != "line":
        return False
    line = _line_before(text, node.start)
    if not looks_like_heading(text[slice(*line)]):
        return False
    before = _line_before(text, line[0])
    return before[0] < before[1] and text[before[1] - 1] in SENTENCE_END


def _line_before(text: str, offset: int) -> tuple[int, int]:
    """Returns the span of the last non-blank line before the line of an offset; (0, 0) if there is none."""
    end = text.rfind("\n", 0, offset)
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end <= 0:
        return 0, 0
    begin = text.rfind("\n", 0, end) + 1
    return begin + len(text[begin:end]) - len(text[begin:end].lstrip()), end


def _caption(text: str, annex: int | None, end: int) -> tuple[str | None, int]:
    """Returns the title after an annex label or a signature, which is the next line, and its end offset."""
    if annex is None:
        return None, 0
    lines = paragraphs(text, annex, end)
    next(lines, None)
    start, stop = next(lines, (end, end))
    return text[start:stop] or None, stop


def _first_paragraph(text: str, leaf: Node) -> tuple[int, int]:
    return next(paragraphs(text, leaf.start, leaf.end), (leaf.start, leaf.end))


def _heading(text: str, begin: int, end: int, *, first: bool) -> tuple[int, int] | None:
    """Returns the span of the last line between two offsets that reads as a heading. The first line of the document is its title, not a
    heading."""
    found, last = None, (0, 0)
    for k, (start, stop) in enumerate(paragraphs(text, begin, end)):
        last = (start, stop)
        line = text[start:stop]
        if looks_like_heading(line) and not (first and k == 0):
            found = (start, stop)
    if found and first and found != last and not FIRST_HEADING.search(text[slice(*found)]):
        return None
    return found


def _start(node: Node) -> int:
    return node.start


_HEADING, _LONGER = 30, 3  # longest such heading, in characters; how many times longer other items are
CLOSING_LENGTH = 12  # shortest closing paragraph, in characters


def split_tail(text: str, nodes: Sequence[Node]) -> list[Node]:
    """Returns the paragraphs after the last item of a part that belong to no item, as closing nodes; ends the last item before them."""
    ends = leaves([n for n in nodes if n.marker])
    if not ends:
        return []
    last = ends[-1]
    single = len(ends) > 1 and all(_count(text, leaf) == 1 for leaf in ends[:-1])
    spans = list(paragraphs(text, last.start, last.limit))
    alone = single and _heading_alone(text, last, ends[:-1])  # what follows is its paragraph
    for k, (start, stop) in enumerate(spans[1:], 1):
        line = text[start:stop]
        if alone and k == 1 and not (SALUTATION.match(line) or FORMAL.match(line) or ADDRESS.match(line)):
            continue
        apart = not ASSIGNS.match(line) if single else SALUTATION.match(line) or FORMAL.match(line) or ADDRESS.match(line)
        if apart and _finished(text[slice(*spans[k - 1])]):
            cut_up(last, spans[k - 1][1])
            return list(_closing_nodes(text, spans[k:]))
    return []


def _heading_alone(text: str, last: Node, others: Sequence[Node]) -> bool:
    """Whether the first paragraph of the last item is only its heading, since the other items are much longer."""
    start, stop = _first_paragraph(text, last)
    longer = sum(leaf.end - leaf.start > _LONGER * (stop - start) for leaf in others)
    return stop - start <= _HEADING and text.endswith("。", start, stop) and 2 * longer > len(others)


def _finished(line: str) -> bool:
    """Whether a paragraph ends with a sentence-final mark, or with an assignment after one."""
    return line[-1] in SENTENCE_END or bool(ASSIGNS.match(line.rpartition("。")[2].strip()))


def _closing_nodes(text: str, spans: list[tuple[int, int]]) -> Iterator[Node]:
    greeting = None
    for start, stop in spans:
        line = text[start:stop]
        if SALUTATION.match(line):
            greeting = start
        elif len(line) >= CLOSING_LENGTH and not FORMAL.match(line):
            yield Node(None, start if greeting is None else greeting, stop, role="other")
            greeting = None


def _count(text: str, leaf: Node) -> int:
    """Returns the number of paragraphs of a leaf. A line broken inside a sentence and an assignment line do not start a new one."""
    spans = list(paragraphs(text, leaf.start, leaf.end))
    return 1 + sum(1 for (_, end), (start, stop) in zip(spans, spans[1:], strict=False)
                   if text[end - 1] in SENTENCE_END and not ASSIGNS.match(text[start:stop]))

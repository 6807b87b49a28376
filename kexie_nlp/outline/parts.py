"""Parts of a document: where numbering starts anew, under which unmarked heading, and what closes each part."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kexie_nlp.outline.lines import (
    FIRST_HEADING,
    FORMAL,
    SALUTATION,
    SENTENCE_END,
    boundaries,
    looks_like_heading,
    paragraphs,
)
from kexie_nlp.outline.nodes import Node

CLOSING_LENGTH = 12  # a closing paragraph has at least so many characters


@dataclass
class Part:
    """Top nodes whose numbering belongs together; `section` is the node of its unmarked heading, if it has one."""
    nodes: list[Node]
    section: Node | None = None
    closings: list[Node] = field(default_factory=list)

    def tops(self) -> list[Node]:
        return [self.section] if self.section else [*self.nodes, *self.closings]


def split_parts(text: str, root: Node) -> list[Part]:
    """The parts of a tree, with headings and closing paragraphs; all spans closed afterwards."""
    _close(text, root)
    parts = _group(root.children)
    begin = 0
    for k, part in enumerate(parts):
        heading = _heading(text, begin, part.nodes[0].start, first=k == 0) if len(parts) > 1 else None
        if heading:
            part.section = Node(None, heading[0], role="section", title=text[slice(*heading)], children=part.nodes)
            if k:
                _cut(text, parts[k - 1].nodes[-1], heading[0])
        begin = max(_first_paragraph(text, leaf)[1] for leaf in _leaves(part.nodes))
    for part in parts:
        _split_tail(text, part)
        if part.section:
            part.section.children = sorted([*part.nodes, *part.closings], key=_start)
            part.section.end = part.section.children[-1].end
    return parts


def _close(text: str, root: Node) -> None:
    """Every node ends where the next begins or a boundary line stands; a parent ends with its last descendant."""
    nodes = list(root.walk())
    stops = [start for start, _ in boundaries(text)]
    for node, following in zip(nodes, [*nodes[1:], None], strict=False):
        end = following.start if following else len(text)
        while stops and stops[0] <= node.start:
            stops.pop(0)
        if node.marker:
            _end_at(text, node, min(end, stops[0]) if stops else end)
    for node in reversed(nodes):
        if node.children:
            _end_series(text, node.children)
            node.end = max(0 if node.marker else node.end, node.children[-1].end)


def _end_series(text: str, items: list[Node]) -> None:
    """The last of items that are parted by ； inside one line ends with its sentence."""
    last = items[-1]
    if len(items) > 1 and last.marker and last.marker.place != "line" and text[items[-2].end - 1] == "；":
        stop = text.find("。", last.start, last.end)
        if stop >= 0 and not last.children:
            last.end = stop + 1


def _end_at(text: str, node: Node, end: int) -> None:
    node.end = node.start + len(text[node.start:end].rstrip())


def _cut(text: str, node: Node, end: int) -> None:
    if node.end > end:
        _end_at(text, node, end)
        if node.children:
            _cut(text, node.children[-1], end)


def _group(tops: list[Node]) -> list[Part]:
    parts: list[Part] = []
    for node in tops:
        same = bool(parts) and node.region == parts[-1].nodes[0].region
        anew = node.marker is not None and node.number == 1 and any(n.marker for n in parts[-1].nodes) if same else True
        if not anew:
            parts[-1].nodes.append(node)
        else:
            parts.append(Part([node]))
    return parts


def _leaves(nodes: list[Node]) -> list[Node]:
    return [n for top in nodes for n in (top, *top.walk()) if not n.children]


def _first_paragraph(text: str, leaf: Node) -> tuple[int, int]:
    return next(paragraphs(text, leaf.start, leaf.end), (leaf.start, leaf.end))


def _heading(text: str, begin: int, end: int, *, first: bool) -> tuple[int, int] | None:
    """The last line between two offsets that reads as a heading; the document's first line is its title, no heading."""
    found = None
    for k, (start, stop) in enumerate(paragraphs(text, begin, end)):
        line = text[start:stop]
        if looks_like_heading(line) and not (first and (k == 0 or not FIRST_HEADING.search(line))):
            found = (start, stop)
    return found


def _split_tail(text: str, part: Part) -> None:
    """Paragraphs behind a part's last item that belong to no item become closing nodes of role other."""
    leaves = _leaves([n for n in part.nodes if n.marker])
    if not leaves:
        return
    last = leaves[-1]
    single = len(leaves) > 1 and all(_count(text, leaf) == 1 for leaf in leaves[:-1])
    spans = list(paragraphs(text, last.start, last.end))
    for k, (start, stop) in enumerate(spans[1:], 1):
        line = text[start:stop]
        if text[spans[k - 1][1] - 1] in SENTENCE_END and (single or SALUTATION.match(line) or FORMAL.match(line)):
            _cut_up(last, spans[k - 1][1])
            part.closings = list(_closing_nodes(text, spans[k:]))
            return


def _closing_nodes(text: str, spans: list[tuple[int, int]]) -> Iterator[Node]:
    greeting = None
    for start, stop in spans:
        line = text[start:stop]
        if SALUTATION.match(line):
            greeting = start
        elif len(line) >= CLOSING_LENGTH and not FORMAL.match(line):
            yield Node(None, start if greeting is None else greeting, stop, role="other")
            greeting = None


def _cut_up(leaf: Node, end: int) -> None:
    old, node = leaf.end, leaf
    while node.end == old and node.parent is not None:
        node.end = end
        node = node.parent


def _count(text: str, leaf: Node) -> int:
    """Paragraphs of a leaf; a line broken inside a sentence does not begin a new one."""
    spans = list(paragraphs(text, leaf.start, leaf.end))
    return 1 + sum(1 for (_, end) in spans[:-1] if text[end - 1] in SENTENCE_END)


def _start(node: Node) -> int:
    return node.start

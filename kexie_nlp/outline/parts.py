"""A tree to the parts of a document: where numbering starts anew, under which unmarked heading, and what closes each part."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kexie_nlp.outline.lines import ADDRESS, ASSIGNS, FIRST_HEADING, FORMAL, SALUTATION, SENTENCE_END, looks_like_heading, paragraphs
from kexie_nlp.outline.nodes import Node, close, cut, cut_up, leaves

_ENTITLED = 2  # so many unmarked headings before top items make a part of each of them


@dataclass
class Part:
    """Top nodes whose numbering belongs together; `section` is the node of its unmarked heading, if it has one."""
    nodes: list[Node]
    section: Node | None = None
    closings: list[Node] = field(default_factory=list)
    caption: str | None = None  # the title of an annex: no node, but it tells what the annex is

    def tops(self) -> list[Node]:
        return [self.section] if self.section else [*self.nodes, *self.closings]


def split_parts(text: str, root: Node, stops: Sequence[int]) -> list[Part]:
    """The parts of a tree, with headings and closing paragraphs; all spans closed afterwards."""
    close(text, root, stops)
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
    """The last non-blank line that ends before the line of an offset; empty if there is none."""
    end = text.rfind("\n", 0, offset)
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end <= 0:
        return 0, 0
    begin = text.rfind("\n", 0, end) + 1
    return begin + len(text[begin:end]) - len(text[begin:end].lstrip()), end


def _caption(text: str, annex: int | None, end: int) -> tuple[str | None, int]:
    """The first line behind an annex's mark or a signature: the title of what follows; and where it ends."""
    if annex is None:
        return None, 0
    lines = paragraphs(text, annex, end)
    next(lines, None)
    start, stop = next(lines, (end, end))
    return text[start:stop] or None, stop


def _first_paragraph(text: str, leaf: Node) -> tuple[int, int]:
    return next(paragraphs(text, leaf.start, leaf.end), (leaf.start, leaf.end))


def _heading(text: str, begin: int, end: int, *, first: bool) -> tuple[int, int] | None:
    """The last line between two offsets that reads as a heading; the document's first line is its title, no heading."""
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


CLOSING_LENGTH = 12  # a closing paragraph has at least so many characters


def split_tail(text: str, nodes: Sequence[Node]) -> list[Node]:
    """The paragraphs behind a part's last item that belong to no item, as closing nodes; that item ends before them."""
    ends = leaves([n for n in nodes if n.marker])
    if not ends:
        return []
    last = ends[-1]
    single = len(ends) > 1 and all(_count(text, leaf) == 1 for leaf in ends[:-1])
    spans = list(paragraphs(text, last.start, last.limit))
    for k, (start, stop) in enumerate(spans[1:], 1):
        line = text[start:stop]
        apart = not ASSIGNS.match(line) if single else SALUTATION.match(line) or FORMAL.match(line) or ADDRESS.match(line)
        if apart and _finished(text[slice(*spans[k - 1])]):
            cut_up(last, spans[k - 1][1])
            return list(_closing_nodes(text, spans[k:]))
    return []


def _finished(line: str) -> bool:
    """Whether a paragraph ends with a stop, or with an assignment behind one."""
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
    """Paragraphs of a leaf; a line broken inside a sentence does not begin a new one, nor does an assignment line."""
    spans = list(paragraphs(text, leaf.start, leaf.end))
    return 1 + sum(1 for (_, end), (start, stop) in zip(spans, spans[1:], strict=False)
                   if text[end - 1] in SENTENCE_END and not ASSIGNS.match(text[start:stop]))

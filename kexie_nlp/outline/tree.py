"""The outline of a text: a normalised text in, `Provision` records with titles, roles and ids out."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from kexie_nlp.grammar.numbering import HEADING, SUBHEADING, Marker, bare, find_markers
from kexie_nlp.model import Meta, Provision
from kexie_nlp.model.records import Script
from kexie_nlp.outline.headings import STATED, YEAR, assign_roles, closing_label, own_text, title
from kexie_nlp.outline.lines import bare_headings, boundaries, headings_among, paragraphs, subheadings, unnumbered
from kexie_nlp.outline.meta import find_meta, plan_year
from kexie_nlp.outline.nodes import Node, end_at
from kexie_nlp.outline.parts import Part, split_parts
from kexie_nlp.outline.placing import place
from kexie_nlp.outline.tables import ROW, add_rows

_TOP = ("part", "chapter", "article", "capital", "cjk")  # families whose numbers stand before headings


def parse_outline(text: str, *, year: int | None = None) -> list[Provision]:
    """Returns the provisions of a normalised text, in text order, with offsets in that text.

    `year` is the year of the document: a section about an earlier year reports, a section about this year plans.
    """
    return _provisions(text, _parts(text), year)


def read_outline(text: str, script: Script) -> tuple[list[Provision], Meta]:
    """Returns the provisions and the metadata of a normalised text. `script` is the script of the raw text.

    The tree is built once: metadata do not depend on roles, and roles are assigned again only if a heading names a year.
    """
    parts = _parts(text)
    before = [(node, node.role, node.title) for part in parts for top in part.tops() for node in (top, *top.walk())]
    dated = any(YEAR.search(node.title or "") for node, _, _ in before) or any(YEAR.search(part.caption or "") for part in parts)
    provisions = _provisions(text, parts, None)
    meta = find_meta(text, provisions, script)
    year = plan_year(meta)
    if year is not None and dated:
        for node, role, heading in before:
            node.role, node.title = role, heading
        provisions = _provisions(text, parts, year)
    return provisions, meta


def _parts(text: str) -> list[Part]:
    root, stops = place(text, _numbering(text), boundaries(text))
    parts = split_parts(text, root, stops)
    add_rows(text, parts)
    if not parts and (headed := _headed(text)):
        parts.append(Part(headed))
    for node in root.walk():
        if node.marker and node.family != ROW:
            node.title = title(text, node)
    return parts


def _provisions(text: str, parts: Sequence[Part], year: int | None) -> list[Provision]:
    unique = _Names()
    out: list[Provision] = []
    for k, part in enumerate(parts):
        letter = _letter(k) if len(parts) > 1 else None
        tops = part.tops()
        assign_roles(text, tops, year, part.caption)
        if part.section and letter:
            out.append(_record(part.section, unique(letter), None, 1))
            out += _records(text, part.section.children, letter, letter, 2, unique)
        else:
            out += _records(text, tops, letter, None, 1, unique)
    return sorted(out, key=_position)


def _headed(text: str) -> list[Node]:
    """Returns a node for each heading without a marker, in a text that has no markers."""
    lines = bare_headings(text)
    nodes = []
    for (start, stop), following in zip(lines, [*lines[1:], None], strict=False):
        node = Node(None, start, title=text[start:stop])
        end_at(text, node, following[0] if following else _running_end(text, stop))
        node.limit = node.end
        nodes.append(node)
    return nodes


def _running_end(text: str, offset: int) -> int:
    """Returns the end of the last line of running text behind an offset."""
    ends = [stop for start, stop in paragraphs(text, offset, len(text)) if "。" in text[start:stop]]
    return ends[-1] if ends else len(text)


class _Names:
    """Makes names unique: the second 一.1 becomes 一.1#2."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def __call__(self, name: str) -> str:
        times = self._times[name] = self._times.get(name, 0) + 1
        return name if times == 1 else f"{name}#{times}"


def _numbering(text: str) -> list[Marker]:
    """Returns the markers of a text outside tables, contents and lists of annexes."""
    excluded = unnumbered(text)
    starts = [start for start, _ in excluded]
    markers = [m for m in find_markers(text) if not _within(excluded, starts, m.start)]
    lines = frozenset(m.start for m in markers if m.place == "line")
    numbered = [m.start for m in markers if m.family in _TOP and m.place in ("line", "stop")]
    found = headings_among(text, lines, numbered[-1] if numbered else None) if lines else bare_headings(text)
    if not lines and not subheadings(text, [start for start, _ in found], ()):
        return markers
    headings = [Marker(HEADING, None, start, start, "", "line") for start, _ in found]
    sections = numbered or [start for start, _ in found]
    headings += [Marker(SUBHEADING, None, start, start, "", "line") for start in subheadings(text, sections, sorted(lines))]
    return sorted((*markers, *headings), key=_start)


def _start(marker: Marker) -> int:
    return marker.start


def _within(spans: Sequence[tuple[int, int]], starts: Sequence[int], offset: int) -> bool:
    i = bisect_right(starts, offset) - 1
    return i >= 0 and offset < spans[i][1]


def _letter(k: int) -> str:
    """Returns the k-th label of the sequence A, B, C … Z, AA, AB …"""
    return ("" if k < 26 else _letter(k // 26 - 1)) + chr(ord("A") + k % 26)


def _records(text: str, nodes: list[Node], prefix: str | None, parent: str | None, level: int,
             unique: Callable[[str], str]) -> Iterator[Provision]:
    bullets = headings = 0
    for node in nodes:
        if node.marker is None and node.title is None:
            label = closing_label(own_text(text, node) if node.children else text[node.start:node.end][:STATED])
        elif node.family == HEADING:
            label = _letter(headings)
            headings += 1
        elif node.family in ("bullet", SUBHEADING, None) or node.family == ROW and node.marker and not node.marker.text:
            label = _letter(bullets).lower()
            bullets += 1
        else:
            label = _label(node)
        name = unique(f"{prefix}.{label}" if prefix else label)
        yield _record(node, name, parent, level)
        yield from _records(text, node.children, name, name, level + 1, unique)


def _label(node: Node) -> str:
    """Returns the marker without punctuation; for 2.3 under 2 only the 3."""
    label = bare(node.marker.text) if node.marker else ""
    decimal = (node.family or "").startswith("decimal") and node.parent is not None
    return label.rsplit(".", 1)[-1] if decimal and node.parent and node.parent.number == int(label.split(".")[-2]) else label


def _record(node: Node, name: str, parent: str | None, level: int) -> Provision:
    return Provision.trusted({
        "id": name, "parent": parent, "role": node.role or "other", "level": level,
        "marker": node.marker.text or None if node.marker else None, "title": node.title,
        "start": node.start, "end": node.end})


def _position(provision: Provision) -> tuple[int, int]:
    return provision.start, -provision.end

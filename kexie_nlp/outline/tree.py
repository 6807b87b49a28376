"""The outline of a text as records: titles, roles and ids upon the tree of marks and parts."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kexie_nlp.grammar.numbering import bare, find_markers
from kexie_nlp.model import Provision
from kexie_nlp.outline.nodes import Node, place
from kexie_nlp.outline.parts import split_parts
from kexie_nlp.outline.roles import assign_roles

TITLE_LENGTH = 60


def parse_outline(text: str, *, year: int | None = None) -> list[Provision]:
    """The provisions of a normalised text, in order, with spans in that text.

    `year` is the document's own year: a section about an earlier one reports, a section about it plans.
    """
    root = place(text, list(find_markers(text)))
    parts = split_parts(text, root)
    for node in root.walk():
        if node.marker:
            node.title = _title(text, node)
    unique = _Names()
    out: list[Provision] = []
    for k, part in enumerate(parts):
        letter = chr(ord("A") + k) if len(parts) > 1 else None
        tops = part.tops()
        assign_roles(text, tops, year)
        if part.section and letter:
            out.append(_record(part.section, unique(letter), None, 1))
            out += _records(part.section.children, letter, letter, 2, unique)
        else:
            out += _records(tops, letter, None, 1, unique)
    return sorted(out, key=_position)


class _Names:
    """Makes names unique: a second 一.1 becomes 一.1#2."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, name: str) -> str:
        candidate, k = name, 2
        while candidate in self._seen:
            candidate, k = f"{name}#{k}", k + 1
        self._seen.add(candidate)
        return candidate


def _records(nodes: list[Node], prefix: str | None, parent: str | None, level: int, unique: Callable[[str], str]
             ) -> Iterator[Provision]:
    bullets = 0
    for node in nodes:
        if node.marker is None:
            label = "结语"
        elif node.family == "bullet":
            label = chr(ord("a") + bullets % 26) * (1 + bullets // 26)
            bullets += 1
        else:
            label = bare(node.marker.text)
        name = unique(f"{prefix}.{label}" if prefix else label)
        yield _record(node, name, parent, level)
        yield from _records(node.children, name, name, level + 1, unique)


def _record(node: Node, name: str, parent: str | None, level: int) -> Provision:
    return Provision.model_validate({
        "id": name, "parent": parent, "role": node.role or "other", "level": level,
        "marker": node.marker.text if node.marker else None, "title": node.title, "start": node.start, "end": node.end})


def _title(text: str, node: Node) -> str | None:
    """A heading's own words: its line, or as far as the first 。 where it runs into the text."""
    begin = node.marker.end if node.marker else node.start
    end = min([node.end, *(child.start for child in node.children)])
    head = text[begin:end].strip().split("\n", 1)[0].split("。", 1)[0].strip()
    if len(head) > TITLE_LENGTH:
        head = re.split("[，；：]", head, maxsplit=1)[0]
    return head.rstrip("，；：") or None


def _position(provision: Provision) -> tuple[int, int]:
    return provision.start, -provision.end

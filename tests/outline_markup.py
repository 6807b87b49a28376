"""Reads the marked documents of tests/outlines: the text with its whole tree and metadata written into it.

    title: what the metadata must say, one field a line; a field that is left out must stay null
    ====
    {{一 section 一、}}一、[[总体要求]]
    {{一.(一) principle （一）}}（一）[[指导思想]]。坚持……{{/}}{{/}}

A tag holds id, role and marker (- where the node has none) of a node that begins behind it; {{/}} ends the node that
was opened last; [[ ]] stand around its title. Parent and level follow from the nesting. Anything else is refused.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

OUTLINES = Path(__file__).parent / "outlines"
ROLES = {"section", "task", "achievement", "objective", "principle", "other"}
FIELDS = ("title", "issuer", "level", "region", "doc_number", "issued", "period", "script", "kind")
_TAG = re.compile(r"\{\{(?P<close>/)\}\}|\{\{(?P<id>[^\s{}]+) (?P<role>[a-z]+) (?P<marker>[^\s{}]+)\}\}|(?P<open_title>\[\[)|\]\]")


@dataclass
class Expected:
    """A node as it must come out, in raw offsets."""
    id: str
    parent: str | None
    role: str
    level: int
    marker: str | None
    start: int
    end: int = -1
    title: tuple[int, int] | None = None


@dataclass(frozen=True)
class Marked:
    """A marked document without its marks, and what they say."""
    text: str
    nodes: tuple[Expected, ...]
    meta: dict[str, object]
    problems: tuple[str, ...]


def read_marked(path: Path) -> Marked:
    """The document of a file. ValueError where a mark is unclosed, unknown or out of place."""
    header, rule, body = path.read_text(encoding="utf-8").partition("\n====\n")
    if not rule:
        raise ValueError(f"{path.name}: no ==== between the fields and the text")
    fields = dict(line.split(": ", 1) for line in header.splitlines())
    unknown = set(fields) - {"imitates", "problems", *FIELDS}
    if unknown:
        raise ValueError(f"{path.name}: unknown fields {sorted(unknown)}")
    text, nodes = _read_body(path.name, body)
    meta: dict[str, object] = {name: fields.get(name) for name in FIELDS}
    if meta["period"]:
        meta["period"] = tuple(str(meta["period"]).split(".."))
    meta["issuers"] = tuple(str(meta["issuer"]).split("、")) if meta["issuer"] else ()
    return Marked(text, nodes, meta, tuple(filter(None, fields.get("problems", "").split("; "))))


def _read_body(name: str, body: str) -> tuple[str, tuple[Expected, ...]]:
    parts: list[str] = []
    nodes: list[Expected] = []
    stack: list[Expected] = []
    title: int | None = None
    length = last = 0
    for tag in _TAG.finditer(body):
        parts.append(body[last:tag.start()])
        length, last = length + len(parts[-1]), tag.end()
        if tag["id"]:
            nodes.append(_node(name, tag, stack, length))
            stack.append(nodes[-1])
        elif not stack:
            raise ValueError(f"{name}: {tag[0]} at {length} stands in no node")
        elif tag["close"]:
            stack.pop().end = length
        elif tag["open_title"]:
            title = length
        elif title is None:
            raise ValueError(f"{name}: ]] at {length} without [[")
        else:
            stack[-1].title, title = (title, length), None
    text = "".join([*parts, body[last:]])
    left = re.search(r"[{}\[\]]{2}", text)
    if stack or title is not None or left:
        raise ValueError(f"{name}: unclosed or broken mark: {stack[-1:] or left or title}")
    return text, tuple(nodes)


def _node(name: str, tag: re.Match[str], stack: list[Expected], start: int) -> Expected:
    parent = stack[-1].id if stack else None
    if tag["role"] not in ROLES or parent and not tag["id"].startswith(parent + "."):
        raise ValueError(f"{name}: {tag[0]} under {parent}")
    return Expected(tag["id"], parent, tag["role"], len(stack) + 1, None if tag["marker"] == "-" else tag["marker"], start)

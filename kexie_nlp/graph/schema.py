"""The shapes of a graph: nodes and edges, their types, ids and the attributes of each type.

Each node has `type` and a Chinese `label`, each edge `type`. Attributes are str, int, float or bool; an attribute without a
value is left out. `NODES` and `EDGES` name the further attributes of each type.

Nodes: document 文件 · provision 条款 (role section, task …) · measure 举措 · target 指标 · time 时限 · actor 主体 ·
instrument 文件名 (cited in 《》) · region 地区. Offsets (`start`, `end`) are raw.

Edges: contains (document or provision → provision) · states (→ measure) · aligns_to (task → reference task, with score,
grade 2 or 1, relation, why; `model_grade` where a review has set the grade) · has_target · due · responsible (measure → actor) ·
cites (measure → instrument) · issued_for (document → region) · follows (document → the document it carries out, so that
central → provincial → municipal → county plans make chains; `basis` is the evidence: `cited`, its text names the title of the
other; `level`, the other is a plan of a higher level with which its tasks are linked).
"""
from __future__ import annotations

from typing import NamedTuple

Values = dict[str, str | int | float | bool]
NODES: dict[str, tuple[str, ...]] = {
    "document": ("source", "sha256", "title", "kind", "issuer", "level", "region", "doc_number", "issued", "script"),
    "provision": ("sha256", "provision", "role", "depth", "marker", "start", "end"),
    "measure": ("sha256", "action", "object", "modality", "status", "start", "end", "rule"),
    "target": ("sha256", "indicator", "comparator", "value", "value_max", "unit", "baseline", "scope", "status",
               "start", "end", "rule"),
    "time": ("sha256", "kind", "from", "to", "start", "end", "rule"),
    "actor": (), "instrument": (), "region": ()}

# type: (from, to, attributes)
EDGES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "contains": (("document", "provision"), ("provision",), ()),
    "states": (("document", "provision"), ("measure",), ()),
    "aligns_to": (("provision",), ("provision",), ("score", "grade", "relation", "model", "why", "ambiguous",
                                                   "model_grade")),
    "has_target": (("document", "provision", "measure"), ("target",), ()),
    "due": (("document", "provision"), ("time",), ()),
    "responsible": (("measure",), ("actor",), ()),
    "cites": (("measure",), ("instrument",), ()),
    "issued_for": (("document",), ("region",), ()),
    "follows": (("document",), ("document",), ("basis",))}

SHORT = 12  # characters of the SHA-256 in a node id; 8 would collide among 100,000 documents


class Node(NamedTuple):
    """A node with its attributes, `type` and `label` among them."""
    key: str
    values: Values


class Edge(NamedTuple):
    """An edge with its attributes, `type` among them; the key is unique in the graph."""
    start: str
    end: str
    key: str
    values: Values


def document_id(sha256: str) -> str:
    """The id of a document node: doc:SHA12."""
    return f"doc:{sha256[:SHORT]}"


def item_id(kind: str, sha256: str, name: str) -> str:
    """The id of a part of a document: KIND:SHA12/NAME, e.g. prov:1f2e3d4c5b6a/一.1."""
    return f"{kind}:{sha256[:SHORT]}/{name}"


def name_id(kind: str, name: str) -> str:
    """The id of a node that documents share (actor, instrument, region): KIND:NAME."""
    return f"{kind}:{name}"


def edge_key(kind: str, start: str, end: str) -> str:
    """The key of an edge, TYPE:START>END; unique, as no two edges of a type join the same pair."""
    return f"{kind}:{start}>{end}"

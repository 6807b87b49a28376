"""Records and links to nodes and edges, one after another, or to one graph."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from kexie_nlp.graph.families import Member, families, member
from kexie_nlp.graph.schema import EDGES, NODES, document_id, edge_key, item_id, name_id
from kexie_nlp.lexicon.naming import canonical_actor, canonical_title
from kexie_nlp.model import DocumentRecord, Link, Measure, Provision, Target, Time
from kexie_nlp.text.document import Document

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Values = dict[str, str | int | float | bool]
LABEL = 40  # characters of a label
# what XML cannot hold or does not keep; it becomes a blank
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


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


def build_graph(documents: Iterable[Document], links: Iterable[Link]) -> MultiDiGraph:
    """The graph of all documents with what was found in them, and of the links of grade 1 and 2 between their provisions.

    `schema.NODES` and `schema.EDGES` name its types and attributes. A link to a document that is not given is left
    out.
    """
    from networkx import MultiDiGraph

    graph: MultiDiGraph = MultiDiGraph()
    for item in parts(documents, links):
        if isinstance(item, Node):
            graph.add_node(item.key, **item.values)
        else:
            graph.add_edge(item.start, item.end, key=item.key, **item.values)
    return graph


def parts(documents: Iterable[Document], links: Iterable[Link]) -> Iterator[Node | Edge]:
    """The nodes and edges of the graph, each once, an edge after its ends; documents and links are not kept."""
    named: set[str] = set()   # nodes that documents share
    placed: set[str] = set()  # provisions, to tell which links have both ends
    members: list[Member] = []
    for document in documents:
        for item in _document(document):
            if isinstance(item, Node):
                kind = item.values["type"]
                if not NODES[str(kind)]:
                    if item.key in named:
                        continue
                    named.add(item.key)
                elif kind == "provision":
                    placed.add(item.key)
            yield item
        members.append(member(document))
    carried: set[tuple[str, str, str]] = set()
    for link in links:
        start, end = (_clean(item_id("prov", place.sha256, place.provision)) for place in (link.task, link.measure))
        if link.grade == 2:
            carried.add((link.task.sha256, link.task.provision, link.measure.sha256))
        if link.grade and start in placed and end in placed:
            values = link.model_dump(include=set(EDGES["aligns_to"][2]))
            yield _edge(start, end, "aligns_to", values | {"why": link.why or None, "ambiguous": link.ambiguous or None})
    for lower, upper, basis in families(members, Counter((task, plan) for task, _, plan in carried)):
        yield _edge(document_id(lower), document_id(upper), "follows", {"basis": basis})


def _document(document: Document) -> Iterator[Node | Edge]:
    """The nodes and edges of one document; a shared name may come several times, an edge does not."""
    record, edges = document.record, set()
    for item in _with_repeats(document, record):
        if isinstance(item, Edge):
            if item.key in edges:
                continue
            edges.add(item.key)
        yield item


def _with_repeats(document: Document, record: DocumentRecord) -> Iterator[Node | Edge]:
    meta, sha256 = record.meta, record.sha256
    root = document_id(sha256)
    yield _node(root, "document", meta.title or record.source,
                meta.model_dump() | {"source": record.source, "sha256": sha256})
    if meta.region:
        yield from _name(_clean(root), "region", meta.region, "issued_for")
    places = {provision.id: _clean(item_id("prov", sha256, provision.id)) for provision in record.provisions}
    for provision in record.provisions:
        label = provision.title or document.plain(provision) or provision.id
        yield _node(places[provision.id], "provision", label, _values(record, provision) | {
            "provision": provision.id, "depth": provision.level})
    for provision in record.provisions:
        yield _edge(places.get(provision.parent or "", root), places[provision.id], "contains")
    measures = {}
    for measure in record.measures:
        key = measures[measure.id] = _clean(item_id("measure", sha256, measure.id))
        yield _node(key, "measure", measure.action + measure.object or measure.text, _values(record, measure))
        yield _edge(places.get(measure.provision or "", root), key, "states")
        for actor in measure.actors:
            yield from _name(key, "actor", canonical_actor(actor, meta.region), "responsible")
        for title in measure.instruments:
            yield from _name(key, "instrument", canonical_title(title), "cites")
    for target in record.targets:
        key = _clean(item_id("target", sha256, target.id))
        yield _node(key, "target", f"{target.indicator}：{document.plain(target)}", _values(record, target))
        holder = measures.get(target.measure or "") or places.get(target.provision or "", root)
        yield _edge(holder, key, "has_target")
    for time in record.times:
        key = _clean(item_id("time", sha256, time.id))
        yield _node(key, "time", document.plain(time), _values(record, time))
        yield _edge(places.get(time.provision or "", root), key, "due")


def _name(holder: str, kind: str, name: str, relation: str) -> Iterator[Node | Edge]:
    key = _clean(name_id(kind, name))
    yield _node(key, kind, name, {})
    yield _edge(holder, key, relation)


def _node(key: str, kind: str, label: str, values: dict[str, Any]) -> Node:
    return Node(_clean(key), {"type": kind, "label": _clean(label)[:LABEL], **_chosen(values, NODES[kind])})


def _edge(start: str, end: str, kind: str, values: dict[str, Any] | None = None) -> Edge:
    return Edge(start, end, edge_key(kind, start, end), {"type": kind, **_chosen(values or {}, EDGES[kind][2])})


def _values(record: DocumentRecord, item: Provision | Measure | Target | Time) -> dict[str, Any]:
    return item.model_dump(by_alias=True) | {"sha256": record.sha256}


def _chosen(values: dict[str, Any], names: Iterable[str]) -> Values:
    """The named values that are known, in types that every format holds."""
    return {name: _plain(values[name]) for name in names if values.get(name) is not None}


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) else _clean(str(value))


def _clean(text: str) -> str:
    return UNFIT.sub(" ", text)

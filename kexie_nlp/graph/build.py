"""Records and links to one graph."""
from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kexie_nlp.analysis import Document
from kexie_nlp.graph.schema import EDGES, NODES, document_id, edge_key, item_id, name_id
from kexie_nlp.model import DocumentRecord, Link, Measure, Provision, Target, Time

if TYPE_CHECKING:
    from networkx import MultiDiGraph

LABEL = 40  # characters of a label
# what XML cannot hold or does not keep; it becomes a blank
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class _Builder:
    def __init__(self) -> None:
        from networkx import MultiDiGraph

        self.graph: MultiDiGraph = MultiDiGraph()

    def node(self, key: str, kind: str, label: str, values: dict[str, Any]) -> str:
        """Add a node; its key as it stands in the graph."""
        key = _clean(key)
        self.graph.add_node(key, type=kind, label=_clean(label)[:LABEL], **_chosen(values, NODES[kind]))
        return key

    def edge(self, start: str, end: str, kind: str, values: dict[str, Any] | None = None) -> None:
        chosen = _chosen(values or {}, EDGES[kind][2])
        self.graph.add_edge(start, end, key=edge_key(kind, start, end), type=kind, **chosen)


def build_graph(documents: Iterable[Document], links: Iterable[Link]) -> MultiDiGraph:
    """The graph of all documents and of the links of grade 1 and 2 between their provisions.

    `schema.NODES` and `schema.EDGES` name its types and attributes. A link to a document that is not given is left
    out.
    """
    builder = _Builder()
    for document in documents:
        _add_document(builder, document)
    for link in links:
        start, end = (_clean(item_id("prov", place.sha256, place.provision)) for place in (link.task, link.measure))
        if link.grade and start in builder.graph and end in builder.graph:
            builder.edge(start, end, "aligns_to", link.model_dump(include=set(EDGES["aligns_to"][2])))
    return builder.graph


def _add_document(builder: _Builder, document: Document) -> None:
    record = document.record
    meta = record.meta
    root = builder.node(document_id(record.sha256), "document", meta.title or record.source,
                        meta.model_dump() | {"source": record.source, "sha256": record.sha256})
    if meta.region:
        builder.edge(root, builder.node(name_id("region", meta.region), "region", meta.region, {}), "issued_for")
    places = {provision.id: _clean(item_id("prov", record.sha256, provision.id)) for provision in record.provisions}
    for provision in record.provisions:
        label = provision.title or document.plain(provision) or provision.id
        builder.node(places[provision.id], "provision", label, _values(record, provision) | {
            "provision": provision.id, "depth": provision.level})
        builder.edge(places.get(provision.parent or "", root), places[provision.id], "contains")
    measures = {}
    for measure in record.measures:
        key = measures[measure.id] = builder.node(
            item_id("measure", record.sha256, measure.id), "measure", measure.action + measure.object or measure.text,
            _values(record, measure))
        builder.edge(places.get(measure.provision or "", root), key, "states")
        for actor in measure.actors:
            builder.edge(key, builder.node(name_id("actor", actor), "actor", actor, {}), "responsible")
        for title in measure.instruments:
            builder.edge(key, builder.node(name_id("instrument", title), "instrument", title, {}), "cites")
    for target in record.targets:
        key = builder.node(item_id("target", record.sha256, target.id), "target",
                           f"{target.indicator}：{document.plain(target)}", _values(record, target))
        holder = measures.get(target.measure or "") or places.get(target.provision or "", root)
        builder.edge(holder, key, "has_target")
    for time in record.times:
        key = builder.node(item_id("time", record.sha256, time.id), "time", document.plain(time),
                           _values(record, time))
        builder.edge(places.get(time.provision or "", root), key, "due")


def _values(record: DocumentRecord, item: Provision | Measure | Target | Time) -> dict[str, Any]:
    return item.model_dump(by_alias=True) | {"sha256": record.sha256}


def _chosen(values: dict[str, Any], names: Iterable[str]) -> dict[str, str | int | float | bool]:
    """The named values that are known, in types that every format holds."""
    return {name: _plain(values[name]) for name in names if values.get(name) is not None}


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) else _clean(str(value))


def _clean(text: str) -> str:
    return UNFIT.sub(" ", text)

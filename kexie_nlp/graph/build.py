"""Documents and links to the nodes and edges of their graph, one after another or as a networkx MultiDiGraph.

`follows` edges say which plan carries out which, by the titles that its text cites and by level and region.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from kexie_nlp.graph.schema import EDGES, NODES, Edge, Node, Values, document_id, edge_key, item_id, name_id
from kexie_nlp.lexicon.naming import canonical_actor, canonical_title
from kexie_nlp.model import DocumentRecord, Link, Measure, Provision, Target, Time
from kexie_nlp.text.document import Document

if TYPE_CHECKING:
    from networkx import MultiDiGraph

LABEL = 40  # characters of a label
# characters that XML cannot hold or does not keep; each becomes a space
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LEVELS = {"central": 0, "provincial": 1, "municipal": 2, "county": 3, "township": 4}
TITLE = re.compile(r"《([^《》]{4,60})》")
FRAME = re.compile(r"\s|[（(][^）)]*[）)]$|^关于(?:印发|转发)?|的通知$")
LEAST = 6   # characters a cited title needs
SHARE = 0.3  # of a plan's tasks that must be linked with a higher plan for it to follow without citing it


def build_graph(documents: Iterable[Document], links: Iterable[Link]) -> MultiDiGraph:
    """The graph of documents, their parts, and the links of grade 1 and 2 between their provisions.

    `schema.NODES` and `schema.EDGES` name the types and attributes. A link to a document that is not given is left out.
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
    """The nodes and edges of the graph, each once, an edge after its ends; documents and links are not kept in memory."""
    named: set[str] = set()   # keys of nodes that documents share
    placed: set[str] = set()  # keys of provisions, to leave out links without both ends
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
    for lower, upper, basis in follows(members, Counter((task, plan) for task, _, plan in carried)):
        yield _edge(document_id(lower), document_id(upper), "follows", {"basis": basis})


def _document(document: Document) -> Iterator[Node | Edge]:
    """The nodes and edges of one document; the node of a shared name may repeat, an edge does not."""
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
    """The named values that are not None, in types that every format holds."""
    return {name: _plain(values[name]) for name in names if values.get(name) is not None}


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) else _clean(str(value))


def _clean(text: str) -> str:
    return UNFIT.sub(" ", text)


class Follows(NamedTuple):
    """An edge `follows` by hashes: document `lower` carries out `upper`; `basis` cited or level."""
    lower: str
    upper: str
    basis: str


@dataclass(frozen=True)
class Member:
    """What `follows` needs of a document: hash, title, level (0 central … 3 county), region, number of tasks, titles it cites."""
    sha256: str
    title: str
    level: int | None
    region: str | None
    tasks: int
    cited: frozenset[str]


def member(document: Document) -> Member:
    """A document as a member of the hierarchy of plans."""
    record = document.record
    return Member(record.sha256, record.meta.title or "", LEVELS.get(record.meta.level or ""), record.meta.region,
                  len(record.tasks()), frozenset(TITLE.findall(document.norm.text)))


def follows(members: Sequence[Member], carried: Counter[tuple[str, str]]) -> Iterator[Follows]:
    """Which documents carry out which others; `carried[lower, upper]` counts the tasks of one linked with the other by grade 2.

    cited: the text of the lower document names the title of a higher one in 《》. level: it cites no higher plan, but at least
    `SHARE` of its tasks carry out tasks of a higher one in the same line of regions; the nearest such level counts.
    """
    for lower in members:
        above = [upper for upper in members if _above(upper, lower)]
        cited = [upper for upper in above if any(_same_title(upper.title, title) for title in lower.cited)]
        yield from (Follows(lower.sha256, upper.sha256, "cited") for upper in cited)
        linked = [] if cited else [upper for upper in above
                                   if carried[lower.sha256, upper.sha256] >= SHARE * max(lower.tasks, 1)]
        nearest = max((upper.level or 0 for upper in linked), default=0)
        yield from (Follows(lower.sha256, upper.sha256, "level") for upper in linked if upper.level == nearest)


def _above(upper: Member, lower: Member) -> bool:
    """Whether `upper` is of a higher level and its region may contain that of `lower`."""
    if upper.level is None or lower.level is None or upper.level >= lower.level:
        return False
    if upper.level == 0 or not upper.region or not lower.region:
        return True
    # the name of a city does not name its province: only two provinces, or two cities, surely differ
    return lower.region.startswith(upper.region) or not _same_kind(upper.region, lower.region)


def _same_kind(a: str, b: str) -> bool:
    return any(a.endswith(ends) and b.endswith(ends) for ends in (("省", "自治区"), ("市",)))


def _same_title(title: str, cited: str) -> bool:
    title, cited = (FRAME.sub("", text) for text in (title, cited))
    return min(len(title), len(cited)) >= LEAST and (title == cited or title.endswith(cited) or cited.endswith(title))

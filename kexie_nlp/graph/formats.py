"""Graphs to files and back: GraphML, GEXF 1.2, JSON (node-link), Cypher (written only); no format needs the graph in memory.

Cypher statements make the graph in Neo4j or another property graph, in batches. Each node has the label Kexie and that of its
type (Document, Provision …) and the property `id`, which the first statement makes unique; relations are named by type in
capitals (ALIGNS_TO). Loading the file again changes nothing (MERGE).
"""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kexie_nlp.errors import KexieError
from kexie_nlp.graph.build import parts
from kexie_nlp.graph.schema import Edge, Node, Values, edge_key
from kexie_nlp.model import Link
from kexie_nlp.text.document import Document

if TYPE_CHECKING:
    from networkx import DiGraph, MultiDiGraph

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}  # of attributes in GraphML and GEXF
BATCH = 500  # rows of a Cypher statement


class Spool:
    """Nodes and edges in two temporary files; `attributes`: the names and types that occur, `counts`: the numbers, by "node" and "edge"."""

    def __init__(self, items: Iterable[Node | Edge]) -> None:
        self._nodes: IO[str] = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed on leaving
        self._edges: IO[str] = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed on leaving
        self.attributes: dict[str, dict[tuple[str, type], None]] = {"node": {}, "edge": {}}
        self.counts = {"node": 0, "edge": 0}
        for item in items:
            kind, file = ("node", self._nodes) if isinstance(item, Node) else ("edge", self._edges)
            self.counts[kind] += 1
            seen = self.attributes[kind]
            for name, value in item.values.items():
                seen[name, type(value)] = None
            file.write(_ENCODE(item) + "\n")

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._nodes.close()
        self._edges.close()

    def nodes(self) -> Iterator[Node]:
        """The nodes in their order of arrival."""
        self._nodes.seek(0)
        return (Node(*json.loads(line)) for line in self._nodes)

    def edges(self) -> Iterator[Edge]:
        """The edges in their order of arrival."""
        self._edges.seek(0)
        return (Edge(*json.loads(line)) for line in self._edges)


class Format(NamedTuple):
    """The writer and reader of a format; None: it is not read back."""
    write: Callable[[Spool], Iterator[str]]
    read: Callable[[Path], DiGraph] | None


def write_graph(graph: MultiDiGraph, path: Path | str, format: str) -> None:
    """Write a graph of `build_graph` to a file; `format` is graphml, gexf, json or cypher. K402 for another format."""
    nodes = (Node(key, values) for key, values in graph.nodes(data=True))
    edges = (Edge(start, end, key, values) for start, end, key, values in graph.edges(keys=True, data=True))
    _write([nodes, edges], path, _format(format))


def write_parts(documents: Iterable[Document], links: Iterable[Link], path: Path | str, format: str) -> dict[str, int]:
    """Write the graph of documents and links without keeping it in memory; gives the numbers of nodes and edges. K402 for another
    format than those of `write_graph`.
    """
    return _write([parts(documents, links)], path, _format(format))


def read_graph(path: Path | str, format: str) -> MultiDiGraph:
    """The graph in a file of `write_graph`, with the same nodes, edges, keys and attributes. K402 for a format that is not read back."""
    from networkx import MultiDiGraph

    reader = _format(format).read
    if reader is None:
        raise KexieError("K402", detail=f"{format} (written only)")
    found = reader(Path(path))
    graph: MultiDiGraph = MultiDiGraph()
    graph.add_nodes_from(found.nodes(data=True))
    for start, end, values in found.edges(data=True):  # GEXF readers lose the key and add an id
        values = {name: value for name, value in values.items() if name != "id"}
        graph.add_edge(start, end, key=edge_key(values["type"], start, end), **values)
    return graph


def _write(items: Iterable[Iterable[Node | Edge]], path: Path | str, format: Format) -> dict[str, int]:
    with Spool(item for group in items for item in group) as spool, \
            Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(format.write(spool))
        return spool.counts


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise KexieError("K402", detail=name)
    return FORMATS[name]


def graphml(spool: Spool) -> Iterator[str]:
    """The lines of a GraphML file; an edge's key is its id."""
    yield HEAD + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind in ("node", "edge"):
        for name, of in spool.attributes[kind]:
            yield (f'<key id="{_attribute_id(kind, name, of)}" for="{kind}" attr.name={quoteattr(name)} '
                   f'attr.type="{TYPES[of]}"/>\n')
    yield '<graph edgedefault="directed">\n'
    for node in spool.nodes():
        yield f"<node id={quoteattr(node.key)}>{_data(node.values, 'node')}</node>\n"
    for edge in spool.edges():
        yield (f"<edge source={quoteattr(edge.start)} target={quoteattr(edge.end)} id={quoteattr(edge.key)}>"
               f"{_data(edge.values, 'edge')}</edge>\n")
    yield "</graph>\n</graphml>\n"


def gexf(spool: Spool) -> Iterator[str]:
    """The lines of a GEXF file; a node's label is its label."""
    yield HEAD + '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n<graph defaultedgetype="directed" mode="static">\n'
    for kind in ("node", "edge"):
        yield f'<attributes mode="static" class="{kind}">\n'
        for name, of in spool.attributes[kind]:
            yield f'<attribute id="{_attribute_id(kind, name, of)}" title={quoteattr(name)} type="{TYPES[of]}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in spool.nodes():
        values = {name: value for name, value in node.values.items() if name != "label"}
        label = quoteattr(str(node.values["label"]))
        yield f"<node id={quoteattr(node.key)} label={label}>{_attvalues(values, 'node')}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in spool.edges():
        yield (f"<edge source={quoteattr(edge.start)} target={quoteattr(edge.end)} id={quoteattr(edge.key)}>"
               f"{_attvalues(edge.values, 'edge')}</edge>\n")
    yield "</edges>\n</graph>\n</gexf>\n"


def _json(spool: Spool) -> Iterator[str]:
    """The node-link form of networkx, one node or edge per line."""
    yield '{"directed": true, "multigraph": true, "graph": {}, "nodes": ['
    yield from _lines(node.values | {"id": node.key} for node in spool.nodes())
    yield '\n], "edges": ['
    yield from _lines(edge.values | {"source": edge.start, "target": edge.end, "key": edge.key} for edge in spool.edges())
    yield "\n]}\n"


def _lines(items: Iterable[dict]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + json.dumps(item, ensure_ascii=False)


def cypher(spool: Spool) -> Iterator[str]:
    """The statements of a Cypher file, one per line, each ended by a semicolon."""
    yield "CREATE CONSTRAINT kexie_id IF NOT EXISTS FOR (n:Kexie) REQUIRE n.id IS UNIQUE;\n"
    waiting: dict[str, list[str]] = defaultdict(list)
    for node in spool.nodes():
        kind = str(node.values["type"])
        waiting[kind].append(f"{{id: {literal(node.key)}, props: {_map(node.values)}}}")
        if len(waiting[kind]) == BATCH:
            yield _nodes(kind, waiting.pop(kind))
    yield from (_nodes(kind, rows) for kind, rows in waiting.items())
    waiting = defaultdict(list)
    for edge in spool.edges():
        kind = str(edge.values["type"])
        waiting[kind].append(f"{{a: {literal(edge.start)}, b: {literal(edge.end)}, key: {literal(edge.key)}, "
                             f"props: {_map(edge.values)}}}")
        if len(waiting[kind]) == BATCH:
            yield _edges(kind, waiting.pop(kind))
    yield from (_edges(kind, rows) for kind, rows in waiting.items())


def literal(value: str | int | float | bool) -> str:
    """A value as a Cypher literal. Strings are written as in JSON, whose escapes Cypher shares; an apostrophe needs none."""
    return json.dumps(value, ensure_ascii=False)


def _map(values: Values) -> str:
    return "{" + ", ".join(f"`{name}`: {literal(value)}" for name, value in values.items()) + "}"


def _nodes(kind: str, rows: list[str]) -> str:
    return f"UNWIND [{', '.join(rows)}] AS row MERGE (n:Kexie {{id: row.id}}) SET n:{kind.capitalize()}, n += row.props;\n"


def _edges(kind: str, rows: list[str]) -> str:
    return (f"UNWIND [{', '.join(rows)}] AS row MATCH (a:Kexie {{id: row.a}}), (b:Kexie {{id: row.b}}) "
            f"MERGE (a)-[r:{kind.upper()} {{key: row.key}}]->(b) SET r += row.props;\n")


def _attribute_id(kind: str, name: str, of: type) -> str:
    return f"{kind}_{name}_{of.__name__}"


def _data(values: Values, kind: str) -> str:
    return "".join(f'<data key="{_attribute_id(kind, name, type(value))}">{escape(_text(value))}</data>'
                   for name, value in values.items())


def _attvalues(values: Values, kind: str) -> str:
    inner = "".join(f'<attvalue for="{_attribute_id(kind, name, type(value))}" value={quoteattr(_text(value))}/>'
                    for name, value in values.items())
    return f"<attvalues>{inner}</attvalues>"


def _text(value: str | int | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, float) else str(value)


def _read_graphml(path: Path) -> DiGraph:
    from networkx import read_graphml

    return read_graphml(path, edge_key_type=str, force_multigraph=True)


def _read_gexf(path: Path) -> DiGraph:
    from networkx import read_gexf

    return read_gexf(path)


def _read_json(path: Path) -> DiGraph:
    from networkx import node_link_graph

    return node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


FORMATS = {"graphml": Format(graphml, _read_graphml), "gexf": Format(gexf, _read_gexf), "json": Format(_json, _read_json),
           "cypher": Format(cypher, None)}

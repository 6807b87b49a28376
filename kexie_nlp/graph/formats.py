"""Graphs to files and back: GraphML, GEXF, JSON (node-link), Cypher (written only)."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kexie_nlp.errors import KexieError
from kexie_nlp.graph.build import Edge, Node, parts
from kexie_nlp.graph.cypher import cypher
from kexie_nlp.graph.schema import edge_key
from kexie_nlp.graph.spool import Spool
from kexie_nlp.graph.xmls import gexf, graphml
from kexie_nlp.model import Link
from kexie_nlp.text.document import Document

if TYPE_CHECKING:
    from networkx import DiGraph, MultiDiGraph


class Format(NamedTuple):
    """How a format is written and read; None: it is not read back."""
    write: Callable[[Spool], Iterator[str]]
    read: Callable[[Path], DiGraph] | None


def write_graph(graph: MultiDiGraph, path: Path | str, format: str) -> None:
    """Write a graph of `build_graph`; `format` is graphml, gexf, json or cypher. K402 for any other."""
    nodes = (Node(key, values) for key, values in graph.nodes(data=True))
    edges = (Edge(start, end, key, values) for start, end, key, values in graph.edges(keys=True, data=True))
    _write([nodes, edges], path, _format(format))


def write_parts(documents: Iterable[Document], links: Iterable[Link], path: Path | str, format: str) -> dict[str, int]:
    """Write the graph of documents and links without ever holding it; the numbers of nodes and edges. K402."""
    return _write([parts(documents, links)], path, _format(format))


def read_graph(path: Path | str, format: str) -> MultiDiGraph:
    """The graph that `write_graph` wrote, with the same nodes, edges, keys and attributes. K402 for another format."""
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


def _json(spool: Spool) -> Iterator[str]:
    """networkx' node-link form, a node or edge to a line."""
    yield '{"directed": true, "multigraph": true, "graph": {}, "nodes": ['
    yield from _lines(node.values | {"id": node.key} for node in spool.nodes())
    yield '\n], "edges": ['
    yield from _lines(edge.values | {"source": edge.start, "target": edge.end, "key": edge.key} for edge in spool.edges())
    yield "\n]}\n"


def _lines(items: Iterable[dict]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + json.dumps(item, ensure_ascii=False)


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

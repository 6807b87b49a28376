"""Graphs to files and back: GraphML, GEXF, JSON (node-link)."""
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kexie_nlp.errors import KexieError
from kexie_nlp.graph.schema import edge_key

if TYPE_CHECKING:
    from networkx import DiGraph, MultiDiGraph

# GEXF has meanings of its own for these; marked while networkx writes, they stay plain attributes
GEXF_WORDS = frozenset({"start", "end", "type"})
MARK = "~"


class Format(NamedTuple):
    """How a format is written and read."""
    write: Callable[[MultiDiGraph, Path], None]
    read: Callable[[Path], DiGraph]


def write_graph(graph: MultiDiGraph, path: Path | str, format: str) -> None:
    """Write a graph of `build_graph`; `format` is graphml, gexf or json. K402 for any other."""
    _format(format).write(graph, Path(path))


def read_graph(path: Path | str, format: str) -> MultiDiGraph:
    """The graph that `write_graph` wrote, with the same nodes, edges, keys and attributes. K402 for another format."""
    from networkx import MultiDiGraph

    found = _format(format).read(Path(path))
    graph: MultiDiGraph = MultiDiGraph()
    graph.add_nodes_from(found.nodes(data=True))
    for start, end, values in found.edges(data=True):  # GEXF readers lose the key and add an id
        values = {name: value for name, value in values.items() if name != "id"}
        graph.add_edge(start, end, key=edge_key(values["type"], start, end), **values)
    return graph


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise KexieError("K402", detail=name)
    return FORMATS[name]


def _write_graphml(graph: MultiDiGraph, path: Path) -> None:
    from networkx import write_graphml

    write_graphml(graph, path)


def _read_graphml(path: Path) -> DiGraph:
    from networkx import read_graphml

    return read_graphml(path, edge_key_type=str, force_multigraph=True)


def _write_gexf(graph: MultiDiGraph, path: Path) -> None:
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(_marked(graph))
    for attribute in writer.xml.iter("attribute"):
        attribute.set("title", attribute.get("title").removeprefix(MARK))
    with path.open("wb") as file:
        writer.write(file)


def _read_gexf(path: Path) -> DiGraph:
    from networkx import read_gexf

    return read_gexf(path)


def _write_json(graph: MultiDiGraph, path: Path) -> None:
    from networkx import node_link_data

    data = node_link_data(graph, edges="edges")
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _read_json(path: Path) -> DiGraph:
    from networkx import node_link_graph

    return node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


def _marked(graph: MultiDiGraph) -> MultiDiGraph:
    marked = graph.__class__()
    marked.add_nodes_from((node, _mark(values)) for node, values in graph.nodes(data=True))
    marked.add_edges_from((start, end, key, _mark(values))
                          for start, end, key, values in graph.edges(keys=True, data=True))
    return marked


def _mark(values: dict) -> dict:
    return {MARK + name if name in GEXF_WORDS else name: value for name, value in values.items()}


FORMATS = {"graphml": Format(_write_graphml, _read_graphml), "gexf": Format(_write_gexf, _read_gexf),
           "json": Format(_write_json, _read_json)}

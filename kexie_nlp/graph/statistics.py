"""A graph to the numbers of its nodes and edges by type."""
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def statistics(graph: MultiDiGraph) -> dict[str, dict[str, int]]:
    """The numbers of nodes and edges of a graph by type: {"nodes": {"document": 5, …}, "edges": {"aligns_to": 120, …}}."""
    return {"nodes": dict(Counter(kind for _, kind in graph.nodes(data="type"))),
            "edges": dict(Counter(kind for _, _, kind in graph.edges(data="type")))}

"""Nodes and edges on their way to a file: kept on disk, so that no format needs them all in memory."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from kexie_nlp.graph.build import Edge, Node

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class Spool:
    """Nodes and edges in two temporary files; `attributes`: the names and types that occur, for "node" and "edge"."""

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
        """The nodes in the order they came."""
        self._nodes.seek(0)
        return (Node(*json.loads(line)) for line in self._nodes)

    def edges(self) -> Iterator[Edge]:
        """The edges in the order they came."""
        self._edges.seek(0)
        return (Edge(*json.loads(line)) for line in self._edges)

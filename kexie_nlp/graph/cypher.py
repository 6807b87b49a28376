"""Cypher: statements that make the graph in Neo4j or another property graph, in batches.

Every node has the label Kexie and one of its type (Document, Provision …) and the property `id`, which the first statement
makes unique; relations are named by type in capitals (ALIGNS_TO). Loading the file again changes nothing (MERGE).
"""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from kexie_nlp.graph.build import Values
from kexie_nlp.graph.spool import Spool

BATCH = 500  # rows of one statement


def cypher(spool: Spool) -> Iterator[str]:
    """The statements, each on a line of its own and ended by a semicolon."""
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
    """A value as Cypher writes it. Strings are those of JSON, whose escapes Cypher shares; an apostrophe needs none."""
    return json.dumps(value, ensure_ascii=False)


def _map(values: Values) -> str:
    return "{" + ", ".join(f"`{name}`: {literal(value)}" for name, value in values.items()) + "}"


def _nodes(kind: str, rows: list[str]) -> str:
    return f"UNWIND [{', '.join(rows)}] AS row MERGE (n:Kexie {{id: row.id}}) SET n:{kind.capitalize()}, n += row.props;\n"


def _edges(kind: str, rows: list[str]) -> str:
    return (f"UNWIND [{', '.join(rows)}] AS row MATCH (a:Kexie {{id: row.a}}), (b:Kexie {{id: row.b}}) "
            f"MERGE (a)-[r:{kind.upper()} {{key: row.key}}]->(b) SET r += row.props;\n")

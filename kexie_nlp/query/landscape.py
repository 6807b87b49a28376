"""What lies beside the plan: new topics, actors' loads, cited documents, numbers face to face."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from kexie_nlp.lexicon.naming import canonical_actor, canonical_title
from kexie_nlp.model import Link
from kexie_nlp.query.coverage import novel
from kexie_nlp.query.findings import InstrumentRow, LoadRow, NumberPair, TopicRow
from kexie_nlp.query.refs import find_document, ref_of
from kexie_nlp.store import Store, schema

LEAST = 2      # tasks that make a topic
ALIKE = 0.2    # cosine from which two tasks may speak of one matter
KEYWORDS = 4
SEED = 1       # Louvain draws at random


def topics(store: Store, *, central: str | None = None) -> list[TopicRow]:
    """Communities of local tasks that no central task explains, largest first; routine business and what stands alone
    are left out (`novel` has them).

    Communities by Louvain (Blondel et al. 2008) over the likeness of the tasks' words, keywords by jieba's TF-IDF.
    """
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities

    rows = [row for row in novel(store, central=central) if row.kind == "local"]
    if not rows:
        return []
    graph: Graph = Graph()
    graph.add_nodes_from(range(len(rows)))
    graph.add_weighted_edges_from(_alike([row.text for row in rows]))
    found = []
    for members in louvain_communities(graph, seed=SEED):
        if len(members) < LEAST:
            continue
        chosen = [rows[n] for n in sorted(members)]
        found.append(TopicRow(keywords=_keywords([row.text for row in chosen]),
                              documents=tuple(dict.fromkeys(row.document for row in chosen)),
                              refs=tuple(row.ref for row in chosen), titles=tuple(row.title for row in chosen)))
    return sorted(found, key=_largest_first)


def actors(store: Store, *, document: str | None = None) -> list[LoadRow]:
    """The actors by how many planned measures fall to them, in how many tasks and documents; one body under several names
    (省科协, 我省科协) is one actor."""
    m = schema.measures.c
    query = select(m.sha256, m.provision, m.actors).where(m.status == "planned", m.actors != "[]")
    if document is not None:
        query = query.where(m.sha256 == find_document(store, document).sha256)
    regions = {info.sha256: info.region for info in store.infos()}
    held: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for row in store.rows(query):
        for actor in dict.fromkeys(canonical_actor(name, regions[row.sha256]) for name in json.loads(row.actors)):
            held[actor].append((row.sha256, row.provision))
    found = [LoadRow(actor=actor, measures=len(places), tasks=len(set(places)), documents=len({s for s, _ in places}))
             for actor, places in held.items()]
    return sorted(found, key=_most_measures_first)


def instruments(store: Store) -> list[InstrumentRow]:
    """The documents in 《》 that measures draft, issue or carry out, by how many documents cite them."""
    labels = {info.sha256: info.label for info in store.infos()}
    m = schema.measures.c
    held: dict[str, list[str]] = defaultdict(list)
    for row in store.rows(select(m.sha256, m.instruments).where(m.instruments != "[]")):
        for title in json.loads(row.instruments):
            held[canonical_title(title)].append(labels[row.sha256])
    found = [InstrumentRow(title=title, measures=len(names), documents=tuple(dict.fromkeys(names)))
             for title, names in held.items()]
    return sorted(found, key=_most_cited_first)


def numbers(store: Store, *, document: str | None = None) -> list[NumberPair]:
    """The numbers of graded links face to face: province and centre, with verdict, deadline and reason."""
    li = schema.links.c
    query = select(li.record).where(li.grade >= 1, li.record.contains('"task_target"'))
    if document is not None:
        query = query.where(li.task_sha256 == find_document(store, document).sha256)
    found = []
    for row in store.rows(query.order_by(li.task_sha256, li.position)):
        found += number_pairs(store, Link.model_validate_json(row.record))
    return found


def number_pairs(store: Store, link: Link) -> list[NumberPair]:
    """The numbers of one link, in words."""
    infos = {info.sha256: info for info in store.infos()}
    t = schema.targets.c

    def said(sha256: str, target: str) -> str:
        rows = store.rows(select(t.indicator, t.text).where(t.sha256 == sha256, t.id == target))
        return f"{rows[0].indicator} {rows[0].text}".strip() if rows else target

    return [NumberPair(
        ref=ref_of(infos[link.task.sha256], link.task.provision), number=said(link.task.sha256, n.task_target),
        other_ref=ref_of(infos[link.measure.sha256], link.measure.provision),
        other_number=said(link.measure.sha256, n.measure_target), verdict=n.verdict, deadline=n.deadline, reason=n.reason)
        for n in link.numbers]


def _alike(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    from kexie_nlp.alignment.vectors import NgramVectors

    vectors = NgramVectors(texts).transform(texts)
    pairs = (vectors @ vectors.T).tocoo()
    return [(int(a), int(b), float(value)) for a, b, value in zip(pairs.row, pairs.col, pairs.data, strict=True)
            if a < b and value >= ALIKE]


def _keywords(texts: Sequence[str]) -> tuple[str, ...]:
    import jieba
    from jieba.analyse import extract_tags

    jieba.setLogLevel(60)
    words = [word for word in extract_tags("\n".join(texts), topK=3 * KEYWORDS) if len(word) > 1 and not word.isascii()]
    return tuple(words[:KEYWORDS])


def _largest_first(row: TopicRow) -> tuple[int, tuple[str, ...]]:
    return -len(row.refs), row.refs


def _most_measures_first(row: LoadRow) -> tuple[int, str]:
    return -row.measures, row.actor


def _most_cited_first(row: InstrumentRow) -> tuple[int, int, str]:
    return -len(row.documents), -row.measures, row.title

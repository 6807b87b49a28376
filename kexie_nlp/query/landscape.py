"""What lies beside the plan: new topics, actors' loads, cited documents, numbers face to face."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from sqlalchemy import select
from typing_extensions import Unpack

from kexie_nlp.lexicon.naming import canonical_actor, canonical_title
from kexie_nlp.model import Link
from kexie_nlp.query.asking import Asked, Inquiry, itself, read
from kexie_nlp.query.central import novel
from kexie_nlp.query.findings import InstrumentRow, LoadRow, NumberPair, TopicRow
from kexie_nlp.query.items import at_central_places
from kexie_nlp.query.questions import VERDICTS
from kexie_nlp.query.refs import ref_of
from kexie_nlp.query.rows import Rows
from kexie_nlp.query.sides import plan_of
from kexie_nlp.store import Store, schema

LEAST = 2      # tasks that make a topic
ALIKE = 0.2    # cosine from which two tasks may speak of one matter
KEYWORDS = 4
SLICE = 500    # tasks compared with all others at once
SEED = 1       # Louvain draws at random


def topics(store: Store, **asked: Unpack[Asked]) -> Rows[TopicRow]:
    """Communities of local tasks that no central task explains, largest first; routine business and what stands alone
    are left out (`novel` has them). K401 without a plan, K306.

    Communities by Louvain (Blondel et al. 2008) over the likeness of the tasks' words, keywords by jieba's TF-IDF.
    """
    how = read(store, "topics", asked)
    return how.page(how.kept("topics", partial(_topics, how)), {"documents": _by_documents}, itself)


def _topics(how: Inquiry) -> list[TopicRow]:
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities

    rows = novel(how.store, status="local", **how.given)
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


def actors(store: Store, **asked: Unpack[Asked]) -> Rows[LoadRow]:
    """The actors by how many planned measures fall to them, in how many tasks and documents; one body under several names
    (省科协, 我省科协) is one actor. The filter `actor` is a part of the name. K306."""
    how = read(store, "actors", asked)
    held = how.kept("actors", partial(_loads, how))
    return how.page(held, {"measures": _most_measures_first, "tasks": _by_tasks, "documents": _by_load_documents,
                           "actor": _by_actor}, itself)


def _loads(how: Inquiry) -> list[LoadRow]:
    m, store = schema.measures.c, how.store
    query = select(m.sha256, m.provision, m.actors).where(
        m.status == "planned", m.actors != "[]", *how.documents(m.sha256),
        *how.without("actor").places(m.sha256, m.provision))
    regions = {info.sha256: info.region for info in store.infos()}
    names: dict[tuple[str, str | None], list[str]] = {}
    held: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for row in store.rows(query):
        key = row.actors, regions[row.sha256]
        if key not in names:
            names[key] = list(dict.fromkeys(canonical_actor(name, key[1]) for name in json.loads(row.actors)))
        for actor in names[key]:
            held[actor].append((row.sha256, row.provision))
    wanted = how.get("actor") or ""
    return [LoadRow(actor=actor, measures=len(places), tasks=len(set(places)), documents=len({s for s, _ in places}))
            for actor, places in held.items() if wanted in actor]


def instruments(store: Store, **asked: Unpack[Asked]) -> Rows[InstrumentRow]:
    """The documents in 《》 that measures draft, issue or carry out, by how many documents cite them; the filter `text` is
    a part of the title. K306."""
    how = read(store, "instruments", asked)
    found = how.kept("instruments", partial(_cited, how))
    return how.page(found, {"documents": _most_cited_first, "measures": _by_measures, "title": _by_title}, itself)


def _cited(how: Inquiry) -> list[InstrumentRow]:
    m, store, wanted = schema.measures.c, how.store, how.get("text") or ""
    labels = {info.sha256: info.label for info in store.infos()}
    query = select(m.sha256, m.instruments).where(m.instruments != "[]", *how.documents(m.sha256),
                                                  *how.without("text").places(m.sha256, m.provision))
    held: dict[str, list[str]] = defaultdict(list)
    for row in store.rows(query):
        for title in json.loads(row.instruments):
            held[canonical_title(title)].append(labels[row.sha256])
    return [InstrumentRow(title=title, measures=len(names), documents=tuple(dict.fromkeys(names)))
            for title, names in held.items() if wanted in title]


def numbers(store: Store, **asked: Unpack[Asked]) -> Rows[NumberPair]:
    """The numbers of graded links face to face: province and centre, with verdict (the filter `status`), deadline and
    reason. `chapter`, `actor` and `text` are the central task's. K306."""
    how = read(store, "numbers", asked)
    found = how.kept("numbers", partial(_numbered, how))

    def row(pair: tuple[Link, int]) -> NumberPair:
        return number_pairs(store, pair[0].model_copy(update={"numbers": (pair[0].numbers[pair[1]],)}))[0]

    return how.page(found, {"verdict": _by_verdict}, row)


def _numbered(how: Inquiry) -> list[tuple[Link, int]]:
    """The links with numbers, and which of their numbers."""
    store, li = how.store, schema.links.c
    grade, d = how.get("grade"), schema.documents.c
    query = select(li.record).join(schema.documents, d.sha256 == li.task_sha256).where(
        li.grade >= 1 if grade is None else li.grade == grade, li.numbered == 1, *how.documents(li.task_sha256))
    if how.get("central"):
        query = query.where(li.measure_sha256 == plan_of(store, how.get("central")).sha256)
    rows = store.rows(at_central_places(how, query).order_by(d.sort_key, d.label, li.position))
    return [(link, n) for link in (Link.model_validate_json(row.record) for row in rows)
            for n, said in enumerate(link.numbers) if how.get("status") in (None, said.verdict)]


def number_pairs(store: Store, link: Link) -> list[NumberPair]:
    """The numbers of one link, in words."""
    wanted = {link.task.sha256, link.measure.sha256}
    infos = {info.sha256: info for info in store.infos() if info.sha256 in wanted}
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
    found: list[tuple[int, int, float]] = []
    for start in range(0, len(texts), SLICE):  # the likeness of all pairs at once would fill the memory
        pairs = (vectors[start:start + SLICE] @ vectors.T).tocoo()
        kept = (pairs.row + start < pairs.col) & (pairs.data >= ALIKE)
        found += zip((pairs.row[kept] + start).tolist(), pairs.col[kept].tolist(), pairs.data[kept].tolist(), strict=True)
    return found


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


def _by_documents(row: TopicRow) -> int:
    return -len(row.documents)


def _by_tasks(row: LoadRow) -> int:
    return -row.tasks


def _by_load_documents(row: LoadRow) -> int:
    return -row.documents


def _by_actor(row: LoadRow) -> str:
    return row.actor


def _by_measures(row: InstrumentRow) -> int:
    return -row.measures


def _by_title(row: InstrumentRow) -> str:
    return row.title


def _by_verdict(pair: tuple[Link, int]) -> int:
    return VERDICTS.index(pair[0].numbers[pair[1]].verdict)

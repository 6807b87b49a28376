"""Coverage of the central plan: which documents carry out which central task, and local tasks without a counterpart.

Each question reads the tasks of a reference plan and the links that the other documents hold to them (`plans`).
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Row
from typing_extensions import Unpack

from kexie_nlp.query.answers import (
    CoverageCount,
    CoverageRow,
    NovelRow,
    RankingRow,
    Rows,
    State,
    StateCell,
    StateRow,
    TopicRow,
)
from kexie_nlp.query.certainty import of_link
from kexie_nlp.query.filters import Asked, Inquiry, itself, place_of, read
from kexie_nlp.query.plans import (
    CARRIES_OUT,
    NO_LINKS,
    RELATED,
    link_counts,
    others_of,
    outside_scope,
    plan_of,
    tasks_of,
    topics_for,
)
from kexie_nlp.query.provisions import tasks_with_best, without_references
from kexie_nlp.query.references import ref_of, title_of, titles_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import provisions

COUNTRY = "全国"  # the region of documents without one
LEAST = 2      # tasks that make a topic
ALIKE = 0.2    # cosine from which two tasks may share a topic
KEYWORDS = 4   # of a topic
SLICE = 500    # tasks compared with all others at once
SEED = 1       # of the random order in Louvain


def coverage(store: Store, **asked: Unpack[Asked]) -> Rows[CoverageRow]:
    """One row per central task with the numbers of its links of grade 2 and 1 in every other document.

    The filters `chapter`, `actor` and `text` are on the central task; `grade` keeps the tasks for which some document has
    this best grade. K401 without a plan, K306.
    """
    inquiry = read(store, "coverage", asked)
    rows = inquiry.cached("coverage", partial(_covered, inquiry, plan_of(store, inquiry.get("central"))))
    return inquiry.page(rows, {"covered": _by_covered, "title": _by_title}, itself)


def _covered(inquiry: Inquiry, plan: DocumentInfo) -> list[CoverageRow]:
    store = inquiry.store
    others, found, grade = inquiry.chosen(others_of(store, plan)), link_counts(store, plan), inquiry.get("grade")

    def row(task: Row[Any]) -> CoverageRow:
        pairs = [(info.label, found.get((task.id, info.sha256), NO_LINKS)) for info in others]
        return CoverageRow(ref=ref_of(plan, task.id), id=task.id, title=title_of(task), counts=tuple(
            CoverageCount(document=label, grade2=links.carried, grade1=links.related) for label, links in pairs))

    return [row(task) for task in tasks_of(store, plan, inquiry)
            if grade is None or any(found.get((task.id, info.sha256), NO_LINKS).grade == grade for info in others)]


def states(store: Store, *, by_region: bool = False, **asked: Unpack[Asked]) -> Rows[StateRow]:
    """One row per central task with its state in every document, or in every region over all its documents.

    covered: a link of grade 2; partly: grade 1 only; out_of_scope: no link, and the task is outside the scope of every
    document of the region; uncovered: no link otherwise. The filter `status` keeps the tasks with this state in some cell.
    K401 without a plan, K306.
    """
    inquiry = read(store, "states", asked)
    rows = inquiry.cached(f"states{by_region}", partial(_states, inquiry, plan_of(store, inquiry.get("central")), by_region))
    return inquiry.page(rows, {"covered": _by_covering}, itself)


def _states(inquiry: Inquiry, plan: DocumentInfo, by_region: bool) -> list[StateRow]:
    store, wanted = inquiry.store, inquiry.get("status")
    found, outside = link_counts(store, plan), outside_scope(store, plan)
    groups: dict[str, list[str]] = defaultdict(list)
    for info in inquiry.chosen(others_of(store, plan)):
        groups[(info.region or COUNTRY) if by_region else info.label].append(info.sha256)

    def cell(task: Row[Any], name: str, hashes: Sequence[str]) -> StateCell:
        links = [found.get((task.id, sha256), NO_LINKS) for sha256 in hashes]
        why = [outside.get((task.id, sha256), "") for sha256 in hashes]
        state = _state(max(link.grade for link in links), all(why))
        return StateCell(name=name, state=state, score=max(link.score for link in links),
                         reason=why[0] if state == "out_of_scope" else "")

    rows = [StateRow(ref=ref_of(plan, task.id), title=title_of(task),
                     cells=tuple(cell(task, name, hashes) for name, hashes in groups.items()))
            for task in tasks_of(store, plan, inquiry)]
    return [row for row in rows if wanted is None or any(each.state == wanted for each in row.cells)]


def ranking(store: Store, **asked: Unpack[Asked]) -> Rows[RankingRow]:
    """The central tasks by the number of documents that carry them out, highest first. K401 without a plan, K306."""
    inquiry = read(store, "ranking", asked)
    plan = plan_of(store, inquiry.get("central"))
    others, found, rows = inquiry.chosen(others_of(store, plan)), link_counts(store, plan), []
    for task in tasks_of(store, plan, inquiry):
        pairs = [(info, found.get((task.id, info.sha256), NO_LINKS)) for info in others]
        carried = [(info, links) for info, links in pairs if links.grade == CARRIES_OUT]
        rows.append(RankingRow(
            ref=ref_of(plan, task.id), title=title_of(task), documents=len(carried),
            regions=len({info.region for info, _ in carried if info.region}), tasks=sum(k.carried for _, k in carried),
            strength=round(sum(links.score for _, links in carried), 4)))
    return inquiry.page(rows, {"documents": _by_documents, "regions": _by_regions, "tasks": _by_tasks, "strength": _by_strength},
                        itself)


def novel(store: Store, **asked: Unpack[Asked]) -> Rows[NovelRow]:
    """The local tasks without a link of grade 1 or 2, each with the central task of the highest score.

    `kind`, the value of the filter `status`: routine, daily business and safeguards, which a central plan does not mention;
    local, all others. K401 without a plan, K306.
    """
    inquiry = read(store, "novel", asked)
    plan = plan_of(store, inquiry.get("central"))
    query, near = tasks_with_best(store, inquiry, plan, provisions.c.sha256, provisions.c.id, provisions.c.title, provisions.c.plain)
    query = without_references(store, query, plan).where(near.grade.is_(None) | (near.grade == 0))
    orders = {"place": place_of(provisions), "score": (near.score.is_(None), -near.score)}
    if inquiry.get("status") is None:
        return inquiry.answer(query, orders, partial(_novelties, store, plan))
    every = inquiry.cached("novel", partial(inquiry.whole().ordered().answer, query, orders, partial(_novelties, store, plan)))
    return inquiry.page([row for row in every if row.kind == inquiry.get("status")], {"score": _by_score}, itself)


def _novelties(store: Store, plan: DocumentInfo, rows: Sequence[Row[Any]]) -> list[NovelRow]:
    from kexie_nlp.alignment.topics import is_routine

    infos, titles, known = {info.sha256: info for info in store.infos()}, titles_of(store, plan), topics_for(store, plan)
    return [NovelRow(
        document=infos[task.sha256].label, ref=ref_of(infos[task.sha256], task.id), id=task.id, title=title_of(task),
        text=task.plain, nearest=ref_of(plan, task.near) if task.near else None, nearest_title=titles.get(task.near),
        score=task.near_score, certainty=of_link(0, task.near_score or 0.0, bool(task.near_reviewed)),
        kind="routine" if is_routine(task.plain, known) else "local") for task in rows]


def topics(store: Store, **asked: Unpack[Asked]) -> Rows[TopicRow]:
    """Topics: clusters of two or more `novel` tasks of kind local, the largest first. K401 without a plan, K306.

    The clusters are Louvain communities (Blondel et al. 2008) in the graph of cosine similarities between character n-gram
    vectors of the tasks; keywords by jieba's TF-IDF.
    """
    inquiry = read(store, "topics", asked)
    return inquiry.page(inquiry.cached("topics", partial(_topics, inquiry)), {"documents": _by_topic_documents}, itself)


def _topics(inquiry: Inquiry) -> list[TopicRow]:
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities

    rows = novel(inquiry.store, status="local", **inquiry.given)
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


def _state(grade: int, outside: bool) -> State:
    if grade == CARRIES_OUT:
        return "covered"
    return "partly" if grade == RELATED else "out_of_scope" if outside else "uncovered"


def _alike(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    from kexie_nlp.alignment.vectors import NgramVectors

    vectors = NgramVectors(texts).transform(texts)
    found: list[tuple[int, int, float]] = []
    for start in range(0, len(texts), SLICE):  # the similarities of all pairs at once would fill the memory
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


def _by_covered(row: CoverageRow) -> int:
    return -sum(bool(count.grade2) for count in row.counts)


def _by_title(row: CoverageRow) -> str:
    return row.title


def _by_score(row: NovelRow) -> float:
    return -(row.score or 0)


def _by_covering(row: StateRow) -> int:
    return -sum(cell.state == "covered" for cell in row.cells)


def _by_documents(row: RankingRow) -> tuple[int, float]:
    return -row.documents, -row.strength


def _by_regions(row: RankingRow) -> tuple[int, float]:
    return -row.regions, -row.strength


def _by_tasks(row: RankingRow) -> tuple[int, float]:
    return -row.tasks, -row.strength


def _by_strength(row: RankingRow) -> float:
    return -row.strength


def _largest_first(row: TopicRow) -> tuple[int, tuple[str, ...]]:
    return -len(row.refs), row.refs


def _by_topic_documents(row: TopicRow) -> int:
    return -len(row.documents)

"""What is carried out of the central plan, what is not, and what is done besides."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from kexie_nlp.errors import KexieError
from kexie_nlp.query.answers import CoverageCount, CoverageRow, GapRow, NovelRow
from kexie_nlp.query.refs import find_document, ref_of, title_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import links, provisions

CARRIES_OUT, RELATED = 2, 1


def coverage(store: Store, *, central: str | None = None) -> list[CoverageRow]:
    """One row for every central task, with the links of grade 2 and 1 of every other document. K401 without a plan."""
    plan, others = sides(store, central=central)
    counts = _counts(store, plan)
    return [CoverageRow(ref=ref_of(plan, task.id), id=task.id, title=title_of(task), counts=tuple(
        CoverageCount(document=info.label, grade2=counts[task.id, info.sha256, CARRIES_OUT],
                      grade1=counts[task.id, info.sha256, RELATED]) for info in others))
        for task in tasks_of(store, plan)]


def gaps(store: Store, *, document: str | None = None, central: str | None = None) -> list[GapRow]:
    """Central tasks that nobody carries out (`document` null), then those of every document, or of the one named.

    What is outside a document's own scope is no gap of its (see `states`).
    """
    plan, others = sides(store, document, central)
    outside = outside_scope(store, plan, others)
    counts, tasks = _counts(store, plan), tasks_of(store, plan)
    groups: list[tuple[str | None, list[DocumentInfo]]] = [(info.label, [info]) for info in others]
    if document is None:
        groups.insert(0, (None, others))
    return [GapRow(document=label, ref=ref_of(plan, task.id), id=task.id, title=title_of(task),
                   related=sum(counts[task.id, i.sha256, RELATED] for i in group))
            for label, group in groups for task in tasks
            if not any(counts[task.id, i.sha256, CARRIES_OUT] for i in group)
            and not all((task.id, i.sha256) in outside for i in group)]


def novel(store: Store, *, document: str | None = None, central: str | None = None) -> list[NovelRow]:
    """Tasks without a link of grade 1 or 2, with the central task that came nearest.

    `kind`: routine (daily business and safeguards, which have no central counterpart by nature) or local (a matter of the
    place's own).
    """
    plan, others = sides(store, document, central)
    titles = {row.id: title_of(row) for row in
              store.rows(select(provisions).where(provisions.c.sha256 == plan.sha256))}
    from kexie_nlp.alignment.topics import is_routine

    answers = []
    for info in others:
        best: dict[str, Row[Any]] = {}
        query = select(links).where(links.c.task_sha256 == info.sha256, links.c.measure_sha256 == plan.sha256)
        for link in store.rows(query.order_by(links.c.grade.desc(), links.c.score.desc(), links.c.position)):
            best.setdefault(link.task_provision, link)
        for task in tasks_of(store, info):
            near = best.get(task.id)
            if near is None or near.grade < RELATED:
                answers.append(NovelRow(
                    document=info.label, ref=ref_of(info, task.id), id=task.id, title=title_of(task), text=task.plain,
                    nearest=ref_of(plan, near.measure_provision) if near else None,
                    nearest_title=titles.get(near.measure_provision) if near else None,
                    score=near.score if near else None, kind="routine" if is_routine(task.plain) else "local"))
    return answers


def central_of(store: Store) -> DocumentInfo | None:
    """The central plan the links were computed against."""
    sha256 = store.fact("central")
    return next((info for info in store.infos() if info.sha256 == sha256), None)


def tasks_of(store: Store, info: DocumentInfo) -> list[Row[Any]]:
    """The tasks of a document, in order."""
    query = select(provisions).where(provisions.c.sha256 == info.sha256, provisions.c.role == "task")
    return list(store.rows(query.order_by(provisions.c.position)))


def centrals_of(store: Store) -> list[DocumentInfo]:
    """All reference plans the links were computed against, the first is `central_of`."""
    infos = {info.sha256: info for info in store.infos()}
    named = (store.fact("centrals") or store.fact("central") or "").split()
    return [infos[sha256] for sha256 in named if sha256 in infos]


def sides(store: Store, document: str | None = None, central: str | None = None) -> tuple[DocumentInfo, list[DocumentInfo]]:
    """A reference plan (`central`, by default the first) and the documents aligned with it (or the one named).

    K401 where there is no plan, or the one named is none.
    """
    references = centrals_of(store)
    if central is not None:
        wanted = find_document(store, central)
        references = [info for info in references if info.sha256 == wanted.sha256]
    if not references:
        raise KexieError("K401")
    return references[0], _others(store, centrals_of(store), document)


def _others(store: Store, references: Sequence[DocumentInfo], document: str | None) -> list[DocumentInfo]:
    others = [info for info in store.infos() if info.sha256 not in {reference.sha256 for reference in references}]
    if document is not None:
        wanted = find_document(store, document)
        others = [info for info in others if info.sha256 == wanted.sha256]
    return others


def outside_scope(store: Store, plan: DocumentInfo, others: Sequence[DocumentInfo]) -> dict[tuple[str, str], str]:
    """{(central task, document): why the document does not answer for it}; see `scope`."""
    from kexie_nlp.query.scope import Scope, main_topics

    tasks = tasks_of(store, plan)
    topics = main_topics([task.plain for task in tasks])
    found = {}
    for info in others:
        query = select(provisions.c.title).where(provisions.c.sha256 == info.sha256, provisions.c.title.is_not(None))
        scope = Scope(info.title, [row.title for row in store.rows(query)])
        for task, matters in zip(tasks, topics, strict=True):
            if why := scope.reason(matters):
                found[task.id, info.sha256] = why
    return found


def _counts(store: Store, central: DocumentInfo) -> dict[tuple[str, str, int], int]:
    counts: dict[tuple[str, str, int], int] = defaultdict(int)
    query = select(links.c.measure_provision, links.c.task_sha256, links.c.grade)
    for row in store.rows(query.where(links.c.measure_sha256 == central.sha256)):
        counts[row.measure_provision, row.task_sha256, row.grade] += 1
    return counts

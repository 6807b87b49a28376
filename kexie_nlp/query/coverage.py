"""What is carried out of the central plan, what is not, and what is done besides."""
from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Row, select

from kexie_nlp.errors import KexieError
from kexie_nlp.query.answers import CoverageCount, CoverageRow, GapRow, NovelRow
from kexie_nlp.query.refs import find_document, ref_of, title_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import links, provisions

CARRIES_OUT, RELATED = 2, 1


def coverage(store: Store) -> list[CoverageRow]:
    """One row for every central task, with the links of grade 2 and 1 of every other document. K401 without a plan."""
    central, others = _sides(store, None)
    counts = _counts(store, central)
    return [CoverageRow(ref=ref_of(central, task.id), id=task.id, title=title_of(task), counts=tuple(
        CoverageCount(document=info.label, grade2=counts[task.id, info.sha256, CARRIES_OUT],
                      grade1=counts[task.id, info.sha256, RELATED]) for info in others))
        for task in tasks_of(store, central)]


def gaps(store: Store, *, document: str | None = None) -> list[GapRow]:
    """Central tasks that nobody carries out (`document` null), then those of every document, or of the one named."""
    central, others = _sides(store, document)
    counts, tasks = _counts(store, central), tasks_of(store, central)
    groups: list[tuple[str | None, list[DocumentInfo]]] = [(info.label, [info]) for info in others]
    if document is None:
        groups.insert(0, (None, others))
    return [GapRow(document=label, ref=ref_of(central, task.id), id=task.id, title=title_of(task),
                   related=sum(counts[task.id, i.sha256, RELATED] for i in group))
            for label, group in groups for task in tasks
            if not any(counts[task.id, i.sha256, CARRIES_OUT] for i in group)]


def novel(store: Store, *, document: str | None = None) -> list[NovelRow]:
    """Tasks without a link of grade 1 or 2, with the central task that came nearest."""
    central, others = _sides(store, document)
    titles = {row.id: title_of(row) for row in
              store.rows(select(provisions).where(provisions.c.sha256 == central.sha256))}
    answers = []
    for info in others:
        best: dict[str, Row[Any]] = {}
        query = select(links).where(links.c.task_sha256 == info.sha256, links.c.measure_sha256 == central.sha256)
        for link in store.rows(query.order_by(links.c.grade.desc(), links.c.score.desc(), links.c.position)):
            best.setdefault(link.task_provision, link)
        for task in tasks_of(store, info):
            near = best.get(task.id)
            if near is None or near.grade < RELATED:
                answers.append(NovelRow(
                    document=info.label, ref=ref_of(info, task.id), id=task.id, title=title_of(task), text=task.plain,
                    nearest=ref_of(central, near.measure_provision) if near else None,
                    nearest_title=titles.get(near.measure_provision) if near else None,
                    score=near.score if near else None))
    return answers


def central_of(store: Store) -> DocumentInfo | None:
    """The central plan the links were computed against."""
    sha256 = store.fact("central")
    return next((info for info in store.infos() if info.sha256 == sha256), None)


def tasks_of(store: Store, info: DocumentInfo) -> list[Row[Any]]:
    """The tasks of a document, in order."""
    query = select(provisions).where(provisions.c.sha256 == info.sha256, provisions.c.role == "task")
    return list(store.rows(query.order_by(provisions.c.position)))


def _sides(store: Store, document: str | None) -> tuple[DocumentInfo, list[DocumentInfo]]:
    central = central_of(store)
    if central is None:
        raise KexieError("K401")
    others = [info for info in store.infos() if info.sha256 != central.sha256]
    if document is not None:
        wanted = find_document(store, document)
        others = [info for info in others if info.sha256 == wanted.sha256]
    return central, others


def _counts(store: Store, central: DocumentInfo) -> dict[tuple[str, str, int], int]:
    counts: dict[tuple[str, str, int], int] = defaultdict(int)
    query = select(links.c.measure_provision, links.c.task_sha256, links.c.grade)
    for row in store.rows(query.where(links.c.measure_sha256 == central.sha256)):
        counts[row.measure_provision, row.task_sha256, row.grade] += 1
    return counts

"""What is carried out of the central plan, what is not, and what is done besides."""
from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Row
from typing_extensions import Unpack

from kexie_nlp.query.answers import CoverageCount, CoverageRow, GapRow, NovelRow
from kexie_nlp.query.asking import Asked, Inquiry, itself, read
from kexie_nlp.query.items import tasks_with_best, without_references
from kexie_nlp.query.lists import place_of
from kexie_nlp.query.refs import ref_of, title_of, titles_of
from kexie_nlp.query.rows import Rows
from kexie_nlp.query.sides import NOTHING, held, others_of, outside_scope, plan_of, tasks_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import provisions


class _Gap(NamedTuple):
    document: str | None
    task: Row[Any]
    related: int


def coverage(store: Store, **asked: Unpack[Asked]) -> Rows[CoverageRow]:
    """One row for every central task, with the links of grade 2 and 1 of every other document.

    `chapter`, `actor`, `text` are the central task's; `grade`: only tasks for which some document has that as its best.
    K401 without a plan, K306.
    """
    how = read(store, "coverage", asked)
    rows = how.kept("coverage", partial(_covered, how, plan_of(store, how.get("central"))))
    return how.page(rows, {"covered": _by_covered, "title": _by_title}, itself)


def _covered(how: Inquiry, plan: DocumentInfo) -> list[CoverageRow]:
    store = how.store
    others, found, grade = how.chosen(others_of(store)), held(store, plan), how.get("grade")

    def row(task: Row[Any]) -> CoverageRow:
        pairs = [(info.label, found.get((task.id, info.sha256), NOTHING)) for info in others]
        return CoverageRow(ref=ref_of(plan, task.id), id=task.id, title=title_of(task), counts=tuple(
            CoverageCount(document=label, grade2=links.carried, grade1=links.related) for label, links in pairs))

    return [row(task) for task in tasks_of(store, plan, how)
            if grade is None or any(found.get((task.id, info.sha256), NOTHING).grade == grade for info in others)]


def gaps(store: Store, **asked: Unpack[Asked]) -> Rows[GapRow]:
    """Central tasks that nobody carries out (`document` null), then those of every document, or of the one named.

    What is outside a document's own scope is no gap of its (see `states`). K401 without a plan, K306.
    """
    how = read(store, "gaps", asked)
    plan = plan_of(store, how.get("central"))

    def row(gap: _Gap) -> GapRow:
        return GapRow(document=gap.document, ref=ref_of(plan, gap.task.id), id=gap.task.id, title=title_of(gap.task),
                      related=gap.related)

    return how.page(how.kept("gaps", partial(_open, how, plan)), {"related": _by_related}, row)


def _open(how: Inquiry, plan: DocumentInfo) -> list[_Gap]:
    store = how.store
    others, tasks = how.chosen(others_of(store)), tasks_of(store, plan, how)
    outside, found = outside_scope(store, plan), held(store, plan)
    groups: list[tuple[str | None, list[DocumentInfo]]] = [(info.label, [info]) for info in others]
    if how.get("document") is None:
        groups.insert(0, (None, others))
    return [_Gap(label, task, sum(found.get((task.id, i.sha256), NOTHING).related for i in group))
            for label, group in groups for task in tasks
            if not any(found.get((task.id, i.sha256), NOTHING).carried for i in group)
            and not all((task.id, i.sha256) in outside for i in group)]


def novel(store: Store, **asked: Unpack[Asked]) -> Rows[NovelRow]:
    """Tasks without a link of grade 1 or 2, with the central task that came nearest.

    `kind` (the filter `status`): routine (daily business and safeguards, which have no central counterpart by nature) or
    local (a matter of the place's own). K401 without a plan, K306.
    """
    how = read(store, "novel", asked)
    plan = plan_of(store, how.get("central"))
    query, near = tasks_with_best(store, how, plan, provisions.c.sha256, provisions.c.id, provisions.c.title, provisions.c.plain)
    query = without_references(store, query).where(near.grade.is_(None) | (near.grade == 0))
    orders = {"place": place_of(provisions), "score": (near.score.is_(None), -near.score)}
    if how.get("status") is None:
        return how.answer(query, orders, partial(_novelties, store, plan))
    every = how.kept("novel", partial(how.whole().ordered().answer, query, orders, partial(_novelties, store, plan)))
    return how.page([row for row in every if row.kind == how.get("status")], {"score": _by_score}, itself)


def _novelties(store: Store, plan: DocumentInfo, rows: Sequence[Row[Any]]) -> list[NovelRow]:
    from kexie_nlp.alignment.topics import is_routine

    infos, titles = {info.sha256: info for info in store.infos()}, titles_of(store, plan)
    return [NovelRow(
        document=infos[task.sha256].label, ref=ref_of(infos[task.sha256], task.id), id=task.id, title=title_of(task),
        text=task.plain, nearest=ref_of(plan, task.near) if task.near else None, nearest_title=titles.get(task.near),
        score=task.near_score, kind="routine" if is_routine(task.plain) else "local") for task in rows]


def _by_covered(row: CoverageRow) -> int:
    return -sum(bool(count.grade2) for count in row.counts)


def _by_title(row: CoverageRow) -> str:
    return row.title


def _by_score(row: NovelRow) -> float:
    return -(row.score or 0)


def _by_related(gap: _Gap) -> int:
    return -gap.related

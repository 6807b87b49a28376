"""The things themselves, many at a time: tasks, measures, links."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, func, literal_column, select
from typing_extensions import Unpack

from kexie_nlp.query.answers import LinkListRow, MeasureRow, TaskRow
from kexie_nlp.query.asking import Asked, Column, Inquiry, read
from kexie_nlp.query.lists import place_of, within
from kexie_nlp.query.refs import PLACES, ref_of, titles_at, titles_of
from kexie_nlp.query.rows import Rows
from kexie_nlp.query.sides import central_of, centrals_of, plan_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import documents as documents_table
from kexie_nlp.store.schema import links as links_table
from kexie_nlp.store.schema import measures as measures_table
from kexie_nlp.store.schema import provisions


def tasks(store: Store, **asked: Unpack[Asked]) -> Rows[TaskRow]:
    """Provisions that are tasks (`role`: of another role), with the central task that each carries out best. K306."""
    how, p = read(store, "tasks", asked), provisions.c
    query, near = tasks_with_best(store, how, central_of(store), p.sha256, p.id, p.role)
    if how.get("grade") is not None:
        query = without_references(store, query)
    likeness = near.score.is_(None), -near.score
    orders = {"place": place_of(provisions), "score": likeness, "grade": (-func.coalesce(near.grade, 0), *likeness)}
    return how.answer(query, orders, partial(_task_rows, store))


def measures(store: Store, **asked: Unpack[Asked]) -> Rows[MeasureRow]:
    """The measures in order of document and place; `actor` is one of the measure's own here. K306."""
    how, m = read(store, "measures", asked), measures_table.c
    query = within(how, measures_table)
    if how.get("status"):
        query = query.where(m.status == how.get("status"))
    if how.get("actor"):
        query = query.where(m.actors.contains(how.get("actor"), autoescape=True))
    return how.answer(query, {"place": place_of(measures_table)}, partial(_measure_rows, store))


def links(store: Store, **asked: Unpack[Asked]) -> Rows[LinkListRow]:
    """Links of grade 1 and 2 (`grade` 0: the candidates that were refused); `status` is the relation.

    `chapter`, `actor` and `text` are the central task's. K401 without a plan, K306.
    """
    how, li, d = read(store, "links", asked), links_table.c, documents_table.c
    plan, grade = plan_of(store, how.get("central")), how.get("grade")
    # the blank string keeps SQLite from starting with all links of the plan: in order of documents it can stop at the end of a page
    reference = li.measure_sha256.concat("") if how.sort == "place" else li.measure_sha256
    query = select(li.task_sha256, li.position).join(documents_table, d.sha256 == li.task_sha256).where(
        reference == plan.sha256, li.grade >= 1 if grade is None else li.grade == grade,
        *how.documents(li.task_sha256))
    if how.get("status"):
        query = query.where(li.relation == how.get("status"))
    return how.answer(at_central_places(how, query), {"place": (d.sort_key, d.label, li.position), "score": (-li.score,)},
                      partial(_link_rows, store, plan))


def at_central_places(how: Inquiry, query: Select[Any]) -> Select[Any]:
    """A SELECT of links, only those whose central task passes the filters on places."""
    if not any(how.get(name) for name in ("chapter", "actor", "text")):
        return query
    li, p = links_table.c, provisions.c
    return query.join(provisions, (p.sha256 == li.measure_sha256) & (p.id == li.measure_provision)).where(
        *how.places(p.sha256, p.id, p.plain))


def tasks_with_best(store: Store, how: Inquiry, plan: DocumentInfo | None, *columns: Column) -> tuple[Select[Any], Any]:
    """A SELECT of columns of local tasks and of `near`, `near_grade`, `near_score` of their best link to a plan, and the
    columns of that link."""
    p, d, near = provisions.c, documents_table.c, links_table.alias("near")
    linked = ((near.c.task_sha256 == p.sha256) & (near.c.task_provision == p.id) & (near.c.best == literal_column("1"))
              & (near.c.measure_sha256 == (plan.sha256 if plan else "")))
    source = provisions.join(documents_table, p.sha256 == d.sha256).outerjoin(near, linked)
    query = within(how, provisions, *columns, near.c.measure_provision.label("near"), near.c.grade.label("near_grade"),
                   near.c.score.label("near_score"), source=source)
    if how.get("role") is None:
        query = query.where(p.role == "task")
    return query, near.c


def without_references(store: Store, query: Select[Any]) -> Select[Any]:
    """Only provisions of documents that are aligned with a plan."""
    return query.where(provisions.c.sha256.not_in([info.sha256 for info in centrals_of(store)]))


def _task_rows(store: Store, rows: Sequence[Row[Any]]) -> list[TaskRow]:
    plan, infos = central_of(store), {info.sha256: info for info in store.infos()}
    titles, own = titles_of(store, plan) if plan else {}, titles_at(store, [(row.sha256, row.id) for row in rows])
    return [TaskRow(
        ref=ref_of(infos[row.sha256], row.id), document=infos[row.sha256].label, region=infos[row.sha256].region,
        year=infos[row.sha256].year, role=row.role, title=own[row.sha256, row.id], grade=row.near_grade or 0, score=row.near_score,
        central=ref_of(plan, row.near) if plan and row.near else None, central_title=titles.get(row.near)) for row in rows]


def measure_row(info: DocumentInfo, row: Row[Any]) -> MeasureRow:
    """A row of the table `measures` as an answer."""
    return MeasureRow(ref=ref_of(info, row.provision, row.number), document=info.label, text=row.text, action=row.action,
                      object=row.object, actors=tuple(json.loads(row.actors)), instruments=tuple(json.loads(row.instruments)),
                      modality=row.modality, status=row.status, start=row.start, end=row.end)


def _measure_rows(store: Store, rows: Sequence[Row[Any]]) -> list[MeasureRow]:
    infos = {info.sha256: info for info in store.infos()}
    return [measure_row(infos[row.sha256], row) for row in rows]


def _link_rows(store: Store, plan: DocumentInfo, keys: Sequence[Row[Any]]) -> list[LinkListRow]:
    li, found, places = links_table.c, dict[tuple[str, int], Row[Any]](), defaultdict[str, list[int]](list)
    for key in keys:
        places[key.task_sha256].append(key.position)
    columns = (li.task_sha256, li.task_provision, li.measure_provision, li.position, li.grade, li.score, li.relation, li.model,
               li.model_grade)
    for sha256, positions in places.items():
        for start in range(0, len(positions), PLACES):
            some = li.position.in_(positions[start:start + PLACES])
            found.update({(row.task_sha256, row.position): row
                          for row in store.rows(select(*columns).where(li.task_sha256 == sha256, some))})
    rows = [found[key.task_sha256, key.position] for key in keys]
    infos = {info.sha256: info for info in store.infos()}
    central, local = titles_of(store, plan), titles_at(store, [(row.task_sha256, row.task_provision) for row in rows])
    return [LinkListRow(
        ref=ref_of(infos[row.task_sha256], row.task_provision), document=infos[row.task_sha256].label,
        title=local.get((row.task_sha256, row.task_provision), ""), central=ref_of(plan, row.measure_provision),
        central_title=central.get(row.measure_provision, ""), grade=row.grade, score=row.score, relation=row.relation,
        model=row.model, model_grade=row.model_grade) for row in rows]

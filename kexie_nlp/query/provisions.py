"""Provisions: the list of tasks with their best links, and the full view of one task, central task or measure."""
from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, func, literal_column, or_, select
from typing_extensions import Unpack

from kexie_nlp.errors import KexieError
from kexie_nlp.model import Link
from kexie_nlp.query.alignments import LinkReader
from kexie_nlp.query.answers import LinkRow, MeasureView, Rows, TaskRow, TaskView
from kexie_nlp.query.certainty import of_link
from kexie_nlp.query.extractions import deadline_rows, measure_row, target_rows
from kexie_nlp.query.filters import Asked, Column, Inquiry, place_of, read, within
from kexie_nlp.query.plans import NO_LINKS, RELATED, centrals_of, link_counts, others_of
from kexie_nlp.query.references import Found, find, ref_of, title_of, titles_at, titles_of
from kexie_nlp.store import DocumentInfo, Store, schema
from kexie_nlp.store.schema import provisions

HASH = 64  # characters of a hash, with which `documents.plans` begins


def tasks(store: Store, **asked: Unpack[Asked]) -> Rows[TaskRow]:
    """The tasks (or the provisions of another `role`), each with the central task of its best link, to the first reference plan of its
    document. K306."""
    inquiry, p = read(store, "tasks", asked), provisions.c
    query, near = tasks_with_best(store, inquiry, None, p.sha256, p.id, p.role)
    if inquiry.get("grade") is not None:
        query = without_references(store, query)
    likeness = near.score.is_(None), -near.score
    orders = {"place": place_of(provisions), "score": likeness, "grade": (-func.coalesce(near.grade, 0), *likeness)}
    return inquiry.answer(query, orders, partial(_task_rows, store))


def task(store: Store, ref: str, **asked: Unpack[Asked]) -> TaskView:
    """A provision with its measures, targets and times, and its links, best first. K303, K304, K306.

    `grade` is the lowest grade of the links (default 1); `limit` and `offset` are those of the links.
    """
    inquiry, found = read(store, "task", asked), find(store, ref)
    if found.provision is None or found.number is not None:
        raise KexieError("K303", ref=ref)
    info, row = found.info, found.provision
    links, total = _links(store, found, inquiry, None)
    return TaskView(
        ref=ref_of(info, row.id), document=info.label, source=info.source, id=row.id, role=row.role,
        title=title_of(row), text=row.text, plain=row.plain, start=row.start, end=row.end,
        measures=tuple(measure_row(info, m) for m in _parts(store, schema.measures, found)),
        targets=tuple(target_rows([info], _parts(store, schema.targets, found))),
        times=tuple(deadline_rows([info], _parts(store, schema.times, found))),
        links=tuple(links), linked=total)


def measure(store: Store, ref: str, **asked: Unpack[Asked]) -> MeasureView:
    """A central task or one measure (LABEL/ID#n), and the tasks linked to it, best first. K303, K304, K306.

    A measure has the links of its task, with the evidence that overlaps the measure. `grade` is the lowest grade of the links
    (default 1); `limit` and `offset` are those of the links.
    """
    inquiry, found = read(store, "measure", asked), find(store, ref)
    info, row = found.info, found.provision
    span, kind, said = None, "task", None
    if found.number is not None:
        rows = [m for m in _parts(store, schema.measures, found) if m.number == found.number]
        if not rows:
            raise KexieError("K303", ref=ref)
        kind, span, text = "measure", rows[0], rows[0].plain
        said = measure_row(info, rows[0])
    else:
        text = row.plain if row is not None else ""
    links, total = _links(store, found, inquiry, span)
    without = []
    if row is not None and info.sha256 in {i.sha256 for i in centrals_of(store)}:
        linked, grade = link_counts(store, info), _least(inquiry)
        without = [i.label for i in others_of(store, info) if linked.get((row.id, i.sha256), NO_LINKS).grade < max(grade, RELATED)]
    return MeasureView(ref=ref_of(info, row.id if row is not None else None, found.number), document=info.label,
                       kind=kind, title=title_of(row) if row is not None else "", text=text,
                       actors=said.actors if said else (), bodies=said.bodies if said else (),
                       links=tuple(links), linked=total, without=tuple(without))


def tasks_with_best(store: Store, inquiry: Inquiry, plan: DocumentInfo | None, *columns: Column) -> tuple[Select[Any], Any]:
    """A SELECT of `columns` of tasks with `near`, `near_plan`, `near_grade`, `near_score`, `near_reviewed` of their best link to `plan`,
    and that link's columns. Without a plan each link is one to the first plan of its document."""
    p, d, near = provisions.c, schema.documents.c, schema.links.alias("near")
    plans = centrals_of(store)
    if plan is None and len(plans) == 1:
        plan = plans[0]
    linked = ((near.c.task_sha256 == p.sha256) & (near.c.task_provision == p.id) & (near.c.best == literal_column("1"))
              & (near.c.measure_sha256 == (func.substr(d.plans, 1, HASH) if plan is None else plan.sha256)))
    source = provisions.join(schema.documents, p.sha256 == d.sha256).outerjoin(near, linked)
    query = within(inquiry, provisions, *columns, near.c.measure_provision.label("near"), near.c.measure_sha256.label("near_plan"),
                   near.c.grade.label("near_grade"), near.c.score.label("near_score"),
                   near.c.model_grade.is_not(None).label("near_reviewed"), source=source)
    if inquiry.get("role") is None:
        query = query.where(p.role == "task")
    return query, near.c


def without_references(store: Store, query: Select[Any], plan: DocumentInfo | None = None) -> Select[Any]:
    """The SELECT without provisions of reference plans, and of documents that are aligned with other plans than the given one."""
    query, d = query.where(provisions.c.sha256.not_in([info.sha256 for info in centrals_of(store)])), schema.documents.c
    if plan is None:
        return query
    return query.where(provisions.c.sha256.in_(select(d.sha256).where(or_(d.plans == "", d.plans.contains(plan.sha256)))))


def _task_rows(store: Store, rows: Sequence[Row[Any]]) -> list[TaskRow]:
    infos = {info.sha256: info for info in store.infos()}
    titles = {plan.sha256: titles_of(store, plan) for plan in centrals_of(store)}
    own = titles_at(store, [(row.sha256, row.id) for row in rows])

    def row(task: Row[Any]) -> TaskRow:
        info, plan, grade = infos[task.sha256], infos.get(task.near_plan), task.near_grade or 0
        sure = None if plan is None else of_link(grade, task.near_score, bool(task.near_reviewed))
        return TaskRow(
            ref=ref_of(info, task.id), document=info.label, region=info.region, year=info.year, role=task.role,
            title=own[task.sha256, task.id], grade=grade, score=task.near_score, certainty=sure,
            central=ref_of(plan, task.near) if plan else None, central_title=titles[plan.sha256].get(task.near) if plan else None)

    return [row(task) for task in rows]


def _parts(store: Store, table: Any, found: Found) -> list[Row[Any]]:
    provision = found.provision.id if found.provision is not None else None
    query = select(table).where(table.c.sha256 == found.info.sha256, table.c.provision == provision)
    return list(store.rows(query.order_by(table.c.position)))


def _least(inquiry: Inquiry) -> int:
    grade = inquiry.get("grade")
    return RELATED if grade is None else int(grade)


def _links(store: Store, found: Found, inquiry: Inquiry, span: Row[Any] | None) -> tuple[list[LinkRow], int]:
    """A page of the links of a provision, central or local, and their total; evidence only where it overlaps `span`."""
    if found.provision is None:
        return [], 0
    sha256, provision, li = found.info.sha256, found.provision.id, schema.links.c
    reference = sha256 in {info.sha256 for info in centrals_of(store)}
    query = select(li.record).where(li.grade >= _least(inquiry), *(
        (li.measure_sha256 == sha256, li.measure_provision == provision) if reference else
        (li.task_sha256 == sha256, li.task_provision == provision)))
    total = store.count(query)
    ordered = query.order_by(li.grade.desc(), li.score.desc(), li.task_sha256, li.position)
    rows = store.rows(ordered.limit(total if inquiry.limit is None else inquiry.limit).offset(inquiry.offset))
    reader = LinkReader(store)
    return [reader.row(Link.model_validate_json(row.record), sha256, span) for row in rows], total

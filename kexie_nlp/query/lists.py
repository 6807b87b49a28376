"""Lists over all documents: what was found, the numbers, the dates."""
from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import FromClause, Row, Select, func, select
from typing_extensions import Unpack

from kexie_nlp.query.answers import DeadlineRow, SummaryRow, TargetRow
from kexie_nlp.query.asking import Asked, Column, Inquiry, itself, read
from kexie_nlp.query.refs import ref_of
from kexie_nlp.query.rows import Rows
from kexie_nlp.query.sides import central_of
from kexie_nlp.store import DocumentInfo, Store, schema


def documents(store: Store, **asked: Unpack[Asked]) -> Rows[SummaryRow]:
    """One row for every document: the central plan first, then by label. K306."""
    how = read(store, "documents", asked)
    rows = {row.document: row for row in store.cached("documents", partial(_summaries, store))}
    return how.page([rows[info.label] for info in how.chosen(store.infos())], _SUMMARY_ORDERS, itself)


def targets(store: Store, *, indicator: str | None = None, **asked: Unpack[Asked]) -> Rows[TargetRow]:
    """The numbers, in order of document and place; `indicator` is a part of what is measured. K306."""
    how, t = read(store, "targets", asked), schema.targets.c
    query = within(how, schema.targets)
    if how.get("status"):
        query = query.where(t.status == how.get("status"))
    if indicator:
        query = query.where(t.indicator.contains(indicator, autoescape=True))
    return how.answer(query, {"place": place_of(schema.targets), "value": (t.unit, t.value),
                              "deadline": (t.deadline_to.is_(None), t.deadline_to), "indicator": (t.indicator,)},
                      partial(target_rows, store.infos()))


def deadlines(store: Store, *, since: str | None = None, until: str | None = None,
              **asked: Unpack[Asked]) -> Rows[DeadlineRow]:
    """The times in order of date, undated ones last; `status` planned or done, `since` and `until` ISO dates. K306."""
    how, t = read(store, "deadlines", asked), schema.times.c
    date = func.coalesce(t.date_to, t.date_from)
    query = within(how, schema.times)
    if how.get("status"):
        query = query.where(t.kind == "done" if how.get("status") == "done" else t.kind != "done")
    if since:
        query = query.where(date >= since)
    if until:
        query = query.where(date <= until)
    return how.answer(query, {"place": place_of(schema.times), "date": (date.is_(None), date, t.date_from)},
                      partial(deadline_rows, store.infos()))


def within(how: Inquiry, table: Any, *columns: Column, source: FromClause | None = None) -> Select[Any]:
    """A SELECT of the parts of documents (or of `columns`) that pass the filters on documents, places and grades.

    `source`: what is selected from, where that is more than the parts and their documents.
    """
    t, d = table.c, schema.documents.c
    texts = (t.sentence,) if "sentence" in t else (t.plain,)
    provision = t.provision if "provision" in t else t.id
    joined = table.join(schema.documents, t.sha256 == d.sha256) if source is None else source
    return select(*(columns or (table,))).select_from(joined).where(
        *how.documents(t.sha256), *how.places(t.sha256, provision, *texts, highest=t.chapter), *how.graded(t.sha256, provision))


def place_of(table: Any) -> tuple[Column, ...]:
    """The order of documents and of places in them."""
    return schema.documents.c.sort_key, schema.documents.c.label, table.c.position


def target_rows(infos: Sequence[DocumentInfo], rows: Sequence[Row[Any]]) -> list[TargetRow]:
    """Rows of the table `targets` as answers."""
    labels = {info.sha256: info for info in infos}
    return [TargetRow(
        ref=ref_of(labels[row.sha256], row.provision), document=labels[row.sha256].label, text=row.text,
        indicator=row.indicator, comparator=row.comparator, value=whole(row.value),
        value_max=whole_or_none(row.value_max), unit=row.unit, baseline=whole_or_none(row.baseline), scope=row.scope,
        status=row.status,
        deadline=(row.deadline_from, row.deadline_to) if row.deadline_from or row.deadline_to else None,
        sentence=row.sentence, start=row.start, end=row.end) for row in rows]


def deadline_rows(infos: Sequence[DocumentInfo], rows: Sequence[Row[Any]]) -> list[DeadlineRow]:
    """Rows of the table `times` as answers."""
    labels = {info.sha256: info for info in infos}
    return [DeadlineRow(
        ref=ref_of(labels[row.sha256], row.provision), document=labels[row.sha256].label,
        date=row.date_to or row.date_from, date_from=row.date_from, date_to=row.date_to, kind=row.kind,
        status="done" if row.kind == "done" else "planned", text=row.text, sentence=row.sentence,
        start=row.start, end=row.end) for row in rows]


def _summaries(store: Store) -> tuple[SummaryRow, ...]:
    central = central_of(store)
    counts: dict[str, dict[str, int]] = {}
    task = schema.provisions.c.role == "task"
    for table, condition in (("provisions", task), ("measures", None), ("targets", None), ("times", None)):
        column = schema.metadata.tables[table].c.sha256
        query: Select[Any] = select(column, func.count()).group_by(column)
        counts[table] = dict(map(tuple, store.rows(query if condition is None else query.where(condition))))
    li = schema.links.c
    linked: dict[str, int] = dict(map(tuple, store.rows(
        select(li.task_sha256, func.count(li.task_provision.distinct())).where(li.grade >= 1).group_by(li.task_sha256))))
    return tuple(SummaryRow(
        document=info.label, source=info.source, region=info.region, period=(info.period_from, info.period_to),
        level=info.level, year=info.year, title=info.title,
        tasks=counts["provisions"].get(info.sha256, 0), measures=counts["measures"].get(info.sha256, 0),
        targets=counts["targets"].get(info.sha256, 0), times=counts["times"].get(info.sha256, 0),
        linked=None if central is None or info.sha256 == central.sha256 else linked.get(info.sha256, 0))
        for info in store.infos())


def _by_year(row: SummaryRow) -> tuple[bool, int]:
    return row.year is None, row.year or 0


def _by_tasks(row: SummaryRow) -> int:
    return -row.tasks


def _by_linked(row: SummaryRow) -> int:
    return -(row.linked or 0)


_SUMMARY_ORDERS = {"year": _by_year, "tasks": _by_tasks, "linked": _by_linked}


def whole(value: float) -> int | float:
    """A number of the database as it was read: whole numbers without a fraction."""
    return int(value) if value == int(value) else value


def whole_or_none(value: float | None) -> int | float | None:
    """The same where there may be none."""
    return None if value is None else whole(value)

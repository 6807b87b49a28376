"""Lists over all documents: what was found, the numbers, the dates."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from kexie_nlp.query.answers import DeadlineRow, SummaryRow, TargetRow
from kexie_nlp.query.coverage import central_of
from kexie_nlp.query.refs import find_document, ref_of
from kexie_nlp.store import DocumentInfo, Store, schema


def summary(store: Store) -> list[SummaryRow]:
    """One row for every document: the central plan first, then by label."""
    central = central_of(store)
    counts: dict[str, dict[str, int]] = {}
    task = schema.provisions.c.role == "task"
    for table, condition in (("provisions", task), ("measures", None), ("targets", None), ("times", None)):
        column = schema.metadata.tables[table].c.sha256
        query: Select[Any] = select(column, func.count()).group_by(column)
        counts[table] = dict(map(tuple, store.rows(query if condition is None else query.where(condition))))
    li = schema.links.c
    pairs = store.rows(select(li.task_sha256, li.task_provision).where(li.grade >= 1).distinct())
    linked = Counter(row.task_sha256 for row in pairs)
    rows = []
    for info in store.infos():
        rows.append(SummaryRow(
            document=info.label, source=info.source, region=info.region, period=(info.period_from, info.period_to),
            tasks=counts["provisions"].get(info.sha256, 0), measures=counts["measures"].get(info.sha256, 0),
            targets=counts["targets"].get(info.sha256, 0), times=counts["times"].get(info.sha256, 0),
            linked=None if central is None or info.sha256 == central.sha256 else linked[info.sha256]))
    return rows


def targets(store: Store, *, document: str | None = None, status: str | None = None,
            indicator: str | None = None) -> list[TargetRow]:
    """The numbers, in order of document and place; `indicator` is a part of what is measured."""
    t = schema.targets
    query = _ordered(select(t), t, store, document)
    if status is not None:
        query = query.where(t.c.status == status)
    if indicator is not None:
        query = query.where(t.c.indicator.contains(indicator, autoescape=True))
    return target_rows(store.infos(), store.rows(query))


def deadlines(store: Store, *, document: str | None = None, status: str | None = None) -> list[DeadlineRow]:
    """The times in order of date, undated ones last; `status` planned or done."""
    query = _ordered(select(schema.times), schema.times, store, document)
    answers = deadline_rows(store.infos(), store.rows(query))
    if status is not None:
        answers = [a for a in answers if a.status == status]
    return sorted(answers, key=_by_date)


def target_rows(infos: Sequence[DocumentInfo], rows: Sequence[Row[Any]]) -> list[TargetRow]:
    """Rows of the table `targets` as answers, by document."""
    return [TargetRow(
        ref=ref_of(info, row.provision), document=info.label, text=row.text, indicator=row.indicator,
        comparator=row.comparator, value=_number(row.value), value_max=_number_or_none(row.value_max), unit=row.unit,
        baseline=_number_or_none(row.baseline), scope=row.scope, status=row.status,
        deadline=(row.deadline_from, row.deadline_to) if row.deadline_from or row.deadline_to else None,
        sentence=row.sentence, start=row.start, end=row.end)
        for info, row in _by_document(infos, rows)]


def deadline_rows(infos: Sequence[DocumentInfo], rows: Sequence[Row[Any]]) -> list[DeadlineRow]:
    """Rows of the table `times` as answers, by document."""
    return [DeadlineRow(
        ref=ref_of(info, row.provision), document=info.label, date=row.date_to or row.date_from,
        date_from=row.date_from, date_to=row.date_to, kind=row.kind,
        status="done" if row.kind == "done" else "planned", text=row.text, sentence=row.sentence,
        start=row.start, end=row.end)
        for info, row in _by_document(infos, rows)]


def _by_document(infos: Sequence[DocumentInfo], rows: Sequence[Row[Any]]) -> Iterator[tuple[DocumentInfo, Row[Any]]]:
    groups: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[row.sha256].append(row)
    for info in infos:
        for row in groups[info.sha256]:
            yield info, row


def _ordered(query: Select[Any], table: Any, store: Store, document: str | None) -> Select[Any]:
    if document is not None:
        query = query.where(table.c.sha256 == find_document(store, document).sha256)
    return query.order_by(table.c.sha256, table.c.position)


def _by_date(row: DeadlineRow) -> tuple[bool, str, str]:
    return row.date is None, row.date or "", row.date_from or ""


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _number_or_none(value: float | None) -> int | float | None:
    return None if value is None else _number(value)

"""What was extracted, over all documents: counts per document, measures, targets, times, actors and instruments."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Row, Select, func, select
from typing_extensions import Unpack

from kexie_nlp.lexicon.naming import canonical_actor, canonical_title
from kexie_nlp.model import Body
from kexie_nlp.query.answers import DeadlineRow, InstrumentRow, LoadRow, MeasureRow, Rows, SummaryRow, TargetRow
from kexie_nlp.query.filters import Asked, Inquiry, itself, place_of, read, within
from kexie_nlp.query.plans import central_of
from kexie_nlp.query.references import ref_of
from kexie_nlp.store import DocumentInfo, Store, schema


def documents(store: Store, *, kind: str | None = None, **asked: Unpack[Asked]) -> Rows[SummaryRow]:
    """Each document with its kind and the counts of its tasks, measures, targets and times; reference plans first, then by label. K306."""
    inquiry = read(store, "documents", {**asked, "kind": kind})
    rows = {row.document: row for row in store.cached("documents", partial(_summaries, store))}
    return inquiry.page([rows[info.label] for info in inquiry.chosen(store.infos()) if kind is None or info.kind == kind],
                        {"year": _by_year, "tasks": _by_tasks, "linked": _by_linked}, itself)


def measures(store: Store, **asked: Unpack[Asked]) -> Rows[MeasureRow]:
    """The measures in order of document and position; `actor` is an actor of the measure itself. K306."""
    inquiry, m = read(store, "measures", asked), schema.measures.c
    query = within(inquiry, schema.measures)
    if inquiry.get("status"):
        query = query.where(m.status == inquiry.get("status"))
    if inquiry.get("actor"):
        query = query.where(m.actors.contains(inquiry.get("actor"), autoescape=True))
    return inquiry.answer(query, {"place": place_of(schema.measures)}, partial(_measure_rows, store))


def targets(store: Store, *, indicator: str | None = None, **asked: Unpack[Asked]) -> Rows[TargetRow]:
    """The targets in order of document and position; `indicator` is a part of the indicator's name. K306."""
    inquiry, t = read(store, "targets", asked), schema.targets.c
    query = within(inquiry, schema.targets)
    if inquiry.get("status"):
        query = query.where(t.status == inquiry.get("status"))
    if indicator:
        query = query.where(t.indicator.contains(indicator, autoescape=True))
    return inquiry.answer(query, {"place": place_of(schema.targets), "value": (t.unit, t.value),
                                  "deadline": (t.deadline_to.is_(None), t.deadline_to), "indicator": (t.indicator,)},
                          partial(target_rows, store.infos()))


def deadlines(store: Store, *, since: str | None = None, until: str | None = None,
              **asked: Unpack[Asked]) -> Rows[DeadlineRow]:
    """The times by date, undated ones last; `status` is planned or done, `since` and `until` are ISO dates. K306."""
    inquiry, t = read(store, "deadlines", asked), schema.times.c
    date = func.coalesce(t.date_to, t.date_from)
    query = within(inquiry, schema.times)
    if inquiry.get("status"):
        query = query.where(t.kind == "done" if inquiry.get("status") == "done" else t.kind != "done")
    if since:
        query = query.where(date >= since)
    if until:
        query = query.where(date <= until)
    return inquiry.answer(query, {"place": place_of(schema.times), "date": (date.is_(None), date, t.date_from)},
                          partial(deadline_rows, store.infos()))


def actors(store: Store, **asked: Unpack[Asked]) -> Rows[LoadRow]:
    """The actors with the numbers of their planned measures, and of the tasks and documents these stand in.

    Several names of one body (省科协, 我省科协) count as one actor. The filter `actor` is a part of the name. K306.
    """
    inquiry = read(store, "actors", asked)
    held = inquiry.cached("actors", partial(_loads, inquiry))
    return inquiry.page(held, {"measures": _most_measures_first, "tasks": _by_load_tasks, "documents": _by_load_documents,
                               "actor": _by_actor}, itself)


def _loads(inquiry: Inquiry) -> list[LoadRow]:
    m, store = schema.measures.c, inquiry.store
    query = select(m.sha256, m.provision, m.actors).where(
        m.status == "planned", m.actors != "[]", *inquiry.documents(m.sha256),
        *inquiry.without("actor").places(m.sha256, m.provision))
    regions = {info.sha256: info.region for info in store.infos()}
    names: dict[tuple[str, str | None], list[str]] = {}
    held: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for row in store.rows(query):
        key = row.actors, regions[row.sha256]
        if key not in names:
            names[key] = list(dict.fromkeys(canonical_actor(name, key[1]) for name in json.loads(row.actors)))
        for actor in names[key]:
            held[actor].append((row.sha256, row.provision))
    wanted = inquiry.get("actor") or ""
    return [LoadRow(actor=actor, measures=len(places), tasks=len(set(places)), documents=len({s for s, _ in places}))
            for actor, places in held.items() if wanted in actor]


def instruments(store: Store, **asked: Unpack[Asked]) -> Rows[InstrumentRow]:
    """The instruments (documents in 《》) that measures draft, issue, revise or carry out, those cited by most documents first.

    The filter `text` is a part of the title. K306.
    """
    inquiry = read(store, "instruments", asked)
    found = inquiry.cached("instruments", partial(_cited, inquiry))
    return inquiry.page(found, {"documents": _most_cited_first, "measures": _by_measures, "title": _by_title}, itself)


def _cited(inquiry: Inquiry) -> list[InstrumentRow]:
    m, store, wanted = schema.measures.c, inquiry.store, inquiry.get("text") or ""
    labels = {info.sha256: info.label for info in store.infos()}
    query = select(m.sha256, m.instruments).where(m.instruments != "[]", *inquiry.documents(m.sha256),
                                                  *inquiry.without("text").places(m.sha256, m.provision))
    held: dict[str, list[str]] = defaultdict(list)
    for row in store.rows(query):
        for title in json.loads(row.instruments):
            held[canonical_title(title)].append(labels[row.sha256])
    return [InstrumentRow(title=title, measures=len(names), documents=tuple(dict.fromkeys(names)))
            for title, names in held.items() if wanted in title]


def measure_row(info: DocumentInfo, row: Row[Any]) -> MeasureRow:
    """A row of the table `measures` as an answer; `info` is its document."""
    return MeasureRow(ref=ref_of(info, row.provision, row.number), document=info.label, text=row.text, action=row.action,
                      object=row.object, actors=tuple(json.loads(row.actors)), instruments=tuple(json.loads(row.instruments)),
                      modality=row.modality, status=row.status, start=row.start, end=row.end, bodies=bodies_of(row.bodies, row.actors))


@lru_cache(maxsize=10_000)
def bodies_of(bodies: str, actors: str) -> tuple[Body, ...]:
    """The bodies of a row of the table `measures`, from its columns `bodies` and `actors`; a row written before there were parts has actors
    alone, which are subjects then."""
    pairs = json.loads(bodies) or [(name, "subject") for name in json.loads(actors)]
    return tuple(Body(name=name, part=part) for name, part in pairs)


def target_rows(infos: Sequence[DocumentInfo], rows: Sequence[Row[Any]]) -> list[TargetRow]:
    """Rows of the table `targets` as answers; `infos` are their documents."""
    labels = {info.sha256: info for info in infos}
    return [TargetRow(
        ref=ref_of(labels[row.sha256], row.provision), document=labels[row.sha256].label, text=row.text,
        indicator=row.indicator, comparator=row.comparator, value=whole(row.value),
        value_max=whole_or_none(row.value_max), unit=row.unit, baseline=whole_or_none(row.baseline), scope=row.scope,
        status=row.status,
        deadline=(row.deadline_from, row.deadline_to) if row.deadline_from or row.deadline_to else None,
        sentence=row.sentence, start=row.start, end=row.end) for row in rows]


def deadline_rows(infos: Sequence[DocumentInfo], rows: Sequence[Row[Any]]) -> list[DeadlineRow]:
    """Rows of the table `times` as answers; `infos` are their documents."""
    labels = {info.sha256: info for info in infos}
    return [DeadlineRow(
        ref=ref_of(labels[row.sha256], row.provision), document=labels[row.sha256].label,
        date=row.date_to or row.date_from, date_from=row.date_from, date_to=row.date_to, kind=row.kind,
        status="done" if row.kind == "done" else "planned", text=row.text, sentence=row.sentence,
        start=row.start, end=row.end) for row in rows]


def whole(value: float) -> int | float:
    """A number of the database, which stores floats, as it was in the record: whole numbers as int."""
    return int(value) if value == int(value) else value


def whole_or_none(value: float | None) -> int | float | None:
    """The same for a number that may be null."""
    return None if value is None else whole(value)


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
    labels = {info.sha256: info.label for info in store.infos()}
    return tuple(SummaryRow(
        document=info.label, source=info.source, region=info.region, period=(info.period_from, info.period_to),
        plans={labels[sha256]: ground for sha256, ground in info.grounds.items() if sha256 in labels},
        level=info.level, kind=info.kind, year=info.year, title=info.title,
        tasks=counts["provisions"].get(info.sha256, 0), measures=counts["measures"].get(info.sha256, 0),
        targets=counts["targets"].get(info.sha256, 0), times=counts["times"].get(info.sha256, 0),
        linked=None if central is None or info.sha256 == central.sha256 else linked.get(info.sha256, 0))
        for info in store.infos())


def _measure_rows(store: Store, rows: Sequence[Row[Any]]) -> list[MeasureRow]:
    infos = {info.sha256: info for info in store.infos()}
    return [measure_row(infos[row.sha256], row) for row in rows]


def _most_measures_first(row: LoadRow) -> tuple[int, str]:
    return -row.measures, row.actor


def _most_cited_first(row: InstrumentRow) -> tuple[int, int, str]:
    return -len(row.documents), -row.measures, row.title


def _by_load_tasks(row: LoadRow) -> int:
    return -row.tasks


def _by_load_documents(row: LoadRow) -> int:
    return -row.documents


def _by_actor(row: LoadRow) -> str:
    return row.actor


def _by_measures(row: InstrumentRow) -> int:
    return -row.measures


def _by_title(row: InstrumentRow) -> str:
    return row.title


def _by_year(row: SummaryRow) -> tuple[bool, int]:
    return row.year is None, row.year or 0


def _by_tasks(row: SummaryRow) -> int:
    return -row.tasks


def _by_linked(row: SummaryRow) -> int:
    return -(row.linked or 0)

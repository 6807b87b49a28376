"""One thing seen whole: a task with its links, a central task or a measure with who carries it out."""
from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row, select
from typing_extensions import Unpack

from kexie_nlp.errors import KexieError
from kexie_nlp.model import EvidencePair, Link
from kexie_nlp.query.answers import Evidence, LinkRow, MeasureView, NumberRow, TaskView
from kexie_nlp.query.asking import Asked, Inquiry, read
from kexie_nlp.query.items import measure_row
from kexie_nlp.query.lists import deadline_rows, target_rows
from kexie_nlp.query.refs import Found, find, ref_of, title_of
from kexie_nlp.query.sides import NOTHING, RELATED, centrals_of, held, others_of
from kexie_nlp.store import Store, schema
from kexie_nlp.text import normalize


def task(store: Store, ref: str, **asked: Unpack[Asked]) -> TaskView:
    """A provision, what was found in it, and its links, best first; K303, K304, K306.

    `grade`: links of at least this grade (default 1); `limit` and `offset` are of the links.
    """
    how, found = read(store, "task", asked), find(store, ref)
    if found.provision is None or found.number is not None:
        raise KexieError("K303", ref=ref)
    info, row = found.info, found.provision
    links, total = _links(store, found, how, None)
    return TaskView(
        ref=ref_of(info, row.id), document=info.label, source=info.source, id=row.id, role=row.role,
        title=title_of(row), text=row.text, plain=row.plain, start=row.start, end=row.end,
        measures=tuple(measure_row(info, m) for m in _parts(store, schema.measures, found)),
        targets=tuple(target_rows([info], _parts(store, schema.targets, found))),
        times=tuple(deadline_rows([info], _parts(store, schema.times, found))),
        links=tuple(links), linked=total)


def measure(store: Store, ref: str, **asked: Unpack[Asked]) -> MeasureView:
    """A central task, or one measure (LABEL/ID#n), and the tasks that carry it out; K303, K304, K306.

    A measure has the links of its task; the evidence is narrowed to what touches the measure itself. `grade`: links of at
    least this grade (default 1); `limit` and `offset` are of the links.
    """
    how, found = read(store, "measure", asked), find(store, ref)
    info, row = found.info, found.provision
    span, actors, kind = None, [], "task"
    if found.number is not None:
        rows = [m for m in _parts(store, schema.measures, found) if m.number == found.number]
        if not rows:
            raise KexieError("K303", ref=ref)
        kind, span, actors, text = "measure", rows[0], json.loads(rows[0].actors), rows[0].plain
    else:
        text = row.plain if row is not None else ""
    links, total = _links(store, found, how, span)
    without = []
    if row is not None and info.sha256 in {i.sha256 for i in centrals_of(store)}:
        linked, grade = held(store, info), _least(how)
        without = [i.label for i in others_of(store) if linked.get((row.id, i.sha256), NOTHING).grade < max(grade, RELATED)]
    return MeasureView(ref=ref_of(info, row.id if row is not None else None, found.number), document=info.label,
                       kind=kind, title=title_of(row) if row is not None else "", text=text, actors=tuple(actors),
                       links=tuple(links), linked=total, without=tuple(without))


def _parts(store: Store, table: Any, found: Found) -> list[Row[Any]]:
    provision = found.provision.id if found.provision is not None else None
    query = select(table).where(table.c.sha256 == found.info.sha256, table.c.provision == provision)
    return list(store.rows(query.order_by(table.c.position)))


def _least(how: Inquiry) -> int:
    grade = how.get("grade")
    return RELATED if grade is None else int(grade)


def _links(store: Store, found: Found, how: Inquiry, span: Row[Any] | None) -> tuple[list[LinkRow], int]:
    """A page of the links at either end of a provision, seen from there, and how many there are; evidence only where it
    touches `span`."""
    if found.provision is None:
        return [], 0
    sha256, provision, li = found.info.sha256, found.provision.id, schema.links.c
    reference = sha256 in {info.sha256 for info in centrals_of(store)}
    query = select(li.record).where(li.grade >= _least(how), *(
        (li.measure_sha256 == sha256, li.measure_provision == provision) if reference else
        (li.task_sha256 == sha256, li.task_provision == provision)))
    total = store.count(query)
    ordered = query.order_by(li.grade.desc(), li.score.desc(), li.task_sha256, li.position)
    rows = store.rows(ordered.limit(total if how.limit is None else how.limit).offset(how.offset))
    reader = _Reader(store)
    return [reader.row(Link.model_validate_json(row.record), sha256, span) for row in rows], total


class _Reader:
    """Quotes out of the stored texts, each text read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._infos = {info.sha256: info for info in store.infos()}
        self._texts: dict[str, str] = {}

    def row(self, link: Link, here: str, span: Row[Any] | None) -> LinkRow:
        """A link as seen from document `here`."""
        outward = link.task.sha256 == here
        other = link.measure if outward else link.task
        info, p = self._infos[other.sha256], schema.provisions
        titles = self._store.rows(select(p).where(p.c.sha256 == other.sha256, p.c.id == other.provision))
        pairs = [e for e in link.evidence if span is None or _touches(e.task if outward else e.measure, span)]
        return LinkRow(
            ref=ref_of(info, other.provision), document=info.label, title=title_of(titles[0]) if titles else "",
            grade=link.grade, score=link.score, relation=link.relation, model=link.model,
            ambiguous=link.ambiguous, why=link.why, model_grade=link.model_grade,
            evidence=tuple(self._evidence(link, e) for e in pairs),
            numbers=tuple(NumberRow(task_target=self._target(link.task.sha256, n.task_target),
                                    measure_target=self._target(link.measure.sha256, n.measure_target),
                                    verdict=n.verdict, deadline=n.deadline, reason=n.reason) for n in link.numbers))

    def _evidence(self, link: Link, pair: EvidencePair) -> Evidence:
        task, measure = self._quote(link.task.sha256, pair.task), self._quote(link.measure.sha256, pair.measure)
        return Evidence(task=task, task_plain=normalize(task).text, task_span=pair.task, measure=measure,
                        measure_plain=normalize(measure).text, measure_span=pair.measure, score=pair.score)

    def _quote(self, sha256: str, span: tuple[int, int]) -> str:
        if sha256 not in self._texts:
            d = schema.documents.c
            self._texts[sha256] = self._store.rows(select(d.raw).where(d.sha256 == sha256))[0].raw
        return self._texts[sha256][span[0]:span[1]]

    def _target(self, sha256: str, target: str) -> str:
        t = schema.targets.c
        rows = self._store.rows(select(t.indicator, t.text).where(t.sha256 == sha256, t.id == target))
        return f"{rows[0].indicator} {rows[0].text}".strip() if rows else target


def _touches(pair: tuple[int, int], span: Row[Any]) -> bool:
    return pair[0] < span.end and span.start < pair[1]

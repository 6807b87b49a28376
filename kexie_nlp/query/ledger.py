"""What a ledger shows, in one answer made of few statements, whatever the number of documents."""
from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from kexie_nlp.errors import KexieError
from kexie_nlp.model import Link
from kexie_nlp.query import deadlines, gaps, novel, states
from kexie_nlp.query.answers import DeadlineRow, StateCell
from kexie_nlp.query.extractions import whole, whole_or_none
from kexie_nlp.query.ledger_answers import (
    Against,
    Ledger,
    LedgerCell,
    LedgerNumber,
    LedgerRow,
    LedgerTask,
    Quotes,
    Reviewed,
    Source,
)
from kexie_nlp.query.plans import others_of, plan_of
from kexie_nlp.query.references import find_document, ref_of, title_of
from kexie_nlp.store import DocumentInfo, Store, schema
from kexie_nlp.text import normalize

SLICE = 500  # hashes in one IN (…); databases have limits
Place = tuple[str, str | None]  # a document's hash and a provision of it


def ledger(store: Store, *, documents: Sequence[str] = (), central: str | None = None) -> Ledger:
    """The ledger of a reference plan (by default the first) and the documents named (by default all others).

    K401 without a plan, K303 and K304 for names, K311 where one of them is a reference plan itself.
    """
    plan = plan_of(store, central)
    chosen = _chosen(store, others_of(store), documents)
    labels = tuple(info.label for info in chosen)
    found = _Found(store, plan, chosen)
    state = {row.ref: [cell for cell in row.cells if cell.name in labels] for row in states(store, central=central)}
    titles = {ref_of(found.infos[s], name): " ".join(title_of(row).split()) for (s, name), row in found.provisions.items()}
    return Ledger(
        central=plan.label, central_title=plan.title, documents=labels,
        rows=tuple(found.row(task, state[ref_of(plan, task.id)]) for task in found.tasks(plan)),
        nobody=tuple(ref for ref, cells in state.items() if not any(cell.state == "covered" for cell in cells)
                     and any(cell.state != "out_of_scope" for cell in cells)),
        gaps=tuple(row for row in gaps(store, central=central) if row.document in labels),
        novel=tuple(row for row in novel(store, central=central) if row.document in labels),
        numbers=tuple(n for info in (plan, *chosen) for n in found.numbers[info.sha256]), times=found.times, titles=titles,
        sources=tuple(found.source(info) for info in (plan, *chosen)), reviewed=found.reviewed(),
        models=tuple(sorted({link.model for link in found.links})))


def _chosen(store: Store, others: list[DocumentInfo], names: Sequence[str]) -> list[DocumentInfo]:
    wanted = {find_document(store, name).sha256: name for name in names}
    if strange := set(wanted) - {info.sha256 for info in others}:
        raise KexieError("K311", ref=wanted[min(strange)])
    return [info for info in others if not wanted or info.sha256 in wanted]


class _Found:
    """What the store holds of a plan and the documents beside it, by place."""

    def __init__(self, store: Store, plan: DocumentInfo, chosen: Sequence[DocumentInfo]) -> None:
        self._store, self._plan = store, plan
        self.infos = {info.sha256: info for info in (plan, *chosen)}
        p, t, m, li = schema.provisions, schema.targets, schema.measures, schema.links
        query = select(p.c.sha256, p.c.id, p.c.chapter, p.c.role, p.c.marker, p.c.title, p.c.plain)
        self.provisions = {(row.sha256, row.id): row for row in self._of(query, p.c.sha256, p.c.position)}
        self._targets = {(row.sha256, row.id): row for row in self._of(select(t), t.c.sha256, t.c.position)}
        self._tasks_of: dict[str, list[Row[Any]]] = defaultdict(list)
        for row in self.provisions.values():
            if row.role == "task":
                self._tasks_of[row.sha256].append(row)
        self._actors: dict[Place, list[str]] = defaultdict(list)
        self._measures: Counter[str] = Counter()
        for row in self._of(select(m.c.sha256, m.c.provision, m.c.actors), m.c.sha256, m.c.position):
            self._measures[row.sha256] += 1
            self._actors[row.sha256, row.provision] += json.loads(row.actors)
        named = {info.label for info in self.infos.values()}
        self.times = tuple(row for row in deadlines(store) if row.document in named)
        self._dated = Counter(time.document for time in self.times)
        self._times: dict[str, list[DeadlineRow]] = defaultdict(list)
        for time in self.times:
            self._times[time.ref].append(time)
        query = select(li.c.record).where(li.c.measure_sha256 == plan.sha256, (li.c.grade >= 1) | li.c.model_grade.is_not(None))
        rows = self._of(query, li.c.task_sha256, li.c.grade.desc(), li.c.score.desc(), li.c.position)
        self._judged = [Link.model_validate_json(row.record) for row in rows]
        self.links = [link for link in self._judged if link.grade]
        self._linked: dict[str, set[str]] = defaultdict(set)
        for link in self.links:
            self._linked[link.task.sha256].add(link.task.provision)
        self._plain: dict[tuple[int, int], str] = {}  # of the plan's quotes
        compared = self._comparisons()
        self.numbers: dict[str, list[LedgerNumber]] = defaultdict(list)
        self._numbers: dict[Place, list[LedgerNumber]] = defaultdict(list)
        for place, row in self._targets.items():
            number = self._number(row, compared.get(place, ()))
            self.numbers[row.sha256].append(number)
            self._numbers[row.sha256, row.provision].append(number)
        self._by_measure: dict[tuple[str, str], list[LedgerTask]] = defaultdict(list)
        for place, task in self._tasks():
            self._by_measure[place].append(task)

    def tasks(self, info: DocumentInfo) -> list[Row[Any]]:
        """The tasks of a document, in order."""
        return self._tasks_of[info.sha256]

    def row(self, task: Row[Any], cells: Iterable[StateCell]) -> LedgerRow:
        """A central task with the cells of the chosen documents."""
        place, ref = (task.sha256, task.id), ref_of(self._plan, task.id)
        return LedgerRow(
            ref=ref, id=task.id, chapter=self._chapter(task), title=title_of(task), plain=task.plain,
            numbers=tuple(self._numbers[place]), times=tuple(self._times[ref]), actors=self._acting(place),
            cells=tuple(LedgerCell(document=cell.name, state=cell.state, reason=cell.reason,
                                   tasks=tuple(self._by_measure[cell.name, task.id])) for cell in cells))

    def source(self, info: DocumentInfo) -> Source:
        """A document, what it says of itself, and what was found in it."""
        d = schema.documents.c
        meta = json.loads(self._store.rows(select(d.record).where(d.sha256 == info.sha256))[0].record)["meta"]
        return Source(
            document=info.label, source=info.source, title=info.title, issuer=meta["issuer"], issued=meta["issued"],
            doc_number=meta["doc_number"], region=info.region, level=info.level, period=(info.period_from, info.period_to),
            sha256=info.sha256, tasks=len(self.tasks(info)), measures=self._measures[info.sha256],
            targets=len(self.numbers[info.sha256]), times=self._dated[info.label],
            linked=None if info.sha256 == self._plan.sha256 else len(self._linked[info.sha256]))

    def reviewed(self) -> Reviewed:
        """What persons have decided of the pairs in this ledger."""
        said = [link for link in self._judged if link.model_grade is not None]
        return Reviewed(decided=len(said), changed=sum(link.model_grade != link.grade for link in said),
                        rejected=sum(not link.grade for link in said))

    def _of(self, query: Select[Any], column: Any, *order: Any) -> Iterator[Row[Any]]:
        """The rows of these documents, document after document."""
        hashes = list(self.infos)
        for start in range(0, len(hashes), SLICE):
            yield from self._store.rows(query.where(column.in_(hashes[start:start + SLICE])).order_by(column, *order))

    def _tasks(self) -> Iterator[tuple[tuple[str, str], LedgerTask]]:
        """The graded tasks, by the label of their document and the central task; quotes out of one raw text at a time."""
        d = schema.documents.c
        raw: dict[str, str] = {}
        for link in self.links:
            sha256 = link.task.sha256
            if sha256 not in raw:
                kept = {self._plan.sha256: raw[self._plan.sha256]} if raw else {}
                raw = kept | {row.sha256: row.raw for row in self._store.rows(
                    select(d.sha256, d.raw).where(d.sha256.in_(sorted({sha256, self._plan.sha256} - set(kept)))))}
            place, info = (sha256, link.task.provision), self.infos[sha256]
            if place in self.provisions:
                yield (info.label, link.measure.provision), self._task(link, info, raw)

    def _task(self, link: Link, info: DocumentInfo, raw: Mapping[str, str]) -> LedgerTask:
        place, ref = (info.sha256, link.task.provision), ref_of(info, link.task.provision)
        here, there = raw[info.sha256], raw[self._plan.sha256]
        for e in link.evidence:
            if e.measure not in self._plain:
                self._plain[e.measure] = normalize(there[slice(*e.measure)]).text
        return LedgerTask(
            ref=ref, id=link.task.provision, title=title_of(self.provisions[place]), grade=link.grade,
            model_grade=link.model_grade, ambiguous=link.ambiguous, actors=self._acting(place),
            quotes=tuple(Quotes(task=here[slice(*e.task)], measure_plain=self._plain[e.measure]) for e in link.evidence),
            numbers=tuple(self._numbers[place]), times=tuple(self._times[ref]), verdicts=self._verdicts(link))

    def _comparisons(self) -> dict[tuple[str, str], list[Against]]:
        """By document and target, what it was compared with, in any of its links; each central number once."""
        found: dict[tuple[str, str], list[Against]] = defaultdict(list)
        for link in self.links:
            for number, against in zip(link.numbers, self._verdicts(link), strict=True):
                held = found[link.task.sha256, number.task_target]
                if against not in held:
                    held.append(against)
        return found

    def _verdicts(self, link: Link) -> tuple[Against, ...]:
        ref = ref_of(self._plan, link.measure.provision)
        return tuple(Against(ref=ref, own=self._said(link.task.sha256, n.task_target), verdict=n.verdict, deadline=n.deadline,
                             central=self._said(self._plan.sha256, n.measure_target), reason=n.reason) for n in link.numbers)

    def _said(self, sha256: str, target: str) -> str:
        row = self._targets.get((sha256, target))
        return f"{row.indicator}{row.plain}" if row is not None else target

    def _number(self, row: Row[Any], against: Iterable[Against]) -> LedgerNumber:
        info = self.infos[row.sha256]
        return LedgerNumber(
            ref=ref_of(info, row.provision), document=info.label, text=row.text, plain=row.plain, indicator=row.indicator,
            comparator=row.comparator, value=whole(row.value), value_max=whole_or_none(row.value_max), unit=row.unit,
            baseline=whole_or_none(row.baseline), status=row.status, deadline=(row.deadline_from, row.deadline_to), against=tuple(against))

    def _acting(self, place: Place) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._actors[place]))

    def _chapter(self, task: Row[Any]) -> str:
        """The heading of the highest provision above a task; empty where none is."""
        top = self.provisions.get((task.sha256, task.chapter))
        return f"{top.marker or ''}{title_of(top)}" if top is not None and top.id != task.id else ""

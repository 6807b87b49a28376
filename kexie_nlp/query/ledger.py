"""The content of a ledger: a reference plan and other documents in, one `Ledger` out, by few statements for any number of them.

It holds the central tasks with the linked tasks of every document, gaps, local tasks, targets, times and sources. All formats
in `report.ledger` are rendered from it.
"""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from kexie_nlp.errors import KexieError
from kexie_nlp.model import Body, Link
from kexie_nlp.query import deadlines, novel, states
from kexie_nlp.query import documents as summaries
from kexie_nlp.query.answers import Answer, ChainRow, DeadlineRow, GapRow, NovelRow, NumberPair, StateCell, StateRow, SummaryRow, TargetRow
from kexie_nlp.query.certainty import Certainty, of_link
from kexie_nlp.query.chains import chain
from kexie_nlp.query.extractions import bodies_of, target_rows
from kexie_nlp.query.missing import gaps_among
from kexie_nlp.query.plans import others_of, plan_of
from kexie_nlp.query.references import find_document, ref_of, title_of
from kexie_nlp.store import DocumentInfo, Store, schema
from kexie_nlp.text import normalize

SEVERAL = 2  # levels from which there is a chain
SLICE = 500  # hashes in one IN (…); databases have limits
Place = tuple[str, str | None]  # hash of a document, id of a provision


class Quotes(Answer):
    """An evidence pair: the raw quote of the local task, and that of the central task in normalised simplified characters."""
    task: str
    measure_plain: str


class LedgerNumber(TargetRow):
    """A target with its text in normalised simplified characters (`plain`) and the central targets it was compared with."""
    plain: str
    against: tuple[NumberPair, ...] = ()


class LedgerTask(Answer):
    """A local task linked to a central task with grade 2 or 1; `verdicts` are the comparisons of this link.

    `model_grade` is the grade of the model if a person has decided, otherwise null.
    """
    ref: str
    id: str
    title: str
    grade: int
    model_grade: int | None
    ambiguous: bool
    certainty: Certainty
    quotes: tuple[Quotes, ...]
    numbers: tuple[LedgerNumber, ...]
    verdicts: tuple[NumberPair, ...]
    times: tuple[DeadlineRow, ...]
    bodies: tuple[Body, ...]


class LedgerCell(StateCell):
    """The state of a central task in one document, with the linked tasks of the document, best first."""
    tasks: tuple[LedgerTask, ...]


class LedgerRow(StateRow):
    """A central task with its normalised text, targets, times and bodies, and a cell for every document."""
    id: str
    chapter: str
    plain: str
    numbers: tuple[LedgerNumber, ...]
    times: tuple[DeadlineRow, ...]
    bodies: tuple[Body, ...]
    cells: tuple[LedgerCell, ...]


class Source(SummaryRow):
    """A document of the ledger with its meta data and hash; `linked` counts its tasks linked to this plan, null for the plan."""
    issuer: str | None
    issued: str | None
    doc_number: str | None
    sha256: str


class Reviewed(Answer):
    """The number of reviewed pairs, of those where a person changed the grade, and of those rejected (grade 0)."""
    decided: int
    changed: int
    rejected: int


class Ledger(Answer):
    """A whole ledger. `titles` gives the title of every provision by ref; `nobody` are the central tasks that no document carries out,
    `gaps` those that each document does not; `chains` are the steps below each central task by its ref, empty if all documents are of
    one level."""
    central: str
    central_title: str | None
    documents: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    nobody: tuple[GapRow, ...]
    gaps: tuple[GapRow, ...]
    novel: tuple[NovelRow, ...]
    chains: dict[str, tuple[ChainRow, ...]]
    numbers: tuple[LedgerNumber, ...]
    times: tuple[DeadlineRow, ...]
    titles: dict[str, str]
    sources: tuple[Source, ...]
    reviewed: Reviewed
    models: tuple[str, ...]


def ledger(store: Store, *, documents: Sequence[str] = (), central: str | None = None) -> Ledger:
    """The ledger of a reference plan (default: the first) and the named documents (default: all others).

    K401 without a plan, K303 for an unknown name, K304 for an ambiguous one, K311 if a document is a reference plan itself.
    """
    plan = plan_of(store, central)
    chosen = _chosen(store, others_of(store, plan), documents)
    labels = tuple(info.label for info in chosen)
    found = _Found(store, plan, chosen)
    state = {row.ref: [cell for cell in row.cells if cell.name in labels] for row in states(store, central=central)}
    missing = gaps_among(store, plan, chosen)
    titles = {ref_of(found.infos[s], name): " ".join(title_of(row).split()) for (s, name), row in found.provisions.items()}
    return Ledger(
        central=plan.label, central_title=plan.title, documents=labels,
        rows=tuple(found.row(task, state[ref_of(plan, task.id)]) for task in found.tasks(plan)),
        nobody=tuple(row for row in missing if row.document is None),
        gaps=tuple(row for row in missing if row.document is not None),
        novel=tuple(row for row in novel(store, central=central) if row.document in labels),
        chains=_chains(store, plan, chosen, [ref_of(plan, task.id) for task in found.tasks(plan)]),
        numbers=tuple(n for info in (plan, *chosen) for n in found.numbers[info.sha256]), times=found.times, titles=titles,
        sources=tuple(found.sources()), reviewed=found.reviewed(),
        models=tuple(sorted({link.model for link in found.links})))


def _chains(store: Store, plan: DocumentInfo, documents: Sequence[DocumentInfo], refs: Iterable[str]) -> dict[str, tuple[ChainRow, ...]]:
    if len({info.level for info in documents}) < SEVERAL:
        return {}
    held = {info.label for info in documents}
    return {ref: tuple(row for row in chain(store, ref) if row.document in held) for ref in refs}


def _chosen(store: Store, others: list[DocumentInfo], names: Sequence[str]) -> list[DocumentInfo]:
    wanted = {find_document(store, name).sha256: name for name in names}
    if strange := set(wanted) - {info.sha256 for info in others}:
        raise KexieError("K311", ref=wanted[min(strange)])
    return [info for info in others if not wanted or info.sha256 in wanted]


class _Found:
    """Everything the ledger needs of a plan and the chosen documents, read from the store once and indexed by place."""

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
        self._bodies: dict[Place, list[Body]] = defaultdict(list)
        for row in self._of(select(m.c.sha256, m.c.provision, m.c.actors, m.c.bodies), m.c.sha256, m.c.position):
            self._bodies[row.sha256, row.provision] += bodies_of(row.bodies, row.actors)
        named = {info.label for info in self.infos.values()}
        self.times = tuple(row for row in deadlines(store) if row.document in named)
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
        self._plain: dict[tuple[int, int], str] = {}  # normalised quotes of the plan, by span
        compared = self._comparisons()
        self.numbers: dict[str, list[LedgerNumber]] = defaultdict(list)
        self._numbers: dict[Place, list[LedgerNumber]] = defaultdict(list)
        found = target_rows(list(self.infos.values()), list(self._targets.values()))
        for (place, row), target in zip(self._targets.items(), found, strict=True):
            number = LedgerNumber(**dict(target), plain=row.plain, against=tuple(compared.get(place, ())))
            self.numbers[row.sha256].append(number)
            self._numbers[row.sha256, row.provision].append(number)
        self._by_measure: dict[tuple[str, str], list[LedgerTask]] = defaultdict(list)
        for place, task in self._tasks():
            self._by_measure[place].append(task)

    def tasks(self, info: DocumentInfo) -> list[Row[Any]]:
        """The tasks of a document in order of position."""
        return self._tasks_of[info.sha256]

    def row(self, task: Row[Any], cells: Iterable[StateCell]) -> LedgerRow:
        """A central task with the cells of the chosen documents."""
        place, ref = (task.sha256, task.id), ref_of(self._plan, task.id)
        return LedgerRow(
            ref=ref, id=task.id, chapter=self._chapter(task), title=title_of(task), plain=task.plain,
            numbers=tuple(self._numbers[place]), times=tuple(self._times[ref]), bodies=self._named(place),
            cells=tuple(LedgerCell(**dict(cell), tasks=tuple(self._by_measure[cell.name, task.id])) for cell in cells))

    def sources(self) -> Iterator[Source]:
        """The plan and the documents with their meta data."""
        d, summary = schema.documents.c, {row.document: row for row in summaries(self._store)}
        for info in self.infos.values():
            meta = json.loads(self._store.rows(select(d.record).where(d.sha256 == info.sha256))[0].record)["meta"]
            yield Source(**dict(summary[info.label]) | {
                "linked": None if info.sha256 == self._plan.sha256 else len(self._linked[info.sha256]),
                "issuer": meta["issuer"], "issued": meta["issued"], "doc_number": meta["doc_number"], "sha256": info.sha256})

    def reviewed(self) -> Reviewed:
        """How many pairs in this ledger persons have decided."""
        said = [link for link in self._judged if link.model_grade is not None]
        return Reviewed(decided=len(said), changed=sum(link.model_grade != link.grade for link in said),
                        rejected=sum(not link.grade for link in said))

    def _of(self, query: Select[Any], column: Any, *order: Any) -> Iterator[Row[Any]]:
        """The rows of these documents, ordered by document."""
        hashes = list(self.infos)
        for start in range(0, len(hashes), SLICE):
            yield from self._store.rows(query.where(column.in_(hashes[start:start + SLICE])).order_by(column, *order))

    def _tasks(self) -> Iterator[tuple[tuple[str, str], LedgerTask]]:
        """The linked tasks by (label of the document, id of the central task); one raw text is held at a time beside the plan's."""
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
                self._plain[e.measure] = normalize(there[slice(*e.measure)], conversion=self._plan.conversion).text
        return LedgerTask(
            ref=ref, id=link.task.provision, title=title_of(self.provisions[place]), grade=link.grade,
            model_grade=link.model_grade, ambiguous=link.ambiguous,
            certainty=of_link(link.grade, link.score, link.model_grade is not None), bodies=self._named(place),
            quotes=tuple(Quotes(task=here[slice(*e.task)], measure_plain=self._plain[e.measure]) for e in link.evidence),
            numbers=tuple(self._numbers[place]), times=tuple(self._times[ref]), verdicts=self._verdicts(link))

    def _comparisons(self) -> dict[tuple[str, str], list[NumberPair]]:
        """By document and target, the comparisons with central targets in all links, each once."""
        found: dict[tuple[str, str], list[NumberPair]] = defaultdict(list)
        for link in self.links:
            for number, pair in zip(link.numbers, self._verdicts(link), strict=True):
                held = found[link.task.sha256, number.task_target]
                if pair not in held:
                    held.append(pair)
        return found

    def _verdicts(self, link: Link) -> tuple[NumberPair, ...]:
        task, measure = ref_of(self.infos[link.task.sha256], link.task.provision), ref_of(self._plan, link.measure.provision)
        return tuple(NumberPair(
            ref=task, number=self._said(link.task.sha256, n.task_target), other_ref=measure,
            other_number=self._said(self._plan.sha256, n.measure_target), verdict=n.verdict, deadline=n.deadline, reason=n.reason)
            for n in link.numbers)

    def _said(self, sha256: str, target: str) -> str:
        row = self._targets.get((sha256, target))
        return f"{row.indicator}{row.plain}" if row is not None else target

    def _named(self, place: Place) -> tuple[Body, ...]:
        return tuple(dict.fromkeys(self._bodies[place]))

    def _chapter(self, task: Row[Any]) -> str:
        """Marker and title of the highest provision above a task; empty if there is none."""
        top = self.provisions.get((task.sha256, task.chapter))
        return f"{top.marker or ''}{title_of(top)}" if top is not None and top.id != task.id else ""

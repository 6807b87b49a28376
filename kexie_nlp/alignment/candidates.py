"""Documents to the tasks that are aligned (clauses, title, targets, section), and to the reference plan among them."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kexie_nlp.alignment.numbers import Goal
from kexie_nlp.errors import KexieError
from kexie_nlp.model import Measure, Place, Provision, Target
from kexie_nlp.model.records import is_reference
from kexie_nlp.text.document import Document

PIECE = re.compile(r"[^\s。；，：！？;,:!?]+")
STOP = re.compile(r"[。；！？;!?\n]")
LEAST = 4  # characters of the shortest piece that is a clause
REACH = 160  # characters before a number in which its subject may stand


@dataclass(frozen=True)
class Clause:
    """A raw span and its normalised text."""
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Task:
    """A provision that commits someone to act, with what its features are computed from.

    `clauses` is never empty; a task without a title gets the first as its title. `section` holds the titles of the sections
    above, outermost first. Spans are raw, texts normalised.
    """
    place: Place
    title: str
    body: str
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    goals: tuple[Goal, ...] = ()
    section: str = ""


def find_central(documents: Iterable[Document]) -> Document:
    """The reference plan: of the documents of level central the one with the most tasks, the first of equals; K401 if there is none.

    Interpretations and news of a plan are left out, and papers that only say what was done.
    """
    metas = ((document, document.record.meta) for document in documents)
    central = [document for document, meta in metas if is_reference(meta.level, meta.kind, meta.title)]
    if not central:
        raise KexieError("K401")
    return max(central, key=_task_count)


def tasks_of(document: Document) -> list[Task]:
    """The tasks of a document in order. Clauses are the measures of the record, or pieces between punctuation where it has none."""
    measures: dict[str | None, list[Measure]] = defaultdict(list)
    targets: dict[str | None, list[Target]] = defaultdict(list)
    for measure in document.record.measures:
        measures[measure.provision].append(measure)
    for target in document.record.targets:
        if target.status == "target":
            targets[target.provision].append(target)
    sha256, sections = document.record.sha256, _sections(document.record.provisions)
    tasks = []
    for provision in document.record.tasks():
        clauses = _clauses(document, provision, measures[provision.id])
        mine = tuple(targets[provision.id])
        tasks.append(Task(
            place=Place(sha256=sha256, provision=provision.id, start=provision.start, end=provision.end),
            title=provision.title or clauses[0].text, body=document.plain(provision), clauses=clauses, targets=mine,
            goals=tuple(_goal(document, provision, target) for target in mine), section=sections[provision.id]))
    return tasks


def _sections(provisions: Sequence[Provision]) -> dict[str, str]:
    """For each provision the titles of the sections around it, outermost first."""
    found: dict[str, str] = {}
    around: list[Provision] = []
    for provision in sorted(provisions, key=_outermost_first):
        while around and around[-1].end < provision.end:
            around.pop()
        found[provision.id] = " ".join(p.title for p in around if p.title)
        if provision.role == "section":
            around.append(provision)
    return found


def _outermost_first(provision: Provision) -> tuple[int, int]:
    return provision.start, -provision.end


def _clauses(document: Document, provision: Provision, measures: list[Measure]) -> tuple[Clause, ...]:
    spans = [(m.start, m.end) for m in measures]
    if not spans:
        pieces = PIECE.finditer(document.text, provision.start, provision.end)
        spans = [m.span() for m in pieces if m.end() - m.start() >= LEAST] or [(provision.start, provision.end)]
    text, to_text = document.norm.text, document.norm.to_text
    return tuple(Clause(start, end, text[slice(*to_text(start, end))]) for start, end in spans)


def _goal(document: Document, provision: Provision, target: Target) -> Goal:
    """The target with the text before it in its sentence, where its subject may stand."""
    text, to_text = document.norm.text, document.norm.to_text
    start = to_text(target.start, target.end)[0]
    first = max(to_text(provision.start, provision.end)[0], start - REACH)
    return Goal(target, STOP.split(text[first:start])[-1])


def _task_count(document: Document) -> int:
    return len(document.record.tasks())

"""Alignment: every task of every document against every task of the central plan."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from kexie_nlp.alignment.candidates import Task, tasks_of
from kexie_nlp.alignment.evidence import as_evidence, best_pairs
from kexie_nlp.alignment.features import CentralIndex, Comparison
from kexie_nlp.alignment.grade import relation
from kexie_nlp.alignment.numbers import compare_targets
from kexie_nlp.alignment.ranker import load_model
from kexie_nlp.analysis import Document
from kexie_nlp.model import Link

BATCH = 512  # tasks vectorised at once


@dataclass(frozen=True)
class AlignOptions:
    """`candidates`: how many links each task gets at least, grade 0 included; `model`: a model file of one's own."""
    candidates: int = 8
    model: Path | None = None


class Aligner:
    """Aligns documents with one central plan, whose side is computed once."""

    def __init__(self, central: Document, *, options: AlignOptions | None = None) -> None:
        self.options = options or AlignOptions()
        self.model = load_model(self.options.model)
        self._sha256 = central.record.sha256
        tasks = tasks_of(central)
        self._central = CentralIndex(tasks) if tasks else None

    def align(self, documents: Iterable[Document]) -> Iterator[Link]:
        """The links of the documents' tasks, in order, best first within a task; the plan itself is passed over."""
        tasks = (task for document in documents if document.record.sha256 != self._sha256
                 for task in tasks_of(document))
        while self._central and (batch := list(islice(tasks, BATCH))):
            yield from self._links(self._central, batch)

    def _links(self, central: CentralIndex, batch: list[Task]) -> Iterator[Link]:
        comparison = central.compare(batch)
        scores = self.model.score(comparison.features)
        orders = np.argsort(-scores, axis=1, kind="stable")
        for row, task in enumerate(batch):
            for rank, column in enumerate(orders[row].tolist()):
                score = float(scores[row, column])
                grade = self.model.grade(score)
                if not grade and rank >= self.options.candidates:
                    break
                other = central.tasks[column]
                link = Link(task=task.place, measure=other.place, score=score, grade=grade, model=self.model.name)
                yield _justified(link, task, other, *_similarity(comparison, central, row, column)) if grade else link


def align(central: Document, others: Iterable[Document], *, options: AlignOptions | None = None) -> list[Link]:
    """Links of the tasks of `others` to the tasks of the central plan.

    Every task gets all links of grade 1 or 2, and at least the best few (`candidates`) whatever their grade. K502 if
    the options name a model that cannot be read.
    """
    return list(Aligner(central, options=options).align(others))


def _similarity(comparison: Comparison, central: CentralIndex, row: int, column: int) -> tuple[np.ndarray, np.ndarray]:
    """Resemblance of the task's clauses to those of one central task, and the best of each to any."""
    ends, central_ends = (*comparison.starts[1:], None), (*central.starts[1:], None)
    rows = comparison.clauses[comparison.starts[row]:ends[row]]
    return rows[:, central.starts[column]:central_ends[column]], rows.max(axis=1)


def _justified(link: Link, task: Task, other: Task, similarity: np.ndarray, best: np.ndarray) -> Link:
    """The link with relation, evidence and numbers."""
    pairs = best_pairs(similarity)
    return link.model_copy(update={
        "relation": relation(link.grade, task, other, pairs, best), "evidence": as_evidence(task, other, pairs),
        "numbers": compare_targets(task.targets, other.targets)})

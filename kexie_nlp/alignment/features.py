"""Features of every pair (task, central task), whole batches at a time."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kexie_nlp.alignment.candidates import Task
from kexie_nlp.alignment.topics import TopicVectors
from kexie_nlp.alignment.vectors import NgramVectors

FEATURES = ("body", "topic", "title", "clause")


@dataclass(frozen=True)
class Comparison:
    """`features[task, central, feature]`; `clauses[task clause, central clause]`, and the rows where tasks begin."""
    features: np.ndarray
    clauses: np.ndarray
    starts: np.ndarray


class CentralIndex:
    """The central plan's tasks, vectorised once. All statistics come from them, so a pair's features depend on
    nothing but the pair and the plan."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        clauses = [clause.text for task in tasks for clause in task.clauses]
        bodies = [task.body for task in tasks]
        self.tasks = tuple(tasks)
        self.starts = _starts(tasks)
        self._ngrams = NgramVectors([*clauses, *bodies])
        self._topics = TopicVectors(bodies)
        self._bodies = self._ngrams.transform(bodies).T.tocsr()
        self._clauses = self._ngrams.transform(clauses).T.tocsr()
        self._topic_rows = self._topics.transform(bodies)

    def compare(self, tasks: Sequence[Task]) -> Comparison:
        """Features of the tasks (at least one) against every central task."""
        starts = _starts(tasks)
        vectors = self._ngrams.transform
        clauses = (vectors([clause.text for task in tasks for clause in task.clauses]) @ self._clauses).toarray()
        # a task has several matters: the best answer to each clause, then the mean over the clauses
        best = np.maximum.reduceat(clauses, self.starts, axis=1)
        sizes = np.diff(np.append(starts, len(clauses)))
        bodies = [task.body for task in tasks]
        columns = {
            "body": (vectors(bodies) @ self._bodies).toarray(),
            "topic": np.einsum("ik,jk->ij", self._topics.transform(bodies), self._topic_rows),
            "title": (vectors([task.title for task in tasks]) @ self._bodies).toarray(),
            "clause": np.add.reduceat(best, starts, axis=0) / sizes[:, None]}
        return Comparison(np.stack([columns[name] for name in FEATURES], axis=-1), clauses, starts)


def _starts(tasks: Sequence[Task]) -> np.ndarray:
    """The row where each task's clauses begin."""
    return np.cumsum([0, *(len(task.clauses) for task in tasks)])[:-1]

"""What kind of link a graded pair is."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from kexie_nlp.alignment.candidates import Task
from kexie_nlp.alignment.evidence import MATCH
from kexie_nlp.model import Target

Relation = Literal["implements", "quantifies", "extends", "related"]


def relation(grade: int, task: Task, central: Task, pairs: Sequence[tuple[int, int, float]],
             best: np.ndarray) -> Relation | None:
    """The relation of a graded pair, None without a grade.

    `pairs` are its evidence (task clause, central clause, score); `best` is the best score of each task clause against
    the whole plan. quantifies: a clause of the evidence holds a number where its central clause holds none.
    extends: most of the task's clauses answer to nothing in the plan.
    """
    if grade < 2:
        return "related" if grade else None
    for row, column, _ in pairs:
        if _numbered(task, row) and not _numbered(central, column):
            return "quantifies"
    return "extends" if np.mean(best < MATCH) > 0.5 else "implements"


def _numbered(task: Task, row: int) -> bool:
    clause = task.clauses[row]
    return any(_overlap(target, clause.start, clause.end) for target in task.targets)


def _overlap(target: Target, start: int, end: int) -> bool:
    return target.start < end and start < target.end

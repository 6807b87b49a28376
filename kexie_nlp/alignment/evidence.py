"""Evidence: the clause pairs that speak most for a link."""
from __future__ import annotations

import numpy as np

from kexie_nlp.alignment.candidates import Task
from kexie_nlp.model import EvidencePair

MATCH = 0.25  # least resemblance of two clauses about one matter
PAIRS = 3


def best_pairs(similarity: np.ndarray) -> list[tuple[int, int, float]]:
    """Up to three (row, column, score), best first, each clause once; only the first may score below MATCH."""
    pairs: list[tuple[int, int, float]] = []
    left = similarity.copy()
    while len(pairs) < PAIRS:
        row, column = divmod(int(left.argmax()), left.shape[1])
        score = float(left[row, column])
        if score < MATCH and (pairs or not score):
            break
        pairs.append((row, column, round(score, 4)))
        left[row, :] = left[:, column] = 0
    return pairs


def as_evidence(task: Task, central: Task, pairs: list[tuple[int, int, float]]) -> tuple[EvidencePair, ...]:
    """The pairs with their raw spans in the two documents."""
    return tuple(EvidencePair(task=(task.clauses[row].start, task.clauses[row].end),
                              measure=(central.clauses[column].start, central.clauses[column].end), score=score)
                 for row, column, score in pairs)

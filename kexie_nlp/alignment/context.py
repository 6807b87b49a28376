"""Features of a pair that depend on the other pairs of its document: how far it stands out among the reference tasks, and among the tasks.

Similarities are higher in one field, or for one way of writing, than in another; what stands out in its row and its column does so
everywhere. The columns are those of one document: its tasks compete for a reference task, as in an assignment.
"""
from __future__ import annotations

from itertools import groupby

import numpy as np

# row: against the other reference tasks of the same task; column: against the other tasks of the same document.
# margin: the distance to the best of the others; spread: the distance to their mean in standard deviations. There is no margin of
# rows: a task of several matters is near several reference tasks
CONTEXT = ("column margin", "row spread", "column spread")
FEW = 5  # tasks of a document below which the columns say nothing, so that the rows stand for them; of a plan: all context is 0
FAR = 5.0  # a margin counts up to here, however near the nearest is


def with_context(features: np.ndarray, likeness: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """Returns features [task, central, feature] with those of `CONTEXT` behind the others.

    `likeness` [task, central] is a first score of the pairs; `documents` names the document of each task, whose tasks stand together.
    """
    found, row = np.zeros((*likeness.shape, len(CONTEXT))), 0
    if likeness.shape[1] < FEW:
        return np.concatenate([features, found], axis=-1)
    for _, tasks in groupby(documents.tolist()):
        size = len(list(tasks))
        scores = likeness[row:row + size]
        along = 0 if size >= FEW else 1
        found[row:row + size] = np.stack([_margin(scores, along), _spread(scores, 1), _spread(scores, along)], axis=-1)
        row += size
    return np.concatenate([features, found], axis=-1)


def _margin(scores: np.ndarray, axis: int) -> np.ndarray:
    ordered = np.sort(scores, axis=axis)
    best, second = (np.expand_dims(np.take(ordered, place, axis=axis), axis) for place in (-1, -2))
    return np.clip(scores - np.where(scores >= best, second, best), -FAR, FAR)


def _spread(scores: np.ndarray, axis: int) -> np.ndarray:
    deviation = scores.std(axis=axis, keepdims=True)
    return (scores - scores.mean(axis=axis, keepdims=True)) / np.where(deviation > 0, deviation, 1)

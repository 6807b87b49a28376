"""Features of a pair that depend on the other pairs of its document: how far it stands out among the reference tasks, and among the tasks.

Similarities are higher in one field, or for one way of writing, than in another; what stands out in its row and its column does so
everywhere. The columns are those of one document: its tasks compete for a reference task, as in an assignment.
"""
from __future__ import annotations

from itertools import groupby

import numpy as np

# row: against the other reference tasks of the same task; column: against the other tasks of the same document.
# margin: the distance to the best of the others; spread: the distance to their mean in standard deviations
CONTEXT = ("row margin", "column margin", "row spread", "column spread")
USUAL, PRIOR = 2.0, 20  # standard deviation of likeness in a row, as in the annotated plans, and the number of scores that it counts for
FEW = 5  # tasks of a document below which the columns say nothing, the rows stand for them; of a plan, below which nothing stands out


def with_context(features: np.ndarray, likeness: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """Returns features [task, central, feature] with those of `CONTEXT` behind the others.

    `likeness` [task, central] is a first score of the pairs; `documents` names the document of each task, whose tasks stand together.
    """
    found, row = np.zeros((*likeness.shape, len(CONTEXT))), 0
    for _, tasks in groupby(documents.tolist()):
        size = len(list(tasks))
        scores = likeness[row:row + size]
        rows = (_margin(scores, 1), _spread(scores, 1)) if likeness.shape[1] >= FEW else (0.0, 0.0)
        columns = (_margin(scores, 0), _spread(scores, 0)) if size >= FEW else rows
        for place, values in enumerate((rows[0], columns[0], rows[1], columns[1])):
            found[row:row + size, :, place] = values
        row += size
    return np.concatenate([features, found], axis=-1)


def _margin(scores: np.ndarray, axis: int) -> np.ndarray:
    """Distances to the best other score, less the fewer there are: of two or three the best stands out by chance."""
    size = scores.shape[axis]
    if size == 1:
        return np.zeros_like(scores)
    ordered = np.sort(scores, axis=axis)
    best, second = (np.expand_dims(np.take(ordered, place, axis=axis), axis) for place in (-1, -2))
    return (scores - np.where(scores >= best, second, best)) * size / (size + PRIOR)


def _spread(scores: np.ndarray, axis: int) -> np.ndarray:
    """Distances to the mean in standard deviations, whose square has a prior, for the same reason."""
    size = scores.shape[axis]
    variance = (scores.var(axis=axis, keepdims=True) * size + USUAL ** 2 * PRIOR) / (size + PRIOR)
    return (scores - scores.mean(axis=axis, keepdims=True)) / np.sqrt(variance)

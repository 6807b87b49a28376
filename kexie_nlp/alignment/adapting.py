"""Adapts a model of the aligner to what persons have said of its links: the model and reviewed links in, a model near it out.

The weights are the most probable ones for the reviews under a normal prior around the weights of the model given (MAP; the classifier
adaptation of Chelba and Acero 2004, Adaptation of Maximum Entropy Capitalizer), as strong as the regularisation with which the packaged
models were trained: a few reviews move it little. Thresholds stay, since they were calibrated on more than a few reviews.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kexie_nlp.alignment.embeddings import load_embedder
from kexie_nlp.alignment.ranker import RankModel
from kexie_nlp.alignment.training import STRENGTH, WORTH, Case, graded
from kexie_nlp.errors import KexieError

LEAST = 5   # accepted links, and refused ones, without which nothing is learnt
FEW = 20    # reviewed links below which the change is not to be trusted
FOLDS, HALF = 5, 0.5
SUFFIX = "+reviews"


class Trial(NamedTuple):
    """What reviews are worth: scores of links that the model judging them has not learnt from, by the model before and after.

    `loss` is the mean log loss against the reviewed grades, `right` the share of them that is given grade 2 or not, as reviewed.
    """
    links: int
    loss: tuple[float, float]
    right: tuple[float, float]

    @property
    def better(self) -> bool:
        """Whether the model after is at least as good as before, and right for half of the links: reviews that contradict the model that
        made the links, and each other, teach it nothing."""
        return self.loss[1] <= self.loss[0] and self.right[1] >= HALF


class _Reviews(NamedTuple):
    """The reviewed pairs: features, the worth of their grades (0, .5, 1), and the spread of each feature over all pairs."""
    values: np.ndarray
    worth: np.ndarray
    spread: np.ndarray


def adapt(base: RankModel, cases: Sequence[Case]) -> tuple[RankModel, Trial]:
    """Returns the model adapted to the judged links of some cases, and what that is worth on links left out.

    K507 where fewer than `LEAST` links are accepted (grade 2), or fewer are refused (grade 0): what only accepts teaches to accept.
    """
    reviews = _reviews(base, cases)
    accepted, refused = int((reviews.worth == WORTH[2]).sum()), int((reviews.worth == WORTH[0]).sum())
    if min(accepted, refused) < LEAST:
        raise KexieError("K507", detail=f"{accepted} accepted (grade 2), {refused} refused (grade 0)", least=LEAST)
    folds = np.arange(len(reviews.worth)) % FOLDS
    rows = np.random.default_rng(0).permutation(len(reviews.worth))
    before, after = base.logits(reviews.values), np.zeros(len(reviews.worth))
    for fold in range(FOLDS):
        out, kept = rows[folds == fold], rows[folds != fold]
        after[out] = _fitted(base, reviews, kept).logits(reviews.values[out])
    return replace(_fitted(base, reviews, rows), name=base.name.removesuffix(SUFFIX) + SUFFIX), _trial(base, reviews, before, after)


def _reviews(base: RankModel, cases: Sequence[Case]) -> _Reviews:
    embedder = load_embedder(base.embedder) if base.embedder else None
    every = [example.values(base) for example in graded(cases, embedder=embedder)]
    judged = [case.judged for case in cases]
    values = np.concatenate([found[mask] for found, mask in zip(every, judged, strict=True)])
    grades = np.concatenate([case.grades[mask] for case, mask in zip(cases, judged, strict=True)])
    spread = np.concatenate([found.reshape(-1, found.shape[-1]) for found in every]).std(axis=0)
    spread[spread == 0] = 1
    return _Reviews(values, np.vectorize(WORTH.__getitem__, otypes=[float])(grades), spread)


def _fitted(base: RankModel, reviews: _Reviews, rows: np.ndarray) -> RankModel:
    """Returns the weights that minimise the log loss of some reviews and the distance from the base, in spreads of the features."""
    from scipy.optimize import minimize

    scaled = np.column_stack([reviews.values[rows] / reviews.spread, np.ones(len(rows))])
    worth, given = reviews.worth[rows], base.logits(reviews.values[rows])

    def loss(change: np.ndarray) -> tuple[float, np.ndarray]:
        logits = given + scaled @ change
        slope = 1 / (1 + np.exp(-logits)) - worth
        value = float((np.logaddexp(0, logits) - worth * logits).sum() + change @ change / (2 * STRENGTH))
        return value, scaled.T @ slope + change / STRENGTH

    change = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    moved = dict(zip(base.inputs, (change[:-1] / reviews.spread).tolist(), strict=True))
    return replace(base, coefficients={name: round(base.coefficients[name] + by, 4) for name, by in moved.items()},
                   intercept=round(base.intercept + float(change[-1]), 4))


def _trial(base: RankModel, reviews: _Reviews, *logits: np.ndarray) -> Trial:
    wanted = reviews.worth == WORTH[2]
    losses = [float(np.mean(np.logaddexp(0, found) - reviews.worth * found)) for found in logits]
    right = [float(np.mean((1 / (1 + np.exp(-found)) >= base.grade2) == wanted)) for found in logits]
    return Trial(len(wanted), (losses[0], losses[1]), (right[0], right[1]))

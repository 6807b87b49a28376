"""Training the ranker on annotated documents."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kexie_nlp.alignment.features import FEATURES
from kexie_nlp.alignment.gold import Graded, load_gold, load_graded
from kexie_nlp.alignment.ranker import RankModel

__all__ = ["Graded", "best_threshold", "fit", "join", "load_gold", "load_graded", "platt", "train_align"]

NAME = "align-2"
STRENGTH = 0.03  # inverse of the regularisation: few tasks, so the weights stay small
WORTH = {0: 0.0, 1: 0.5, 2: 1.0}  # what a grade counts as a positive example


def train_align(*gold_dirs: Path, path: Path | None = None) -> RankModel:
    """A model fitted to all annotated documents of the folders; written as JSON if `path` is given. K101 for none."""
    model = fit(join([load_graded(folder) for folder in gold_dirs]))
    if path is not None:
        model.save(path)
    return model


def fit(data: Graded) -> RankModel:
    """Weights from all tasks; calibration and thresholds from scores that each document got from the others.

    Calibration is that of Platt (1999), a logistic regression of "is of grade 2" on the scores of the documents left
    out, folded into the weights.
    """
    coefficients, intercept = _weights(data)
    logits = _left_out(data, RankModel(NAME, coefficients, intercept, 0, 0))
    slope, shift = platt(logits, data.grades == 2)
    coefficients = {name: round(weight * slope, 4) for name, weight in coefficients.items()}
    intercept = round(intercept * slope + shift, 4)
    scores = 1 / (1 + np.exp(-(logits * slope + shift)))
    grade2 = best_threshold(scores, data.grades == 2, data.grades == 1)
    grade1 = min(grade2, best_threshold(scores, data.grades >= 1, np.zeros_like(data.grades, bool)))
    return RankModel(NAME, coefficients, intercept, round(grade1, 4), round(grade2, 4))


def join(parts: Sequence[Graded]) -> Graded:
    """Several sets of tasks as one."""
    return Graded(np.concatenate([part.features for part in parts]), np.concatenate([part.grades for part in parts]),
                  np.concatenate([part.groups for part in parts]))


def _left_out(data: Graded, whole: RankModel) -> np.ndarray:
    """The logits of every document under a model fitted to the others (under `whole` if there is only one)."""
    logits = _logits(whole, data.features)
    names = np.unique(data.groups)
    if len(names) > 1:
        for name in names:
            held_out = data.groups == name
            part = RankModel(NAME, *_weights(data.where(~held_out)), 0, 0)
            logits[held_out] = _logits(part, data.features[held_out])
    return logits


def _logits(model: RankModel, features: np.ndarray) -> np.ndarray:
    weights = np.array([model.coefficients[name] for name in FEATURES])
    return (features * weights).sum(axis=-1) + model.intercept


def platt(logits: np.ndarray, wanted: np.ndarray) -> tuple[float, float]:
    """Slope and shift that turn scores into the log odds of being wanted; (1, 0) where nothing can be learnt."""
    from sklearn.linear_model import LogisticRegression

    if wanted.all() or not wanted.any():
        return 1.0, 0.0
    line = LogisticRegression(C=100.0).fit(logits.reshape(-1, 1), wanted.ravel())
    slope = float(line.coef_[0, 0])
    return (slope, float(line.intercept_[0])) if slope > 0 else (1.0, 0.0)


def _weights(data: Graded) -> tuple[dict[str, float], float]:
    from sklearn.linear_model import LogisticRegression

    rows = data.features.reshape(-1, len(FEATURES))
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = 1
    worth = np.vectorize(WORTH.__getitem__)(data.grades.ravel())
    ranker = LogisticRegression(C=STRENGTH, max_iter=1000)
    scaled = (rows - mean) / spread  # every pair stands once as positive and once as negative, weighted by its worth
    ranker.fit(np.concatenate([scaled, scaled]), np.repeat([1, 0], len(rows)),
               sample_weight=np.concatenate([worth, 1 - worth]))
    weights = ranker.coef_[0] / spread
    intercept = float(ranker.intercept_[0] - (weights * mean).sum())
    return {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}, round(intercept, 4)


def best_threshold(scores: np.ndarray, wanted: np.ndarray, neutral: np.ndarray) -> float:
    """The least score to accept for the best F1; accepting a neutral pair costs nothing."""
    def f1(least: float) -> float:
        accepted = scores >= least
        right = (accepted & wanted).sum()
        wrong = (accepted & ~wanted & ~neutral).sum() + (~accepted & wanted).sum()
        return float(2 * right / max(2 * right + wrong, 1))

    candidates: Sequence[float] = np.unique(scores).tolist()
    return max(candidates, key=f1)

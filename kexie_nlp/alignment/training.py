"""Annotated links (`*.align.json` beside `*.gold.json` or `*.txt`) to the ranker: features, weights, calibration, thresholds."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kexie_nlp.alignment.candidates import Task, tasks_of
from kexie_nlp.alignment.features import FEATURES, CentralIndex
from kexie_nlp.alignment.ranker import RankModel
from kexie_nlp.analysis import analyze
from kexie_nlp.errors import KexieError
from kexie_nlp.model import DocumentRecord
from kexie_nlp.text.document import Document

NAME = "align-2"
STRENGTH = 0.03  # inverse of the regularisation: few tasks, so the weights stay small
WORTH = {0: 0.0, 1: 0.5, 2: 1.0}  # weight of a grade as a positive example


@dataclass(frozen=True)
class Graded:
    """Features [task, central, feature], gold grades [task, central], and the document of each task as its group."""
    features: np.ndarray
    grades: np.ndarray
    groups: np.ndarray

    def where(self, chosen: np.ndarray) -> Graded:
        """The tasks that a boolean mask over the tasks chooses."""
        return Graded(self.features[chosen], self.grades[chosen], self.groups[chosen])


@dataclass(frozen=True)
class Case:
    """An annotated document: its tasks, the tasks of its reference plan, and the gold grades [task, central]."""
    name: str
    tasks: tuple[Task, ...]
    central: tuple[Task, ...]
    grades: np.ndarray


def train_align(*gold_dirs: Path, path: Path | None = None) -> RankModel:
    """A model fitted to all annotated links of the folders, written as JSON if `path` is given. K101 for a folder without any."""
    model = fit(join([load_graded(folder) for folder in gold_dirs]))
    if path is not None:
        model.save(path)
    return model


def fit(data: Graded) -> RankModel:
    """Weights from all tasks; calibration and thresholds from the scores of each document under a model of the others.

    Calibration after Platt (1999): a logistic regression of "is of grade 2" on the left-out scores, folded into the weights.
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


def load_cases(folder: Path, plans: Path | None = None) -> list[Case]:
    """The annotated documents of a folder: `*.align.json` beside `*.gold.json` or `*.txt`.

    Their reference plans are in `plans` (default: the same folder). K101 for a folder without annotations.
    """
    cases = []
    for path in sorted(Path(folder).glob("*.align.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        central = tasks_of(load_gold(plans or folder, gold["central"]["doc"]))
        tasks = [task for task in tasks_of(load_gold(folder, gold["doc"])) if task.place.provision in gold["links"]]
        grades = [[gold["links"][task.place.provision].get(other.place.provision, 0) for other in central] for task in tasks]
        cases.append(Case(gold["doc"], tuple(tasks), tuple(central), np.array(grades)))
    if not cases:
        raise KexieError("K101", path=folder)
    return cases


def graded(cases: Sequence[Case]) -> Graded:
    """The features and grades of all tasks of the cases."""
    features = [CentralIndex(case.central).compare(case.tasks).features for case in cases]
    return Graded(np.concatenate(features), np.concatenate([case.grades for case in cases]),
                  np.concatenate([np.full(len(case.tasks), case.name) for case in cases]))


def load_graded(folder: Path, plans: Path | None = None) -> Graded:
    """The features and grades of the annotated tasks of a folder. K101 for a folder without annotations."""
    return graded(load_cases(folder, plans))


@cache
def load_gold(folder: Path, name: str) -> Document:
    """An annotated document as the pipeline would give it; analysed by the pipeline where there is only a text."""
    path = Path(folder) / f"{name}.gold.json"
    if not path.exists() and path.with_name(f"{name}.txt").exists():
        return analyze(path.with_name(f"{name}.txt"))
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    items = {kind: [{key: value for key, value in item.items() if key != "optional"}
                    | {"id": f"{kind}-{i}", "rule": "gold"} for i, item in enumerate(gold[kind])]
             for kind in ("measures", "targets", "times")}
    provisions = [{"parent": None} | item for item in gold["provisions"]]
    record = DocumentRecord.model_validate({"source": gold["source"], "sha256": gold["sha256"], "meta": gold["meta"],
                                            "provisions": provisions, **items})
    return Document(record, gold["text"])


def _left_out(data: Graded, whole: RankModel) -> np.ndarray:
    """The logits of each document under a model fitted to the others, under `whole` if there is only one."""
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
    """Slope and intercept of the log odds of being wanted, given the scores; (1, 0) where all or none are wanted."""
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
    """The least score to accept for the best F1; a neutral pair counts neither as right nor as wrong."""
    def f1(least: float) -> float:
        accepted = scores >= least
        right = (accepted & wanted).sum()
        wrong = (accepted & ~wanted & ~neutral).sum() + (~accepted & wanted).sum()
        return float(2 * right / max(2 * right + wrong, 1))

    candidates: Sequence[float] = np.unique(scores).tolist()
    return max(candidates, key=f1)

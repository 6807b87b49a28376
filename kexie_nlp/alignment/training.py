"""Annotated links (`*.align.json` beside `*.gold.json` or `*.txt`) to the ranker: features, weights, calibration, thresholds."""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kexie_nlp.alignment.candidates import Task, tasks_of
from kexie_nlp.alignment.context import CONTEXT
from kexie_nlp.alignment.embeddings import Embedder
from kexie_nlp.alignment.features import CentralIndex
from kexie_nlp.alignment.ranker import RankModel, features_of
from kexie_nlp.analysis import analyze
from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.packs import GENERAL, Pack, packs_of
from kexie_nlp.model import DocumentRecord
from kexie_nlp.text.document import Document

NAME = "align-3"
STRENGTH = 0.03  # inverse of the regularisation: few tasks, so the weights stay small
SURE = 0.95  # share of right links from which a plan of few tasks gets any
FLOOR = 1e-6
RELATED = 0.05  # least score of grade 1: few annotated links tell it from chance
WORTH = {0: 0.0, 1: 0.5, 2: 1.0}  # weight of a grade as a positive example


@dataclass(frozen=True)
class Case:
    """An annotated document: its tasks, the tasks of its reference plan, the plan's packs and name, the gold grades [task, central].

    `judged` [task, central] tells which grades a person has given: of annotated links all, of exported reviews those reviewed.
    """
    name: str
    plan: str
    tasks: tuple[Task, ...]
    central: tuple[Task, ...]
    packs: tuple[Pack, ...]
    grades: np.ndarray
    judged: np.ndarray
    reviewed: bool = False

    @property
    def general(self) -> tuple[Pack, ...]:
        """The packs without those of the plan's field."""
        return tuple(pack for pack in self.packs if pack.name == GENERAL)


@dataclass(frozen=True)
class Graded:
    """A case as an example: features [task, central, feature] and gold grades [task, central]; `embedder`: as in `RankModel`."""
    name: str
    plan: str
    features: np.ndarray
    grades: np.ndarray
    embedder: str | None = None

    def values(self, model: RankModel) -> np.ndarray:
        """The features with those of the context under a model."""
        return model.values(self.features, np.full(len(self.grades), self.name))


def train_align(*gold_dirs: Path, path: Path | None = None, packs: Sequence[Pack] = (),
                embedder: Embedder | None = None) -> RankModel:
    """A model fitted to all annotated links of the folders, written as JSON if `path` is given. `packs`: as in `AlignOptions`.

    K101 for a folder without annotations.
    """
    model = fit([case for folder in gold_dirs for case in load_graded(folder, packs=packs, embedder=embedder)])
    if path is not None:
        model.save(path)
    return model


def fit(data: Sequence[Graded]) -> RankModel:
    """Weights from all cases; calibration and thresholds from scores of models that did not see what they score.

    Those are models of the other plans, of the other documents if all have the same plan. Calibration after Platt (1999): a logistic
    regression of "is of grade 2" on the left-out scores, folded into the weights.
    """
    whole = _regressions(data)
    model, left_out = whole.model, _left_out(data, whole)
    logits = _flat(each.model.logits(case.values(each.model)) for case, each in zip(data, left_out, strict=True))
    grades = _flat(case.grades for case in data)
    slope, shift = platt(logits, grades == 2)
    coefficients = {name: round(weight * slope, 4) for name, weight in model.coefficients.items()}
    intercept = round(model.intercept * slope + shift, 4)
    scores = 1 / (1 + np.exp(-(logits * slope + shift)))
    grade2 = best_threshold(scores, grades == 2, grades == 1)
    grade1 = min(grade2, max(best_threshold(scores, grades >= 1, np.zeros_like(grades, bool)), RELATED))
    model = replace(model, coefficients=coefficients, intercept=intercept, grade1=round(grade1, 4), grade2=round(grade2, 4))
    if len({case.plan for case in data}) == 1:
        return model
    likeness = _flat(each.likeness(case) for case, each in zip(data, left_out, strict=True))
    return replace(model, alone=model.first, alone_intercept=round(whole.intercept + _shift(model.grade2, likeness, grades), 4))


def _shift(grade2: float, likeness: np.ndarray, grades: np.ndarray) -> float:
    """What is added to the first regression for plans of few tasks, which have no context: with it `SURE` of what is left out and lies
    above the threshold is right. The fewer texts, the more does a common word liken them."""
    counted = likeness[grades != 1]
    ranked = np.argsort(-counted, kind="stable")
    sure = np.flatnonzero(np.cumsum((grades[grades != 1] == 2)[ranked]) >= SURE * np.arange(1, len(ranked) + 1))
    least = counted[ranked[sure[-1]]] if len(sure) else counted.max()
    odds = np.clip(grade2, FLOOR, 1 - FLOOR)
    return float(np.log(odds / (1 - odds)) - least)


def load_cases(folder: Path, plans: Path | None = None, packs: Sequence[Pack] = ()) -> list[Case]:
    """The annotated documents of a folder: `*.align.json` beside `*.gold.json` or `*.txt`.

    Their reference plans are in `plans` (default: the same folder); `packs` are domain packs beside the packaged ones. K101 for a
    folder without annotations.
    """
    cases = []
    for path in sorted(Path(folder).glob("*.align.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        plan = load_gold(plans or folder, gold["central"]["doc"])
        central = tasks_of(plan)
        tasks = [task for task in tasks_of(load_gold(folder, gold["doc"])) if task.place.provision in gold["links"]]
        grades = [[gold["links"][task.place.provision].get(other.place.provision, 0) for other in central] for task in tasks]
        said = gold.get("reviewed")
        judged = [[said is None or other.place.provision in said.get(task.place.provision, ()) for other in central] for task in tasks]
        cases.append(Case(gold["doc"], plan.record.sha256, tuple(tasks), tuple(central), packs_of(plan.norm.text, packs),
                          np.array(grades), np.array(judged, bool), said is not None))
    if not cases:
        raise KexieError("K101", path=folder)
    return cases


def graded(cases: Iterable[Case], *, bare: bool = False, embedder: Embedder | None = None) -> list[Graded]:
    """The features and grades of the cases; `bare`: without the packs of their fields."""
    indexed = ((case, CentralIndex(case.central, packs=case.general if bare else case.packs, embedder=embedder)) for case in cases)
    name = embedder.name if embedder is not None else None
    return [Graded(case.name, case.plan, index.compare(case.tasks).features, case.grades, name) for case, index in indexed]


def load_graded(folder: Path, plans: Path | None = None, packs: Sequence[Pack] = (), embedder: Embedder | None = None) -> list[Graded]:
    """The features and grades of the annotated documents of a folder. K101 for a folder without annotations."""
    return graded(load_cases(folder, plans, packs), embedder=embedder)


@cache
def load_gold(folder: Path, name: str) -> Document:
    """An annotated document as the pipeline would give it; analysed by the pipeline where there is only a text."""
    path = Path(folder) / f"{name}.gold.json"
    if not path.exists() and path.with_name(f"{name}.txt").exists():
        return analyze(path.with_name(f"{name}.txt"))
    if not path.exists():
        raise KexieError("K504", detail=f"an *.align.json of {folder} names {name}, but neither {name}.gold.json nor {name}.txt is there")
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    items = {kind: [{key: value for key, value in item.items() if key != "optional"}
                    | {"id": f"{kind}-{i}", "rule": "gold"} for i, item in enumerate(gold[kind])]
             for kind in ("measures", "targets", "times")}
    provisions = [{"parent": None} | item for item in gold["provisions"]]
    record = DocumentRecord.model_validate({"source": gold["source"], "sha256": gold["sha256"], "meta": gold["meta"],
                                            "provisions": provisions, **items})
    return Document(record, gold["text"])


@dataclass(frozen=True)
class _Regressions:
    """Both regressions as a model, not calibrated and without thresholds, and the intercept of the first one."""
    model: RankModel
    intercept: float

    def likeness(self, case: Graded) -> np.ndarray:
        """The log odds of grade 2 of the pairs of a case [task, central] by the first regression alone."""
        return np.asarray((case.features * np.array(list(self.model.first.values()))).sum(axis=-1) + self.intercept)


def _left_out(data: Sequence[Graded], whole: _Regressions) -> list[_Regressions]:
    """For each case the regressions fitted to those of other plans or documents, `whole` if there are none."""
    plans, names = ([getattr(case, kind) for case in data] for kind in ("plan", "name"))
    groups = plans if len(set(plans)) > 1 else names
    models = {group: _regressions([case for case, other in zip(data, groups, strict=True) if other != group])
              if len(set(groups)) > 1 else whole for group in dict.fromkeys(groups)}
    return [models[group] for group in groups]


def _flat(parts: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([part.ravel() for part in parts])


def platt(logits: np.ndarray, wanted: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of the log odds of being wanted, given the scores; (1, 0) where all or none are wanted."""
    from sklearn.linear_model import LogisticRegression

    if wanted.all() or not wanted.any():
        return 1.0, 0.0
    line = LogisticRegression(C=100.0).fit(logits.reshape(-1, 1), wanted.ravel())
    slope = float(line.coef_[0, 0])
    return (slope, float(line.intercept_[0])) if slope > 0 else (1.0, 0.0)


def _regressions(data: Sequence[Graded]) -> _Regressions:
    """Both regressions. Cases of a single plan need no context: it carries over between fields."""
    grades, embedder = _flat(case.grades for case in data), data[0].embedder
    features = features_of(embedder)
    first, intercept = _weights(_rows(case.features for case in data), grades, features)
    if len({case.plan for case in data}) == 1:
        return _Regressions(RankModel(NAME, first, first | dict.fromkeys(CONTEXT, 0.0), intercept, 0, 0, embedder), intercept)
    unfinished = RankModel(NAME, first, dict.fromkeys((*features, *CONTEXT), 0.0), 0, 0, 0, embedder)
    coefficients, second = _weights(_rows(case.values(unfinished) for case in data), grades, (*features, *CONTEXT))
    return _Regressions(RankModel(NAME, first, coefficients, second, 0, 0, embedder), intercept)


def _rows(parts: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([part.reshape(-1, part.shape[-1]) for part in parts])


def _weights(rows: np.ndarray, grades: np.ndarray, names: Sequence[str]) -> tuple[dict[str, float], float]:
    from sklearn.linear_model import LogisticRegression

    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = 1
    worth = np.vectorize(WORTH.__getitem__)(grades)
    ranker = LogisticRegression(C=STRENGTH, max_iter=1000)
    scaled = (rows - mean) / spread  # every pair stands once as positive and once as negative, weighted by its worth
    ranker.fit(np.concatenate([scaled, scaled]), np.repeat([1, 0], len(rows)),
               sample_weight=np.concatenate([worth, 1 - worth]))
    weights = ranker.coef_[0] / spread
    intercept = float(ranker.intercept_[0] - (weights * mean).sum())
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}, round(intercept, 4)


def best_threshold(scores: np.ndarray, wanted: np.ndarray, neutral: np.ndarray) -> float:
    """The least score to accept for the best F1; a neutral pair counts neither as right nor as wrong."""
    def f1(least: float) -> float:
        accepted = scores >= least
        right = (accepted & wanted).sum()
        wrong = (accepted & ~wanted & ~neutral).sum() + (~accepted & wanted).sum()
        return float(2 * right / max(2 * right + wrong, 1))

    candidates: Sequence[float] = np.unique(scores).tolist()
    return max(candidates, key=f1)

"""The ranker: a logistic regression over few features, kept as JSON so that anyone can read its weights."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np

from kexie_nlp.alignment.features import FEATURES
from kexie_nlp.errors import KexieError

DIGITS = 6  # scores are rounded before they are graded, so that what is shown decides


@dataclass(frozen=True)
class RankModel:
    """Weights by feature, and the least scores (probabilities) of grade 1 and grade 2."""
    name: str
    coefficients: Mapping[str, float]
    intercept: float
    grade1: float
    grade2: float

    def __post_init__(self) -> None:
        if set(self.coefficients) != set(FEATURES):
            raise ValueError(f"coefficients are {sorted(self.coefficients)}, features {sorted(FEATURES)}")
        if not 0 <= self.grade1 <= self.grade2 <= 1:
            raise ValueError(f"thresholds out of order: {self.grade1}, {self.grade2}")

    def score(self, features: np.ndarray) -> np.ndarray:
        """The probability that a pair is linked, for features along the last axis."""
        weights = np.array([self.coefficients[name] for name in FEATURES])
        return np.round(1 / (1 + np.exp(-((features * weights).sum(axis=-1) + self.intercept))), DIGITS)

    def grade(self, score: float) -> Literal[0, 1, 2]:
        """The grade of a score."""
        return 2 if score >= self.grade2 else 1 if score >= self.grade1 else 0

    def save(self, path: Path) -> None:
        """Write the model as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_model(path: Path | None = None) -> RankModel:
    """The model in the file, the packaged one without a path. K502 if it cannot be read."""
    return _packaged() if path is None else _parse(path, str(path))


@cache
def _packaged() -> RankModel:
    return _parse(files("kexie_nlp.alignment") / "model.json", "kexie_nlp/alignment/model.json")


def _parse(source, path: str) -> RankModel:
    try:
        return RankModel(**json.loads(source.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise KexieError("K502", path=path, detail=str(error)) from error

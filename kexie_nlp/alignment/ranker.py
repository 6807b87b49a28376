"""Ranks pairs: features of a pair in, its score, grade and ambiguity out. Two logistic regressions whose weights are readable JSON.

The first likens the two texts of a pair; the second also knows how far that stands out among the pairs of the document (`context`).
"""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from kexie_nlp.alignment.context import CONTEXT, FEW, with_context
from kexie_nlp.alignment.features import FEATURES, MEANING
from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from kexie_nlp.lexicon.packs import Pack

DIGITS = 6  # scores are rounded before they are graded: the score shown decides
CERTAIN = 0.6  # a best candidate below this is not certain …
CLOSE = 0.3    # … and ambiguous if the next has at least this share of its probability


@dataclass(frozen=True)
class RankModel:
    """Weights of the first regression by feature, weights of the second by feature and by feature of the context, its intercept, and the
    thresholds of grade 1 and grade 2 on the score (the probability of grade 2). `embedder`: the model of the sentence embeddings with which
    they were learnt; None without them. `alone`: weights by feature and intercept for plans of so few tasks that nothing stands out among
    them; None: those of the second regression."""
    name: str
    first: Mapping[str, float]
    coefficients: Mapping[str, float]
    intercept: float
    grade1: float
    grade2: float
    embedder: str | None = None
    alone: Mapping[str, float] | None = None
    alone_intercept: float = 0.0

    def __post_init__(self) -> None:
        for named, features in ((self.first, self.features), (self.coefficients, self.inputs), (self.alone or self.first, self.features)):
            if set(named) != set(features):
                raise ValueError(f"coefficients are {sorted(named)}, features {sorted(features)}")
        if not 0 <= self.grade1 <= self.grade2 <= 1:
            raise ValueError(f"thresholds out of order: {self.grade1}, {self.grade2}")

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the features of a pair that the model needs."""
        return features_of(self.embedder)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of all values that it weighs: those features, and behind them the context."""
        return (*self.features, *CONTEXT)

    def values(self, features: np.ndarray, documents: np.ndarray) -> np.ndarray:
        """The features of pairs [task, central, feature] with those of their context; `documents` names the document of each task."""
        likeness = (features * np.array([self.first[name] for name in self.features])).sum(axis=-1)
        return with_context(features, likeness, documents)

    def logits(self, values: np.ndarray) -> np.ndarray:
        """The log odds of grade 2 for an array of such values, [task, central, value] or a row a pair of a plan that is not small."""
        if self.alone is not None and values.ndim > 2 and values.shape[1] < FEW:
            weights = np.array([self.alone[name] for name in self.features])
            return np.asarray((values[..., :len(weights)] * weights).sum(axis=-1) + self.alone_intercept)
        weights = np.array([self.coefficients[name] for name in self.inputs])
        return np.asarray((values * weights).sum(axis=-1) + self.intercept)

    def score(self, values: np.ndarray) -> np.ndarray:
        """The probability of grade 2 for an array of such values."""
        return np.round(1 / (1 + np.exp(-self.logits(values))), DIGITS)

    def grade(self, score: float) -> Literal[0, 1, 2]:
        """The grade of a score."""
        return 2 if score >= self.grade2 else 1 if score >= self.grade1 else 0

    def ambiguous(self, scores: Sequence[float]) -> int:
        """The number of scores of a task (best first) too close to choose between; 0 if the best is certain or of grade 0."""
        if len(scores) < 2 or not self.grade1 <= scores[0] < CERTAIN or scores[1] < CLOSE * scores[0]:
            return 0
        return sum(score >= CLOSE * scores[0] for score in scores)

    def save(self, path: Path) -> None:
        """Write the model as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def features_of(embedder: str | None) -> tuple[str, ...]:
    """The names of the features of a pair with or without an embedder."""
    return (*FEATURES, MEANING) if embedder else FEATURES


def load_model(path: Path | Traversable | None = None) -> RankModel:
    """The model in a JSON file; without a path the packaged one of all fields. K502 if it cannot be read."""
    return _packaged() if path is None else _parse(path, str(path))


def model_for(packs: Sequence[Pack], path: Path | None = None, embedder: str | None = None) -> RankModel:
    """The model in a file, else that of the packs of a plan, else the packaged one of all fields, with or without embeddings.

    The model of a pack has none: in its field they bring nothing. K502 if it cannot be read, or was learnt with another embedder.
    """
    source = path or next((pack.model for pack in packs if pack.model is not None), None)
    model, name = (_packaged(embedder is not None), "the packaged model") if source is None else (load_model(source), str(source))
    if model.embedder and model.embedder != embedder:
        raise KexieError("K502", path=name, detail=f"it was learnt with the embeddings of {model.embedder}, not of {embedder}; fit one to "
                                                   "yours: kexie train align --gold DIR --embed MODEL -o FILE, and set align.model = FILE")
    return model


@cache
def _packaged(embedded: bool = False) -> RankModel:
    name = "model-embed.json" if embedded else "model.json"
    return _parse(files("kexie_nlp.alignment") / name, f"kexie_nlp/alignment/{name}")


def _parse(source: Path | Traversable, path: str) -> RankModel:
    try:
        return RankModel(**json.loads(source.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise KexieError("K502", path=path, detail=str(error)) from error

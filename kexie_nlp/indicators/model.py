"""The model of indicators: features of a word in, the probability that it belongs to the indicator out.

A logistic regression, stored as JSON: for each template the weights of its values. `kexie_nlp.training.indicators` trains it.
"""
from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import repeat
from pathlib import Path
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.indicators.evidence import TEMPLATES, Feature


@dataclass(frozen=True)
class IndicatorModel:
    """Weights per template and value, in the order of `TEMPLATES`. A word belongs to the indicator from the probability `threshold`.

    `scores` are the results of cross-validation by document.
    """
    name: str
    intercept: float
    threshold: float
    weights: Sequence[Mapping[str, Mapping[str, float]]]
    scores: Mapping[str, Any] = field(default_factory=dict)

    def probability(self, features: Sequence[Feature]) -> float:
        """Returns the probability of a word from the values of its templates."""
        return 1 / (1 + math.exp(-sum(map(dict.get, self._by_feature, features, repeat(0.0)), self.intercept)))

    @cached_property
    def _by_feature(self) -> list[dict[Feature, float]]:
        """The weights of each template by both values at once."""
        return [{(first, second): weight for first, row in rows.items() for second, weight in row.items()} for rows in self.weights]

    def save(self, path: Path) -> None:
        """Writes the model to a JSON file, one template a line, which `load_indicators` reads."""
        head = {"name": self.name, "intercept": self.intercept, "threshold": self.threshold, "scores": dict(self.scores)}
        named = zip(TEMPLATES, self.weights, strict=True)
        rows = [f"{json.dumps(name)}: {json.dumps(dict(row), ensure_ascii=False)}" for name, row in named]
        body = json.dumps(head, ensure_ascii=False)[:-1] + ', "weights": {\n' + ",\n".join(rows) + "\n}}\n"
        path.write_text(body, encoding="utf-8")


@cache
def load_indicators(path: str | None = None) -> IndicatorModel:
    """Loads the model of a file; without a path, the packaged one. Raises K502 if it cannot be read."""
    source = files("kexie_nlp.indicators") / "indicators.json" if path is None else Path(path)
    try:
        data = json.loads(source.read_text(encoding="utf-8"))
        weights = [{str(first): {str(second): float(weight) for second, weight in row.items()}
                    for first, row in data["weights"].get(name, {}).items()} for name in TEMPLATES]
        return IndicatorModel(data["name"], float(data["intercept"]), float(data["threshold"]), weights, data["scores"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise KexieError("K502", path=str(source), detail=str(error)) from error

"""The model of discourse acts: feature names in, a score per act out. A multinomial logistic regression, stored as JSON.

The features have readable names (`heading:report word`, `sentence:time past`), so that a decision can be explained by the weights that
made it. `kexie_nlp.training.acts` trains it.
"""
from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from kexie_nlp.errors import KexieError

Act = Literal["result", "plan", "rule", "background"]
ACTS: tuple[Act, ...] = get_args(Act)
Scores = tuple[float, ...]  # one per act, in the order of ACTS
_NONE: Scores = (0.0,) * len(ACTS)


@dataclass(frozen=True)
class ActModel:
    """Intercepts and weights: one number per act, in the order of `ACTS`. `scores` are the results of cross-validation by document."""
    name: str
    intercepts: Scores
    weights: Mapping[str, Scores]
    scores: Mapping[str, Any] = field(default_factory=dict)

    def sum(self, features: Iterable[str]) -> Scores:
        """Returns the sums of the weights of features, without the intercepts."""
        get = self.weights.get
        rows = [row for name in features if (row := get(name)) is not None]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else _NONE

    def probabilities(self, parts: Sequence[Scores]) -> Scores:
        """Returns the probability of each act, given the sums of its groups of features."""
        totals = [sum(column) for column in zip(self.intercepts, *parts, strict=True)]
        highest = max(totals)
        powers = [math.exp(total - highest) for total in totals]
        return tuple(power / sum(powers) for power in powers)

    def save(self, path: Path) -> None:
        """Writes the model to a JSON file, which `load_acts` reads."""
        rows = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(list(row))}" for name, row in self.weights.items())
        head = json.dumps({"name": self.name, "scores": dict(self.scores), "intercepts": list(self.intercepts)}, ensure_ascii=False, indent=1)
        path.write_text(f'{head[:-2]},\n "weights": {{\n{rows}\n }}\n}}\n', encoding="utf-8")


@cache
def load_acts(path: str | None = None) -> ActModel:
    """Loads the model of a file; without a path, the packaged model. Raises K502 if it cannot be read."""
    source = files("kexie_nlp.discourse") / "acts.json" if path is None else Path(path)
    try:
        data = json.loads(source.read_text(encoding="utf-8"))
        weights = {name: tuple(map(float, row)) for name, row in data["weights"].items()}
        if any(len(row) != len(ACTS) for row in (*weights.values(), data["intercepts"])):
            raise ValueError(f"{len(ACTS)} weights per feature expected")
        return ActModel(data["name"], tuple(map(float, data["intercepts"])), weights, data["scores"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise KexieError("K502", path=str(source), detail=str(error)) from error

"""The models of discourse acts: feature names in, a score per act out, stored as JSON.

Passages have a multinomial logistic regression, numbers a model that reads them in sequence (`sequence`). The features have readable names
(`heading:report word`, `sentence:time past`), so that a decision can be explained by those that made it. `kexie_nlp.training.acts` trains
both.
"""
from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from kexie_nlp.discourse.sequence import SequenceModel
from kexie_nlp.errors import KexieError
from kexie_nlp.model.records import TargetStatus

Act = Literal["result", "plan", "rule", "background"]
STATUS: dict[Act, TargetStatus] = {"plan": "target", "result": "achieved", "rule": "condition", "background": "context"}
ACTS: tuple[Act, ...] = get_args(Act)
Scores = tuple[float, ...]  # one per act, in the order of ACTS
_ROW = re.compile(r"\[\s+[-\d.,\s]+\]")
_NONE: Scores = (0.0,) * len(ACTS)


@dataclass(frozen=True)
class ActModel:
    """Intercepts and weights: one number per act, in the order of `ACTS`."""
    intercepts: Scores
    weights: Mapping[str, Scores]

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

    def to_plain(self) -> dict[str, Any]:
        """Returns the model as plain data."""
        return {"intercepts": list(self.intercepts), "weights": {name: list(row) for name, row in self.weights.items()}}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> ActModel:
        """Returns the model of plain data. Raises ValueError, TypeError or KeyError if they are malformed."""
        weights = {str(name): tuple(map(float, row)) for name, row in data["weights"].items()}
        if any(len(row) != len(ACTS) for row in (*weights.values(), data["intercepts"])):
            raise ValueError(f"{len(ACTS)} weights per feature expected")
        return cls(tuple(map(float, data["intercepts"])), weights)


@dataclass(frozen=True)
class ActModels:
    """The models of numbers and of other passages. `scores` are the results of cross-validation by document."""
    name: str
    numbers: SequenceModel
    passages: ActModel
    scores: Mapping[str, Any] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Writes the models to a JSON file, one feature a line, which `load_acts` reads."""
        data = {"name": self.name, "scores": self.scores, "numbers": self.numbers.to_plain(), "passages": self.passages.to_plain()}
        text = json.dumps(data, ensure_ascii=False, indent=1)
        path.write_text(_ROW.sub(lambda m: re.sub(r"\s+", " ", m[0]).replace("[ ", "[").replace(" ]", "]"), text) + "\n", encoding="utf-8")


@cache
def load_acts(path: str | None = None) -> ActModels:
    """Loads the models of a file; without a path, the packaged ones. Raises K502 if they cannot be read."""
    source = files("kexie_nlp.discourse") / "acts.json" if path is None else Path(path)
    try:
        data = json.loads(source.read_text(encoding="utf-8"))
        if "numbers" not in data or "arrays" not in data["numbers"]:
            raise ValueError("not a model of this version; train it again")
        numbers, passages = SequenceModel.from_plain(data["numbers"]), ActModel.from_plain(data["passages"])
        return ActModels(data["name"], numbers, passages, data["scores"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise KexieError("K502", path=str(source), detail=str(error)) from error

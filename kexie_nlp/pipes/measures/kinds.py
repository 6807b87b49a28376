"""Whether a clause is an action, an aim, an effect or a manner: a logistic regression over readable features.

The features are yes or no and named (`head:提升`, `object ends:能力`, `clause:last`); the model is a JSON file of their
weights, so that its word on a clause can be checked by adding them up. Training is in `training`.
"""
from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon import words
from kexie_nlp.model.layers import Word
from kexie_nlp.model.records import MeasureKind
from kexie_nlp.pipes.measures.heads import Head

CLASSES = ("aim", "effect", "manner", "main", "governing", "light", "placing", "drafts", "issues", "revises", "carries_out")
SOFT = ("aim", "effect", "manner")
RULE = "rule:soft verb, no number"
LONG, SHORT = 25, 9


@dataclass(frozen=True)
class Place:
    """Where a clause stands: its number in the sentence, whether it ends it, whether a measure stands before it there."""
    number: int
    last: bool
    behind_measure: bool
    done: bool
    modality: str


@dataclass(frozen=True)
class KindModel:
    """Weights by feature; a clause whose score reaches `threshold` is no action. `scores` come from left-out documents."""
    name: str
    intercept: float
    threshold: float
    weights: Mapping[str, float]
    scores: Mapping[str, Any] = field(default_factory=dict)

    def score(self, features: Iterable[str]) -> float:
        """The probability that a clause with these features is an aim, an effect or a manner."""
        return 1 / (1 + math.exp(-self.intercept - sum(self.weights.get(name, 0.0) for name in features)))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def features(text: str, tokens: Sequence[Word], head: Head, place: Place) -> tuple[str, ...]:
    """The features of a clause, given its words, its head and its place."""
    start, end = tokens[0].start, tokens[-1].end
    forms = [text[w.start:w.end] for w in tokens]
    rest = text[head.end:end]
    found = [f"head:{head.word}", f"object ends:{forms[-1]}", f"modality:{place.modality}",
             f"clause:{min(place.number, 3)}"]
    classes = _classes(head.word)
    found += [f"class:{name}" for name in classes]
    if by_rule(classes, rest):
        found.append(RULE)
    found += [name for name, holds in (
        ("clause:last", place.last), ("clause:behind measure", place.behind_measure), ("done", place.done),
        ("clause:last behind measure", place.last and place.behind_measure),
        ("subject before", head.start - start > 2), ("object:none", not rest), ("object:title", "《" in rest),
        ("object:quoted", "“" in rest), ("object:number", any(c.isdigit() for c in rest)), ("object:一批", "一批" in rest),
        ("object:listed", "、" in rest), ("words:更", "更" in text[start:end]), ("words:不断", "不断" in text[start:end]),
        ("length:short", end - start <= SHORT), ("length:long", end - start >= LONG)) if holds]
    return tuple(found)


@cache
def _classes(verb: str) -> tuple[str, ...]:
    return tuple(name for name in CLASSES if verb in words("verbs", name))


def by_rule(classes: Sequence[str], rest: str) -> bool:
    """The plain rule, itself a feature: the head is one of an aim, an effect or a manner, and nothing is counted."""
    return any(name in classes for name in SOFT) and not any(c.isdigit() for c in rest)


def kind_of(model: KindModel, found: Sequence[str], head: Head) -> MeasureKind:
    """The kind of a clause; which of the three that are no actions, its head says."""
    if model.score(found) < model.threshold:
        return "action"
    if head.word in words("verbs", "manner"):
        return "manner"
    return "aim" if head.word in words("verbs", "aim") else "effect"


@cache
def load_kinds(path: str | None = None) -> KindModel:
    """The model in the file, the packaged one without a path. K502 if it cannot be read."""
    source = files("kexie_nlp.pipes.measures") / "kinds.json" if path is None else Path(path)
    try:
        return KindModel(**json.loads(source.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise KexieError("K502", path=str(source), detail=str(error)) from error

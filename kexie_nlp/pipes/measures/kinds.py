"""Classifies a clause as action, aim, effect or manner: binary features in, `MeasureKind` out, by logistic regression.

The features have readable names (`head:提升`, `object ends:能力`, `clause:last`). The model is a JSON file of their weights, so that a
score can be checked by adding them up. `kexie_nlp.training` trains it.
"""
from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon import words
from kexie_nlp.model.records import MeasureKind
from kexie_nlp.pipes.measures.heads import Head
from kexie_nlp.pipes.measures.tokens import Tokens

CLASSES = ("aim", "effect", "manner", "main", "governing", "light", "placing", "drafts", "issues", "revises", "carries_out")
SOFT = ("aim", "effect", "manner")
RULE = "rule:soft verb, no number"
LONG, SHORT = 25, 9
_CLAUSES = tuple(f"clause:{number}" for number in range(4))
_IN_OBJECT = (("object:title", "《"), ("object:quoted", "“"), ("object:listed", "、"))


class Place(NamedTuple):
    """The position of a clause in its sentence: its index, whether it is the last, whether a measure precedes it; its status and
    modality."""
    number: int
    last: bool
    behind_measure: bool
    done: bool
    modality: str


@dataclass(frozen=True)
class KindModel:
    """A logistic regression: weights by feature name. A clause is not an action if its score reaches `threshold`.

    `scores` are the results of cross-validation by document.
    """
    name: str
    intercept: float
    threshold: float
    weights: Mapping[str, float]
    scores: Mapping[str, Any] = field(default_factory=dict)

    def score(self, features: Iterable[str]) -> float:
        """Returns the probability that a clause with these features is an aim, an effect or a manner."""
        return 1 / (1 + math.exp(-self.intercept - sum(map(self.weights.get, features, repeat(0.0)))))

    def save(self, path: Path) -> None:
        """Writes the model to a JSON file, which `load_kinds` reads."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def features(text: str, tokens: Tokens, head: Head, place: Place) -> tuple[str, ...]:
    """Returns the feature names of a clause. `text` is the document; tokens and head have offsets in it."""
    start, end = tokens.starts[0], tokens.ends[-1]
    clause, rest = text[start:end], text[head.end:end]
    plain = rest.isalpha()
    numbered = not plain and any(map(str.isdigit, rest))
    found = [*_of_head(head.word, numbered), f"object ends:{tokens.forms[-1]}", f"modality:{place.modality}",
             _CLAUSES[min(place.number, len(_CLAUSES) - 1)]]
    if place.last:
        found.append("clause:last")
    if place.behind_measure:
        found.append("clause:behind measure")
        if place.last:
            found.append("clause:last behind measure")
    if place.done:
        found.append("done")
    if head.start - start > 2:
        found.append("subject before")
    if not rest:
        found.append("object:none")
    if numbered:
        found.append("object:number")
    if "一批" in rest:
        found.append("object:一批")
    if not plain:
        found += [name for name, sign in _IN_OBJECT if sign in rest]
    if "更" in clause:
        found.append("words:更")
    if "不断" in clause:
        found.append("words:不断")
    if end - start <= SHORT:
        found.append("length:short")
    elif end - start >= LONG:
        found.append("length:long")
    return tuple(found)


@lru_cache(maxsize=10_000)
def _of_head(verb: str, numbered: bool) -> tuple[str, ...]:
    classes = _classes(verb)
    ruled = (RULE,) if by_rule(classes) and not numbered else ()
    return f"head:{verb}", *(f"class:{name}" for name in classes), *ruled


@cache
def _classes(verb: str) -> tuple[str, ...]:
    return tuple(name for name in CLASSES if verb in words("verbs", name))


def by_rule(classes: Sequence[str]) -> bool:
    """The baseline rule: whether the head belongs to an aim, an effect or a manner. It is a feature itself if the object has no number."""
    return any(name in classes for name in SOFT)


def kind_of(model: KindModel, found: Sequence[str], head: Head) -> MeasureKind:
    """Returns the kind of a clause. If the model rejects an action, the head selects one of the other three kinds."""
    if model.score(found) < model.threshold:
        return "action"
    if head.word in words("verbs", "manner"):
        return "manner"
    return "aim" if head.word in words("verbs", "aim") else "effect"


@cache
def load_kinds(path: str | None = None) -> KindModel:
    """Loads the model of a file; without a path, the packaged model. Raises K502 if it cannot be read."""
    source = files("kexie_nlp.pipes.measures") / "kinds.json" if path is None else Path(path)
    try:
        return KindModel(**json.loads(source.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise KexieError("K502", path=str(source), detail=str(error)) from error

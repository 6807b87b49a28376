"""Chooses among the verbs of a clause whose head is in doubt: tokens in, the index of the head out, by a pairwise ranker.

A clause is in doubt if a word other than an adverb precedes the verb that the rules of `heads` choose, and if it has a second verb: a verb
inside the subject, in a prepositional phrase or in an attribute looks like the head then. Each verb gets the sum of the weights of its
features; another verb than that of the rules is taken if its sum is higher by the margin. The weights come from a logistic regression on
the differences between the annotated head and every other verb of its clause (Herbrich, Graepel and Obermayer 2000), see
`kexie_nlp.training.heads`; the file is JSON, so that a sum can be checked by adding it up.
"""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate, repeat
from operator import getitem, or_
from pathlib import Path
from typing import Any, cast

from kexie_nlp.pipes.measures import tokens as t
from kexie_nlp.pipes.measures.tokens import Tokens

CLASSES = {"listed": t.VERB, "adverb": t.ADVERB, "governing": t.GOVERNING, "light": t.LIGHT, "main": t.MAIN, "placing": t.PLACING,
           "resizing": t.RESIZING, "joiner": t.JOINER, "preposed": t.PREPOSED, "preposition": t.PREPOSITION, "closer": t.CLOSER,
           "noun behind": t.NOUN_BEHIND, "attribute": t.ATTRIBUTE, "strict": t.STRICT, "foreign": t.FOREIGN, "office": t.OFFICE,
           "leading": t.LEADING, "final": t.FINAL, "topic": t.TOPIC}
BY_CLASS = ("word", "before", "behind", "an earlier verb", "a later verb")  # the values of these features are class bits
BY_VALUE = ("form", "tag", "tag before", "tag behind", "tags", "word before", "word behind", "earlier verbs", "later verbs",
            "words behind", "light verb before", "light verb behind", "的 before", "的 behind", "led by", "adverb before a later verb")
FEATURES = BY_CLASS + BY_VALUE
Value = str | int | None
Values = tuple[Value, ...]
_OF_VERBS = t.GOVERNING | t.MAIN | t.VERB
_COUNTS = "0123"
_YES = {True: "yes", False: None}


class _ClassWeights(dict[Value, float]):
    """Sums of weights by class bits."""

    def __init__(self, by_name: Mapping[str, float]) -> None:
        super().__init__()
        self.bits = [(CLASSES[name], weight) for name, weight in by_name.items()]

    def __missing__(self, value: Value) -> float:
        self[value] = found = sum(weight for bit, weight in self.bits if int(value or 0) & bit)
        return found


@dataclass(frozen=True)
class HeadRanker:
    """Weights by the feature's name and its value as `names` writes it, the margin that another verb must win by, and the scores of
    cross-validation by document."""
    name: str
    margin: float
    weights: Mapping[str, Mapping[str, float]]
    scores: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def _tables(self) -> tuple[list[_ClassWeights], list[dict[Value, float]]]:
        return ([_ClassWeights(self.weights.get(name, {})) for name in BY_CLASS],
                [cast("dict[Value, float]", self.weights.get(name, {})) for name in BY_VALUE])

    def choose(self, tokens: Tokens, verbs: Sequence[int], ruled: int) -> int:
        """Returns the index of the head of a clause. `verbs` are the indices of its verbs, `ruled` is the one that the rules chose."""
        return self.best(dict(zip(verbs, features(tokens, verbs), strict=True)), ruled)

    def best(self, verbs: Mapping[int, Values], ruled: int) -> int:
        """Returns the index of the head, given the features of each verb by its index."""
        sums = {i: self.score(values) for i, values in verbs.items()}
        best = max(sums, key=sums.__getitem__)
        return best if sums[best] - sums[ruled] > self.margin else ruled

    def score(self, values: Values) -> float:
        """Returns the sum of the weights of a verb's features."""
        by_class, by_value = self._tables
        found = map(dict.get, by_value, values[len(by_class):], repeat(0.0))
        return sum(map(getitem, by_class, values)) + float(sum(found))

    def save(self, path: Path) -> None:
        """Writes the ranker to a JSON file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def features(tokens: Tokens, verbs: Sequence[int]) -> Iterator[Values]:
    """Yields the values of the features, in the order of `FEATURES`, of each of the verbs of a clause; None where one does not apply."""
    forms, tags, classes = ["^", *tokens.forms, "$"], ["^", *tokens.tags, "$"], [0, *tokens.classes, 0]
    size, count = len(tokens), len(verbs)
    bits = [tokens.classes[i] for i in verbs]
    before, after = list(accumulate(bits, or_, initial=0)), list(accumulate(reversed(bits), or_, initial=0))[::-1]
    of = _reach(tokens.forms, "的")
    opening = next((j for j, found in enumerate(tokens.classes) if not found & t.ADVERB), size)
    led = [bool(classes[i] & t.ADVERB or tags[i] in ("d", "ad", "p")) for i in verbs]
    for rank, i in enumerate(verbs):
        k, tag = i + 1, tags[i + 1]
        earlier, later = before[rank], after[rank + 1]
        prior = classes[i]
        yield (
            bits[rank], prior, classes[k + 1], earlier & _OF_VERBS, later & _OF_VERBS,
            forms[k], tag, tags[i], tags[k + 1], tag + tags[k + 1], forms[i], forms[k + 1],
            _COUNTS[min(rank, 3)], _COUNTS[min(count - 1 - rank, 3)], f"{tag}{min(size - k, 4)}",
            tag if earlier & (t.LIGHT | t.PLACING) else None, tag if later & t.LIGHT else None,
            _YES[of[0] < i], _YES[of[1] > i],
            "nothing" if i <= opening else "adverb" if prior & t.ADVERB or tags[i] in ("d", "ad") else None,
            tag if any(led[rank + 1:]) else None)


def names(values: Values) -> Iterator[tuple[str, str]]:
    """Yields the name and the written value of each feature that applies; one for each class of a feature of `BY_CLASS`."""
    for name, value in zip(FEATURES, values, strict=True):
        if name in BY_CLASS:
            yield from ((name, kind) for kind, bit in CLASSES.items() if int(value or 0) & bit)
        elif value is not None:
            yield name, str(value)


def _reach(forms: Sequence[str], sign: str) -> tuple[int, int]:
    """Returns the first and the last index of a sign; if it is absent, indices that no word lies behind or before."""
    if sign not in forms:
        return len(forms), -1
    return forms.index(sign), len(forms) - 1 - forms[::-1].index(sign)


@cache
def load_ranker() -> HeadRanker:
    """Loads the packaged ranker."""
    return HeadRanker(**json.loads((files("kexie_nlp.pipes.measures") / "heads.json").read_text(encoding="utf-8")))


__all__ = ["FEATURES", "HeadRanker", "features", "load_ranker", "names"]

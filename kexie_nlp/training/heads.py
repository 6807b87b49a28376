"""Annotated documents to the ranker of `pipes.measures.ranker`: it learns from every clause whose annotated action is one of its verbs."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, NamedTuple

from kexie_nlp.evaluate.metrics import pair
from kexie_nlp.pipes.measures.heads import find_modal, in_doubt, ruled_head, verbs_of
from kexie_nlp.pipes.measures.ranker import FEATURES, HeadRanker, Values, features, names
from kexie_nlp.pipes.measures.tokens import Tokens, tokens_of
from kexie_nlp.training.documents import analysed, folds, read_annotated

NAME = "heads-1"
STRENGTH = 1.0  # inverse of the regularisation
LEAST_SEEN = 2
MARGIN = 1.25
DIGITS = 3
SAME = 0.6  # overlap from which a measure found is the one annotated


class Example(NamedTuple):
    """A clause: its document, the verb that the rules chose, the annotated head, the features of each verb by its index, and whether the
    ranker is asked at all."""
    document: str
    ruled: int
    head: int
    verbs: Mapping[int, Values]
    doubted: bool


def train_heads(examples: Sequence[Example]) -> HeadRanker:
    """Returns a ranker learnt from all examples; its scores come from rankers that did not see the document they judge."""
    rows: dict[str, list[tuple[bool, bool]]] = {"doubted": [], "all": []}
    for part in folds({e.document for e in examples}):
        learnt = HeadRanker(NAME, MARGIN, _weights(e for e in examples if e.document not in part))
        for e in examples:
            if e.document in part:
                right = (e.ruled == e.head, (learnt.best(e.verbs, e.ruled) if e.doubted else e.ruled) == e.head)
                rows["all"].append(right)
                if e.doubted:
                    rows["doubted"].append(right)
    scores = {name: {"rules": _share(r for r, _ in found), "acc": _share(m for _, m in found), "n": len(found)}
              for name, found in rows.items() if found}
    return HeadRanker(NAME, MARGIN, _weights(examples), scores)


def load_examples(folder: Path) -> list[Example]:
    """Returns the examples of the annotated documents, *.gold.json, of a folder that have measures.

    Raises K101 if there are none, K504 for a file that is no annotated document.
    """
    return list(read_annotated(folder, _examples))


def _examples(gold: Mapping[str, Any]) -> Iterator[Example]:
    wanted = [m for m in gold.get("measures", ()) if m.get("action")]
    if not wanted:
        return
    layers, to_raw = analysed(gold["text"])
    tokens = tokens_of(layers.segments)
    spans = [dict(zip(("start", "end"), to_raw(m.start, m.end), strict=True)) for m in layers.measures]
    for i, j in pair(wanted, spans, SAME):
        found = layers.measures[j]
        part = tokens.between(found.start, found.end)
        modal = find_modal(part)
        part = part if modal is None else part.part(modal + 1)
        ruled = ruled_head(part)
        head = _position(part, wanted[i]["action"], ruled)
        if ruled is not None and head is not None:
            verbs = verbs_of(part, ruled)
            if len(verbs) > 1 and head in verbs:
                yield Example(str(gold["doc"]), ruled, head, dict(zip(verbs, features(part, verbs), strict=True)), in_doubt(part, ruled))


def _position(tokens: Tokens, action: str, ruled: int | None) -> int | None:
    """Returns the index of the word that an annotated action begins with: `ruled` if it stands there, else the first."""
    text, offsets = "".join(tokens.forms), list(accumulate(map(len, tokens.forms), initial=0))
    action = "".join(action.split())
    places = [k for k, offset in enumerate(offsets[:-1]) if text.startswith(action, offset)]
    return ruled if ruled in places else next(iter(places), None)


def _weights(examples: Iterable[Example]) -> dict[str, dict[str, float]]:
    """Returns the weights of a logistic regression on differences of features: head less other verb, and the reverse."""
    import numpy as np
    from scipy.sparse import vstack
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    examples = list(examples)
    named = [list(names(values)) for e in examples for values in e.verbs.values()]
    seen = Counter(chain.from_iterable(named))
    rows = [{name: 1.0 for name in found if seen[name] >= LEAST_SEEN} for found in named]
    heads, others, first = [], [], 0
    for e in examples:
        place = {i: first + k for k, i in enumerate(e.verbs)}
        first += len(place)
        rest = [row for i, row in place.items() if i != e.head]
        heads += [place[e.head]] * len(rest)
        others += rest
    vectorizer = DictVectorizer(sort=True)
    matrix = vectorizer.fit_transform(rows)
    less = matrix[heads] - matrix[others]
    wins = np.repeat((1, 0), len(heads))
    model = LogisticRegression(C=STRENGTH, solver="liblinear", fit_intercept=False, random_state=0, max_iter=1000, tol=1e-6)
    model.fit(vstack((less, -less)), wins)
    weights: dict[str, dict[str, float]] = {name: {} for name in FEATURES}
    for (name, value), weight in zip(vectorizer.feature_names_, model.coef_[0], strict=True):
        if round(float(weight), DIGITS):
            weights[name][value] = round(float(weight), DIGITS)
    return weights


def _share(right: Iterable[bool]) -> float:
    marks = list(right)
    return round(sum(marks) / len(marks), DIGITS)


__all__ = ["Example", "load_examples", "train_heads"]

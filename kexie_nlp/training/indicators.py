"""Annotated documents to the model of indicators: the indicators of their numbers in, `IndicatorModel` out.

An annotated indicator is spread over the words around its number: the longest pieces that both have in common, those nearest to the
number first. A word that is mostly covered belongs to the indicator.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.metrics import characters_f1
from kexie_nlp.indicators.evidence import TEMPLATES, Feature, features
from kexie_nlp.indicators.model import IndicatorModel
from kexie_nlp.indicators.reading import choose
from kexie_nlp.indicators.surroundings import Window, Word
from kexie_nlp.training.documents import analysed, folds, matched, read_annotated

NAME = "indicators-1"
STRENGTH = 0.2  # inverse of the regularisation
LEAST_SEEN = 4  # rarer features do not generalise
LEAST_WEIGHT = 0.02
THRESHOLD = 0.35
HALF = 0.5
_ALONE = 25  # farthest single character, in characters
_LEAST_KINDS = 2
_BLANK = dict.fromkeys(map(ord, " 　“”"))


class Example(NamedTuple):
    """A number with the words around it, which of them belong to its indicator, and their features."""
    document: str
    indicator: str
    words: tuple[Word, ...]
    labels: tuple[bool, ...]
    rows: tuple[tuple[Feature, ...], ...]
    text: str
    weight: float = 1.0


def load_examples(folder: Path, weight: float = 1.0) -> Iterator[Example]:
    """Yields the examples of the annotated documents, *.gold.json, of a folder; `weight` is that of a number.

    Raises K101 if there are none, K504 for a file that is no annotated document.
    """
    for example in read_annotated(folder, document_examples):
        yield example._replace(weight=weight)


def document_examples(gold: dict[str, Any]) -> Iterator[Example]:
    """Yields the examples of one annotated document with the keys doc, text and targets; spans count characters of the text."""
    layers, to_raw = analysed(gold["text"])
    times = [(t.start, t.end) for t in layers.times] + [(d.start, d.end) for d in layers.dates]
    window = Window(layers.text, layers.segments, [(q.start, q.end) for q in layers.quantities], times)
    for target, found in matched(gold.get("targets", ()), layers.targets, to_raw):
        words = window.around(found.start, found.end)
        if words and target.get("indicator"):
            rows = tuple(features(window, words, found.start, found.end, found.unit))
            yield Example(gold.get("doc", ""), target["indicator"], tuple(words),
                          label(words, target["indicator"], found.start), rows, layers.text)


def label(words: Sequence[Word], indicator: str, start: int) -> tuple[bool, ...]:
    """Returns for each word around a number whether it belongs to an indicator. `start` is the offset of the number."""
    places = [offset for word in words for offset in range(word.start, word.end)]
    line = "".join(word.form for word in words)
    rest, covered = indicator.translate(_BLANK), set[int]()
    while rest and (piece := _longest(rest, line, places, covered, start)):
        at, begin, length = piece
        if length == 1 and abs(places[at] - start) > _ALONE:
            break
        covered.update(places[at:at + length])
        rest = rest[:begin] + rest[begin + length:]
    return tuple(2 * sum(offset in covered for offset in range(w.start, w.end)) >= w.end - w.start for w in words)


def _longest(rest: str, line: str, places: Sequence[int], covered: set[int], start: int) -> tuple[int, int, int] | None:
    """Returns the longest piece of an indicator in a line that is not covered yet: its place there, its place in `rest`, its length."""
    for length in range(len(rest), 0, -1):
        found: list[tuple[int, int, int]] = []
        for begin in range(len(rest) - length + 1):
            at = line.find(rest[begin:begin + length])
            while at >= 0:
                if covered.isdisjoint(places[at:at + length]):
                    found.append((min(abs(places[at] - start), abs(places[at + length - 1] - start)), at, begin))
                at = line.find(rest[begin:begin + length], at + 1)
        if found:
            _, at, begin = min(found)
            return at, begin, length
    return None


def fit(examples: Sequence[Example]) -> IndicatorModel:
    """Returns the model of all examples. Raises K504 if they are of fewer than two documents."""
    import numpy
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    if len({e.document for e in examples}) < _LEAST_KINDS:
        raise KexieError("K504", detail="numbers of two documents are needed")
    seen = Counter((k, value) for e in examples for row in e.rows for k, value in enumerate(row))
    columns = {feature: i for i, feature in enumerate(f for f, count in seen.items() if count >= LEAST_SEEN)}
    rows = [[columns[k, value] for k, value in enumerate(row) if (k, value) in columns] for e in examples for row in e.rows]
    ends = numpy.cumsum([0, *map(len, rows)]).astype("int32")
    places = numpy.array([i for row in rows for i in row], dtype="int32")
    matrix = csr_matrix((numpy.ones(ends[-1]), places, ends), (len(rows), len(columns)))
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300)
    model.fit(matrix, [label for e in examples for label in e.labels], [e.weight for e in examples for _ in e.labels])
    weights: list[dict[str, dict[str, float]]] = [{} for _ in TEMPLATES]
    for (k, (first, second)), i in sorted(columns.items()):
        if abs(model.coef_[0, i]) >= LEAST_WEIGHT:
            weights[k].setdefault(first, {})[second] = round(float(model.coef_[0, i]), 2)
    return IndicatorModel(NAME, round(float(model.intercept_[0]), 2), THRESHOLD, weights)


def left_out(examples: Sequence[Example]) -> dict[str, Any]:
    """Returns the share of indicators with at least half of their characters right, each document judged by a model that did not see it.

    Empty if there are fewer than three documents.
    """
    if len({e.document for e in examples}) <= _LEAST_KINDS:
        return {}
    right = 0
    for held in folds(e.document for e in examples):
        model = fit([e for e in examples if e.document not in held])
        right += sum(characters_f1(e.indicator, choose(e.text, e.words, map(model.probability, e.rows), model.threshold)) >= HALF
                     for e in examples if e.document in held)
    return {"indicators": {"acc": round(right / len(examples), 3), "n": len(examples)}}


def train_indicators(examples: Sequence[Example], *, path: Path | None = None) -> IndicatorModel:
    """Returns the model of some examples, with left-out scores; writes it as JSON if `path` is given."""
    model = replace(fit(examples), scores=left_out(examples))
    if path is not None:
        model.save(path)
    return model

"""Annotated documents to the model of discourse acts: the statuses of their numbers and measures in, `ActModel` out.

A number that is a target or a result gives two examples: with the words next to it, and without them, for measures and times.
"""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kexie_nlp.discourse import ACTS, STATUS, Act, ActModel, ActModels
from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.metrics import pair

if TYPE_CHECKING:
    from kexie_nlp.pipes.layers import DocumentLayers

NAME = "acts-2"
STRENGTH = 0.05  # inverse of the regularisation
LEAST_SEEN = 3  # rarer features do not generalise
DIGITS = 3
FOLDS = 9
_LEAST_KINDS = 2
MEASURE = 0.1  # weight of a measure: there are many in a document, nearly all planned
SAME = 0.5  # overlap from which a number found is the one annotated
OF_STATUS: dict[str, Act] = {status: act for act, status in STATUS.items()} | {"planned": "plan", "done": "result"}


class Example(NamedTuple):
    """A passage with its features and its annotated act; `number` if the features include those of a number."""
    document: str
    act: Act
    number: bool
    features: tuple[str, ...]
    weight: float = 1.0


def load_examples(folder: Path, weight: float = 1.0) -> Iterator[Example]:
    """Yields the examples of the annotated documents, *.gold.json, of a folder; `weight` is that of a number.

    Raises K101 if there are none, K504 for a file that is no annotated document.
    """
    paths = sorted(folder.glob("*.gold.json"))
    if not paths:
        raise KexieError("K101", path=folder)
    for path in paths:
        try:
            examples = list(document_examples(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KexieError("K504", detail=f"{path}: {error!r}") from error
        yield from (e._replace(weight=weight) if e.number else e for e in examples)


def document_examples(gold: dict[str, Any]) -> Iterator[Example]:
    """Yields the examples of one annotated document with the keys doc, text, targets and measures; spans count characters of the text."""
    from kexie_nlp.analysis import pipeline
    from kexie_nlp.pipes.layers import document_layers
    from kexie_nlp.text import normalize

    norm = normalize(gold["text"])
    nlp = pipeline()
    doc = nlp.make_doc(norm.text)
    document_layers(doc).script = norm.script
    for _, component in nlp.pipeline:
        doc = component(doc)
    yield from passage_examples(document_layers(doc), gold, norm.to_raw)


def passage_examples(layers: DocumentLayers, gold: dict[str, Any], to_raw: Callable[[int, int], tuple[int, int]]) -> Iterator[Example]:
    """Yields the examples of an analysed document. `to_raw` maps spans of its text to those of the annotation."""
    def spans(items: Iterable[Any]) -> list[dict[str, int]]:
        return [dict(zip(("start", "end"), to_raw(item.start, item.end), strict=True)) for item in items]

    reading, name = layers.discourse, gold.get("doc", "")
    targets = [t for t in gold.get("targets", ()) if not t.get("optional")]
    for i, j in pair(targets, spans(layers.quantities), SAME):
        q, act = layers.quantities[j], OF_STATUS[targets[i]["status"]]
        yield Example(name, act, True, tuple(reading.features(q.start, q.end, q)))
        if act in ("plan", "result"):
            yield Example(name, act, False, tuple(reading.features(q.start, q.end)))
    times = [t for t in gold.get("times", ()) if not t.get("optional") and t["kind"] in ("by", "within", "done")]
    for i, j in pair(times, spans(layers.times), SAME):
        reached = reading.evidence.reach(layers.times[j].start, layers.times[j].end)
        yield Example(name, OF_STATUS.get(times[i]["kind"], "plan"), False, tuple(reading.features(*reached)))
    measures = [m for m in gold.get("measures", ()) if not m.get("optional")]
    for i, j in pair(measures, spans(layers.measures), SAME):
        m = layers.measures[j]
        yield Example(name, OF_STATUS[measures[i]["status"]], False, tuple(reading.features(m.start, m.end)), MEASURE)


def fit(examples: Sequence[Example]) -> ActModels:
    """Returns the models of all examples.

    Raises K504 if the numbers of fewer than two documents or of fewer than two acts are among them.
    """
    numbers = [e for e in examples if e.number]
    for kind, names in (("documents", {e.document for e in numbers}), ("acts", {e.act for e in numbers})):
        if len(names) < _LEAST_KINDS:
            raise KexieError("K504", detail=f"numbers of two {kind} are needed, there are {len(names)}")
    return ActModels(NAME, _weights(numbers), _weights([e for e in examples if not e.number]))


def predict(models: ActModels, examples: Sequence[Example]) -> list[Act]:
    """Returns the acts that the models give to some examples."""
    found = []
    for e in examples:
        model = models.numbers if e.number else models.passages
        scores = model.probabilities([model.sum(e.features)])
        found.append(ACTS[max(range(len(ACTS)), key=scores.__getitem__)])
    return found


def _folds(examples: Sequence[Example], count: int) -> Iterator[tuple[set[str], list[Example]]]:
    """Yields sets of documents and the examples of all other documents."""
    names = sorted({e.document for e in examples})
    for k in range(min(count, len(names))):
        held = set(names[k::count])
        yield held, [e for e in examples if e.document not in held]


def _weights(examples: Sequence[Example]) -> ActModel:
    import numpy
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen: Counter[str] = Counter()
    for example in examples:
        seen.update(set(example.features))
    rows = [{name: 1.0 for name in e.features if seen[name] >= LEAST_SEEN} for e in examples]
    vectorizer = DictVectorizer(sort=True)
    model = LogisticRegression(C=STRENGTH, max_iter=3000, tol=1e-6)
    model.fit(vectorizer.fit_transform(rows), [ACTS.index(e.act) for e in examples], [e.weight for e in examples])
    columns = numpy.zeros((len(ACTS), len(vectorizer.feature_names_)))
    intercepts = numpy.full(len(ACTS), -50.0)
    if len(model.classes_) == 2:  # one row, for the second class
        columns[model.classes_[1]], intercepts[model.classes_] = model.coef_[0], (0.0, model.intercept_[0])
    else:
        columns[model.classes_], intercepts[model.classes_] = model.coef_, model.intercept_
    weights = {name: tuple(round(float(w), DIGITS) for w in columns[:, k]) for k, name in enumerate(vectorizer.feature_names_)}
    return ActModel(tuple(round(float(w), DIGITS) for w in intercepts), {name: row for name, row in weights.items() if any(row)})


def left_out(examples: Sequence[Example]) -> dict[str, Any]:
    """Returns the accuracy for numbers and for other passages, each document judged by models that did not see it.

    Empty if the numbers of fewer than three documents are among them.
    """
    if len({e.document for e in examples if e.number}) <= _LEAST_KINDS:
        return {}
    right: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    for held, part in _folds(examples, FOLDS):
        models = fit(part)
        for name in held:
            own = [e for e in examples if e.document == name]
            for e, act in zip(own, predict(models, own), strict=True):
                right[e.number] += act == e.act
                total[e.number] += 1
    return {name: {"acc": round(right[kind] / total[kind], DIGITS), "n": total[kind]}
            for name, kind in (("numbers", True), ("passages", False)) if total[kind]}


def train_acts(examples: Sequence[Example], *, path: Path | None = None) -> ActModels:
    """Returns the models of some examples, with left-out scores; writes them as JSON if `path` is given."""
    models = replace(fit(examples), scores=left_out(examples))
    if path is not None:
        models.save(path)
    return models

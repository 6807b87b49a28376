"""Annotated documents to the models of discourse acts: the statuses of their numbers and measures in, `ActModels` out.

A number that is a target or a result gives two examples: with the words next to it, and without them, for measures and times.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kexie_nlp.discourse import ACTS, STATUS, Act, ActModel, ActModels
from kexie_nlp.errors import KexieError
from kexie_nlp.training.documents import ToRaw, analysed, folds, matched, read_annotated
from kexie_nlp.training.sequence import NETWORKS, Numbers, fit_sequences

if TYPE_CHECKING:
    from kexie_nlp.pipes.layers import DocumentLayers

NAME = "acts-4"
STRENGTH = 0.05  # inverse of the regularisation
LEAST_SEEN = 4  # rarer features do not generalise
LEAST_WEIGHT = 0.05
APART = "apart "  # of a feature as it stands in documents that were annotated by other habits
DIGITS = 3
_LEAST_KINDS = 2
MEASURE = 0.1  # weight of a measure: there are many in a document, nearly all planned
OF_STATUS: dict[str, Act] = {status: act for act, status in STATUS.items()} | {"planned": "plan", "done": "result"}


class Example(NamedTuple):
    """A passage with its features and its annotated act; `number` if the features include those of a number.

    Numbers come in text order, also those without an annotation (act None). `text` names the text that they are read with, if a document
    has several.

    `apart` marks documents whose kinds or annotation differ in part: what is peculiar to them gets weights of its own, which are left out
    of the model (Daumé, Frustratingly Easy Domain Adaptation, ACL 2007).
    """
    document: str
    act: Act | None
    number: bool
    features: tuple[str, ...]
    weight: float = 1.0
    apart: bool = False
    text: str = ""


def load_examples(folder: Path, weight: float = 1.0) -> Iterator[Example]:
    """Yields the examples of the annotated documents, *.gold.json, of a folder; `weight` is that of a number.

    Raises K101 if there are none, K504 for a file that is no annotated document.
    """
    for e in read_annotated(folder, document_examples):
        yield e._replace(weight=weight) if e.number else e


def document_examples(gold: dict[str, Any]) -> Iterator[Example]:
    """Yields the examples of one annotated document with the keys doc, text, targets and measures; spans count characters of the text."""
    layers, to_raw = analysed(gold["text"])
    yield from passage_examples(layers, gold, to_raw)


def passage_examples(layers: DocumentLayers, gold: dict[str, Any], to_raw: ToRaw) -> Iterator[Example]:
    """Yields the examples of an analysed document. `to_raw` maps spans of its text to those of the annotation."""
    reading, name = layers.discourse, gold.get("doc", "")
    acts = {q.start: OF_STATUS[target["status"]] for target, q in matched(gold.get("targets", ()), layers.quantities, to_raw)}
    for q in reading.evidence.numbers:
        act = acts.get(q.start)
        yield Example(name, act, True, tuple(reading.features(q.start, q.end, q)))
        if act in ("plan", "result"):
            yield Example(name, act, False, tuple(reading.features(q.start, q.end)))
    dated = [t for t in gold.get("times", ()) if t["kind"] in ("by", "within", "done")]
    for time, found in matched(dated, layers.times, to_raw):
        reached = reading.evidence.reach(found.start, found.end)
        yield Example(name, OF_STATUS.get(time["kind"], "plan"), False, tuple(reading.features(*reached)))
    for measure, m in matched(gold.get("measures", ()), layers.measures, to_raw):
        yield Example(name, OF_STATUS[measure["status"]], False, tuple(reading.features(m.start, m.end)), MEASURE)


def fit(examples: Sequence[Example], *, networks: int = NETWORKS) -> ActModels:
    """Returns the models of all examples; `networks` read the numbers.

    Raises K501 without torch, K504 if the numbers of fewer than two documents or of fewer than two acts are among them.
    """
    numbers = [e for e in examples if e.number and e.act]
    for kind, names in (("documents", {e.document for e in numbers}), ("acts", {e.act for e in numbers})):
        if len(names) < _LEAST_KINDS:
            raise KexieError("K504", detail=f"numbers of two {kind} are needed, there are {len(names)}")
    texts = [Numbers([e.features for e in own], [e.act and ACTS.index(e.act) for e in own], [e.weight for e in own])
             for own in _texts(examples)]
    return ActModels(NAME, fit_sequences(texts, len(ACTS), networks=networks), _weights([e for e in examples if not e.number], STRENGTH))


def predict(models: ActModels, examples: Sequence[Example]) -> Iterator[tuple[Example, Act]]:
    """Yields the annotated ones among some examples, each with the act that the models give to it."""
    for own in _texts(examples):
        found = models.numbers.read([models.numbers.rows(e.features) for e in own])
        yield from ((e, ACTS[int(row.argmax())]) for e, row in zip(own, found, strict=True) if e.act)
    for e in examples:
        if not e.number:
            scores = models.passages.probabilities([models.passages.sum(e.features)])
            yield e, ACTS[max(range(len(ACTS)), key=scores.__getitem__)]


def _texts(examples: Sequence[Example]) -> list[list[Example]]:
    """Returns the numbers of each text, in order."""
    found: dict[tuple[str, str], list[Example]] = {}
    for e in examples:
        if e.number:
            found.setdefault((e.document, e.text), []).append(e)
    return list(found.values())


def _weights(examples: Sequence[Example], strength: float) -> ActModel:
    import numpy
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    all_features = [(*e.features, *(APART + name for name in e.features)) if e.apart else e.features for e in examples]
    seen = Counter(name for features in all_features for name in set(features))
    rows = [{name: 1.0 for name in features if seen[name] >= LEAST_SEEN} for features in all_features]
    vectorizer = DictVectorizer(sort=True)
    model = LogisticRegression(C=strength, max_iter=3000, tol=1e-4)
    model.fit(vectorizer.fit_transform(rows), [ACTS.index(e.act) for e in examples if e.act], [e.weight for e in examples])
    columns = numpy.zeros((len(ACTS), len(vectorizer.feature_names_)))
    intercepts = numpy.full(len(ACTS), -50.0)
    if len(model.classes_) == 2:  # one row, for the second class
        columns[model.classes_[1]], intercepts[model.classes_] = model.coef_[0], (0.0, model.intercept_[0])
    else:
        columns[model.classes_], intercepts[model.classes_] = model.coef_, model.intercept_
    named = zip(vectorizer.feature_names_, columns.T, strict=True)
    weights = {name: tuple(round(float(w), DIGITS) for w in column) for name, column in named
               if not name.startswith(APART) and max(map(abs, column)) >= LEAST_WEIGHT}
    return ActModel(tuple(round(float(w), DIGITS) for w in intercepts), weights)


def left_out(examples: Sequence[Example]) -> dict[str, Any]:
    """Returns the accuracy for numbers and for other passages, each document judged by models that did not see it, numbers by one network.

    Empty if the numbers of fewer than three documents are among them.
    """
    if len({e.document for e in examples if e.number and e.act}) <= _LEAST_KINDS:
        return {}
    right: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    for held in folds(e.document for e in examples):
        models = fit([e for e in examples if e.document not in held], networks=1)
        for e, act in predict(models, [e for e in examples if e.document in held]):
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

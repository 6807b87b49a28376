"""Annotated documents to the model of `pipes.measures.kinds`: a measure marked optional outside titles is no plain action."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.metrics import pair
from kexie_nlp.model import Provision
from kexie_nlp.pipes.measures.kinds import RULE, KindModel

NAME = "kinds-1"
STRENGTH = 0.5  # inverse of the regularisation
LEAST_SEEN = 3  # rarer features do not generalise
DIGITS = 3
FEW = 0.005  # difference of accuracies that is chance
SAME = 0.6  # overlap from which a measure found is the one annotated


@dataclass(frozen=True)
class Example:
    """A measure with its features; `soft` if annotators do not count it as a plain action."""
    document: str
    features: tuple[str, ...]
    soft: bool


def train_kinds(gold_dir: Path, *, path: Path | None = None) -> KindModel:
    """A model fitted to all annotated documents of the folder, with left-out scores; written as JSON if `path` is given."""
    model = fit(load_examples(gold_dir))
    if path is not None:
        model.save(path)
    return model


def fit(examples: Sequence[Example]) -> KindModel:
    """Weights from all examples; scores and threshold from models that did not see the document they judge."""
    names = sorted({e.document for e in examples})
    left_out: dict[str, list[tuple[float, bool]]] = {}
    for name in names if len(names) > 1 else ():
        part = KindModel(NAME, *_weights([e for e in examples if e.document != name]))
        left_out[name] = [(part.score(e.features), e.soft) for e in examples if e.document == name]
    judged = [row for rows in left_out.values() for row in rows]
    threshold = best_threshold(judged) if judged else 0.5
    scores: dict[str, Any] = {name: agreement(rows, threshold) for name, rows in left_out.items()}
    rules = [(float(RULE in e.features), e.soft) for e in examples]
    scores |= {"all": agreement(judged, threshold), "rule": agreement(rules, 0.5)} if judged else {}
    intercept, _, weights = _weights(examples)
    return KindModel(NAME, intercept, threshold, weights, scores)


def load_examples(gold_dir: Path) -> list[Example]:
    """The annotated measures, outside titles, that the rules find too. K101 if the folder holds no gold."""
    from kexie_nlp.analysis import pipeline
    from kexie_nlp.pipes.layers import document_layers
    from kexie_nlp.pipes.measures.reader import read_measures
    from kexie_nlp.text import normalize

    paths = sorted(Path(gold_dir).glob("*.gold.json"))
    if not paths:
        raise KexieError("K101", path=gold_dir)
    examples = []
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        norm = normalize(gold["text"])
        doc = pipeline()(norm.text)
        doc._.provisions = tuple(_provision(p, *norm.to_text(p["start"], p["end"])) for p in gold["provisions"])
        found = list(read_measures(document_layers(doc)))
        spans = [dict(zip(("start", "end"), norm.to_raw(f.fields["start"], f.fields["end"]), strict=True)) for f in found]
        for i, j in pair(gold["measures"], spans, SAME):
            if not _in_title(gold, gold["measures"][i]):
                examples.append(Example(gold["doc"], found[j].features, gold["measures"][i]["optional"]))
    return examples


def _provision(gold: dict[str, Any], start: int, end: int) -> Provision:
    """An annotated provision in normalised offsets; the model then does not depend on the outline parser."""
    return Provision(**{"parent": None, **gold, "start": start, "end": end})


def _in_title(gold: dict[str, Any], measure: dict[str, Any]) -> bool:
    for provision in gold["provisions"]:
        if provision["start"] <= measure["start"] < provision["end"] and provision["title"]:
            shown = gold["text"].find("\n", provision["start"])
            reach = provision["start"] + len(provision["marker"] or "") + len(provision["title"])
            if measure["start"] < reach and measure["end"] <= max(reach, shown):
                return True
    return False


def agreement(rows: Sequence[tuple[float, bool]], threshold: float) -> dict[str, float]:
    """Accuracy, and F1 of the class "no plain action"."""
    right = sum((score >= threshold) == soft for score, soft in rows)
    hits = sum(score >= threshold and soft for score, soft in rows)
    said, wanted = sum(score >= threshold for score, _ in rows), sum(soft for _, soft in rows)
    return {"acc": round(right / len(rows), DIGITS), "f1": round(2 * hits / max(said + wanted, 1), DIGITS), "n": len(rows)}


def best_threshold(rows: Sequence[tuple[float, bool]]) -> float:
    """The threshold nearest to 0.5, in steps of 0.01, whose accuracy is the best but for a few clauses."""
    grid = [k / 100 for k in range(20, 81)]
    accuracy = {t: agreement(rows, t)["acc"] for t in grid}
    best = max(accuracy.values())
    return min((t for t in grid if accuracy[t] >= best - FEW), key=lambda t: abs(t - 0.5))


def _weights(examples: Sequence[Example]) -> tuple[float, float, dict[str, float]]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for e in examples for name in e.features)
    rows = [{name: 1.0 for name in e.features if seen[name] >= LEAST_SEEN} for e in examples]
    vectorizer = DictVectorizer(sort=True, sparse=False)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, max_iter=1000, tol=1e-8)
    model.fit(vectorizer.fit_transform(rows), [e.soft for e in examples])
    weights = {name: round(float(w), DIGITS) for name, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)}
    return round(float(model.intercept_[0]), DIGITS), 0.5, {name: w for name, w in weights.items() if w}


__all__ = ["Example", "agreement", "best_threshold", "fit", "load_examples", "train_kinds"]

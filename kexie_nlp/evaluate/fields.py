"""Annotated links of several fields to scores of the aligner and of its baselines in a field that they do not know: leave-one-field-out.

The model of a field learns weights, calibration and thresholds from the other fields and is given no pack of its own; baselines get their
threshold and calibration from the other fields in the same way.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kexie_nlp.alignment.embeddings import Embedder
from kexie_nlp.alignment.training import Case, fit, graded
from kexie_nlp.evaluate.aligner import Scored, baseline_scores, fitted, measures

Rows = dict[str, dict[str, float]]


def judge_fields(fields: Mapping[str, Sequence[Case]], home: Sequence[Case], embedder: Embedder | None = None) -> Rows:
    """Scores {system: {metric: value}} over all fields, then those of the aligner (the last row of it: with embeddings) by field.

    `home` are cases from which every model learns besides. `measures` says what the metrics are.
    """
    gold = {name: np.concatenate([case.grades for case in cases]) for name, cases in fields.items()}
    ours = {"对应模型 / aligner": _left_out(fields, home, None)}
    if embedder is not None:
        ours["对应模型加句向量 / aligner with embeddings"] = _left_out(fields, home, embedder)
    raw = {name: baseline_scores(cases, embedder) for name, cases in fields.items()}
    known = {system: {name: _carried_over(system, name, raw, gold) for name in fields} for system in next(iter(raw.values()))}
    rows = {system: _over_all(found, gold) for system, found in (ours | known).items()}
    *_, last = ours.values()
    return rows | {name: measures(*last[name], gold[name]) for name in fields}


def _over_all(found: Mapping[str, Scored], gold: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Scores over the tasks of all fields. Plans of fewer tasks are filled up with such as nothing is linked to, which changes none of
    the metrics but the Brier score, so that this is left out."""
    width = max(grades.shape[1] for grades in gold.values())
    scores, accepted, grades = (np.concatenate([np.pad(part, ((0, 0), (0, width - part.shape[1]))) for part in parts])
                                for parts in ([s for s, _ in found.values()], [a for _, a in found.values()], list(gold.values())))
    return {name: value for name, value in measures(scores, accepted, grades).items() if name != "brier"}


def _left_out(fields: Mapping[str, Sequence[Case]], home: Sequence[Case], embedder: Embedder | None) -> dict[str, Scored]:
    own = graded(home, embedder=embedder)
    bare = {name: graded(cases, bare=True, embedder=embedder) for name, cases in fields.items()}
    full = {name: graded(cases, embedder=embedder) for name, cases in fields.items()}
    found = {}
    for name in fields:
        model = fit([*own, *(case for other in fields if other != name for case in (*full[other], *bare[other]))])
        scores = np.concatenate([model.score(case.values(model)) for case in bare[name]])
        found[name] = scores, scores >= model.grade2
    return found


def _carried_over(system: str, name: str, raw: Mapping[str, Mapping[str, list[np.ndarray]]], gold: Mapping[str, np.ndarray]) -> Scored:
    others = [other for other in raw if other != name]
    known = np.concatenate([scores.ravel() for other in others for scores in raw[other][system]])
    grades = np.concatenate([gold[other].ravel() for other in others])
    return fitted(known, grades, np.concatenate(raw[name][system]))

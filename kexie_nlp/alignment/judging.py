"""How good the aligner is, beside the baselines, in one run: ranking, grades, "none" and calibration.

Every annotated document is judged by weights, calibration and thresholds fitted to the others alone; the baselines get
their threshold and their calibration in the same way.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kexie_nlp.alignment.baselines import baselines
from kexie_nlp.alignment.gold import Case, graded, load_cases
from kexie_nlp.alignment.ranker import RankModel
from kexie_nlp.alignment.train import best_threshold, fit, platt

DEPTH = 5
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
Scored = tuple[np.ndarray, np.ndarray]  # probabilities, and whether they are graded 2


def judge(folder: Path, checks: Mapping[str, Path] | None = None) -> dict[str, dict[str, float]]:
    """{row: {measure: number}}: aligner and baselines left-one-out over the folder; `checks` are other annotated folders,
    judged by a model of the whole folder. Rows of reliability follow. K101 for a folder without annotations."""
    cases = load_cases(folder)
    gold = np.concatenate([case.grades for case in cases])
    ours = _aligner(cases, None)
    rows = {"对应模型 / aligner": measures(*ours, gold)}
    lexical = _baseline_scores(cases)
    for name, scores in lexical.items():
        rows[name] = measures(*_left_out(cases, scores), gold)
    rows["全部训练后 / trained on all"] = measures(*_aligner(cases, cases), gold)
    for label, place in (checks or {}).items():
        others = load_cases(place, folder)
        judged = np.concatenate([case.grades for case in others])
        rows[f"另检 / check: {label}"] = measures(*_aligner(others, cases), judged)
        for name, scores in _baseline_scores(others).items():
            rows[f"{label}: {name}"] = measures(*_fitted(np.concatenate(lexical[name]), gold, np.concatenate(scores)), judged)
    return rows | reliability(ours[0], gold)


def measures(scores: np.ndarray, accepted: np.ndarray, grades: np.ndarray) -> dict[str, float]:
    """Scores of one system. `none_auc`: does the best score tell tasks without any link from the others; `none2_auc`: tasks
    without a link of grade 2. Accepting a pair of grade 1 is neither right nor wrong."""
    from sklearn.metrics import roc_auc_score

    best = scores.max(axis=1)
    found: dict[str, float] = {}
    hits, extra = (accepted & (grades == 2)).sum(), (accepted & (grades == 0)).sum()
    missed = (~accepted & (grades == 2)).sum()
    linked = [(s, g) for s, g in zip(scores, grades, strict=True) if g.any()]
    found["ndcg@5"] = float(np.mean([_ndcg(s, g) for s, g in linked]))
    found["map"] = float(np.mean([_average_precision(s, g) for s, g in linked]))
    found["link_f1"] = float(2 * hits / max(2 * hits + extra + missed, 1))
    for name, least in (("none_auc", 1), ("none2_auc", 2)):
        none = (grades < least).all(axis=1)
        if none.any() and not none.all():
            found[name] = float(roc_auc_score(none, -best))
    found["brier"] = float(np.mean((scores - (grades == 2)) ** 2))
    return found | {"tasks": len(grades), "none": int((grades == 0).all(axis=1).sum())}


def reliability(scores: np.ndarray, grades: np.ndarray) -> dict[str, dict[str, float]]:
    """How often pairs of each range of probability really are of grade 2."""
    rows = {}
    for low, high in zip(BINS[:-1], BINS[1:], strict=True):
        chosen = (scores >= low) & ((scores < high) | (high == BINS[-1]))
        if chosen.any():
            rows[f"概率 {low:.1f}–{high:.1f}"] = {"pairs": int(chosen.sum()), "said": float(scores[chosen].mean()),
                                                "true": float((grades[chosen] == 2).mean())}
    return rows


def _aligner(cases: Sequence[Case], trained_on: Sequence[Case] | None) -> Scored:
    """The cases under a model of `trained_on`, or each under a model of the others."""
    data = graded(cases)
    scores, accepted = np.zeros(data.grades.shape), np.zeros(data.grades.shape, bool)
    whole = fit(graded(trained_on)) if trained_on is not None else None
    for case in cases:
        mine = data.groups == case.name
        model: RankModel = whole or fit(data.where(~mine))
        scores[mine] = model.score(data.features[mine])
        accepted[mine] = scores[mine] >= model.grade2
    return scores, accepted


def _baseline_scores(cases: Sequence[Case]) -> dict[str, list[np.ndarray]]:
    found: dict[str, list[np.ndarray]] = {}
    for case in cases:
        each = baselines([task.body for task in case.tasks], [task.body for task in case.central])
        for name, scores in each.items():
            found.setdefault(name, []).append(scores)
    return found


def _left_out(cases: Sequence[Case], raw: Sequence[np.ndarray]) -> Scored:
    """A baseline's scores as probabilities, with thresholds, both from the other documents."""
    found = []
    for n, mine in enumerate(raw):
        others = [m for m in range(len(raw)) if m != n] or [n]
        found.append(_fitted(np.concatenate([raw[m] for m in others]), np.concatenate([cases[m].grades for m in others]), mine))
    return np.concatenate([scores for scores, _ in found]), np.concatenate([accepted for _, accepted in found])


def _fitted(known: np.ndarray, grades: np.ndarray, scores: np.ndarray) -> Scored:
    """Raw scores as probabilities, with a threshold, both learnt from known ones."""
    slope, shift = platt(known, grades == 2)
    return 1 / (1 + np.exp(-(scores * slope + shift))), scores >= best_threshold(known, grades == 2, grades == 1)


def _ndcg(scores: np.ndarray, grades: np.ndarray) -> float:
    worth, discount = 2.0 ** grades - 1, np.log2(np.arange(DEPTH) + 2)
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    ideal = np.sort(worth)[::-1][:DEPTH]
    return float((worth[order] / discount[:len(order)]).sum() / (ideal / discount[:len(ideal)]).sum())


def _average_precision(scores: np.ndarray, grades: np.ndarray) -> float:
    right = (grades > 0)[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(right)[right] / (np.flatnonzero(right) + 1)).mean())

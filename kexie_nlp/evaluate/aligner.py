"""Annotated links to scores of the aligner and of lexical baselines: ranking, grades, tasks without a link, calibration.

Each annotated document is scored with weights, calibration and thresholds fitted to the others alone; the baselines get
their threshold and calibration in the same way. Baselines: BM25 after Robertson and Zaragoza (2009), k1 1.5, b 0.75; TF-IDF over
words and over characters; their fusion by reciprocal ranks after Cormack et al. (2009). Their statistics come from the reference plan.
With an embedder also the aligner with sentence embeddings, and the embeddings alone.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from kexie_nlp.alignment.embeddings import Embedder, Meaning
from kexie_nlp.alignment.ranker import RankModel
from kexie_nlp.alignment.training import Case, best_threshold, fit, graded, load_cases, platt
from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.metrics import average_precision, ndcg

K1, B = 1.5, 0.75
FUSION = 60  # the constant of reciprocal rank fusion
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
Scored = tuple[np.ndarray, np.ndarray]  # probabilities, and whether they are graded 2


def judge(folder: Path, checks: Mapping[str, Path] | None = None, embedder: Embedder | None = None) -> dict[str, dict[str, float]]:
    """Scores {system: {metric: value}} of aligner and baselines, leave-one-out over the annotated documents of a folder.

    `checks` are further annotated folders by label, scored with a model of the whole folder. Rows of reliability follow. K101
    for a folder without annotations.
    """
    cases = load_cases(folder)
    if len(cases) < 2:
        raise KexieError("K504", detail=f"{folder} has links of one document only, and each is scored by a model of the others")
    gold = np.concatenate([case.grades for case in cases])
    ours = _aligner(cases, None)
    rows = {"对应模型 / aligner": measures(*ours, gold)}
    if embedder is not None:
        rows["对应模型加句向量 / aligner with embeddings"] = measures(*_aligner(cases, None, embedder), gold)
    lexical = baseline_scores(cases, embedder)
    for name, scores in lexical.items():
        rows[name] = measures(*_left_out(cases, scores), gold)
    rows["全部训练后 / trained on all"] = measures(*_aligner(cases, cases), gold)
    for label, place in (checks or {}).items():
        others = load_cases(place, folder)
        judged = np.concatenate([case.grades for case in others])
        rows[f"另检 / check: {label}"] = measures(*_aligner(others, cases), judged)
        for name, scores in baseline_scores(others, embedder).items():
            rows[f"{label}: {name}"] = measures(*fitted(np.concatenate(lexical[name]), gold, np.concatenate(scores)), judged)
    return rows | reliability(ours[0], gold)


def measures(scores: np.ndarray, accepted: np.ndarray, grades: np.ndarray) -> dict[str, float]:
    """Scores of one system from its probabilities, the pairs it accepts and the gold grades, all [task, reference task].

    `none_auc`: how well the best score separates tasks without any link from the others; `none2_auc`: tasks without a link of
    grade 2. Accepting a pair of grade 1 is neither right nor wrong.
    """
    from sklearn.metrics import roc_auc_score

    best = scores.max(axis=1)
    found: dict[str, float] = {}
    hits, extra = (accepted & (grades == 2)).sum(), (accepted & (grades == 0)).sum()
    missed = (~accepted & (grades == 2)).sum()
    linked = [(g, np.argsort(-s, kind="stable")) for s, g in zip(scores, grades, strict=True) if g.any()]
    found["ndcg@5"] = float(np.mean([ndcg(g[order], g) for g, order in linked]))
    found["map"] = float(np.mean([average_precision(g[order] > 0, (g > 0).sum()) for g, order in linked]))
    found["link_f1"] = float(2 * hits / max(2 * hits + extra + missed, 1))
    for name, least in (("none_auc", 1), ("none2_auc", 2)):
        none = (grades < least).all(axis=1)
        if none.any() and not none.all():
            found[name] = float(roc_auc_score(none, -best))
    found["brier"] = float(np.mean((scores - (grades == 2)) ** 2))
    return found | {"tasks": len(grades), "none": int((grades == 0).all(axis=1).sum())}


def reliability(scores: np.ndarray, grades: np.ndarray) -> dict[str, dict[str, float]]:
    """For each range of probability the number of pairs, their mean probability and the share that is of grade 2."""
    rows = {}
    for low, high in zip(BINS[:-1], BINS[1:], strict=True):
        chosen = (scores >= low) & ((scores < high) | (high == BINS[-1]))
        if chosen.any():
            rows[f"概率 {low:.1f}–{high:.1f}"] = {"pairs": int(chosen.sum()), "said": float(scores[chosen].mean()),
                                                "true": float((grades[chosen] == 2).mean())}
    return rows


def _aligner(cases: Sequence[Case], trained_on: Sequence[Case] | None, embedder: Embedder | None = None) -> Scored:
    """The cases scored by a model of `trained_on`, or each by a model of the other cases."""
    data = graded(cases, embedder=embedder)
    whole = fit(graded(trained_on)) if trained_on is not None else None
    found = []
    for case in data:
        model: RankModel = whole or fit([other for other in data if other is not case])
        scores = model.score(case.values(model))
        found.append((scores, scores >= model.grade2))
    return np.concatenate([scores for scores, _ in found]), np.concatenate([accepted for _, accepted in found])


def baseline_scores(cases: Sequence[Case], embedder: Embedder | None = None) -> dict[str, list[np.ndarray]]:
    """Raw scores of the baselines, [task, reference task] for each case, by the name of the baseline."""
    found: dict[str, list[np.ndarray]] = {}
    for case in cases:
        each = baselines([task.body for task in case.tasks], [task.body for task in case.central], embedder)
        for name, scores in each.items():
            found.setdefault(name, []).append(scores)
    return found


def _left_out(cases: Sequence[Case], raw: Sequence[np.ndarray]) -> Scored:
    """The scores of a baseline as probabilities and accepted pairs, calibration and threshold fitted to the other documents."""
    found = []
    for n, mine in enumerate(raw):
        others = [m for m in range(len(raw)) if m != n] or [n]
        found.append(fitted(np.concatenate([raw[m] for m in others]), np.concatenate([cases[m].grades for m in others]), mine))
    return np.concatenate([scores for scores, _ in found]), np.concatenate([accepted for _, accepted in found])


def fitted(known: np.ndarray, grades: np.ndarray, scores: np.ndarray) -> Scored:
    """Raw scores as probabilities and accepted pairs, calibration and threshold fitted to known scores and grades."""
    slope, shift = platt(known, grades == 2)
    return 1 / (1 + np.exp(-(scores * slope + shift))), scores >= best_threshold(known, grades == 2, grades == 1)


def baselines(bodies: Sequence[str], central: Sequence[str], embedder: Embedder | None = None) -> dict[str, np.ndarray]:
    """Raw scores [task, reference task] by the name of the baseline; embeddings alone only with an embedder."""
    words = _words()
    found = {"BM25（词）": _bm25(bodies, central, words), "TF-IDF（词）": _tfidf(bodies, central, analyzer=words),
             "TF-IDF（2–3字）": _tfidf(bodies, central, analyzer="char", ngram_range=(2, 3))}
    found["三者融合"] = _fused(list(found.values()))
    if embedder is not None:
        found["句向量 / embeddings"] = Meaning(central, embedder).transform(bodies)
    return found


def _words() -> Callable[[str], list[str]]:
    import jieba

    jieba.setLogLevel(60)

    def cut(text: str) -> list[str]:
        return [word for word in jieba.cut(text, HMM=False) if len(word) > 1]

    return cut


def _tfidf(bodies: Sequence[str], central: Sequence[str], **settings) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, token_pattern=None, **settings).fit(central)
    return (vectors.transform(bodies) @ vectors.transform(central).T).toarray()


def _bm25(bodies: Sequence[str], central: Sequence[str], words: Callable[[str], list[str]]) -> np.ndarray:
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(analyzer=words, token_pattern=None).fit(central)
    counts = counter.transform(central).toarray()
    seen, length = (counts > 0).sum(axis=0), counts.sum(axis=1, keepdims=True)
    idf = np.log(1 + (len(central) - seen + 0.5) / (seen + 0.5))
    weights = idf * counts * (K1 + 1) / (counts + K1 * (1 - B + B * length / length.mean()))
    return (counter.transform(bodies) > 0).astype(float) @ weights.T


def _fused(scores: Sequence[np.ndarray]) -> np.ndarray:
    """Reciprocal ranks times the mean of the scores, each over its maximum, so that a threshold separates pairs too."""
    ranks = [np.argsort(np.argsort(-each, axis=1, kind="stable"), axis=1) for each in scores]
    reciprocal = sum(1 / (FUSION + 1 + rank) for rank in ranks) * (FUSION + 1) / len(scores)
    return np.asarray(reciprocal * sum(each / each.max() for each in scores) / len(scores))

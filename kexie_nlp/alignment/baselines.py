"""What one would try first, to be beaten: BM25, TF-IDF over words and over characters, their fusion.

All statistics come from the reference plan. BM25 after Robertson and Zaragoza (2009), k1 1.5, b 0.75; fusion by reciprocal
ranks after Cormack et al. (2009).
"""
from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

K1, B = 1.5, 0.75
FUSION = 60  # the constant of reciprocal rank fusion


def baselines(bodies: Sequence[str], central: Sequence[str]) -> dict[str, np.ndarray]:
    """Scores [task, reference task] by baseline."""
    words = _words()
    found = {"BM25（词）": _bm25(bodies, central, words), "TF-IDF（词）": _tfidf(bodies, central, analyzer=words),
             "TF-IDF（2–3字）": _tfidf(bodies, central, analyzer="char", ngram_range=(2, 3))}
    found["三者融合"] = _fused(list(found.values()))
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
    """Reciprocal ranks, times the mean of the scores over their greatest, so that a threshold has a meaning too."""
    ranks = [np.argsort(np.argsort(-each, axis=1, kind="stable"), axis=1) for each in scores]
    reciprocal = sum(1 / (FUSION + 1 + rank) for rank in ranks) * (FUSION + 1) / len(scores)
    return np.asarray(reciprocal * sum(each / each.max() for each in scores) / len(scores))

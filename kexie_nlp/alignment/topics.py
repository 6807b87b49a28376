"""Topics: groups of terms that stand for one matter, from the packaged lexicon."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from kexie_nlp.lexicon import load_table


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, int], int]:
    """One pattern for all terms (the longest wins), the column of each term's group, the number of groups."""
    rows = load_table("synonyms", ("group", "term", "source"))
    columns = {group: i for i, group in enumerate(dict.fromkeys(row["group"] for row in rows))}
    terms = sorted((row["term"] for row in rows), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, terms))), {r["term"]: columns[r["group"]] for r in rows}, len(columns)


ROOM = 1.0  # added to the length of a text: one mention alone says little


class TopicVectors:
    """How much a text speaks of each topic; the weight of a topic comes from the texts given here."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = _counts(texts)
        self._idf = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))) + 1

    def transform(self, texts: Sequence[str]) -> np.ndarray:
        """A dense matrix with a row of length 1 for every text (length 0 where no term stands in it)."""
        weights = np.log1p(_counts(texts)) * self._idf
        norms = np.sqrt((weights * weights).sum(axis=1, keepdims=True) + ROOM ** 2)
        return np.divide(weights, norms, out=np.zeros_like(weights), where=norms > 0)


def _counts(texts: Sequence[str]) -> np.ndarray:
    pattern, column, width = _lexicon()
    counts = np.zeros((len(texts), width))
    for row, text in enumerate(texts):
        for match in pattern.finditer(text):
            counts[row, column[match[0]]] += 1
    return counts

"""Texts to topics and topic vectors; a topic is a group of terms for one subject in the packaged lexicon (`synonyms.csv`).

The groups 日常事务 and 保障措施 are no subject of the reform: they lower the similarity of a text to the rest.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from kexie_nlp.lexicon import load_table, words

ROOM = 1.0  # added to the length of a vector: one mention alone weighs little
ROUTINE = ("日常事务", "保障措施")
_HEADING = re.compile("[。；\n]")
NAMED = 3  # topics named in an explanation


@cache
def _lexicon() -> tuple[AhoCorasick, dict[str, int], tuple[str, ...]]:
    """The automaton of all terms (the longest match wins), the column of each term's group, the groups."""
    rows = load_table("synonyms", ("group", "term", "source"))
    groups = tuple(dict.fromkeys(row["group"] for row in rows))
    columns = {group: i for i, group in enumerate(groups)}
    terms = {row["term"]: columns[row["group"]] for row in rows}
    return AhoCorasick(list(terms), matchkind=MatchKind.LeftmostLongest, store_patterns=True), terms, groups


class TopicVectors:
    """Topic vectors of texts; the weight (idf) of a topic comes from the texts given here."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = _counts(texts)
        self._idf = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))) + 1

    def transform(self, texts: Sequence[str]) -> np.ndarray:
        """A dense matrix [text, topic]; rows have a length below 1, 0 for a text without terms."""
        weights = np.log1p(_counts(texts)) * self._idf
        norms = np.sqrt((weights * weights).sum(axis=1, keepdims=True) + ROOM ** 2)
        return weights / norms


def shared_topics(a: np.ndarray, b: np.ndarray) -> list[str]:
    """Up to `NAMED` topics that two rows of `TopicVectors` share, by weight."""
    product = a * b
    columns = np.flatnonzero(product)
    groups = _lexicon()[2]
    return [groups[column] for column in columns[np.argsort(-product[columns], kind="stable")][:NAMED]]


def is_routine(text: str) -> bool:
    """Whether the text of a task is daily business or a safeguard of the plan itself.

    It is where it has no other topic, or where its heading names a safeguard (强化督促检查) and no subject beside it.
    """
    found = topics_of(text)
    heading = _HEADING.split(text.strip(), maxsplit=1)[0]
    matters = {row["word"] for row in load_table("scopes", ("word", "group", "source"))}
    safeguard = any(word in heading for word in words("safeguards", "heading")) and not any(word in heading for word in matters)
    return bool(found) and found <= set(ROUTINE) or safeguard and topics_of(heading) <= set(ROUTINE)


def cosines(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The products [row, column] of two sets of vectors; a product does not depend on the other vectors, to the last bit."""
    return np.einsum("ik,jk->ij", rows, columns)


def _counts(texts: Sequence[str]) -> np.ndarray:
    terms, column, groups = _lexicon()
    counts = np.zeros((len(texts), len(groups)))
    for row, text in enumerate(texts):
        for term in terms.find_matches_as_strings(text):
            counts[row, column[term]] += 1
    return counts


def topics_of(text: str) -> frozenset[str]:
    """All topics with a term that occurs in a text."""
    terms, column, groups = _lexicon()
    return frozenset(groups[column[term]] for term in terms.find_matches_as_strings(text))

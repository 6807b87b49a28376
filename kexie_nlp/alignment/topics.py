"""Texts to topics and topic vectors; a topic is a group of terms for one matter in the domain packs (`lexicon.packs`).

The groups of `routine.csv`, 日常事务 and 保障措施, are no matter of a plan: they lower the similarity of a text to the rest.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from kexie_nlp.lexicon import load_table, words
from kexie_nlp.lexicon.packs import COLUMNS, GENERAL, Pack, packaged

ROOM = 1.0  # added to the length of a vector: one mention alone weighs little
HOME = "kexie"  # the associations for science and technology: the pack where no plan says of which field a text is
_HEADING = re.compile("[。；\n]")
NAMED = 3  # topics named in an explanation


class Topics:
    """The terms of some packs and of routine: texts in, counts of their topics out. The longest term wins; the last pack that has it."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        routine = [(row["group"], row["term"]) for row in load_table("routine", COLUMNS)]
        pairs = [*routine, *(pair for pack in packs for pair in pack.topics)]
        self.groups = tuple(dict.fromkeys(group for group, _ in pairs))
        self.routine = frozenset(group for group, _ in routine)
        self.routine_columns = [column for column, group in enumerate(self.groups) if group in self.routine]
        columns = {group: i for i, group in enumerate(self.groups)}
        self._column = {term: columns[group] for group, term in pairs}
        self._terms = AhoCorasick(list(self._column), matchkind=MatchKind.LeftmostLongest, store_patterns=True)

    def of(self, text: str) -> frozenset[str]:
        """Returns all topics with a term that occurs in a text."""
        return frozenset(self.groups[self._column[term]] for term in self._terms.find_matches_as_strings(text))

    def counts(self, texts: Sequence[str]) -> np.ndarray:
        """Returns how often each text names each topic, [text, topic]."""
        counts = np.zeros((len(texts), len(self.groups)))
        for row, text in enumerate(texts):
            for term in self._terms.find_matches_as_strings(text):
                counts[row, self._column[term]] += 1
        return counts


@lru_cache(maxsize=8)
def topics_in(packs: tuple[Pack, ...]) -> Topics:
    """Returns the topics of some packs, built once."""
    return Topics(packs)


@cache
def home_topics() -> Topics:
    """Returns the topics of the associations for science and technology, and routine."""
    return topics_in(tuple(pack for pack in packaged() if pack.name == HOME))


def topics_of_field(packs: Sequence[Pack]) -> Topics:
    """Returns the topics by which the tasks of a plan with these packs are told apart: those of its field, of `HOME` without one.

    Plans of the associations also have the words of other fields; their own groups are those that `scopes.csv` names.
    """
    field = tuple(pack for pack in packs if pack.name != GENERAL)
    home = tuple(pack for pack in field if pack.name == HOME)
    return topics_in(home or field) if field else home_topics()


class TopicVectors:
    """Topic vectors of texts; the weight (idf) of a topic comes from the texts given here. `topics` default to those of the pack `HOME`."""

    def __init__(self, texts: Sequence[str], topics: Topics | None = None) -> None:
        self.topics = topics or home_topics()
        counts = self.topics.counts(texts)
        self._idf = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))) + 1

    def transform(self, texts: Sequence[str]) -> np.ndarray:
        """A dense matrix [text, topic]; rows have a length below 1, 0 for a text without terms. Routine has length, but no column:
        it takes weight from the rest and likens nothing."""
        weights = np.log1p(self.topics.counts(texts)) * self._idf
        norms = np.sqrt((weights * weights).sum(axis=1, keepdims=True) + ROOM ** 2)
        weights[:, self.topics.routine_columns] = 0
        return weights / norms

    def shared(self, a: np.ndarray, b: np.ndarray) -> list[str]:
        """Up to `NAMED` topics that two rows share, by weight."""
        product = a * b
        columns = np.flatnonzero(product)
        return [self.topics.groups[column] for column in columns[np.argsort(-product[columns], kind="stable")][:NAMED]]


def is_routine(text: str, topics: Topics | None = None) -> bool:
    """Whether the text of a task is daily business or a safeguard of the plan itself.

    It is where it has no other topic, or where its heading names a safeguard (强化督促检查) and no subject beside it. `topics` default to
    those of the pack `HOME`.
    """
    topics = topics or home_topics()
    found = topics.of(text)
    heading = _HEADING.split(text.strip(), maxsplit=1)[0]
    safeguard = any(word in heading for word in words("safeguards", "heading")) and not any(word in heading for word in _matters())
    return bool(found) and found <= topics.routine or safeguard and topics.of(heading) <= topics.routine


@cache
def _matters() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("scopes", ("word", "group", "source")))


def cosines(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The products [row, column] of two sets of vectors; a product does not depend on the other vectors, to the last bit."""
    return np.einsum("ik,jk->ij", rows, columns)

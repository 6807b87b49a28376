"""Tasks and the tasks of a reference plan to an array of features [task, reference task, feature], in batches.

Precedents are tasks of other documents that a person has confirmed for a reference task: a new task on the same topics gets a
part of its topic feature from there. Without precedents nothing changes. Measured leave-one-document-out
(scripts/align_report.py): a higher MAP in every set of documents.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from kexie_nlp.alignment.candidates import Task
from kexie_nlp.alignment.embeddings import Embedder, Meaning
from kexie_nlp.alignment.topics import TopicVectors, cosines, topics_in
from kexie_nlp.alignment.vectors import NgramVectors
from kexie_nlp.lexicon.packs import GENERAL, Pack

# of a pair alone; body: the whole texts; topic: their topics in the packs of the field; title: the task's title against the whole
# reference task; clause: the best pairs of clauses; section: the titles above the task; name: programmes and documents that both name;
# heading: the topics of the titles; words, heading words: the synonyms that all fields share, in the texts and in the titles; meaning:
# the sentence embeddings of the whole texts, only with an embedder
FEATURES = ("body", "topic", "title", "clause", "section", "name", "heading", "words", "heading words")
MEANING = "meaning"
QUOTED = re.compile(r"[《“]([^《》“”]{2,40})[》”]")
WHOSE = re.compile(r"中国科协|中国科学技术协会|全国|(?:[\u4e00-\u9fff]{2,3}?[省市县区])?(?:科学技术协会|科协)|[省市县]级|所属|试行|"
                   r"[（）()]|实施方案|方案|办法|意见|关于")
LEAST = 0.5  # resemblance (Dice over character pairs) from which two names are the same
SHARE = 0.5  # weight of the nearest precedent, that of the reference task being 1


class Precedent(NamedTuple):
    """A link that a person has confirmed: the document and normalised text of the task, and the reference task."""
    sha256: str
    text: str
    measure_sha256: str
    measure_provision: str


Precedents = Sequence[Precedent]


@dataclass(frozen=True)
class Comparison:
    """`features[task, central, feature]`; `clauses[task clause, central clause]`, with `starts`, the first row of each task.

    `topics` and `headings`: topic vectors of the tasks' bodies and titles. `precedents[task, central]`: resemblance to the
    nearest confirmed task; None without any.
    """
    features: np.ndarray
    clauses: np.ndarray
    starts: np.ndarray
    topics: np.ndarray
    headings: np.ndarray
    precedents: np.ndarray | None = None


class CentralIndex:
    """The tasks of the reference plan, vectorised once. All statistics come from them: the features of a pair depend on the
    pair, the plan, its packs and the precedents only. With an embedder `MEANING` stands behind `FEATURES`."""

    def __init__(self, tasks: Sequence[Task], precedents: Precedents = (), packs: Sequence[Pack] = (),
                 embedder: Embedder | None = None) -> None:
        clauses = [clause.text for task in tasks for clause in task.clauses]
        bodies, titles = [task.body for task in tasks], [task.title for task in tasks]
        self.tasks = tuple(tasks)
        self.starts = _starts(tasks)
        field = tuple(pack for pack in packs if pack.name != GENERAL)
        self.vectors = TopicVectors(bodies, topics_in(field))
        trained = any(pack.model is not None for pack in field)  # in its field, what all fields share only blurs
        self._words = TopicVectors(bodies, topics_in(tuple(pack for pack in packs if pack.name == GENERAL and not trained)))
        self._ngrams = NgramVectors([*clauses, *bodies])
        self._names = NameIndex(bodies)
        self._meaning = Meaning(bodies, embedder) if embedder is not None else None
        self._bodies = self._ngrams.transform(bodies).T.tocsr()
        self._clauses = self._ngrams.transform(clauses).T.tocsr()
        self.topics = self.vectors.transform(bodies)
        self.headings = self.vectors.transform(titles)
        self._body_words, self._title_words = self._words.transform(bodies), self._words.transform(titles)
        self._precedents = PrecedentIndex(tasks, precedents, self.vectors)
        self._precedent_words = PrecedentIndex(tasks, precedents, self._words)

    def compare(self, tasks: Sequence[Task]) -> Comparison:
        """The comparison of tasks (at least one) with every reference task."""
        starts = _starts(tasks)
        clause_texts = [clause.text for task in tasks for clause in task.clauses]
        bodies, titles = [task.body for task in tasks], [task.title for task in tasks]
        sections = {text: row for row, text in enumerate(dict.fromkeys(task.section for task in tasks))}  # many tasks share one
        vectors = self._ngrams.transform([*clause_texts, *bodies, *titles, *sections])
        clauses = (vectors[:len(clause_texts)] @ self._clauses).toarray()
        whole = (vectors[len(clause_texts):] @ self._bodies).toarray()
        # a task has several subjects: the best central clause for each of its clauses, then the mean
        best = np.maximum.reduceat(clauses, self.starts, axis=1)
        sizes = np.diff(np.append(starts, len(clauses)))
        topics, headings = self.vectors.transform(bodies), self.vectors.transform(titles)
        topic, precedents = self._precedents.blend(tasks, topics, cosines(topics, self.topics))
        own_words = self._words.transform(bodies)
        words, by_words = self._precedent_words.blend(tasks, own_words, cosines(own_words, self._body_words))
        if precedents is not None and by_words is not None:
            precedents = np.maximum(precedents, by_words)
        columns = {
            "body": whole[:len(tasks)],
            "topic": topic,
            "title": whole[len(tasks):2 * len(tasks)],
            "clause": np.add.reduceat(best, starts, axis=0) / sizes[:, None],
            "section": whole[2 * len(tasks):][[sections[task.section] for task in tasks]],
            "name": self._names.transform(bodies),
            "heading": cosines(headings, self.headings),
            "words": words,
            "heading words": cosines(self._words.transform(titles), self._title_words)}
        if self._meaning is not None:
            columns[MEANING] = self._meaning.transform(bodies)
        return Comparison(np.stack(list(columns.values()), axis=-1), clauses, starts, topics, headings, precedents)


class PrecedentIndex:
    """The confirmed tasks of each reference task, as topic vectors."""

    def __init__(self, central: Sequence[Task], precedents: Precedents, topics: TopicVectors) -> None:
        columns = {(task.place.sha256, task.place.provision): column for column, task in enumerate(central)}
        rows: dict[int, list[Precedent]] = defaultdict(list)
        for precedent in precedents:
            column = columns.get((precedent.measure_sha256, precedent.measure_provision))
            if column is not None:
                rows[column].append(precedent)
        self._columns = [(column, np.array([p.sha256 for p in found]), topics.transform([p.text for p in found]))
                         for column, found in rows.items()]

    def blend(self, tasks: Sequence[Task], topics: np.ndarray, similarity: np.ndarray
              ) -> tuple[np.ndarray, np.ndarray | None]:
        """The topic feature [task, central] with precedents, and the resemblance to the nearest one (None without any).

        Confirmed tasks of the same document are left out.
        """
        if not self._columns:
            return similarity, None
        nearest = np.zeros_like(similarity)
        blended = similarity.copy()
        documents = np.array([task.place.sha256 for task in tasks])
        for column, owners, vectors in self._columns:
            alike = np.where(owners[None, :] == documents[:, None], -1.0, cosines(topics, vectors)).max(axis=1)
            known = alike >= 0
            nearest[known, column] = alike[known]
            blended[known, column] = (similarity[known, column] + SHARE * alike[known]) / (1 + SHARE)
        return blended, nearest


class NameIndex:
    """The quoted names of reference texts: what stands in “” or 《》, without the words that only say whose it is."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._owners: list[tuple[int, int]] = []  # of each name: its text, its number of character pairs
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for row, text in enumerate(texts):
            for name in names_of(text):
                pairs = _pairs(name)
                for pair in pairs:
                    self._by_pair[pair].append(len(self._owners))
                self._owners.append((row, len(pairs)))
        self._width = len(texts)
        self._scores = lru_cache(maxsize=10_000)(self._score)

    def transform(self, texts: Sequence[str]) -> np.ndarray:
        """[text, reference text]: the best resemblance of a name of each, 0 below `LEAST`."""
        found = np.zeros((len(texts), self._width))
        for row, text in enumerate(texts):
            for name in names_of(text):
                for column, score in self._scores(name):
                    found[row, column] = max(found[row, column], score)
        return found

    def _score(self, name: str) -> list[tuple[int, float]]:
        pairs = _pairs(name)
        shared = Counter(owner for pair in pairs for owner in self._by_pair.get(pair, ()))
        scores = [(owner, 2 * count / (len(pairs) + self._owners[owner][1])) for owner, count in shared.items()]
        return [(self._owners[owner][0], score) for owner, score in scores if score >= LEAST]


def names_of(text: str) -> set[str]:
    """The names a normalised text quotes."""
    return {name for name in (WHOSE.sub("", found) for found in QUOTED.findall(text)) if len(name) > 1}


def shared_names(a: str, b: str) -> list[str]:
    """The names of `a` that `b` quotes in the same or nearly the same form, longest first."""
    index = NameIndex([b])
    return sorted((name for name in names_of(a) if index._scores(name)), key=_by_length)


def _by_length(name: str) -> tuple[int, str]:
    return -len(name), name


def _pairs(name: str) -> set[str]:
    return {name[i:i + 2] for i in range(len(name) - 1)}


def _starts(tasks: Sequence[Task]) -> np.ndarray:
    """The row where each task's clauses begin."""
    return np.cumsum([0, *(len(task.clauses) for task in tasks)])[:-1]

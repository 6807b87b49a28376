"""Features of every pair (task, reference task), whole batches at a time."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kexie_nlp.alignment.candidates import Task
from kexie_nlp.alignment.names import NameIndex
from kexie_nlp.alignment.precedents import PrecedentIndex, Precedents
from kexie_nlp.alignment.topics import TopicVectors, cosines
from kexie_nlp.alignment.vectors import NgramVectors

# body: all words of both; topic: the matters they speak of; title: the task's title against the whole reference task;
# clause: the best clause pairs; section: the titles above the task; name: programmes and documents named by both;
# heading: the matters of the two titles
FEATURES = ("body", "topic", "title", "clause", "section", "name", "heading")


@dataclass(frozen=True)
class Comparison:
    """`features[task, central, feature]`; `clauses[task clause, central clause]`, and the rows where tasks begin.

    `topics` and `headings`: topic vectors of the tasks' bodies and titles. `precedents[task, central]`: resemblance to what
    a person has confirmed; None where nothing has been.
    """
    features: np.ndarray
    clauses: np.ndarray
    starts: np.ndarray
    topics: np.ndarray
    headings: np.ndarray
    precedents: np.ndarray | None = None


class CentralIndex:
    """The reference plan's tasks, vectorised once. All statistics come from them, so a pair's features depend on
    nothing but the pair, the plan and what a person has confirmed (`precedents`)."""

    def __init__(self, tasks: Sequence[Task], precedents: Precedents = ()) -> None:
        clauses = [clause.text for task in tasks for clause in task.clauses]
        bodies = [task.body for task in tasks]
        self.tasks = tuple(tasks)
        self.starts = _starts(tasks)
        self._topics = TopicVectors(bodies)
        self._ngrams = NgramVectors([*clauses, *bodies])
        self._names = NameIndex(bodies)
        self._bodies = self._ngrams.transform(bodies).T.tocsr()
        self._clauses = self._ngrams.transform(clauses).T.tocsr()
        self.topics = self._topics.transform(bodies)
        self.headings = self._topics.transform([task.title for task in tasks])
        self._precedents = PrecedentIndex(tasks, precedents, self._topics)

    def compare(self, tasks: Sequence[Task]) -> Comparison:
        """Features of the tasks (at least one) against every reference task."""
        starts = _starts(tasks)
        vectors = self._ngrams.transform
        clauses = (vectors([clause.text for task in tasks for clause in task.clauses]) @ self._clauses).toarray()
        # a task has several matters: the best answer to each clause, then the mean over the clauses
        best = np.maximum.reduceat(clauses, self.starts, axis=1)
        sizes = np.diff(np.append(starts, len(clauses)))
        bodies, titles = [task.body for task in tasks], [task.title for task in tasks]
        topics, headings = self._topics.transform(bodies), self._topics.transform(titles)
        topic, precedents = self._precedents.blend(tasks, topics, cosines(topics, self.topics))
        columns = {
            "body": (vectors(bodies) @ self._bodies).toarray(),
            "topic": topic,
            "title": (vectors(titles) @ self._bodies).toarray(),
            "clause": np.add.reduceat(best, starts, axis=0) / sizes[:, None],
            "section": self._sections([task.section for task in tasks]),
            "name": self._names.transform(bodies),
            "heading": cosines(headings, self.headings)}
        return Comparison(np.stack([columns[name] for name in FEATURES], axis=-1), clauses, starts, topics, headings, precedents)

    def _sections(self, texts: Sequence[str]) -> np.ndarray:
        """Many tasks share a section: each distinct one is compared once."""
        distinct = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        found = (self._ngrams.transform(list(distinct)) @ self._bodies).toarray()
        return found[[distinct[text] for text in texts]]


def _starts(tasks: Sequence[Task]) -> np.ndarray:
    """The row where each task's clauses begin."""
    return np.cumsum([0, *(len(task.clauses) for task in tasks)])[:-1]

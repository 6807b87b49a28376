"""Precedents: tasks of other documents that a person has confirmed to carry out a reference task.

A new task that speaks of the same matters as a confirmed one gets a part of its topic feature from there. With no
precedents nothing changes. Measured leave-one-document-out (scripts/align_report.py): more MAP in every set of documents.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kexie_nlp.alignment.candidates import Task
from kexie_nlp.alignment.topics import TopicVectors, cosines

SHARE = 0.5  # weight of the nearest precedent beside the reference task itself


class Precedent(NamedTuple):
    """A confirmed link: the document and normalised text of the task, and the reference task it carries out."""
    sha256: str
    text: str
    measure_sha256: str
    measure_provision: str


Precedents = Sequence[Precedent]


class PrecedentIndex:
    """The confirmed tasks of every reference task, as topic vectors."""

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
        """The topic feature with precedents mixed in, and the resemblance to the nearest one (None without any).

        A document's own confirmed tasks say nothing about its other tasks, so they are passed over.
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

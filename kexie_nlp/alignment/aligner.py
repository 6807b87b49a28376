"""Aligns documents with a reference plan: compares each task with each task of the plan and returns scored, graded, explained links."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from kexie_nlp.alignment.candidates import Task, tasks_of
from kexie_nlp.alignment.embeddings import load_embedder
from kexie_nlp.alignment.evidence import OLDER, as_evidence, best_pairs, explain, relation, shared_wording
from kexie_nlp.alignment.features import CentralIndex, Comparison, Precedents, shared_names
from kexie_nlp.alignment.numbers import compare_targets
from kexie_nlp.alignment.ranker import model_for
from kexie_nlp.alignment.references import is_older
from kexie_nlp.lexicon.packs import Pack, packs_of
from kexie_nlp.model import Link
from kexie_nlp.text.document import Document

BATCH = 512  # tasks vectorised at once


@dataclass(frozen=True)
class AlignOptions:
    """Options of `align`. `candidates`: the least number of links of each task, grade 0 included; `model`: a model file (default: that of
    the plan's field, else the general one); `precedents`: links that a person has confirmed, of these or other documents; `packs`: domain
    packs beside the packaged ones; `fields`: names of packs to use whatever the plan says (`lexicon.packs.packs_of`); `backwards`: whether
    a document that is older than the plan may carry it out, else its links have at most grade 1; `embed`: the sentence embeddings to
    use in fields without a model of their own (`embeddings.load_embedder`)."""
    candidates: int = 8
    model: Path | None = None
    precedents: Precedents = ()
    packs: tuple[Pack, ...] = ()
    fields: tuple[str, ...] = ()
    backwards: bool = False
    embed: str | None = None


class Aligner:
    """Aligns documents with one reference plan, vectorised once: `Aligner(central).align(documents)` gives links.

    `packs` are the domain packs of the plan. `align` describes a link. K501, K502 where the options or a pack name a model that is
    not installed or cannot be read, K202 for a field that no pack has.
    """

    def __init__(self, central: Document, *, options: AlignOptions | None = None) -> None:
        self.options = options or AlignOptions()
        self.packs = packs_of(central.norm.text, self.options.packs, self.options.fields)
        self.model = model_for(self.packs, self.options.model, self.options.embed)
        self._sha256 = central.record.sha256
        self._meta = central.record.meta
        tasks = tasks_of(central)
        embedder = load_embedder(self.model.embedder) if self.model.embedder else None
        self._central = CentralIndex(tasks, self.options.precedents, self.packs, embedder) if tasks else None

    def align(self, documents: Iterable[Document]) -> Iterator[Link]:
        """The links of the tasks of the documents, in order of task, best first within a task; the plan itself is left out."""
        batch: list[tuple[Task, bool, bool]] = []
        if self._central is None:
            return
        for document in (other for other in documents if other.record.sha256 != self._sha256):
            meta = document.record.meta
            same_level = self._meta.level is not None and self._meta.level == meta.level
            older = not self.options.backwards and is_older(meta, self._meta)
            batch += ((task, same_level, older) for task in tasks_of(document))
            if len(batch) >= BATCH:  # the tasks of a document stay together
                yield from self._links(self._central, batch)
                batch = []
        if batch:
            yield from self._links(self._central, batch)

    def _links(self, central: CentralIndex, batch: list[tuple[Task, bool, bool]]) -> Iterator[Link]:
        comparison = central.compare([task for task, _, _ in batch])
        values = self.model.values(comparison.features, np.array([task.place.sha256 for task, _, _ in batch]))
        scores = self.model.score(values)
        orders = np.argsort(-scores, axis=1, kind="stable")
        nearest = _nearest(scores, [task.place.sha256 for task, _, _ in batch])
        for row, (task, same_level, older) in enumerate(batch):
            ranked = scores[row, orders[row]].tolist()
            close = self.model.ambiguous(ranked)
            for rank, (column, score) in enumerate(zip(orders[row].tolist(), ranked, strict=True)):
                given = self.model.grade(score)
                grade = 1 if older and given else given
                if not grade and rank >= self.options.candidates and row not in nearest[column]:
                    continue
                more = self._justified(central, comparison, values, row, column, task, same_level, grade) if grade else {}
                if grade < given:
                    more["why"] = "；".join(filter(None, (OLDER, more["why"])))
                yield Link(task=task.place, measure=central.tasks[column].place, score=score, grade=grade,
                           ambiguous=rank < close, model=self.model.name, **more)

    def _justified(self, central: CentralIndex, comparison: Comparison, values: np.ndarray, row: int, column: int, task: Task,
                   same_level: bool, grade: int) -> dict[str, Any]:
        """Relation, evidence, numbers and reason of a link of grade 1 or 2, as fields of `Link`."""
        other = central.tasks[column]
        similarity, best = _similarity(comparison, central, row, column)
        pairs = best_pairs(similarity)
        named = zip(self.model.inputs, values[row, column].tolist(), strict=True)
        weights = {name: self.model.coefficients[name] * value for name, value in named}
        topical = {"topic": (comparison.topics, central.topics), "heading": (comparison.headings, central.headings)}
        wording = {"body": task.body, "words": task.body, "title": task.title, "section": task.section}

        def shared(name: str) -> Sequence[str]:
            if name in topical:
                mine, theirs = topical[name]
                return central.vectors.shared(mine[row], theirs[column])
            if name == "name":
                return shared_names(task.body, other.body)[:2]
            return shared_wording(wording[name], other.body) if name in wording else ()

        precedent = 0.0 if comparison.precedents is None else float(comparison.precedents[row, column])
        return {"relation": relation(grade, task, other, pairs, best), "evidence": as_evidence(task, other, pairs),
                "numbers": compare_targets(task.goals, other.goals, same_level=same_level),
                "why": explain(weights, shared, precedent)}


def align(central: Document, others: Iterable[Document], *, options: AlignOptions | None = None) -> list[Link]:
    """Links of the tasks of `others` to the tasks of the reference plan, which may be any document.

    The `score` of a link is the probability of grade 2, 0 to 1, by a logistic regression over the features of
    `alignment.features`. Its spans are raw offsets of either document; its evidence are the pairs of clauses that resemble each
    other. Each task gets all links of grade 1 or 2, and at least `candidates` links of any grade; each reference task gets the nearest
    task of every document besides. K502 if the options name a model that cannot be read, K202 if they name a field that no pack has.
    """
    return list(Aligner(central, options=options).align(others))


def _nearest(scores: np.ndarray, documents: Sequence[str]) -> list[set[int]]:
    """For each reference task the rows that come nearest to it, one of each document; `documents` names the document of each row."""
    found: list[set[int]] = [set() for _ in range(scores.shape[1])]
    first = 0
    for _, rows in groupby(documents):
        last = first + len(list(rows))
        for column, row in enumerate(scores[first:last].argmax(axis=0).tolist()):
            found[column].add(first + row)
        first = last
    return found


def _similarity(comparison: Comparison, central: CentralIndex, row: int, column: int) -> tuple[np.ndarray, np.ndarray]:
    """Similarity of the clauses of a task to those of one central task, and the best of each to any clause of the plan."""
    ends, central_ends = (*comparison.starts[1:], None), (*central.starts[1:], None)
    rows = comparison.clauses[comparison.starts[row]:ends[row]]
    return rows[:, central.starts[column]:central_ends[column]], rows.max(axis=1)

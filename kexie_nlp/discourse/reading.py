"""Reads the discourse of a document: its evidence in, the act of the passage at an offset out (result, plan, rule, background).

Measures, numbers and times ask the same reading, so that they cannot contradict each other.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kexie_nlp.discourse.evidence import Evidence
from kexie_nlp.discourse.model import ACTS, Act, ActModel, Scores
from kexie_nlp.model import Provision


class Passage(NamedTuple):
    """What a passage does: its act, the probability of each act in the order of `ACTS`."""
    act: Act
    probabilities: Scores

    def likelier(self, act: Act, other: Act) -> bool:
        """Whether an act is at least as likely as another one."""
        return self.probabilities[ACTS.index(act)] >= self.probabilities[ACTS.index(other)]


class Reading:
    """The acts of one document. The weights of a document, a part, a line and a sentence are added once."""

    def __init__(self, evidence: Evidence, model: ActModel) -> None:
        self.evidence, self.model = evidence, model
        self._sums: dict[tuple[str, object], Scores] = {}
        self._passages: dict[tuple[int, int], Passage] = {}

    def passage(self, start: int, end: int, *, number: Sequence[str] | None = None) -> Passage:
        """Returns what the text at a span does. `number` are the features of a number there."""
        if number is None and (start, end) in self._passages:
            return self._passages[start, end]
        parts = [self._sum(*key) for key in self._keys(start)]
        parts.append(self.model.sum(self.evidence.of_clause(start, end)))
        if number is not None:
            parts.append(self.model.sum([*self.evidence.of_number(start, end), *number]))
        probabilities = self.model.probabilities(parts)
        passage = Passage(ACTS[max(range(len(ACTS)), key=probabilities.__getitem__)], probabilities)
        if number is None:
            self._passages[start, end] = passage
        return passage

    def features(self, start: int, end: int, *, number: Sequence[str] | None = None) -> list[str]:
        """Returns all features of a span, for training and for explanations."""
        found = [name for key in self._keys(start) for name in self._features(*key)] + self.evidence.of_clause(start, end)
        return found if number is None else [*found, *self.evidence.of_number(start, end), *number]

    def explain(self, start: int, end: int, count: int = 5, *, number: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Returns the features that decided for the act of a span over the next likely one, strongest first, with their weights."""
        probabilities = self.passage(start, end, number=number).probabilities
        best, second = sorted(range(len(ACTS)), key=probabilities.__getitem__, reverse=True)[:2]
        weighed = [(name, row[best] - row[second]) for name in self.features(start, end, number=number)
                   if (row := self.model.weights.get(name))]
        return sorted(weighed, key=lambda item: -item[1])[:count]

    def _keys(self, offset: int) -> list[tuple[str, object]]:
        chain = self.evidence.chain(offset)
        line = self.evidence.heading_line(offset)
        titles = {p.title for p in chain}
        keys: list[tuple[str, object]] = [("document", None), ("part", chain[0] if chain else None),
                                          ("sentence", self.evidence.sentence(offset)[0])]
        return [*keys, ("line", line[1])] if line and line[1] not in titles else keys

    def _sum(self, kind: str, key: object) -> Scores:
        name = (kind, key.id if isinstance(key, Provision) else key)
        if name not in self._sums:
            self._sums[name] = self.model.sum(self._features(kind, key))
        return self._sums[name]

    def _features(self, kind: str, key: object) -> list[str]:
        if kind == "document":
            return self.evidence.of_document
        if kind == "part":
            return self.evidence.of_part(key if isinstance(key, Provision) else None)
        if kind == "line":
            return self.evidence.of_line(str(key))
        assert isinstance(key, int)
        return self.evidence.of_sentence(key)

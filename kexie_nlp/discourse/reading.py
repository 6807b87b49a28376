"""Reads the discourse of a document: its evidence in, the act of a passage or a number out (result, plan, rule, background).

Measures, numbers and times ask the same reading, so that they cannot contradict each other.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy

from kexie_nlp.discourse.evidence import Evidence
from kexie_nlp.discourse.model import ACTS, Act, ActModel, ActModels, Scores
from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.model import Provision

_CLEAR = 1.5  # log odds that one clause in a hundred overturns
_BESIDE = 10  # numbers on each side that an explanation reads
_RESULT, _PLAN = ACTS.index("result"), ACTS.index("plan")


class Passage(NamedTuple):
    """What a passage does: its act, the probability of each act in the order of `ACTS`."""
    act: Act
    probabilities: Scores

    def probability(self, act: Act) -> float:
        """Returns the probability of an act."""
        return self.probabilities[ACTS.index(act)]

    def likelier(self, act: Act, other: Act) -> bool:
        """Whether an act is at least as likely as another one."""
        return self.probability(act) >= self.probability(other)


class Reading:
    """The acts of one document; `numbers` are its numbers in text order. What passages share is added or looked up once."""

    def __init__(self, evidence: Evidence, models: ActModels, numbers: Sequence[Quantity]) -> None:
        self.evidence, self.models, self.numbers = evidence, models, numbers
        self._sums: dict[tuple[int, str, object], Scores] = {}
        self._above_sums: dict[tuple[int, str | None, int], Scores] = {}
        self._passages: dict[tuple[int, int], Passage] = {}
        self._numbers: dict[int, Passage] = {}
        self._shared_rows: dict[tuple[str, object], list[int]] = {}

    def passage(self, start: int, end: int) -> Passage:
        """Returns what the text at a span does."""
        if (start, end) not in self._passages:
            self._passages[start, end] = self._judge(self.models.passages, start, self.evidence.of_clause(start, end))
        return self._passages[start, end]

    def settled(self, offset: int) -> Act | None:
        """Returns plan or result if the title and the headings above an offset decide for it so clearly that its words seldom change it."""
        model = self.models.passages
        above = self._above(model, offset)
        margin = model.intercepts[_PLAN] - model.intercepts[_RESULT] + above[_PLAN] - above[_RESULT]
        return None if abs(margin) < _CLEAR else "plan" if margin > 0 else "result"

    def number(self, q: Quantity) -> Passage:
        """Returns what a number does. All numbers of the document are read at once, at the first question."""
        if not self._numbers:
            self._read(self.numbers)
        if q.start not in self._numbers:
            self._read([q])
        return self._numbers[q.start]

    def _read(self, numbers: Sequence[Quantity]) -> None:
        model = self.models.numbers
        found = model.read([self._rows(q) for q in numbers]) if numbers else ()
        for q, row in zip(numbers, found, strict=True):
            probabilities = tuple(map(float, row))
            self._numbers[q.start] = Passage(_likeliest(probabilities), probabilities)

    def _rows(self, q: Quantity) -> list[int]:
        """Returns the rows of the features of a number. Those of its document, part, lines and sentence are looked up once."""
        model, found = self.models.numbers, []
        shared = (("paragraph", self.evidence.paragraph(q.start)[0]), ("sentence", self.evidence.sentence(q.start)[0]))
        for kind, key in (*self._keys(q.start), *shared):
            name = kind, key.id if isinstance(key, Provision) else key
            if name not in self._shared_rows:
                self._shared_rows[name] = model.rows(self._features(kind, key))
            found += self._shared_rows[name]
        return found + model.rows(self.evidence.of_clause(q.start, q.end) + self.evidence.of_number(q))

    def features(self, start: int, end: int, number: Quantity | None = None) -> list[str]:
        """Returns all features of a span, for training and for explanations."""
        found = [name for key in self._keys(start) for name in self._features(*key)]
        found += self.evidence.of_paragraph(start) + self.evidence.of_sentence(start) + self.evidence.of_clause(start, end)
        return found if number is None else found + self.evidence.of_number(number)

    def explain(self, start: int, end: int, number: Quantity | None = None, count: int = 5) -> list[tuple[str, float]]:
        """Returns the features that decided for the act of a span over the next likely one, strongest first, with their shares
        in the log odds."""
        probabilities = (self.passage(start, end) if number is None else self.number(number)).probabilities
        best, other = sorted(range(len(ACTS)), key=probabilities.__getitem__, reverse=True)[:2]
        if number is not None:
            weighed = self._effects(number, best, other)
        else:
            weights = self.models.passages.weights
            weighed = [(name, row[best] - row[other]) for name in self.features(start, end) if (row := weights.get(name))]
        return sorted(weighed, key=_weight, reverse=True)[:count]

    def _effects(self, number: Quantity, best: int, other: int) -> list[tuple[str, float]]:
        """Returns the features of a number with what the odds of an act over another one lose without each, among the numbers beside it."""
        model, numbers = self.models.numbers, self.numbers
        place = next((i for i, q in enumerate(numbers) if q.start == number.start), None)
        first = 0 if place is None else max(0, place - _BESIDE)
        beside = [number] if place is None else numbers[first:place + _BESIDE + 1]
        own, place = self._rows(number), 0 if place is None else place - first
        rows = [self._rows(q) for q in beside]

        def odds(kept: list[int]) -> float:
            found = model.read([*rows[:place], kept, *rows[place + 1:]])[place]
            return float(numpy.log(found[best] / found[other]))

        whole = odds(own)
        return [(model.names[row], whole - odds([r for r in own if r != row])) for row in dict.fromkeys(own)]

    def _judge(self, model: ActModel, start: int, own: Sequence[str]) -> Passage:
        probabilities = model.probabilities([self._shared(model, start), model.sum(own)])
        return Passage(_likeliest(probabilities), probabilities)

    def _above(self, model: ActModel, offset: int) -> Scores:
        """Returns the weights of the document, the part and the headings at an offset."""
        chain, line = self.evidence.chain(offset), self.evidence.heading_line(offset)
        name = id(model), chain[0].id if chain else None, line[0] if line else -1
        if name not in self._above_sums:
            parts = [self._sum(model, *key) for key in self._keys(offset)]
            self._above_sums[name] = tuple(map(sum, zip(*parts, strict=True)))
        return self._above_sums[name]

    def _shared(self, model: ActModel, offset: int) -> Scores:
        """Returns the weights that all passages of a sentence share."""
        parts = (self._sum(model, "paragraph", self.evidence.paragraph(offset)[0]),
                 self._sum(model, "sentence", self.evidence.sentence(offset)[0]))
        return tuple(map(sum, zip(self._above(model, offset), *parts, strict=True)))

    def _keys(self, offset: int) -> list[tuple[str, object]]:
        """Returns the groups of features of the document, the part and the headings at an offset."""
        chain, line = self.evidence.chain(offset), self.evidence.heading_line(offset)
        keys: list[tuple[str, object]] = [("document", None), ("part", chain[0] if chain else None)]
        if line and all(line[1] != p.title for p in chain):
            keys.append(("line", line[1]))
        return keys

    def _sum(self, model: ActModel, kind: str, key: object) -> Scores:
        name = (id(model), kind, key.id if isinstance(key, Provision) else key)
        if name not in self._sums:
            self._sums[name] = model.sum(self._features(kind, key))
        return self._sums[name]

    def _features(self, kind: str, key: Any) -> list[str]:
        if kind == "document":
            return self.evidence.of_document
        if kind == "part":
            return self.evidence.of_part(key)
        if kind == "line":
            return self.evidence.of_line(key)
        if kind == "paragraph":
            return self.evidence.of_paragraph(key)
        return self.evidence.of_sentence(key)


def _likeliest(probabilities: Scores) -> Act:
    return ACTS[max(range(len(ACTS)), key=probabilities.__getitem__)]


def _weight(item: tuple[str, float]) -> float:
    return item[1]

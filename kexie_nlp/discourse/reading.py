"""Reads the discourse of a document: its evidence in, the act of a passage or a number out (result, plan, rule, background).

Measures, numbers and times ask the same reading, so that they cannot contradict each other.
"""
from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any, NamedTuple

from kexie_nlp.discourse.evidence import Evidence
from kexie_nlp.discourse.model import ACTS, Act, ActModels, Scores
from kexie_nlp.discourse.tenor import Tenor
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
    """The acts of one document. What passages share is added or looked up once."""

    def __init__(self, evidence: Evidence, models: ActModels) -> None:
        self.evidence, self.models = evidence, models
        self._sums: dict[tuple[str, object], Scores] = {}
        self._rows: dict[tuple[str, object], list[int]] = {}
        self._above_sums: dict[tuple[str | None, int], Scores] = {}
        self._passages: dict[tuple[int, int], Passage] = {}
        self._numbers: dict[int, Passage] = {}
        self.tenor = Tenor(evidence.text, evidence.title, evidence.chain)

    def passage(self, start: int, end: int) -> Passage:
        """Returns what the text at a span does."""
        if (start, end) not in self._passages:
            model = self.models.passages
            probabilities = model.probabilities([self._shared(start), model.sum(self.evidence.of_clause(start, end))])
            self._passages[start, end] = self._settle(start, probabilities)
        return self._passages[start, end]

    def settled(self, offset: int) -> Act | None:
        """Returns plan or result if the title and the headings above an offset decide for it so clearly that its words seldom change it."""
        intercepts, above = self.models.passages.intercepts, self._above(offset)
        margin = intercepts[_PLAN] - intercepts[_RESULT] + above[_PLAN] - above[_RESULT]
        return None if abs(margin) < _CLEAR else "plan" if margin > 0 else "result"

    def number(self, q: Quantity) -> Passage:
        """Returns what a number does. All numbers of the document are read at once, at the first question."""
        if not self._numbers:
            self._read(self.evidence.numbers)
        if q.start not in self._numbers:
            self._read([q])
        return self._numbers[q.start]

    def features(self, start: int, end: int, number: Quantity | None = None) -> list[str]:
        """Returns all features of a span, for training and for explanations."""
        found = [name for group in self._groups(start) for name in self._features(*group)] + self.evidence.of_clause(start, end)
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

    def _read(self, numbers: Sequence[Quantity]) -> None:
        found = self.models.numbers.read([self._rows_of(q) for q in numbers]) if numbers else ()
        for q, row in zip(numbers, found, strict=True):
            self._numbers[q.start] = self._settle(q.start, tuple(map(float, row)))

    def _settle(self, offset: int, probabilities: Scores) -> Passage:
        """Returns the passage with these probabilities, as a result in the place of a plan, or as a plan in the place of a result,
        where the paper settles it (`tenor`)."""
        act = _likeliest(probabilities)
        settled = act == "result" or act == "plan" and self.tenor.may_report
        if not settled or self.evidence.cell(offset) is not None:
            return Passage(act, probabilities)
        sentence = self.evidence.sentence(offset)
        planned = self.tenor.plans(*sentence)
        moved = planned if act == "result" else not planned and self.tenor.reports(*sentence)
        if not moved:
            return Passage(act, probabilities)
        swapped = list(probabilities)
        swapped[_PLAN], swapped[_RESULT] = swapped[_RESULT], swapped[_PLAN]
        return Passage("result" if act == "plan" else "plan", tuple(swapped))

    def _effects(self, number: Quantity, best: int, other: int) -> list[tuple[str, float]]:
        """Returns the features of a number with what the odds of an act over another one lose without each, among the numbers beside it."""
        model, numbers = self.models.numbers, self.evidence.numbers
        place = next((i for i, q in enumerate(numbers) if q.start == number.start), None)
        before = [] if place is None else list(map(self._rows_of, numbers[max(0, place - _BESIDE):place]))
        behind = [] if place is None else list(map(self._rows_of, numbers[place + 1:place + _BESIDE + 1]))

        def odds(kept: list[int]) -> float:
            found = model.read([*before, kept, *behind])[len(before)]
            return log(found[best] / found[other])

        own = self._rows_of(number)
        whole = odds(own)
        return [(model.names[row], whole - odds([r for r in own if r != row])) for row in dict.fromkeys(own)]

    def _rows_of(self, q: Quantity) -> list[int]:
        """Returns the rows of the features of a number in the weights of their model."""
        model, found = self.models.numbers, []
        for kind, key in self._groups(q.start):
            name = _name(kind, key)
            if name not in self._rows:
                self._rows[name] = model.rows(self._features(kind, key))
            found += self._rows[name]
        return found + model.rows(self.evidence.of_clause(q.start, q.end) + self.evidence.of_number(q))

    def _above(self, offset: int) -> Scores:
        """Returns the weights of the document, the part and the headings at an offset."""
        chain, line = self.evidence.chain(offset), self.evidence.heading_line(offset)
        name = chain[0].id if chain else None, line[0] if line else -1
        if name not in self._above_sums:
            parts = [self._sum(*group) for group in self._groups_above(offset)]
            self._above_sums[name] = tuple(map(sum, zip(*parts, strict=True)))
        return self._above_sums[name]

    def _shared(self, offset: int) -> Scores:
        """Returns the weights that all passages of a sentence share."""
        parts = [self._sum(*group) for group in self._groups_around(offset)]
        return tuple(map(sum, zip(self._above(offset), *parts, strict=True)))

    def _groups(self, offset: int) -> list[tuple[str, object]]:
        """Returns the groups of features at an offset, from the document down to the sentence."""
        return [*self._groups_above(offset), *self._groups_around(offset)]

    def _groups_above(self, offset: int) -> list[tuple[str, object]]:
        chain, line = self.evidence.chain(offset), self.evidence.heading_line(offset)
        groups: list[tuple[str, object]] = [("document", None), ("part", chain[0] if chain else None)]
        if line and all(line[1] != p.title for p in chain):
            groups.append(("line", line[1]))
        return groups

    def _groups_around(self, offset: int) -> list[tuple[str, object]]:
        return [("paragraph", self.evidence.paragraph(offset)[0]), ("sentence", self.evidence.sentence(offset)[0])]

    def _sum(self, kind: str, key: object) -> Scores:
        name = _name(kind, key)
        if name not in self._sums:
            self._sums[name] = self.models.passages.sum(self._features(kind, key))
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


def _name(kind: str, key: object) -> tuple[str, object]:
    return kind, key.id if isinstance(key, Provision) else key


def _likeliest(probabilities: Scores) -> Act:
    return ACTS[max(range(len(ACTS)), key=probabilities.__getitem__)]


def _weight(item: tuple[str, float]) -> float:
    return item[1]

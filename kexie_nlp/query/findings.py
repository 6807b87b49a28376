"""Answers about whole collections: states of coverage, rankings, likeness, comparisons. Frozen rows like the others."""
from __future__ import annotations

from typing import Literal

from kexie_nlp.query.answers import Answer

State = Literal["covered", "partly", "uncovered", "out_of_scope"]
Change = Literal["first", "continued", "raised", "lowered", "dropped", "new"]


class StateCell(Answer):
    """What a document or region makes of a central task; `reason` says why it is out of scope."""
    name: str
    state: State
    score: float  # the best probability among its links
    reason: str = ""


class StateRow(Answer):
    """A central task and its state in every document or region."""
    ref: str
    title: str
    cells: tuple[StateCell, ...]


class RankingRow(Answer):
    """A central task by how many documents and regions carry it out; `strength`: the sum of their best probabilities."""
    ref: str
    title: str
    documents: int
    regions: int
    tasks: int
    strength: float


class SimilarityRow(Answer):
    """How alike two documents are in what they carry out (cosine, 0 to 1), and what only one of them does."""
    a: str
    b: str
    similarity: float
    both: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


class TopicRow(Answer):
    """Tasks that no central task explains and that speak of one matter, named by their keywords."""
    keywords: tuple[str, ...]
    documents: tuple[str, ...]
    refs: tuple[str, ...]
    titles: tuple[str, ...]


class LoadRow(Answer):
    """An actor and how much falls to it."""
    actor: str
    measures: int
    tasks: int
    documents: int


class InstrumentRow(Answer):
    """A cited document and who cites it."""
    title: str
    measures: int
    documents: tuple[str, ...]


class NumberPair(Answer):
    """Two numbers face to face."""
    ref: str
    number: str
    other_ref: str
    other_number: str
    verdict: str
    deadline: str | None
    reason: str


class CompareRow(Answer):
    """A task of A and its counterpart in B; `shared`: the central tasks that both carry out."""
    change: Change
    ref: str | None
    title: str | None
    other_ref: str | None
    other_title: str | None
    score: float | None
    why: str
    shared: tuple[str, ...]
    numbers: tuple[NumberPair, ...]


class HistoryRow(Answer):
    """What one plan makes of a matter; no `ref` where it was dropped. `numbers`: this plan's and those of the one before."""
    region: str | None
    year: int | None
    document: str
    change: Change
    ref: str | None = None
    title: str | None = None
    grade: int | None = None
    score: float | None = None
    numbers: tuple[NumberPair, ...] = ()

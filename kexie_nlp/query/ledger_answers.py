"""The rows of a ledger: central tasks, and beside each of them what every document does about it."""
from __future__ import annotations

from kexie_nlp.query.answers import Answer, DeadlineRow, GapRow, NovelRow, State


class Quotes(Answer):
    """What resembles each other: the raw quote of the document, and that of the plan in plain characters."""
    task: str
    measure_plain: str


class Against(Answer):
    """A number (`own`) and the central one it was compared with, in words; `verdict`, `deadline` and `reason` as in a link."""
    ref: str
    own: str
    central: str
    verdict: str
    deadline: str | None
    reason: str


class LedgerNumber(Answer):
    """A number: the raw quote, the same in plain characters, its fields, and the central numbers it was compared with."""
    ref: str
    document: str
    text: str
    plain: str
    indicator: str
    comparator: str
    value: int | float
    value_max: int | float | None
    unit: str
    baseline: int | float | None
    status: str
    deadline: tuple[str | None, str | None]
    against: tuple[Against, ...] = ()


class LedgerTask(Answer):
    """A task of a document that carries a central task out (grade 2) or is related to it (1).

    `model_grade`: what the model said where a person has decided, null where nobody has.
    """
    ref: str
    id: str
    title: str
    grade: int
    model_grade: int | None
    ambiguous: bool
    quotes: tuple[Quotes, ...]
    numbers: tuple[LedgerNumber, ...]
    verdicts: tuple[Against, ...]
    times: tuple[DeadlineRow, ...]
    actors: tuple[str, ...]


class LedgerCell(Answer):
    """What a document makes of a central task, its best tasks first; `reason` says why it is out of scope."""
    document: str
    state: State
    reason: str
    tasks: tuple[LedgerTask, ...]


class LedgerRow(Answer):
    """A central task with its text in plain characters, and a cell for every document."""
    ref: str
    id: str
    chapter: str
    title: str
    plain: str
    numbers: tuple[LedgerNumber, ...]
    times: tuple[DeadlineRow, ...]
    actors: tuple[str, ...]
    cells: tuple[LedgerCell, ...]


class Source(Answer):
    """A document that the ledger is made of, with what it says of itself and what was found in it."""
    document: str
    source: str
    title: str | None
    issuer: str | None
    issued: str | None
    doc_number: str | None
    region: str | None
    level: str | None
    period: tuple[str | None, str | None]
    sha256: str
    tasks: int
    measures: int
    targets: int
    times: int
    linked: int | None


class Reviewed(Answer):
    """How many grades persons have decided, in how many against the model, and how many pairs they have rejected."""
    decided: int
    changed: int
    rejected: int


class Ledger(Answer):
    """All of it; `titles` names every task by its ref, `nobody` holds the refs that no document carries out."""
    central: str
    central_title: str | None
    documents: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    nobody: tuple[str, ...]
    gaps: tuple[GapRow, ...]
    novel: tuple[NovelRow, ...]
    numbers: tuple[LedgerNumber, ...]
    times: tuple[DeadlineRow, ...]
    titles: dict[str, str]
    sources: tuple[Source, ...]
    reviewed: Reviewed
    models: tuple[str, ...]

"""The answers: frozen rows. `ref` is the full name of a thing, LABEL/ID or LABEL/ID#n, and can be asked for.

What stands outside all provisions has the label of its document alone.
"""
from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SummaryRow(Answer):
    """A document and what was found in it; `linked` counts its tasks with a link of grade 1 or 2."""
    document: str
    source: str
    region: str | None
    level: str | None
    year: int | None
    title: str | None
    period: tuple[str | None, str | None]
    tasks: int
    measures: int
    targets: int
    times: int
    linked: int | None  # null for the central plan, and where there is none


class CoverageCount(Answer):
    """How many of a document's tasks carry a central task out, and how many are partly related."""
    document: str
    grade2: int
    grade1: int


class CoverageRow(Answer):
    """A central task, and what every other document does about it."""
    ref: str
    id: str
    title: str
    counts: tuple[CoverageCount, ...]


class GapRow(Answer):
    """A central task that no task of `document` carries out; `document` null: of no document at all."""
    document: str | None
    ref: str
    id: str
    title: str
    related: int  # links of grade 1


class NovelRow(Answer):
    """A task that no central task corresponds to, and the central task that came nearest."""
    document: str
    ref: str
    id: str
    title: str
    text: str
    nearest: str | None
    nearest_title: str | None
    score: float | None
    kind: str = "local"  # local or routine


class TaskRow(Answer):
    """A task and the central task that it carries out best, or that came nearest; `grade` 0: it carries out none."""
    ref: str
    document: str
    region: str | None
    year: int | None
    role: str
    title: str
    grade: int
    score: float | None
    central: str | None
    central_title: str | None


class LinkListRow(Answer):
    """A link with both ends; `model_grade`: what the model said where a person has decided."""
    ref: str
    document: str
    title: str
    central: str
    central_title: str
    grade: int
    score: float
    relation: str | None
    model: str
    model_grade: int | None


class MeasureRow(Answer):
    """Who does what; `text` is the raw quote."""
    ref: str
    document: str
    text: str
    action: str
    object: str
    actors: tuple[str, ...]
    instruments: tuple[str, ...]
    modality: str
    status: str
    start: int
    end: int


class TargetRow(Answer):
    """A number with what it measures; `sentence` is where it stands."""
    ref: str
    document: str
    text: str
    indicator: str
    comparator: str
    value: int | float
    value_max: int | float | None
    unit: str
    baseline: int | float | None
    scope: str | None
    status: str
    deadline: tuple[str | None, str | None] | None
    sentence: str
    start: int
    end: int


class DeadlineRow(Answer):
    """A time expression; `date` is what it is ordered by: its end, or else its beginning."""
    ref: str
    document: str
    date: str | None
    date_from: str | None
    date_to: str | None
    kind: str
    status: str  # planned or done
    text: str
    sentence: str
    start: int
    end: int


class Evidence(Answer):
    """Two raw quotes that resemble each other, with their raw spans and in normalised simplified form."""
    task: str
    task_plain: str
    task_span: tuple[int, int]
    measure: str
    measure_plain: str
    measure_span: tuple[int, int]
    score: float


class NumberRow(Answer):
    """The provincial number beside the central one; `reason` in Chinese."""
    task_target: str
    measure_target: str
    verdict: str
    deadline: str | None = None
    reason: str = ""


class LinkRow(Answer):
    """A link seen from one end; `ref` and `title` are the other end."""
    ref: str
    document: str
    title: str
    grade: int
    score: float
    relation: str | None
    evidence: tuple[Evidence, ...]
    numbers: tuple[NumberRow, ...]
    model: str
    ambiguous: bool = False
    why: str = ""  # the features that made the score
    model_grade: int | None = None  # what the model said where a person has decided


class TaskView(Answer):
    """A provision with all that was found in it and what it is linked to."""
    ref: str
    document: str
    source: str
    id: str
    role: str
    title: str
    text: str
    plain: str
    start: int
    end: int
    measures: tuple[MeasureRow, ...]
    targets: tuple[TargetRow, ...]
    times: tuple[DeadlineRow, ...]
    links: tuple[LinkRow, ...]
    linked: int  # links on all pages


class MeasureView(Answer):
    """A central task or a measure, and who carries it out; `without`: the documents that have no link to it."""
    ref: str
    document: str
    kind: str  # task or measure
    title: str
    text: str
    actors: tuple[str, ...]
    links: tuple[LinkRow, ...]
    linked: int  # links on all pages
    without: tuple[str, ...]

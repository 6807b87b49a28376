"""Every shape of an answer: frozen rows, and `Rows`, the list of them that a question returns.

`ref` is the full name of a provision or measure, LABEL/ID or LABEL/ID#n, which other questions take as an argument; what lies
outside all provisions has the label of its document. `start` and `end` are raw offsets in the document.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from kexie_nlp.errors import KexieError
from kexie_nlp.jsons import as_json
from kexie_nlp.model import Body
from kexie_nlp.query.certainty import Certainty

if TYPE_CHECKING:
    import pandas
    import polars

State = Literal["covered", "partly", "uncovered", "out_of_scope"]
Change = Literal["first", "continued", "raised", "lowered", "dropped", "new"]
_INTERVALS = ("deadline", "period")  # fields that are a pair of dates


class Answer(BaseModel):
    """The base of all answers: frozen, unknown fields are refused."""
    model_config = ConfigDict(frozen=True, extra="forbid")


_Row = TypeVar("_Row", bound=Answer)


class Rows(list[_Row], Generic[_Row]):
    """The rows of one page, a list. `total` counts the rows of all pages, `offset` those on the pages before."""

    def __init__(self, rows: Iterable[_Row] = (), *, total: int | None = None, offset: int = 0) -> None:
        super().__init__(rows)
        self.total = len(self) if total is None else total
        self.offset = offset

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts of plain data, with nested rows as lists of dicts."""
        return [row.model_dump(mode="json") for row in self]

    def to_json(self) -> str:
        """The rows as the JSON that the command line and the web give, too; control characters are escaped."""
        return as_json(list(self))

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a frame; a nested row becomes a line of its own with columns FIELD.NAME. K307 without pandas."""
        try:
            import pandas
        except ImportError:
            raise KexieError("K307", detail="pandas") from None
        return pandas.DataFrame(list(self._flat()))

    def to_polars(self) -> polars.DataFrame:
        """The same as a polars frame. K307 without polars."""
        try:
            import polars
        except ImportError:
            raise KexieError("K307", detail="polars") from None
        return polars.DataFrame(list(self._flat()), infer_schema_length=None)

    def _flat(self) -> Iterator[dict[str, Any]]:
        for row in self:
            pairs = {name for name in _INTERVALS if name in type(row).model_fields
                     and type(row).model_fields[name].annotation != str | None}
            flat: dict[str, Any] = {}
            inner: list[dict[str, Any]] = [{}]
            for name, value in row.model_dump(mode="json").items():
                if name in pairs:
                    flat[f"{name}_from"], flat[f"{name}_to"] = value or (None, None)
                elif isinstance(value, list) and value and isinstance(value[0], dict):
                    inner = [{f"{name}.{key}": each for key, each in item.items()} for item in value]
                else:
                    flat[name] = value
            for each in inner:
                yield flat | each


class SummaryRow(Answer):
    """A document with the counts of what was extracted; `linked` counts its tasks with a link of grade 1 or 2."""
    document: str
    source: str
    region: str | None
    level: str | None
    kind: str | None  # of document; null if the page does not say it
    year: int | None
    title: str | None
    period: tuple[str | None, str | None]
    tasks: int
    measures: int
    targets: int
    times: int
    linked: int | None  # null for the central plan, and where there is none
    plans: dict[str, str]  # its reference plans by label, and why: named, resembles, given, only


class CoverageCount(Answer):
    """How many tasks of a document are linked to a central task with grade 2 (carries it out) and grade 1 (partly related)."""
    document: str
    grade2: int
    grade1: int


class CoverageRow(Answer):
    """A central task with its counts of links in every other document."""
    ref: str
    id: str
    title: str
    counts: tuple[CoverageCount, ...]


class Candidate(Answer):
    """A local task that comes near to a central task without carrying it out; `refused`: why it was not taken, in Chinese."""
    ref: str
    title: str
    grade: int
    score: float
    refused: str


class GapRow(Answer):
    """A central task that no task of `document` carries out; `document` null: of no document at all.

    `certainty`: how sure it is that nothing was overlooked; `nearest`: the tasks that come nearest to it.
    """
    document: str | None
    ref: str
    id: str
    title: str
    related: int  # links of grade 1
    certainty: Certainty
    nearest: tuple[Candidate, ...] = ()


class NovelRow(Answer):
    """A task without a link of grade 1 or 2, and the central task with the highest score; `certainty`: how sure it is that it has no
    counterpart."""
    document: str
    ref: str
    id: str
    title: str
    text: str
    nearest: str | None
    nearest_title: str | None
    score: float | None
    certainty: Certainty
    kind: str = "local"  # local or routine


class TaskRow(Answer):
    """A task and the central task of its best link; `grade` 0: no link of grade 1 or 2, `central` has the highest score."""
    ref: str
    document: str
    region: str | None
    year: int | None
    role: str
    title: str
    grade: int
    score: float | None
    certainty: Certainty | None  # null without any candidate
    central: str | None
    central_title: str | None


class LinkListRow(Answer):
    """A link with both ends; `model_grade`: the grade of the model where a person's judgement overrides it."""
    ref: str
    document: str
    title: str
    central: str
    central_title: str
    grade: int
    score: float
    certainty: Certainty
    relation: str | None
    model: str
    model_grade: int | None


class MeasureRow(Answer):
    """A measure: actors, action, object; `text` is the raw quote."""
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
    bodies: tuple[Body, ...] = ()


class TargetRow(Answer):
    """A target: the number with its indicator; `text` is the raw quote, `sentence` the normalised sentence around it."""
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
    """A time expression; `date`, the key of its order, is the end of its interval, or the start where there is no end."""
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
    """A pair of similar sentences: the raw quotes, the same in normalised simplified characters, and the raw spans."""
    task: str
    task_plain: str
    task_span: tuple[int, int]
    measure: str
    measure_plain: str
    measure_span: tuple[int, int]
    score: float


class NumberRow(Answer):
    """The verdict on a local number compared with the central one; `reason` in Chinese."""
    task_target: str
    measure_target: str
    verdict: str
    deadline: str | None = None
    reason: str = ""


class LinkRow(Answer):
    """A link as seen from one of its tasks; `ref` and `title` are those of the other task."""
    ref: str
    document: str
    title: str
    grade: int
    score: float
    certainty: Certainty
    relation: str | None
    evidence: tuple[Evidence, ...]
    numbers: tuple[NumberRow, ...]
    model: str
    ambiguous: bool = False
    why: str = ""  # the features with the most weight in the score
    model_grade: int | None = None  # the grade of the model where a person's judgement overrides it


class TaskView(Answer):
    """A provision with its measures, targets, times, and links."""
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
    """A central task or one measure with its links; `without`: the documents that have no link to it."""
    ref: str
    document: str
    kind: str  # task or measure
    title: str
    text: str
    actors: tuple[str, ...]
    links: tuple[LinkRow, ...]
    linked: int  # links on all pages
    without: tuple[str, ...]
    bodies: tuple[Body, ...] = ()


class StateCell(Answer):
    """The state of a central task in a document or region; `reason`: why it is out of scope, in Chinese."""
    name: str
    state: State
    score: float  # the highest score of its links, a probability
    reason: str = ""


class StateRow(Answer):
    """A central task and its state in every document or region."""
    ref: str
    title: str
    cells: tuple[StateCell, ...]


class ChainRow(Answer):
    """A step of a chain: a task with its grade against the reference task (`grade` null: the reference task itself), or a document that
    holds none (`ref` null). `via`: the tasks one step above."""
    level: str | None
    region: str | None
    year: int | None
    document: str
    ref: str | None
    title: str
    state: State
    grade: int | None
    certainty: Certainty | None
    via: tuple[str, ...]


class RankingRow(Answer):
    """A central task with the numbers of documents, regions and tasks that carry it out; `strength`: sum of their best scores."""
    ref: str
    title: str
    documents: int
    regions: int
    tasks: int
    strength: float


class SimilarityRow(Answer):
    """Two documents with the cosine of their scores over the central tasks (0 to 1), and the central tasks that only one carries out."""
    a: str
    b: str
    similarity: float
    both: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


class TopicRow(Answer):
    """A topic: similar tasks without a central counterpart, named by their keywords."""
    keywords: tuple[str, ...]
    documents: tuple[str, ...]
    refs: tuple[str, ...]
    titles: tuple[str, ...]


class LoadRow(Answer):
    """An actor with the number of its planned measures, and of the tasks and documents they stand in."""
    actor: str
    measures: int
    tasks: int
    documents: int


class InstrumentRow(Answer):
    """An instrument (a document in 《》) with the number of measures and the documents that cite it."""
    title: str
    measures: int
    documents: tuple[str, ...]


class NumberPair(Answer):
    """A number (`ref`, `number`) and the earlier or central one it was compared with; `reason` in Chinese."""
    ref: str
    number: str
    other_ref: str
    other_number: str
    verdict: str
    deadline: str | None
    reason: str


class CompareRow(Answer):
    """A task of document A and its counterpart in B, one of them null; `shared`: the central tasks that both carry out."""
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
    """The task of one plan in a history; `ref` null where it was dropped. `numbers`: compared with those of the plan before."""
    region: str | None
    year: int | None
    document: str
    change: Change
    ref: str | None = None
    title: str | None = None
    grade: int | None = None
    score: float | None = None
    numbers: tuple[NumberPair, ...] = ()


class ChapterRow(Answer):
    """A chapter of a reference plan and the refs of its tasks, in order; `ref` null: the tasks that belong to no chapter."""
    ref: str | None
    id: str
    title: str
    tasks: tuple[str, ...]


class SearchHit(Answer):
    """A provision or measure that matches a search; `highlights` are raw spans in its document.

    `snippet` holds the raw characters from `snippet_start` on, one by one, with a blank for each control character.
    """
    ref: str
    document: str
    kind: str  # provision or measure
    role: str | None  # of the provision
    title: str
    snippet: str
    snippet_start: int
    highlights: tuple[tuple[int, int], ...]
    score: float  # higher is better; 0 for strings that are no words


class ReviewRow(Answer):
    """A person's judgement of a pair of tasks: the grade, who gave it and when.

    `holds`: it is the latest of its pair; `disagrees`: its grade differs from `model_grade`. `grade` null: a note only.
    """
    ref: str
    title: str
    other_ref: str
    other_title: str
    grade: int | None
    model_grade: int | None
    disagrees: bool
    holds: bool
    who: str
    at: str
    note: str | None

"""The records of schema 1.

In the spaCy pipeline `start`/`end` are indices into the normalised text. In a `DocumentRecord` they are `str` indices into the source
decoded to text, and `text` is the raw quote. Every other string is in normalised simplified characters.
"""
from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from typing_extensions import Self

Role = Literal["section", "task", "achievement", "objective", "principle", "other"]
Modality = Literal["must", "will", "encourage", "explore"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
TargetStatus = Literal["target", "achieved", "condition", "context"]
MeasureKind = Literal["action", "aim", "effect", "manner"]
Continuity = Literal["new", "continuing", "pilot"]
InstrumentRole = Literal["drafts", "issues", "revises", "carries_out"]
TimeKind = Literal["by", "within", "recurring", "duration", "done"]
Level = Literal["central", "provincial", "municipal", "county", "township"]
Script = Literal["simplified", "traditional", "mixed"]
Conversion = Literal["t2s", "tw2sp", "hk2sp"]
DocumentKind = Literal["plan", "notice", "breakdown", "review", "report", "law", "interpretation", "news"]
ACCOUNTS = ("review", "report")  # say what was done; a central one is no reference plan, but the work report of the government
ABOUT_PLANS: tuple[DocumentKind, ...] = ("interpretation", "news")  # speak of a plan and are none
BodyPart = Literal["lead", "responsible", "support", "officer", "subject", "partner"]
Interval = tuple[str | None, str | None]


def is_reference(level: str | None, kind: str | None, title: str | None) -> bool:
    """Whether a paper may be the reference plan where nobody names one: a central one that neither speaks of a plan nor only says what
    was done."""
    accounts = kind in ACCOUNTS and "政府工作报告" not in (title or "")
    return level == "central" and kind not in ABOUT_PLANS and not accounts


def of_whole_years(first: str | None, last: str | None) -> bool:
    """Whether an interval of ISO dates goes from a 1 January to a 31 December."""
    return first is not None and last is not None and first.endswith("-01-01") and last.endswith("-12-31")


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_plain_number, return_type=int | float, when_used="json")]


class Record(BaseModel):
    """A frozen record; unknown fields are rejected."""
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @classmethod
    def trusted(cls, fields: dict[str, Any]) -> Self:
        """Returns a record without validation. `fields` has all fields by their Python names, in their order."""
        made = object.__new__(cls)
        put = object.__setattr__
        put(made, "__dict__", fields)
        put(made, "__pydantic_fields_set__", _field_names(cls))
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    def moved(self, **changes: Any) -> Self:
        """Returns the record with some fields changed, by their Python names. Values are not validated, as in `model_copy`.

        It takes a tenth of the time of `model_copy`, which matters because every record of a document is moved to raw offsets.
        """
        return self.trusted({**self.__dict__, **changes})

    def changed(self, **changes: Any) -> Self:
        """Changes fields in place and returns the record; only for a record that nothing else refers to yet."""
        self.__dict__.update(changes)
        return self


@cache
def _field_names(cls: type[Record]) -> set[str]:
    return set(cls.model_fields)


class Meta(Record):
    """The metadata of a document; a field is null if the text does not state it. Dates are ISO.

    `issuers` are all bodies that issue it, in the order of the page; `issuer` has the names of joint issuers joined by 、. `kind` is what
    the page is: a notice that hands on a plan is a plan, an interpretation and a news item never are. `conversion` is the one that made the
    simplified characters: of letters only (t2s), or of Taiwan's (tw2sp) or Hong Kong's words (hk2sp) too.
    """
    title: str | None = None
    issuer: str | None = None
    level: Level | None = None
    region: str | None = None
    doc_number: str | None = None
    issued: str | None = None
    period: Interval | None = None
    script: Script = "simplified"
    kind: DocumentKind | None = None
    issuers: tuple[str, ...] = ()
    conversion: Conversion = "t2s"


class Provision(Record):
    """A node of the outline. Its span runs from the marker to the end of its last descendant."""
    id: str
    parent: str | None
    role: Role
    level: int
    marker: str | None
    title: str | None
    start: int
    end: int


class Label(Record):
    """A class of a measure with the words that are evidence for it. `confidence` is between 0 and 1."""
    name: str
    group: str | None = None
    confidence: float
    evidence: tuple[str, ...] = ()


class Body(Record):
    """A body with its part in a measure, as the text states it.

    `lead` (牵头), `responsible` (责任, 负责) and `support` (配合, 协办) are assigned. `subject` is who acts in the clause, `partner` whom
    that body acts with (会同, 联合). The name of an `officer` (责任人, 责任领导) is an office (分管副市长), never that of a person.
    """
    name: str
    part: BodyPart


class Measure(Record):
    """One clause in which an actor does or is to do something.

    `kind` distinguishes actions from aims, effects and manner; `instrument_role` is what the measure does with its `instruments`;
    `groups` are the groups it serves; `policy` is the policy instrument, `topic` the topic of reform. `bodies` tells the parts of the
    `actors` apart and has the officers besides.
    """
    id: str
    provision: str | None
    start: int
    end: int
    text: str
    action: str
    object: str
    actors: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    modality: Modality = "will"
    status: Literal["planned", "done"] = "planned"
    rule: str
    kind: MeasureKind = "action"
    continuity: Continuity | None = None
    instrument_role: InstrumentRole | None = None
    groups: tuple[str, ...] = ()
    policy: Label | None = None
    topic: Label | None = None
    bodies: tuple[Body, ...] = ()


class Target(Record):
    """A number that measures something. `deadline` is [from, to], ISO dates or null."""
    id: str
    provision: str | None
    measure: str | None = None
    start: int
    end: int
    text: str
    indicator: str
    comparator: Comparator
    value: Number
    value_max: Number | None = None
    unit: str
    baseline: Number | None = None
    scope: str | None = None
    status: TargetStatus
    deadline: Interval | None = None
    rule: str


class Time(Record):
    """An expression that bounds a commitment or dates a result."""
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    id: str
    provision: str | None
    start: int
    end: int
    text: str
    kind: TimeKind
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    rule: str


class DocumentRecord(Record):
    """The record of one document: source, hash, metadata, provisions, measures, targets and times."""
    schema_: Literal[1] = Field(default=1, alias="schema")
    source: str
    sha256: str
    meta: Meta
    provisions: tuple[Provision, ...] = ()
    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    times: tuple[Time, ...] = ()

    def tasks(self) -> list[Provision]:
        """Returns the provisions that commit an actor to act, in text order."""
        return [p for p in self.provisions if p.role == "task"]


class Place(Record):
    """A provision of a document, with its raw span."""
    sha256: str
    provision: str
    start: int
    end: int


class EvidencePair(Record):
    """Raw spans of a similar provincial and central clause."""
    task: tuple[int, int]
    measure: tuple[int, int]
    score: float


class NumberComparison(Record):
    """A provincial target compared with a central one, by their ids. `deadline` is null if one of them has no date.

    `reason` says in Chinese what was compared, or why it cannot be compared.
    """
    task_target: str
    measure_target: str
    verdict: Literal["stricter", "equal", "looser", "incomparable"]
    deadline: Literal["earlier", "same", "later"] | None = None
    reason: str = ""


class Link(Record):
    """A link from a provincial task to a central task. Grade 2: carries it out; 1: partly related; 0: not related.

    `ambiguous`: the best candidates have similar scores and none is certain. `why`: the features that determined the score, in Chinese.
    `model_grade`: the grade of the model if a reviewer has decided on the link; null if none has.
    """
    task: Place
    measure: Place
    score: float
    grade: Literal[0, 1, 2]
    ambiguous: bool = False
    why: str = ""
    model_grade: Literal[0, 1, 2] | None = None
    relation: Literal["implements", "quantifies", "extends", "related"] | None = None
    evidence: tuple[EvidencePair, ...] = ()
    numbers: tuple[NumberComparison, ...] = ()
    model: str

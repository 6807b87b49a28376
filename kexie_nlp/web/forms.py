"""The form of a question, made from the register: a field for every argument, filter and option, with Chinese labels."""
from __future__ import annotations

from typing import NamedTuple

from kexie_nlp.errors import KexieError
from kexie_nlp.query.plans import centrals_of, chapters
from kexie_nlp.query.questions import Parameter, Question, is_yes
from kexie_nlp.store import Store
from kexie_nlp.web.api import PAGE, Asking
from kexie_nlp.web.labels import SORTS, STATUS_LABELS, choice_label

SELECT, OFFERED = 60, 400  # most values in a select, and most suggested under a text field
DATES = ("since", "until")
SIZES = ("20", "50", "100", "200", "500")


class Choice(NamedTuple):
    value: str
    label: str
    kept: bool = True  # not converted to another script


class Field(NamedTuple):
    """`kind`: select, text, date or check."""
    name: str
    label: str
    kind: str
    value: str
    choices: tuple[Choice, ...] = ()
    needed: bool = False


def fields_of(asking: Asking, store: Store) -> list[Field]:
    """The fields of the arguments, filters and options of the question, then order and size of the page."""
    question, known = asking.question, _known(store)
    fields = [_argument(p, asking, known) for p in question.arguments]
    for parameter in question.parameters:
        if parameter.name == "central" and len(centrals_of(store)) < 2:
            continue
        label = STATUS_LABELS.get(question.name, parameter.label) if parameter.name == "status" else parameter.label
        fields.append(_field(parameter, label, asking, known, store))
    if question.sorts:
        chosen = asking.given.get("sort", question.sorts[0])
        names = dict.fromkeys((*question.sorts, "place"))
        fields.append(Field("sort", "排序", "select", chosen, tuple(Choice(n, SORTS.get(n, n), False) for n in names), True))
        fields.append(Field("desc", "倒序", "check", "1" if is_yes(asking.given.get("desc", "")) else ""))
    if not question.single:
        fields.append(Field("limit", "每页行数", "select", str(asking.number("limit", PAGE)), tuple(Choice(n, n) for n in SIZES), True))
    return fields


def _argument(parameter: Parameter, asking: Asking, known: dict[str, tuple[Choice, ...]]) -> Field:
    value = asking.named.get(parameter.name, "")
    choices = known["document"] if parameter.name in ("a", "b") else ()
    kind = "select" if choices and len(choices) <= OFFERED else "text"
    return Field(parameter.name, parameter.label, kind, value, choices if kind == "select" else (), True)


def _field(parameter: Parameter, label: str, asking: Asking, known: dict[str, tuple[Choice, ...]], store: Store) -> Field:
    name, value = parameter.name, asking.given.get(parameter.name, "")
    if parameter.type is bool:
        return Field(name, label, "check", "1" if is_yes(value) else "")
    if parameter.choices:
        return Field(name, label, "select", value, tuple(Choice(c, choice_label(name, c), False) for c in parameter.choices))
    if name in DATES:
        return Field(name, label, "date", value)
    choices = known.get(name, ())
    if name == "central":
        choices = tuple(Choice(info.label, info.label) for info in centrals_of(store))
    if name == "chapter":
        choices = _chapters(store, asking.question)
    if choices and len(choices) <= SELECT and not (value and value not in {c.value for c in choices}):
        return Field(name, label, "select", value, choices)
    return Field(name, label, "text", value, choices if len(choices) <= OFFERED else ())


def _known(store: Store) -> dict[str, tuple[Choice, ...]]:
    """The documents, regions and years in the database."""
    infos = store.infos()
    regions = dict.fromkeys(info.region for info in infos if info.region)
    years = sorted({info.year for info in infos if info.year is not None}, reverse=True)
    return {"document": tuple(Choice(info.label, info.label) for info in infos),
            "region": tuple(Choice(region, region, False) for region in regions),
            "year": tuple(Choice(str(year), str(year)) for year in years)}


def _chapters(store: Store, question: Question) -> tuple[Choice, ...]:
    """The chapters of the plan, for questions that filter on them."""
    if "central" not in question.filters:
        return ()
    try:
        return tuple(Choice(row.id, f"{row.id} {row.title}".strip(), False) for row in chapters(store) if row.ref)
    except KexieError:
        return ()

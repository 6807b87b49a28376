"""From an address to a question: arguments out of the path or the query, filters and page behind it, all of them checked."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.query.questions import PAGING, Parameter, Question
from kexie_nlp.store import Store

PAGE, MOST = 50, 500  # rows of a page: by default, and at most
CAP = 10_000          # rows of one answer in JSON or CSV
LONGEST, DIGITS = 500, 9
OWN = ("script", "columns")  # of the page, not of the question


@dataclass(frozen=True)
class Asking:
    """A question with its arguments by name, and what else was given, as strings in the order of the address."""
    question: Question
    named: dict[str, str]
    given: dict[str, str]
    columns: int = 0  # columns before the first that is shown, where they are too many for a page

    @property
    def arguments(self) -> list[str]:
        """The arguments that are there, in order."""
        return [self.named[p.name] for p in self.question.arguments if p.name in self.named]

    @property
    def complete(self) -> bool:
        """Whether all arguments are there."""
        return len(self.named) == len(self.question.arguments)

    @property
    def filters(self) -> dict[str, str]:
        """What was given but order and page."""
        return {name: value for name, value in self.given.items() if name not in PAGING}

    def number(self, name: str, default: int) -> int:
        """A number of the page, `limit` or `offset`."""
        return int(self.given[name]) if name in self.given else default

    def with_(self, **changed: Any) -> Asking:
        """The same with some values changed; None takes one away."""
        merged = {**self.given, **{name: str(value) for name, value in changed.items() if value is not None}}
        return replace(self, given={name: value for name, value in merged.items() if name not in changed or changed[name] is not None})

    def answer(self, store: Store, **more: Any) -> Any:
        """The rows, or the single view; K303, K304, K306, K401 as the question says."""
        known = known_parameters(self.question)
        typed = {name: _typed(self.question, known[name], value) for name, value in self.given.items()}
        return self.question.function(store, *self.arguments, **{**typed, **more})


def known_parameters(question: Question) -> dict[str, Parameter]:
    """What a question takes beside its arguments, by name."""
    paging = [p for p in PAGING.values() if not question.single or p.name in ("limit", "offset")]
    return {p.name: p for p in (*question.parameters, *paging)}


def read_asking(question: Question, path: Sequence[str], query: Iterable[tuple[str, str]]) -> Asking:
    """The question as it was asked; K306 for what it does not take or what is too long, K303 for a path that does not fit."""
    names, known = [p.name for p in question.arguments], known_parameters(question)
    given: dict[str, str] = {}
    in_query: dict[str, str] = {}
    columns = 0
    for name, value in query:
        if name in OWN:
            if name == "columns" and value.isdecimal() and len(value) <= DIGITS:
                columns = int(value)
            continue
        if name not in known and name not in names:
            raise KexieError("K306", question=question.name, detail=name[:50], legal=", ".join((*names, *known)))
        if len(value) > LONGEST:
            raise KexieError("K306", question=question.name, detail=f"{name}={value[:20]}…", legal=f"{LONGEST} characters")
        if value.strip():
            (in_query if name in names else given)[name] = value.strip()
    if path and len(path) != len(names) or sum(map(len, path)) > LONGEST:
        raise KexieError("K303", ref="/".join(path)[:80])
    named = dict(zip(names, path, strict=True)) if path else in_query
    for name in ("limit", "offset"):
        if name in given:
            given[name] = str(_typed(question, known[name], given[name]))
    return Asking(question, named, given, columns)


def _typed(question: Question, parameter: Parameter, value: str) -> Any:
    if parameter.type is bool:
        return is_yes(value)
    if parameter.type is int:
        if not value.removeprefix("-").isdecimal() or len(value) > DIGITS:
            raise KexieError("K306", question=question.name, detail=f"{parameter.name}={value[:20]}",
                             legal=", ".join(parameter.choices) or "0, 1, 2 …")
        return int(value)
    return value


def is_yes(value: str) -> bool:
    """Whether a switch in an address is on."""
    return value.casefold() in ("1", "true", "on", "yes")

"""Questions over HTTP: a request is read into a question of the register, its answer is JSON or CSV.

`/api/QUESTION` gives the JSON of every question, described in `/openapi.json`; the pages use the same reading and the same data.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from types import GenericAlias
from typing import Any, get_args, get_type_hints

from fastapi import FastAPI, Request
from fastapi.responses import Response
from pydantic import BaseModel

from kexie_nlp import report
from kexie_nlp.errors import KexieError
from kexie_nlp.query.questions import PAGING, QUESTIONS, Parameter, Question, is_yes, known_parameters
from kexie_nlp.report.render import Report
from kexie_nlp.store import Store
from kexie_nlp.text import to_traditional
from kexie_nlp.web import security
from kexie_nlp.web.addresses import question_address
from kexie_nlp.web.workbench import SCRIPTS, Bench, converter

PAGE, MOST = 50, 500  # rows of a page: by default, and at most
CAP = 10_000          # rows of one answer in JSON or CSV
LONGEST, DIGITS = 500, 9  # characters of a value, digits of a number
OWN = ("script", "columns")  # parameters of the page, not of the question
TYPES = {str: "string", int: "integer", bool: "boolean"}
PAGED = {"X-Total-Count": {"description": "Rows on all pages.", "schema": {"type": "integer"}},
         "Link": {"description": "Where the pages before and after are.", "schema": {"type": "string"}}}


@dataclass(frozen=True)
class Asking:
    """A question as a request asks it: its arguments by name, and the other parameters as strings in their order."""
    question: Question
    named: dict[str, str]
    given: dict[str, str]
    columns: int = 0  # columns to the left of the window shown

    @property
    def arguments(self) -> list[str]:
        """The arguments given, in order."""
        return [self.named[p.name] for p in self.question.arguments if p.name in self.named]

    @property
    def complete(self) -> bool:
        """Whether all arguments were given."""
        return len(self.named) == len(self.question.arguments)

    @property
    def filters(self) -> dict[str, str]:
        """The parameters given, without order and page."""
        return {name: value for name, value in self.given.items() if name not in PAGING}

    def number(self, name: str, default: int) -> int:
        """`limit` or `offset` as a number."""
        return int(self.given[name]) if name in self.given else default

    def with_(self, **changed: Any) -> Asking:
        """The same question with some parameters changed; None removes one."""
        merged = {**self.given, **{name: str(value) for name, value in changed.items() if value is not None}}
        return replace(self, given={name: value for name, value in merged.items() if name not in changed or changed[name] is not None})

    def answer(self, store: Store, **more: Any) -> Any:
        """The answer of the question: rows, or one view; errors as its function says. `more` overrides parameters."""
        known = known_parameters(self.question)
        typed = {name: _typed(self.question, known[name], value) for name, value in self.given.items()}
        return self.question.function(store, *self.arguments, **{**typed, **more})


class Refusal(BaseModel):
    """An error: code, message, and a hint what to try."""
    code: str
    message: str
    hint: str


def add_api(app: FastAPI, bench: Bench) -> None:
    """Add a route for every question, with its arguments in the path or in the query."""
    for question in QUESTIONS.values():
        names = [p.name for p in question.arguments]
        paths = [f"/api/{question.name}"]
        if names:
            paths.insert(0, "/".join([*paths, *(f"{{{name}}}" for name in names[:-1]), f"{{{names[-1]}:path}}"]))
        for path in paths:
            inside = names if path.count("{") else []
            app.add_api_route(path, _endpoint(question, bench), methods=["GET"], summary=question.help, tags=["questions"],
                              operation_id=f"{question.name}{'_by_query' if names and not inside else ''}",
                              description=f"At most {CAP} rows at once; `Link` leads to the others.",
                              response_class=Response, responses=_responses(question),
                              openapi_extra={"parameters": _parameters(question, inside)})


def row_type(question: Question) -> Any:
    """The model of an answer: the view, or one row."""
    returned = get_type_hints(question.function)["return"]
    return returned if question.single else get_args(returned)[0]


def read_asking(question: Question, path: Sequence[str], query: Iterable[tuple[str, str]]) -> Asking:
    """Read a question from the arguments in the path and the parameters in the query.

    K306: a parameter that the question does not take, or too long a value; K303: the path has other arguments.
    """
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


def answer_of(asking: Asking, store: Store) -> Any:
    """All rows, or the page given, at most `CAP` rows. K303: an argument is missing."""
    if not asking.complete:
        missing = [p.name for p in asking.question.arguments if p.name not in asking.named]
        raise KexieError("K303", ref=f"({', '.join(missing)})")
    limit = int(asking.given["limit"]) if "limit" in asking.given else None
    if limit is not None and limit > CAP or limit is None and _total(asking, store) > CAP:
        return asking.answer(store, limit=CAP)
    return asking.answer(store)


def as_response(asking: Asking, store: Store, form: str, script: str, root: str = "/") -> Response:
    """The answer as `json` or `csv`, with the headers `X-Total-Count` and `Link` (pages before and after)."""
    rows = answer_of(asking, store)
    made = report_of(asking.question.name, rows)
    total, count = (rows.linked, len(rows.links)) if asking.question.single else (rows.total, len(rows))
    head = {**security.headers(), "X-Total-Count": str(total), **_links(asking, total, count, root, f".{form}" if root == "/" else "")}
    if form == "csv":
        return Response("\ufeff" + csv_text(made, script), media_type="text/csv; charset=utf-8", headers={
            **head, "Content-Disposition": f"attachment; filename={asking.question.name}.csv"})
    return Response(json_text(made.data, script), media_type="application/json", headers=head)


def report_of(name: str, rows: Any) -> Report:
    """The report of an answer to the question `name`."""
    made: Report = getattr(report, f"{name}_report")(rows)
    return made


def json_text(data: Any, script: str = "simplified") -> str:
    """The JSON that `kexie query --json` prints, in a script."""
    text = report.as_json(data)
    if script != "simplified":
        text = report.as_json(converter(script)(json.loads(text)))
    return text + "\n"


def csv_text(made: Report, script: str) -> str:
    """The CSV that `kexie query --csv` prints, in a script."""
    text = report.as_csv(made.flat or made.sheets)
    return text if script == "simplified" else to_traditional(text, script)[0]  # type: ignore[arg-type]


def script_asked(value: str | None) -> str:
    """The script of data, as given in the address; cookies do not change it. K306: unknown script."""
    if value and value not in SCRIPTS:
        raise KexieError("K306", question="script", detail=value[:20], legal=", ".join(SCRIPTS))
    return value or "simplified"


def _endpoint(question: Question, bench: Bench) -> Callable[..., Response]:
    def answer(request: Request) -> Response:
        path = [request.path_params[p.name] for p in question.arguments if p.name in request.path_params]
        asking = read_asking(question, path, request.query_params.multi_items())
        return as_response(asking, bench.store, "json", script_asked(request.query_params.get("script")), "/api/")

    return answer


def _responses(question: Question) -> dict[int | str, dict[str, Any]]:
    row = row_type(question)
    refused = {"model": Refusal, "description": "Refused, with code and hint."}
    return {200: {"model": row if question.single else GenericAlias(list, row), "headers": PAGED, "description": question.help},
            400: refused, 404: refused}


def _parameters(question: Question, inside: list[str]) -> list[dict[str, Any]]:
    found = [{"name": p.name, "in": "path" if p.name in inside else "query", "required": True, "description": p.help,
              "schema": {"type": "string", "maxLength": LONGEST}} for p in question.arguments]
    found += [{"name": p.name, "in": "query", "required": False, "description": _help(question, p), "schema": _schema(question, p)}
              for p in known_parameters(question).values()]
    return [*found, {"name": "script", "in": "query", "required": False, "description": "The script of everything but quotes.",
                     "schema": {"type": "string", "enum": list(SCRIPTS)}}]


def _help(question: Question, parameter: Parameter) -> str:
    return f"{parameter.help} ({parameter.label})"


def _schema(question: Question, parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": TYPES[parameter.type]}
    choices = (*question.sorts, "place") if parameter.name == "sort" else parameter.choices
    if choices:
        schema["enum"] = [parameter.type(choice) for choice in dict.fromkeys(choices)]
    if parameter.name in ("limit", "offset"):
        schema["minimum"] = 0
    return schema


def _typed(question: Question, parameter: Parameter, value: str) -> Any:
    if parameter.type is bool:
        return is_yes(value)
    if parameter.type is int:
        if not value.removeprefix("-").isdecimal() or len(value) > DIGITS:
            raise KexieError("K306", question=question.name, detail=f"{parameter.name}={value[:20]}",
                             legal=", ".join(parameter.choices) or "0, 1, 2 …")
        return int(value)
    return value


def _total(asking: Asking, store: Store) -> int:
    if asking.question.single or asking.question.name == QUESTIONS["search"].name:  # `search` has a default limit
        return 0
    total: int = asking.answer(store, limit=0, offset=0).total
    return total


def _links(asking: Asking, total: int, count: int, root: str, twin: str) -> dict[str, str]:
    start, found = asking.number("offset", 0), []
    size = asking.number("limit", count)

    def to(offset: int) -> str:
        changed = asking.with_(offset=offset or None, limit=size)
        return question_address(asking.question, asking.arguments, changed.given, twin=twin, root=root)

    if count and start + count < total:
        found.append(f'<{to(start + count)}>; rel="next"')
    if start and size:
        found.append(f'<{to(max(start - size, 0))}>; rel="prev"')
    return {"Link": ", ".join(found)} if found else {}

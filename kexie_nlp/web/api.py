"""`/api/<question>`: the JSON of every question of the register, described in `/openapi.json`."""
from __future__ import annotations

from collections.abc import Callable
from types import GenericAlias
from typing import Any, get_args, get_type_hints

from fastapi import FastAPI, Request
from fastapi.responses import Response
from pydantic import BaseModel

from kexie_nlp.query.questions import QUESTIONS, Parameter, Question
from kexie_nlp.web.asking import CAP, LONGEST, known_parameters, read_asking
from kexie_nlp.web.bench import Bench
from kexie_nlp.web.templating import SCRIPTS
from kexie_nlp.web.twins import as_response, script_asked

TYPES = {str: "string", int: "integer", bool: "boolean"}
PAGED = {"X-Total-Count": {"description": "Rows on all pages.", "schema": {"type": "integer"}},
         "Link": {"description": "Where the pages before and after are.", "schema": {"type": "string"}}}


class Refusal(BaseModel):
    """An error: its code, a sentence, and what to try."""
    code: str
    message: str
    hint: str


def add_api(app: FastAPI, bench: Bench) -> None:
    """A route for every question, with its arguments in the path or in the query."""
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
    """The model of an answer: of the view, or of one row."""
    returned = get_type_hints(question.function)["return"]
    return returned if question.single else get_args(returned)[0]


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

"""A page for every question: its form, its rows as tables, its pages, and the ways to the same as JSON and CSV."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from kexie_nlp.query.questions import QUESTIONS, Question
from kexie_nlp.web.addresses import TWINS, question_address
from kexie_nlp.web.asking import Asking, read_asking
from kexie_nlp.web.bench import Bench
from kexie_nlp.web.downloads import ledger_links
from kexie_nlp.web.forms import fields_of
from kexie_nlp.web.matrix import matrix_values
from kexie_nlp.web.paging import paged, paging_of
from kexie_nlp.web.searching import search_values
from kexie_nlp.web.tables import table_of, window_of
from kexie_nlp.web.things import measure_values, task_values
from kexie_nlp.web.twins import as_response, report_of, script_asked
from kexie_nlp.web.words import NOTES

SPECIAL: dict[str, tuple[str, Callable[[Bench, Asking], dict[str, Any]]]] = {
    "task": ("task.html", task_values), "measure": ("measure.html", measure_values), "states": ("matrix.html", matrix_values),
    "search": ("search.html", search_values)}


def add_pages(app: FastAPI, bench: Bench) -> None:
    """Routes of all questions; the arguments stand in the path, .json and .csv behind it."""
    for question in QUESTIONS.values():
        names = [p.name for p in question.arguments]
        paths = [f"/{question.name}", *(f"/{question.name}{twin}" for twin in TWINS)]
        if names:
            paths.append("/".join([f"/{question.name}", *(f"{{{name}}}" for name in names[:-1]), f"{{{names[-1]}:path}}"]))
        for path in paths:
            app.add_api_route(path, _endpoint(question, bench), methods=["GET", "HEAD"], include_in_schema=False)


def _endpoint(question: Question, bench: Bench) -> Callable[..., Response]:
    def show(request: Request) -> Response:
        path = [request.path_params[p.name] for p in question.arguments if p.name in request.path_params]
        twin = next((twin for twin in TWINS if request.url.path.endswith(twin)), "")
        if twin and path:
            path[-1] = path[-1].removesuffix(twin)
        asking = read_asking(question, path, request.query_params.multi_items())
        if twin:
            return as_response(asking, bench.store, twin[1:], script_asked(request.query_params.get("script")))
        if question.arguments and not path and asking.complete:
            kept = {"script": request.query_params.get("script")}
            target = question_address(question, asking.arguments, {**asking.given, **kept})
            if not target.startswith(f"/{question.name}?"):
                return RedirectResponse(target, 303)
        return _page(bench, request, asking)

    return show


def _page(bench: Bench, request: Request, asking: Asking) -> Response:
    question = asking.question
    template, values = SPECIAL.get(question.name, ("question.html", _question_values))
    shown = values(bench, asking) if asking.complete else {}
    asking = shown.pop("asking", asking)
    rest = {name: value for name, value in asking.given.items() if name not in ("limit", "offset")}
    return bench.page(
        request, template if asking.complete else "question.html", question=question, asking=asking, note=NOTES.get(question.name, ""),
        fields=fields_of(asking, bench.store), twins=_twins(asking, rest) if asking.complete else {},
        ledgers=ledger_links(asking, bench.store),
        bare=question_address(question, asking.arguments if question.single else ()),
        **{"tables": [], "paging": None, "window": None, **shown})


def _question_values(bench: Bench, asking: Asking) -> dict[str, Any]:
    first = asking.columns
    limited = paged(asking)
    rows = limited.answer(bench.store)
    made, places = report_of(asking.question.name, rows), bench.places()
    most = max((len(sheet.columns) for sheet in made.sheets), default=0) - 2
    return {"tables": [table_of(sheet, places, asking, first) for sheet in made.sheets], "empty": not rows,
            "paging": paging_of(asking, len(rows), rows.total), "window": window_of(most, first, asking)}


def _twins(asking: Asking, rest: dict[str, str]) -> dict[str, str]:
    names: Sequence[tuple[str, str]] = (("JSON", ".json"), ("CSV", ".csv"))
    return {name: question_address(asking.question, asking.arguments, rest, twin=twin) for name, twin in names}

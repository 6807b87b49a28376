"""The page of every question: its form, its answer as tables, paging, and links to the same answer as JSON and CSV.

Some questions have a template of their own (`SPECIAL`): `task`, `measure`, `states`, `search`.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from kexie_nlp.query import SearchHit
from kexie_nlp.query.questions import QUESTIONS, Question
from kexie_nlp.report.labels import HITS, ROLES
from kexie_nlp.report.markup import Mark
from kexie_nlp.web.addresses import TWINS, question_address
from kexie_nlp.web.api import Asking, as_response, read_asking, report_of, script_asked
from kexie_nlp.web.exports import ledger_links
from kexie_nlp.web.forms import fields_of
from kexie_nlp.web.labels import NOTES
from kexie_nlp.web.tables import matrix_values, paged, paging_of, table_of, window_of
from kexie_nlp.web.tasks import Piece, measure_values, pieces, task_values
from kexie_nlp.web.workbench import Bench


class Hit(NamedTuple):
    """A hit with its page, its label, and its snippet with the matches marked."""
    hit: SearchHit
    href: str | None
    kind: str
    snippet: list[Piece]


def add_pages(app: FastAPI, bench: Bench) -> None:
    """Add the pages of all questions: arguments in the path, and the endings .json and .csv."""
    for question in QUESTIONS.values():
        names = [p.name for p in question.arguments]
        paths = [f"/{question.name}", *(f"/{question.name}{twin}" for twin in TWINS)]
        if names:
            paths.append("/".join([f"/{question.name}", *(f"{{{name}}}" for name in names[:-1]), f"{{{names[-1]}:path}}"]))
        for path in paths:
            app.add_api_route(path, _endpoint(question, bench), methods=["GET", "HEAD"], include_in_schema=False)


def search_values(bench: Bench, asking: Asking) -> dict[str, Any]:
    """The values of the page of a search: hits with their matches marked."""
    rows, places = paged(asking).answer(bench.store), bench.places()
    return {"hits": [Hit(row, places.page(row.ref), _kind(row), pieces(
        row.snippet, row.snippet_start, [Mark(a, b, "found") for a, b in row.highlights])) for row in rows],
            "empty": not rows, "paging": paging_of(asking, len(rows), rows.total)}


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


def _kind(hit: SearchHit) -> str:
    """The label of a hit: measure, or the role of the provision."""
    return ROLES.get(hit.role or "", HITS[hit.kind]) if hit.kind == "provision" else HITS[hit.kind]


SPECIAL: dict[str, tuple[str, Callable[[Bench, Asking], dict[str, Any]]]] = {
    "task": ("task.html", task_values), "measure": ("measure.html", measure_values), "states": ("matrix.html", matrix_values),
    "search": ("search.html", search_values)}

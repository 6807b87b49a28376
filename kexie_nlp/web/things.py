"""The pages of a task, of a central task or measure, and of a cell of the matrix."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import Response

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.query import LinkListRow, MeasureView, StateCell, TaskView
from kexie_nlp.query.plan_coverage import COUNTRY
from kexie_nlp.query.plans import others_of
from kexie_nlp.query.references import find_document
from kexie_nlp.web.addresses import document_address, pairs_address
from kexie_nlp.web.asking import LONGEST, Asking
from kexie_nlp.web.bench import Bench
from kexie_nlp.web.cards import Card, amount_of, card_maker, marks_of, said_of
from kexie_nlp.web.paging import paging_of
from kexie_nlp.web.spans import pieces

CANDIDATES, CARDS, NEAREST, BOTH = 40, 10, 3, 5
FEW = 20    # documents that are asked one by one
CHIPS = 40  # names of one state that are shown
ORDER = ("covered", "partly", "uncovered", "out_of_scope")


class Holder(NamedTuple):
    """A document or region and what it makes of a central task; where both sides stand beside each other."""
    cell: StateCell
    href: str


class Holders(NamedTuple):
    """Those in one state: how many, and the first of them."""
    state: str
    number: int
    first: list[Holder]


def add_things(app: FastAPI, bench: Bench) -> None:
    """The page of both sides of a cell."""
    def pairs(request: Request) -> Response:
        return _pairs_page(bench, request)

    app.add_api_route("/pairs", pairs, methods=["GET", "HEAD"], include_in_schema=False)


def task_values(bench: Bench, asking: Asking) -> dict[str, Any]:
    """A task with its marked text and its links, the candidates that were refused behind them."""
    store, ref = bench.store, asking.arguments[0]
    view: TaskView = asking.answer(store, grade=0, limit=min(asking.number("limit", CANDIDATES), CANDIDATES))
    make = card_maker(bench, texts=True)
    outward = view.document not in bench.places().centrals
    cards = [make(view, view.ref, link, outward) for link in view.links if link.grade or link.model_grade is not None]
    plain = card_maker(bench, texts=False)
    refused = [plain(view, view.ref, link, outward) for link in view.links if not link.grade and link.model_grade is None]
    return {"view": view, "ref": ref, "cards": [card for card in cards if card.link.grade or card.said], "refused": refused,
            "marked": pieces(view.text, view.start, marks_of(view.measures, view.targets, view.times)), "amount": amount_of,
            "outward": outward, "asking": asking}


def measure_values(bench: Bench, asking: Asking) -> dict[str, Any]:
    """A central task or measure: who carries it out and who does not, and the links of one page."""
    asking = asking.with_(limit=min(max(asking.number("limit", CARDS), 1), 50))
    view: MeasureView = asking.answer(bench.store)
    whole = view.ref.partition("#")[0]
    task = query.task(bench.store, whole, limit=0) if "/" in whole else None
    make = card_maker(bench, texts=False)
    cards = [make(task, view.ref, link, False) for link in view.links]
    regions, documents = _holders(bench, view, whole)
    rest = {k: v for k, v in asking.given.items() if k != "limit" or v != str(CARDS)}
    return {"view": view, "task": task, "whole": whole, "cards": cards, "regions": regions, "documents": documents, "amount": amount_of,
            "marked": pieces(task.text, task.start, marks_of(task.measures, task.targets, task.times)) if task else [],
            "said": [row for (_, other), rows in said_of(bench.store).items() if other == whole for row in rows],
            "paging": paging_of(asking, len(view.links), view.linked, CARDS),
            "asking": Asking(asking.question, asking.named, rest)}


def _holders(bench: Bench, view: MeasureView, whole: str) -> tuple[list[Holders], list[Holders]]:
    if view.document not in bench.places().centrals or "/" not in whole:
        return [], []

    def held(by_region: bool) -> list[Holders]:
        groups: dict[str, list[StateCell]] = {state: [] for state in ORDER}
        for cell in _cells(bench, view, whole, by_region=by_region):
            groups[cell.state].append(cell)
        return [Holders(state, len(cells), [
            Holder(cell, pairs_address(whole, region=cell.name) if by_region else pairs_address(whole, document=cell.name))
            for cell in sorted(cells, key=_best_first)[:CHIPS]]) for state, cells in groups.items() if cells]

    return held(True), held(False)


def _cells(bench: Bench, view: MeasureView, ref: str, *, by_region: bool) -> list[StateCell]:
    """The states of one central task; rows of other tasks are not made where its title tells it apart."""
    for text in dict.fromkeys((view.title, None)):
        rows = query.states(bench.store, by_region=by_region, central=view.document, text=text)
        if found := [row for row in rows if row.ref == ref]:
            return list(found[0].cells)
    return []


def _best_first(cell: StateCell) -> float:
    return -cell.score


def _pairs_page(bench: Bench, request: Request) -> Response:
    asked = {name: request.query_params.get(name, "") for name in ("ref", "document", "region")}
    if not asked["ref"] or max(map(len, asked.values())) > LONGEST:
        raise KexieError("K303", ref=asked["ref"][:80])
    task = query.task(bench.store, asked["ref"], limit=0)
    filters = {"document": asked["document"]} if asked["document"] else {"region": asked["region"]}
    found = _links(bench, task, filters, None)
    cards = list(_both_sides(bench, task, found[:BOTH]))
    nearest = [] if cards else list(_both_sides(bench, task, _links(bench, task, filters, 0)[:NEAREST]))
    reason = _reason(bench, task, filters)
    return bench.page(request, "pairs.html", task=task, named=filters, cards=cards, nearest=nearest, reason=reason,
                      more=len(found) - len(cards), document=document_address(filters["document"]) if "document" in filters else None)


def _links(bench: Bench, central: TaskView, filters: dict[str, Any], grade: int | None) -> list[LinkListRow]:
    """The links of a cell, best first."""
    named = _named(bench, filters)
    single = len(named) <= FEW or filters.get("region") == COUNTRY
    asked: list[dict[str, Any]] = [{"document": label} for label in named] if single else [filters]
    rows = [row for each in asked for row in query.links(bench.store, central=central.document, grade=grade, **each)]
    return sorted((row for row in rows if row.central == central.ref and row.document in named), key=_best_link)


def _both_sides(bench: Bench, central: TaskView, links: Iterable[LinkListRow]) -> Iterator[Card]:
    make = card_maker(bench, texts=True)
    for row in links:
        view = query.task(bench.store, row.ref, grade=row.grade)
        for link in view.links:
            if link.ref == central.ref:
                yield make(view, row.ref, link, True)


def _named(bench: Bench, filters: dict[str, Any]) -> list[str]:
    """The labels of the documents of a cell: one, or those of exactly this region."""
    if "document" in filters:
        return [find_document(bench.store, filters["document"]).label]
    return [info.label for info in others_of(bench.store) if (info.region or COUNTRY) == filters["region"]]


def _reason(bench: Bench, central: TaskView, filters: dict[str, Any]) -> str:
    rows = query.states(bench.store, by_region="document" not in filters, central=central.document, text=central.title,
                        **filters)
    return next((cell.reason for row in rows if row.ref == central.ref for cell in row.cells if cell.reason), "")


def _best_link(row: LinkListRow) -> tuple[int, float]:
    return -row.grade, -row.score

"""The pages of a task, of a central task or measure, and of a cell of the matrix: marked texts, and links as cards."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import Response

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.query import LinkListRow, LinkRow, MeasureRow, MeasureView, ReviewRow, StateCell, TargetRow, TaskView
from kexie_nlp.query.answers import DeadlineRow
from kexie_nlp.query.plan_coverage import COUNTRY
from kexie_nlp.query.plans import others_of
from kexie_nlp.query.references import find_document
from kexie_nlp.report.labels import KINDS, amount, bodies_text, interval, manner
from kexie_nlp.report.markup import Mark
from kexie_nlp.web.addresses import document_address, pairs_address
from kexie_nlp.web.api import LONGEST, Asking
from kexie_nlp.web.reviews import anchor, said_of
from kexie_nlp.web.tables import paging_of
from kexie_nlp.web.workbench import Bench

CANDIDATES, CARDS = 40, 10  # most links on the page of a task; links on the page of a central task
NEAREST, BOTH = 3, 5  # most rejected candidates and most links shown for a cell of the matrix
FEW = 20    # documents of a cell whose links are queried one by one
CHIPS = 40  # documents or regions shown per state
ORDER = ("covered", "partly", "uncovered", "out_of_scope")


class Piece(NamedTuple):
    """A part of a text with the kinds of the marks over it, and their values."""
    text: str
    kinds: tuple[str, ...] = ()
    says: str = ""


class Side(NamedTuple):
    """One task of a link: its page, and its text with the evidence marked; the text is empty where it is not shown."""
    ref: str
    href: str | None
    title: str
    text: tuple[Piece, ...] = ()


class Card(NamedTuple):
    """A link with both tasks; `said`: the judgements of the pair, oldest first."""
    task: Side
    central: Side
    link: LinkRow
    said: tuple[ReviewRow, ...]

    @property
    def anchor(self) -> str:
        """The HTML ID of the card."""
        return anchor(self.task.ref, self.central.ref)

    @property
    def holds(self) -> ReviewRow | None:
        """The judgement in force, None without one."""
        return next((row for row in reversed(self.said) if row.holds), None)


class Holder(NamedTuple):
    """The state of a central task in a document or region, with the page of both sides."""
    cell: StateCell
    href: str


class Holders(NamedTuple):
    """The documents or regions in one state: their number, and the first `CHIPS` of them."""
    state: str
    number: int
    first: list[Holder]


def add_tasks(app: FastAPI, bench: Bench) -> None:
    """Add `/pairs`, the page of a cell of the matrix."""
    def pairs(request: Request) -> Response:
        return _pairs_page(bench, request)

    app.add_api_route("/pairs", pairs, methods=["GET", "HEAD"], include_in_schema=False)


def task_values(bench: Bench, asking: Asking) -> dict[str, Any]:
    """The values of the page of a task: its marked text, its links, then the rejected candidates."""
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
    """The values of the page of a central task or measure: its state everywhere, and one page of links."""
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


def card_maker(bench: Bench, *, texts: bool) -> Callable[[TaskView | None, str, LinkRow, bool], Card]:
    """A function that makes cards; with `texts` both tasks are shown whole, each read once."""
    said, places = said_of(bench.store), bench.places()
    read: dict[str, TaskView | None] = {}

    def whole(ref: str) -> TaskView | None:
        if ref not in read:
            try:
                read[ref] = query.task(bench.store, ref, limit=0)
            except KexieError:
                read[ref] = None
        return read[ref]

    def card(view: TaskView | None, here: str, link: LinkRow, outward: bool) -> Card:
        task, central = (here, link.ref) if outward else (link.ref, here)
        titles = {here: view.title if view is not None else "", link.ref: link.title}
        sides = []
        for ref, spans in ((task, [e.task_span for e in link.evidence]), (central, [e.measure_span for e in link.evidence])):
            found = (view if view is not None and ref == here else whole(ref)) if texts else None
            sides.append(Side(ref, places.page(ref), titles[ref], tuple(_evidence(found, spans)) if found else ()))
        return Card(sides[0], sides[1], link, tuple(said.get((task, central), ())))

    return card


def marks_of(measures: Sequence[MeasureRow], targets: Sequence[TargetRow], times: Sequence[DeadlineRow]) -> list[Mark]:
    """The extractions of a task as marks, with their values in Chinese."""
    said = [(f"举措 {m.action}", bodies_text(m.bodies, m.actors), manner(m.status, m.modality)) for m in measures]
    found = [Mark(m.start, m.end, "measure", "；".join(filter(None, words)))
             for m, words in zip(measures, said, strict=True)]
    found += [Mark(t.start, t.end, "target", f"指标 {t.indicator} {amount_of(t)}") for t in targets]
    return found + [Mark(t.start, t.end, "time", f"时限 {interval((t.date_from, t.date_to)) or KINDS[t.kind]}") for t in times]


def amount_of(target: TargetRow) -> str:
    """The value of a target in Chinese."""
    most = None if target.value_max is None else str(target.value_max)
    return amount(target.comparator, str(target.value), most, target.unit)


def pieces(text: str, start: int, marks: Iterable[Mark]) -> list[Piece]:
    """The text, at raw offset `start`, cut where marks begin and end, so that marks may overlap; marks are clipped to it."""
    end = start + len(text)
    inside = [m._replace(start=max(m.start, start), end=min(m.end, end)) for m in marks if m.start < end and m.end > start]
    edges = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    found = []
    for a, b in pairwise(edges):
        over = [m for m in inside if m.start <= a and b <= m.end]
        found.append(Piece(text[a - start:b - start], tuple(dict.fromkeys(m.kind for m in over)),
                           "；".join(dict.fromkeys(m.value for m in over if m.value))))
    return found


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
    """The states of one central task; the filter on its title saves the rows of other tasks."""
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
    """The links of a cell of the matrix, best first."""
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
    """The labels of the documents of a cell: the one named, or those of exactly this region."""
    if "document" in filters:
        return [find_document(bench.store, filters["document"]).label]
    return [info.label for info in others_of(bench.store) if (info.region or COUNTRY) == filters["region"]]


def _reason(bench: Bench, central: TaskView, filters: dict[str, Any]) -> str:
    rows = query.states(bench.store, by_region="document" not in filters, central=central.document, text=central.title,
                        **filters)
    return next((cell.reason for row in rows if row.ref == central.ref for cell in row.cells if cell.reason), "")


def _best_link(row: LinkListRow) -> tuple[int, float]:
    return -row.grade, -row.score


def _evidence(view: TaskView, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    return pieces(view.text, view.start, [Mark(start, end, "evidence", f"依据 {n}") for n, (start, end) in enumerate(spans, 1)])

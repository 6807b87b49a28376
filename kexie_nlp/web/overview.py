"""The start page: what the database holds, how far the plan is carried out, and what deserves a look."""
from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import Response

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.query import NovelRow, NumberPair, RankingRow, ReviewRow, StateRow, SummaryRow, TopicRow
from kexie_nlp.report.labels import STATES
from kexie_nlp.store import Store
from kexie_nlp.web.bench import Bench

LISTED = 6
NARROW = 15  # documents that are listed one by one
BARS = 40    # of more regions only those of provincial plans are shown
TOPICAL = 1000  # tasks out of which topics are found at once


class Bar(NamedTuple):
    """A document or region and its central tasks by state; `whole`: all of them."""
    name: str
    counts: tuple[tuple[str, int], ...]
    whole: int


class Overview(NamedTuple):
    """The figures of the start page; `central` empty where there is no plan."""
    documents: int
    kinds: tuple[tuple[str, int], ...]
    sums: dict[str, int]
    central: str
    central_title: str
    tasks: int
    carried: int
    by_region: bool
    bars: tuple[Bar, ...]
    nobody: tuple[RankingRow, ...]
    best: tuple[RankingRow, ...]
    novel: int
    local: tuple[NovelRow, ...]
    topics: tuple[TopicRow, ...]
    looser: tuple[NumberPair, ...]
    loose: int
    stricter: int
    disagreeing: tuple[ReviewRow, ...]


def add_overview(app: FastAPI, bench: Bench) -> None:
    """`/`."""
    def overview(request: Request) -> Response:
        return bench.page(request, "overview.html", over=overview_of(bench.store), states=STATES, places=bench.places())

    app.add_api_route("/", overview, methods=["GET", "HEAD"], include_in_schema=False)


def overview_of(store: Store) -> Overview:
    """The overview of the database as it is."""
    def made() -> Overview:
        return _overview(store)

    return store.cached("web overview", made)


def _overview(store: Store) -> Overview:
    rows = query.documents(store)
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("tasks", "measures", "targets", "times")}
    found: dict[str, Any] = {
        "documents": len(rows), "kinds": tuple(Counter(row.level or "" for row in rows).most_common()), "sums": sums, "central": "",
        "central_title": "", "tasks": 0, "carried": 0, "by_region": False, "bars": (), "nobody": (), "best": (), "novel": 0,
        "local": (), "topics": (), "looser": (), "loose": 0, "stricter": 0,
        "disagreeing": tuple(query.reviews(store, status="disagreeing")[-LISTED:])}
    try:
        return Overview(**{**found, **_against_plan(store, rows)})
    except KexieError:  # no plan
        return Overview(**found)


def _against_plan(store: Store, rows: list[SummaryRow]) -> dict[str, Any]:
    ranking = query.ranking(store)
    by_region = len(rows) - 1 > NARROW
    regions = {row.region for row in rows}
    states = query.states(store, by_region=by_region, level="provincial" if len(regions) > BARS else None)
    novel = query.novel(store, limit=LISTED)
    topics = query.topics(store, limit=LISTED) if novel.total <= TOPICAL else ()
    looser = query.numbers(store, status="looser", limit=LISTED)
    central = ranking[0].ref.rpartition("/")[0] if ranking else ""
    return {"central": central, "central_title": next((row.title or "" for row in rows if row.document == central), ""),
            "tasks": len(ranking), "carried": sum(row.documents > 0 for row in ranking), "by_region": by_region,
            "bars": _bars(states)[:BARS], "nobody": tuple(row for row in ranking if not row.documents), "best": tuple(ranking[:LISTED]),
            "novel": novel.total, "local": tuple(novel), "looser": tuple(looser), "loose": looser.total,
            "stricter": query.numbers(store, status="stricter", limit=0).total, "topics": tuple(topics)}


def _bars(states: list[StateRow]) -> tuple[Bar, ...]:
    names = [cell.name for cell in states[0].cells] if states else []
    counted: list[Counter[str]] = [Counter(row.cells[n].state for row in states) for n in range(len(names))]
    return tuple(Bar(name, tuple((state, count[state]) for state in STATES), len(states))
                 for name, count in zip(names, counted, strict=True))

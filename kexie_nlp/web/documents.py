"""The start page, which sums up all documents, and the page of one document: metadata, outline, marked text."""
from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kexie_nlp import query
from kexie_nlp.analysis import Document
from kexie_nlp.errors import KexieError
from kexie_nlp.model.records import ABOUT_PLANS
from kexie_nlp.query import NovelRow, NumberPair, RankingRow, ReviewRow, StateRow, SummaryRow, TaskRow, TopicRow
from kexie_nlp.query.plans import centrals_of
from kexie_nlp.query.references import find_document, ref_of
from kexie_nlp.report import as_json
from kexie_nlp.report.labels import DOCUMENT_KINDS, LEVELS, ROLES, STATES, interval
from kexie_nlp.report.markup import render_extractions
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.web import security
from kexie_nlp.web.addresses import document_address, provision_address
from kexie_nlp.web.api import LONGEST, script_asked
from kexie_nlp.web.labels import ERRORS
from kexie_nlp.web.workbench import Bench, converter

LISTED = 6   # rows of a list on the start page
NARROW = 15  # with more documents the bars are by region
BARS = 40    # with more regions only provincial plans count
TOPICAL = 1000  # with more tasks the start page has no topics


class Bar(NamedTuple):
    """A document or region: the numbers of central tasks by state, and of all."""
    name: str
    counts: tuple[tuple[str, int], ...]
    whole: int


class Overview(NamedTuple):
    """The figures of the start page; `central` is empty without a plan."""
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


class Node(NamedTuple):
    """A provision in the outline; `best`: its best link, `coverers`: of a central task, the documents that carry it out."""
    id: str
    level: int
    role: str
    title: str
    href: str
    best: TaskRow | None
    coverers: int | None


def add_documents(app: FastAPI, bench: Bench) -> None:
    """Add `/`, `/document/LABEL`, and `/marked/LABEL`, the text that the page of a document shows in a frame."""
    def overview(request: Request) -> Response:
        return bench.page(request, "overview.html", over=overview_of(bench.store), states=STATES, places=bench.places())

    def document(request: Request, label: str = "") -> Response:
        return _document_page(bench, request, label or request.query_params.get("label", ""))

    def marked(request: Request, label: str = "") -> Response:
        info = _info(bench.store, label or request.query_params.get("label", ""))
        return HTMLResponse(bench.store.cached(("web marked", info.sha256), _Marked(bench.store, info)), headers=security.headers("framed"))

    app.add_api_route("/", overview, methods=["GET", "HEAD"], include_in_schema=False)
    for name, function in (("document", document), ("marked", marked)):
        for path in (f"/{name}", f"/{name}/{{label:path}}"):
            app.add_api_route(path, function, methods=["GET", "HEAD"], include_in_schema=False)


def overview_of(store: Store) -> Overview:
    """The figures of the start page, cached until the database changes."""
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


class _Marked:
    """Renders the marked text of a document."""

    def __init__(self, store: Store, info: DocumentInfo) -> None:
        self._store, self._info = store, info

    def __call__(self) -> str:
        return render_extractions(_read(self._store, self._info))


def _info(store: Store, label: str) -> DocumentInfo:
    if not label or len(label) > LONGEST:
        raise KexieError("K303", ref=label[:80])
    return find_document(store, label)


def _read(store: Store, info: DocumentInfo) -> Document:
    return store.documents([info.sha256])[0]


def _document_page(bench: Bench, request: Request, label: str) -> Response:
    store = bench.store
    if label.endswith(".json") and label not in bench.places().labels:
        record: Any = _read(store, _info(store, label.removesuffix(".json"))).record.model_dump(mode="json", by_alias=True)
        convert = converter(script_asked(request.query_params.get("script")))
        return Response(as_json(convert(record)) + "\n", media_type="application/json", headers=security.headers())
    info = _info(store, label)
    if info.label != label:
        return RedirectResponse(document_address(info.label), 303)
    document = _read(store, info)
    meta, record = document.record.meta, document.record
    central = info.sha256 in {each.sha256 for each in centrals_of(store)}
    warning = f"K403 {''.join(ERRORS['K403'])}" if meta.kind in ABOUT_PLANS else None
    facts = [("文件", info.source, True), ("类型", DOCUMENT_KINDS.get(meta.kind or ""), False), ("提示", warning, False),
             ("发文机关", meta.issuer, False), ("层级", LEVELS.get(meta.level or ""), False), ("地区", meta.region, False),
             ("文号", meta.doc_number, False), ("日期", meta.issued, False), ("规划期", interval(meta.period), False)]
    nodes = _outline(store, info, document, central)
    grades = Counter(node.best.grade for node in nodes if node.best is not None and node.role == "task")
    return bench.page(request, "document.html", info=info, title=meta.title or info.label, facts=[f for f in facts if f[1]],
                      central=central, nodes=nodes, roles=ROLES, grades=grades, marked=document_address(info.label, "marked"),
                      counts={"任务": sum(node.role == "task" for node in nodes), "举措": len(record.measures),
                              "指标": len(record.targets), "时限": len(record.times)},
                      twin=document_address(info.label) + ".json" if "?" not in document_address(info.label) else None)


def _outline(store: Store, info: DocumentInfo, document: Document, central: bool) -> list[Node]:
    best = {} if central else {row.ref: row for row in query.tasks(store, document=info.label)}
    carried = {row.ref: row.documents for row in query.ranking(store, central=info.label)} if central else {}
    nodes = []
    for p in document.record.provisions:
        ref = ref_of(info, p.id)
        nodes.append(Node(p.id, p.level, p.role, p.title or document.plain(p)[:40],
                          provision_address("measure" if central else "task", ref), best.get(ref), carried.get(ref)))
    return nodes

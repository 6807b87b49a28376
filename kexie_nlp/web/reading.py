"""The page of a document: what it says of itself, its outline with roles and grades, and its text with what was found."""
from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kexie_nlp import query
from kexie_nlp.analysis import Document
from kexie_nlp.errors import KexieError
from kexie_nlp.query import TaskRow
from kexie_nlp.query.refs import find_document, ref_of
from kexie_nlp.query.sides import centrals_of
from kexie_nlp.report import as_json
from kexie_nlp.report.labels import LEVELS, ROLES, interval
from kexie_nlp.report.markup import render_extractions
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.web import safety
from kexie_nlp.web.addresses import document_address, thing_address
from kexie_nlp.web.asking import LONGEST
from kexie_nlp.web.bench import Bench
from kexie_nlp.web.templating import converter
from kexie_nlp.web.twins import script_asked


class Node(NamedTuple):
    """A provision in the outline; `best`: the central task that it carries out, `coverers`: of a central task, who does so."""
    id: str
    level: int
    role: str
    title: str
    href: str
    best: TaskRow | None
    coverers: int | None


def add_reading(app: FastAPI, bench: Bench) -> None:
    """`/document/LABEL`, and `/marked/LABEL`, the text that is shown in it."""
    def document(request: Request, label: str = "") -> Response:
        return _document_page(bench, request, label or request.query_params.get("label", ""))

    def marked(request: Request, label: str = "") -> Response:
        info = _info(bench.store, label or request.query_params.get("label", ""))
        return HTMLResponse(bench.store.cached(("web marked", info.sha256), _Marked(bench.store, info)), headers=safety.headers("framed"))

    for name, function in (("document", document), ("marked", marked)):
        for path in (f"/{name}", f"/{name}/{{label:path}}"):
            app.add_api_route(path, function, methods=["GET", "HEAD"], include_in_schema=False)


class _Marked:
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
        return Response(as_json(convert(record)) + "\n", media_type="application/json", headers=safety.headers())
    info = _info(store, label)
    if info.label != label:
        return RedirectResponse(document_address(info.label), 303)
    document = _read(store, info)
    meta, record = document.record.meta, document.record
    central = info.sha256 in {each.sha256 for each in centrals_of(store)}
    facts = [("文件", info.source, True), ("发文机关", meta.issuer, False), ("层级", LEVELS.get(meta.level or ""), False),
             ("地区", meta.region, False), ("文号", meta.doc_number, False), ("日期", meta.issued, False),
             ("规划期", interval(meta.period), False)]
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
        nodes.append(Node(p.id, p.level, p.role, p.title or document.plain(p)[:40], thing_address("measure" if central else "task", ref),
                          best.get(ref), carried.get(ref)))
    return nodes

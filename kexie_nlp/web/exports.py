"""What `kexie export` writes, in the browser: pages of charts, and ledgers as office files."""
from __future__ import annotations

import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, Response

from kexie_nlp import charts, query
from kexie_nlp.errors import KexieError
from kexie_nlp.query.plans import centrals_of
from kexie_nlp.store import Store
from kexie_nlp.web import security
from kexie_nlp.web.api import LONGEST, Asking
from kexie_nlp.web.workbench import Bench

FORMS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
FILTERS = ("document", "region", "level", "year", "central")
MOST = 60  # documents of one ledger; more do not fit on a page
OFFERED = ("coverage", "states", "gaps", "documents", "numbers", "links")


class Drawing(NamedTuple):
    """A chart: its title, what it shows, and the question whose rows it draws."""
    title: str
    note: str
    question: str


DRAWINGS = {
    "coverage": Drawing("落实热图", "中央任务 × 文档（或地区）的落实状态。", "states"),
    "sankey": Drawing("流向图", "中央各章的任务流向哪些地区。", "links"),
    "timeline": Drawing("时间轴", "各文档的时限。", "deadlines"),
    "targets": Drawing("指标对比", "基数、目标值与中央指标并列。", "numbers"),
}


def add_exports(app: FastAPI, bench: Bench) -> None:
    """Add `/chart/NAME`, `/chart/NAME.json`, plotly's JavaScript, and `/ledger.xlsx` and `/ledger.docx` with filters."""
    def chart(request: Request, name: str) -> Response:
        if name.removesuffix(".json") not in DRAWINGS:
            raise HTTPException(404)
        if name.endswith(".json"):
            return Response(_figure(bench, name.removesuffix(".json"), bench.script_of(request)), media_type="application/json",
                            headers=security.headers())
        empty = _empty(bench, name, bench.script_of(request))
        return bench.page(request, "chart.html", kind="chart", name=name, drawings=DRAWINGS, empty=empty)

    def program() -> Response:
        return FileResponse(str(files("plotly").joinpath("package_data", "plotly.min.js")), media_type="text/javascript",
                            headers={**security.headers(), "Cache-Control": "public, max-age=86400"})

    app.add_api_route("/chart/{name}", chart, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route("/static/plotly.min.js", program, methods=["GET", "HEAD"], include_in_schema=False)
    for form in FORMS:
        app.add_api_route(f"/ledger.{form}", _Ledger(bench, form).send, methods=["GET"], include_in_schema=False)


def ledger_links(asking: Asking, store: Store) -> dict[str, str]:
    """{label: address} of the ledgers of the documents on a page; empty without a plan, or with more than `MOST` documents."""
    if asking.question.name not in OFFERED or not centrals_of(store):
        return {}
    filters = {name: value for name, value in asking.given.items() if name in FILTERS}
    if not 0 < len(_documents(store, filters)) <= MOST:
        return {}
    return {f"台账 {form}": f"/ledger.{form}" + (f"?{urlencode(filters)}" if filters else "") for form in FORMS}


class _Ledger:
    """The route of a ledger in one format."""

    def __init__(self, bench: Bench, form: str) -> None:
        self._bench, self._form = bench, form

    def send(self, request: Request) -> Response:
        """The ledger as a file; K306 without documents or with more than `MOST`."""
        from kexie_nlp.report.ledger import export_ledger

        filters = {name: value[:LONGEST] for name, value in request.query_params.items() if name in FILTERS and value}
        labels = _documents(self._bench.store, filters)
        if not labels or len(labels) > MOST:
            raise KexieError("K306", question="ledger", detail=f"{len(labels)} documents", legal=f"1 – {MOST}")
        script = self._bench.script_of(request)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"ledger.{self._form}")
            export_ledger(self._bench.store, path, documents=labels, central=filters.get("central"),
                          variety=None if script == "simplified" else script)
            content = path.read_bytes()
        return Response(content, media_type=FORMS[self._form], headers={
            **security.headers(), "Content-Disposition": f"attachment; filename=ledger.{self._form}"})


def _figure(bench: Bench, name: str, script: str) -> str:
    """The figure of a chart as plotly's JSON, cached until the database changes."""
    def made() -> str:
        figure: Any = getattr(charts, name)(bench.store, variety=None if script == "simplified" else script)
        return str(figure.to_json())

    return bench.store.cached(("web chart", name, script), made)


def _empty(bench: Bench, name: str, script: str) -> bool:
    try:
        _figure(bench, name, script)
    except KexieError as error:
        if error.code in ("K321", "K401"):
            return True
        raise
    return False


def _documents(store: Store, filters: dict[str, str]) -> list[str]:
    """The labels of the documents that pass the filters, without reference plans."""
    plans = {info.label for info in centrals_of(store)}
    asked: dict[str, Any] = {name: value for name, value in filters.items() if name != "central"}
    rows: Iterable[query.SummaryRow] = query.documents(store, **asked)
    return [row.document for row in rows if row.document not in plans]

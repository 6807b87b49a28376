"""Pages of charts: plotly's own program, served from the installed package, draws figures that it fetches as JSON."""
from __future__ import annotations

from importlib.resources import files
from typing import Any, NamedTuple

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, Response

from kexie_nlp import charts
from kexie_nlp.errors import KexieError
from kexie_nlp.web import safety
from kexie_nlp.web.bench import Bench


class Drawing(NamedTuple):
    """A chart's name, what it shows, and the question whose rows it draws."""
    title: str
    note: str
    question: str


DRAWINGS = {
    "coverage": Drawing("落实热图", "中央任务 × 文档（或地区）的落实状态。", "states"),
    "sankey": Drawing("流向图", "中央各章的任务流向哪些地区。", "links"),
    "timeline": Drawing("时间轴", "各文档的时限。", "deadlines"),
    "targets": Drawing("指标对比", "基数、目标值与中央指标并列。", "numbers"),
}


def add_drawing(app: FastAPI, bench: Bench) -> None:
    """`/chart/NAME`, `/chart/NAME.json`, and plotly's program."""
    def chart(request: Request, name: str) -> Response:
        if name.removesuffix(".json") not in DRAWINGS:
            raise HTTPException(404)
        if name.endswith(".json"):
            return Response(_figure(bench, name.removesuffix(".json"), bench.script_of(request)), media_type="application/json",
                            headers=safety.headers())
        empty = _empty(bench, name, bench.script_of(request))
        return bench.page(request, "chart.html", kind="chart", name=name, drawings=DRAWINGS, empty=empty)

    def program() -> Response:
        return FileResponse(str(files("plotly").joinpath("package_data", "plotly.min.js")), media_type="text/javascript",
                            headers={**safety.headers(), "Cache-Control": "public, max-age=86400"})

    app.add_api_route("/chart/{name}", chart, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route("/static/plotly.min.js", program, methods=["GET", "HEAD"], include_in_schema=False)


def _figure(bench: Bench, name: str, script: str) -> str:
    """The figure as plotly's JSON."""
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

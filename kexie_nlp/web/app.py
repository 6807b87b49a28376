"""The workbench put together: routes, headers, errors."""
from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteHTTPException

from kexie_nlp.errors import KexieError
from kexie_nlp.version import __version__
from kexie_nlp.web import safety
from kexie_nlp.web.addresses import TWINS
from kexie_nlp.web.api import add_api
from kexie_nlp.web.bench import Bench
from kexie_nlp.web.downloads import add_downloads
from kexie_nlp.web.drawing import add_drawing
from kexie_nlp.web.overview import add_overview
from kexie_nlp.web.pages import add_pages
from kexie_nlp.web.reading import add_reading
from kexie_nlp.web.reviewing import add_reviewing
from kexie_nlp.web.templating import HERE
from kexie_nlp.web.things import add_things
from kexie_nlp.web.words import ERRORS, OTHER_ERROR

ABSENT = ("K303", "K401")
LONG_PATH = 2000
_log = logging.getLogger("uvicorn.error")


def create_app(bench: Bench) -> FastAPI:
    """The application over an open store, for uvicorn or a test client."""
    app = FastAPI(title="kexie", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json",
                  description="Every question of kexie_nlp; the answers are those of `kexie query … --json`.")
    for add in (add_api, add_overview, add_pages, add_things, add_reading, add_drawing, add_downloads, add_reviewing):
        add(app, bench)
    app.mount("/static", StaticFiles(directory=HERE / "static"))

    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if not safety.own_host(request.headers.get("host"), bench.host):
            return _refuse(bench, request, 421, "421", "", "")
        if safety.foreign_use(request.headers):
            return _refuse(bench, request, 403, "403", "", "")
        if len(request.url.path) > LONG_PATH:
            return _refuse(bench, request, 404, "404", "", "")
        try:
            answer = await call_next(request)
        except Exception:
            _log.exception("an answer failed: %s", request.url.path)
            return _refuse(bench, request, 500, "500", "internal error", "see the window in which the server was started")
        for name, value in safety.headers().items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-cache")
        return answer

    def coded(request: Request, error: Exception) -> Response:
        if not isinstance(error, KexieError):
            raise error
        return _refuse(bench, request, 404 if error.code in ABSENT else 400, error.code, error.message, error.hint)

    def plain(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, StarletteHTTPException) else 500
        return _refuse(bench, request, status, str(status), "", "")

    app.middleware("http")(guard)
    app.add_exception_handler(KexieError, coded)
    app.add_exception_handler(StarletteHTTPException, plain)
    app.add_exception_handler(HTTPException, plain)
    return app


def _refuse(bench: Bench, request: Request, status: int, code: str, message: str, hint: str) -> Response:
    """An error as JSON where JSON was asked for, otherwise as a page; nothing of the program's inside."""
    path = request.url.path
    said, advice = ERRORS.get(code, OTHER_ERROR)
    if path.startswith("/api/") or path == "/openapi.json" or path.endswith(TWINS) or code == "421":
        content = {"code": code, "message": message or said, "hint": hint or advice}
        return JSONResponse(content, status, headers=safety.headers())
    return bench.page(request, "error.html", status=status, code=code, said=said, advice=advice, message=message)

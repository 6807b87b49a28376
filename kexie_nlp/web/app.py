"""The web application over an open store: routes, guards and error pages, and the server that runs it."""
from __future__ import annotations

import logging
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as StarletteHTTPException

from kexie_nlp.errors import KexieError
from kexie_nlp.version import __version__
from kexie_nlp.web import security
from kexie_nlp.web.addresses import TWINS
from kexie_nlp.web.api import add_api
from kexie_nlp.web.documents import add_documents
from kexie_nlp.web.exports import add_exports
from kexie_nlp.web.labels import ERRORS, OTHER_ERROR
from kexie_nlp.web.pages import add_pages
from kexie_nlp.web.reviews import add_reviews
from kexie_nlp.web.tasks import add_tasks
from kexie_nlp.web.workbench import HERE, Bench

ABSENT = ("K303", "K401")  # codes with status 404
LONG_PATH = 2000
_log = logging.getLogger("uvicorn.error")


def create_app(bench: Bench) -> FastAPI:
    """The ASGI application of a workbench, for `run` or a test client."""
    app = FastAPI(title="kexie", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json",
                  description="Every question of kexie_nlp; the answers are those of `kexie query … --json`.")
    for add in (add_api, add_documents, add_pages, add_tasks, add_exports, add_reviews):
        add(app, bench)
    app.mount("/static", StaticFiles(directory=HERE / "static"))

    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if not security.own_host(request.headers.get("host"), bench.host):
            return _refuse(bench, request, 421, "421", "", "")
        if security.foreign_use(request.headers):
            return _refuse(bench, request, 403, "403", "", "")
        if len(request.url.path) > LONG_PATH:
            return _refuse(bench, request, 404, "404", "", "")
        try:
            answer = await call_next(request)
        except Exception:
            _log.exception("an answer failed: %s", request.url.path)
            return _refuse(bench, request, 500, "500", "internal error", "see the window in which the server was started")
        for name, value in security.headers().items():
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


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; port 0 takes a free port. OSError where the address cannot be used."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made


def run(app: FastAPI, sock: socket.socket) -> None:
    """Serve the application on a socket until interrupted; errors are logged on stderr, requests are not."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, lifespan="off")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[sock])


def _refuse(bench: Bench, request: Request, status: int, code: str, message: str, hint: str) -> Response:
    """An error as JSON where data was requested, otherwise as a page; without internal details."""
    path = request.url.path
    said, advice = ERRORS.get(code, OTHER_ERROR)
    if path.startswith("/api/") or path == "/openapi.json" or path.endswith(TWINS) or code == "421":
        content = {"code": code, "message": message or said, "hint": hint or advice}
        return JSONResponse(content, status, headers=security.headers())
    return bench.page(request, "error.html", status=status, code=code, said=said, advice=advice, message=message)

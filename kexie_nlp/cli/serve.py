"""`kexie serve`: a database as a web application on an address of this machine."""
from __future__ import annotations

from typing import Annotated

import typer

from kexie_nlp.cli.console import DEFAULT_DB, SCRIPT, Db, say
from kexie_nlp.errors import KexieError

EXAMPLES = {"serve": "Example: kexie serve --db k.db --port 8000"}


def serve(
    db: Db = DEFAULT_DB,
    host: Annotated[str, typer.Option("--host", metavar="NAME", help="The address to listen on; any other than this machine's "
                                                                     "lets everybody in the network read and review.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8000,
    read_only: Annotated[bool, typer.Option("--read-only", help="Visitors cannot review.")] = False,
    by: Annotated[str | None, typer.Option(
        "--by", metavar="NAME", help="The reviewer, until another name is entered in the browser.")] = None,
) -> None:
    """Open the workbench: pages for the browser, and JSON under /api."""
    from kexie_nlp.store import open_store
    from kexie_nlp.web.app import bound, create_app, run
    from kexie_nlp.web.workbench import Bench

    with open_store(db) as store:
        try:
            sock = bound(host, port)
        except OSError as error:
            raise KexieError("K330", address=f"{host}:{port}", detail=error.strerror or str(error)) from None
        name = f"[{host}]" if ":" in host else host
        say(f"工作台已打开，按 Ctrl+C 结束 / the workbench is open, Ctrl+C ends it: http://{name}:{sock.getsockname()[1]}/")
        run(create_app(Bench(store, host=host, by=by, read_only=read_only, script=SCRIPT["variety"] or "simplified")), sock)

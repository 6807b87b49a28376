"""Ledgers of what is shown, as files for the office."""
from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import Response

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.query.plans import centrals_of
from kexie_nlp.store import Store
from kexie_nlp.web import safety
from kexie_nlp.web.asking import LONGEST, Asking
from kexie_nlp.web.bench import Bench

FORMS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
FILTERS = ("document", "region", "level", "year", "central")
MOST = 60  # documents of one ledger; more fit on no page
OFFERED = ("coverage", "states", "gaps", "documents", "numbers", "links")


def ledger_links(asking: Asking, store: Store) -> dict[str, str]:
    """Ledgers of the documents that a page is about; none where there is no plan or they are too many."""
    if asking.question.name not in OFFERED or not centrals_of(store):
        return {}
    filters = {name: value for name, value in asking.given.items() if name in FILTERS}
    if not 0 < len(_documents(store, filters)) <= MOST:
        return {}
    return {f"台账 {form}": f"/ledger.{form}" + (f"?{urlencode(filters)}" if filters else "") for form in FORMS}


def add_downloads(app: FastAPI, bench: Bench) -> None:
    """`/ledger.xlsx` and `/ledger.docx`, with the filters of the pages."""
    for form in FORMS:
        app.add_api_route(f"/ledger.{form}", _Ledger(bench, form).send, methods=["GET"], include_in_schema=False)


class _Ledger:
    def __init__(self, bench: Bench, form: str) -> None:
        self._bench, self._form = bench, form

    def send(self, request: Request) -> Response:
        """The file, made anew."""
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
            **safety.headers(), "Content-Disposition": f"attachment; filename=ledger.{self._form}"})


def _documents(store: Store, filters: dict[str, str]) -> list[str]:
    """The labels of the documents that pass, without the plans."""
    plans = {info.label for info in centrals_of(store)}
    asked: dict[str, Any] = {name: value for name, value in filters.items() if name != "central"}
    rows: Iterable[query.SummaryRow] = query.documents(store, **asked)
    return [row.document for row in rows if row.document not in plans]

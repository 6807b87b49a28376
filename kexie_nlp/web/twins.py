"""The JSON and CSV of an answer: what `kexie query --json` prints, byte for byte, and its CSV for spreadsheets."""
from __future__ import annotations

import json
from typing import Any

from fastapi.responses import Response

from kexie_nlp import report
from kexie_nlp.errors import KexieError
from kexie_nlp.query.questions import QUESTIONS
from kexie_nlp.report.render import Report
from kexie_nlp.store import Store
from kexie_nlp.text import to_traditional
from kexie_nlp.web import safety
from kexie_nlp.web.addresses import question_address
from kexie_nlp.web.asking import CAP, Asking
from kexie_nlp.web.templating import SCRIPTS, converter


def answer_of(asking: Asking, store: Store) -> Any:
    """All rows, or the page asked for; of more than `CAP` the first `CAP`. K303 where an argument is missing."""
    if not asking.complete:
        missing = [p.name for p in asking.question.arguments if p.name not in asking.named]
        raise KexieError("K303", ref=f"({', '.join(missing)})")
    limit = int(asking.given["limit"]) if "limit" in asking.given else None
    if limit is not None and limit > CAP or limit is None and _total(asking, store) > CAP:
        return asking.answer(store, limit=CAP)
    return asking.answer(store)


def as_response(asking: Asking, store: Store, form: str, script: str, root: str = "/") -> Response:
    """The answer as `json` or `csv`, with `X-Total-Count` and links to the pages before and after it."""
    rows = answer_of(asking, store)
    made = report_of(asking.question.name, rows)
    total, count = (rows.linked, len(rows.links)) if asking.question.single else (rows.total, len(rows))
    head = {**safety.headers(), "X-Total-Count": str(total), **_links(asking, total, count, root, f".{form}" if root == "/" else "")}
    if form == "csv":
        return Response("\ufeff" + csv_text(made, script), media_type="text/csv; charset=utf-8", headers={
            **head, "Content-Disposition": f"attachment; filename={asking.question.name}.csv"})
    return Response(json_text(made.data, script), media_type="application/json", headers=head)


def report_of(name: str, rows: Any) -> Report:
    """The report of an answer, by the name of its question."""
    made: Report = getattr(report, f"{name}_report")(rows)
    return made


def json_text(data: Any, script: str = "simplified") -> str:
    """The JSON that the command line prints."""
    text = report.as_json(data)
    if script != "simplified":
        text = report.as_json(converter(script)(json.loads(text)))
    return text + "\n"


def csv_text(made: Report, script: str) -> str:
    """The CSV that the command line prints."""
    text = report.as_csv(made.flat or made.sheets)
    return text if script == "simplified" else to_traditional(text, script)[0]  # type: ignore[arg-type]


def script_asked(value: str | None) -> str:
    """The script of data: the one asked for in the address, whatever pages are shown in; K306 for none."""
    if value and value not in SCRIPTS:
        raise KexieError("K306", question="script", detail=value[:20], legal=", ".join(SCRIPTS))
    return value or "simplified"


def _total(asking: Asking, store: Store) -> int:
    if asking.question.single or asking.question.name == QUESTIONS["search"].name:  # has a page of its own by default
        return 0
    total: int = asking.answer(store, limit=0, offset=0).total
    return total


def _links(asking: Asking, total: int, count: int, root: str, twin: str) -> dict[str, str]:
    start, found = asking.number("offset", 0), []
    size = asking.number("limit", count)

    def to(offset: int) -> str:
        changed = asking.with_(offset=offset or None, limit=size)
        return question_address(asking.question, asking.arguments, changed.given, twin=twin, root=root)

    if count and start + count < total:
        found.append(f'<{to(start + count)}>; rel="next"')
    if start and size:
        found.append(f'<{to(max(start - size, 0))}>; rel="prev"')
    return {"Link": ", ".join(found)} if found else {}

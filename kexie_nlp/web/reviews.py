"""Judgements in the browser: those of every pair of tasks, and POST /review, which stores one.

A judgement overrides the grade of the model; see `query.judge`.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import parse_qsl, quote

from fastapi import FastAPI, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.query import ReviewRow
from kexie_nlp.store import Store
from kexie_nlp.web import security
from kexie_nlp.web.addresses import provision_address
from kexie_nlp.web.api import LONGEST
from kexie_nlp.web.workbench import NAME, SESSION, WHO, Bench

GRADES: dict[str, Literal[0, 1, 2] | None] = {"2": 2, "1": 1, "0": 0, "note": None}
BODY, FIELDS = 16_384, 12
Said = Mapping[tuple[str, str], Sequence[ReviewRow]]  # by refs of the local and the central task


def add_reviews(app: FastAPI, bench: Bench) -> None:
    """Add the route POST /review."""
    async def review(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_review, bench, request, form)

    app.add_api_route("/review", review, methods=["POST"], include_in_schema=False)


def anchor(task: str, central: str) -> str:
    """The HTML ID of the card of a link."""
    return f"l-{task}-{central}".replace(" ", "_")


def said_of(store: Store) -> Said:
    """All judgements by pair of tasks, cached until the database changes."""
    def made() -> Said:
        found: dict[tuple[str, str], list[ReviewRow]] = defaultdict(list)
        for row in query.reviews(store):
            found[row.ref, row.other_ref].append(row)
        return dict(found)

    return store.cached("web reviews", made)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form. Status 413: longer than `BODY`, 403: not the encoding of our forms."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY:
            raise HTTPException(413)
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise HTTPException(403)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError:
        raise HTTPException(403) from None


def _review(bench: Bench, request: Request, form: dict[str, str]) -> Response:
    """Store the judgement and return to the page; status 409 where another one was stored since the page was shown."""
    if bench.read_only or not security.own_origin(request.headers) or not security.is_token(
            bench.secret, request.cookies.get(SESSION), form.get("token", "")):
        raise HTTPException(403)
    grade, note = form.get("grade", ""), form.get("note", "").strip()
    who = " ".join(form.get("who", "").split())[:NAME]
    if grade not in GRADES or not who or grade == "note" and not note or len(note) > LONGEST:
        return _again(bench, request, form, "unsaid" if who else "nameless")
    pair = form.get("task", ""), form.get("measure", "")
    with bench.lock:
        if str(len(said_of(bench.store).get(pair, ()))) != form.get("seen", ""):
            return _again(bench, request, form, "spoken")
        query.judge(bench.store, *pair, grade=GRADES[grade], who=who, note=note or None)
    answer = RedirectResponse(_back(form, pair), 303, headers=security.headers())
    answer.set_cookie(WHO, quote(who), max_age=31_536_000, httponly=True, samesite="strict")
    return answer


def _again(bench: Bench, request: Request, form: dict[str, str], why: str) -> Response:
    """The form again, with the values entered and the judgements so far."""
    pair = form.get("task", "")[:LONGEST], form.get("measure", "")[:LONGEST]
    for ref in pair:
        if len(ref) > LONGEST or not bench.places().page(ref):
            raise KexieError("K303", ref=ref[:80])
    said = said_of(bench.store).get(pair, ())
    return bench.page(request, "again.html", status=409 if why == "spoken" else 400, why=why, pair=pair, said=said,
                      form={name: form.get(name, "")[:LONGEST] for name in ("note", "who", "grade", "back")}, back=_back(form, pair))


def _back(form: dict[str, str], pair: tuple[str, str]) -> str:
    """The address of the page with the form; never taken from the form itself."""
    page = provision_address("measure", pair[1]) if form.get("back") == "measure" else provision_address("task", pair[0])
    return f"{page}#{'said' if form.get('back') == 'measure' else quote(anchor(*pair))}"

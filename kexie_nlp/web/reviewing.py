"""A person's word on a link, said in the browser."""
from __future__ import annotations

from typing import Literal
from urllib.parse import parse_qsl, quote

from fastapi import FastAPI, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.web import safety
from kexie_nlp.web.addresses import thing_address
from kexie_nlp.web.asking import LONGEST
from kexie_nlp.web.bench import NAME, SESSION, WHO, Bench
from kexie_nlp.web.cards import anchor, said_of

GRADES: dict[str, Literal[0, 1, 2] | None] = {"2": 2, "1": 1, "0": 0, "note": None}
BODY, FIELDS = 16_384, 12


def add_reviewing(app: FastAPI, bench: Bench) -> None:
    """POST /review."""
    async def review(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_review, bench, request, form)

    app.add_api_route("/review", review, methods=["POST"], include_in_schema=False)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form, of bounded length; 413 and 403 for what no page of ours sends."""
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
    """Keep the word and go back to the page; 409 where somebody has spoken since the page was shown."""
    if bench.read_only or not safety.own_origin(request.headers) or not safety.is_token(
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
    answer = RedirectResponse(_back(form, pair), 303, headers=safety.headers())
    answer.set_cookie(WHO, quote(who), max_age=31_536_000, httponly=True, samesite="strict")
    return answer


def _again(bench: Bench, request: Request, form: dict[str, str], why: str) -> Response:
    """The form once more, with what was typed and what was said meanwhile."""
    pair = form.get("task", "")[:LONGEST], form.get("measure", "")[:LONGEST]
    for ref in pair:
        if len(ref) > LONGEST or not bench.places().thing(ref):
            raise KexieError("K303", ref=ref[:80])
    said = said_of(bench.store).get(pair, ())
    return bench.page(request, "again.html", status=409 if why == "spoken" else 400, why=why, pair=pair, said=said,
                      form={name: form.get(name, "")[:LONGEST] for name in ("note", "who", "grade", "back")}, back=_back(form, pair))


def _back(form: dict[str, str], pair: tuple[str, str]) -> str:
    """The page that the word was said on; never an address out of the form."""
    page = thing_address("measure", pair[1]) if form.get("back") == "measure" else thing_address("task", pair[0])
    return f"{page}#{'said' if form.get('back') == 'measure' else quote(anchor(*pair))}"

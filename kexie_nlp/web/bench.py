"""What every page needs: the store and how the workbench was started, and who is visiting."""
from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_bytes
from threading import Lock
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from kexie_nlp.query.questions import QUESTIONS
from kexie_nlp.store import Store
from kexie_nlp.web import safety
from kexie_nlp.web.addresses import Places, places_of
from kexie_nlp.web.templating import SCRIPTS, environment
from kexie_nlp.web.words import GROUPS, REST, THINGS

WHO, SESSION, SCRIPT = "kexie_who", "kexie_session", "kexie_script"
NAME = 40  # characters of a person's name


@dataclass(frozen=True)
class Bench:
    """An open store and the options of `kexie serve`; `by` is the name that reviews carry until the visitor gives another."""
    store: Store
    host: str = "127.0.0.1"
    by: str | None = None
    read_only: bool = False
    script: str = "simplified"
    secret: bytes = field(default_factory=token_bytes)
    lock: Lock = field(default_factory=Lock)

    def places(self) -> Places:
        """The labels of documents, for links."""
        return places_of(self.store)

    def page(self, request: Request, template: str, *, status: int = 200, kind: str = "page", **values: Any) -> HTMLResponse:
        """A page from a template, in the visitor's script, with the cookies of a first visit."""
        session = request.cookies.get(SESSION) or safety.new_session()
        html = environment(self.script_of(request)).get_template(template).render(
            bench=self, menu=menu(), path=request.url.path, address=_switchable(request), questions=QUESTIONS, who=self.who(request),
            token=safety.token(self.secret, session), **values)
        answer = HTMLResponse(html, status, headers=safety.headers(kind))
        if SESSION not in request.cookies:
            answer.set_cookie(SESSION, session, httponly=True, samesite="strict")
        if request.query_params.get("script") in SCRIPTS:
            answer.set_cookie(SCRIPT, self.script_of(request), max_age=31_536_000, httponly=True, samesite="strict")
        return answer

    def who(self, request: Request) -> str:
        """The visitor's name, empty where none was given."""
        return unquote(request.cookies.get(WHO, ""))[:NAME] or (self.by or "")[:NAME]

    def script_of(self, request: Request) -> str:
        """The script asked for in the address, or before, or at the start."""
        for asked in (request.query_params.get("script"), request.cookies.get(SCRIPT)):
            if asked in SCRIPTS:
                return asked
        return self.script


def menu() -> list[tuple[str, list[str]]]:
    """The questions in groups; what no group names stands in the last."""
    named = {name for _, names in GROUPS for name in names} | set(THINGS)
    rest = [name for name in QUESTIONS if name not in named]
    return [(label, [name for name in names if name in QUESTIONS]) for label, names in GROUPS] + ([(REST, rest)] if rest else [])


def _switchable(request: Request) -> str:
    """The present address, to which a script can be added."""
    kept = {name: value for name, value in request.query_params.items() if name != "script"}
    path = quote(request.url.path)
    return f"{path}?{urlencode(kept)}&" if kept else f"{path}?"

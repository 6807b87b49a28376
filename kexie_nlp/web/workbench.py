"""The workbench: an open store with the options of `kexie serve`, and the rendering of its pages from templates.

Templates are Chinese in simplified characters; their text is converted once per script, values by the filter `t`.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from secrets import token_bytes
from threading import Lock
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kexie_nlp.query.questions import QUESTIONS
from kexie_nlp.report.labels import bodies_text
from kexie_nlp.report.render import clean, in_script
from kexie_nlp.store import Store
from kexie_nlp.web import security
from kexie_nlp.web.addresses import Places, places_of
from kexie_nlp.web.labels import GROUPS, REST, THINGS, choice_label, code_class

HERE = Path(__file__).parent
SCRIPTS = {"simplified": "简体", "traditional": "繁體", "tw": "臺灣正體", "hk": "香港繁體"}
LANGUAGES = {"simplified": "zh-Hans", "traditional": "zh-Hant", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
WHO, SESSION, SCRIPT = "kexie_who", "kexie_session", "kexie_script"
NAME = 40  # most characters of a reviewer's name


@dataclass(frozen=True)
class Bench:
    """An open store and the options of `kexie serve`; `by` is the reviewer's name until a visitor enters another."""
    store: Store
    host: str = "127.0.0.1"
    by: str | None = None
    read_only: bool = False
    script: str = "simplified"
    secret: bytes = field(default_factory=token_bytes)
    lock: Lock = field(default_factory=Lock)

    def places(self) -> Places:
        """The labels of all documents, for links to their pages."""
        return places_of(self.store)

    def page(self, request: Request, template: str, *, status: int = 200, kind: str = "page", **values: Any) -> HTMLResponse:
        """A page rendered from a template in the visitor's script; a first visit gets its cookies. `kind` as in `security.headers`."""
        session = request.cookies.get(SESSION) or security.new_session()
        html = environment(self.script_of(request)).get_template(template).render(
            bench=self, menu=menu(), path=request.url.path, address=_switchable(request), questions=QUESTIONS, who=self.who(request),
            token=security.token(self.secret, session), **values)
        answer = HTMLResponse(html, status, headers=security.headers(kind))
        if SESSION not in request.cookies:
            answer.set_cookie(SESSION, session, httponly=True, samesite="strict")
        if request.query_params.get("script") in SCRIPTS:
            answer.set_cookie(SCRIPT, self.script_of(request), max_age=31_536_000, httponly=True, samesite="strict")
        return answer

    def who(self, request: Request) -> str:
        """The visitor's name; empty where none was entered."""
        return unquote(request.cookies.get(WHO, ""))[:NAME] or (self.by or "")[:NAME]

    def script_of(self, request: Request) -> str:
        """The script given in the address, else in the cookie, else with `kexie serve`."""
        for asked in (request.query_params.get("script"), request.cookies.get(SCRIPT)):
            if asked in SCRIPTS:
                return asked
        return self.script


def menu() -> list[tuple[str, list[str]]]:
    """The questions in groups, (label, names); questions without a group stand in the last one."""
    named = {name for _, names in GROUPS for name in names} | set(THINGS)
    rest = [name for name in QUESTIONS if name not in named]
    return [(label, [name for name in names if name in QUESTIONS]) for label, names in GROUPS] + ([(REST, rest)] if rest else [])


def converter(script: str) -> Callable[[Any], Any]:
    """A function that converts normalised strings, and plain data of them, to a script; quotes in data stay."""
    if script == "simplified":
        return _same

    def convert(value: Any) -> Any:
        return in_script(value, script)

    return convert


@cache
def environment(script: str) -> Environment:
    """The templates in a script; all values that a template prints are cleaned and escaped."""
    made = Environment(loader=_Rescripted(script), autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True,
                       lstrip_blocks=True, auto_reload=False)
    made.filters.update(t=converter(script), quote=_quoted, thousands=_thousands, percent=_percent)
    made.globals.update(script=script, scripts=SCRIPTS, language=LANGUAGES[script], choice_label=choice_label, code_class=code_class,
                        bodies_text=bodies_text)
    return made


class _Rescripted(FileSystemLoader):
    """Loads templates with their Chinese text converted to a script."""

    def __init__(self, script: str) -> None:
        super().__init__(HERE / "templates")
        self._convert = converter(script)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, current = super().get_source(environment, template)
        return self._convert(source), name, current


def _switchable(request: Request) -> str:
    """The current address, ready to append a script parameter."""
    kept = {name: value for name, value in request.query_params.items() if name != "script"}
    path = quote(request.url.path)
    return f"{path}?{urlencode(kept)}&" if kept else f"{path}?"


def _same(value: Any) -> Any:
    return value


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _quoted(value: str) -> str:
    return quote(value, safe="/")


def _thousands(value: int) -> str:
    return f"{value:,}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "—"

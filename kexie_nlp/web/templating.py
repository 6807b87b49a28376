"""Templates, one set for every script: their own words are converted once, values by the filter `t`."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kexie_nlp.report.render import clean, in_script
from kexie_nlp.web.words import choice_label, code_class

HERE = Path(__file__).parent
SCRIPTS = {"simplified": "简体", "traditional": "繁體", "tw": "臺灣正體", "hk": "香港繁體"}
LANGUAGES = {"simplified": "zh-Hans", "traditional": "zh-Hant", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}


class _Rescripted(FileSystemLoader):
    """Templates whose Chinese words stand in the script of the reader."""

    def __init__(self, script: str) -> None:
        super().__init__(HERE / "templates")
        self._convert = converter(script)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, current = super().get_source(environment, template)
        return self._convert(source), name, current


def converter(script: str) -> Callable[[Any], Any]:
    """From normalised strings, and plain data of them, to a script; quotes in data stay."""
    if script == "simplified":
        return _same

    def convert(value: Any) -> Any:
        return in_script(value, script)

    return convert


@cache
def environment(script: str) -> Environment:
    """The templates in a script; everything a template prints is cleaned and escaped."""
    made = Environment(loader=_Rescripted(script), autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True,
                       lstrip_blocks=True, auto_reload=False)
    made.filters.update(t=converter(script), quote=_quoted, thousands=_thousands, percent=_percent)
    made.globals.update(script=script, scripts=SCRIPTS, language=LANGUAGES[script], choice_label=choice_label, code_class=code_class)
    return made


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

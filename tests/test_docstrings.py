"""What is public says what goes in and what comes out, and names only errors that there are."""
from __future__ import annotations

import inspect
import re
from importlib import import_module

import pytest

from kexie_nlp.errors import MESSAGES

MODULES = ("kexie_nlp", *(f"kexie_nlp.{name}" for name in (
    "analysis", "reading", "text", "text.document", "outline", "grammar", "pipes", "pipes.actors", "pipes.measures", "pipes.targets",
    "pipes.times", "pipes.words", "pipes.layers", "pipes.words.hanlp", "model", "alignment", "graph", "store", "batch", "report",
    "report.ledger", "report.markup", "evaluate")))
WORDS = 7
PLAIN = {"__version__"}  # a string


def public(module_name: str) -> list[tuple[str, object]]:
    """The names a module offers: its `__all__`, or what it defines itself without an underscore."""
    module = import_module(module_name)
    names = getattr(module, "__all__", None) or [
        name for name, thing in vars(module).items() if not name.startswith("_") and getattr(thing, "__module__", "") == module_name]
    return [(name, getattr(module, name)) for name in names if name not in PLAIN]


def things() -> dict[str, object]:
    found: dict[str, object] = {}
    for module_name in MODULES:
        for _, thing in public(module_name):
            if inspect.isroutine(thing) or inspect.isclass(thing) and not _is_alias(thing):
                found[f"{thing.__module__}.{thing.__qualname__}"] = thing
    return dict(sorted(found.items()))


def _is_alias(thing: object) -> bool:
    return not str(getattr(thing, "__module__", "")).startswith("kexie_nlp")


def own_doc(thing: object) -> str:
    doc = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    return inspect.cleandoc(doc or "")


@pytest.mark.parametrize("name", things())
def test_what_is_public_is_described(name):
    thing = things()[name]
    doc = own_doc(thing)
    assert len(doc.split()) >= WORDS, doc
    if inspect.isclass(thing):
        for member, value in vars(thing).items():
            call = value.fget if isinstance(value, property) else getattr(value, "func", None) or getattr(value, "__func__", value)
            if not member.startswith("_") and inspect.isfunction(call) and not getattr(thing, "_is_protocol", False):
                assert len((call.__doc__ or "").split()) > 3, f"{name}.{member}: {call.__doc__}"


def test_errors_that_docstrings_name_exist():
    named = {code: name for name, thing in things().items() for code in re.findall(r"K\d{3}", own_doc(thing))}
    assert len(named) > 8 and set(named) <= set(MESSAGES), named


@pytest.mark.parametrize("name", MODULES)
def test_modules_say_what_they_are_for_and_offer_what_they_list(name):
    module = import_module(name)
    assert len((module.__doc__ or "").split()) >= 5
    for each in getattr(module, "__all__", ()):
        assert getattr(module, each, None) is not None, each

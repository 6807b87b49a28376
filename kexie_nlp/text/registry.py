"""The normalising steps by name: a name in, a function out that maps a text to the new text and the offset map between the two.

There are built-in steps, in a fixed order, registered steps, and steps of other packages (entry-point group `kexie_nlp.steps`).
"""
from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from kexie_nlp.errors import KexieError
from kexie_nlp.text.characters import gaps, glyphs, invisible, width, year_zeros
from kexie_nlp.text.convert import to_simplified
from kexie_nlp.text.editing import Stepped
from kexie_nlp.text.furniture import page_marks, web_lines
from kexie_nlp.text.headings import markdown, split_headings
from kexie_nlp.text.offsets import OffsetMap
from kexie_nlp.text.pinyin import pinyin
from kexie_nlp.text.punctuation import doubled_marks, punctuation
from kexie_nlp.text.wrapping import join_lines

Step = Callable[[str], tuple[str, OffsetMap]]
GROUP = "kexie_nlp.steps"


def simplified(text: str) -> Stepped:
    """Converts traditional text, and traditional characters in simplified text, to simplified characters."""
    return to_simplified(text)


STEPS: dict[str, Step] = {
    "invisible": invisible, "glyphs": glyphs, "width": width, "gaps": gaps, "pinyin": pinyin, "punctuation": punctuation,
    "doubled_marks": doubled_marks, "year_zeros": year_zeros, "simplified": simplified, "markdown": markdown,
    "page_marks": page_marks, "web_lines": web_lines, "join_lines": join_lines, "split_headings": split_headings}
_registered: dict[str, Step] = {}


def register_step(name: str, step: Step) -> None:
    """Registers a step under a name. Raises ValueError for the name of a built-in step."""
    if name in STEPS:
        raise ValueError(f"{name!r} is the name of a built-in step")
    _registered[name] = step


def step_names() -> list[str]:
    """Returns every name that `find_step` accepts, the built-in steps first, in their order."""
    return list(dict.fromkeys([*STEPS, *_registered, *_offered()]))


def find_step(name: str) -> Step:
    """Returns the step with a name. Raises K112 for an unknown name, or if the step of a package cannot be loaded."""
    step = STEPS.get(name) or _registered.get(name)
    if step is not None:
        return step
    offer = _offered().get(name)
    if offer is None:
        raise KexieError("K112", name=name, detail="there is none", legal=", ".join(step_names()))
    try:
        return offer.load()
    except Exception as error:  # another package's code
        raise KexieError("K112", name=name, detail=str(error), legal=", ".join(step_names())) from error


@cache
def _offered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}

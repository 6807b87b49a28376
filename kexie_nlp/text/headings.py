"""Normalising steps for headings: removes Markdown markup, and puts item markers inside a line on their own line."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.text.editing import Stepped
from kexie_nlp.text.offsets import Edit, apply_edits

_HEADING = re.compile(r"^#{1,6} +(?=\S)", re.M)
_BOLD = re.compile(r"(?<!\*)\*\*(?![*\s])[^*\n]{1,200}(?<!\s)\*\*(?!\*)")


def markdown(text: str) -> Stepped:
    """Removes heading and bold markup. A text without a heading (# …) is not Markdown; its asterisks are redactions."""
    if "#" not in text or not _HEADING.search(text):
        return apply_edits(text, ())
    return apply_edits(text, sorted(_edits(text)))


def _edits(text: str) -> Iterator[Edit]:
    for match in _HEADING.finditer(text):
        yield *match.span(), ""
    for match in _BOLD.finditer(text):
        yield match.start(), match.start() + 2, ""
        yield match.end() - 2, match.end(), ""


_N = "[一二三四五六七八九十]{1,3}"
_BEFORE = "。！？；”"
_PLACE = rf"(?:(?<=[\n \t{_BEFORE}].)|(?<=\A.))"
_FAMILIES = (re.compile(rf"([一二三四五六七八九十]{_PLACE}[一二三四五六七八九十]{{0,2}})、(?=[^\s，。；、一二三四五六七八九十])"),
             re.compile(rf"（{_PLACE}({_N})）(?=[^\s，。；、）])"))


def split_headings(text: str) -> Stepped:
    """Inserts a newline before 二、 or （二） after a sentence-final mark inside a line.

    It does so only if exactly this number is missing between the markers at line starts before and after it, and no other position has
    it.
    """
    return apply_edits(text, ((place, place, "\n") for place in sorted(_places(text))))


def _places(text: str) -> Iterator[int]:
    for family in _FAMILIES:
        last: int | None = None  # number of the last marker of the family that opened a line
        glued: list[tuple[int, int]] = []
        for match in family.finditer(text):
            number = chinese_integer(match[1])
            if number is None:
                continue
            place = _place(text, match.start())
            if place == "glued":
                glued.append((match.start(), number))
            elif place == "line":
                yield from _missing(glued, last, number)
                last, glued = number, []


def _missing(glued: list[tuple[int, int]], last: int | None, following: int) -> Iterator[int]:
    """Yields the offsets of the markers between two at line starts, if they are exactly the missing ones."""
    if last is not None and glued and [number for _, number in glued] == list(range(last + 1, following)):
        for place, _ in glued:
            yield place


def _place(text: str, start: int) -> str:
    i = start - 1
    while i >= 0 and text[i] in " \t":
        i -= 1
    if i < 0 or text[i] == "\n":
        return "line"
    return "glued" if i == start - 1 and text[i] in _BEFORE else "inside"

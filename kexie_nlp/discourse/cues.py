"""Finds cue words of the discourse: a text and its words in, cues (offset and family) out.

The words are in `lexicon/data/discourse_cues.csv`. A word may belong to several families.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from kexie_nlp.lexicon import load_table

COLUMNS = ("family", "word", "source")
_LE = re.compile("(?<=[一-龥])了(?![解不然])")
_SINCE = re.compile("(?<=[一-龥\\d])以来|(?<=[一-龥])年来")
_SURE = 3  # a cue of this many characters need not end where a word ends


class Cues(NamedTuple):
    """The cues of a text in order, as parallel lists: start offsets and families."""
    starts: list[int]
    families: list[str]

    def within(self, start: int, end: int) -> list[str]:
        """Returns the families of the cues that start in a span."""
        first = bisect_left(self.starts, start)
        return self.families[first:bisect_left(self.starts, end, first)]


@cache
def _lexicon() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Returns words with their families by first character, longest first."""
    families: dict[str, list[str]] = {}
    for row in load_table("discourse_cues", COLUMNS):
        families.setdefault(row["word"], []).append(row["family"])
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for word in sorted(families, key=len, reverse=True):
        table.setdefault(word[0], []).append((word, tuple(families[word])))
    return {first: tuple(entries) for first, entries in table.items()}


def find_cues(text: str, starts: Sequence[int], forms: Sequence[str]) -> Cues:
    """Returns the cues of a text. `starts` and `forms` are its words: a cue starts with a word, and a short one ends with a word."""
    lexicon = _lexicon()
    ends = {start + len(form) for start, form in zip(starts, forms, strict=True)}
    found: list[tuple[int, str]] = []
    position = 0
    for start in starts:
        if start < position:
            continue
        for word, families in lexicon.get(text[start], ()):
            end = start + len(word)
            if text.startswith(word, start) and (len(word) >= _SURE or end in ends):
                found += [(start, family) for family in families]
                position = end
                break
    found += [(m.start(), "aspect") for m in _LE.finditer(text)]
    found += [(m.start(), "back") for m in _SINCE.finditer(text)]
    found.sort(key=_start)
    return Cues([start for start, _ in found], [family for _, family in found])


def families_in(words: str) -> set[str]:
    """Returns the families of all cues in a heading or title, wherever they start."""
    lexicon = _lexicon()
    return {family for i, first in enumerate(words) for word, families in lexicon.get(first, ())
            if words.startswith(word, i) for family in families}


def kind_of_title(title: str) -> str:
    """Returns the family of the last cue of a title that names a kind of paper (总结, 方案, 办法), or "another kind"."""
    lexicon = _lexicon()
    for i in range(len(title) - 1, -1, -1):
        for word, families in lexicon.get(title[i], ()):
            kind = next((family for family in families if family in _KINDS), None)
            if kind and title.startswith(word, i):
                return kind
    return "another kind"


def _start(cue: tuple[int, str]) -> int:
    return cue[0]


def balance(families: Iterable[str]) -> str:
    """Returns how far the cues speak of the past, in fifths (0 to 4), or "few" if there are less than two."""
    past = future = 0.0
    for family in families:
        past += family in _PAST
        future += _FUTURE.get(family, 0.0)
    return "few" if past + future < 2 else str(min(4, int(5 * past / (past + future))))


_KINDS = frozenset(("report word", "plan word", "rule word", "problem word"))
_PAST = frozenset(("done", "aspect", "back", "growth on last year"))
_FUTURE = {"promise": 1.0, "ahead": 1.0, "plan": 0.35}  # a verb of planning also stands in reports

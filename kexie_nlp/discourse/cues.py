"""Finds cue words of the discourse: a text and its words in, cues (offset and family) out.

The words are in `lexicon/data/discourse_cues.csv`. A word may belong to several families.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from kexie_nlp.lexicon import load_table
from kexie_nlp.model.spans import Ordered

COLUMNS = ("family", "word", "source")
# literal beginnings are found faster than a look behind at every place
_LE = re.compile("了(?<=[一-龥]了)(?![解不然])")
_SINCE = (re.compile("以来(?<=[一-龥\\d]以来)"), re.compile("年来(?<=[一-龥]年来)"))
_SURE = 3  # a cue of this many characters need not end where a word ends
_Match = tuple[int, int, tuple[str, ...]]  # start, minus the length, families: sorts by starts, the longest word of a start first


@cache
def _lexicon() -> tuple[AhoCorasick, list[tuple[str, ...]]]:
    """Returns the automaton that finds the words, and their families."""
    families: dict[str, list[str]] = {}
    for row in load_table("discourse_cues", COLUMNS):
        families.setdefault(row["word"], []).append(row["family"])
    return AhoCorasick(list(families)), [tuple(names) for names in families.values()]


def _matches(text: str) -> list[_Match]:
    automaton, families = _lexicon()
    return sorted([(start, start - end, families[i]) for i, start, end in automaton.find_matches_as_indexes(text, overlapping=True)])


def find_cues(text: str, starts: Sequence[int], forms: Sequence[str]) -> Ordered[str]:
    """Returns the families of the cues of a text at their offsets.

    `starts` and `forms` are its words: a cue starts with a word, and a short one ends with a word.
    """
    found: list[tuple[int, str]] = []
    position = 0
    opens = set(starts)
    for start, shorter, families in _matches(text):
        end = start - shorter
        if start >= position and start in opens and (-shorter >= _SURE or _ends_word(starts, forms, end)):
            found += [(start, family) for family in families]
            position = end
    found += [(m.start(), "aspect") for m in _LE.finditer(text)]
    found += [(m.start(), "back") for pattern in _SINCE for m in pattern.finditer(text)]
    found.sort(key=_start)
    return Ordered([start for start, _ in found], [family for _, family in found])


def _ends_word(starts: Sequence[int], forms: Sequence[str], offset: int) -> bool:
    i = bisect_left(starts, offset) - 1
    return starts[i] + len(forms[i]) == offset


@lru_cache(maxsize=4096)
def families_in(words: str) -> tuple[str, ...]:
    """Returns the families of all cues in a heading or title, wherever they start, the last one first."""
    found = [family for _, _, names in _matches(words) for family in names]
    return tuple(dict.fromkeys(reversed(found)))


def kind_of_title(title: str) -> str:
    """Returns the family of the last cue of a title that names a kind of paper (总结, 方案, 办法), or "another kind"."""
    last_first = sorted((-start, shorter, names) for start, shorter, names in _matches(title))
    kinds = (family for _, _, names in last_first for family in names if family in _KINDS)
    return next(kinds, "another kind")


def _start(cue: tuple[int, str]) -> int:
    return cue[0]


class Balance:
    """How far the cues of a span speak of the past. `cues` are those of a text."""

    def __init__(self, cues: Ordered[str]) -> None:
        self._starts = cues.starts
        self._past = list(accumulate((family in _PAST for family in cues.items), initial=0))
        self._future = list(accumulate((_FUTURE.get(family, 0) for family in cues.items), initial=0))

    def of(self, start: int, end: int) -> str:
        """Returns it in fifths (0 to 4), or "few" if there are less than two cues."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        past, future = _SHARES * (self._past[last] - self._past[first]), self._future[last] - self._future[first]
        return "few" if past + future < 2 * _SHARES else str(min(4, 5 * past // (past + future)))


_KINDS = frozenset(("report word", "plan word", "rule word", "problem word"))
_PAST = frozenset(("done", "aspect", "back", "growth on last year"))
_SHARES = 20  # integers, whose running sums are exact
_FUTURE = {"promise": 20, "ahead": 20, "plan": 7}  # a verb of planning also stands in reports

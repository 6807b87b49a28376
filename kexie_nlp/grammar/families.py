"""Families of numbers that measure nothing, from `lexicon/data/false_numbers.csv`: the words beside or around a numeral that
make it an ordinal, a grade, a session, a rank, a vague count, a length that names something, or no numeral at all."""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.lexicon import load_table

_COLUMNS = ("family", "side", "word", "unless", "source")
_NUMERALS = frozenset("0123456789零〇一二三四五六七八九十百千万亿")


@cache
def family_words(family: str, side: str) -> str:
    """A regular expression of a family's words on one side, longest first; `unless` lists characters that may not follow.

    ValueError for a family or side that the data does not have.
    """
    rows = [r for r in load_table("false_numbers", _COLUMNS) if (r["family"], r["side"]) == (family, side)]
    if not rows:
        raise ValueError(f"false_numbers.csv has no {family} words on the side {side!r}")
    rows.sort(key=_length, reverse=True)
    return "|".join(re.escape(r["word"]) + (f"(?![{r['unless']}])" if r["unless"] else "") for r in rows)


def _length(row: dict[str, str]) -> int:
    return len(row["word"])


@cache
def _words() -> re.Pattern[str]:
    return re.compile(family_words("word", "exact"))


def word_end(text: str, start: int) -> int | None:
    """Where a word ends that begins at `start` and only looks like a numeral (十分, 四川, 千兆); None if there is none."""
    match = _words().match(text, start)
    return match.end() if match and text[start - 1:start] not in _NUMERALS else None


def no_numerals(text: str) -> dict[int, int]:
    """The offsets of all such words, also those that a numeral only ends (统一, 队伍), each with the word's end."""
    return {i: m.end() for m in _words().finditer(text) if text[m.start() - 1:m.start()] not in _NUMERALS
            for i in range(m.start(), m.end())}

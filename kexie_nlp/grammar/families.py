"""Families of numbers that measure nothing: text or a family name in, spans or a pattern out. The words are in
`lexicon/data/false_numbers.csv`.

A word before, after or around a numeral makes it an ordinal, a grade, a session, a rank, a vague count, a duration in a name, or no
numeral.
"""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.grammar.units import unit_end
from kexie_nlp.lexicon import load_table

_COLUMNS = ("family", "side", "word", "unless", "source")
_SHORT = 3  # a place's name of that length has none without 市, 县 or 区
_REACH = 4  # longest part of a word before its numeral, in characters
_COINS = frozenset("元块角毛")
_ROUND = frozenset("百千万")
_BEFORE_PAIR = frozenset("第0123456789零〇一二三四五六七八九十百千万亿")
_NUMERALS = frozenset("0123456789零〇一二三四五六七八九十百千万亿")


@cache
def family_words(family: str, side: str) -> str:
    """Returns a regular expression for the words of a family on one side, longest first.

    The column `unless` lists characters that may not follow a word. Raises ValueError for a family or side that is not in the data.
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
    places = {row["name"] for row in load_table("regions", ("code", "name")) if not _NUMERALS.isdisjoint(row["name"])}
    places |= {name[:-1] for name in places if len(name) > _SHORT}  # 三门峡, but not 三门
    names = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
    return re.compile(f"{names}|{family_words('word', 'exact')}")


def word_end(text: str, start: int) -> int | None:
    """Returns the end of a word over `start` that only looks like a numeral (十分, 四川, 千兆, 统一), or None."""
    for begin in range(start, max(start - _REACH, -1), -1):
        match = _words().match(text, begin)
        if match and match.end() > start and text[begin - 1:begin] not in _NUMERALS:
            return match.end()
    return None


def no_numerals(text: str) -> dict[int, int]:
    """Returns the offsets of all such words, including words that end with a numeral (统一, 队伍), mapped to the end of the word."""
    return {i: m.end() for m in _words().finditer(text) if text[m.start() - 1:m.start()] not in _NUMERALS
            for i in range(m.start(), m.end())}


_PAIR = re.compile("(?P<one>[一二三四五六七八九十百千万])(?![与和至到及或])[一-龥](?P<other>[一二三四五六七八九十百千万])[一-龥]")


def idiom_end(text: str, start: int, end: int) -> int | None:
    """Returns the end of an idiom of two numerals (千方百计, 一村一品, 五花八门) that the numeral `start`–`end` belongs to, or None.

    Its numerals are round or the same, or the first one counts a thing that has no unit.
    """
    if end - start > 1:
        return None
    match = _PAIR.match(text, start)
    if match and text[start + 1] not in _COINS and (match["one"] in _ROUND and match["other"] in _ROUND or match["one"] == match["other"]):
        return match.end()
    match = _PAIR.match(text, start - 2) if start > 1 and text[start - 3:start - 2] not in _BEFORE_PAIR else None
    return match.end() if match and not unit_end(text, start - 1) else None

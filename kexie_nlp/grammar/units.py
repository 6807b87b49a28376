"""Units and measure words: a unit as written in, its canonical spelling or its place in a text out. The words are in
`lexicon/data/units.csv`."""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.lexicon import load_table

# the characters that make another noun of a unit: 5单元, 三轮车, 两部分
_NOUNS = {"单": "元位独项", "轮": "车椅胎", "门": "诊户槛",
          "部": "分署队", "节": "能约点", "班": "子组", "台": "账阶", "条": "例件",
          "组": "织", "队": "伍", "口": "径岸", "户": "籍外", "处": "理置罚",
          "面": "积向对临", "道": "路德理", "案": "例件", "列": "车入", "架": "构", "方": "面案式向法针",
          "分": "之", "斤": "顶", "个点": "位"}
_NO_TIMES = re.compile("[数序级日年月]|产业")
_COLUMNS = ("word", "kind", "canonical", "source")
_PAIR = re.compile("[（(](?P<other>[一-龥]{1,2})[）)]")  # a second measure word: 台（套）
# symbols and pairs, which records keep as written: readers do
_WRITTEN = re.compile(rf"(?<=[\d万亿千百余多个. ])(?P<unit>[㎡㎞A-Za-zμ][A-Za-z0-9²³·]*(?![/A-Za-z0-9²³])|[一-龥]{{1,2}}{_PAIR.pattern})")
_KEPT = ("个工作日", "周岁")  # records keep these as written: readers do


@cache
def canonical_units() -> dict[str, str]:
    """Returns every unit, mapped to its canonical spelling in records (周岁 → 岁, 港币 → 港元)."""
    return {row["word"]: row["canonical"] for row in load_table("units", _COLUMNS)}


@cache
def units_of_kind(kind: str) -> frozenset[str]:
    """Returns the canonical units of one kind: count, compound, time, money, physical or share."""
    return frozenset(row["canonical"] for row in load_table("units", _COLUMNS) if row["kind"] == kind)


@cache
def _by_character() -> dict[str, re.Pattern[str]]:
    words = sorted(canonical_units(), key=len, reverse=True)
    # a unit of one character is not the beginning of another noun, a symbol of Latin letters is not the beginning of a word
    patterns = [re.escape(word) + "(?![A-Za-z\\d])" if word[-1].isascii() and word[-1].isalnum() else
                re.escape(word) + (f"(?![{_NOUNS[word]}])" if word in _NOUNS else "") for word in words]
    anything = "|".join(patterns)
    denominator = f"(?:/(?:{anything}|月|(?:10|百|千|[一十百]?万)(?:{anything}))|/(?:10万|万|千))?"
    groups: dict[str, list[str]] = {}
    for word, pattern in zip(words, patterns, strict=True):
        groups.setdefault(word[0], []).append(pattern)
    return {first: re.compile(f"(?:{'|'.join(group)}){denominator}") for first, group in groups.items()}


def unit_end(text: str, start: int) -> int:
    """Returns the end of the longest unit at an offset, with an optional denominator (元/人, 件/万人, 克/千瓦时); 0 if there is none."""
    pattern = _by_character().get(text[start:start + 1])
    match = pattern.match(text, start) if pattern else None
    if match is None:
        return 0
    end = match.end()
    pair = _PAIR.match(text, end)
    if pair and pair["other"] in canonical_units():
        return pair.end()
    return end + 1 if text[end:end + 1] == "次" and match[0] in _repeated() and not _NO_TIMES.match(text, end + 1) else end


@cache
def _repeated() -> frozenset[str]:
    """Returns the measure words that 次 can follow: 架次, 艘次, 册次."""
    return units_of_kind("count") - {"次", "人次", "项次"} | {"天"}


def canonical(unit: str) -> str:
    """Returns the canonical spelling of a unit, of a pair the first one (台（套） → 台)."""
    known = canonical_units()
    return known[unit] if unit in known else known.get(_PAIR.sub("", unit), unit)


def spelling(text: str, unit: str) -> str:
    """Returns the spelling in a record of the canonical unit of a number, given the number's text: 周岁 for 满14周岁, km² for 5km²."""
    written = _WRITTEN.search(text)
    if written and unit and canonical(written["unit"]) == unit:
        return written["unit"]
    return next((word for word in _KEPT if unit and word in text and canonical(word) == unit), unit)

"""Units and measure words: a unit as written in, its canonical spelling or a pattern out. The words are in `lexicon/data/units.csv`."""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.lexicon import load_table

_COLUMNS = ("word", "kind", "canonical", "source")


@cache
def canonical_units() -> dict[str, str]:
    """Returns every unit, mapped to its canonical spelling in records (周岁 → 岁, 港币 → 港元)."""
    return {row["word"]: row["canonical"] for row in load_table("units", _COLUMNS)}


@cache
def units_of_kind(kind: str) -> frozenset[str]:
    """Returns the canonical units of one kind: count, compound, time, money, physical or share."""
    return frozenset(row["canonical"] for row in load_table("units", _COLUMNS) if row["kind"] == kind)


@cache
def unit_pattern() -> str:
    """Returns a regular expression for every unit, longest first, with an optional denominator (元/人, 件/万人, 克/千瓦时)."""
    words = "|".join(sorted(map(re.escape, canonical_units()), key=len, reverse=True))
    return f"(?:{words})(?:/(?:10|百|千|[一十百]?万)?(?:{words}|月)|/(?:10万|万|千))?"


def canonical(unit: str) -> str:
    """Returns the canonical spelling of a unit."""
    return canonical_units().get(unit, unit)

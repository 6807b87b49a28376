"""The region of a document: by its names, or the one whose people its running text speaks of."""
from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kexie_nlp.lexicon import load_table
from kexie_nlp.model.records import Level
from kexie_nlp.outline.regions import CENTRAL, COLUMNS, locals_, provinces, region_of_names

SEEN = 20_000  # so much of the running text is asked which region it speaks of
_SPEAKS = {"provincial": re.compile("我省|全省|省委|省政府|自治区(?:党委|人民政府)|我区|全区"),
           "municipal": re.compile("我市|全市|市委|市政府|我州|全州|州委|州政府"),
           "county": re.compile("我县|全县|县委|县政府")}


def find_region(names: list[str], text: str, number: str | None = None) -> tuple[str | None, Level | None]:
    """Region and level of a document: from its names (issuer, title …) in order, then from its running text."""
    region, level = region_of_names(names)
    return (region, level) if level else _spoken_of(text, number)


def _spoken_of(text: str, number: str | None) -> tuple[str | None, Level | None]:
    """The region whose people speak of 我省, 全市 …: the one named most, by name, epithet or the letter of the number."""
    text = text[:SEEN]
    spoken = Counter({level: len(pattern.findall(text)) for level, pattern in _SPEAKS.items()})
    level, times = spoken.most_common(1)[0]
    counts = Counter(provinces()[m[0]] for m in _province_pattern().finditer(text))
    if times and level in ("municipal", "county"):
        named = Counter(m[0] for m in _local_pattern(level).finditer(text))
        city = next((p for p in counts if p.endswith("市")), None)
        if named:
            return named.most_common(1)[0][0], "municipal" if level == "municipal" else "county"
        return (city, "provincial") if city and level == "municipal" else (None, None)
    if counts and times:
        return counts.most_common(1)[0][0], "provincial"
    if times:
        for row in load_table("provinces", COLUMNS):
            if row["epithet"] and row["epithet"] in text or number and number.startswith(row["letter"]):
                return row["name"], "provincial"
    if CENTRAL.search(text) and not times and not counts:
        return None, "central"
    return (counts.most_common(1)[0][0], "provincial") if counts else (None, None)


@cache
def _province_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(provinces(), key=len, reverse=True)))


@cache
def _local_pattern(level: str) -> re.Pattern[str]:
    names = [key for key, region in locals_().items() if region.level == level and key == region.name]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))

"""Regions named in a text: provinces from the table, cities and counties by their endings."""
from __future__ import annotations

import re
from collections import Counter
from functools import cache

from kexie_nlp.lexicon import load_table
from kexie_nlp.model.records import Level

COLUMNS = ("name", "short", "letter", "epithet", "source")
_CENTRAL = re.compile("中共中央|国务院|中国科协|中国科学技术协会|全国人大|中央办公厅|中华全国|国家[一-龥]{2,8}(?:委|局|部)")
_ENDINGS = "自治州|自治县|地区|自治旗|林区|[市州盟县区旗]"
_LOCAL = re.compile(rf"([一-龥]{{1,9}}?(?:{_ENDINGS}))")
_NOT_LOCAL = re.compile("^(?:各|全|本|我|省|所|该|城|直辖|设区|社|园|地|校|小|老|山|景|库|灾|牧|林|辖|县|区|市|新|片|灌|自治)"
                        "[市州盟县区旗]|[级属辖直各全本个和与、及在]|园区|社区|地区$|校区|城区|开发区|高新区|示范|贫困|新区|乡村|都市")
_ISSUER_TAIL = "(?=科协|科学技术协会|人民政府|委员会|市委|县委|区委|教育|卫生|农业|水利|交通|[一-龥]{2,8}[局委厅办])"


@cache
def provinces() -> dict[str, str]:
    """Full and short names of provinces, each with the full name."""
    rows = load_table("provinces", COLUMNS)
    return {key: row["name"] for row in rows for key in (row["name"], row["short"])}


@cache
def _province_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(provinces(), key=len, reverse=True)))


@cache
def _epithet_pattern() -> re.Pattern[str]:
    return re.compile("|".join(r["epithet"] for r in load_table("provinces", COLUMNS) if r["epithet"]))


def find_region(names: list[str], text: str) -> tuple[str | None, Level | None]:
    """Region and level of a document: from its names (issuer, title …) in order, then from its running text."""
    for name in names:
        local = local_region(name)
        if local:
            return local, _local_level(local)
        province = _province_pattern().search(name)
        if province:
            return provinces()[province[0]], "provincial"
        if _CENTRAL.search(name):
            return None, "central"
    counts = Counter(provinces()[m[0]] for m in _province_pattern().finditer(text))
    speaks = re.search("我省|全省|省委|省政府", text)
    if counts and speaks:
        return counts.most_common(1)[0][0], "provincial"
    if speaks:
        epithets = Counter(m[0] for m in _epithet_pattern().finditer(text))
        for row in load_table("provinces", COLUMNS):
            if epithets and row["epithet"] == epithets.most_common(1)[0][0]:
                return row["name"], "provincial"
    if _CENTRAL.search(text) and not speaks and not counts:
        return None, "central"
    return (counts.most_common(1)[0][0], "provincial") if counts else (None, None)


def local_region(name: str) -> str | None:
    """The city or county that a name begins with (绵阳市科协 → 绵阳市), without its province; None if there is none."""
    rest = _province_pattern().sub("", name, count=1) if _province_pattern().match(name) else name
    if name.startswith(tuple(n for n in provinces() if n.endswith("市"))):
        rest = name
        for full in provinces():
            if full.endswith("市") and name.startswith(full):
                rest = name[len(full):]
    found = None
    for _ in range(2):  # 市 and the county behind it
        match = re.match(rf"([一-龥]{{1,8}}?(?:{_ENDINGS}))", rest)
        if not match or _NOT_LOCAL.search(match[1]) or len(match[1]) < 2:
            break
        found, rest = match[1], rest[match.end():]
    return found


def _local_level(region: str) -> Level:
    return "municipal" if re.search("(?:市|州|盟|地区)$", region) else "county"

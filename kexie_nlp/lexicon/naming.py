"""Canonical names: the name of a body or the title of a document in any spelling in, one canonical form out."""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.lexicon import load_table

COLUMNS = ("name", "canonical", "source")
PROVINCE_COLUMNS = ("name", "short", "letter", "epithet", "source")
# the first two digits of the codes in `regions`, in the order of the table of provinces
PROVINCE_CODES = ("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45",
                  "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "66", "81", "82", "71")
_PARTY = (("中共中央", "中央"), ("中国共产党", "中共"), ("中国科学技术协会", "中国科协"))
_COMMITTEE = re.compile("^中共(?P<region>.{2,}?[省市区县州])委员会")
_YOUTH = re.compile("^(?:共青)?团(?P<region>.{0,12}?[省市区县州])委(?:员会)?$")
_VAGUE = re.compile("^(?:各|有关|相关|全|每|其他|市、|县、|省、|所属|基层)|、")
_OWN = re.compile("^(?:我|本|全)?(?P<level>自治区|省|市|州|县|区)(?=[一-龥])(?!直|级|属|辖|内|外|域|场|校|长)")
_SUFFIX = {"省": "省", "自治区": "自治区", "市": "市", "州": "州", "县": "县", "区": "区"}
_STAGE = re.compile(r"\((?:试行|暂行|修订|修订版|修订稿|征求意见稿|送审稿|草案|试行稿)\)$")
_SIGNS = str.maketrans("（）—－～〔〕“”﹒•", "()---[]\"\"··")


def canonical_actor(name: str, region: str | None = None) -> str:
    """Returns the canonical name of a body: its short form, preceded by the full name of its region.

    `region` is that of the document, in full (黑龙江省, 绵阳市); it resolves 省科协, 我省科协 and 市科协. Names of several bodies
    (各市科协, 有关部门) and bodies of unknown regions are not changed, except for whitespace and brackets.
    """
    found = re.sub(r"\s", "", name).translate(_SIGNS).removeprefix("由")
    for long, short in _PARTY:
        found = found.replace(long, short)
    if _VAGUE.search(found):
        return found
    youth = _YOUTH.match(found)
    if youth:
        return f"团{_with_region(youth['region'] + '委', region)}"
    found = _COMMITTEE.sub(r"\g<region>委", found)
    return _with_region(_short(found), region)


def canonical_title(title: str) -> str:
    """Returns the canonical title of a document: without 《》 and whitespace, with plain brackets and dashes, without (试行) and
    similar."""
    return _STAGE.sub("", re.sub(r"[\s《》]", "", title).translate(_SIGNS).replace("--", "-"))


def _short(name: str) -> str:
    for row in load_table("body_names", COLUMNS):
        if row["name"] in name:
            return name.replace(row["name"], row["canonical"], 1)
    return name


def _with_region(name: str, region: str | None) -> str:
    own = _OWN.match(name)
    if own:
        holder = _of_level(own["level"], region)
        return holder + name[own.end():] if holder else name
    for short, full in _provinces().items():
        if name.startswith(short) and not name.startswith(full) and not _other_place(name, short):
            return full + name[len(short):]
    return name


def _other_place(name: str, short: str) -> bool:
    """Whether a name that starts like a province names something else: 吉林市, 海南州, 河北区, 河南大学."""
    return bool(re.match("[市州县区]|[一-龥]{0,4}(?:大学|学院|医院|银行|路|街)", name[len(short):]))


def _of_level(level: str, region: str | None) -> str | None:
    """Returns the region of a level that a document of a region refers to: the region itself, or the province above it."""
    if region is None:
        return None
    if region.endswith(_SUFFIX[level]):
        return region
    return _province_of(region) if level in ("省", "自治区") else None


@cache
def _provinces() -> dict[str, str]:
    return {row["short"]: row["name"] for row in load_table("provinces", PROVINCE_COLUMNS)}


@cache
def _province_of(region: str) -> str | None:
    """Returns the province of a prefecture or county; None if the name is unknown, or if several regions have it."""
    names = dict(zip(PROVINCE_CODES, _provinces().values(), strict=True))
    found = {names[row["code"][:2]] for row in load_table("regions", ("code", "name")) if row["name"] == region}
    return found.pop() if len(found) == 1 else None

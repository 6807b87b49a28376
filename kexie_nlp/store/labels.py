"""Short names people can say: 中央2016, 黑龙江2019; unique in a store."""
from __future__ import annotations

import re
from collections.abc import Container
from pathlib import PurePath

from kexie_nlp.model import DocumentRecord
from kexie_nlp.outline import plan_year

_KINDS = re.compile("(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|省|市|县|区)$")
_UNFIT = re.compile(r"[\s/\\#\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")


def base_label(record: DocumentRecord) -> str:
    """The label a document would like: 中央 or its region, and its year; else the stem of its file."""
    meta = record.meta
    place = "中央" if meta.level == "central" else _short(meta.region)
    name = f"{place}{plan_year(meta) or ''}" if place else PurePath(record.source).stem
    return _UNFIT.sub("_", name).strip("_")[:80] or record.sha256[:8]


def free_label(base: str, taken: Container[str], former: str | None = None) -> str:
    """`base`, or `base`-2, -3 … if taken; the document's former label if that was made from the same base."""
    if former and re.fullmatch(re.escape(base) + r"(-\d+)?", former) and former not in taken:
        return former
    label, number = base, 1
    while label in taken:
        number += 1
        label = f"{base}-{number}"
    return label


def _short(region: str | None) -> str:
    name = (region or "").strip()
    short = _KINDS.sub("", name)
    return short if len(short) > 1 else name


def sort_key(level: str | None, label: str) -> str:
    """What documents are ordered by: the central plans first, 北山2019-2 before 北山2019-10."""
    base, dash, number = label.rpartition("-")
    if dash and number.isdecimal():
        label = f"{base}-{int(number):09}"
    return ("0" if level == "central" else "1") + label

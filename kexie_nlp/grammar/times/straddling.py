"""Parses years that straddle two calendar years: a text and an offset in, a `Time` out.

    2024/25学年, 2024—2025学年第一学期     September to August, or half of it
    二〇二五/二六年度, 2024至25财政年度     April to March, the financial year of Hong Kong
"""
from __future__ import annotations

import re

from kexie_nlp.grammar.times.models import Point, Time
from kexie_nlp.grammar.times.words import CN_DIGIT

_YEARS = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[一二][{CN_DIGIT}]{{3}})年?(?P<joint>[-—–~至到/])(?P<next>(?:20)?\d\d|(?:二[{CN_DIGIT}])?[{CN_DIGIT}]{{2}})年?"
    "(?P<kind>学年(?:度)?(?:第?(?P<term>[一二上下])学?期)?|财政年度|年度)(?:之?内|期间)?")
_DIGITS = str.maketrans(CN_DIGIT, "000123456789")
_FIRST_MONTH = {"学": 9, "财": 4, "年": 4}
_TERMS = {"一": (0, 9, 5), "上": (0, 9, 5), "二": (1, 2, 7), "下": (1, 2, 7)}  # years on, first month, months


def read_straddling(text: str, start: int) -> Time | None:
    """Parses a school year, a school term or a financial year that is named by its two calendar years."""
    match = _YEARS.match(text, start)
    if match is None:
        return None
    year, following = (int(match[name].translate(_DIGITS)) for name in ("year", "next"))
    if following % 100 != (year + 1) % 100:
        return None
    if match["kind"] == "年度" and match["joint"] != "/" and len(match["next"]) > len("25"):
        return None  # 2024—2025年度 are two years
    on, month, months = _TERMS.get(match["term"] or "", (0, _FIRST_MONTH[match["kind"][0]], 12))
    return Time(start, match.end(), "within", "date", Point(year + on, month=month, months=months))

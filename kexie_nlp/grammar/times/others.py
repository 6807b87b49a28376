"""Parses times without a date (每年, 定期, 汛期前) and times of the reference year (年底前, 年内, 全年): text and offset in, `Time` or None
out."""
from __future__ import annotations

import re

from kexie_nlp.grammar.times.models import Point, Time
from kexie_nlp.grammar.times.patterns import LUNAR

_EVENT = re.compile("(?:任期)?(?:届满|换届|主?汛期|入汛|入冬|入秋|雨季|春节|春耕|春运|开学|秋季学期|项目验收|供暖|采暖期|"
                    "[省市县]?两会|国庆节?)前")
_QUOTED = re.compile("“[^”]{2,12}”期间")
_RECURRING = re.compile(
    r"每(?:隔)?(?:半年|[两二三四五\d]年|学期|学年|个?季度?|个?月|年度?|周|届|日|天)(?!级|度假)"
    r"(?:\d{1,2}[月日](?:\d{1,2}日)?(?:前|底前)?|[底末]前?)?"
    r"|逐年|按年度|按季度|按月|(?:(?<=开展)|(?<=实行)|(?<=进行)|(?<=组织)|(?<=建立))年度(?=工作?评价|考核|总结|评估|检查|报告|述职)"
    r"|半年度|(?<!不)定期(?!存款)|常年(?!不)|不定期")
_YEAR_END = re.compile("年[底末](?:之前|以前|前)|(?:本|当)?年内|全年(?!龄)|岁末前?|年[底末](?![考评总])")
_MONTH_END = re.compile("月[底末](?P<before>之前|以前|前)?")
_NO_HALF = re.compile("[一-龥]半$")
_STARTS = "，。；（"


def read_event(text: str, start: int) -> Time | None:
    """Parses an event as a deadline: 汛期前, 换届前, 春节前. The time has no date."""
    match = _EVENT.match(text, start)
    return Time(start, match.end(), "by", "by", bounded=True) if match else None


def read_quoted(text: str, start: int) -> Time | None:
    """Parses “…”期间: a campaign or a festival."""
    match = _QUOTED.match(text, start)
    return Time(start, match.end(), "within", "within", bounded=True) if match else None


def read_recurring(text: str, start: int) -> Time | None:
    """Parses recurring times: 每年, 每月10日前, 逐年, 定期. The time has no date."""
    match = _RECURRING.match(text, start)
    return Time(start, match.end(), "recurring", "recurring", bounded=True) if match else None


def read_year_end(text: str, start: int) -> Time | None:
    """Parses 年底前, 到年底, 年内, 全年, 岁末, which refer to the reference year."""
    match = _YEAR_END.match(text, start)
    if match is None or start and text[start - 1] in "0123456789〇一二三四五六七八九十" or _NO_HALF.search(text, max(0, start - 2), start):
        return None
    said, previous = match[0], text[start - 1:start]
    by = not said.endswith("内") and not said.startswith("全年")
    lead = by and previous in ("到", "至")
    bounded = lead or said[-1] == "前" or not by or said.startswith("岁末") or previous in tuple(_STARTS) and start > 0
    return Time(start - lead, match.end(), "by" if by else "within", "year", Point(0, True), edge="before" if by else "within",
                bounded=bounded)


def read_month_end(text: str, start: int) -> Time | None:
    """Parses 月底前, 月末, which refer to the month of the reference day."""
    match = _MONTH_END.match(text, start)
    if match is None or start and text[start - 1] in "0123456789一二三四五六七八九十个":
        return None
    return Time(start, match.end(), "by", "shifted", Point(0, True, month=0, shifted=True), edge="end",
                bounded=match["before"] is not None)


def read_lunar(text: str, start: int) -> Time | None:
    """Matches days of the lunar calendar. They are not converted; the time has the rule `refused`."""
    match = LUNAR.match(text, start)
    return Time(start, match.end(), "within", "refused") if match else None

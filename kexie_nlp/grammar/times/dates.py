"""Parses dates and date ranges: a text and an offset in, a `Time` or None out.

Examples: 2016年年底前, 6月底前, 一季度末, 2017年8月11日至22日, “十四五”末.
"""
from __future__ import annotations

import re

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.grammar.times import patterns as p
from kexie_nlp.grammar.times.models import Edge, Kind, Point, Time

_TEN = {"上": 1, "中": 2, "下": 3, None: None}
_CLAUSE_START = "，。；到至、（：\n"
_LEADS = 3


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_integer(text) or 0


def _year(text: str) -> int:
    """Returns the year. Two digits before a month: below 50 a year from 2000 on, else from 1900 on."""
    year = _integer(text)
    return year if len(text) > 2 else year + (2000 if year < 50 else 1900)


def _point(match: re.Match[str]) -> Point | None:
    """Returns the point that `patterns.CORE` matched, None if it is not a date."""
    if match["shift"]:
        offset = p.SHIFTED[match["shift"]]
        return Point(0, True, month=None if match["shift_unit"] == "季度" else offset,
                     quarter=offset if match["shift_unit"] == "季度" else None, shifted=True)
    year, relative = (_year(match["year"]), False) if match["year"] else (p.RELATIVE.get(match["rel"] or "", 0), True)
    point = Point(year, relative)
    if match["half"]:
        return point._replace(half=1 if match["half"] == "上半年" else 2)
    if match["quarter"]:
        return point._replace(quarter=_integer(match["quarter"]))
    if match["quarters"]:
        return point._replace(quarter=1, quarters=_integer(match["quarters"]))
    if match["months"]:
        return point._replace(month=1, months=_integer(match["months"]))
    if match["month"]:
        day = _integer(match["day"]) if match["day"] else None
        return point._replace(month=_integer(match["month"]), day=day, ten=_TEN[match["ten"]])
    return point if match["year"] or match["rel"] else None


def read_date(text: str, start: int) -> Time | None:
    """Parses a date, month, quarter, half-year or year with the words that bound it, or a range of two."""
    match = p.CORE.match(text, start)
    if match is None or match.end() == start or not _stands_alone(text, match):
        return None
    point = _point(match)
    if point is None:
        return None
    if point.day and point.dates(2000 if point.relative else None) is None:
        return Time(start, match.end(), "within", "refused")  # an impossible date
    end = match.end("part") if match["part"] and not match["shift"] else match.end("head")
    last, range_end = _second(text, end, point)
    lunar = p.LUNAR_TAIL.match(text, end)
    if lunar:
        return Time(start, lunar.end(), "within", "refused")
    end = range_end
    edge_match = p.EDGE.match(text, end)
    lead = p.LEAD.search(text, max(0, start - _LEADS), start)
    edge = _edge(edge_match, lead[0] if lead and lead[0][-1] in "到至" else None)
    dated = bool(match["year"] or match["rel"])
    bounded = bool(edge_match and edge_match[0]) or edge == "end"
    kind: Kind = "by" if edge in ("before", "end") else "within"
    rule = "shifted" if match["shift"] else "date" if dated else "month"
    if not dated and point.day and edge == "within" and last is None and _in_brackets(text, start, end):
        return Time(start, end, "by", "day", point, edge="end", bounded=True)
    begin = lead.start() if lead and edge == "end" and lead[0][-1] in "到至" else start
    return Time(begin, edge_match.end() if edge_match else end, kind, rule, point, last, edge=edge, bounded=bounded,
                past=not match["year"] and point.relative and (point.year or 0) < 0)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    start = match.start()
    previous = text[start - 1] if start else ""
    if match["year"]:
        return not previous.isdigit()
    if match["rel"] == "后年":
        return not previous or previous in _CLAUSE_START
    if match["rel"] or match["shift"]:
        return previous not in tuple("目之以先近年人场台")
    return not (previous.isdigit() or previous in ("年", "第") and not match["half"] or previous in tuple("一二三四五六七八九十."))


def _second(text: str, end: int, point: Point) -> tuple[Point | None, int]:
    """Returns the end of a range and its end offset. It takes year and month from the start of the range if they are omitted."""
    dash = p.DASH.match(text, end)
    if dash is None or point.half or point.quarter:
        return None, end
    if point.day:
        day = p.DAY_ONLY.match(text, dash.end())
        if day and not p.CORE.match(text, dash.end())["month"]:  # type: ignore[index]
            return point._replace(day=_integer(day["day"])), day.end()
    match = p.CORE.match(text, dash.end())
    if match is None or match.end() == match.start() or not match["month"] and not match["year"]:
        return None, end
    last = _point(match)
    if last is None or bool(last.day) != bool(point.day) or bool(last.month) != bool(point.month):
        return None, end
    if not match["year"] and not match["rel"]:
        last = last._replace(year=point.year, relative=point.relative)
    return last, match.end()


def _edge(match: re.Match[str] | None, lead: str | None) -> Edge:
    tail, edge = (match["tail"] or "", match["edge"] or "") if match else ("", "")
    if edge.endswith("前"):
        return "before"
    if edge.endswith("后"):
        return "since" if edge[0] in "或及" else "after"
    if edge:
        return "since"
    if tail and tail[-1] in "底末" or lead and not tail:
        return "end"
    return "within"


def _in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a day without a year is in brackets, as in assignment lines: （4月30日）."""
    return text[start - 1:start] in tuple("（：:") and text[end:end + 1] == "）"


def read_numeric(text: str, start: int) -> Time | None:
    """Parses 2010-01-29, 2010.1.29, 2018/1/10-2018/7/10, 1999.08-2002.02."""
    if start and (text[start - 1].isalnum() and text[start - 1].isascii() or text[start - 1] in "./-"):
        return None
    pattern = p.ISO if p.ISO.match(text, start) else p.MONTHS_ISO
    first = pattern.match(text, start)
    if first is None:
        return None
    point, last, end = _numeric(first), None, first.end()
    dash = re.compile(" ?(?:[-—–~]|至|到|起至) ?").match(text, end)
    second = pattern.match(text, dash.end()) if dash else None
    if second:
        last, end = _numeric(second), second.end()
    edge_match = p.EDGE.match(text, end)
    edge = _edge(edge_match, None)
    if point.dates(None) is None:
        return None
    kind: Kind = "by" if edge in ("before", "end") else "within"
    return Time(start, edge_match.end() if edge_match else end, kind, "date", point, last, edge=edge,
                bounded=edge != "within")


def _numeric(match: re.Match[str]) -> Point:
    groups = match.groupdict()
    return Point(int(groups["year"] or groups["year2"]), month=int(groups["month"] or groups["month2"]),
                 day=int(groups["day"]) if groups.get("day") else None)


def read_years(text: str, start: int) -> Time | None:
    """Parses 2021—2025年, 二〇一六年至二〇二〇年."""
    match = p.YEARS.match(text, start)
    if match is None or start and text[start - 1].isdigit():
        return None
    first, last = _year(match["a"]), _year(match["b"])
    return Time(start, match.end(), "within", "years", Point(first, years=last - first + 1)) if last > first else None


def read_months(text: str, start: int) -> Time | None:
    """Parses 1—9月, 2018年1-9月份."""
    match = p.MONTH_RANGE.match(text, start)
    if match is None or start and (text[start - 1].isdigit() or text[start - 1] == "."):
        return None
    first, last = int(match["first"]), int(match["last"])
    year, relative = (_year(match["year"]), False) if match["year"] else (p.RELATIVE.get(match["rel"] or "", 0), True)
    if last <= first:
        return None
    edge_match = p.EDGE.match(text, match.end())
    edge = _edge(edge_match, None)
    kind: Kind = "by" if edge in ("before", "end") else "within"
    return Time(start, edge_match.end() if edge_match else match.end(), kind, "date" if match["year"] else "month",
                Point(year, relative, month=first, months=last - first + 1), edge=edge, bounded=edge != "within")


def read_plan(text: str, start: int) -> Time | None:
    """Parses the period of a five-year plan: “十四五”时期, “十四五”末, 十三五期间."""
    match = p.FIVE.match(text, start)
    number = chinese_integer(match["n"]) if match else None
    if match is None or number is None:
        return None
    year, tail = 2016 + 5 * (number - 13), match["tail"]  # the thirteenth plan is 2016 to 2020
    if "末" in tail or match["before"]:
        return Time(start, match.end(), "by", "five-year", Point(year + 4), edge="end", bounded=True)
    return Time(start, match.end(), "within", "five-year", Point(year, years=1 if tail == "初" else 5), bounded=True)

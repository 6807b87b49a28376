"""Parses dates with the words that bound them, and ranges of two: a text and an offset in, a `Time` or None out.

Examples: 2016年年底前, 6月底前, 2017年8月11日至22日, 3月后、5月前, 2008.03-2009. What one end of a range leaves out comes from the other.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from kexie_nlp.grammar.times import patterns as p
from kexie_nlp.grammar.times.models import Edge, Kind, Point, Time
from kexie_nlp.grammar.times.parts import DAY, MONTH, YEAR, Read, integer
from kexie_nlp.grammar.times.points import counted_from_day, read_point
from kexie_nlp.grammar.times.words import BEFORE_RELATIVE, BEFORE_UNIT, CN, CN_DIGIT, INSIDE


class Lead(NamedTuple):
    """The word before a point: its offset and the edge that it gives."""
    start: int
    edge: Edge


def read_date(text: str, start: int) -> Time | None:
    """Parses a date, a part of a year, or a range of two, with the words that bound them."""
    first = read_point(text, start)
    if first is None or not _stands_alone(text, start, first):
        return None
    if text[start] in "年月季" and not first.tail and text[first.end:first.end + 1] in tuple("初中底末"):
        return None  # 年初步 and 年中央: the unit alone is no time
    holiday = p.SCHOOL_HOLIDAY.match(text, first.end)
    lunar = p.LUNAR_TAIL.match(text, first.end)
    if lunar or holiday and first.bottom == YEAR:
        return Time(start, (lunar or holiday).end(), "within", "refused")  # type: ignore[union-attr]
    second = _second(text, first) or _second_before(text, first)
    if second is None and first.point is None:
        return Time(start, first.end, "within", "refused")
    if second is None:
        return None if first.open else _single(text, start, first)
    begin, last, edge = second
    if begin.point is None or last.point is None:
        return Time(start, last.end, "within", "refused")
    return _range(text, start, begin, last, edge)


def _single(text: str, start: int, read: Read) -> Time | None:
    match = p.EDGE.match(text, read.end)
    lead = _lead(text, start)
    edge, said = _edge(match, read, lead)
    end = match.end() if match else read.end
    if read.rule == "year":
        return _in_this_year(text, start, read, end, said, lead)
    if edge == "within" and read.rule == "month" and read.bottom == DAY and _in_brackets(text, start, end):
        return Time(start, end, "by", "day", read.point, edge="end", bounded=True)
    if said and read.festival and edge == "within":
        return Time(start, end, "within", "shifted", bounded=False)  # 国庆期间 is longer than the day
    point = read.last_day.point if edge in ("since", "after") else read.point
    if point is None:
        return None
    begin = lead.start if lead and lead.edge == "end" == edge else start
    return Time(begin, end, _kind(edge), _rule(read), point, edge=edge, bounded=_bounded(read, edge, said),
                past=point.relative and read.top == YEAR and (point.year or 0) < 0 and not point.shifted)


def _kind(edge: Edge) -> Kind:
    return "by" if edge in ("before", "end") else "within"


def _rule(read: Read) -> str:
    return "shifted" if read.rule in ("festival", "decade") else read.rule


def _bounded(read: Read, edge: Edge, said: bool) -> bool:
    """Whether a word bounds the time. A point that only a day of reference dates, and a decade, bound nothing in a document."""
    point = read.point
    if point is None or not point.shifted and counted_from_day(point):
        return False
    if read.rule == "decade" or read.short:
        return edge == "end" and read.tail == "end"
    if read.rule == "festival" and (point.month, point.day) == (1, 1):
        return False  # 元旦前 without a year is in the next one
    return said or bool(read.tail) or edge == "end"


def _edge(match: re.Match[str] | None, read: Read, lead: Lead | None) -> tuple[Edge, bool]:
    """Returns the edge of a point, and whether a word behind it says so."""
    said = bool(match and match[0])
    if match and match["before"]:
        return "before", said
    if match and (match["since"] or match["after"] and match["included"]):
        return "since", said
    if match and match["after"]:
        return "after", said
    if match and match["stop"] or read.tail == "end":
        return "end", said
    if match and match["inside"]:
        return "within", said
    return (lead.edge if lead else "within"), said


def _lead(text: str, start: int) -> Lead | None:
    match = p.LEAD.search(text, max(0, start - p.LEAD_LENGTH), start)
    return None if match is None else Lead(match.start(), "since" if match["since"] else "end")


def _in_this_year(text: str, start: int, read: Read, end: int, said: bool, lead: Lead | None) -> Time | None:
    """Returns the time of 年底前, 年内, 全年, 年初, which refer to the reference year."""
    words, previous = text[start:end], text[start - 1:start]
    edge, _ = _edge(p.EDGE.match(text, read.end), read, lead)
    if "底" in words or "末" in words:
        led = lead is not None and lead.edge == "end" and previous in tuple("到至")
        bounded = led or said or words.startswith("岁") or start > 0 and previous in tuple("，。；（")
        if edge in ("since", "after"):
            return Time(start, end, "within", "year", read.last_day.point, edge=edge, bounded=True)
        begin = lead.start if led and lead and text[lead.start] == "截" else start - led
        return Time(begin, end, "by", "year", Point(0, True), edge="before", bounded=bounded)
    if words.startswith("全") or words.endswith("内"):
        return Time(start, end, "within", "year", read.point, bounded=True)
    return Time(start, end, _kind(edge), "year", read.point, edge=edge, bounded=edge != "within")


_NEXT_TO = re.compile("[之以]?[前后]|期间")
_MARKER = re.compile(r"(?:^|[\n；;。])\d{1,2}\.$")
_COUNTED = frozenset(CN + "零〇百千万第“")


def _stands_alone(text: str, start: int, read: Read) -> bool:
    """Whether a point is no part of another word or number."""
    previous = text[start - 1:start]
    if text[start] in "年月季":
        return previous not in BEFORE_UNIT
    if read.rule == "year":
        return not previous.isdecimal()
    if read.rule == "festival":
        named = text[start] not in CN or read.end - start > len("五一")
        return named or _begins(previous) or _NEXT_TO.match(text, read.end) is not None and previous not in _COUNTED
    if read.short:
        return not (previous.isalnum() and previous.isascii()) and previous not in tuple(CN_DIGIT)
    if read.point is not None and not read.point.relative and read.rule in ("date", "decade"):
        return not previous.isdecimal() and text[max(0, start - 3):start] != "公元前"
    if text[start] == "前" and previous in ("末", "底") and not text.startswith("前年", start):
        return False  # 2021年末前三个月
    if text[start] == "前" and previous != "之" and previous in tuple(INSIDE["前"]) and not text.startswith("前年", start):
        return False  # 提前两个月
    if read.top != YEAR:
        return (_clear(previous) or _marked(text, start)) and (previous not in ("年", "第") or text[start] in "上下")
    if text.startswith(p.AT_BEGINNING, start):
        return _begins(previous) or read.bottom > YEAR and text[start + 1] == "年"
    if read.rule == "decade":
        return True
    if text.startswith("前年", start) and read.bottom > YEAR:
        return True  # but 目前年产
    if text[start] == "去" and text.endswith("超过", 0, start):
        return True
    return previous not in tuple(INSIDE.get(text[start], "")) and not (text[start] in "周星礼来" and previous in BEFORE_UNIT)


def _begins(previous: str) -> bool:
    return not previous or not previous.isalnum() or previous in BEFORE_RELATIVE


def _clear(previous: str) -> bool:
    return not (previous.isdecimal() or previous in tuple("一二三四五六七八九十.闰"))


def _marked(text: str, start: int) -> bool:
    """Whether the marker of a numbered line stands before a point: 2.6月底前."""
    return text[start - 1:start] == "." and _MARKER.search(text, max(0, start - 4), start) is not None


def _in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a day without a year is in brackets, as in assignment lines: （4月30日）."""
    return text[start - 1:start] in tuple("（：:") and text[end:end + 1] == "）"


def _second(text: str, first: Read) -> tuple[Read, Read, Edge] | None:
    """Returns the two ends of a range that begins with a point; None if there is no second end."""
    match = p.CONNECTIVE.match(text, first.end)
    last = read_point(text, match.end(), first) if match else None
    if match is None or last is None or last.open:
        return None
    edge = p.EDGE.match(text, last.end)
    if match["since"] and edge and edge["before"]:
        return None  # 6月起到9月前 are two times
    if match["both"]:
        between = p.BETWEEN.match(text, last.end)
        if between is None:
            return None
        last = last._replace(end=between.end())
    return *_completed(first, last), "within"


def _second_before(text: str, first: Read) -> tuple[Read, Read, Edge] | None:
    """Returns the two ends of a range of the form 3月后、5月前."""
    edge = p.EDGE.match(text, first.end)
    if edge is None or not (edge["after"] or edge["since"]) or first.point is None:
        return None
    joined = (p.AND_BEFORE if edge["after"] else p.AND_NEXT).match(text, edge.end())
    last = read_point(text, joined.end(), first) if joined else None
    behind = p.EDGE.match(text, last.end) if last else None
    if last is None or behind is None or not (behind["before"] or behind["stop"]) or last.open:
        return None
    begin, last = _completed(first, last)
    return begin, last._replace(end=behind.end()), "between" if edge["after"] else "within"


def _completed(first: Read, last: Read) -> tuple[Read, Read]:
    """Returns both ends, each with what it leaves out from the other. An end before the beginning is in the next year."""
    a, b = first.point, last.point
    if a is None or b is None:
        return first, last
    if last.next and a.year is not None and b.year is not None:
        b = b._replace(year=a.year + 1, relative=a.relative)
    if b.weekday is not None and b.week is None and a.weekday is not None:
        b = b._replace(week=a.week) if a.week is not None else a._replace(days=(b.weekday - a.weekday) % 7 + 1)
    elif last.top > YEAR:
        b = _inherit(b, a, last.top)
        if not a.shifted and not b.shifted and _order(b) < _order(a) and b.year == a.year and b.year is not None:
            b = b._replace(year=b.year + 1)
    elif first.top > YEAR and not b.relative and not counted_from_day(b):
        a = a._replace(year=b.year, relative=False)
        if _order(b) < _order(a) and last.bottom > YEAR:
            a = a._replace(year=(b.year or 1) - 1)
    valid = all(point.relative or counted_from_day(point) or point.dates(None) is not None for point in (a, b))
    return first._replace(point=a), last._replace(point=b if valid else None)


def _inherit(point: Point, other: Point, top: int) -> Point:
    """Returns a point with the year, and the coarser parts than `top`, of another."""
    new = point._replace(year=other.year, relative=other.relative, century=other.century)
    if top > MONTH and other.month is not None:
        new = new._replace(month=other.month, shifted=other.shifted)
    return new


def _order(point: Point) -> tuple[int, int]:
    """The month and the day on which a point of a year begins."""
    month = 6 * point.half - 5 if point.half else 3 * point.quarter - 2 if point.quarter else point.month or 1
    day = point.span[0] if point.span else 10 * point.ten - 9 if point.ten else point.day or 1
    return month, day


def _range(text: str, start: int, first: Read, last: Read, edge: Edge) -> Time | None:
    """Returns the time of a range, with the words behind it. Ranges of whole years have the rule `years`."""
    match = p.EDGE.match(text, last.end) if edge == "within" else None
    end, said = match.end() if match else last.end, bool(match and match[0])
    if match and (match["since"] or match["after"]):
        edge = "since" if match["since"] else "after"
    point = first.last_day.point
    if point is None:
        return None
    whole = first.bottom == last.bottom == YEAR and text[last.end - 1] == "年" and not (said or first.tail or last.tail)
    years = whole and first.rule == last.rule == "date" and not point.relative and point.years == 1
    return Time(start, end, "within", "years" if years else _rule(first), point, last.point, edge=edge,
                bounded=(said or bool(last.tail) or edge == "between") and _bounded(first, edge, True),
                past=point.relative and first.top == YEAR and (point.year or 0) < 0)


_OTHER_YEARS, _YEAR_ENDS = frozenset(["同年", "次年", "翌年"]), frozenset(["年底", "年末"])


def same_year(text: str, last: Time, time: Time) -> Time:
    """Returns a time that names no year with the year of the time before it in the list or in the sentence.

    In 2024年6月、12月底前 both are of 2024; in 2024年上半年完成3家，三季度完成5家 too, because the second follows the first in the year.
    """
    named, point, word = last.last or last.first, time.first, text[time.start:time.start + 2]
    if point is None or not point.relative or counted_from_day(point) or not (
            time.rule == "month" and not point.year or word in _OTHER_YEARS or word in _YEAR_ENDS and time.rule == "year"):
        return time
    if named is None or named.year is None or named.relative and not named.year or named.century is not None or counted_from_day(named):
        return time
    listed = p.SAME_YEAR.fullmatch(text, last.end, time.start)
    part = named.half or named.quarter or named.month
    later = part and (word in _YEAR_ENDS or _order(named) < _order(point)) or word in _OTHER_YEARS
    follows = later and p.SAME_SENTENCE.fullmatch(text, last.end, time.start)
    if not (listed or follows) or point.preceding:
        return time
    year, relative = named.year, named.relative
    new = [end and end._replace(year=year + (end.year or 0), relative=relative, preceding=False) for end in (point, time.last)]
    if new[0] is None or new[0].dates(2000) is None:
        return time
    return time._replace(first=new[0], last=new[1])


def read_numeric(text: str, start: int) -> Time | None:
    """Parses 2010-01-29, 2010.1.29, 2018/1/10-2018/7/10, 1999.08-2002.02, 2008.03-2009, and 2016到2018 behind 从."""
    before = text[start - 1:start]
    if before and (before.isalnum() and before.isascii() or before in "./-"):
        return None
    first = _numeric(text, start)
    if first is None:
        years = p.FROM_YEARS.match(text, start) if before == "从" else None
        if years is None or int(years["year"]) >= int(years["last"]):
            return None
        return Time(start, years.end(), "within", "date", Point(int(years["year"])), Point(int(years["last"])))
    match = p.CONNECTIVE.match(text, first.end)
    last = _numeric(text, match.end(), first) if match and not match["both"] else None
    if last is None and first.bottom == MONTH and not p.SINCE_MONTH.match(text, first.end):
        return None  # 2013.03 is as often a number
    if first.point is None or last and last.point is None:
        return Time(start, (last or first).end, "within", "refused")
    if last is None:
        return _single(text, start, first)
    time = _range(text, start, first, last, "within")
    return time._replace(rule="date") if time else None


def _numeric(text: str, start: int, before: Read | None = None) -> Read | None:
    match = p.DAY_DATE.match(text, start) or p.MONTH_DATE.match(text, start)
    if match is None:
        match = p.YEAR_DATE.match(text, start) if before else None
        return Read(Point(integer(match["year"])), match.end(), YEAR, YEAR) if match else None
    groups = match.groupdict()
    day = groups.get("day")
    point = Point(integer(match["year"]), month=integer(match["month"]), day=integer(day) if day else None)
    valid = 1 <= integer(match["month"]) <= 12 and point.dates(None) is not None and (day is None or integer(day) > 0)
    return Read(point if valid else None, match.end(), YEAR, DAY if day else MONTH)

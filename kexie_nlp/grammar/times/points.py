"""Parses points of time: a text and an offset in, a `Read` out: a year or another head, and ever smaller parts of it.

Any head combines with any smaller part: 去年下半年第二个月上旬, 本月第三周, 二〇二四年国庆节. Years of two digits from 50 on are of the
last century.
"""
from __future__ import annotations

import re

from kexie_nlp.grammar.numbers import read_number
from kexie_nlp.grammar.times import patterns as p
from kexie_nlp.grammar.times.models import Point
from kexie_nlp.grammar.times.parts import CENTURY, DAY, MONTH, QUARTER, YEAR, Read, add_parts, add_position, consecutive, integer
from kexie_nlp.grammar.times.words import BEFORE_RELATIVE, DAYS, RELATIVE, SPREADS, WEEKDAYS

_REPUBLIC = 1911
_NEXT_YEARS = frozenset(["次年", "翌年"])  # behind another year they follow that one


def read_point(text: str, start: int, before: Read | None = None) -> Read | None:
    """Parses the point at an offset. `before` is the beginning of the range that the point may end; it may then lack month or year."""
    head = (p.REPUBLIC if before is not None and before.republic else p.HEAD).match(text, start)
    read = _head(text, head, before) if head else None
    if read is None and before is None and p.THIS_MONTH.match(text, start):
        read = Read(Point(0, True, month=0, shifted=True), start, YEAR, MONTH, "shifted")
    elif read is None:
        read = Read(Point(0, True), start, DAY, YEAR, "month")
    read = add_parts(text, read, before)
    if read.end == start or read.bottom == YEAR and head is None:
        return None
    read = add_position(text, read)
    if read.point is not None and read.point.dates(None if not read.point.relative else 2000) is None and not counted_from_day(read.point):
        return read._replace(point=None)
    return read


def counted_from_day(point: Point) -> bool:
    """Whether only a day of reference determines the dates of a point."""
    return point.shifted or point.offset is not None or point.weekday is not None or point.week is not None


def _head(text: str, match: re.Match[str], before: Read | None) -> Read | None:
    end = match.end()
    if match["year"]:
        return Read(Point(integer(match["year"])), end, YEAR, YEAR, open=text[end - 1] not in "年度")
    if match["listed_years"]:
        return _years(match)
    if match["short"]:
        return _short_year(text, match, before)
    if match["republic"]:
        count = 1 if match["republic"] == "元" else integer(match["republic"])
        return Read(Point(_REPUBLIC + count), end, YEAR, YEAR, republic=True) if count else None
    if match["relative"]:
        return Read(Point(RELATIVE[match["relative"]], True), end, YEAR, YEAR, next=match["relative"] in _NEXT_YEARS)
    if match["century"] or match["decade"]:
        return _decade(match)
    if match["shift"]:
        return _shifted(match)
    if match["spread"]:
        offset, count = SPREADS[match["spread"]]
        if integer(match["spread_count"]) != count:
            return None
        if match["spread_unit"] == "年":
            return Read(Point(offset, True, years=count), end, YEAR, YEAR)
        return Read(Point(offset=offset, days=count), end, YEAR, DAY, "shifted")
    if match["day"]:
        return Read(Point(offset=DAYS[match["day"]]), end, YEAR, DAY, "shifted")
    if match["bare_weekday"]:
        return Read(Point(weekday=WEEKDAYS[match["bare_weekday"]]), end, YEAR, DAY, "shifted")
    alone = match["alone"]
    if alone[0] == "月":
        return Read(Point(0, True, month=0, shifted=True), end, YEAR, MONTH, "shifted")
    if alone[0] == "季":
        return Read(Point(0, True, quarter=0, shifted=True), end, YEAR, QUARTER, "shifted")
    return Read(Point(0, True), end, YEAR, YEAR, "year", "end" if alone == "岁末" else "")


def _years(match: re.Match[str]) -> Read:
    """Parses years side by side (2023、2024年); others are no single period and refused."""
    years = [int(year) for year in _YEAR.findall(match["listed_years"])]
    return Read(Point(years[0], years=len(years)) if consecutive(years) else None, match.end(), YEAR, DAY)


_YEAR = re.compile("[0-9]{4}")


def _short_year(text: str, match: re.Match[str], before: Read | None) -> Read | None:
    """Parses a year of two digits. It is a length if nothing says that it is a year."""
    said, end = match["short"], match.end()
    value = integer(said)
    year = value + (1900 if value >= 50 else 2000)
    if before is not None and before.point is not None and before.point.year and not before.point.relative:
        century = before.point.year // CENTURY * CENTURY
        year = century + value + (CENTURY if century + value < before.point.year else 0)
    open_, context = text[end - 1] not in "年度", _YEAR_CONTEXT.match(text, end)
    if open_ and before is None and _is_length(text, match):
        return None
    counted = _LENGTH_BEFORE.search(text, max(0, match.start() - 2), match.start()) is not None
    if open_ or before is not None and before.top == YEAR or context and not (counted and context[0] == "以来"):
        return Read(Point(year), end, YEAR, YEAR, open=open_)
    number = read_number(said)
    bare = not said.isdecimal() and (number is None or number.value_max is None) and not _AGE.match(text, end)
    late = value >= 50 and said.isdecimal() and not counted and not _LENGTH_CONTEXT.match(text, end)
    if not (said[0] in "0〇零○" or bare or late):
        return None
    return Read(Point(year), end, YEAR, YEAR, "shifted", short=True)


def _is_length(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers of two digits before 年 are a length and no calendar years: 使用年限50-70年, but 98-02年, 从85到90年."""
    pair = _PAIR.match(text, match.start())
    if pair is None or _YEAR_CONTEXT.match(text, pair.end()):
        return False
    low, high = int(pair["low"]), int(pair["high"])
    early = low < CENTURY // 2 or text[match.start() - 1:match.start()].isalnum() and text[match.start() - 1] not in BEFORE_RELATIVE
    return low < high and "0" not in (pair["low"][0], pair["high"][0]) and early


_PAIR = re.compile(f"(?P<low>[0-9]{{2}}){p.TO}(?P<high>[0-9]{{2}})年")
_AGE = re.compile("的?(?:历史|经验|工龄|党龄|寿命|教龄)")
_YEAR_CONTEXT = re.compile(rf"的?(?:{p.PART.pattern})|以后|以来|起(?!草|点|步|来)|版|年?(?:[初底末]|伊始)|年中")
_LENGTH_CONTEXT = re.compile("以?来|之?内|以内|时间|期|间|以上|以下|左右|[多余个]|的?历史|产|使用|经营|承包|租|[之以]?[前后]")
_LENGTH_BEFORE = re.compile("[大小多少高低长短等]于$|[满近约达过限为长立校国党军历经整后来去每第延前隔逢权续今]$")


def _decade(match: re.Match[str]) -> Read | None:
    end, century = match.end(), match["century"]
    pair = _DECADES.fullmatch(match["tens"] or match["decade"] or "")
    if pair:
        return _decades(match, integer(pair["low"]), integer(pair["high"]))
    tens = match["tens"] or (match["decade"] or "")[-2:]
    years = 10 if tens else CENTURY
    year = 0
    if tens:
        year = int(tens) if tens.isdecimal() else integer(tens)
        year = year * 10 if year < 10 else year
    if century in ("上", "上个", "本"):
        return Read(Point(year, True, years, century=0 if century == "本" else -1), end, YEAR, YEAR, "decade")
    if century:
        base = (integer(century) - 1) * CENTURY
    elif len(match["decade"]) > 2:
        base = integer(match["decade"][:2]) * CENTURY
    else:
        base = 1900 if year > 20 else 2000
    return Read(Point(base + year, years=years), end, YEAR, YEAR, "decade") if base >= 1000 else None


def _decades(match: re.Match[str], low: int, high: int) -> Read | None:
    """Parses two neighbouring decades: 上世纪七八十年代."""
    century, point = match["century"], None
    if high == low + 1:
        if century in ("上", "上个", "本"):
            point = Point(low * 10, True, 20, century=0 if century == "本" else -1)
        else:
            point = Point(((integer(century) - 1) if century else 19) * CENTURY + low * 10, years=20)
    return Read(point, match.end(), YEAR, YEAR, "decade")


_DECADES = re.compile("(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九])十")


def _shifted(match: re.Match[str]) -> Read:
    said, unit, end = match["shift"], match["unit"], match.end()
    offset = said.count("下") - said.count("上")
    if unit == "月":
        return Read(Point(0, True, month=offset, shifted=True), end, YEAR, MONTH, "shifted")
    if unit == "季度":
        return Read(Point(0, True, quarter=offset, shifted=True), end, YEAR, QUARTER, "shifted")
    day = match["weekday"]
    if day == "末":
        return Read(Point(week=offset, weekday=WEEKDAYS["六"], days=2), end, YEAR, DAY, "shifted")
    return Read(Point(week=offset, weekday=WEEKDAYS[day] if day else None), end, YEAR, DAY, "shifted")

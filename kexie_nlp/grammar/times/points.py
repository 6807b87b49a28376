"""Parses points of time: a text and an offset in, a `Read` out: a year or another head, and ever smaller parts of it.

Any head combines with any smaller part: 去年下半年第二个月上旬, 本月第三周, “二〇二四年国庆节”. What 初 and 中 name follows JioNLP
(`time_parser`): 年初 is January and February, 月初 the first five days, 季初 the first month of three, 伊始 of a year January; 年中 is June
and July, 月中 the days 11 to 20. Two-digit years from 50 on are of the last century.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.grammar.numbers import read_number
from kexie_nlp.grammar.times import patterns as p
from kexie_nlp.grammar.times.days import Pick
from kexie_nlp.grammar.times.models import Point
from kexie_nlp.grammar.times.words import DAYS, FESTIVALS, RELATIVE, SHORT_FESTIVALS, SPREADS, WEEKDAYS

YEAR, HALF, QUARTER, MONTH, TEN, DAY = range(6)  # grains, coarse to fine
_TENS = {"上": 1, "中": 2, "下": 3}
_HALVES = {"上": 1, "前": 1, "下": 2, "后": 2}
_EDGE_QUARTERS = {"首": 1, "末": 4}
_CENTURY, _REPUBLIC, _EARLY_YEARS = 100, 1911, 3
_LAST_DAY = Pick("day", -1, -1)


class Read(NamedTuple):
    """A point that ends at `end`; `point` is None for an impossible date.

    `top` and `bottom` are its coarsest and its finest grain; `tail` is `end` behind 底 or 末, `start` behind 初 or 中. `rule` is that of
    the times (date, month, shifted, year). `open` is set if its last number has no unit of its own (2016 in 2016至2018年), `short` for
    a year of two digits that may also be a length.
    """
    point: Point | None
    end: int
    top: int
    bottom: int
    rule: str = "date"
    tail: str = ""
    open: bool = False
    short: bool = False
    festival: bool = False

    @property
    def last_day(self) -> Read:
        """The point as the beginning of an interval: behind 底 and 末 its last day, else the point itself."""
        if self.tail != "end" or self.point is None:
            return self
        return self._replace(point=self.point._replace(picks=(*self.point.picks, _LAST_DAY)))


def integer(text: str) -> int:
    """Returns a whole number in digits or Chinese numerals; 0 for anything else."""
    return int(text) if text.isdecimal() else chinese_integer(text) or 0


def read_point(text: str, start: int, before: Read | None = None) -> Read | None:
    """Parses the point at an offset. `before` is the beginning of the range that the point may end; it may then lack month or year."""
    head = p.HEAD.match(text, start)
    read = _head(text, head, before) if head else None
    if read is None and before is None and p.THIS_MONTH.match(text, start):
        read = Read(Point(0, True, month=0, shifted=True), start, YEAR, MONTH, "shifted")
    elif read is None:
        read = Read(Point(0, True), start, DAY, YEAR, "month")
    read = _parts(text, read, before)
    if read.end == start or read.bottom == YEAR and head is None:
        return None
    read = _tail(text, read)
    if read.point is not None and read.point.dates(None if not read.point.relative else 2000) is None and not counted_from_day(read.point):
        return read._replace(point=None)
    return read


def counted_from_day(point: Point) -> bool:
    """Whether only a day of reference determines the dates of a point."""
    return point.shifted or point.offset is not None or point.weekday is not None or point.week is not None


def _head(text: str, match: re.Match[str], before: Read | None) -> Read | None:
    end, groups = match.end(), match.groupdict()
    if match["year"]:
        return Read(Point(integer(match["year"])), end, YEAR, YEAR, open=text[end - 1] not in "年度")
    if match["short"]:
        return _short_year(text, match, before)
    if match["republic"]:
        count = 1 if match["republic"] == "元" else integer(match["republic"])
        return Read(Point(_REPUBLIC + count), end, YEAR, YEAR) if count else None
    if match["relative"]:
        return Read(Point(RELATIVE[match["relative"]], True), end, YEAR, YEAR)
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
    if groups["day"]:
        return Read(Point(offset=DAYS[match["day"]]), end, YEAR, DAY, "shifted")
    if match["bare_weekday"]:
        return Read(Point(weekday=WEEKDAYS[match["bare_weekday"]]), end, YEAR, DAY, "shifted")
    alone = match["alone"]
    if alone[0] == "月":
        return Read(Point(0, True, month=0, shifted=True), end, YEAR, MONTH, "shifted")
    if alone[0] == "季":
        return Read(Point(0, True, quarter=0, shifted=True), end, YEAR, QUARTER, "shifted")
    return Read(Point(0, True), end, YEAR, YEAR, "year", "end" if alone == "岁末" else "")


def _short_year(text: str, match: re.Match[str], before: Read | None) -> Read | None:
    """Parses a year of two digits. It is a length if nothing says that it is a year."""
    said, end = match["short"], match.end()
    value = integer(said)
    year = value + (1900 if value >= 50 else 2000)
    if before is not None and before.point is not None and before.point.year and not before.point.relative:
        century = before.point.year // _CENTURY * _CENTURY
        year = century + value + (_CENTURY if century + value < before.point.year else 0)
    open_ = text[end - 1] not in "年度"
    if open_ or before is not None and before.top == YEAR or _YEAR_CONTEXT.match(text, end):
        return Read(Point(year), end, YEAR, YEAR, open=open_)
    number = read_number(said)
    bare = not said.isdecimal() and (number is None or number.value_max is None)
    late = value >= 50 and not _LENGTH_BEFORE.search(text, max(0, match.start() - 1), match.start()) and not _LENGTH_CONTEXT.match(text, end)
    if not (said[0] in "0〇零○" or bare or late):
        return None
    return Read(Point(year), end, YEAR, YEAR, "shifted", short=True)


_YEAR_CONTEXT = re.compile(rf"的?(?:{p.PART.pattern})|以后|以来|起(?!草|点|步|来)|版|年?(?:[初底末]|伊始)|年中")
_LENGTH_CONTEXT = re.compile("以?来|之?内|以内|时间|期|间|以上|以下|左右|[多余个]|的?历史|产|使用|经营|承包|租|[之以]?[前后]")
_LENGTH_BEFORE = re.compile("[满近约达过限为长立校国党军历经整于后来去每第延前隔逢权续]")


def _decade(match: re.Match[str]) -> Read | None:
    end, century = match.end(), match["century"]
    tens = match["tens"] or (match["decade"] or "")[-2:]
    years = 10 if tens else _CENTURY
    year = 0
    if tens:
        year = int(tens) if tens.isdecimal() else integer(tens)
        year = year * 10 if year < 10 else year
    if century in ("上", "上个", "本"):
        return Read(Point(year, True, years, century=0 if century == "本" else -1), end, YEAR, YEAR, "decade")
    if century:
        base = (integer(century) - 1) * _CENTURY
    elif len(match["decade"]) > 3 or len(match["decade"]) == 3:
        base = integer(match["decade"][:2]) * _CENTURY
    else:
        base = 1900 if year > 20 else 2000
    return Read(Point(base + year, years=years), end, YEAR, YEAR, "decade") if base >= 1000 else None


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


def _parts(text: str, read: Read, before: Read | None) -> Read:
    """Applies the parts that follow, each smaller than the one before it."""
    while read.point is not None and read.point.offset is None and read.point.weekday is None:
        position = read.end + (text.startswith("的", read.end) and read.bottom < DAY)
        match = (p.PART if read.bottom < MONTH else p.SMALL_PART).match(text, position)
        new = _part(text, match, read, before) if match else None
        if new is None:
            break
        read = new
        if read.open:
            break
    spoken = p.CHINESE_DAY.match(text, read.end) if read.bottom == MONTH and read.point and not read.open else None
    if spoken and read.point:  # 八月十五 without a year is as often of the lunar calendar
        named = read.top == YEAR and not read.point.relative
        return read._replace(point=read.point._replace(day=integer(spoken[0])) if named else None, end=spoken.end(), bottom=DAY)
    if read.bottom == DAY and read.top < DAY and read.point and (read.point.day or read.point.offset is not None):
        clock = p.CLOCK.match(text, read.end)
        if clock:
            read = read._replace(end=clock.end())
    return read


def _part(text: str, match: re.Match[str], read: Read, before: Read | None) -> Read | None:
    point, end = read.point, match.end()
    assert point is not None  # noqa: S101
    first = read.top == DAY
    top, last = read.top, text[end - 1]

    def grown(grain: int, new: Point | None, *, open_: bool = False) -> Read | None:
        if not first and grain <= read.bottom:
            return None
        return read._replace(point=new, end=end, top=grain if first else top, bottom=grain, open=open_)

    large = match.re is p.PART
    if large and match["half"]:
        return grown(HALF, point._replace(half=_HALVES[match["half"][0]]))
    if large and match["quarter"]:
        return grown(QUARTER, _quarter(point, integer(match["quarter"]), 1), open_=last != "度")
    if large and (match["season"] or match["edge_quarter"]):
        number = _EDGE_QUARTERS.get(match["edge_quarter"]) or integer(match["season"])
        return None if first and last == "季" else grown(QUARTER, _quarter(point, number, 1))
    if large and match["quarters"]:
        return grown(QUARTER, _quarter(point, integer(match["quarters"][0]), 2))
    if large and match["month"]:
        return grown(MONTH, _month(point, match["month"]), open_=last not in "月份")
    if match["tens"]:
        tens = [_TENS[c] for c in match["tens"] if c in _TENS]
        new = point._replace(ten=tens[0]) if len(tens) == 1 else point._replace(span=(10 * tens[0] - 9, 10 * tens[1] + (tens[1] == 3)))
        return grown(TEN, new) if _has_month(read, before) else None
    if match["half_month"]:
        return grown(TEN, point._replace(span=(1, 15) if _HALVES[match["half_month"][0]] == 1 else (16, 31))) \
            if _has_month(read, before) else None
    if match["day"]:
        if not _has_month(read, before):
            return None
        day = integer(match["day"])
        return grown(DAY, point._replace(day=day) if 1 <= day <= 31 else None, open_=last not in "日号" and match["open"] is None)
    if match["festival"]:
        month, day = {**FESTIVALS, **SHORT_FESTIVALS}[match["festival"].strip("“”")]
        new_read = grown(DAY, point._replace(month=month, day=day)) if read.bottom == YEAR else None
        return new_read._replace(festival=True, rule="festival" if first else read.rule, top=MONTH if first else top) if new_read else None
    return _counted(match, read, grown, first)


def _has_month(read: Read, before: Read | None) -> bool:
    return before is not None and before.bottom >= MONTH if read.top == DAY else read.bottom == MONTH


def _quarter(point: Point, number: int, count: int) -> Point | None:
    if point.half:
        if not 2 * point.half - 1 <= number <= 2 * point.half:
            return None
        point = point._replace(half=None)
    return point._replace(quarter=number, quarters=count)


def _month(point: Point, said: str) -> Point | None:
    both = p.BOTH_MONTHS.fullmatch(said)
    if both and integer(both["b"]) == integer(both["a"]) + 1:
        number, count = integer(both["a"]), 2
    else:
        number, count = integer(said), 1
    first, most = _months(point)
    inside = 1 <= number <= 12 and (point.shifted or first <= number and number + count <= first + most)
    return point._replace(month=number, months=count, half=None, quarter=None) if inside else None


def _months(point: Point) -> tuple[int, int]:
    """Returns the first month and the number of months of a point."""
    if point.half:
        return 6 * point.half - 5, 6
    if point.quarter:
        return 3 * point.quarter - 2, 3 * point.quarters
    return (1, 12) if point.month is None else (point.month, point.months)


def _counted(match: re.Match[str], read: Read, grown: object, first: bool) -> Read | None:
    """Applies a counted part: 第二个月, 前三季度, 最后五天, 首周, 第一个星期一."""
    order, unit, point = match["order"], match["counted"], read.point
    assert point is not None and callable(grown)  # noqa: S101
    count = integer(match["count"]) if match["count"] else 1 if order in ("首", "末") else 0
    if not count or order == "首" and match["count"]:
        return None
    nth, back = order in ("第", "首", "倒数第"), order in ("后", "最后", "末", "倒数第")
    if unit in ("季度", "月", "月份"):
        if unit == "月份" or unit == "月" and order == "前" and count > 2 and not match["classifier"]:
            return None
        return _counted_months(read, grown, first, unit, count, nth, back)
    if first:
        return None
    if unit in ("天", "日"):
        if match["counted_day"]:
            return None
        size = 1
    elif match["counted_day"] or nth:
        day = WEEKDAYS[match["counted_day"]] if match["counted_day"] else None
        number = -count if back else count
        return grown(DAY, point._replace(picks=(*point.picks, Pick("week", number, number, day))))  # type: ignore[no-any-return]
    else:
        size = 7
    if nth:
        pick = Pick("day", -count if back else count, -count if back else count)
    else:
        pick = Pick("day", -count * size, -1) if back else Pick("day", 1, count * size)
    return grown(DAY, point._replace(picks=(*point.picks, pick)))  # type: ignore[no-any-return]


def _counted_months(read: Read, grown: object, first: bool, unit: str, count: int, nth: bool, back: bool) -> Read | None:
    point = read.point
    assert point is not None and callable(grown)  # noqa: S101
    if first and (nth or back):
        return None
    size, grain = (3, QUARTER) if unit == "季度" else (1, MONTH)
    number = 1 if nth else count
    if point.shifted:
        if point.quarter is None or size == 3 or count > 3:
            return None
        start = (3 - count if back else count - 1) if nth else 3 - count if back else 0
        return grown(MONTH, point._replace(picks=(*point.picks, Pick("month", start + 1, start + number))))  # type: ignore[no-any-return]
    begin, most = _months(point)
    start = begin + most - count * size if back else begin + (count - 1) * size if nth else begin
    if count * size > most:
        return grown(grain, None)  # type: ignore[no-any-return]
    if grain == QUARTER:
        new = point._replace(half=None, quarter=(start + 2) // 3, quarters=number)
    else:
        new = point._replace(half=None, quarter=None, quarters=1, month=start, months=number)
    return grown(grain, new)  # type: ignore[no-any-return]


def _tail(text: str, read: Read) -> Read:
    """Applies 初, 中, 底 and 末, with or without the unit before them (年底, 月初)."""
    point = read.point
    match = p.TAIL.match(text, read.end) if point is not None and read.bottom <= MONTH and not point.picks and not read.open else None
    if match is None or point is None:
        return read
    echo = match["echo"]
    if echo and {"年": YEAR, "月": MONTH, "季": QUARTER}[echo[0]] != read.bottom or read.tail:
        return read
    if match["leaves"] and (point.years != _CENTURY):
        return read
    if match["end"] and read.rule != "decade":
        return read._replace(end=match.end(), tail="end")
    new = _decade_part(point, match) if read.rule == "decade" else _position(point, read.bottom, match)
    return read._replace(point=new, end=match.end(), tail="end" if match["leaves"] else "start") if new else read


def _decade_part(point: Point, match: re.Match[str]) -> Point | None:
    assert point.year is not None  # noqa: S101
    if match["leaves"]:
        return point._replace(years=_CENTURY // 2 + 1)
    early, middle = (_EARLY_YEARS, 4) if point.years == 10 else (20, 60)
    if match["initial"]:
        return point._replace(years=early)
    if match["middle"]:
        return point._replace(year=point.year + early, years=middle)
    return point._replace(year=point.year + early + middle, years=point.years - early - middle)


def _position(point: Point, grain: int, match: re.Match[str]) -> Point | None:
    """Returns the beginning or the middle of a year, half-year, quarter or month."""
    start = match["initial"] is not None
    if start and match["initial"] not in ("初", "初期", "伊始") or match["middle"] == "中期":
        return None
    if grain == YEAR:
        return point._replace(month=1 if start else 6, months=1 if match["initial"] == "伊始" else 2) if point.years == 1 else None
    if grain == MONTH:
        return point._replace(span=(1, 5) if start else (11, 20)) if point.months == 1 else None
    if grain == QUARTER and point.shifted:
        return point._replace(picks=(Pick("month", *((1, 1) if start else (2, 2))),))
    first, count = _months(point)
    return point._replace(half=None, quarter=None, quarters=1, month=first if start else first + (count - 1) // 2,
                          months=1 if start or count == 3 else 2)

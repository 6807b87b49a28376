"""The parts of a point of time: a text and what was read before them in, the smaller point out.

Every part is of a grain (half-year, quarter, month, third of a month, day) and fits behind any coarser one. What 初 and 中 name follows
JioNLP (`time_parser`): 年初 is January and February, 月初 the first five days, 季初 the first month of three, 伊始 of a year January, and a
century begins with its year 0. Here 年中 is June and July, and 月中 the days 11 to 20.
"""
from __future__ import annotations

import re
from typing import Literal, NamedTuple

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.grammar.times import patterns as p
from kexie_nlp.grammar.times.days import Pick
from kexie_nlp.grammar.times.models import Point
from kexie_nlp.grammar.times.words import FESTIVALS, SHORT_FESTIVALS, WEEKDAYS

YEAR, HALF, QUARTER, MONTH, TEN, DAY = range(6)  # grains, coarse to fine
CENTURY = 100
_TENS = {"上": 1, "中": 2, "下": 3}
_HALVES = {"上": 1, "前": 1, "下": 2, "后": 2}
_EDGE_QUARTERS = {"首": 1, "末": 4}
_EARLY_YEARS = 3
_ZEROS = str.maketrans("0Oo", "〇〇〇")
_BEFORE_LIST = frozenset("，；、。（在于")
_LISTED = re.compile("[^、和与及月份第]+")
_LAST_DAY = Pick("day", -1, -1)


class Read(NamedTuple):
    """A point that ends at `end`; `point` is None for an impossible date.

    `top` and `bottom` are its coarsest and its finest grain; `tail` is `end` behind 底 or 末, `start` behind 初 or 中. `rule` is that of
    the times (date, month, shifted, year). `open` is set if its last number has no unit of its own (2016 in 2016至2018年), `short` for
    a year of two digits that may also be a length. `next` is set for 次年, `republic` for a year of the Republic.
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
    next: bool = False
    republic: bool = False

    @property
    def last_day(self) -> Read:
        """The point as the beginning of an interval: behind 底 and 末 its last day, else the point itself."""
        if self.tail != "end" or self.point is None:
            return self
        return self._replace(point=self.point._replace(picks=(*self.point.picks, _LAST_DAY)))


def integer(text: str) -> int:
    """Returns a whole number in digits or Chinese numerals, also those of 二0二五 and 二O二五; 0 for anything else."""
    return int(text) if text.isdecimal() else chinese_integer(text.translate(_ZEROS)) or 0


def consecutive(numbers: list[int]) -> bool:
    """Whether each number is the one before it plus 1."""
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def add_parts(text: str, read: Read, before: Read | None) -> Read:
    """Applies the parts that follow, each smaller than the one before it."""
    while read.point is not None and read.point.offset is None and read.point.weekday is None:
        position = read.end + (text.startswith("的", read.end) and read.bottom < DAY)
        if text.startswith("中的第", read.end):
            position += len("中的")  # 一年中的第二个月
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
        for behind in (p.DAY_NAME, p.CLOCK):
            match = behind.match(text, read.end)
            read = read._replace(end=match.end()) if match else read
    return read


def _part(text: str, match: re.Match[str], read: Read, before: Read | None) -> Read | None:
    """Returns the point with one more part; None if the part does not fit behind it."""
    point, last = read.point, text[match.end() - 1]
    if point is None:
        return None
    if match.re is p.PART:
        if match["half"]:
            return _grown(read, match, HALF, point._replace(half=_HALVES[match["half"][0]]))
        if match["quarter"]:
            return _grown(read, match, QUARTER, _quarter(point, integer(match["quarter"]), 1), open_=last != "度")
        if match["season"] or match["edge_quarter"]:
            number = _EDGE_QUARTERS.get(match["edge_quarter"]) or integer(match["season"])
            return None if read.top == DAY and last == "季" else _grown(read, match, QUARTER, _quarter(point, number, 1))
        if match["letter_quarter"]:
            return _grown(read, match, QUARTER, _quarter(point, int(match["letter_quarter"]), 1)) if read.top != DAY or before else None
        if match["listed_quarters"] or match["listed_months"]:
            return _listed(text, read, match)
        if match["quarters"]:
            return _grown(read, match, QUARTER, _quarter(point, integer(match["quarters"][0]), 2))
        if match["month"]:
            return _grown(read, match, MONTH, _month(point, match["month"]), open_=last not in "月份")
    if match["festival"]:
        return _festival(read, match)
    if match["order"]:
        return _counted(read, match)
    return _of_month(read, match, last) if _has_month(read, before) else None


def _grown(read: Read, match: re.Match[str], grain: int, point: Point | None, *, open_: bool = False) -> Read | None:
    """Returns a read with a point of a finer grain, None if the grain is not finer. `point` is None for an impossible part."""
    if read.top != DAY and grain <= read.bottom:
        return None
    return read._replace(point=point, end=match.end(), top=grain if read.top == DAY else read.top, bottom=grain, open=open_)


def _of_month(read: Read, match: re.Match[str], last: str) -> Read | None:
    """Applies a third or a half of a month, or a day."""
    point = read.point or Point()
    if match["tens"]:
        first, *more = (_TENS[c] for c in match["tens"] if c in _TENS)
        end = 31 if more == [3] else 10 * more[0] if more else 0
        return _grown(read, match, TEN, point._replace(span=(10 * first - 9, end)) if more else point._replace(ten=first))
    if match["half_month"]:
        return _grown(read, match, TEN, point._replace(span=(1, 15) if _HALVES[match["half_month"][0]] == 1 else (16, 31)))
    day = integer(match["day"])
    if match["open"] is not None and read.top == DAY:
        return None
    return _grown(read, match, DAY, point._replace(day=day) if 1 <= day <= 31 else None, open_=last not in "日号" and match["open"] is None)


def _festival(read: Read, match: re.Match[str]) -> Read | None:
    if read.bottom != YEAR or read.point is None:
        return None
    month, day = {**FESTIVALS, **SHORT_FESTIVALS}[match["festival"].strip("“”")]
    rule = "festival" if read.top == DAY else read.rule
    grown = _grown(read, match, DAY, read.point._replace(month=month, day=day))
    return grown._replace(festival=True, rule=rule, top=min(grown.top, MONTH)) if grown else None


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


def _listed(text: str, read: Read, match: re.Match[str]) -> Read | None:
    """Applies neighbouring quarters or months of a year (二、三季度); others are no single period and refused."""
    said = match["listed_quarters"] or match["listed_months"]
    before = text[max(0, match.start() - 1):match.start()]
    if read.point is None or read.bottom != YEAR or read.top == DAY and not before.isalnum() and before not in _BEFORE_LIST:
        return None  # 1、5月 may begin with the marker of a line
    numbers = [integer(number) for number in _LISTED.findall(said)]
    run = consecutive(numbers)
    if match["listed_quarters"]:
        return _grown(read, match, QUARTER, _quarter(read.point, numbers[0], len(numbers)) if run else None)
    inside = run and numbers[0] >= 1 and numbers[-1] <= 12
    return _grown(read, match, MONTH, read.point._replace(month=numbers[0], months=len(numbers)) if inside else None)


def _counted(read: Read, match: re.Match[str]) -> Read | None:
    """Applies a counted part: 第二个月, 前三季度, 最后五天, 首周, 第一个星期一."""
    order, unit, point, alone = match["order"], match["counted"], read.point or Point(), read.top == DAY
    count = integer(match["count"]) if match["count"] else 1 if order in ("首", "末") else 0
    if not count or order == "首" and match["count"]:
        return None
    nth, back = order in ("第", "首", "倒数第"), order in ("后", "最后", "末", "倒数第")
    if unit in ("季度", "月", "月份"):
        if unit == "月份" or alone and (nth or back) or order == "前" and unit == "月" and count > 2 and not match["classifier"]:
            return None
        return _counted_months(read, match, 3 if unit == "季度" else 1, count, nth, back)
    if alone or match["counted_day"] and unit in ("天", "日"):
        return None
    if unit not in ("天", "日") and (nth or match["counted_day"]):
        day = WEEKDAYS[match["counted_day"]] if match["counted_day"] else None
        number = -count if back else count
        pick = Pick("week", number, number, day)
    else:
        weeks = unit not in ("天", "日")
        size = count * 7 if weeks and back and read.bottom > YEAR else count
        grain: Literal["day", "week"] = "week" if weeks and size == count else "day"
        pick = Pick(grain, -size, -size if nth else -1) if back else Pick(grain, size if nth else 1, size)
    return _grown(read, match, DAY, point._replace(picks=(*point.picks, pick)))


def _counted_months(read: Read, match: re.Match[str], size: int, count: int, nth: bool, back: bool) -> Read | None:
    """Applies the counted months or quarters (`size` months each) of a year or of a part of one."""
    point, number, grain = read.point or Point(), 1 if nth else count, QUARTER if size == 3 else MONTH
    if point.shifted:
        if point.quarter is None or size == 3 or count > 3:
            return None
        start = (4 - count if back else count) if nth else 4 - count if back else 1
        return _grown(read, match, MONTH, point._replace(picks=(*point.picks, Pick("month", start, start + number - 1))))
    begin, most = _months(point)
    if count * size > most:
        return _grown(read, match, grain, None)
    start = begin + most - count * size if back else begin + (count - 1) * size if nth else begin
    point = point._replace(half=None, quarter=None, quarters=1)
    if grain == QUARTER:
        return _grown(read, match, QUARTER, point._replace(quarter=(start + 2) // 3, quarters=number))
    preceding = order_alone(read, match)
    return _grown(read, match, MONTH, point._replace(month=start, months=number, preceding=preceding))


def order_alone(read: Read, match: re.Match[str]) -> bool:
    """Whether 前N个月 stands without a year: the first months of a year, but the last ones for a day of reference. 前两月 are always the
    first ones."""
    return read.top == DAY and match["order"] == "前" and match["classifier"] is not None


def add_position(text: str, read: Read) -> Read:
    """Applies 初, 中, 底 and 末, with or without the unit before them (年底, 月初)."""
    point = read.point
    match = p.TAIL.match(text, read.end) if point is not None and read.bottom <= MONTH and not point.picks and not read.open else None
    if match is None or point is None:
        return read
    echo = match["echo"]
    if echo and {"年": YEAR, "月": MONTH, "季": QUARTER}[echo[0]] != read.bottom or read.tail:
        return read
    if match["leaves"] and (point.years != CENTURY):
        return read
    if match["end"] and read.rule != "decade":
        return read._replace(end=match.end(), tail="end")
    new = _decade_part(point, match) if read.rule == "decade" else _position(point, read.bottom, match)
    return read._replace(point=new, end=match.end(), tail="end" if match["leaves"] else "start") if new else read


def _decade_part(point: Point, match: re.Match[str]) -> Point | None:
    year = point.year or 0
    if match["leaves"]:
        return point._replace(years=CENTURY // 2 + 1)
    early, middle = (_EARLY_YEARS, 4) if point.years == 10 else (20, 60)
    if match["initial"]:
        return point._replace(years=early)
    if match["middle"]:
        return point._replace(year=year + early, years=middle)
    return point._replace(year=year + early + middle, years=point.years - early - middle)


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

"""Calendar periods in every style, each with its first and last day; nothing of the grammar is used.

A period is written as year × part; both are made here, and `time_forms` combines them with bounds, ranges, lengths and windows.
"""
from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from generated_prose import BREAK, JOINT
from numeral_styles import DIGITS, ten

Days = tuple[date, date]
Length = tuple[tuple[Decimal, ...], tuple[Decimal, ...] | None]  # months, days and hours, and the upper end of a range
ONE = timedelta(days=1)
_ZERO = "〇一二三四五六七八九"
RELATIVE = (("今年", 0), ("明年", 1), ("去年", -1), ("本年", 0), ("来年", 1), ("后年", 2), ("前年", -2), ("本年度", 0))


class Year(NamedTuple):
    """A year as written; `needs` is what it takes to know it: nothing, or the anchor's year."""
    text: str
    number: int
    needs: str = ""
    form: str = ""


class Part(NamedTuple):
    """A part of a year: `days` are its first and last; `deadline` for 年底 and 月末, which have no first day; `grain` orders parts."""
    text: str
    days: Days
    form: str
    grain: str
    deadline: bool = False


class Said(NamedTuple):
    """A time as written. `lead` is the word of direction before its core; `needs`: nothing, year or day."""
    text: str
    first: date | None
    last: date | None
    needs: str
    form: dict[str, str]
    lead: str = ""
    length: Length | None = None


def bounded(days: Days, edge: str) -> tuple[date | None, date | None]:
    first, last = days
    return {"within": (first, last), "before": (None, last), "since": (first, None), "after": (last + ONE, None)}[edge]


def month_days(year: int, first: int, last: int | None = None) -> Days:
    last = last or first
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def number(n: int, chinese: bool) -> str:
    """A small number; two is 二, as in months and ordinals."""
    return ten(n) if chinese else str(n)


def count(n: int, chinese: bool) -> str:
    """A small number before a measure word; two is 两."""
    return "两" if chinese and n == 2 else number(n, chinese)


def year(r: Random, base: int, chinese: bool) -> Year:
    """A year with four digits, two digits or by its relation to the year `base`; or none."""
    how = r.choice(("full",) * 5 + ("relative",) * 2 + ("none",) * 3 + ("two", "before a month", "spoken", "republic"))
    if how == "none":
        return Year("", base, "year", "none")
    if how == "relative":
        text, offset = r.choice(RELATIVE)
        return Year(text, base + offset, "year", "relative")
    if how == "two":
        return two_digits(r)
    if how == "before a month":
        n = r.randint(10, 49)
        return Year(f"{n}年", n + 2000, "", "two digits before a month")
    if how == "spoken":
        n = r.randint(2001, 2009)
        return Year(f"{r.choice('两二')}千零{DIGITS[n - 2000]}{JOINT}年", n, "", "spoken")
    if how == "republic":
        n = r.randint(80, 114)
        return Year(f"民国{n}年", n + 1911, "", "republic")
    n = r.randint(1985, 2035)
    return Year(full(r, n, chinese) + JOINT + "年", n, "", "full chinese" if chinese else "full")


def full(r: Random, n: int, chinese: bool) -> str:
    if not chinese:
        return str(n)
    zero = r.choice("〇零")
    return BREAK.join(zero if d == "0" else _ZERO[int(d)] for d in str(n))


def two_digits(r: Random) -> Year:
    """07年, 98年, 零六年, 九八年; no pair that is also a count of years (三四年, 三五年)."""
    if r.random() < 0.5:
        n = r.choice((*range(0, 10), *range(51, 100)))
        return Year(f"{n:02}年", n + (2000 if n < 50 else 1900), "", "two digits")
    n = r.choice([n for n in (*range(1, 10), *range(12, 20), *range(80, 100)) if n % 10 not in (n // 10 + 1, 0) and n != 35])
    first = "零" if n < 10 else DIGITS[n // 10]
    return Year(f"{first}{DIGITS[n % 10]}年", n + (2000 if n < 50 else 1900), "", "two chinese digits")


def part(r: Random, y: int, chinese: bool, named: bool) -> Part:
    """A part of the year `y`; `named`: a year is written before it."""
    makers = (_half, _quarter, _month, _month, _month, _tenth, _day, _day, _day, _deadline, _deadline, _start, _middle, *(
        (_neighbours, _first_quarter, _nth, _first, _last, _whole, _whole) if named else ()))
    return r.choice(makers)(r, y, chinese, named)


def _whole(r: Random, y: int, chinese: bool, named: bool) -> Part:
    return Part("", month_days(y, 1, 12), "year", "year")


def _half(r: Random, y: int, chinese: bool, named: bool) -> Part:
    text, first = r.choice((("上半年", 1), ("下半年", 7), ("前半年", 1), ("后半年", 7)) if named else (("上半年", 1), ("下半年", 7)))
    return Part(text, month_days(y, first, first + 5), "half", "half")


def _quarter(r: Random, y: int, chinese: bool, named: bool) -> Part:
    n = r.randint(1, 4)
    text = f"{r.choice(('', '第'))}{number(n, r.random() < 0.7)}{JOINT}季度"
    return Part(text, month_days(y, 3 * n - 2, 3 * n), "quarter", "quarter")


def _neighbours(r: Random, y: int, chinese: bool, named: bool) -> Part:
    """二、三季度, 3、4月: behind a year, elsewhere the first may be the marker of a line."""
    unit, size, most = r.choice((("季度", 3, 4), ("月", 1, 12)))
    n, mark = r.randint(1, most - 1), r.choice("、和")
    days = month_days(y, size * n - size + 1, size * n + size)
    return Part(f"{number(n, chinese)}{mark}{number(n + 1, chinese)}{unit}", days, "neighbours", "month")


def _first_quarter(r: Random, y: int, chinese: bool, named: bool) -> Part:
    text, first, last = r.choice((("首季度", 1, 3), ("末季度", 10, 12), ("首月", 1, 1)))
    return Part(text, month_days(y, first, last), text, "month" if text == "首月" else "quarter")


def month_text(n: int, chinese: bool) -> str:
    return f"{number(n, chinese)}{JOINT}月"


def _month(r: Random, y: int, chinese: bool, named: bool) -> Part:
    n = r.randint(1, 12)
    if r.random() < 0.12:
        text, last = r.choice((("上半月", 15), ("下半月", None)))
        end = last or monthrange(y, n)[1]
        return Part(month_text(n, chinese) + text, (date(y, n, 1 if last else 16), date(y, n, end)), "half month", "tenth")
    return Part(month_text(n, chinese) + ("份" if r.random() < 0.2 else ""), month_days(y, n), "month", "month")


def _tenth(r: Random, y: int, chinese: bool, named: bool) -> Part:
    n, (text, first, last) = r.randint(1, 12), r.choice((("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 0)))
    return Part(month_text(n, chinese) + text, (date(y, n, first), date(y, n, last or monthrange(y, n)[1])), "旬", "tenth")


def _day(r: Random, y: int, chinese: bool, named: bool) -> Part:
    n = r.randint(1, 12)
    d = r.randint(1, monthrange(y, n)[1] if named else min(28, monthrange(y, n)[1]))
    day = date(y, n, d)
    return Part(f"{month_text(n, chinese)}{JOINT}{number(d, chinese)}{JOINT}{r.choice('日日号')}", (day, day), "day", "day")


def _deadline(r: Random, y: int, chinese: bool, named: bool) -> Part:
    how = r.choice(("year", "year", "month", "month", "quarter")) if named else r.choice(("month", "month", "quarter", "year"))
    if how == "year":
        return Part(r.choice(("底", "末", "年底")) if named else r.choice(("年底", "年末")), month_days(y, 1, 12), "年底", "year", True)
    n = r.randint(1, 12)
    if how == "quarter":
        n = (n + 2) // 3
        return Part(f"{number(n, True)}季度末", month_days(y, 3 * n - 2, 3 * n), "季末", "quarter", True)
    return Part(month_text(n, chinese) + r.choice("底末"), month_days(y, n), "月底", "month", True)


def _start(r: Random, y: int, chinese: bool, named: bool) -> Part:
    if r.random() < 0.5:
        if named and r.random() < 0.5:
            return Part("伊始", month_days(y, 1), "伊始", "month")
        return Part("初" if named else "年初", month_days(y, 1, 2), "年初", "month")
    if r.random() < 0.25:
        n = r.randint(1, 4)
        return Part(f"{number(n, True)}季度初", month_days(y, 3 * n - 2), "季初", "month")
    n = r.randint(1, 12)
    return Part(month_text(n, chinese) + "初", (date(y, n, 1), date(y, n, 5)), "月初", "tenth")


def _middle(r: Random, y: int, chinese: bool, named: bool) -> Part:
    if named or r.random() < 0.5:
        return Part("年中", month_days(y, 6, 7), "年中", "month")
    n = r.randint(1, 12)
    return Part(month_text(n, chinese) + "中旬", (date(y, n, 11), date(y, n, 20)), "中旬", "tenth")  # 1月中 is also in January


def _nth(r: Random, y: int, chinese: bool, named: bool) -> Part:
    n, half = r.randint(1, 6), r.choice(("", "", "上半年", "下半年"))
    month = n + (6 if half == "下半年" else 0)
    return Part(f"{half}{'的' if r.random() < 0.3 else ''}第{number(n, chinese)}个月", month_days(y, month), "nth month", "month")


def _first(r: Random, y: int, chinese: bool, named: bool) -> Part:
    n = r.randint(2, 3)
    if r.random() < 0.4:
        return Part(f"前{'两' if n == 2 else '三'}{r.choice(('季度', '个季度'))}", month_days(y, 1, 3 * n), "first quarters", "part")
    n = r.randint(2, 9)
    return Part(f"前{count(n, chinese)}{JOINT}个月", month_days(y, 1, n), "first months", "part")


def _last(r: Random, y: int, chinese: bool, named: bool) -> Part:
    if r.random() < 0.5:
        n = r.randint(2, 5)
        return Part(f"{r.choice(('最后', '后'))}{count(n, chinese)}{JOINT}个月", month_days(y, 13 - n, 12), "last months", "part")
    month, n = r.randint(1, 12), r.randint(2, 10)
    last = date(y, month, monthrange(y, month)[1])
    if r.random() < 0.5:
        return Part(f"{month_text(month, chinese)}最后{count(n, chinese)}{JOINT}天", (last - timedelta(days=n - 1), last), "last days",
                    "part")
    return Part(f"{month_text(month, chinese)}前{count(n, chinese)}{JOINT}天", (date(y, month, 1), date(y, month, n)), "first days", "part")

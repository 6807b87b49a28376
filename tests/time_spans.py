"""Lengths, windows from the anchor's day, days and weeks relative to it, and rarer periods: 一年半, 三年内, 下周三, 教师节, 90年代."""
from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import time_styles as styles
from generated_prose import JOINT, ROOM
from numeral_styles import DIGITS
from time_styles import ONE, Days, Said, bounded

D = Decimal
FESTIVALS = (("国庆节", 10, 1), ("元旦", 1, 1), ("五一劳动节", 5, 1), ("教师节", 9, 10), ("植树节", 3, 12), ("全国科技工作者日", 5, 30),
             ("七一", 7, 1), ("八一", 8, 1), ("六一", 6, 1), ("三八", 3, 8))

# written after the count, and its months, days and hours
_UNITS = (("年", (12, 0, 0)), ("个月", (1, 0, 0)), ("周", (0, 7, 0)), ("天", (0, 1, 0)), ("个季度", (3, 0, 0)), ("个星期", (0, 7, 0)))


def _times(n: Decimal, unit: tuple[int, ...]) -> tuple[Decimal, ...]:
    return tuple(n * D(u) for u in unit)


def _plus(a: tuple[Decimal, ...], b: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    return tuple(x + y for x, y in zip(a, b, strict=True))


def _counted(r: Random, most: int = 30) -> tuple[str, int, bool]:
    n, chinese = r.randint(1, most), r.random() < 0.6
    return styles.count(n, chinese), n, chinese


def length(r: Random, day: date) -> Said:
    """三年, 一年半, 两年零三个月, 两天又一个月, 三五年, 3—5年, 半年."""
    how = r.choice(("one", "one", "half", "halves", "sum", "sum", "range", "adjacent", "hours"))
    unit, size = r.choice(_UNITS)
    top: tuple[Decimal, ...] | None = None
    if how == "half":
        text, length = r.choice((
            ("半年", _times(D(6), (1, 0, 0))), ("半天", _times(D("0.5"), (0, 1, 0))), ("半个月", _times(D("0.5"), (1, 0, 0)))))
    elif how == "halves":
        word, n, chinese = _counted(r, 9)
        word = word if chinese else str(n)
        unit, size = r.choice((("年半", (12, 0, 0)), ("个半月", (1, 0, 0)), ("天半", (0, 1, 0))))
        text, length = word + unit, _times(n + D("0.5"), size)
    elif how == "sum":
        (unit2, size2) = r.choice([u for u in _UNITS[:4] if u[1] != size])
        (a, m, chinese), k = _counted(r, 20), r.randint(1, 21)
        b = styles.count(k, chinese)
        joint = r.choice(("零", "又", "外加", "加", "") if size > size2 else ("又", "外加"))
        text, length = f"{a}{unit}{joint}{b}{unit2}", _plus(_times(D(m), size), _times(D(k), size2))
    elif how == "range":
        a, b = sorted(r.sample(range(1, 31), 2))
        chinese = r.random() < 0.5
        if unit == "年" and a > 9:  # 11—20年 is also 2011 to 2020
            unit, size = "个月", (1, 0, 0)
        dash = r.choice("至到" if chinese else "-—~至到")
        text = f"{styles.count(a, chinese)}{ROOM}{dash}{ROOM}{styles.number(b, chinese)}{JOINT}{unit}"
        length, top = _times(D(a), size), _times(D(b), size)
    elif how == "adjacent":
        pair = r.choice(("一两", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"))
        a, b = ((DIGITS.index(c) if c != "两" else 2) for c in pair)
        text, length, top = pair + unit, _times(D(a), size), _times(D(b), size)
    elif how == "hours":
        word, n, _ = _counted(r, 48)
        text, length = word + JOINT + r.choice(("小时", "个小时")), _times(D(n), (0, 0, 1))
    else:
        word, n, _ = _counted(r)
        text, length = word + JOINT + unit, _times(D(n), size)
    return Said(text, None, None, "", {"length": how, "unit": unit}, length=(length, top))


def _shift(day: date, months: int, days: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, monthrange(index // 12, index % 12 + 1)[1])) + timedelta(days=days)


def window(r: Random, day: date) -> Said:
    """N年内, 用N年时间, 未来N年, 近N年: from the anchor's day on or back."""
    how = r.choice(("内", "内", "用", "ahead", "ahead", "back", "back"))
    unit, (months, days, _) = r.choice(_UNITS)
    word, n, _ = _counted(r, 12)
    text, m, k = word + JOINT + unit, months * n, days * n
    if r.random() < 0.25:
        whole, n, _ = _counted(r, 5)
        text, m, k = r.choice(((f"{whole}年半", 12 * n + 6, 0), ("半年", 6, 0)))
    if how in ("内", "用"):
        word = r.choice(("内", "之内", "以内"))
        said = text + word if how == "内" else f"用{text}{r.choice(('', '的'))}时间"
        form = {"window": word if how == "内" else how, "unit": unit}
        return Said(said, day, _shift(day, m, k), "day", form, "用" if how == "用" else "")
    if how == "ahead":
        word = r.choice(("未来", "今后", "将来", "接下来"))
        return Said(word + text, day, _shift(day, m, k) - ONE, "day", {"window": word, "unit": unit})
    word = r.choice(("近", "最近", "过去", "前", "上"))
    if word == "过去" and "年" in text:
        word = "近"  # 过去三年 has dates for a year as well
    if word in ("前", "上") and ("半" in text or unit in ("个月", "个季度") or text[0] == "一"):
        word = "近"
    first, last = _shift(day, -m, -k), day
    if word in ("前", "上") and text[-1] in "年天":  # whole years, and days before today
        first, last = (date(day.year - n, 1, 1), date(day.year - 1, 12, 31)) if text[-1] == "年" else (first, day - ONE)
    return Said(word + text, first, last, "day" if text[-1] != "年" or word not in ("前", "上") else "year", {"window": word, "unit": unit})


_DAYS = (("今日", 0), ("今天", 0), ("明天", 1), ("明日", 1), ("后天", 2), ("昨天", -1), ("昨日", -1), ("前天", -2), ("次日", 1))


def relative(r: Random, day: date) -> Said:
    """明天, 下周三, 本月底, 上季度, and 周三 alone; with a bound or without."""
    how = r.choice(("day", "week", "weekday", "weekday", "bare weekday", "month", "month", "quarter"))
    where, shift = r.choice((("本", 0), ("上", -1), ("下", 1)))
    make = {"day": _near_day, "month": _near_month, "quarter": _near_quarter}.get(how, _near_week)
    text, days, deadline = make(r, day, where, shift, how)
    after, edge = r.choice((("", "within"), ("", "within"), ("前", "before"), ("之前", "before"), ("起", "since"), ("以来", "since")))
    future = after == "以来" and days[0] >= day or text in ("前天", "昨天", "昨日") and edge == "before"
    if text[-1] in "初旬" and edge != "before" or future:
        after, edge = "", "within"
    if deadline:
        after, edge = after if edge == "before" else "", "before"
    first, last = bounded(days, edge)
    return Said(text + after, first, last, "day", {"relative": how, "bound": f"…{after}"})


Near = tuple[str, Days, bool]  # text, days, whether it is a deadline


def _near_day(r: Random, day: date, where: str, shift: int, how: str) -> Near:
    text, offset = r.choice(_DAYS)
    one = day + timedelta(days=offset)
    return text, (one, one), False


def _near_week(r: Random, day: date, where: str, shift: int, how: str) -> Near:
    monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * shift)
    if how == "week":
        text = where + r.choice(("周", "个星期")) if shift else r.choice(("本周", "这周"))
        return text, (monday, monday + timedelta(days=6)), False
    n = r.randint(0, 6)
    name = r.choice(("周", "周", "星期")) + "一二三四五六日"[n]
    one = monday + timedelta(days=n) if how == "weekday" else day + timedelta(days=(n - day.weekday() - 1) % 7 + 1)
    return (where if how == "weekday" else "") + name, (one, one), False


def _near_month(r: Random, day: date, where: str, shift: int, how: str) -> Near:
    first = _shift(day.replace(day=1), shift, 0)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    tail = r.choice(("", "", "初", "底", "末", "中旬", "10日"))
    days = {"初": (1, 5), "中旬": (11, 20), "10日": (10, 10)}.get(tail, (1, last.day))
    text = where + (r.choice(("月", "个月")) if shift and not tail else "月") + tail
    return text, (first.replace(day=days[0]), first.replace(day=days[1])), tail in ("底", "末")


def _near_quarter(r: Random, day: date, where: str, shift: int, how: str) -> Near:
    index, tail = day.year * 4 + (day.month - 1) // 3 + shift, r.choice(("", "末"))
    days = styles.month_days(index // 4, index % 4 * 3 + 1, index % 4 * 3 + 3)
    return where + (r.choice(("季度", "个季度")) if shift else "季度") + tail, days, tail == "末"


def rare(r: Random, day: date) -> Said:
    """Festivals with a day, decades and centuries, five-year plans."""
    how = r.choice(("festival", "festival", "decade", "century", "plan"))
    if how == "festival":
        name, month, d = r.choice(FESTIVALS)
        n = r.randint(1995, 2030)
        text, y, needs = r.choice(((f"{n}年{name}", n, ""), (f"今年{name}", day.year, "year"), (name, day.year, "year")))
        after, edge = r.choice((("前", "before"), ("之前", "before"), ("之后", "after"), ("", "within")))
        if len(name) == 2 and name != "元旦" and not after:
            after, edge = "前", "before"
        first, last = bounded((date(y, month, d), date(y, month, d)), edge)
        return Said(text + after, first, last, needs, {"rare": name, "bound": f"…{after}"})
    if how == "decade":
        tens = r.randint(5, 9)
        word = f"{tens}0" if r.random() < 0.5 else f"{DIGITS[tens]}十"
        century = r.choice(("", "上世纪", "20世纪", "二十世纪"))
        text = century + word + "年代"
        if century == "上世纪":
            past = (day.year // 100 - 1) * 100 + 10 * tens
            return Said(text, date(past, 1, 1), date(past + 9, 12, 31), "year", {"rare": "last century"})
        return Said(text, date(1900 + 10 * tens, 1, 1), date(1909 + 10 * tens, 12, 31), "", {"rare": how})
    if how == "century":
        n = r.randint(19, 21)
        text = f"{styles.number(n, r.random() < 0.5)}世纪"
        return Said(text, date(100 * n - 100, 1, 1), date(100 * n - 1, 12, 31), "", {"rare": how})
    n = r.randint(12, 15)
    first = 2016 + 5 * (n - 13)
    tail = r.choice(("时期", "期间", "末"))
    name = f"“{styles.number(n, True)}五”"
    return Said(name + tail, date(first, 1, 1) if tail != "末" else None, date(first + 4, 12, 31), "", {"rare": f"plan {tail}"})

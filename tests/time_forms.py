"""Dates, periods, lengths and windows by a seed, with their days: year × part × bound × range × length × anchor × layout × sentence.

`case(seed)` makes the text and the truth in plain Python; the grammar is imported by the command line only:

    python tests/time_forms.py --seeds 2000
"""
from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

import time_styles as styles
from generated_prose import GAPS, JOINT, NAMES, ORDINALS, ROOM, SCRIPTS, TIMELESS, WIDTHS, embed, lay_out
from numeral_styles import DIGITS
from time_styles import Days, Part, Year

D = Decimal
Anchor = date | int | None
ONE = timedelta(days=1)


class Case(NamedTuple):
    """A text with one time that ends at `end` and starts at `start`, or at `core` if a word of direction (自, 到) stands before it.

    `first` and `last` are the interval, `known` is false if the anchor does not suffice: then no dates may be found.
    `length` is months, days and hours, with the upper end of a range of lengths.
    """
    seed: int
    text: str
    anchor: Anchor
    start: int
    core: int
    end: int
    first: date | None
    last: date | None
    known: bool
    length: tuple[tuple[Decimal, ...], tuple[Decimal, ...] | None] | None
    form: dict[str, str]


class Said(NamedTuple):
    """A time as written. `lead` is how many of its characters stand before its core; `needs`: nothing, year or day."""
    text: str
    first: date | None
    last: date | None
    needs: str
    form: dict[str, str]
    lead: str = ""
    length: tuple[tuple[Decimal, ...], tuple[Decimal, ...] | None] | None = None


CONTEXTS = (("S的整改工作，", "完成"), ("S计划", "办结"), ("完成时限：", "；"), ("S的任务，", "落实到位"), ("（", "）"), ("任务\t", "\t"), ("该项目", "实施，"), ("S，", "，"),
            ("名单", "公布。"), ("统计口径为", "。"), ("S的报告，", "提交"))
LENGTH_CONTEXTS = (("S连续工作", "，"), ("停产", "。"), ("S延长", "，"), ("培训共", "。"), ("课程需要", "，"), ("S整改用了", "，"), ("工程拖延", "。"), ("（", "）"))
DISTRACTORS = (*NAMES, *ORDINALS, *TIMELESS)
DASHES = ("-", "—", "——", "–", "~", "至", "到")
FESTIVALS = (("国庆节", 10, 1), ("元旦", 1, 1), ("五一劳动节", 5, 1), ("教师节", 9, 10), ("植树节", 3, 12), ("全国科技工作者日", 5, 30),
             ("七一", 7, 1), ("八一", 8, 1), ("六一", 6, 1), ("三八", 3, 8))


def case(seed: int) -> Case:
    """The case of a seed, the same on every machine."""
    r = Random(seed)
    day = date(r.randint(1995, 2030), r.randint(1, 12), r.randint(1, 28))
    kind = r.choice(("period",) * 5 + ("range",) * 4 + ("length", "length", "window", "window", "relative", "relative", "rare"))
    make = {"period": _period, "range": _range, "length": _length, "window": _window, "relative": _relative, "rare": _rare}[kind]
    said = make(r, day)
    anchor: Anchor = r.choice((day, day, day, day, day.year, day.year, None))
    known = said.needs == "" or said.needs == "year" and anchor is not None or said.needs == "day" and isinstance(anchor, date)
    script, width, gap = r.choice(SCRIPTS), r.choice(WIDTHS), r.choice(GAPS)
    expression = lay_out(r, said.text, script, width, gap)
    contexts = LENGTH_CONTEXTS if kind == "length" else CONTEXTS
    text, start, names = embed(r, expression, contexts, DISTRACTORS, script)
    known_as = "day" if isinstance(anchor, date) else "year" if anchor else "none"
    form = said.form | {"kind": kind, "anchor": known_as, "script": script, "width": width, "gap": gap} | {
        f"distractor {n}": name for n, name in enumerate(names)}
    core = start + len(said.lead)
    return Case(seed, text, anchor, start, core, start + len(expression), *((said.first, said.last) if known else (None, None)), known,
                said.length, form)


def _period(r: Random, day: date) -> Said:
    """One period with or without a bound."""
    chinese = r.random() < 0.3
    year, part = _dated(r, day.year, chinese)
    text = year.text + (JOINT if part.text else "") + part.text
    form = {"year": year.form, "part": part.form}
    needs = year.needs
    if r.random() < 0.06 and year.text and not part.deadline and part.form not in ("年初", "年中") and year.needs == "":
        return _after_and_before(text, part.days, year, form)
    bounds = [b for b in _BOUNDS if _suits(b, year, part) and not (b[1] in ("以来", "至今", "到现在") and part.days[0] > day)]
    before, after, edge = r.choice(bounds) if bounds and r.random() < 0.65 else ("", "", "within")
    if before == "" and after == "" and edge == "within" and part.deadline:
        edge = "before"
    first, last = _bounded(part.days, edge)
    return Said(before + text + after, first, last, needs, form | {"bound": f"{before}…{after}"}, before)


def _after_and_before(text: str, days: Days, year: Year, form: dict[str, str]) -> Said:
    """之后…之前: from the day after the first period to the end of the second year."""
    last = date(year.number + 3, 12, 31)
    return Said(f"{text}之后{last.year}年之前", days[1] + ONE, last, "", form | {"bound": "之后…之前"})


# before, after, edge
_BOUNDS = (
    ("", "前", "before"), ("", "前", "before"), ("", "之前", "before"), ("", "以前", "before"), ("到", "", "before"), ("截至", "", "before"), ("截止到", "", "before"),
    ("到", "前", "before"), ("", "起", "since"), ("自", "起", "since"), ("从", "起", "since"), ("", "以来", "since"), ("自", "以来", "since"),
    ("自从", "以来", "since"), ("", "开始", "since"), ("从", "开始", "since"), ("", "之后", "after"), ("", "以后", "after"), ("", "至今", "since"),
    ("自", "至今", "since"), ("", "到现在", "since"), ("", "期间", "within"), ("", "内", "within"))


def _suits(bound: tuple[str, str, str], year: Year, part: Part) -> bool:
    """Whether a bound is said of a period at all: 年底 is a deadline itself, and a part that starts with 前 bears no 前."""
    before, after, edge = bound
    if part.deadline:
        return edge == "before" and after in ("", "前", "之前")
    if part.form in ("年初", "月初", "季初", "月中", "年中"):
        return edge == "since" and after in ("以来", "起") and part.form == "年初" and part.text != "伊始"
    if part.form in ("first quarters", "first months", "last months", "first days", "last days", "nth month", "first quarter"):
        return False
    if year.needs == "year" and year.form == "relative" and edge != "before" and (year.text[0] in "后前" or after == "到现在"):
        return False
    if after in ("期间", "内"):
        return part.grain not in ("day",) and not (year.form.startswith("two") and part.form == "year")
    if before == "到" and not after:
        return part.grain in ("year", "month", "day") and bool(year.text)
    if part.form == "year" and year.form.startswith("two"):
        return after in ("以后", "以来", "起", "")
    return not (after == "前" and part.text.endswith("份"))


def _bounded(days: Days, edge: str) -> tuple[date | None, date | None]:
    first, last = days
    return {"within": (first, last), "before": (None, last), "since": (first, None), "after": (last + ONE, None)}[edge]


def _dated(r: Random, base: int, chinese: bool) -> tuple[Year, Part]:
    """Year and part that may stand together; two digits of a year below fifty need a month or the digits alone."""
    while True:
        year = styles.year(r, base, chinese)
        part = styles.part(r, year.number, chinese or year.form == "two chinese digits", bool(year.text))
        if year.form == "relative" and year.text.endswith("度") and part.text[:1] in ("初", "底", "末", "中", "年"):
            continue
        if year.form == "two digits before a month" and (part.text[:1] not in tuple("123456789") or part.grain not in ("month", "tenth", "day")):
            continue
        if not year.text and part.form == "year" or part.text.startswith("年") and year.text[-1:] == "度":
            continue
        if year.form == "none" and part.form == "first months" and part.days[1].month > 9:
            continue
        if part.form == "half" and part.text[0] in "前后" and (year.form == "relative" or "两" in year.text):
            continue
        return year, part


def _range(r: Random, day: date) -> Said:
    """A至B: both with years, or one of them without; days, months, quarters and years, also of different grain."""
    how = r.choice(("full", "full", "same year", "same month", "years", "short years", "next year", "dotted", "iso", "quarters", "two digits"))
    chinese = r.random() < 0.25
    form = {"range": how}
    y = r.randint(1990, 2030)
    named = r.random() < 0.7
    base = y if named else day.year
    needs = "" if named else "year"
    lead = f"{styles.full(r, y, chinese)}{JOINT}年{JOINT}" if named else ""
    if how == "same month":
        month, (a, b) = r.randint(1, 12), sorted(r.sample(range(1, 29), 2))
        mark = r.choice("日号")
        bare = r.random() < 0.4
        one = lead + f"{styles.month_text(month, chinese)}{JOINT}{styles.number(a, chinese)}{'' if bare else mark}"
        return _joined(r, one, f"{styles.number(b, chinese)}{mark}", date(base, month, a), date(base, month, b), needs, form, bare)
    if how == "same year":
        a, b = sorted(r.sample(range(1, 13), 2))
        if r.random() < 0.4:
            i, j = r.randint(1, 28), r.randint(1, 28)
            one, other = (f"{styles.month_text(m, chinese)}{styles.number(d, chinese)}日" for m, d in ((a, i), (b, j)))
            return _joined(r, lead + one, other, date(base, a, i), date(base, b, j), needs, form)
        bare = r.random() < 0.5 and not chinese
        one = lead + (str(a) if bare else styles.month_text(a, chinese))
        return _joined(r, one, styles.month_text(b, chinese) + r.choice(("", "份" if bare else "")), date(base, a, 1), styles.month_days(base, b)[1], needs,
                       form | {"range": "same year bare" if bare else how}, bare)
    if how == "quarters":
        a, b = sorted(r.sample(range(1, 5), 2))
        word = r.choice(("季度", ""))
        one = f"{lead}{styles.number(a, True)}{word}"
        return _joined(r, one, f"{styles.number(b, True)}季度", date(base, 3 * a - 2, 1), styles.month_days(base, 3 * b)[1], needs, form, not word)
    if how == "next year":
        a, b = r.randint(7, 12), r.randint(1, 6)
        one, other = lead + styles.month_text(a, chinese), f"次年{styles.month_text(b, chinese)}"
        return _joined(r, one, other, date(base, a, 1), styles.month_days(base + 1, b)[1], needs, form)
    last = y + r.randint(1, 9)
    if how == "years":
        tail, word = r.choice(("", "底", "末", "上半年")), r.choice(("年", "年", "年初"))
        end = date(last, 6, 30) if tail == "上半年" else date(last, 12, 31)
        one, other = f"{styles.full(r, y, chinese)}{JOINT}{word}", f"{styles.full(r, last, chinese)}{JOINT}年{tail}"
        return _joined(r, one, other, date(y, 1, 1), end, "", form)
    if how == "short years":
        text = r.choice((f"{styles.full(r, y, chinese)}{ROOM}{r.choice(DASHES)}{ROOM}{styles.full(r, last, chinese)}{JOINT}年", f"从{y}到{last}",
                         f"从{y}到{last}年"))
        before = "从" if text[0] == "从" else ""
        return Said(text, date(y, 1, 1), date(last, 12, 31), "", form, before)
    if how == "two digits":
        y = r.randint(1980, 1995)
        last, m = y + r.randint(1, 4), r.randint(1, 12)
        tail = r.choice(("", f"{m}月"))
        end = styles.month_days(last, m)[1] if tail else date(last, 12, 31)
        return Said(f"{y}{r.choice(('年', ''))}{r.choice('至到')}{last % 100}年{tail}", date(y, 1, 1), end, "", form)
    if how == "dotted":
        a, b = r.randint(1, 12), r.randint(1, 12)
        dash = r.choice(("-", "—", "–", "至"))
        return Said(f"{y}.{a:02}{ROOM}{dash}{ROOM}{last}.{b:02}", date(y, a, 1), styles.month_days(last, b)[1], "", form)
    if how == "iso":
        one, other = date(y, r.randint(1, 12), r.randint(1, 28)), date(last, r.randint(1, 12), r.randint(1, 28))
        mark = r.choice("-./")
        written = [f"{d.year}{mark}{d.month:02}{mark}{d.day:02}" for d in (one, other)]
        if r.random() < 0.4:
            return Said(written[0], one, one, "", {"range": "iso day"})
        return Said(f"{written[0]}{r.choice('至到')}{written[1]}", one, other, "", form)
    return _full_range(r, y, last, chinese)


def _full_range(r: Random, y: int, last: int, chinese: bool) -> Said:
    """Year and part on both sides; the grains may differ, and the first may start a period that the last ends."""
    while True:
        a, b = (styles.part(r, n, chinese, True) for n in (y, last))
        if not (a.deadline or {a.grain, b.grain} & {"part"} or a.form in ("nth month", "年中") or b.form in ("nth month", "年初", "年中", "月初", "季初", "月中")):
            break
    one, other = (f"{styles.full(r, n, chinese)}{JOINT}年{p.text}" for n, p in ((y, a), (last, b)))
    return _joined(r, one, other, a.days[0], b.days[1], "", {"range": "full", "from": a.form, "to": b.form})


def _joined(r: Random, one: str, other: str, first: date, last: date, needs: str, form: dict[str, str], close: bool = False) -> Said:
    """Both ends with what joins them; `close`: the first lacks its unit, so only a dash fits."""
    how = r.choice(("dash",) * 4 + ("between", "自", "从", "起")) if not close else "dash"
    if how == "between":
        text, before = f"{one}{r.choice('和与')}{other}之间", ""
    elif how == "自":
        text, before = f"自{one}起至{other}止", "自"
    elif how == "从":
        text, before = f"从{one}{r.choice('到至')}{other}", "从"
    elif how == "起":
        text, before = f"{one}起至{other}", ""
    else:
        text, before = f"{one}{ROOM}{r.choice(DASHES)}{ROOM}{other}", ""
    return Said(text, first, last, needs, form | {"joined": how}, before)


# written after the count, and its months, days and hours
_UNITS = (("年", (12, 0, 0)), ("个月", (1, 0, 0)), ("周", (0, 7, 0)), ("天", (0, 1, 0)), ("个季度", (3, 0, 0)), ("个星期", (0, 7, 0)))


def _times(n: Decimal, unit: tuple[int, ...]) -> tuple[Decimal, ...]:
    return tuple(n * D(u) for u in unit)


def _plus(a: tuple[Decimal, ...], b: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    return tuple(x + y for x, y in zip(a, b, strict=True))


def _counted(r: Random, most: int = 30) -> tuple[str, int, bool]:
    n, chinese = r.randint(1, most), r.random() < 0.6
    return styles.count(n, chinese), n, chinese


def _length(r: Random, day: date) -> Said:
    """三年, 一年半, 两年零三个月, 两天又一个月, 三五年, 3—5年, 半年."""
    how = r.choice(("one", "one", "half", "halves", "sum", "sum", "range", "adjacent", "hours"))
    unit, size = r.choice(_UNITS)
    top: tuple[Decimal, ...] | None = None
    if how == "half":
        text, length = r.choice((("半年", _times(D(6), (1, 0, 0))), ("半天", _times(D("0.5"), (0, 1, 0))), ("半个月", _times(D("0.5"), (1, 0, 0)))))
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
        text = f"{styles.count(a, chinese)}{ROOM}{r.choice(('-', '—', '~', '至', '到') if not chinese else ('至', '到'))}{ROOM}{styles.number(b, chinese)}{JOINT}{unit}"
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


def _window(r: Random, day: date) -> Said:
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
        return Said(said, day, _shift(day, m, k), "day", {"window": word if how == "内" else how, "unit": unit}, "用" if how == "用" else "")
    if how == "ahead":
        word = r.choice(("未来", "今后", "将来", "接下来", "下"))
        if word == "下" and ("半" in text or text[-1] in "月度期"):
            word = "今后"
        return Said(word + text, day, _shift(day, m, k) - ONE, "day", {"window": word, "unit": unit})
    word = r.choice(("近", "最近", "过去", "前", "上"))
    if word in ("前", "上") and ("半" in text or unit in ("个月", "个季度") or text[0] == "一"):
        word = "近"
    return Said(word + text, _shift(day, -m, -k), day, "day", {"window": word, "unit": unit})


_DAYS = (("今日", 0), ("今天", 0), ("明天", 1), ("明日", 1), ("后天", 2), ("昨天", -1), ("昨日", -1), ("前天", -2), ("次日", 1))


def _relative(r: Random, day: date) -> Said:
    """明天, 下周三, 本月底, 上季度, and 周三 alone; with a bound or without."""
    how = r.choice(("day", "week", "weekday", "weekday", "bare weekday", "month", "month", "quarter"))
    monday = day - timedelta(days=day.weekday())
    where, shift = r.choice((("本", 0), ("上", -1), ("下", 1), ("这", 0)))
    deadline = False
    if how == "day":
        text, offset = r.choice(_DAYS)
        days = day + timedelta(days=offset), day + timedelta(days=offset)
    elif how == "week":
        days = monday + timedelta(days=7 * shift), monday + timedelta(days=7 * shift + 6)
        text = where + r.choice(("周", "周", "个星期" if where != "本" else "周"))
    elif how in ("weekday", "bare weekday"):
        n = r.randint(0, 6)
        name = r.choice(("周", "周", "星期")) + "一二三四五六日"[n]
        one = monday + timedelta(days=7 * shift + n) if how == "weekday" else day + timedelta(days=(n - day.weekday()) % 7)
        text, days = (where if how == "weekday" else "") + name, (one, one)
    elif how == "month":
        first = _shift(day.replace(day=1), shift, 0)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        tail = r.choice(("", "", "初", "底", "末", "中旬", "10日"))
        days = {"初": (first, first.replace(day=5)), "中旬": (first.replace(day=11), first.replace(day=20)),
                "10日": (first.replace(day=10), first.replace(day=10))}.get(tail, (first, last))
        text, deadline = (where if where != "这" else "本") + r.choice(("月", "个月") if where in "上下" and not tail else ("月",)) + tail, tail in ("底", "末")
        if where == "这":
            first = _shift(day.replace(day=1), 0, 0)
    else:
        index = day.year * 4 + (day.month - 1) // 3 + shift
        first, last = styles.month_days(index // 4, index % 4 * 3 + 1, index % 4 * 3 + 3)
        tail = r.choice(("", "末"))
        text, days, deadline = (where if where != "这" else "本") + r.choice(("季度", "个季度") if where in "上下" else ("季度",)) + tail, (first, last), tail == "末"
    after, edge = r.choice((("", "within"), ("", "within"), ("前", "before"), ("之前", "before"), ("起", "since"), ("以来", "since")))
    if text[-1] in "初旬" and edge != "before" or after == "以来" and days[0] >= day or text in ("前天", "昨天", "昨日") and edge == "before":
        after, edge = "", "within"
    if deadline:
        after, edge = ("前", "before") if edge == "before" else ("", "before")
    first_day, last_day = _bounded(days, edge)
    return Said(text + after, first_day, last_day, "day", {"relative": how, "bound": f"…{after}"})


def _rare(r: Random, day: date) -> Said:
    """Festivals with a day, decades and centuries, five-year plans."""
    how = r.choice(("festival", "festival", "decade", "century", "plan"))
    if how == "festival":
        name, month, d = r.choice(FESTIVALS)
        n = r.randint(1995, 2030)
        text, y, needs = r.choice(((f"{n}年{name}", n, ""), (f"今年{name}", day.year, "year"), (name, day.year, "year")))
        after, edge = r.choice((("前", "before"), ("之前", "before"), ("之后", "after"), ("", "within")))
        if len(name) == 2 and name != "元旦" and not after:
            after, edge = "前", "before"
        first, last = _bounded((date(y, month, d), date(y, month, d)), edge)
        return Said(text + after, first, last, needs, {"rare": name, "bound": f"…{after}"})
    if how == "decade":
        tens = r.randint(5, 9)
        word = f"{tens}0" if r.random() < 0.5 else f"{DIGITS[tens]}十"
        text = r.choice(("", "上世纪", "20世纪", "二十世纪")) + word + "年代"
        return Said(text, date(1900 + 10 * tens, 1, 1), date(1909 + 10 * tens, 12, 31), "", {"rare": how})
    if how == "century":
        n = r.randint(19, 21)
        return Said(r.choice((f"{n}世纪", f"{styles.number(n, True)}世纪")), date(100 * n - 99, 1, 1), date(100 * n, 12, 31), "", {"rare": how})
    n = r.randint(12, 15)
    first = 2016 + 5 * (n - 13)
    tail = r.choice(("时期", "期间", "末"))
    name = f"“{styles.number(n, True)}五”"
    return Said(name + tail, date(first, 1, 1) if tail != "末" else None, date(first + 4, 12, 31), "", {"rare": f"plan {tail}"})


if __name__ == "__main__":
    from form_reports import main
    from test_generated_times import failure

    main(case, failure)

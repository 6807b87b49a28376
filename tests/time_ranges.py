"""A至B: two periods of the same or of different grain, what one of them leaves out taken from the other."""
from __future__ import annotations

from datetime import date
from random import Random

import time_styles as styles
from generated_prose import JOINT, ROOM
from time_styles import Said

DASHES = ("-", "—", "——", "–", "~", "至", "到")
_NO_END = ("nth month", "年初", "年中", "月初", "季初", "中旬", "伊始", "neighbours")  # parts that nobody ends a range with


def span(r: Random, day: date) -> Said:
    """A至B: both with years, or one of them without; days, months, quarters and years, also of different grain."""
    how = r.choice(("full", "full", "same year", "same month", "years", "short years", "next year", "dotted", "iso", "quarters",
                    "two digits"))
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
        other = styles.month_text(b, chinese) + r.choice(("", "份" if bare else ""))
        return _joined(r, one, other, date(base, a, 1), styles.month_days(base, b)[1], needs,
                       form | {"range": "same year bare" if bare else how}, bare)
    if how == "quarters":
        a, b = sorted(r.sample(range(1, 5), 2))
        word = r.choice(("季度", ""))
        one = f"{lead}{styles.number(a, True)}{word}"
        return _joined(r, one, f"{styles.number(b, True)}季度", date(base, 3 * a - 2, 1), styles.month_days(base, 3 * b)[1],
                       needs, form, not word)
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
        one, other = styles.full(r, y, chinese), styles.full(r, last, chinese)
        text = r.choice((f"{one}{ROOM}{r.choice(DASHES)}{ROOM}{other}{JOINT}年", f"从{y}到{last}", f"从{y}到{last}年"))
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
        if not (a.deadline or {a.grain, b.grain} & {"part"} or a.form in ("nth month", "年中") or b.form in _NO_END):
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

"""One period with or without a bound: year × part × 前, 起, 以来, 之后, 期间."""
from __future__ import annotations

from datetime import date
from random import Random

import time_styles as styles
from generated_prose import JOINT
from time_styles import ONE, Days, Part, Said, Year, bounded


def period(r: Random, day: date) -> Said:
    """One period with or without a bound."""
    chinese = r.random() < 0.3
    year, part = _dated(r, day.year, chinese)
    text = year.text + (JOINT if part.text and year.text else "") + part.text
    form = {"year": year.form, "part": part.form}
    needs = year.needs
    whole = year.needs == "" and year.form != "two digits" and not part.deadline and part.form not in ("年初", "年中")
    if r.random() < 0.06 and year.text and whole:
        return _after_and_before(text, part.days, year, form)
    bounds = [b for b in _BOUNDS if _suits(b, year, part) and not (b[1] in ("以来", "至今", "到现在") and part.days[0] > day)]
    before, after, edge = r.choice(bounds) if bounds and r.random() < 0.65 else ("", "", "within")
    if before == "" and after == "" and edge == "within" and part.deadline:
        edge = "before"
    first, last = bounded(part.days, edge)
    return Said(before + text + after, first, last, needs, form | {"bound": f"{before}…{after}"}, before)


def _after_and_before(text: str, days: Days, year: Year, form: dict[str, str]) -> Said:
    """之后…之前: from the day after the first period to the end of the second year."""
    last = date(year.number + 3, 12, 31)
    return Said(f"{text}之后{last.year}年之前", days[1] + ONE, last, "", form | {"bound": "之后…之前"})


# before, after, edge
_BOUNDS = tuple((before, after, edge) for edge, pairs in (
    ("before", (" 前", " 前", " 之前", " 以前", "到 ", "截至 ", "截止到 ", "到 前")),
    ("since", (" 起", "自 起", "从 起", " 以来", "自 以来", "自从 以来", " 开始", "从 开始", " 至今", "自 至今", " 到现在")),
    ("after", (" 之后", " 以后")), ("within", (" 期间", " 内"))) for before, after in (pair.split(" ") for pair in pairs))


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
        return after in ("以后", "起", "")
    return not (after == "前" and part.text.endswith("份"))


def _dated(r: Random, base: int, chinese: bool) -> tuple[Year, Part]:
    """Year and part that may stand together; two digits of a year below fifty need a month or the digits alone."""
    while True:
        year = styles.year(r, base, chinese)
        part = styles.part(r, year.number, chinese or year.form == "two chinese digits", bool(year.text))
        if year.form == "relative" and year.text.endswith("度") and part.text[:1] in ("初", "底", "末", "中", "年"):
            continue
        if year.form == "two digits before a month" and (
                part.text[:1] not in tuple("123456789") or part.grain not in ("month", "tenth", "day")):
            continue
        if not year.text and part.form == "year" or part.text.startswith("年") and year.text[-1:] == "度":
            continue
        if year.form == "none" and part.form == "first months" and part.days[1].month > 9:
            continue
        if part.text[:1] in ("前", "后") and year.form in ("two digits", "two chinese digits", "spoken"):
            continue  # 58年前8个月 may be 58 years before
        if part.form == "half" and part.text[0] in "前后" and (year.form == "relative" or "两" in year.text):
            continue
        return year, part

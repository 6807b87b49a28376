"""Dates, periods, lengths and windows by a seed, with their days: year × part × bound × range × length × anchor × layout × sentence.

`case(seed)` makes the text and the truth in plain Python; the grammar is imported by the command line only:

    python tests/time_forms.py --seeds 2000
"""
from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from generated_prose import GAPS, NAMES, ORDINALS, SCRIPTS, TIMELESS, WIDTHS, embed, lay_out
from time_periods import period
from time_ranges import span
from time_spans import length, rare, relative, window
from time_styles import Length

Anchor = date | int | None


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
    length: Length | None
    form: dict[str, str]


CONTEXTS = (
    ("S的整改工作，", "完成"), ("S计划", "办结"), ("完成时限：", "；"), ("S的任务，", "落实到位"), ("（", "）"), ("任务\t", "\t"),
    ("该项目", "实施，"), ("S，", "，"), ("名单", "公布。"), ("统计口径为", "。"), ("S的报告，", "提交"))
LENGTH_CONTEXTS = (("S连续工作", "，"), ("停产", "。"), ("S延长", "，"), ("培训共", "。"), ("课程需要", "，"), ("S整改用了", "，"),
                   ("工程拖延", "。"), ("（", "）"))
DISTRACTORS = (*NAMES, *ORDINALS, *TIMELESS)


def case(seed: int) -> Case:
    """The case of a seed, the same on every machine."""
    r = Random(seed)
    day = date(r.randint(1995, 2030), r.randint(1, 12), r.randint(1, 28))
    kind = r.choice(("period",) * 5 + ("range",) * 4 + ("length", "length", "window", "window", "relative", "relative", "rare"))
    make = {"period": period, "range": span, "length": length, "window": window, "relative": relative, "rare": rare}[kind]
    said = make(r, day)
    anchor: Anchor = r.choice((day, day, day, day, day.year, day.year, None))
    known = said.needs == "" or said.needs == "year" and anchor is not None or said.needs == "day" and isinstance(anchor, date)
    script, width, gap = r.choice(SCRIPTS), r.choice(WIDTHS), r.choice(GAPS)
    expression = lay_out(r, said.text, script, width, gap)
    contexts = LENGTH_CONTEXTS if kind == "length" else CONTEXTS
    if said.form.get("part") == "day" and said.form.get("year") == "none":
        contexts = tuple(c for c in contexts if "（" not in c[0])  # a day in brackets is a deadline
    if said.form.get("year") == "two digits":
        contexts = tuple(c for c in contexts if c[0][-1] != "为")  # 为72年 is a length
    if said.text[:2] == "前年" or said.lead + said.text[:1] == "前年":
        contexts = tuple(c for c in contexts if not c[0].endswith("目"))  # 目|前年
    if said.text.endswith("年代"):
        contexts = tuple(c for c in contexts if c[1] != "办结")  # 年|代办
    if said.form.get("window") in ("前", "上") or said.text[:2] in ("次日", "前天", "后天", "后年"):
        contexts = tuple(c for c in contexts if c[0][-1] in "，：（\t")  # 计划前四天 may be the first four days of a plan
    text, start, names = embed(r, expression, contexts, DISTRACTORS, script)
    known_as = "day" if isinstance(anchor, date) else "year" if anchor else "none"
    form = said.form | {"kind": kind, "anchor": known_as, "script": script, "width": width, "gap": gap} | {
        f"distractor {n}": name for n, name in enumerate(names)}
    core = start + len(said.lead)
    return Case(seed, text, anchor, start, core, start + len(expression), *((said.first, said.last) if known else (None, None)), known,
                said.length, form)


if __name__ == "__main__":
    from form_reports import main
    from time_truth import failure

    main(case, failure)

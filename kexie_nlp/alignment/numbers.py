"""Numbers face to face: is one side's commitment for an indicator stricter than the other's, and its date earlier?

A wrong verdict is worse than none: numbers are set side by side only where no other number fits as well, and judged only
where subject, people, indicator, unit, rhythm and direction are the same; else they are incomparable, with the reason.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Literal

from kexie_nlp.alignment.indicators import SAME, Goal, difference, likeness
from kexie_nlp.model import NumberComparison, Target

Verdict = Literal["stricter", "equal", "looser", "incomparable"]
Deadline = Literal["earlier", "same", "later"]
Direction = Literal["up", "down", "cut"]
DIRECTIONS = {"up": "下限或增加", "down": "上限或压减后的数量", "cut": "压减的幅度"}
ROOM = Decimal("0.05")  # what 左右 leaves open
MARGIN = 0.1   # by which a pair must beat every other pair of either number
LESS = re.compile(r"压缩|压减|精简|减少|减为|减至|降低|缩短|控制|下降|合并")
REACHED = re.compile("至|到|为|控制|以内|不超")  # 压缩至13个 names what is left, 压缩20% what is taken away
NEAR = 6  # characters before a number that may say so
BAD = re.compile("不良|事故|投诉|失信")
# a share or a time means the same for a country and a province; a count of things does not
SCALE_FREE = frozenset({"%", "百分点", "倍", "年", "个月", "月", "周", "天", "日", "小时"})
SIGNS = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "约", "range": ""}


def compare_targets(mine: Sequence[Goal], theirs: Sequence[Goal], *, same_level: bool = False
                    ) -> tuple[NumberComparison, ...]:
    """The numbers of one side beside those of the other for the same indicator, at most one for each.

    `same_level`: both sides are of one kind (two provinces), so that plain counts may be compared too.
    """
    alike = {(i, j): likeness(a, b) for (i, a), (j, b) in product(enumerate(mine), enumerate(theirs))}
    found = []
    for (i, j), score in alike.items():
        rivals = [other for pair, other in alike.items() if pair != (i, j) and (pair[0] == i or pair[1] == j)]
        if score >= SAME and all(score >= rival + MARGIN for rival in rivals):
            found.append(compare(mine[i], theirs[j], same_level=same_level))
    return tuple(found)


def compare(mine: Goal, theirs: Goal, *, same_level: bool = False) -> NumberComparison:
    """The comparison of two numbers that are meant to be about one indicator, with the reason in Chinese."""
    why = difference(mine, theirs)
    judged: Verdict = "incomparable"
    if why is None:
        judged, why = verdict(mine, theirs, same_level=same_level)
    comparable = judged != "incomparable"
    return NumberComparison(task_target=mine.target.id, measure_target=theirs.target.id, verdict=judged, reason=why,
                            deadline=deadline(mine.target, theirs.target) if comparable else None)


def verdict(one: Goal, other: Goal, *, same_level: bool = False) -> tuple[Verdict, str]:
    """How a number stands to another of the same indicator, and why."""
    mine, theirs = one.target, other.target
    if mine.unit != theirs.unit:
        return "incomparable", f"单位不同：{mine.unit or '无'}与{theirs.unit or '无'}"
    downward = _direction(one) == "down"
    if _direction(one) != _direction(other):
        return "incomparable", "方向不同：" + "与".join(DIRECTIONS[_direction(goal)] for goal in (one, other))
    (low, high), (other_low, other_high) = _levels(mine), _levels(theirs)
    said = f"{_said(mine)}对{_said(theirs)}" + _baselines(mine, theirs)
    if mine.comparator == theirs.comparator and (low, high) == (other_low, other_high):
        return "equal", said
    exact = mine.comparator == theirs.comparator != "range"
    above = low > other_low if exact else low > other_high
    below = low < other_low if exact else high < other_low
    if not above and not below:
        return "incomparable", f"{said}，范围相交，分不出高低"
    if mine.unit not in SCALE_FREE and not same_level and (below or downward):
        return "incomparable", f"{said}，数量随辖区大小而变"
    return ("stricter" if above != downward else "looser"), said


def deadline(mine: Target, theirs: Target) -> Deadline | None:
    """Whether the number is due earlier than the other; None where one has no date."""
    ends = [(target.deadline or (None, None))[1] for target in (mine, theirs)]
    if ends[0] is None or ends[1] is None:
        return None
    return "same" if ends[0] == ends[1] else "earlier" if ends[0] < ends[1] else "later"


def _levels(target: Target) -> tuple[Decimal, Decimal]:
    """Between which values the commitment lies; 左右 leaves room."""
    if target.comparator == "approx":
        return target.value * (1 - ROOM), target.value * (1 + ROOM)
    return target.value, target.value if target.value_max is None else target.value_max


def _direction(goal: Goal) -> Direction:
    """up: more is stricter; down: what is left, less is stricter; cut: what is taken away, more is stricter."""
    target, near = goal.target, goal.before[-NEAR:] + goal.target.text
    if target.baseline is not None and target.baseline != target.value:
        return "down" if target.value < target.baseline else "up"
    if target.comparator in ("le", "lt") or BAD.search(target.indicator):
        return "down"
    if LESS.search(target.indicator + near):
        return "down" if REACHED.search(near) else "cut"
    return "up"


def _said(target: Target) -> str:
    top = "" if target.value_max is None else f"—{_plain(target.value_max)}"
    return f"{SIGNS[target.comparator]}{_plain(target.value)}{top}{target.unit}"


def _baselines(mine: Target, theirs: Target) -> str:
    if mine.baseline is None and theirs.baseline is None:
        return ""
    return "（基数" + "对".join("未说明" if t.baseline is None else _plain(t.baseline) for t in (mine, theirs)) + "）"


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"

"""Compares the targets of two tasks: targets in, comparisons of their numbers out.

Which commitment for an indicator is stricter, and which is due earlier.

A wrong verdict is worse than none. Two numbers are paired only where no other pair fits as well; they get a verdict only where
body, group, indicator, unit, rhythm and direction agree, else they are incomparable, with the reason. `body`: whose share or
count it is (delegates, committee members, councillors …); `group`: which people it is about (front line, young, women …). Both
are looked up in the packaged `subjects.csv`; the body may stand earlier in the sentence than the number.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Literal, NamedTuple

from kexie_nlp.grammar.units import canonical
from kexie_nlp.lexicon import load_table
from kexie_nlp.model import NumberComparison, Target

Verdict = Literal["stricter", "equal", "looser", "incomparable"]
Deadline = Literal["earlier", "same", "later"]
Direction = Literal["up", "down", "cut"]
DIRECTIONS = {"up": "下限或增加", "down": "上限或压减后的数量", "cut": "压减的幅度"}
SAME = 0.6   # resemblance from which the words of two indicators are the same
ROOM = Decimal("0.05")  # tolerance of 左右, as a share of the value
MARGIN = 0.1   # by which a pair must exceed every other pair of either number
LEVEL_WORDS = re.compile(r"全国|全省|全区|全市|全县|省级|市级|县级|省|市|县|我|中国|科学技术协会|科协|由|到|的|[^\w]")
PER = re.compile(r"每(?:两|三|半)?(?:年|季度|季|月|周|人)|人均")
LESS = re.compile(r"压缩|压减|精简|减少|减为|减至|降低|缩短|控制|下降|合并")
REACHED = re.compile("至|到|为|控制|以内|不超")  # 压缩至13个 names what is left, 压缩20% what is taken away
NEAR = 6  # characters before a number in which such a word may stand
BAD = re.compile("不良|事故|投诉|失信")
# a share or a time means the same for a country and a province; a count of things does not
SCALE_FREE = frozenset({"%", "百分点", "倍", "年", "个月", "月", "周", "天", "日", "小时"})
SIGNS = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "约", "range": ""}


class Pairs(NamedTuple):
    """The character pairs of a name with their counts, and the sum of these."""
    counts: Counter[str]
    total: int

    @classmethod
    def of(cls, name: str) -> Pairs:
        """The pairs without the words of a level; of a name of one character it is the one."""
        name = LEVEL_WORDS.sub("", name)
        counts = Counter(map(str.__add__, name, name[1:])) or Counter([name])
        return cls(counts, counts.total())

    def dice(self, other: Pairs) -> float:
        """Resemblance to the pairs of another name, 0 to 1."""
        mine, theirs = self.counts, other.counts
        if mine.keys().isdisjoint(theirs):
            return 0.0
        return 2 * sum(min(mine[pair], theirs[pair]) for pair in mine.keys() & theirs.keys()) / (self.total + other.total)


@dataclass(frozen=True)
class Goal:
    """A target and the normalised text before it in its sentence."""
    target: Target
    before: str = ""

    @cached_property
    def indicator(self) -> Pairs:
        """The character pairs of the indicator."""
        return Pairs.of(self.target.indicator)

    @cached_property
    def scoped(self) -> Pairs:
        """The character pairs of scope and indicator."""
        return Pairs.of(self.target.scope + self.target.indicator) if self.target.scope else self.indicator

    @cached_property
    def body(self) -> str | None:
        """Whose members are counted, from the indicator, else from the nearest words before it."""
        return _named("body", self.target.indicator) or _named("body", self.before, last=True)

    @cached_property
    def group(self) -> str | None:
        """Which people are counted, from the indicator only."""
        return _named("group", self.target.indicator)

    @cached_property
    def rhythm(self) -> str | None:
        """The rate of the number (每年, 每人 …); None for a total."""
        found = PER.search(self.target.scope or "") or PER.search(self.target.indicator) or PER.search(self.before)
        return found[0] if found else None


def likeness(a: Goal, b: Goal) -> float:
    """Resemblance of two indicators, 0 to 1: Dice over character pairs; 1 for the same share of the same people."""
    if a.group and a.group == b.group and a.target.unit == b.target.unit == "%":
        return 1.0 if a.body == b.body else SAME
    alike = a.indicator.dice(b.indicator)
    return alike if a.scoped is a.indicator and b.scoped is b.indicator else max(alike, a.scoped.dice(b.scoped))


def difference(a: Goal, b: Goal) -> str | None:
    """Why two numbers do not measure the same thing, in Chinese; None if they do."""
    if a.group != b.group:
        return f"人群不同：{a.group or '未说明'}与{b.group or '未说明'}"
    if a.body != b.body:
        return f"主体不同：{a.body or '未说明'}与{b.body or '未说明'}"
    if canonical(a.target.unit) != canonical(b.target.unit):
        return f"单位不同：{a.target.unit or '无'}与{b.target.unit or '无'}"
    if a.rhythm != b.rhythm:
        return f"口径不同：{a.rhythm or '总量'}与{b.rhythm or '总量'}"
    return None


def compare_targets(mine: Sequence[Goal], theirs: Sequence[Goal], *, same_level: bool = False
                    ) -> tuple[NumberComparison, ...]:
    """The comparisons of the numbers of two tasks that are for the same indicator, at most one for each number.

    `same_level`: both tasks are of one administrative level (two provinces); plain counts are then comparable too.
    """
    if not mine or not theirs:
        return ()
    alike = [[likeness(a, b) for b in theirs] for a in mine]
    tops = [_two_best(row) for row in alike]
    other_tops = [_two_best(column) for column in zip(*alike, strict=True)]
    return tuple(compare(a, b, same_level=same_level) for a, row, top in zip(mine, alike, tops, strict=True)
                 for b, score, other_top in zip(theirs, row, other_tops, strict=True)
                 if score >= SAME and all(score >= (second if score == first else first) + MARGIN for first, second in (top, other_top)))


def _two_best(scores: Sequence[float]) -> tuple[float, float]:
    first, second = sorted((*scores, -1.0), reverse=True)[:2]
    return first, second


def compare(mine: Goal, theirs: Goal, *, same_level: bool = False) -> NumberComparison:
    """The comparison of two numbers that may be for one indicator: verdict, reason in Chinese, deadline."""
    why = difference(mine, theirs)
    judged: Verdict = "incomparable"
    if why is None:
        judged, why = verdict(mine, theirs, same_level=same_level)
    comparable = judged != "incomparable"
    return NumberComparison(task_target=mine.target.id, measure_target=theirs.target.id, verdict=judged, reason=why,
                            deadline=deadline(mine.target, theirs.target) if comparable else None)


def verdict(one: Goal, other: Goal, *, same_level: bool = False) -> tuple[Verdict, str]:
    """The verdict on a number against another of the same indicator, and the reason in Chinese."""
    mine, theirs = one.target, other.target
    if canonical(mine.unit) != canonical(theirs.unit):
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
    """Whether the first number is due earlier than the second; None where one has no date."""
    ends = [(target.deadline or (None, None))[1] for target in (mine, theirs)]
    if ends[0] is None or ends[1] is None:
        return None
    return "same" if ends[0] == ends[1] else "earlier" if ends[0] < ends[1] else "later"


def _levels(target: Target) -> tuple[Decimal, Decimal]:
    """The least and greatest value of a commitment; 左右 widens it by `ROOM`."""
    if target.comparator == "approx":
        return target.value * (1 - ROOM), target.value * (1 + ROOM)
    return target.value, target.value if target.value_max is None else target.value_max


def _direction(goal: Goal) -> Direction:
    """up: more is stricter; down: the number is what remains, less is stricter; cut: it is the reduction, more is stricter."""
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


@cache
def _terms(slot: str) -> tuple[re.Pattern[str], dict[str, str]]:
    rows = [row for row in load_table("subjects", ("slot", "name", "term", "source")) if row["slot"] == slot]
    terms = sorted((row["term"] for row in rows), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, terms))), {row["term"]: row["name"] for row in rows}


def _named(slot: str, text: str, *, last: bool = False) -> str | None:
    pattern, names = _terms(slot)
    found = pattern.findall(text)
    return names[found[-1 if last else 0]] if found else None

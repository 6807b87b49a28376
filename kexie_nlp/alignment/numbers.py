"""Numbers side by side: is the province's target for an indicator stricter than the centre's?

Silence is better than a wrong verdict: targets are compared only where exactly one central indicator is meant.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Literal

from kexie_nlp.model import NumberComparison, Target

Verdict = Literal["stricter", "equal", "looser", "incomparable"]
SAME = 0.65    # least resemblance of two names of one indicator
ROOM = Decimal("0.05")  # what 左右 leaves open
MARGIN = 0.1   # by which it must beat every other indicator
LEVEL_WORDS = re.compile(r"全国|全省|全区|全市|省级|市级|中国|[省市县区]科协|科协|[^\w]")
LESS_IS_MORE = re.compile(r"压缩|精简|减少|降低|缩短|控制|下降|不良|事故")
# a share or a time means the same for a country and a province; a count of things does not
SCALE_FREE = frozenset({"%", "百分点", "倍", "年", "个月", "月", "周", "天", "日", "小时"})


def compare_targets(mine: Sequence[Target], theirs: Sequence[Target]) -> tuple[NumberComparison, ...]:
    """The provincial targets beside the central targets of the same indicator, at most one for each."""
    alike = {(i, j): _alike(a, b) for (i, a), (j, b) in product(enumerate(mine), enumerate(theirs))}
    found = []
    for (i, j), score in alike.items():
        rivals = [other for pair, other in alike.items() if pair != (i, j) and (pair[0] == i or pair[1] == j)]
        if score >= SAME and all(score >= rival + MARGIN for rival in rivals):
            found.append(NumberComparison(task_target=mine[i].id, measure_target=theirs[j].id,
                                          verdict=verdict(mine[i], theirs[j])))
    return tuple(found)


def verdict(mine: Target, theirs: Target) -> Verdict:
    """How the provincial target stands to the central one of the same indicator."""
    downward = _downward(mine)
    if mine.unit != theirs.unit or downward != _downward(theirs):
        return "incomparable"
    low, high = _levels(mine)
    central_low, central_high = _levels(theirs)
    if mine.comparator == theirs.comparator and (low, high) == (central_low, central_high):
        return "equal"
    exact = mine.comparator == theirs.comparator != "range"
    above = low > central_low if exact else low > central_high
    below = low < central_low if exact else high < central_low
    if mine.unit not in SCALE_FREE:
        return "stricter" if above and not downward else "incomparable"
    if above or below:
        return "stricter" if above != downward else "looser"
    return "incomparable"


def _levels(target: Target) -> tuple[Decimal, Decimal]:
    """Between which values the commitment lies; 左右 leaves room."""
    if target.comparator == "approx":
        return target.value * (1 - ROOM), target.value * (1 + ROOM)
    return target.value, target.value if target.value_max is None else target.value_max


def _downward(target: Target) -> bool:
    return target.comparator in ("le", "lt") or bool(LESS_IS_MORE.search(target.indicator))


def _alike(a: Target, b: Target) -> float:
    """Resemblance of the two indicators; what they are counted in stands with them where both say it."""
    if a.scope and b.scope:
        return _dice(a.scope + a.indicator, b.scope + b.indicator)
    return _dice(a.indicator, b.indicator)


def _dice(a: str, b: str) -> float:
    left, right = _bigrams(a), _bigrams(b)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _bigrams(name: str) -> Counter[str]:
    name = LEVEL_WORDS.sub("", name)
    return Counter(name[i:i + 2] for i in range(len(name) - 1))

"""Spans and rankings to scores: overlap, one-to-one pairs, precision, recall and F1, NDCG, average precision."""
from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Item = Mapping[str, Any]
DEPTH = 5  # ranks that NDCG looks at


def overlap(a: Item, b: Item) -> float:
    """Intersection over union of two spans (`start`, `end`), 0 to 1."""
    common = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, common) / (max(a["end"], b["end"]) - min(a["start"], b["start"]) or 1)


def pair(gold: Sequence[Item], found: Sequence[Item], least: float) -> list[tuple[int, int]]:
    """Pairs (gold index, found index) of spans that overlap by `least` or more, best overlap first, each index once."""
    candidates = sorted(((overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)
                         if g["start"] < f["end"] and f["start"] < g["end"]), reverse=True)
    gold_left, found_left, pairs = set(range(len(gold))), set(range(len(found))), []
    for value, i, j in candidates:
        if value >= least and i in gold_left and j in found_left:
            gold_left.discard(i)
            found_left.discard(j)
            pairs.append((i, j))
    return pairs


@dataclass
class Counts:
    """True and false positives and false negatives over several documents."""
    hits: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, hits: int, extra: int, missed: int) -> None:
        self.hits, self.extra, self.missed = self.hits + hits, self.extra + extra, self.missed + missed

    def row(self) -> dict[str, float]:
        precision = self.hits / (self.hits + self.extra) if self.hits + self.extra else 0.0
        recall = self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"p": precision, "r": recall, "f1": f1, "n": self.hits + self.missed}


@dataclass
class Share:
    """How many of the pairs agree in a field, and how many there are."""
    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.total += 1

    def row(self) -> dict[str, float]:
        return {"acc": self.right / self.total if self.total else 0.0, "n": self.total}


def characters_f1(a: str | None, b: str | None) -> float:
    """F1 of two strings as bags of characters."""
    if not a or not b:
        return float((a or "") == (b or ""))
    left = list(b)
    common = 0
    for char in a:
        if char in left:
            left.remove(char)
            common += 1
    return 2 * common / (len(a) + len(b))


def ndcg(ranked: Iterable[int], grades: Iterable[int]) -> float:
    """Normalised discounted cumulative gain at `DEPTH`: gold grades in ranked order against all gold grades, one above 0."""
    return _dcg(ranked) / _dcg(sorted(grades, reverse=True))


def _dcg(grades: Iterable[int]) -> float:
    return sum((2 ** grade - 1) / math.log2(rank + 2) for rank, grade in zip(range(DEPTH), grades, strict=False))


def average_precision(ranked: Iterable[bool], wanted: int) -> float:
    """Mean precision at the ranks of the right items, over all `wanted` ones; one that is not ranked counts 0."""
    hits, total = 0, 0.0
    for rank, right in enumerate(ranked, 1):
        if right:
            hits += 1
            total += hits / rank
    return total / wanted

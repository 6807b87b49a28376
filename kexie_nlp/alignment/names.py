"""Names of programmes and documents: what stands in “” or 《》, without the words that only say whose it is."""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

QUOTED = re.compile(r"[《“]([^《》“”]{2,40})[》”]")
WHOSE = re.compile(r"中国科协|中国科学技术协会|全国|(?:[\u4e00-\u9fff]{2,3}?[省市县区])?(?:科学技术协会|科协)|[省市县]级|所属|试行|"
                   r"[（）()]|实施方案|方案|办法|意见|关于")
LEAST = 0.5  # resemblance (Dice, over character pairs) of two names of one thing


class NameIndex:
    """The names in some reference texts; says how much another text shares with each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._owners: list[tuple[int, int]] = []  # text, number of pairs in the name
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for row, text in enumerate(texts):
            for name in names_of(text):
                pairs = _pairs(name)
                for pair in pairs:
                    self._by_pair[pair].append(len(self._owners))
                self._owners.append((row, len(pairs)))
        self._width = len(texts)
        self._scores = lru_cache(maxsize=10_000)(self._score)

    def transform(self, texts: Sequence[str]) -> np.ndarray:
        """[text, reference text]: the best resemblance of a name of each, 0 below `LEAST`."""
        found = np.zeros((len(texts), self._width))
        for row, text in enumerate(texts):
            for name in names_of(text):
                for column, score in self._scores(name):
                    found[row, column] = max(found[row, column], score)
        return found

    def _score(self, name: str) -> list[tuple[int, float]]:
        pairs = _pairs(name)
        shared = Counter(owner for pair in pairs for owner in self._by_pair.get(pair, ()))
        scores = [(owner, 2 * count / (len(pairs) + self._owners[owner][1])) for owner, count in shared.items()]
        return [(self._owners[owner][0], score) for owner, score in scores if score >= LEAST]


def names_of(text: str) -> set[str]:
    """The names a normalised text quotes."""
    return {name for name in (WHOSE.sub("", found) for found in QUOTED.findall(text)) if len(name) > 1}


def shared_names(a: str, b: str) -> list[str]:
    """Names of `a` that `b` quotes too, or nearly so; longest first."""
    index = NameIndex([b])
    return sorted((name for name in names_of(a) if index._scores(name)), key=_by_length)


def _by_length(name: str) -> tuple[int, str]:
    return -len(name), name


def _pairs(name: str) -> set[str]:
    return {name[i:i + 2] for i in range(len(name) - 1)}

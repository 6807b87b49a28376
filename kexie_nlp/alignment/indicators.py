"""What a number measures: the same thing as another number, or not, and why not.

Three things must agree: whose share or count it is (`body`: delegates, committee members, councillors …), which people it
is about (`group`: front line, young, women …) and what is left of the indicator's words. The first two are looked up in the
packaged `subjects.csv`; the body may stand earlier in the sentence than the number does.
"""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kexie_nlp.lexicon import load_table
from kexie_nlp.model import Target

SAME = 0.6   # least resemblance of the words of one indicator
LEVEL_WORDS = re.compile(r"全国|全省|全区|全市|全县|省级|市级|县级|省|市|县|我|中国|科学技术协会|科协|由|到|的|[^\w]")
PER = re.compile(r"每(?:两|三|半)?(?:年|季度|季|月|周|人)|人均")


@dataclass(frozen=True)
class Goal:
    """A target and the words of its sentence that stand before it, normalised."""
    target: Target
    before: str = ""

    @property
    def body(self) -> str | None:
        """Whose members are counted, from the indicator, or else the nearest words before it."""
        return _named("body", self.target.indicator) or _named("body", self.before, last=True)

    @property
    def group(self) -> str | None:
        """Which people are counted; only the indicator itself says so."""
        return _named("group", self.target.indicator)

    @property
    def rhythm(self) -> str | None:
        """每年, 每人 …: a number that comes again is another one than a sum."""
        found = PER.search(self.target.scope or "") or PER.search(self.target.indicator) or PER.search(self.before)
        return found[0] if found else None


def likeness(a: Goal, b: Goal) -> float:
    """How much the two indicators resemble each other, 0 to 1; 1 for the same share of the same people."""
    if a.group and a.group == b.group and a.target.unit == b.target.unit == "%":
        return 1.0 if a.body == b.body else SAME
    return max(_dice(a.target.indicator, b.target.indicator),
               _dice((a.target.scope or "") + a.target.indicator, (b.target.scope or "") + b.target.indicator))


def difference(a: Goal, b: Goal) -> str | None:
    """Why the two numbers do not measure the same thing, in Chinese; None if they do."""
    if a.group != b.group:
        return f"人群不同：{a.group or '未说明'}与{b.group or '未说明'}"
    if a.body != b.body:
        return f"主体不同：{a.body or '未说明'}与{b.body or '未说明'}"
    if a.target.unit != b.target.unit:
        return f"单位不同：{a.target.unit or '无'}与{b.target.unit or '无'}"
    if a.rhythm != b.rhythm:
        return f"口径不同：{a.rhythm or '总量'}与{b.rhythm or '总量'}"
    return None


@cache
def _terms(slot: str) -> tuple[re.Pattern[str], dict[str, str]]:
    rows = [row for row in load_table("subjects", ("slot", "name", "term", "source")) if row["slot"] == slot]
    terms = sorted((row["term"] for row in rows), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, terms))), {row["term"]: row["name"] for row in rows}


def _named(slot: str, text: str, *, last: bool = False) -> str | None:
    pattern, names = _terms(slot)
    found = pattern.findall(text)
    return names[found[-1 if last else 0]] if found else None


def _dice(a: str, b: str) -> float:
    left, right = _bigrams(a), _bigrams(b)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _bigrams(name: str) -> Counter[str]:
    name = LEVEL_WORDS.sub("", name)
    return Counter(name[i:i + 2] for i in range(len(name) - 1)) or Counter([name])

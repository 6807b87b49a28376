"""Comparators that stand apart from their number: a text and its quantities in, the quantities with the comparator they share out.

    分别不少于120辆、200辆和350辆   the comparator before the first number holds for all
    压缩至30小时、20小时以内        the one behind the last number holds for all
    至少开放12小时, 不低于销售收入的5%, 以300万元为限   a verb or noun stands between
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kexie_nlp.grammar.comparators import AFTER, AFTER_PATTERN, BEFORE, BEFORE_END, Comparator, comparator_before
from kexie_nlp.grammar.quantities import Quantity

_JOINT = re.compile(" ?(?:[、和与及]|以及|或) ?")
_AFTER = re.compile(f"(?:{AFTER_PATTERN})$")
_SHARED_AFTER = frozenset(word for word, how in AFTER.items() if how in ("le", "approx"))  # 以上 behind a list counts for the last alone
_ADVERB = re.compile("(?P<word>至少|最少|最多|至多|起码)(?:再|需|须|要|应|应当|可)?[一-龥]{1,3}$")
_FAR = re.compile("(?P<word>至少|最少|最多|至多|起码)(?!有)[一-龥]{2,14}$")  # with the verb and its object between
_LISTED = re.compile("、[一-龥“”]{1,10}")
_NOT = "|".join(sorted((w for w in BEFORE if w.startswith("不") and BEFORE[w] in ("ge", "le")), key=len, reverse=True))
_OF = re.compile(f"(?P<word>{_NOT})[^，。；、\\d|]{{2,18}}的?$")
_LIMIT = re.compile("为(?:上?限|封顶)")
_SHARES = ("%", "‰", "倍")


def with_bounds(text: str, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yields the quantities in text order; the comparator and the start of those with a comparator that stands apart are changed."""
    found: list[Quantity] = []
    far: set[int] = set()  # starts of the numbers that share a comparator with the list behind them
    for q in quantities:
        if q.comparator == "eq" and q.rule != "change":
            q = _parted(text, q)
            if q.comparator != "eq" and _FAR.search(text, max(0, q.start - 24), q.start):
                far.add(q.start)
        if q.comparator == "eq" and found and _joined(text, found[-1], q):
            lead = BEFORE_END.match(text, found[-1].start)
            how = comparator_before(lead[0]) if lead and lead.end() <= found[-1].core + 1 else _leading(text, found[-1])
            if how != "eq" and found[-1].comparator == how and not _AFTER.search(text[found[-1].core:found[-1].end]):
                q = q._replace(comparator=how)
        elif q.comparator == "eq" and found and found[-1].start in far and _LISTED.fullmatch(text, found[-1].end, q.start):
            q, far = q._replace(comparator=found[-1].comparator), {*far, q.start}
        found.append(q)
    for i in range(len(found) - 1, 0, -1):
        word = _AFTER.search(text[found[i].core:found[i].end])
        if word and word[0] in _SHARED_AFTER and found[i - 1].comparator == "eq" and _joined(text, found[i - 1], found[i]):
            found[i - 1] = found[i - 1]._replace(comparator=AFTER[word[0]])
    yield from found


def _joined(text: str, a: Quantity, b: Quantity) -> bool:
    """Whether two numbers of one unit stand in a list without words between."""
    return a.unit == b.unit and a.rule != "change" and b.start - a.end <= 3 and _JOINT.fullmatch(text, a.end, b.start) is not None


def _leading(text: str, q: Quantity) -> Comparator:
    """Returns the comparator before a number in its span, eq if there is none."""
    words = text[q.start:q.core]
    return comparator_before(words) if words.strip() else q.comparator


def _parted(text: str, q: Quantity) -> Quantity:
    begin = max(0, q.start - 24)
    before = text[begin:q.start]
    if _LIMIT.match(text, q.end) and before.endswith("以"):
        return q._replace(comparator="le")
    if q.unit == "年" and text.startswith("内", q.end):
        return q._replace(comparator="le", end=q.end + 1)
    match = _ADVERB.search(before)
    if match:
        return q._replace(comparator=comparator_before(match["word"]), start=begin + match.start())
    match = _FAR.search(before) or (_OF.search(before) if q.unit in _SHARES else None)
    return q._replace(comparator=comparator_before(match["word"])) if match else q

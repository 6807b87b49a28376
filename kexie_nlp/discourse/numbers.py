"""The evidence for the status of a number in the words next to it: a text and a `Quantity` in, names of features out.

The model of discourse acts weighs them together with the features of the passage.
"""
from __future__ import annotations

from collections.abc import Iterator

from kexie_nlp.discourse import number_patterns as p
from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.outline.rows import Cell

_BOUNDED = ("ge", "gt", "le", "lt")
_SMALL, _MOST_DIGITS = 20, 4
_AFTER = 16
_REACH = 300  # characters of a sentence read before a number
_NEAR = 12  # characters between a word of stock (现有, 仍有) and a number next to it
_UNITS = {"%": "%", "‰": "%", "百分点": "points", "个百分点": "points", "倍": "times", "元": "money", "美元": "money", "岁": "age",
          "届": "age", "": "none"}


def number_features(text: str, q: Quantity, clause: tuple[int, int], cell: Cell | None = None) -> list[str]:
    """Returns the features of a number. `clause` is the span of its clause, `cell` its table cell; offsets are those of `text`."""
    names = list(dict.fromkeys(_features(text, q, clause)))
    found = [f"number:{name}" for name in (*names, *(group for group, members in p.GROUPS.items() if not members.isdisjoint(names)))]
    if cell is not None:
        found += [f"cell:{cell.column}", f"cell:{cell.column} {'alone' if q.end - q.start >= cell.end - cell.start - 1 else 'in words'}"]
    return found


def _features(text: str, q: Quantity, clause: tuple[int, int]) -> Iterator[str]:
    before, after = text[max(clause[0], q.start - _REACH):q.start], text[q.end:min(clause[1], q.end + _REACH)].rstrip("，。；、：！？\n ,;")
    least = max(0, q.start - _REACH)
    sentence = text[max(text.rfind("。", least, q.start) + 1, text.rfind("\n", least, q.start) + 1, least):q.start]
    bounded = q.comparator in _BOUNDED
    yield q.comparator
    yield f"unit {_unit(q.unit)}"
    if q.rule == "change":
        yield "change"
    if q.chinese:
        yield "in Chinese digits"
    if q.value <= _SMALL:
        yield "small"
    yield f"digits {min(digits(q), _MOST_DIGITS)}"
    yield from _behind(after, bounded)
    if any(map(str.isdigit, before)):
        yield "another before it"
    for name, pattern in p.BEFORE.items():
        if pattern.search(before):
            yield name
    for name, pattern in p.IN_SENTENCE.items():
        match = None
        for match in pattern.finditer(sentence):  # noqa: B007  the last one
            pass
        if match:
            gap = sentence[match.end():]
            yield f"{name} {'near' if len(gap) < _NEAR else 'in a list' if gap.count('，') <= 1 and '；' not in gap else 'far'}"
    if states_rule(q, before, text[q.end:q.end + _AFTER].partition("\n")[0]):
        yield "states a rule"
    made = p.BEFORE["makes"].search(before)
    if not made and p.SCOPE.search(before) and q.rule != "change" and not p.REACHING.match(text[q.start:q.core]):
        yield "states a scope"
    rest = text[q.end:min(len(text), q.end + _REACH)].partition("。")[0].partition("\n")[0]
    for name, pattern in p.LATER.items():
        if pattern.search(rest):
            yield name
    if bounded or q.comparator == "eq":
        for name, pattern in p.BEHIND.items():
            if pattern.match(after):
                yield name
    opened = max(before.rfind("（"), before.rfind("("))
    if opened > max(before.rfind("）"), before.rfind(")")):
        yield "in brackets"


def states_rule(q: Quantity, before: str, after: str) -> bool:
    """Whether a number and the words around it are a rule of eligibility, frequency, term or size by themselves."""
    if (q.unit in p.AGE_UNITS or p.TERM.search(before)) and not p.BEFORE["level of age"].search(before):
        return True
    if p.BEFORE["general rule"].search(before) or p.CONSEQUENCE.match(after) or q.unit in p.OFTEN and p.FREQUENCY.search(before):
        return True
    if q.rule == "change":
        return False
    bounded = q.comparator in _BOUNDED
    if q.comparator == "ge" and q.unit in p.TIME_UNITS and p.BEFORE["lasting"].search(before):
        return True
    if p.BEFORE["size"].search(before) and q.comparator in ("ge", "le") and "人均" not in before:
        return True
    if q.unit == "元" and (p.PER_UNIT.search(before) or p.AWARD.search(before)):
        return True
    if q.comparator in ("ge", "le") and p.PER_PLACE.search(before) and not p.RATE.search(before):
        return True
    of_size = q.unit in p.SIZE_CLASS and after[:1] not in ("", "，", "。", "；", "、", "的")
    if bounded and (of_size or q.unit != "%" and p.SHARE_OF.match(after)):
        return True
    return bounded and bool(p.CONDITION_AFTER.match(after)) and (q.unit not in ("%", "元") or bool(p.OF_WHOM.search(before)))


def _behind(after: str, bounded: bool) -> Iterator[str]:
    if any(map(str.isdigit, after)):
        yield "another behind it, bounded" if bounded else "another behind it"
    if not after:
        yield "bounded, ends the clause" if bounded else "ends the clause"
    elif bounded and after.startswith("的"):
        yield "bounded, 的"
    elif bounded:
        yield "bounded, noun"
    elif after.startswith("的"):
        yield "的"


def _unit(unit: str) -> str:
    if unit in _UNITS:
        return _UNITS[unit]
    return "time" if unit in p.TIME_UNITS else "often" if unit in p.OFTEN else "size" if unit in p.SIZE_CLASS else "count"


def digits(q: Quantity) -> int:
    """Returns the number of digits of a value without zeros at the beginning and at the end: 22.7 has 3, 1200 has 2."""
    return len(str(q.value).replace(".", "").replace("-", "").strip("0").partition("E")[0])

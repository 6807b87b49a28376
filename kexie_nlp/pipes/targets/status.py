"""Classifies a number: a `Quantity` and its context in, its status out (target, achieved, condition, context), or that it measures
nothing."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.model import Time
from kexie_nlp.model.records import TargetStatus
from kexie_nlp.model.spans import Spans
from kexie_nlp.pipes.layers import DocumentLayers
from kexie_nlp.pipes.targets import patterns as p

_QUOTE = 24
_FEW = 20  # largest number in a slogan (四个意识)


def measures_nothing(context: DocumentLayers, q: Quantity, times: Spans) -> bool:
    """Whether a quantity belongs to one of the families of false numbers. `times` are the spans of the times of the document."""
    text = context.text
    before, after = text[max(0, q.start - 24):q.start].rsplit("\n", 1)[-1], text[q.end:q.end + 12]
    written = text[q.core:q.end]
    if context.aside(q.start, q.end):
        return True
    quote = context.quoted(q.start, q.end)
    if quote and (text[quote[0]] == "《" or quote[1] - quote[0] <= _QUOTE):
        return True
    if p.ORDINAL.search(before) or p.GRADE.match(after) or p.RANK.search(before) and q.unit in ("位", "名"):
        return True
    if q.unit == "届" and q.chinese and q.value > 1:
        return not p.TERM.search(before)
    if q.unit == "次" and q.chinese and (p.SESSION.match(after) or p.SESSION_BEFORE.search(before)):
        return True
    if q.chinese and q.rule in ("quantity", "change") and _is_idiom(q, written, text[q.start:q.core] or before, after, before):
        return True
    if q.unit in p.TIME_UNITS and q.rule != "change":
        return p.SPAN_BEFORE.search(before) is not None or _is_time(q, after, times)
    return False


def _is_time(q: Quantity, after: str, times: Spans) -> bool:
    """Whether a duration is a bound, is part of a name (三年行动, 九年义务教育), or is covered by a time record."""
    if p.BOUND_TIME.match(after) or p.NAMED_LENGTH.match(after) or p.REACH.match(after):
        return True
    return times.hold(q.start)


def _is_idiom(q: Quantity, written: str, lead: str, after: str, before: str) -> bool:
    """Whether a Chinese numeral counts nothing: 一个, 三大…, 二期, 百年, 百名…, 四个意识."""
    if p.CHINESE_ONE.match(written):
        return q.comparator == "eq" and not (p.ONCE.match(written) and p.FREQUENCY.search(before))
    if p.ROUND_NAME.match(written):
        return not (p.REACHES.search(lead) or p.CLAUSE_END.match(after))
    return bool(q.value <= _FEW and p.VAGUE_NOUN.match(after) or p.SLOGAN.match(written) or p.CENTURY.match(written)
                or p.PHASE.match(written) and not p.HOLDS.search(before))


_NEAR = 16
_REACH = 1000  # characters of a sentence read before a number


def find_status(context: DocumentLayers, q: Quantity, left: int, times: Sequence[Time], *, reached: bool = False) -> TargetStatus:
    """Returns the status: rules for conditions first, then the clause, the times in its sentence and the role of the provision.

    `left` is the start of the clause of the number. `reached` marks a change whose own date has passed (由…提高到2020年的10.17%).
    """
    text = context.text
    before, after = text[left:q.start], text[q.end:q.end + _NEAR].split("\n", 1)[0]
    if is_condition(q, before, after):
        return "condition"
    if reached:
        return "achieved"
    reaching = q.rule == "change" or bool(p.REACHING.match(text[q.start:q.core]))
    if not reaching and p.CONTEXT_BEFORE.search(before) and not p.MAKES.search(before):
        return "context"
    provision = context.provision(q.start)
    role = provision.role if provision else None
    low = max(0, q.start - _REACH)
    sentence = max(low, text.rfind("。", low, q.start) + 1, text.rfind("\n\n", low, q.start) + 1)
    base = p.BASE_SENTENCE.search(text[sentence:q.start])
    if p.CENSUS.search(text[sentence:q.start]) or role == "other" and not p.PLANNED.search(before):
        return "context"
    if context.reports(q.start):
        return "achieved"
    if p.PLANNED.search(before):
        return "target"
    outside = bool(context.provisions) and role in (None, "section", "other")
    over = _over(times, sentence, q.start)
    if outside and (base or over):
        return "context"
    if over or p.ACHIEVED.search(before):
        return "achieved"
    return "context" if role in ("other", "principle") else "target"


def _over(times: Sequence[Time], begin: int, end: int) -> bool:
    """Whether the last dated time before a number in its sentence has passed."""
    first, last = (bisect_left(times, offset, key=_begin) for offset in (begin, end))
    stated = [t for t in times[first:last] if t.from_ or t.to]
    return bool(stated) and stated[-1].kind == "done"


def _begin(time: Time) -> int:
    return time.start


def is_condition(q: Quantity, before: str, after: str) -> bool:
    """Whether a number is a rule of eligibility, frequency, term or size. `before` and `after` are the text around it."""
    if q.unit in p.AGE_UNITS and not p.AGE_LEVEL.search(before) or p.TERM.search(before) and not p.AGE_LEVEL.search(before):
        return True
    if p.GENERALLY.search(before) or p.CONSEQUENCE.match(after):
        return True
    if q.unit in p.OFTEN and p.FREQUENCY.search(before):
        return True
    if q.rule == "change":
        return False
    bounded = q.comparator in ("ge", "gt", "le", "lt")
    if q.comparator == "ge" and q.unit in p.TIME_UNITS and p.LASTING.search(before):
        return True
    if p.SIZE.search(before) and q.comparator in ("ge", "le") and "人均" not in before:
        return True
    if q.unit == "元" and (p.PER_UNIT.search(before) or p.AWARD.search(before)):
        return True
    if q.comparator in ("ge", "le") and p.PER_PLACE.search(before) and not p.RATE.search(before):
        return True
    if bounded and q.unit in p.SIZE_CLASS and after[:1] not in ("", "，", "。", "；", "、", "的"):
        return True
    if bounded and q.unit != "%" and p.SHARE_OF.match(after):
        return True
    return bounded and bool(p.CONDITION_AFTER.match(after)) and (q.unit not in ("%", "元") or bool(p.OF_WHOM.search(before)))

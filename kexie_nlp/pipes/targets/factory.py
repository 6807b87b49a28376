"""The component that reads numeric targets: grammar, then false families, indicator, status, deadline."""
from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.grammar.quantities import Quantity, find_quantities
from kexie_nlp.model import Target, Time
from kexie_nlp.model.records import TargetStatus
from kexie_nlp.pipes.actors.assignments import Assignment, find_assignments
from kexie_nlp.pipes.base import SpanPipe, records
from kexie_nlp.pipes.context import Context
from kexie_nlp.pipes.targets import patterns as p
from kexie_nlp.pipes.targets.deadline import find_deadline
from kexie_nlp.pipes.targets.indicator import find_indicator
from kexie_nlp.pipes.times.factory import TimesPipe

_SCOPE = re.compile("(每个?[一-龥（）]{1,8}?|全[省市县国区]|省级以上|县级以上)(?=[一-龥]{0,6}$)")


class TargetsPipe(SpanPipe[Target]):
    """Numbers that measure something. Times found before in the doc give deadlines; without them the pipe finds them."""

    key = "kexie_targets"
    attribute = "target"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._times = TimesPipe("kexie_times")

    def match(self, doc: Doc) -> list[Target]:
        context = Context(doc)
        times = records(doc, TimesPipe) if TimesPipe.key in doc.spans else self._times.match(doc)
        assignments = tuple(find_assignments(context.text))
        found: list[Target] = []
        for quantity in find_quantities(context.text):
            if not measures_nothing(context, quantity, times):
                found.append(_record(context, quantity, times, assignments, len(found) + 1))
        return found


def measures_nothing(context: Context, q: Quantity, times: list[Time]) -> bool:
    """Whether a quantity is an ordinal, a name, a slogan, a date, a rank or a vague count."""
    text = context.text
    before, after = text[max(0, q.start - 24):q.start].rsplit("\n", 1)[-1], text[q.end:q.end + 12]
    written = text[q.core:q.end]
    if context.aside(q.start, q.end):
        return True
    quote = context.quoted(q.start, q.end)
    if quote and (text[quote[0]] == "《" or quote[1] - quote[0] <= 24):
        return True
    if p.ORDINAL.search(before) or p.GRADE.match(after) or p.RANK.search(before) and q.unit in ("位", "名"):
        return True
    if q.unit == "届" and q.chinese and q.value > 1:
        return True
    if q.unit == "次" and q.chinese and (p.SESSION.match(after) or p.SESSION_BEFORE.search(before)):
        return True
    if q.chinese and _is_idiom(written, text[q.start:q.core] or before, after, before):
        return True
    if q.unit in p.TIME_UNITS and q.rule != "change":
        return p.BOUND_TIME.match(after) is not None or any(
            t.kind != "duration" for t in times if t.start <= q.start < t.end)
    return False


def _is_idiom(written: str, lead: str, after: str, before: str) -> bool:
    """Chinese numerals that count nothing: 一个, 三大…, 二期, 百年, 百名…, 四个意识."""
    if p.CHINESE_ONE.match(written):
        return not (p.ONCE.match(written) and p.FREQUENCY.search(before))
    if p.ROUND_NAME.match(written):
        return not (p.REACHES.search(lead) or p.CLAUSE_END.match(after))
    return bool(p.VAGUE_NOUN.match(after) or p.SLOGAN.match(written) or p.CENTURY.match(written)
                or p.PHASE.match(written) and not p.HOLDS.search(before))


def _record(context: Context, q: Quantity, times: list[Time], assignments: tuple[Assignment, ...], number: int) -> Target:
    text = context.text
    indicator, left, right = find_indicator(text, q.start, q.end)
    status = _status(context, q, left)
    scope = _SCOPE.search(text[left:q.start])
    return Target(id=f"n{number}", provision=context.owner(q.start), start=q.start, end=q.end, text=text[q.start:q.end],
                  indicator=indicator, comparator=q.comparator, value=q.value, value_max=q.value_max, unit=q.unit,
                  baseline=q.baseline, scope=scope[1] if scope else None, status=status,
                  deadline=find_deadline(context, q.start, q.end, status, times, assignments), rule=f"targets.{q.rule}")


def _status(context: Context, q: Quantity, left: int) -> TargetStatus:
    text = context.text
    before, after = text[left:q.start], text[q.end:q.end + 16].split("\n", 1)[0]
    if _is_condition(q, before, after):
        return "condition"
    if p.CONTEXT_BEFORE.search(before):
        return "context"
    provision = context.provision(q.start)
    if context.reports(q.start):
        return "achieved"
    if p.PLANNED.search(before):
        return "target"
    sentence = text[max(text.rfind("。", 0, q.start), text.rfind("\n", 0, q.start)) + 1:q.start]
    outside = provision is None or provision.role in ("section", "other")
    if outside and p.BASE_SENTENCE.search(sentence):
        return "context"
    if p.ACHIEVED.search(before):
        return "achieved"
    return "context" if provision is not None and provision.role in ("other", "principle") else "target"


def _is_condition(q: Quantity, before: str, after: str) -> bool:
    """Rules of eligibility, frequency, term and size."""
    if q.unit in p.AGE_UNITS or p.TERM.search(before) or p.GENERALLY.search(before):
        return True
    if q.unit in p.OFTEN and p.FREQUENCY.search(before):
        return True
    if p.SIZE.search(before) and q.comparator in ("ge", "le"):
        return True
    bounded = q.comparator in ("ge", "gt", "le", "lt")
    if q.unit == "元" and p.PER_UNIT.search(before):
        return True
    if bounded and q.unit in p.SIZE_CLASS and after[:1] not in ("", "，", "。", "；", "、", "的"):
        return True
    return bounded and q.rule != "change" and bool(p.CONDITION_AFTER.match(after)) and (
        q.unit not in ("%", "元") or bool(p.OF_WHOM.search(before)))


@Language.factory("kexie_targets", assigns=["doc.spans", "span._.target"])
def create_targets(nlp: Language, name: str) -> TargetsPipe:
    return TargetsPipe(name)

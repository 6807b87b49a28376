"""The component that reads numeric targets: grammar, then false families, indicator, status, deadline."""
from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.grammar.quantities import Quantity, find_quantities
from kexie_nlp.model import Target, Time
from kexie_nlp.model.records import Interval, TargetStatus
from kexie_nlp.pipes.base import SpanPipe, records
from kexie_nlp.pipes.context import Context
from kexie_nlp.pipes.targets import patterns as p
from kexie_nlp.pipes.targets.indicator import find_indicator
from kexie_nlp.pipes.times.factory import TimesPipe

_SCOPE = re.compile("(每个?[一-龥（）]{1,8}?|全[省市县国区]|省级以上|县级以上)(?=[一-龥]{0,6}$)")
_SENTENCE = re.compile("[。！？\n]")


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
        found: list[Target] = []
        for quantity in find_quantities(context.text):
            if not measures_nothing(context, quantity, times):
                found.append(_record(context, quantity, times, len(found) + 1))
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
    if q.unit == "届" and (p.SESSION.search(before) or re.match("[一-龥]*[次全]", after)):
        return True
    if q.chinese and (p.CHINESE_ONE.match(written) or p.VAGUE_NOUN.match(after) or p.SLOGAN.match(written)):
        return True
    if p.ROUND_NAME.match(written) and not p.REACHES.search(text[q.start:q.core] or before):
        return True
    if q.unit in p.TIME_UNITS and q.rule != "change":
        return _is_time(before, after, q, times)
    return False


def _is_time(before: str, after: str, q: Quantity, times: list[Time]) -> bool:
    if p.BOUND_TIME.match(after):
        return True
    around = [t for t in times if t.start <= q.start < t.end]
    return any(t.kind != "duration" for t in around)


def _record(context: Context, q: Quantity, times: list[Time], number: int) -> Target:
    text = context.text
    indicator, left, right = find_indicator(text, q.start, q.end)
    scope = _SCOPE.search(text[left:q.start])
    return Target(id=f"n{number}", provision=context.owner(q.start), start=q.start, end=q.end, text=text[q.start:q.end],
                  indicator=indicator, comparator=q.comparator, value=q.value, value_max=q.value_max, unit=q.unit,
                  baseline=q.baseline, scope=scope[1] if scope else None, status=_status(context, q, left),
                  deadline=_deadline(context, q, times), rule=f"targets.{q.rule}")


def _status(context: Context, q: Quantity, left: int) -> TargetStatus:
    text = context.text
    before, after = text[left:q.start], text[q.end:q.end + 12]
    if q.unit in ("岁", "届") or p.CONDITION_BEFORE.search(before):
        return "condition"
    if q.unit in p.TIME_UNITS and q.comparator in ("ge", "le") and q.rule != "change" and after.startswith("的"):
        return "condition"
    if p.CONTEXT_BEFORE.search(before):
        return "context"
    if context.reports(q.start):
        return "achieved"
    provision = context.provision(q.start)
    if p.PLANNED.search(before):
        return "target"
    if p.ACHIEVED.search(before):
        return "achieved"
    if provision is not None and provision.role in ("other", "principle"):
        return "context"
    return "target"


def _deadline(context: Context, q: Quantity, times: list[Time]) -> Interval | None:
    """The nearest dated time before the number in its sentence, else behind it in its clause."""
    text = context.text
    begin = max((m.end() for m in _SENTENCE.finditer(text, max(0, q.start - 300), q.start)), default=max(0, q.start - 300))
    stop = _SENTENCE.search(text, q.end)
    end = stop.start() if stop else len(text)
    dated = [t for t in times if (t.from_ or t.to) and begin <= t.start and t.end <= end and not q.start <= t.start < q.end]
    before = [t for t in dated if t.end <= q.start]
    chosen = before[-1] if before else None
    return (chosen.from_, chosen.to) if chosen else None


@Language.factory("kexie_targets", assigns=["doc.spans", "span._.target"])
def create_targets(nlp: Language, name: str) -> TargetsPipe:
    return TargetsPipe(name)

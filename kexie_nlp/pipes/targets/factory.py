"""The component that reads numeric targets: grammar, then false families, indicator, status, deadline."""
from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.model import Target, Time
from kexie_nlp.outline.assignments import Assignment
from kexie_nlp.pipes.component import SpanPipe
from kexie_nlp.pipes.layers import DocumentLayers, document_layers
from kexie_nlp.pipes.targets.deadline import find_deadline
from kexie_nlp.pipes.targets.families import measures_nothing
from kexie_nlp.pipes.targets.indicator import Span, find_indicator
from kexie_nlp.pipes.targets.status import find_status
from kexie_nlp.pipes.targets.tables import find_tables, read_table
from kexie_nlp.pipes.times.factory import TimesPipe

_SCOPE = re.compile("(每个?[一-龥（）]{1,8}?|全[省市县国区]|省级以上|县级以上)(?=[一-龥]{0,6}$)")
_AROUND, _FEW = 80, 24  # how far words of other numbers and times are looked for, and how many
_SENTENCE_END = re.compile("[。！？\n]")


class TargetsPipe(SpanPipe[Target]):
    """Numbers that measure something. Times found before in the doc give deadlines; without them the pipe finds them."""

    key = "kexie_targets"
    layer = "targets"
    attribute = "target"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._times = TimesPipe("kexie_times")

    def match(self, doc: Doc) -> list[Target]:
        """The targets of a doc, those of tables included, in offsets of its text."""
        context = document_layers(doc)
        times = context.times if context.has(TimesPipe.layer) else self._times.match(doc)
        tables = find_tables(context.text)
        found = [*_running(context, times, [(t.start, t.end) for t in tables]),
                 *(target for table in tables for target in read_table(context, table))]
        found.sort(key=_start)
        return [target.model_copy(update={"id": f"n{number}"}) for number, target in enumerate(found, 1)]


def _start(target: Target) -> int:
    return target.start


def _running(context: DocumentLayers, times: list[Time], tables: list[Span]) -> list[Target]:
    """The targets of running text, tables left out."""
    text = context.text
    assignments = context.assignments
    kept = [q for q in context.quantities if not any(a <= q.start < b for a, b in tables)
            and not measures_nothing(context, q, times)]
    changes = [(q.start, q.end) for q in kept if q.rule == "change"]
    over = {t.end for t in times if t.kind == "done"}
    times = [t for t in times if not any(a <= t.start < b for a, b in changes)]  # of when the present value was
    spans = sorted([(q.start, q.end) for q in kept] + [(t.start, t.end) for t in times])
    found: list[Target] = []
    first = 0
    for q in kept:
        while spans[first][1] < q.start - _AROUND:
            first += 1
        others = [s for s in spans[first:first + _FEW] if s[1] <= q.start or q.end <= s[0] < q.end + _AROUND]
        previous = found[-1] if found and not _SENTENCE_END.search(text, found[-1].end, q.start) else None
        reached = q.rule == "change" and not over.isdisjoint(range(q.core - len("的"), q.core + 1))
        found.append(_record(context, q, times, assignments, others, previous.indicator if previous else "", reached))
    return found


def _record(context: DocumentLayers, q: Quantity, times: list[Time], assignments: tuple[Assignment, ...], others: list[Span],
            previous: str, reached: bool) -> Target:
    text = context.text
    indicator, left, _ = find_indicator(text, q.start, q.end, others=others, previous=previous)
    status = find_status(context, q, left, times, reached=reached)
    scope = _SCOPE.search(text[left:q.start])
    return Target(id="n0", provision=context.owner(q.start), start=q.start, end=q.end, text=text[q.start:q.end],
                  indicator=indicator, comparator=q.comparator, value=q.value, value_max=q.value_max, unit=q.unit,
                  baseline=q.baseline, scope=scope[1] if scope else None, status=status,
                  deadline=find_deadline(context, q.start, q.end, status, times, assignments), rule=f"targets.{q.rule}")


@Language.factory("kexie_targets", assigns=["doc.spans", "span._.target"])
def create_targets(nlp: Language, name: str) -> TargetsPipe:
    """The component `kexie_targets`; it has no settings, and stands behind `kexie_times` where times are wanted too."""
    return TargetsPipe(name)

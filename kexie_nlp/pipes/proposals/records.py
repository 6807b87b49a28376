"""Converts spans of a tagger to records: `Found` spans in, `Measure`, `Target` and `Time` records out.

The grammar reads numbers and times from the text of the span. The parts of a measure are the spans that the model marks inside it.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kexie_nlp.grammar.quantities import find_quantities
from kexie_nlp.grammar.times import find_times
from kexie_nlp.model import Measure, Target, Time
from kexie_nlp.pipes.layers import DocumentLayers
from kexie_nlp.pipes.measures.bodies import as_records
from kexie_nlp.pipes.times.factory import record

if TYPE_CHECKING:
    from kexie_nlp.neural.tagger import Found

NEAR = 60  # maximum distance between a number and its indicator, in characters


def as_measure(context: DocumentLayers, span: Found, parts: Sequence[Found], number: int) -> Measure:
    """Returns the measure of a span: its first action, the text after that as object, and the actors and instruments inside the span."""
    text = context.text
    inside = [p for p in parts if span.start <= p.start and p.end <= span.end]
    action = next((p for p in inside if p.label == "action"), None)
    owner = context.owner(span.start)
    named, actors = as_records(tuple((name, "subject") for name in _texts(text, inside, "actor")))
    return Measure(
        id=f"{owner or ''}.p{number}", provision=owner, start=span.start, end=span.end, text=text[span.start:span.end],
        action=_plain(text[action.start:action.end]) if action else "",
        object=_plain(text[action.end:span.end]) if action else "",
        actors=actors, bodies=named, instruments=_texts(text, inside, "instrument"),
        status="done" if context.reports(span.start) else "planned", rule=_rule(span))


def as_target(context: DocumentLayers, span: Found, parts: Sequence[Found], number: int) -> Target | None:
    """Returns the number of a span as a target, with the nearest indicator; None if the grammar reads no number there."""
    text = context.text
    quantity = next(find_quantities(text[span.start:span.end]), None)
    if quantity is None:
        return None
    near = [(min(abs(span.start - p.end), abs(p.start - span.end)), p.start, p.end) for p in parts if p.label == "indicator"]
    distance, start, end = min(near, default=(NEAR, 0, 0))
    return Target(
        id=f"p{number}", provision=context.owner(span.start), start=span.start, end=span.end, text=text[span.start:span.end],
        indicator=_plain(text[start:end]) if distance < NEAR else "", comparator=quantity.comparator, value=quantity.value,
        value_max=quantity.value_max, unit=quantity.unit, baseline=quantity.baseline,
        status="achieved" if context.reports(span.start) else "target", rule=_rule(span))


def as_time(context: DocumentLayers, span: Found, number: int) -> Time | None:
    """Returns the time of a span; None if the grammar reads none there."""
    parsed = next(find_times(context.text[span.start:span.end]), None)
    if parsed is None:
        return None
    found = record(context, parsed._replace(start=span.start, end=span.end), number)
    return found.model_copy(update={"id": f"p{number}", "rule": _rule(span)})


def _rule(span: Found) -> str:
    return f"model.{span.label}:{span.confidence:.2f}"


def _texts(text: str, parts: Sequence[Found], label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(text[p.start:p.end]) for p in parts if p.label == label))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)

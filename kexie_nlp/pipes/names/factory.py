"""The component behind `kexie_measures` that fills from names and frames what the rules left empty.

It changes no span: a measure gains an actor where the rules found none, an object where it has none. What was added stands
in the measure's rule: measures.head-verb+entity:ORG, +role:A0, +role:A1.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.model import Measure
from kexie_nlp.pipes.base import records
from kexie_nlp.pipes.measures import MeasuresPipe
from kexie_nlp.pipes.words.factory import layers_of
from kexie_nlp.pipes.words.layers import Entity, Frame, kind_of

LONGEST = 40
_NOT_SUBJECT = re.compile("(?:[在对向从为把将让使用给与同和、于由按靠]|根据|围绕|面向|通过|依托|针对|支持|引导|鼓励)$")


class NamesPipe:
    """Rewrites the records of the span group kexie_measures; does nothing where no names or frames were set."""

    def __init__(self, name: str) -> None:
        self.name = name

    def match(self, doc: Doc) -> list[Measure]:
        layers = layers_of(doc)
        bodies = [e for e in layers.entities if kind_of(e.label) == "organization"]
        return [complete(doc.text, m, bodies, layers.frames) for m in records(doc, MeasuresPipe)]

    def __call__(self, doc: Doc) -> Doc:
        layers = layers_of(doc)
        if layers.entities or layers.frames:
            for span, item in zip(doc.spans.get(MeasuresPipe.key, ()), self.match(doc), strict=True):
                span._.set(MeasuresPipe.attribute, item)
        return doc


def complete(text: str, measure: Measure, bodies: Sequence[Entity], frames: Sequence[Frame]) -> Measure:
    """A measure with what names and frames add to it; itself where they add nothing."""
    head = text.find(measure.action, measure.start, measure.end) if measure.action else -1
    if head < 0:
        return measure
    update: dict[str, object] = {}
    rule = measure.rule
    own = [f for f in frames if f.start < head + len(measure.action) and head < f.end]
    if not measure.actors:
        subjects = [a for f in own for a in f.arguments if a.label == "A0" and a.end - a.start <= LONGEST]
        named = [b for b in bodies if b.start == measure.start and b.end <= head and not _NOT_SUBJECT.search(text[:b.start][-2:])]
        if subjects or named:
            update["actors"] = tuple(dict.fromkeys(text[a.start:a.end] for a in subjects or named))
            rule += "+role:A0" if subjects else f"+entity:{named[0].label}"
    if not measure.object:
        objects = [a for f in own for a in f.arguments if a.label == "A1" and measure.start <= a.start and a.end <= measure.end]
        if objects:
            update["object"] = re.sub(r"\s", "", text[objects[0].start:objects[0].end])
            rule += "+role:A1"
    return measure.model_copy(update={**update, "rule": rule}) if update else measure


@Language.factory("kexie_names", assigns=["span._.measure"], requires=["doc.spans", "span._.measure"])
def create_names(nlp: Language, name: str) -> NamesPipe:
    return NamesPipe(name)

"""The component `kexie_names`: completes measures, times and targets by entities and semantic frames; see `roles`.

It runs after `kexie_measures`.
"""
from __future__ import annotations

from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.model import Measure, Target, Time
from kexie_nlp.model.layers import kind_of
from kexie_nlp.pipes.layers import document_layers
from kexie_nlp.pipes.measures import MeasuresPipe
from kexie_nlp.pipes.names.roles import complete, complete_targets, complete_times, temporal
from kexie_nlp.pipes.targets import TargetsPipe
from kexie_nlp.pipes.times import TimesPipe


class Completed(NamedTuple):
    """The completed records of a doc."""
    measures: list[Measure]
    times: list[Time]
    targets: list[Target]


class NamesPipe:
    """Rewrites the records of kexie_measures, kexie_times and kexie_targets. Does nothing if no entities or frames are set."""

    def __init__(self, name: str) -> None:
        self.name = name

    def match(self, doc: Doc) -> Completed:
        """Returns the completed records of a doc, with offsets in `doc.text`. Writes nothing to the doc."""
        layers = document_layers(doc)
        text, found = layers.text, layers.measures
        bodies = [e for e in layers.entities if kind_of(e.label) == "organization"]
        frames = sorted(layers.frames)
        measures = [complete(text, m, bodies, frames) for m in found]
        times, targets = list(layers.times), list(layers.targets)
        said = list(temporal(text, found, frames))
        if said:
            times = complete_times(layers, said, times)
            targets = complete_targets(said, times, targets)
        return Completed(measures, times, targets)

    def __call__(self, doc: Doc) -> Doc:
        layers = document_layers(doc)
        if layers.entities or layers.frames:
            found = self.match(doc)
            for pipe, items in ((MeasuresPipe, found.measures), (TargetsPipe, found.targets)):
                if layers.has(pipe.layer):
                    layers.set_records(pipe.layer, items)
            if layers.has(TimesPipe.layer):
                TimesPipe(self.name).set_annotations(doc, found.times)
        return doc


@Language.factory("kexie_names", assigns=["span._.measure", "span._.time", "span._.target"], requires=["doc.spans", "span._.measure"])
def create_names(nlp: Language, name: str) -> NamesPipe:
    """Creates the component `kexie_names`. It has no settings. It runs after the components whose records it completes."""
    return NamesPipe(name)

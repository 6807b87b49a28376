"""The component `kexie_proposals`: writes the spans of a trained tagger, and optionally converts confident spans to records.

It is not part of the default pipeline.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from kexie_nlp.errors import KexieError
from kexie_nlp.outline.clauses import leaves
from kexie_nlp.pipes.component import SpanPipe, records
from kexie_nlp.pipes.layers import document_layers
from kexie_nlp.pipes.measures import MeasuresPipe
from kexie_nlp.pipes.proposals.records import as_measure, as_target, as_time
from kexie_nlp.pipes.targets import TargetsPipe
from kexie_nlp.pipes.times import TimesPipe

if TYPE_CHECKING:
    from kexie_nlp.neural.tagger import Found

BY_RULES: Mapping[str, type[SpanPipe[Any]]] = {"measure": MeasuresPipe, "value": TargetsPipe, "time": TimesPipe}


class ProposalsPipe:
    """Sets the span group kexie_proposals to the spans of the model that overlap no span of the rules. Each has `_.confidence`.

    `layers` names the taggers of the model to run. "measures" is restricted to tasks and achievements if the doc has an outline. "parts"
    yields values and times that the rules did not find, and every action, actor, instrument and indicator. With `accept`, measures, values
    and times of at least this confidence become records beside those of the rules, with the rule `model.LABEL:CONFIDENCE`. The text must
    be normalised. Raises K501 without HanLP, K502 if the model cannot be loaded.
    """

    key = "kexie_proposals"

    def __init__(self, name: str, model: str | None, layers: Sequence[str] = ("measures",), accept: float | None = None) -> None:
        if not model:
            raise KexieError("K502", path="(none)", detail="kexie_proposals needs a model that kexie train hanlp made")
        self.name, self.model, self.layers, self.accept = name, model, tuple(layers), accept
        if not Span.has_extension("confidence"):
            Span.set_extension("confidence", default=None)

    def match(self, doc: Doc) -> list[Found]:
        """Returns the spans of the model that overlap no span of the rules, sorted, with offsets in `doc.text`. Writes nothing to the
        doc."""
        from kexie_nlp.neural.loading import load
        from kexie_nlp.neural.tagger import tag_text, within

        layers = document_layers(doc)
        text = layers.text
        spans = [(p.start, p.end) for p in leaves(text, layers.provisions)] or [(0, len(text))]
        taken = {label: [(item.start, item.end) for item in records(doc, pipe)] for label, pipe in BY_RULES.items()}
        found = [span for layer in self.layers for span in within(tag_text(load(str(Path(self.model, layer))), text), spans)]
        return sorted(s for s in found if not any(s.start < b and a < s.end for a, b in taken.get(s.label, ())))

    def __call__(self, doc: Doc) -> Doc:
        found = self.match(doc)
        spans = []
        for item in found:
            span = doc.char_span(item.start, item.end, label=item.label, alignment_mode="expand")
            if span is not None:
                span._.confidence = item.confidence
                spans.append(span)
        doc.spans[self.key] = spans
        if self.accept is not None:
            self._accept(doc, found, self.accept)
        return doc

    def _accept(self, doc: Doc, found: Sequence[Found], least: float) -> None:
        context = document_layers(doc)
        accepted = [s for s in found if s.confidence >= least]
        read: dict[str, list[Any]] = {
            "measure": [as_measure(context, s, found, n) for n, s in enumerate(accepted) if s.label == "measure"],
            "value": [as_target(context, s, found, n) for n, s in enumerate(accepted) if s.label == "value"],
            "time": [as_time(context, s, n) for n, s in enumerate(accepted) if s.label == "time"]}
        for label, pipe in BY_RULES.items():
            items = [*records(doc, pipe), *(item for item in read[label] if item is not None)]
            pipe(self.name).set_annotations(doc, sorted(items, key=_start))


def _start(item: Any) -> int:
    return int(item.start)


@Language.factory("kexie_proposals", assigns=["doc.spans", "span._.confidence"],
                  default_config={"model": None, "layers": ["measures"], "accept": None})
def create_proposals(nlp: Language, name: str, model: str | None, layers: list[str], accept: float | None) -> ProposalsPipe:
    """Creates the component `kexie_proposals`. Settings: `model`, `layers` and `accept`, see `ProposalsPipe`. Raises K502 without a
    model."""
    return ProposalsPipe(name, model, layers, accept)

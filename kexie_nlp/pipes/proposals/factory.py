"""The component that proposes spans; it adds no records and changes none. Not part of the pipeline unless added."""
from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kexie_nlp.errors import KexieError
from kexie_nlp.neural.samples import LAYERS
from kexie_nlp.pipes.context import ensure_extensions
from kexie_nlp.pipes.measures import MeasuresPipe
from kexie_nlp.pipes.measures.factory import ROLES
from kexie_nlp.pipes.targets import TargetsPipe
from kexie_nlp.pipes.times import TimesPipe

BY_RULES = {"measure": MeasuresPipe.key, "value": TargetsPipe.key, "time": TimesPipe.key}


class ProposalsPipe:
    """Sets the span group kexie_proposals: measure, value, time where they touch no span of the rules (measures in
    tasks and achievements only, where the doc has an outline), and every action,
    actor, instrument, indicator. The text must be normalised.
    K501 without HanLP, K502 where the model does not load."""

    key = "kexie_proposals"

    def __init__(self, name: str, model: str | None) -> None:
        if not model:
            raise KexieError("K502", path="(none)", detail="kexie_proposals needs a model that kexie train hanlp made")
        self.name, self.model = name, model

    def match(self, doc: Doc) -> list[Span]:
        from kexie_nlp.neural.loading import load
        from kexie_nlp.neural.scores import tag_text, within

        ensure_extensions()
        leaves = [(p.start, p.end) for p in doc._.provisions if p.role in ROLES] or [(0, len(doc.text))]
        out = []
        for layer in LAYERS:
            for start, end, label in within(tag_text(load(str(Path(self.model, layer))), doc.text), leaves):
                span = doc.char_span(start, end, label=label, alignment_mode="expand")
                taken = doc.spans.get(BY_RULES.get(label, ""), ())
                if span is not None and not any(span.start < t.end and t.start < span.end for t in taken):
                    out.append(span)
        return sorted(out)

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[self.key] = self.match(doc)
        return doc


@Language.factory("kexie_proposals", assigns=["doc.spans"], default_config={"model": None})
def create_proposals(nlp: Language, name: str, model: str | None) -> ProposalsPipe:
    return ProposalsPipe(name, model)

"""The component that proposes spans; it adds no records and changes none. Not part of the pipeline unless added."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kexie_nlp.errors import KexieError
from kexie_nlp.pipes.context import ensure_extensions
from kexie_nlp.pipes.measures import MeasuresPipe
from kexie_nlp.pipes.measures.factory import ROLES
from kexie_nlp.pipes.targets import TargetsPipe
from kexie_nlp.pipes.times import TimesPipe

BY_RULES = {"measure": MeasuresPipe.key, "value": TargetsPipe.key, "time": TimesPipe.key}


class ProposalsPipe:
    """Sets the span group kexie_proposals to the spans of the model that touch no span of the rules.

    `layers` names the taggers of the model to ask. "measures" looks in tasks and achievements where the doc has an outline.
    "parts" gives values and times, and every action, actor, instrument and indicator, for which the rules have no spans.
    The text must be normalised. K501 without HanLP, K502 where the model does not load.
    """

    key = "kexie_proposals"

    def __init__(self, name: str, model: str | None, layers: Sequence[str] = ("measures",)) -> None:
        if not model:
            raise KexieError("K502", path="(none)", detail="kexie_proposals needs a model that kexie train hanlp made")
        self.name, self.model, self.layers = name, model, tuple(layers)

    def match(self, doc: Doc) -> list[Span]:
        from kexie_nlp.neural.loading import load
        from kexie_nlp.neural.scores import tag_text, within

        ensure_extensions()
        leaves = [(p.start, p.end) for p in doc._.provisions if p.role in ROLES] or [(0, len(doc.text))]
        out = []
        for layer in self.layers:
            for start, end, label in within(tag_text(load(str(Path(self.model, layer))), doc.text), leaves):
                span = doc.char_span(start, end, label=label, alignment_mode="expand")
                taken = doc.spans.get(BY_RULES.get(label, ""), ())
                if span is not None and not any(span.start < t.end and t.start < span.end for t in taken):
                    out.append(span)
        return sorted(out)

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[self.key] = self.match(doc)
        return doc


@Language.factory("kexie_proposals", assigns=["doc.spans"], default_config={"model": None, "layers": ["measures"]})
def create_proposals(nlp: Language, name: str, model: str | None, layers: list[str]) -> ProposalsPipe:
    return ProposalsPipe(name, model, layers)

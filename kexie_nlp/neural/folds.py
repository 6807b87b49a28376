"""Training with and without silver, and leaving one document out: what a tagger is worth on documents it has not learnt from."""
from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kexie_nlp.neural.samples import LAYERS, Sample, samples
from kexie_nlp.neural.scores import Scores, add_scores, rule_spans, tag_text, within
from kexie_nlp.neural.silver import confident, same_plan
from kexie_nlp.neural.train import train_tagger
from kexie_nlp.text import normalize

GOLD, ALL, CONFIDENT = "gold only", "all silver", "confident silver"
Annotated = Mapping[str, Any]


def taggers(data: Sequence[Sample], silver: Sequence[Sample], variants: Sequence[str], folder: str | Path, **options: Any
            ) -> tuple[dict[str, Any], int]:
    """A tagger by variant, that of the last one saved to the folder, and how many silver sentences were confident."""
    with tempfile.TemporaryDirectory() as scratch:
        found = {GOLD: train_tagger(data, folder if variants[-1] == GOLD else scratch, **options)}
    kept: list[Sample] = []
    if CONFIDENT in variants:
        kept = confident(found[GOLD], silver)
    for name, more in ((ALL, silver), (CONFIDENT, kept)):
        if name in variants:
            with tempfile.TemporaryDirectory() as scratch:
                found[name] = train_tagger([*data, *more], folder if variants[-1] == name else scratch, **options)
    return found, len(kept)


def leave_one_out(golds: Sequence[Annotated], *, silver: Sequence[Annotated] = (), layers: Sequence[str] = LAYERS,
                  keep: str | Path | None = None, progress: Callable[[str], None] | None = None, **options: Any) -> Scores:
    """Train on all annotated documents but one and score on that one, for each in turn.

    With `silver` documents in three ways: without them, with all of their sentences, with the confident ones, chosen by a tagger
    that has not seen the document either; a digest of that document is no silver for it. `keep` names a folder in which the
    taggers stay, those of the last way, as DOCUMENT/LAYER.
    """
    variants = (GOLD, ALL, CONFIDENT) if silver else (GOLD,)
    scores = Scores()
    ready = {layer: [samples(g, layer) for g in golds] for layer in layers}
    extra = {layer: [samples(g, layer) for g in silver] for layer in layers}
    for k, gold in enumerate(golds):
        by_rules, leaves = rule_spans(gold)
        text = normalize(gold["text"]).text
        for layer in layers:
            data = [s for i, part in enumerate(ready[layer]) if i != k for s in part]
            more = [s for d, part in zip(silver, extra[layer], strict=True) if not same_plan(d, gold) for s in part]
            with tempfile.TemporaryDirectory() as scratch:
                found, _ = taggers(data, more, variants, Path(keep, str(gold["doc"]), layer) if keep else scratch, **options)
                for name, component in found.items():
                    spans = within(tag_text(component, text), leaves)
                    add_scores(scores, gold, layer, spans, by_rules, name, last=name == variants[-1])
        if progress is not None:
            progress(str(gold["doc"]))
    return scores

"""Silver: documents as the rules read them, and which of their sentences a tagger may learn from.

Only confident ones: those where two independent readers agree, the rules and a tagger that has learnt from people's annotations
alone. That is self-training (Yarowsky 1995) with the agreement filter of co-training (Blum and Mitchell 1998; Clark, Curran and
Osborne 2003): what one reader gets wrong the other rarely gets wrong in the same way.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.spans import pair
from kexie_nlp.neural.samples import Sample
from kexie_nlp.neural.train import Found, read_spans

AGREE = 0.8  # overlap from which a span of both readers is the same; share of a sentence's spans that must be the same
SURE = 0.6  # confidence of the tagger below which it does not speak for a span


def silver_documents(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Documents in which the rules find measures, as they read them, in the form of annotations; K504 where there are none."""
    from kexie_nlp.analysis import analyze

    out = []
    for path in paths:
        document = analyze(path)
        if document.record.measures:
            out.append({**document.record.model_dump(mode="json", by_alias=True), "doc": path.stem, "text": document.text})
    if not out:
        raise KexieError("K504", detail="no document to learn from")
    return out


def same_plan(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two documents speak of the same plan (a digest and its original): the same level, region and year."""
    return _plan(one) == _plan(other)


def _plan(document: Mapping[str, Any]) -> tuple[str | None, str | None, str]:
    meta = document["meta"]
    dated = (meta.get("period") or [None])[0] or meta.get("issued") or ""
    return meta.get("level"), meta.get("region"), dated[:4]


def confident(component: Any, data: Sequence[Sample]) -> list[Sample]:
    """The sentences on whose spans the tagger agrees with the tags they carry, these kept as they are."""
    found = read_spans(component, ["".join(sample.chars) for sample in data])
    return [sample for sample, spans in zip(data, found, strict=True) if agreement(tagged(sample), spans) >= AGREE]


def agreement(silver: Sequence[Found], found: Sequence[Found]) -> float:
    """How far two readings of a sentence agree: twice the spans that are the same over all spans; 1 where neither has any."""
    if not silver and not found:
        return 1.0
    same = 0
    for label in {span.label for span in silver}:
        one, other = ([{"start": s.start, "end": s.end} for s in spans if s.label == label and s.confidence >= SURE]
                      for spans in (silver, found))
        same += len(pair(one, other, AGREE))
    return 2 * same / (len(silver) + len(found))


def tagged(sample: Sample) -> list[Found]:
    """The spans that the tags of a sentence mark."""
    out: list[Found] = []
    for i, tag in enumerate(sample.tags):
        if tag.startswith("B-"):
            out.append(Found(i, i + 1, tag[2:], 1.0))
        elif tag.startswith("I-"):
            out[-1] = out[-1]._replace(end=i + 1)
    return out

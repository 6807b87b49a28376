"""Annotated (gold) and rule-read (silver) documents to sentences of tagged characters, in normalised text.

Two layers, as parts lie inside measures: "measures" (the clauses) and "parts" (action, actor, instrument, indicator, value,
time). Fields that annotations hold as words without offsets are searched where they belong: an action or title inside its
measure, an actor there or else in its provision, an indicator beside its number; words not found are left out.

Of silver documents only the confident sentences are used: those where two independent readers agree, the rules and a tagger
trained on gold alone. This is self-training (Yarowsky 1995) with the agreement filter of co-training (Blum and Mitchell 1998;
Clark, Curran and Osborne 2003): the errors of one reader are rarely those of the other.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.metrics import pair
from kexie_nlp.neural.offsets import sentences
from kexie_nlp.neural.tagger import LIMIT, Found, read_spans
from kexie_nlp.text import NormText, normalize

LAYERS = ("measures", "parts")
NEAR = 60  # characters between a number and its indicator
AGREE = 0.8  # overlap from which a span of both readers is the same; share of a sentence's spans that must be the same
SURE = 0.6  # confidence of the tagger below which a span of it does not count
Span = tuple[int, int, str]


class Sample(NamedTuple):
    """A sentence: its characters, and a BIO tag for each."""
    chars: tuple[str, ...]
    tags: tuple[str, ...]


def load_gold(*folders: str | Path) -> list[dict[str, Any]]:
    """The annotated documents of folders, in order of their names; K504 where there are none."""
    golds = [json.loads(path.read_text(encoding="utf-8")) for folder in folders for path in sorted(Path(folder).glob("*.gold.json"))]
    if not golds:
        raise KexieError("K504", detail=f"no *.gold.json in {', '.join(map(str, folders))}")
    return golds


def spans(gold: Mapping[str, Any], layer: str, norm: NormText | None = None) -> list[Span]:
    """The labelled spans of a document in its normalised text, in order and without overlap; of two the first wins."""
    norm = norm or normalize(gold["text"])
    found = _measures(gold, norm) if layer == "measures" else _parts(gold, norm)
    taken: list[Span] = []
    for start, end, label in found:
        if start < end and not any(start < b and a < end for a, b, _ in taken):
            taken.append((start, end, label))
    return sorted(taken)


def samples(gold: Mapping[str, Any], layer: str) -> list[Sample]:
    """The sentences of a document that have text in them; a span over the end of a sentence is left out."""
    norm = normalize(gold["text"])
    marked = spans(gold, layer, norm)
    out = []
    for start, end in sentences(norm.text, LIMIT):
        tags = ["O"] * (end - start)
        for a, b, label in marked:
            if start <= a and b <= end:
                tags[a - start:b - start] = [f"B-{label}", *[f"I-{label}"] * (b - a - 1)]
        out.append(Sample(tuple(norm.text[start:end]), tuple(tags)))
    return out


def silver_documents(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The documents in which the rules find measures, as the rules read them, in the form of annotations; K504 where there are none."""
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
    """Whether two documents hold the same plan (a digest and its original): the same level, region and year."""
    return _plan(one) == _plan(other)


def _plan(document: Mapping[str, Any]) -> tuple[str | None, str | None, str]:
    meta = document["meta"]
    dated = (meta.get("period") or [None])[0] or meta.get("issued") or ""
    return meta.get("level"), meta.get("region"), dated[:4]


def confident(component: Any, data: Sequence[Sample]) -> list[Sample]:
    """The sentences whose tags agree with the spans of the tagger; their tags are not changed."""
    found = read_spans(component, ["".join(sample.chars) for sample in data])
    return [sample for sample, spans in zip(data, found, strict=True) if agreement(tagged(sample), spans) >= AGREE]


def agreement(silver: Sequence[Found], found: Sequence[Found]) -> float:
    """The agreement of two readings of a sentence, 0 to 1: twice the same spans over all spans; 1 where neither has any."""
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


def _measures(gold: Mapping[str, Any], norm: NormText) -> Iterator[Span]:
    for item in gold["measures"]:
        yield (*norm.to_text(item["start"], item["end"]), "measure")


def _parts(gold: Mapping[str, Any], norm: NormText) -> Iterator[Span]:
    for item in gold["targets"]:
        yield (*norm.to_text(item["start"], item["end"]), "value")
    for item in gold["times"]:
        yield (*norm.to_text(item["start"], item["end"]), "time")
    owners = {p["id"]: norm.to_text(p["start"], p["end"]) for p in gold["provisions"]}
    for item in gold["measures"]:
        place = norm.to_text(item["start"], item["end"])
        for title in item["instruments"]:
            yield from _find(norm.text, title, place, "instrument")
        for actor in item["actors"]:
            yield from list(_find(norm.text, actor, place, "actor")) or _find(
                norm.text, actor, owners.get(item["provision"], place), "actor")
        yield from _find(norm.text, item["action"], place, "action")
    for item in gold["targets"]:
        start, end = norm.to_text(item["start"], item["end"])
        before, behind = norm.text.rfind("\n", 0, start) + 1, norm.text.find("\n", end)
        place = max(before, start - NEAR), min(behind if behind > 0 else len(norm.text), end + NEAR)
        yield from _find(norm.text, item["indicator"], place, "indicator", near=start)


def _find(text: str, words: str | None, place: tuple[int, int], label: str, near: int | None = None) -> Iterable[Span]:
    """Where words stand in a stretch of text: the first place, or that nearest to an offset."""
    found, at = [], text.find(words, *place) if words and len(words) > 1 else -1
    while at >= 0:
        found.append(at)
        at = text.find(words or "", at + 1, place[1]) if near is not None else -1
    if found:
        best = min(found, key=_distance(near)) if near is not None else found[0]
        yield best, best + len(words or ""), label


def _distance(near: int):
    def distance(at: int) -> int:
        return abs(at - near)
    return distance

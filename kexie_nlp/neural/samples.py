"""Annotated documents as sentences of tagged characters, in normalised text: what `neural.train` learns from.

Two layers, as parts lie inside measures: "measures" (the clauses) and "parts" (action, actor, instrument, indicator, value,
time). Fields that annotations hold as words only are looked for where they must be: an action or title inside its measure,
an actor there or else in its provision, an indicator beside its number; words that are not there are left out.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kexie_nlp.errors import KexieError
from kexie_nlp.neural.offsets import sentences
from kexie_nlp.text import NormText, normalize

LAYERS = ("measures", "parts")
LIMIT = 200
NEAR = 60  # characters between a number and its indicator
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

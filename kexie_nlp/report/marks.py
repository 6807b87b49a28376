"""What was found in a document as raw spans of five kinds, each with its value in a few Chinese words."""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kexie_nlp.report.words import KINDS, amount, interval, manner

if TYPE_CHECKING:
    from kexie_nlp.analysis import Document
    from kexie_nlp.model import Target, Time

NAMES = {"measures": "举措", "targets": "指标", "times": "时限", "actors": "主体", "instruments": "文件"}


class Mark(NamedTuple):
    """A raw span, its kind (a key of `NAMES`), and what was read there."""
    start: int
    end: int
    kind: str
    value: str = ""


def find_marks(document: Document, kinds: Sequence[str] = tuple(NAMES)) -> list[Mark]:
    """The findings of these kinds in order; ValueError for a kind that is none of `NAMES`.

    Actors and instruments are names in the record: they are marked where they stand in the measure, an actor that a measure
    takes from its surroundings at its nearest mention in the provision, one that stands nowhere not at all.
    """
    if unknown := sorted(set(kinds) - set(NAMES)):
        raise ValueError(f"unknown kinds {', '.join(unknown)}; legal: {', '.join(NAMES)}")
    record = document.record
    marks: set[Mark] = set()
    if "measures" in kinds:
        marks |= {Mark(m.start, m.end, "measures", manner(m.status, m.modality)) for m in record.measures}
    if "targets" in kinds:
        marks |= {Mark(t.start, t.end, "targets", _amount(t)) for t in record.targets}
    if "times" in kinds:
        marks |= {Mark(t.start, t.end, "times", _date(t)) for t in record.times}
    named = [kind for kind in ("actors", "instruments") if kind in kinds]
    return sorted(mark for mark in marks | set(_named(document, named)) if mark.start < mark.end)


def _amount(target: Target) -> str:
    most = None if target.value_max is None else f"{target.value_max:f}"
    return amount(target.comparator, f"{target.value:f}", most, target.unit)


def _date(time: Time) -> str:
    return interval((time.from_, time.to)) or KINDS[time.kind]


def _named(document: Document, kinds: Sequence[str]) -> Iterator[Mark]:
    norm = document.norm
    places = {p.id: norm.to_text(p.start, p.end) for p in document.record.provisions} if kinds else {}
    found: dict[tuple[str, tuple[int, int]], list[tuple[int, int]]] = {}
    for measure in document.record.measures:
        own = norm.to_text(measure.start, measure.end)
        for kind in kinds:
            around = places.get(measure.provision or "", own) if kind == "actors" else own
            for name in dict.fromkeys(getattr(measure, kind)):
                if (name, around) not in found:
                    found[name, around] = _mentions(norm.text, name, around)
                if mentions := found[name, around]:
                    last = max(bisect_left(mentions, (own[1],)) - 1, 0)
                    yield Mark(*norm.to_raw(*mentions[last]), kind)


def _mentions(text: str, name: str, around: tuple[int, int]) -> list[tuple[int, int]]:
    """Where a name stands in a stretch; blanks may part it."""
    return [match.span() for match in re.compile(r"\s*".join(map(re.escape, name))).finditer(text, *around)]

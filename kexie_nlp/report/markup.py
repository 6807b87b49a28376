"""A document as a page to read: its raw text with everything that was found drawn beneath, by spaCy's displaCy.

Stretches with findings go through displaCy (style "span", manual, with characters for tokens, so that long clauses wrap and
findings that overlap lie beneath each other); what stands between them is escaped text.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kexie_nlp.report.marks import NAMES, Mark, find_marks
from kexie_nlp.report.markup_page import Part, as_fragment, as_page
from kexie_nlp.report.render import clean

if TYPE_CHECKING:
    from kexie_nlp.analysis import Document
    from kexie_nlp.model import Provision

_TOKEN = re.compile(r"[（《“‘【(]*(?:[0-9A-Za-z.%]+|.)[，。；：、！？）》”’】,;:!?)]*", re.S)  # what no line end parts
_BLANK = "\x02"  # stands behind a token of blanks, which displaCy would leave out; no cleaned text holds it
_LINE = re.compile(r"[^\n]*\S[^\n]*")
LONGEST = 1000   # characters that displaCy draws at once; its time grows with their square
_LABEL = 0.65    # the size of a label's characters
_BEGIN = '<div class="spans"'
_TEMPLATE = {"span": '<span class="t" style="height:{total_height}px">{text}{span_slices}{span_starts}</span>',
             "slice": '<i class="{bg}" style="top:{top_offset}px"></i>',
             "start": '<b class="{bg}" style="top:{top_offset}px">{label}{kb_link}</b>'}


def render_extractions(document: Document, *, kinds: Sequence[str] = tuple(NAMES), page: bool = True) -> str:
    """The raw text of a document as HTML, with its extractions underlined and named.

    `kinds` are some of measures, targets, times, actors, instruments (ValueError for others). Every provision has its id as
    anchor, so that FILE.html#一.2 opens there. With `page` a whole page that needs nothing else, without it a fragment for a
    notebook: `IPython.display.HTML(render_extractions(document, page=False))`. All text is escaped, control characters
    show as �.
    """
    marks, text = find_marks(document, kinds), clean(document.text)
    parts = []
    stretches = list(_stretches(document))
    lines = [[match.span() for match in _LINE.finditer(text, start, end)] for _, _, start, end in stretches]
    drawn = iter(_draw(text, [span for spans in lines for span in spans], marks))
    for (provision, opens, _, _), spans in zip(stretches, lines, strict=True):
        if opens or spans:
            parts.append(Part(provision, opens, "".join(f"<div>{next(drawn)}</div>" for _ in spans)))
    counts = {kind: sum(mark.kind == kind for mark in marks) for kind in NAMES if kind in kinds}
    return (as_page if page else as_fragment)(document.record, parts, counts)


def _stretches(document: Document) -> Iterator[tuple[Provision | None, bool, int, int]]:
    """The text in order, cut where provisions begin and end: the innermost provision, whether it begins here, the span."""
    provisions = sorted(document.record.provisions, key=_outer_first)
    inside: list[Provision] = []
    done = 0
    for provision in provisions:
        while inside and inside[-1].end <= provision.start:
            last = inside.pop()
            yield last, done == last.start, done, last.end
            done = max(done, last.end)
        yield inside[-1] if inside else None, bool(inside) and done == inside[-1].start, done, provision.start
        done = provision.start
        inside.append(provision)
    while inside:
        last = inside.pop()
        yield last, done == last.start, done, last.end
        done = max(done, last.end)
    yield None, False, done, len(document.text)


def _draw(text: str, lines: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> Iterator[str]:
    """The HTML of every line; lines and marks are in order, and a mark may cross lines."""
    starts = [start for start, _ in lines]
    held: list[list[Mark]] = [[] for _ in lines]
    for mark in marks:
        number = max(bisect_right(starts, mark.start) - 1, 0)
        while number < len(lines) and starts[number] < mark.end:
            if part := _within(mark, *lines[number]):
                held[number].append(part)
            number += 1
    for (start, end), here in zip(lines, held, strict=True):
        yield "".join(_line(text, start, end, sorted(here)))


def _line(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
    clusters = [(cut, min(cut + LONGEST, last), cluster)
                for first, last, cluster in _clusters(marks) for cut in range(first, last, LONGEST)]
    for (first, last, _), html in zip(clusters, _by_displacy(text, clusters), strict=True):
        yield escape(text[start:first]) + html
        start = last
    yield escape(text[start:end])


def _clusters(marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Marks that overlap, together, and the stretch that they cover without a gap."""
    cluster: list[Mark] = []
    reach = 0
    for mark in marks:
        if cluster and mark.start >= reach:
            yield cluster[0].start, reach, cluster
            cluster = []
        cluster.append(mark)
        reach = max(reach, mark.end)
    if cluster:
        yield cluster[0].start, reach, cluster


def _within(mark: Mark, start: int, end: int) -> Mark | None:
    """The part of a mark that lies in a stretch."""
    part = mark._replace(start=max(mark.start, start), end=min(mark.end, end))
    return part if part.start < part.end else None


def _by_displacy(text: str, clusters: Sequence[tuple[int, int, list[Mark]]]) -> list[str]:
    """Stretches that are marked throughout, drawn in one call."""
    from spacy import displacy

    kinds: dict[str, str] = {}
    docs = [_tokens_and_spans(text, *cluster, kinds) for cluster in clusters]
    options = {"template": _TEMPLATE, "top_offset": 27, "top_offset_step": 15, "span_label_offset": 12, "colors": kinds}
    html = displacy.render(docs, style="span", manual=True, jupyter=False, options=options)
    return [_BEGIN + part.rstrip() for part in html.replace(_BLANK, "").split(_BEGIN)[1:]]  # escaped text never holds a tag


def _tokens_and_spans(text: str, start: int, end: int, marks: Sequence[Mark], kinds: dict[str, str]) -> dict[str, Any]:
    """A stretch as displaCy takes it; `kinds` gets the kind of every label, by which its colour is found."""
    parts = [part for mark in marks if (part := _within(mark, start, end))]
    edges = [start]
    for a, b in pairwise(sorted({start, end, *(m.start for m in parts), *(m.end for m in parts)})):
        edges += [match.end() for match in _TOKEN.finditer(text, a, b)]
    labels = [_label(text, part) for part in parts]
    kinds.update(zip(labels, (part.kind for part in parts), strict=True))
    return {"tokens": [text[a:b] + _BLANK * text[a:b].isspace() for a, b in pairwise(edges)], "spans": [
        {"start_token": bisect_left(edges, part.start), "end_token": bisect_left(edges, part.end), "label": label}
        for part, label in zip(parts, labels, strict=True)]}


def _label(text: str, mark: Mark) -> str:
    """The kind, and the value where it fits beneath the span."""
    name = NAMES[mark.kind]
    whole = f"{name} {mark.value}" if mark.value else name
    return escape(clean(whole) if _width(whole) * _LABEL <= _width(text[mark.start:mark.end]) else name)


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _outer_first(provision: Provision) -> tuple[int, int]:
    return provision.start, -provision.end

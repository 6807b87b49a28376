"""Layers of segments made into one: for listing what a chain of edits did, where one span of each side is enough."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

Segment = tuple[int, int, int, int]


def flatten(layers: Sequence[Sequence[Segment]]) -> list[Segment]:
    """The segments from the first source to the last text; those that overlap in a text between become one."""
    return [s for s in reduce(_compose, layers) if s[0] < s[1] or s[2] < s[3]] if layers else []


def _compose(first: Sequence[Segment], second: Sequence[Segment]) -> list[Segment]:
    out = []
    before = after = 0  # what the edits of each layer up to here add to the length
    for group in _groups(first, second):
        edits = [s for s, layer in group if layer == 0], [s for s, layer in group if layer == 1]
        start = min(s[2 - 2 * layer] for s, layer in group)
        end = max(s[3 - 2 * layer] for s, layer in group)
        source_start, text_start = start - before, start + after
        before += sum((te - ts) - (se - ss) for ss, se, ts, te in edits[0])
        after += sum((te - ts) - (se - ss) for ss, se, ts, te in edits[1])
        out.append((source_start, end - before, text_start, end + after))
    return out


def _groups(first: Sequence[Segment], second: Sequence[Segment]) -> Iterable[list[tuple[Segment, int]]]:
    """Segments of both layers in the order of the text between them, those that overlap there together."""
    middle = [(s[2], s[3], 0, s) for s in first] + [(s[0], s[1], 1, s) for s in second]
    group: list[tuple[Segment, int]] = []
    reach = -1
    for start, end, layer, segment in sorted(middle):
        if group and start >= reach:
            yield group
            group = []
        group.append((segment, layer))
        reach = max(end, reach)
    if group:
        yield group

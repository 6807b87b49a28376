"""Offset maps: the way from a derived text back to the text it was made from.

A map is a list of segments where lengths differ; everywhere else one text is the other, shifted. Maps are made by the
steps while they edit, never found by comparing texts afterwards, and they compose.
"""
from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

Edit = tuple[int, int, str]  # source[start:end] becomes the string


class OffsetMap:
    """Maps between a source text and a derived text; both frames count `str` indices.

    `source_length` and `text_length` are the lengths of the two texts. A segment (source start, source end, text start,
    text end) is a deletion where the text side is empty, an insertion where the source side is.
    """

    __slots__ = ("source_length", "text_length", "_ss", "_se", "_ts", "_te")

    def __init__(self, source_length: int, text_length: int, segments: Iterable[Sequence[int]] = ()) -> None:
        self.source_length, self.text_length = source_length, text_length
        self._ss, self._se, self._ts, self._te = array("q"), array("q"), array("q"), array("q")
        for source_start, source_end, text_start, text_end in segments:
            self._ss.append(source_start)
            self._se.append(source_end)
            self._ts.append(text_start)
            self._te.append(text_end)

    @property
    def segments(self) -> list[tuple[int, int, int, int]]:
        return list(zip(self._ss, self._se, self._ts, self._te, strict=True))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a text span. A span that cuts a replaced stretch takes all of it.

        Deleted characters count where they lie inside the span, not at its borders. ValueError outside the text.
        """
        return _map(start, end, self.text_length, self._ts, self._te, self._ss, self._se)

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """The text span of a source span; empty where all of it was deleted. ValueError outside the source."""
        return _map(start, end, self.source_length, self._ss, self._se, self._ts, self._te)

    def then(self, other: OffsetMap) -> OffsetMap:
        """This map followed by `other`, whose source is this map's text."""
        if other.source_length != self.text_length:
            raise ValueError(f"maps do not meet: {self.text_length} and {other.source_length}")
        if not other._ss:
            return self
        if not self._ss:
            return other
        return OffsetMap(self.source_length, other.text_length, _compose(self, other))


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """The edited text and its map; edits are in order and do not overlap (ValueError otherwise)."""
    parts: list[str] = []
    segments = []
    done = length = 0
    for start, end, replacement in edits:
        if start < done or end < start:
            raise ValueError(f"edits overlap or run backwards at {start}")
        length += start - done
        if end - start != len(replacement):
            segments.append((start, end, length, length + len(replacement)))
        parts.append(text[done:start])
        parts.append(replacement)
        length += len(replacement)
        done = end
    parts.append(text[done:])
    return "".join(parts), OffsetMap(len(text), length + len(text) - done, segments)


def _map(start: int, end: int, limit: int, starts: array, ends: array, to_starts: array, to_ends: array
         ) -> tuple[int, int]:
    if not 0 <= start <= end <= limit:
        raise ValueError(f"span {start}-{end} lies outside 0-{limit}")
    i = bisect_right(starts, start) - 1
    if i < 0:
        first = start
    elif start < ends[i]:
        first = to_starts[i]
    else:
        first = start - ends[i] + to_ends[i]
    if start == end:
        return first, first
    last = end - 1
    i = bisect_right(starts, last, max(i, 0)) - 1
    if i < 0:
        return first, end
    return first, to_ends[i] if last < ends[i] else last - ends[i] + to_ends[i] + 1


def _compose(a: OffsetMap, b: OffsetMap) -> list[tuple[int, int, int, int]]:
    """Segments of a then b: segments that overlap in the middle text become one, the others stay themselves."""
    middle = [(s, e, 0) for s, e in zip(a._ts, a._te, strict=True)]
    middle += [(s, e, 1) for s, e in zip(b._ss, b._se, strict=True)]
    middle.sort()
    groups: list[tuple[int, int, int]] = []
    for start, end, side in middle:
        if groups and start < groups[-1][1]:
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]), 2)
        else:
            groups.append((start, end, side))
    deleted = {(s, e): k for k, (s, e) in enumerate(zip(a._ts, a._te, strict=True)) if s == e}
    inserted = {(s, e): k for k, (s, e) in enumerate(zip(b._ss, b._se, strict=True)) if s == e}
    out = []
    for start, end, side in groups:
        if start < end:
            out.append((*a.to_source(start, end), *b.to_text(start, end)))
        elif side == 0:
            k = deleted[start, end]
            place = b.to_text(start - 1, start)[1] if start else 0
            out.append((a._ss[k], a._se[k], place, place))
        else:
            k = inserted[start, end]
            place = a.to_source(start, start)[0]
            out.append((place, place, b._ts[k], b._te[k]))
    return [s for s in out if s[1] - s[0] != s[3] - s[2]]

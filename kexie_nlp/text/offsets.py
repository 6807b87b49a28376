"""Offset maps: spans of a derived text in, spans of its source out, and back.

A map is a chain of layers, one per edit pass. A layer lists the segments whose length changed, and replaced words; all other text is only
shifted. Layers are recorded during editing and never computed by comparing texts. Composing two maps concatenates their chains, so the
composed map gives the same result as its parts in sequence.
"""
from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

Edit = tuple[int, int, str]  # source[start:end] is replaced by the string
Segment = tuple[int, int, int, int]  # source start, source end, text start, text end
BATCH = 4096  # number of pieces joined at a time; limits the memory for millions of edits
_NEVER_MEET = "maps do not meet: the text of the first has {} characters, the source of the second {}"


class Layer:
    """The segments of one edit pass, in order, 16 bytes each. The text side of a deletion and the source side of an insertion are empty."""

    __slots__ = ("source_starts", "source_ends", "text_starts", "text_ends")

    def __init__(self, segments: Iterable[Sequence[int]] = ()) -> None:
        self.source_starts, self.source_ends = array("i"), array("i")
        self.text_starts, self.text_ends = array("i"), array("i")
        for source_start, source_end, text_start, text_end in segments:
            self.add(source_start, source_end, text_start, text_end)

    def add(self, source_start: int, source_end: int, text_start: int, text_end: int) -> None:
        """Appends a segment. Segments are added in order."""
        self.source_starts.append(source_start)
        self.source_ends.append(source_end)
        self.text_starts.append(text_start)
        self.text_ends.append(text_end)

    def __len__(self) -> int:
        return len(self.source_starts)

    def __iter__(self) -> Iterator[Segment]:
        return zip(self.source_starts, self.source_ends, self.text_starts, self.text_ends, strict=True)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Returns the source span of a text span across this layer."""
        return _across(start, end, self.text_starts, self.text_ends, self.source_starts, self.source_ends)

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """Returns the text span of a source span across this layer."""
        return _across(start, end, self.source_starts, self.source_ends, self.text_starts, self.text_ends)


class OffsetMap:
    """Maps spans between a source text and a derived text. Offsets on both sides are `str` indices.

    `source_length` and `text_length` are the lengths of the two texts; `segments` are those of a map with one layer.
    """

    __slots__ = ("source_length", "text_length", "layers")

    def __init__(self, source_length: int, text_length: int, segments: Iterable[Sequence[int]] | Layer = ()) -> None:
        self.source_length, self.text_length = source_length, text_length
        layer = segments if isinstance(segments, Layer) else Layer(segments)
        self.layers: tuple[Layer, ...] = (layer,) if len(layer) else ()

    @property
    def segments(self) -> list[Segment]:
        """The segments whose length changed, from the source to the text. Overlapping edits of several layers are merged."""
        return flatten([list(layer) for layer in self.layers])

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Returns the source span of a text span. A span that cuts a replaced segment is expanded to the whole segment.

        Deleted characters are included if they are inside the span, not at its borders. Raises ValueError outside the text.
        """
        _check(start, end, self.text_length)
        for layer in reversed(self.layers):
            start, end = layer.to_source(start, end)
        return start, end

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """Returns the text span of a source span; empty if all of it was deleted. Raises ValueError outside the source."""
        _check(start, end, self.source_length)
        for layer in self.layers:
            start, end = layer.to_text(start, end)
        return start, end

    def then(self, other: OffsetMap) -> OffsetMap:
        """Returns the composition of this map and `other`, whose source is the text of this map. Raises ValueError if the lengths
        differ."""
        if other.source_length != self.text_length:
            raise ValueError(_NEVER_MEET.format(self.text_length, other.source_length))
        both = OffsetMap(self.source_length, other.text_length)
        both.layers = self.layers + other.layers
        return both

    def to_dict(self) -> dict[str, Any]:
        """Returns plain data for JSON. `from_dict` reads it."""
        return {"source_length": self.source_length, "text_length": self.text_length,
                "layers": [[list(segment) for segment in layer] for layer in self.layers]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> OffsetMap:
        """Returns the map that `to_dict` wrote. Raises KeyError, TypeError or ValueError for other data."""
        made = cls(data["source_length"], data["text_length"])
        made.layers = tuple(Layer(segments) for segments in data["layers"])
        shift = sum((te - ts) - (se - ss) for layer in made.layers for ss, se, ts, te in layer)
        if made.source_length + shift != made.text_length:
            raise ValueError("segments and lengths of the offset map do not agree")
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counts = "+".join(str(len(layer)) for layer in self.layers) or "no"
        return f"OffsetMap({self.source_length} → {self.text_length}, {counts} segments)"


def identity(text: str) -> OffsetMap:
    """Returns the map between two texts of the same length, character by character."""
    return OffsetMap(len(text), len(text))


def apply_edits(text: str, edits: Iterable[Edit], *, whole: bool = False) -> tuple[str, OffsetMap]:
    """Returns the edited text and its offset map. Edits must be sorted and must not overlap; otherwise raises ValueError.

    An edit that keeps the length is mapped character by character; if `whole`, as one segment.
    """
    joined: list[str] = []
    parts: list[str] = []
    layer = Layer()
    done = length = 0
    for start, end, replacement in edits:
        if start < done or end < start:
            raise ValueError(f"edits overlap or run backwards at {start}")
        length += start - done
        if whole or end - start != len(replacement):
            layer.add(start, end, length, length + len(replacement))
        if start > done:
            parts.append(text[done:start])
        if replacement:
            parts.append(replacement)
            length += len(replacement)
        done = end
        if len(parts) > BATCH:
            joined.append("".join(parts))
            parts.clear()
    if not done and not parts and not joined:
        return text, OffsetMap(len(text), len(text), layer)
    joined += parts
    joined.append(text[done:])
    return "".join(joined), OffsetMap(len(text), length + len(text) - done, layer)


def _check(start: int, end: int, limit: int) -> None:
    if not 0 <= start <= end <= limit:
        raise ValueError(f"span {start}-{end} lies outside 0-{limit}")


def _across(start: int, end: int, starts: array, ends: array, to_starts: array, to_ends: array) -> tuple[int, int]:
    """Returns the span on the other side of a layer."""
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


def flatten(layers: Sequence[Sequence[Segment]]) -> list[Segment]:
    """Returns the segments from the first source to the last text. Segments that overlap in an intermediate text are merged."""
    return [s for s in reduce(_compose, layers) if s[0] < s[1] or s[2] < s[3]] if layers else []


def _compose(first: Sequence[Segment], second: Sequence[Segment]) -> list[Segment]:
    out = []
    before = after = 0  # length added by the edits of each layer so far
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
    """Yields the segments of both layers in the order of the text between them; segments that overlap there form one group."""
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

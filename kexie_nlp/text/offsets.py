"""Offset maps: the way from a derived text back to the text it was made from.

A map is a chain of layers, one for every edit pass; a layer lists the segments where lengths differ, and everywhere else
one text is the other, shifted. Layers are made while editing, never found by comparing texts afterwards. Composing two
maps puts their chains together, so a composed map answers exactly as its parts do one after the other.
"""
from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

Edit = tuple[int, int, str]  # source[start:end] becomes the string
Segment = tuple[int, int, int, int]  # source start, source end, text start, text end
BATCH = 4096  # pieces of text that are joined at a time, so that edits by the million need little memory
_NEVER_MEET = "maps do not meet: the text of the first has {} characters, the source of the second {}"


class Layer:
    """The segments of one edit pass, in order: 16 bytes each. A deletion's text side is empty, an insertion's source side."""

    __slots__ = ("source_starts", "source_ends", "text_starts", "text_ends")

    def __init__(self, segments: Iterable[Sequence[int]] = ()) -> None:
        self.source_starts, self.source_ends = array("i"), array("i")
        self.text_starts, self.text_ends = array("i"), array("i")
        for source_start, source_end, text_start, text_end in segments:
            self.add(source_start, source_end, text_start, text_end)

    def add(self, source_start: int, source_end: int, text_start: int, text_end: int) -> None:
        self.source_starts.append(source_start)
        self.source_ends.append(source_end)
        self.text_starts.append(text_start)
        self.text_ends.append(text_end)

    def __len__(self) -> int:
        return len(self.source_starts)

    def __iter__(self) -> Iterator[Segment]:
        return zip(self.source_starts, self.source_ends, self.text_starts, self.text_ends, strict=True)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        return _across(start, end, self.text_starts, self.text_ends, self.source_starts, self.source_ends)

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        return _across(start, end, self.source_starts, self.source_ends, self.text_starts, self.text_ends)


class OffsetMap:
    """Maps between a source text and a derived text; both frames count `str` indices.

    `source_length` and `text_length` are the lengths of the two texts, `segments` those of a map of one layer.
    """

    __slots__ = ("source_length", "text_length", "layers")

    def __init__(self, source_length: int, text_length: int, segments: Iterable[Sequence[int]] | Layer = ()) -> None:
        self.source_length, self.text_length = source_length, text_length
        layer = segments if isinstance(segments, Layer) else Layer(segments)
        self.layers: tuple[Layer, ...] = (layer,) if len(layer) else ()

    @property
    def segments(self) -> list[Segment]:
        """Where lengths differ, from the source straight to the text; edits of several layers that overlap are one."""
        return flatten([list(layer) for layer in self.layers])

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a text span. A span that cuts a replaced stretch takes all of it.

        Deleted characters count where they lie inside the span, not at its borders. ValueError outside the text.
        """
        _check(start, end, self.text_length)
        for layer in reversed(self.layers):
            start, end = layer.to_source(start, end)
        return start, end

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """The text span of a source span; empty where all of it was deleted. ValueError outside the source."""
        _check(start, end, self.source_length)
        for layer in self.layers:
            start, end = layer.to_text(start, end)
        return start, end

    def then(self, other: OffsetMap) -> OffsetMap:
        """This map followed by `other`, whose source is this map's text (ValueError where their lengths differ)."""
        if other.source_length != self.text_length:
            raise ValueError(_NEVER_MEET.format(self.text_length, other.source_length))
        both = OffsetMap(self.source_length, other.text_length)
        both.layers = self.layers + other.layers
        return both

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` reads it."""
        return {"source_length": self.source_length, "text_length": self.text_length,
                "layers": [[list(segment) for segment in layer] for layer in self.layers]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> OffsetMap:
        """The map that `to_dict` wrote; KeyError, TypeError or ValueError for other data."""
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
    """The map of a text to one of the same length, character by character."""
    return OffsetMap(len(text), len(text))


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """The edited text and its map; edits are in order and do not overlap (ValueError otherwise)."""
    joined: list[str] = []
    parts: list[str] = []
    layer = Layer()
    done = length = 0
    for start, end, replacement in edits:
        if start < done or end < start:
            raise ValueError(f"edits overlap or run backwards at {start}")
        length += start - done
        if end - start != len(replacement):
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
    """A span of one side of a layer on the other side."""
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

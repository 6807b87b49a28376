"""Builds the tree of the outline: markers of the numbering grammar in, nodes out.

It decides which markers open an item and which item contains which.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from kexie_nlp.grammar.numbering import HEADING, RANK, STOPS, SUBHEADING, Marker
from kexie_nlp.outline.lines import SENTENCE_END
from kexie_nlp.outline.nodes import Node


class Marks:
    """The candidate markers in text order, indexed by family."""

    def __init__(self, markers: Sequence[Marker]) -> None:
        self.all = markers
        self._of: dict[str, list[int]] = defaultdict(list)  # indices of the numbered markers of a family
        self._early: dict[str, list[int]] = defaultdict(list)  # those numbered 1 or 2
        self._lines: dict[str, list[int]] = defaultdict(list)  # those that open a line
        for i, marker in enumerate(markers):
            if marker.number is not None:
                self._of[marker.family].append(i)
                if marker.number in (1, 2):
                    self._early[marker.family].append(i)
            if marker.place == "line":
                self._lines[marker.family].append(i)
        self._inside = self._votes()

    def next_number(self, i: int, family: str) -> int | None:
        """Returns the number of the first marker of a family after marker i."""
        j = _after(self._of.get(family, ()), i)
        return None if j is None else self.all[j].number

    def second_follows(self, i: int) -> bool:
        """Whether marker i, with number 1, is followed by a number 2 before the enclosing list continues."""
        first = self.all[i]
        j = _after(self._early.get(first.family, ()), i)
        if j is None or self.all[j].number != 2:
            return False
        if first.place == "line":
            return True
        coarser = self.next_coarser_line(i)
        return coarser is None or j < coarser

    def next_coarser_line(self, i: int) -> int | None:
        """Returns the index of the first marker after marker i that opens a line and belongs to a coarser family."""
        rank = RANK[self.all[i].family]
        found = [j for family, lines in self._lines.items() if RANK[family] < rank and (j := _after(lines, i)) is not None]
        return min(found, default=None)

    def lies_inside(self, inner: str, outer: str) -> bool:
        """Whether the document as a whole nests lists of `inner` in items of `outer`, against the default order of families."""
        return self._inside[inner, outer] > self._inside[outer, inner]

    def _votes(self) -> Counter[tuple[str, str]]:
        """Counts how often a list of one family starts after an item of another family whose list continues later."""
        votes: Counter[tuple[str, str]] = Counter()
        before: Marker | None = None
        for i, marker in enumerate(self.all):
            if marker.place not in ("line", "stop") or marker.number is None:
                continue
            if (before is not None and before.number is not None and marker.number == 1 and before.family != marker.family
                    and self.next_number(i, before.family) == before.number + 1):
                votes[marker.family, before.family] += 1
            before = marker
        return votes


def _after(places: Sequence[int], i: int) -> int | None:
    k = bisect_right(places, i)
    return places[k] if k < len(places) else None


HEADING_LENGTH = 40  # longest heading joined to the marker of its first item, in characters
RUNNING = 15  # shortest line broken inside a sentence, in characters
_BLANK_LINES = 2  # line breaks between a dash and its first item
ORDERLY = ("serial", "ordinal", "sequence")  # words that are markers only if their numbers are in order
_DIGITS = re.compile(r"\d+")


class Placing:
    """Walks through the markers once and adds those that open an item to a tree. Span ends are not set yet."""

    def __init__(self, text: str, markers: Sequence[Marker], boundaries: Sequence[tuple[int, int]]) -> None:
        self.text, self.marks = text, Marks(markers)
        self.root = Node(None, 0)
        self.stops: list[int] = []  # start offsets of the boundaries at which the numbering restarts
        self._stack = [self.root]
        self._region = self._last_end = 0
        self._last: dict[str, int | None] = {}  # number of the last item of each family
        self._dashes: set[int] = set()  # starts of the dashes that head items
        passed = 0
        for i, marker in enumerate(markers):
            first = passed
            while passed < len(boundaries) and boundaries[passed][1] <= marker.start:
                passed += 1
            if passed > first and not self._continues_series(marker):
                self._begin_anew([start for start, _ in boundaries[first:passed]])
            if self._counts(i):
                self._hang(i)
        self.stops += [start for start, _ in boundaries[passed:]]

    def _begin_anew(self, starts: list[int]) -> None:
        self.stops += starts
        if len(self._stack) > 1:
            self._stack, self._region = [self.root], self._region + 1

    def _continues_series(self, marker: Marker) -> bool:
        expected = self._expected(marker.family)
        return marker.number is not None and marker.number > 1 and expected == marker.number

    def _hang(self, i: int) -> None:
        marker = self.marks.all[i]
        depth = self._depth(i)
        if depth is None:  # the paragraph is the parent of a series that restarts inside it
            begin = self._line_start(marker)
            end = self.text.find("\n", begin)
            paragraph = Node(None, begin, end if end >= 0 else len(self.text), region=self._region)
            self._stack = [self.root, self.root.add(paragraph)]
        else:
            del self._stack[depth:]
        self._stack.append(self._stack[-1].add(Node(marker, marker.start, region=self._region)))
        self._last_end, self._last[marker.family] = marker.end, marker.number

    def _open(self, family: str) -> Node | None:
        return next((node for node in reversed(self._stack) if node.family == family), None)

    def _expected(self, family: str) -> int | None:
        node = self._open(family)
        return node.number + 1 if node and node.number is not None else None

    def _counts(self, i: int) -> bool:
        """Whether a marker opens an item, by its position and by its number relative to the markers before and after it."""
        marker, stack = self.marks.all[i], self._stack
        if marker.family in ("bullet", HEADING, SUBHEADING):
            return True
        if marker.family == "sequence" and marker.number is None:
            return self._open("sequence") is not None
        continues = marker.number == self._expected(marker.family)
        opens = marker.number == 1 and self.marks.second_follows(i)
        if marker.family.startswith("decimal"):
            return self._belongs(marker, continues=continues, opens=opens)
        if marker.place == "line":
            return continues or marker.number == 1 or marker.family not in ORDERLY and not self._breaks_sentence(marker)
        if marker.place == "stop":
            if marker.family == "serial" and opens and len(stack) == 1 and self.marks.next_coarser_line(i) is not None:
                return False  # an enumeration in a preamble
            return continues or opens
        if marker.place == "comma":
            return marker.family == "serial" and stack[-1].family == "serial" and continues
        runs_on = marker.number is not None and self._last.get(marker.family) == marker.number - 1  # through the headings: 二、建设3.修路
        return (continues or opens or runs_on) and self._glued(marker)

    def _glued(self, marker: Marker) -> bool:
        if marker.start - self._last_end > HEADING_LENGTH:
            return False
        gap = self.text[self._last_end:marker.start]
        return "\n" not in gap.strip() and not any(c in STOPS for c in gap)

    def _belongs(self, marker: Marker, *, continues: bool, opens: bool) -> bool:
        """Whether a decimal marker continues its list (2.3 after 2.2) or is in its part (2); without a following space, only in order."""
        blank = self.text[marker.end:marker.end + 1] in (" ", "\t")
        part, above = _path(marker)[:-1], self._open(marker.family)
        if above and above.marker and _path(above.marker)[:-1] == part:
            return continues or blank
        enclosed = any(node.number == part[-1] for node in self._stack[1:] if node.family != marker.family)
        return marker.number == 1 and (opens or blank) or enclosed and blank

    def _breaks_sentence(self, marker: Marker) -> bool:
        """Whether the previous line breaks off inside running text, so that a number out of order is not a marker."""
        if marker.family not in ("arabic", "paren_arabic"):
            return False
        end = marker.start
        while end and self.text[end - 1].isspace():
            end -= 1
        begin = self.text.rfind("\n", 0, end) + 1
        if end - begin < RUNNING or self.text[end - 1] in SENTENCE_END + "：:":
            return False
        return begin > self._last_end and "，" in self.text[begin:end]

    def _depth(self, i: int) -> int | None:
        """Returns the number of open nodes above marker i; None if it restarts a series of its own."""
        marker, stack = self.marks.all[i], self._stack
        if self._heads_items(i):
            self._dashes.add(marker.start)
            above = [depth for depth in range(1, len(stack)) if stack[depth].family in ("bullet", "arabic")]
            return above[0] if above else len(stack)
        for depth in range(len(stack) - 1, 0, -1):
            if stack[depth].family == marker.family:
                again = marker.family == "serial" and marker.place != "line" and marker.number == 1
                own = again and self._line_start(marker) >= self._last_end and not self._goes_on(i, depth)
                return None if own else depth
        depth = len(stack)
        while depth > 1 and self._outside(i, stack[depth - 1]):
            depth -= 1
        return depth

    def _heads_items(self, i: int) -> bool:
        """Whether a dash heads the items behind it, whose numbers continue or begin a list (——生态保护。⏎3、…)."""
        marker, following = self.marks.all[i], self.marks.all[i + 1:i + 2]
        if marker.family != "bullet" or not marker.text.startswith("——") or not following or following[0].family != "arabic" \
                or following[0].place != "line" or self.text.count("\n", marker.end, following[0].start) > _BLANK_LINES:
            return False
        if following[0].start - marker.end > HEADING_LENGTH:
            return False  # a paragraph
        before = next((m.number for m in reversed(self.marks.all[:i]) if m.family == "arabic" and m.place == "line"), None)
        return following[0].number in (1, (before or 0) + 1)

    def _line_start(self, marker: Marker) -> int:
        """Returns the start of the line of a marker, after leading whitespace; 0 if it is before the last item."""
        begin = self.text.rfind("\n", self._last_end, marker.start) + 1
        while self.text[begin] in " \t　":
            begin += 1
        return begin

    def _goes_on(self, i: int, depth: int) -> bool:
        """Whether a list around the open node at `depth` continues after marker i, on a new line."""
        for node in self._stack[1:depth]:
            if node.number is not None and self.marks.next_number(i, node.family or "") == node.number + 1:
                return True
        return False

    def _outside(self, i: int, top: Node) -> bool:
        marker = self.marks.all[i]
        if top.family is None:
            return marker.place == "line"
        if top.start in self._dashes and marker.family == "arabic":
            return False
        if RANK[top.family] < RANK[marker.family]:
            return False
        if marker.number != 1 or top.number is None:
            return True
        follows = self.marks.next_number(i, top.family) == top.number + 1
        return not (follows or self.marks.lies_inside(marker.family, top.family))


def place(text: str, markers: Sequence[Marker], boundaries: Sequence[tuple[int, int]]) -> tuple[Node, list[int]]:
    """Returns the tree of the markers that open an item, without span ends, and the start offsets of the boundaries that split it."""
    placing = Placing(text, markers, boundaries)
    return placing.root, placing.stops


def _path(marker: Marker) -> list[int]:
    return [int(n) for n in _DIGITS.findall(marker.text)]

"""The marks of a text, ready for questions about what follows one of them; every answer takes logarithmic time."""
from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from kexie_nlp.grammar.numbering import RANK, Marker


class Marks:
    """The marks that may count, in order, with indexes by family."""

    def __init__(self, markers: Sequence[Marker]) -> None:
        self.all = markers
        self._of: dict[str, list[int]] = defaultdict(list)  # numbered marks of a family
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
        """The number of the first mark of a family behind mark i."""
        j = _after(self._of.get(family, ()), i)
        return None if j is None else self.all[j].number

    def second_follows(self, i: int) -> bool:
        """Whether mark i, a first one, has a second before the list that it would lie in goes on."""
        first = self.all[i]
        j = _after(self._early.get(first.family, ()), i)
        if j is None or self.all[j].number != 2:
            return False
        if first.place == "line":
            return True
        coarser = self.next_coarser_line(i)
        return coarser is None or j < coarser

    def next_coarser_line(self, i: int) -> int | None:
        """The first mark behind mark i that opens a line and whose family usually encloses that of i."""
        rank = RANK[self.all[i].family]
        found = [j for family, lines in self._lines.items() if RANK[family] < rank and (j := _after(lines, i)) is not None]
        return min(found, default=None)

    def lies_inside(self, inner: str, outer: str) -> bool:
        """Whether the document as a whole shows lists of one family inside items of the other, against the usual order."""
        return self._inside[inner, outer] > self._inside[outer, inner]

    def _votes(self) -> Counter[tuple[str, str]]:
        """How often a list of one family begins behind an item of another whose own list goes on afterwards."""
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

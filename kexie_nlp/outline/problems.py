"""Finds numbering errors of an outline: provisions in, `Problem` objects for gaps, repeated numbers and numbers out of order out."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kexie_nlp.grammar.numbering import read_marker
from kexie_nlp.model import Provision

Kind = Literal["gap", "twice", "backwards"]


@dataclass(frozen=True)
class Problem:
    """A number out of order: its provision, the expected number and the number found."""
    kind: Kind
    provision: str
    expected: int
    found: int

    def __str__(self) -> str:
        return f"{self.kind} {self.provision}"


def find_problems(provisions: Sequence[Provision]) -> list[Problem]:
    """Returns every number out of order among the items of one list.

    A list that continues across headings (一、1.2. 二、3.4.) is in order. Any other list that does not start with 1 has a gap.
    """
    last: dict[str, int] = {}  # the last number of each family, over the whole document
    lists: dict[tuple[str | None, str], int] = {}  # and of each list
    return list(_walk(provisions, last, lists))


def _walk(provisions: Sequence[Provision], last: dict[str, int], lists: dict[tuple[str | None, str], int]
          ) -> Iterator[Problem]:
    for provision in provisions:
        family, number = read_marker(provision.marker or "")
        if number is None:
            continue
        start = last.get(family, 0) if number != 1 else 0
        expected = lists.get((provision.parent, family), start) + 1
        restarts = number == 1 and provision.parent is None
        if number != expected and not restarts:
            kind: Kind = "gap" if number > expected else "twice" if number == expected - 1 else "backwards"
            yield Problem(kind, provision.id, expected, number)
        last[family] = lists[provision.parent, family] = number

"""A node of the tree while it is made."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kexie_nlp.grammar.numbering import Marker


@dataclass
class Node:
    """A node under construction; offsets in normalised text. The root and unmarked nodes have no marker."""
    marker: Marker | None
    start: int
    end: int = -1
    children: list[Node] = field(default_factory=list)
    parent: Node | None = field(default=None, repr=False)
    title: str | None = None
    role: str | None = None
    region: int = 0
    limit: int = -1  # where its text would end without any closing words

    def add(self, child: Node) -> Node:
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """All nodes below, in order."""
        for child in self.children:
            yield child
            yield from child.walk()

    @property
    def family(self) -> str | None:
        return self.marker.family if self.marker else None

    @property
    def number(self) -> int | None:
        return self.marker.number if self.marker else None

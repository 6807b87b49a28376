"""What a document answers for: everything, unless its own title says that it is about some matters only."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property

from kexie_nlp.lexicon import load_table

MAIN = 0.5  # a topic with this part of the weight of the heaviest belongs to a text's main topics


@cache
def _scopes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in load_table("scopes", ("word", "group", "source")):
        found.setdefault(row["word"], set()).add(row["group"])
    return {word: frozenset(groups) for word, groups in found.items()}


class Scope:
    """The matters of one document, from its title (`words`, `groups`) and its headings, read if need be."""

    def __init__(self, title: str | None, headings: Callable[[], Sequence[str]]) -> None:
        self.words = tuple(word for word in _scopes() if word in (title or ""))
        self._headings = headings

    @cached_property
    def groups(self) -> frozenset[str]:
        from kexie_nlp.alignment.topics import topics_of

        return frozenset().union(*(_scopes()[word] for word in self.words), *(topics_of(h) for h in self._headings()))

    def reason(self, topics: Sequence[str]) -> str | None:
        """Why a central task of these main topics is none of the document's business; None if it is.

        A document whose title names no matter answers for all.
        """
        if not self.words or not topics or self.groups & set(topics):
            return None
        return f"标题限于{'、'.join(self.words)}，章节和任务标题均未谈及{'、'.join(topics)}"


def main_topics(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The main topics of each text, the weightiest first; weights from these texts."""
    from kexie_nlp.alignment.topics import TopicVectors, shared_topics

    rows = TopicVectors(texts).transform(texts)
    return [tuple(shared_topics(row, row >= MAIN * row.max())) if row.any() else () for row in rows]

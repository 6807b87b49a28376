"""Cuts annotated documents to excerpts: a document in; its head, a heading and a few sentences as a document of their own out.

What a number is doing is often asked of a few lines (a pasted paragraph, an excerpt of a search). Models that only saw whole documents rely
on words far away, which are not there.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from kexie_nlp.grammar.numbering import opens_line

_LINE, _SENTENCE = re.compile("[^\n]+"), re.compile("[^。！？\n]+[。！？]?")
_HEAD_LINES, _HEAD, _HEADING = 3, 160, 40  # most lines and characters of the head; longest heading
_SENTENCES = 3
Span = tuple[int, int]


def excerpts(gold: dict[str, Any], count: int) -> Iterator[dict[str, Any]]:
    """Yields excerpts of an annotated document with the keys text, targets and times, each with a number; the same ones every time.

    An excerpt has the lines above the running text, the nearest heading above, and one to three sentences.
    """
    text, targets = gold["text"], gold.get("targets", ())
    random = Random(gold.get("doc", ""))
    lines = [m.span() for m in _LINE.finditer(text) if m[0].strip()]
    head = _head(text, lines)
    counted = [line for line in lines if line not in head and any(line[0] <= t["start"] < line[1] for t in targets)]
    for line in random.sample(counted, min(count, len(counted))):
        above = [other for other in lines if other[1] <= line[0] and other not in head and _heads(text, other)]
        yield _cut(gold, [*head, *above[-1:], _sentences(text, line, [t["start"] for t in targets], random)])


def _head(text: str, lines: Sequence[Span]) -> list[Span]:
    head: list[Span] = []
    for line in lines[:_HEAD_LINES]:
        if "。" in text[slice(*line)] or line[1] > _HEAD or opens_line(text[slice(*line)]):
            break
        head.append(line)
    return head


def _heads(text: str, line: Span) -> bool:
    return line[1] - line[0] <= _HEADING and "。" not in text[slice(*line)]


def _sentences(text: str, line: Span, numbers: Sequence[int], random: Random) -> Span:
    """Returns the span of one to three sentences of a line, with a number."""
    found = [m.span() for m in _SENTENCE.finditer(text, *line)]
    first = random.choice([i for i, (start, end) in enumerate(found) if any(start <= n < end for n in numbers)])
    last = min(len(found) - 1, first + random.randrange(_SENTENCES))
    return found[first][0], found[last][1]


def _cut(gold: dict[str, Any], spans: Sequence[Span]) -> dict[str, Any]:
    """Returns some spans of an annotated document, a line each, with the annotations that lie in one of them."""
    text, pieces, found = gold["text"], [], {"targets": [], "times": []}  # type: ignore[var-annotated]
    size = 0
    for start, end in spans:
        for key, items in found.items():
            items += [item | {"start": item["start"] - start + size, "end": item["end"] - start + size} for item in gold.get(key, ())
                      if start <= item["start"] and item["end"] <= end]
        pieces.append(text[start:end])
        size += end - start + 1
    return {"doc": gold.get("doc", ""), "text": "\n".join(pieces), **found}

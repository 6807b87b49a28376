"""What closes a part: paragraphs behind its last item that address the readers or sum up."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from kexie_nlp.outline.lines import ADDRESS, ASSIGNS, FORMAL, SALUTATION, SENTENCE_END, paragraphs
from kexie_nlp.outline.node import Node
from kexie_nlp.outline.spans import cut_up, leaves

CLOSING_LENGTH = 12  # a closing paragraph has at least so many characters


def split_tail(text: str, nodes: Sequence[Node]) -> list[Node]:
    """The paragraphs behind a part's last item that belong to no item, as closing nodes; that item ends before them."""
    ends = leaves([n for n in nodes if n.marker])
    if not ends:
        return []
    last = ends[-1]
    single = len(ends) > 1 and all(_count(text, leaf) == 1 for leaf in ends[:-1])
    spans = list(paragraphs(text, last.start, last.limit))
    for k, (start, stop) in enumerate(spans[1:], 1):
        line = text[start:stop]
        apart = not ASSIGNS.match(line) if single else SALUTATION.match(line) or FORMAL.match(line) or ADDRESS.match(line)
        if apart and _finished(text[slice(*spans[k - 1])]):
            cut_up(last, spans[k - 1][1])
            return list(_closing_nodes(text, spans[k:]))
    return []


def _finished(line: str) -> bool:
    """Whether a paragraph ends with a stop, or with an assignment behind one."""
    return line[-1] in SENTENCE_END or bool(ASSIGNS.match(line.rpartition("。")[2].strip()))


def _closing_nodes(text: str, spans: list[tuple[int, int]]) -> Iterator[Node]:
    greeting = None
    for start, stop in spans:
        line = text[start:stop]
        if SALUTATION.match(line):
            greeting = start
        elif len(line) >= CLOSING_LENGTH and not FORMAL.match(line):
            yield Node(None, start if greeting is None else greeting, stop, role="other")
            greeting = None


def _count(text: str, leaf: Node) -> int:
    """Paragraphs of a leaf; a line broken inside a sentence does not begin a new one, nor does an assignment line."""
    spans = list(paragraphs(text, leaf.start, leaf.end))
    return 1 + sum(1 for (_, end), (start, stop) in zip(spans, spans[1:], strict=False)
                   if text[end - 1] in SENTENCE_END and not ASSIGNS.match(text[start:stop]))

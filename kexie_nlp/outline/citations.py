"""Finds the plans that a document cites as its basis: titles in 《》 in its preambles, with the word that introduces them."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kexie_nlp.model import Provision
from kexie_nlp.outline.preamble import preambles
from kexie_nlp.outline.titles import TITLE

_TITLE = re.compile("《([^《》]{2,80})》")
_BASIS = re.compile("(根据|按照|依据|依照|遵照|对照|落实|贯彻|执行|实施|推进|衔接|结合)[^，。；《》]{0,24}$")
_LINKED = re.compile("^[》、和与及以精神等的要求（）〔〕0-9号\\s]*$")


@dataclass(frozen=True)
class Citation:
    """A plan that a document cites as its basis. The span is that of the title without 《》; `word` introduces it (根据, 落实 …)."""
    title: str
    start: int
    end: int
    word: str


def titles_cited(text: str) -> Iterator[str]:
    """Yields the titles in 《》 of a text, without the marks, in text order. Repeated titles are repeated."""
    for match in _TITLE.finditer(text):
        yield match[1]


def cited_plans(text: str, provisions: Sequence[Provision], *, own: str | None = None) -> list[Citation]:
    """Returns the documents that a normalised text names as its basis (根据《…》, 落实《…》) in its unnumbered preambles.

    `own` is the title of the document itself, which is excluded.
    """
    out: dict[str, Citation] = {}
    for start, end in preambles(text, provisions):
        word, last = "", start
        for match in _TITLE.finditer(text, start, end):
            basis = _BASIS.search(text, max(last, match.start() - 40), match.start())
            word = basis[1] if basis else word if _LINKED.match(text[last:match.start()]) else ""
            last = match.end()
            if word and match[1] != own and TITLE.search(match[1]):
                out.setdefault(match[1], Citation(match[1], match.start(1), match.end(1), word))
    return sorted(out.values(), key=_start)


def _start(citation: Citation) -> int:
    return citation.start

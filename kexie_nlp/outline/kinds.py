"""Finds what kind of document a page is: its title, labels and text in, the kind with its span out.

The title decides first, unless the page explains or reports on the paper that its title names; then opening sentences, labels and
navigation. The words are in `kind_words`.
"""
from __future__ import annotations

import re
from collections.abc import Mapping

from kexie_nlp.model.records import DocumentKind
from kexie_nlp.outline import kind_words as words
from kexie_nlp.outline.label_words import Field
from kexie_nlp.outline.preamble import HEAD, Found

OPENING = 400  # characters behind the title that say what a page is
_DATELINE_LINES = 6  # lines behind the title, the first paragraph of a news item among them


def find_kind(title: Found[str] | None, labels: Mapping[Field, Found[str]], text: str) -> Found[DocumentKind] | None:
    """Returns the kind of a document, None if the page does not say it or if the record has no name for it."""
    start = min(title.end, HEAD) if title and title.rule != "title.quoted" else 0  # what quotes a title stands before it
    opening = start, min(len(text), start + OPENING)
    step = _step(text, start)
    label = labels.get("category")
    if title and words.EXPLAINED.search(title.value):
        return Found("interpretation", title.start, title.end, "kind.title")
    explained = words.EXPLAINS.search(text, *opening)
    if explained:
        return Found("interpretation", *explained.span(), "kind.opening")
    for said in (label, step):
        if said and _category(said) == "interpretation":
            return Found("interpretation", said.start, said.end, said.rule)
    handed_on = title is not None and (title.rule == "title.notice" or words.WHOLE.search(text, 0, opening[1]) is not None)
    if title and words.NEWS_TITLE.search(title.value):
        reprinted = words.REPRINTED.search(title.value) if handed_on else None
        kind = kind_of(reprinted["paper"])[1] if reprinted else None
        return Found(kind or "news", title.start, title.end, "kind.title")
    told = None if handed_on else words.NEWS.search(text, *opening)
    if told:
        return Found("news", *told.span(), "kind.opening")
    if title:
        named, kind = kind_of(title.value)
        if named:
            return Found(kind, title.start, title.end, "kind.title") if kind else None
    return _opening(text, *opening) or _page(labels.get("source"), label, step, text, start)


def kind_of(title: str) -> tuple[bool, DocumentKind | None]:
    """Returns whether a title names a kind of paper, and which one; None for kinds that the record has no name for."""
    title = words.TAIL.sub("", title.rstrip()).rstrip("》 ")
    handed_on = words.HANDED_ON.search(title)
    if handed_on:
        found = kind_of(handed_on["paper"])
        if found[0]:
            return found
    if words.REVIEWED.search(title) and not title.endswith("通知"):
        return True, "review"
    named, kind = next(((True, kind) for kind, end in words.TITLE_ENDS if end.search(title)), (False, None))
    return named, "review" if kind == "plan" and words.REVIEWED_FIRST.search(title) else kind


def _opening(text: str, start: int, end: int) -> Found[DocumentKind] | None:
    found = ((kind, match) for kind, pattern in words.OPENINGS if (match := pattern.search(text, start, end)))
    kind, match = next(found, (None, None))
    return Found(kind, *match.span(), "kind.opening") if kind and match else None


def _page(source: Found[str] | None, label: Found[str] | None, step: Found[str] | None, text: str,
          start: int) -> Found[DocumentKind] | None:
    """Returns the kind that the labels and the navigation of a page say, or news if its first paragraph begins with a day."""
    for said in (label, step):
        kind = _category(said) if said else None
        if said and kind:
            return Found(kind, said.start, said.end, said.rule)
    if source and words.NEWSPAPER.search(source.value):
        return Found("news", source.start, source.end, source.rule)
    for line in list(re.finditer("[^\n]+", text[start:start + OPENING]))[:_DATELINE_LINES]:
        dated = words.DATELINE.match(line[0].lstrip())
        if dated:
            return Found("news", start + line.start(), start + line.end(), "kind.dateline")
    return None


def _step(text: str, end: int) -> Found[str] | None:
    """Returns the last step of the navigation line above the title (首页 > 政务公开 > 政策解读)."""
    match = next(words.NAVIGATION.finditer(text, 0, end), None)
    return Found(match["step"].strip(), *match.span("step"), "kind.navigation") if match else None


def _category(said: Found[str]) -> DocumentKind | None:
    return next((kind for kind, pattern in words.CATEGORIES if pattern.search(said.value)), None)

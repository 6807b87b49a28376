"""Markdown written into a text: headings and bold, where the text shows that it is Markdown."""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.text.editing import Stepped
from kexie_nlp.text.offsets import Edit, apply_edits

_HEADING = re.compile(r"^#{1,6} +(?=\S)", re.M)
_BOLD = re.compile(r"(?<!\*)\*\*(?![*\s])[^*\n]{1,200}(?<!\s)\*\*(?!\*)")


def markdown(text: str) -> Stepped:
    """The signs of headings and of bold out. A text without a heading (# …) is no Markdown; its stars are redactions."""
    if "#" not in text or not _HEADING.search(text):
        return apply_edits(text, ())
    return apply_edits(text, sorted(_edits(text)))


def _edits(text: str) -> Iterator[Edit]:
    for match in _HEADING.finditer(text):
        yield *match.span(), ""
    for match in _BOLD.finditer(text):
        yield match.start(), match.start() + 2, ""
        yield match.end() - 2, match.end(), ""

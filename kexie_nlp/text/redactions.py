"""Redactions: runs of signs that stand for text its publisher took out."""
from __future__ import annotations

import re

_RUN = re.compile(r"\*{2,}|×{2,}|[■▇█▓]{2,}|□{2,}|[XＸ]{3,}")


def find_redactions(text: str) -> list[tuple[int, int]]:
    """Spans of the redaction runs (****** ×× ■■) of a text, in order; what they hide is never guessed."""
    return [m.span() for m in _RUN.finditer(text)]

"""Pages of rows: which are shown, and where the others are."""
from __future__ import annotations

from typing import NamedTuple

from kexie_nlp.web.addresses import question_address
from kexie_nlp.web.asking import MOST, PAGE, Asking


class Paging(NamedTuple):
    """Which rows are shown, out of how many, and where the others are."""
    first: int
    last: int
    total: int
    previous: str | None
    following: str | None


def paged(asking: Asking, default: int = PAGE) -> Asking:
    """The same with a page of at least one and at most `MOST` rows."""
    return asking.with_(limit=min(max(asking.number("limit", default), 1), MOST))


def paging_of(asking: Asking, count: int, total: int, default: int = PAGE) -> Paging:
    """The page before and the page after, as addresses."""
    start, size = asking.number("offset", 0), paged(asking, default).number("limit", default)

    def to(offset: int) -> str:
        return question_address(asking.question, asking.arguments, asking.with_(offset=offset or None).given)

    return Paging(start + 1 if count else 0, start + count, total, to(max(start - size, 0)) if start else None,
                  to(start + size) if count and start + count < total else None)

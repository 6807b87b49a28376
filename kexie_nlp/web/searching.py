"""The page of a search: hits with the words that were looked for marked."""
from __future__ import annotations

from typing import Any, NamedTuple

from kexie_nlp.query import SearchHit
from kexie_nlp.report.labels import HITS, ROLES
from kexie_nlp.web.asking import Asking
from kexie_nlp.web.bench import Bench
from kexie_nlp.web.paging import paged, paging_of
from kexie_nlp.web.spans import Mark, Piece, pieces


class Hit(NamedTuple):
    hit: SearchHit
    href: str | None
    kind: str
    snippet: list[Piece]


def search_values(bench: Bench, asking: Asking) -> dict[str, Any]:
    """A page of hits."""
    rows, places = paged(asking).answer(bench.store), bench.places()
    return {"hits": [Hit(row, places.thing(row.ref), _kind(row), pieces(
        row.snippet, row.snippet_start, [Mark(a, b, "found") for a, b in row.highlights])) for row in rows],
            "empty": not rows, "paging": paging_of(asking, len(rows), rows.total)}


def _kind(hit: SearchHit) -> str:
    """Measure, or the role of the provision."""
    return ROLES.get(hit.role or "", HITS[hit.kind]) if hit.kind == "provision" else HITS[hit.kind]

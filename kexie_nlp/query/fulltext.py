"""Full-text search: a search string gives provisions and measures, best first, with raw spans of the matches."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, or_, select
from typing_extensions import Unpack

from kexie_nlp.query.answers import Rows, SearchHit
from kexie_nlp.query.filters import Asked, Column, Inquiry, read
from kexie_nlp.query.fulltext_highlights import Marker, Piece, snippet
from kexie_nlp.query.fulltext_terms import Scores, Texts, Wanted, Words, parse
from kexie_nlp.query.references import ref_of, title_of
from kexie_nlp.store import Store
from kexie_nlp.store.schema import documents, measures, provisions, search_texts
from kexie_nlp.store.search import ensure, gaps
from kexie_nlp.text.regional import LETTERS

PAGE = 50  # hits without a `limit`


def search(store: Store, text: str, *, kind: str | None = None, **asked: Unpack[Asked]) -> Rows[SearchHit]:  # type: ignore[misc]
    """The provisions and measures that contain all words of `text`, in either script, best first; 50 without a `limit`.

    "…" is an exact string, a OR b (a | b) either, -a (NOT a) excludes. `kind` is provision or measure; the filters `status`
    and `actor` are on the measure, or on one in the provision. K305: an older database has no index and cannot be written.
    K306.
    """
    inquiry = read(store, "search", {**asked, "kind": kind})
    wanted = parse(text, sorted({info.conversion for info in store.infos()} - {LETTERS}))
    if not wanted.clauses:
        return Rows(total=0, offset=inquiry.offset)
    matching, filters = (Words if ensure(store.engine) else Texts)(store, wanted), _filters(inquiry)
    size = PAGE if inquiry.limit is None else inquiry.limit
    if inquiry.sort == "score" and not inquiry.desc:
        scores, total = matching.best(filters, inquiry.offset, size)
    else:
        whole = matching.all(filters)
        total = matching.count(whole)
        first, last = min(inquiry.offset, total), min(inquiry.offset + size, total)
        if inquiry.desc:
            first, last = total - last, total - first
        if inquiry.sort == "score":
            scores, _ = matching.best(filters, first, last - first)
        else:
            place = documents.c.sort_key, documents.c.label, search_texts.c.id
            scores = matching.scores([row.id for row in store.rows(whole.order_by(*place).offset(first).limit(last - first))])
    hits = _hits(store, wanted, scores)
    return Rows(hits[::-1] if inquiry.desc else hits, total=total, offset=inquiry.offset)


def _filters(inquiry: Inquiry) -> list[Column]:
    """The filters as SQL conditions on `search_texts`."""
    s = search_texts.c
    conditions = [*inquiry.documents(s.sha256), *inquiry.places(s.sha256, s.provision, highest=s.chapter),
                  *inquiry.graded(s.sha256, s.provision)]
    if inquiry.get("kind"):
        conditions.append(s.kind == inquiry.get("kind"))
    if inquiry.get("status") or inquiry.get("actor"):
        conditions.append(_measured(inquiry))
    return conditions


def _measured(inquiry: Inquiry) -> Column:
    """The condition that the measure, or one in the provision, passes the filters status and actor."""
    s, m = search_texts.c, measures.alias("said").c
    query = select(m.id).where(m.sha256 == s.sha256, m.provision.is_not_distinct_from(s.provision),
                               or_(s.kind == "provision", m.position == s.position))
    if inquiry.get("status"):
        query = query.where(m.status == inquiry.get("status"))
    if inquiry.get("actor"):
        query = query.where(m.actors.contains(inquiry.get("actor"), autoescape=True))
    return query.exists()


def _hits(store: Store, wanted: Wanted, scores: Scores) -> list[SearchHit]:
    page, marker = list(scores), Marker(store, wanted)
    infos = {info.sha256: info for info in store.infos()}
    s, p = search_texts.c, provisions.c
    query = select(s.id, s.kind, s.sha256, s.position, s.provision, s.number, p.role, p.title, func.substr(p.plain, 1, 30).label("plain"))
    rows: dict[int, Row[Any]] = {row.id: row for row in store.rows(query.outerjoin(
        provisions, (p.sha256 == s.sha256) & (p.id == s.provision)).where(s.id.in_(page)))}
    pieces = _own_pieces(store, page) | _measure_pieces(store, page)
    hits = []
    for number in page:
        row = rows[number]
        spans = marker.spans(row.sha256, pieces[number])
        start, raw = snippet(pieces[number], spans)
        info = infos[row.sha256]
        hits.append(SearchHit(
            ref=ref_of(info, row.provision, row.number), document=info.label, kind=row.kind, role=row.role,
            title=title_of(row) if row.role else "", snippet=raw, snippet_start=start, highlights=tuple(spans),
            score=scores[number]))
    return hits


def _measure_pieces(store: Store, page: Sequence[int]) -> dict[int, list[Piece]]:
    s, m = search_texts.c, measures.c
    rows = store.rows(select(s.id, m.start, m.text).join(measures, (m.sha256 == s.sha256) & (m.position == s.position)).where(
        s.id.in_(page), s.kind == "measure"))
    return {row.id: [Piece(row.start, row.text)] for row in rows}


def _own_pieces(store: Store, page: Sequence[int]) -> dict[int, list[Piece]]:
    """The raw texts of provisions without those of their descendants, by ID of the row."""
    s, p, below = search_texts.c, provisions.c, provisions.alias("below").c
    here = s.id.in_(page) & (s.kind == "provision")
    children: dict[int, list[tuple[int, int]]] = {}
    for row in store.rows(select(s.id, below.start, below.end).where(
            here, below.sha256 == s.sha256, below.parent == s.provision).order_by(below.position)):
        children.setdefault(row.id, []).append((row.start, row.end))
    rows = store.rows(select(s.id, p.start, p.end, p.text).join(
        provisions, (p.sha256 == s.sha256) & (p.position == s.position)).where(here))
    return {row.id: [Piece(start, row.text[start - row.start:end - row.start])
                     for start, end in gaps(row.start, row.end, children.get(row.id, ()))] or [Piece(row.start, row.text[:0])]
            for row in rows}

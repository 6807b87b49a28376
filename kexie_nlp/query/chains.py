"""The chain of a matter: from a reference task through ministry, province and city down to the county, and year to year.

Tasks are joined by the reference task that they carry out; a reference plan that names another one (a ministry's, the State Council's) is
a step of the chain, too. Who stands above whom follows from the table of regions.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Row, select
from typing_extensions import Unpack

from kexie_nlp.outline.regions import ancestors
from kexie_nlp.query.answers import ChainRow, Rows
from kexie_nlp.query.certainty import of_link
from kexie_nlp.query.filters import Asked, Inquiry, itself, read
from kexie_nlp.query.plans import RELATED, centrals_of, others_of, outside_scope
from kexie_nlp.query.questions import LEVELS
from kexie_nlp.query.references import Found, find, ref_of, titles_at
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import links

STARTS = 3  # reference tasks that a local task is followed up to
Place = tuple[str, str]  # hash of a document, id of a provision


def chain(store: Store, ref: str, **asked: Unpack[Asked]) -> Rows[ChainRow]:
    """The tasks of every level that carry out a reference task, from the centre to the township and year by year within a region, with the
    documents of the chain that hold none.

    For a local task: the chain of the reference tasks that it carries out, in its own region, those above and those below it. `via` are
    the tasks one step above. The filter `status` is the state of a row: covered, partly, uncovered, out_of_scope. K303, K304, K306.
    """
    inquiry, found = read(store, "chain", asked), find(store, ref)
    rows = inquiry.cached(f"chain {found.info.sha256} {found.provision and found.provision.id}", partial(_chain, inquiry, found))
    wanted = inquiry.get("status")
    return inquiry.page([row for row in rows if wanted in (None, row.state)], {"year": _by_year}, itself)


def _chain(inquiry: Inquiry, found: Found) -> list[ChainRow]:
    store = inquiry.store
    if found.provision is None:
        return []
    references = {info.sha256: info for info in centrals_of(store)}
    local = found.info.sha256 not in references
    starts = _starts(store, found) if local else [(found.info.sha256, found.provision.id)]
    rows: list[ChainRow] = []
    for start in starts:
        plan = references[start[0]]
        steps = _steps(store, start, references)
        between = [references[sha256] for sha256 in dict.fromkeys(sha256 for sha256, _ in steps) if sha256 in references]
        infos = {info.sha256: info for each in (plan, *between) for info in (*between, *others_of(store, each))
                 if not local or _in_line(info, found.info)}
        rows += _rows(store, plan, start, steps, sorted(inquiry.chosen(infos.values()), key=_place))
    return rows


def _starts(store: Store, found: Found) -> list[Place]:
    li = links.c
    query = select(li.measure_sha256, li.measure_provision).where(
        li.task_sha256 == found.info.sha256, li.task_provision == (found.provision.id if found.provision else ""), li.grade >= RELATED)
    best = store.rows(query.order_by(li.grade.desc(), li.score.desc(), li.position).limit(STARTS))
    return [(row.measure_sha256, row.measure_provision) for row in best]


def _steps(store: Store, start: Place, references: dict[str, DocumentInfo]) -> dict[Place, Row[Any]]:
    """The tasks linked to a reference task, and to those linked tasks that stand in a reference plan themselves, with their links."""
    li, found, ahead = links.c, dict[Place, Row[Any]](), [start]
    while ahead:
        sha256, provision = ahead.pop()
        query = select(li.task_sha256, li.task_provision, li.grade, li.score, li.model_grade).where(
            li.measure_sha256 == sha256, li.measure_provision == provision, li.grade >= RELATED)
        for row in store.rows(query):
            place = row.task_sha256, row.task_provision
            if place == start or place in found and found[place].grade >= row.grade:
                continue
            if row.task_sha256 in references and place not in found:
                ahead.append(place)
            found[place] = row
    return found


def _rows(store: Store, plan: DocumentInfo, start: Place, steps: dict[Place, Row[Any]], infos: Sequence[DocumentInfo]) -> list[ChainRow]:
    outside, titles = outside_scope(store, plan), titles_at(store, [start, *steps])
    held: dict[str, list[Row[Any]]] = defaultdict(list)
    for (sha256, _), link in steps.items():
        held[sha256].append(link)
    rows = [_row(plan, start, titles[start], None, (), "covered")]
    above: dict[str | None, list[tuple[int, str]]] = defaultdict(list)  # region (None: the country) → depth and name of its tasks
    above[None].append((-1, rows[0].ref or ""))
    for info in infos:
        depth, via = _depth(info), _above(above, info)
        for link in sorted(held[info.sha256], key=_best_first):
            place = info.sha256, link.task_provision
            rows.append(_row(info, place, titles.get(place, ""), link, via, "covered" if link.grade > RELATED else "partly"))
            above[info.region].append((depth, ref_of(info, link.task_provision)))
        if not held[info.sha256]:
            state = "out_of_scope" if (start[1], info.sha256) in outside else "uncovered"
            rows.append(_row(info, None, "", None, via, state))
    return rows


def _row(info: DocumentInfo, place: Place | None, title: str, link: Row[Any] | None, via: tuple[str, ...], state: Any) -> ChainRow:
    return ChainRow(
        level=info.level, region=info.region, year=info.year, document=info.label, ref=ref_of(info, place[1]) if place else None,
        title=title, state=state, grade=link.grade if link is not None else None,
        certainty=of_link(link.grade, link.score, link.model_grade is not None) if link is not None else None, via=via)


def _above(above: dict[str | None, list[tuple[int, str]]], info: DocumentInfo) -> tuple[str, ...]:
    """The tasks of the nearest level above a document, in the regions that hold its own."""
    depth = _depth(info)
    held = [(at, ref) for region in (*ancestors(info.region), None) for at, ref in above.get(region, ()) if at < depth]
    nearest = max((at for at, _ in held), default=-1)
    return tuple(dict.fromkeys(ref for at, ref in held if at == nearest))


def _in_line(info: DocumentInfo, other: DocumentInfo) -> bool:
    """Whether two documents are of one region, or the region of one holds that of the other."""
    if info.region is None or other.region is None:
        return info.region == other.region or info.region is None and info.level == "central"
    return info.region == other.region or info.region in ancestors(other.region) or other.region in ancestors(info.region)


def _depth(info: DocumentInfo) -> int:
    return LEVELS.index(info.level) if info.level in LEVELS else len(LEVELS)


def _place(info: DocumentInfo) -> tuple[int, tuple[str, ...], int, str]:
    """Level, then region (under those that hold it), then year."""
    region = (*reversed(ancestors(info.region)), info.region or "")
    return _depth(info), region, info.year or 0, info.label


def _best_first(link: Row[Any]) -> tuple[int, float]:
    return -link.grade, -link.score


def _by_year(row: ChainRow) -> int:
    return row.year or 0


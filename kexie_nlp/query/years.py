"""One matter through the years: a task from plan to plan of its region, or a central task in every region."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from sqlalchemy import select
from typing_extensions import Unpack

from kexie_nlp.query.asking import Asked, Inquiry, itself, read
from kexie_nlp.query.comparing import compare
from kexie_nlp.query.findings import Change, CompareRow, HistoryRow, NumberPair
from kexie_nlp.query.refs import Found, find, ref_of, title_of, titles_at
from kexie_nlp.query.rows import Rows
from kexie_nlp.query.sides import others_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import links

KEPT = 3  # tasks of one document that are shown for a central task


def history(store: Store, ref: str, **asked: Unpack[Asked]) -> Rows[HistoryRow]:
    """What became of a task in the plans of its region before and after (by the counterparts of `compare`), or, for a task
    of a reference plan, what every region made of it from year to year.

    first: nothing before; continued, raised, lowered: as in `compare`; dropped: there was something in the plan before.
    Documents without a year are left out. K303, K304, K306.
    """
    how, found = read(store, "history", asked), find(store, ref)
    rows = how.kept(f"history {found.info.sha256} {found.provision and found.provision.id}", partial(_history, how, found))
    wanted = how.get("status")
    return how.page([row for row in rows if wanted in (None, row.change)], {"year": _by_year}, itself)


def _history(how: Inquiry, found: Found) -> list[HistoryRow]:
    store = how.store
    plans = [info for info in how.chosen(store.infos()) if info.year is not None]
    if found.info.sha256 in {info.sha256 for info in others_of(store)}:
        return list(_chain(store, found, [p for p in plans if (p.region, p.level) == (found.info.region, found.info.level)]))
    return list(_everywhere(store, found, plans))


def _chain(store: Store, found: Found, plans: Sequence[DocumentInfo]) -> Iterator[HistoryRow]:
    plans = sorted(plans, key=_order)
    if found.provision is None or found.info not in plans:
        return
    here, now = plans.index(found.info), ref_of(found.info, found.provision.id)
    earlier: list[HistoryRow] = []
    info, ref = found.info, now
    for older, newer in reversed(list(pairwise(plans[:here + 1]))):
        pair = _counterpart(compare(store, older.label, newer.label), other_ref=ref)
        if pair is None or pair.ref is None:
            break
        earlier.append(_row(store, newer, ref, pair.change, pair.numbers))
        info, ref = older, pair.ref
    yield _row(store, info, ref, "first", ())
    yield from reversed(earlier)
    ref = now
    for older, newer in pairwise(plans[here:]):
        pair = _counterpart(compare(store, older.label, newer.label), ref=ref)
        if pair is None or pair.other_ref is None:
            yield HistoryRow(region=newer.region, year=newer.year, document=newer.label, change="dropped")
            break
        ref = pair.other_ref
        yield _row(store, newer, ref, pair.change, pair.numbers)


def _counterpart(rows: Iterable[CompareRow], *, ref: str | None = None, other_ref: str | None = None) -> CompareRow | None:
    return next((row for row in rows if row.score is not None and (ref is None or row.ref == ref)
                 and (other_ref is None or row.other_ref == other_ref)), None)


def _everywhere(store: Store, found: Found, plans: Sequence[DocumentInfo]) -> Iterator[HistoryRow]:
    if found.provision is None:
        return
    li, held = links.c, defaultdict[str, list[tuple[str, int, float]]](list)
    query = select(li.task_sha256, li.task_provision, li.grade, li.score).where(
        li.measure_sha256 == found.info.sha256, li.measure_provision == found.provision.id, li.grade >= 1)
    for row in store.rows(query.order_by(li.grade.desc(), li.score.desc(), li.task_sha256, li.position)):
        held[row.task_sha256].append((row.task_provision, row.grade, row.score))
    regions: dict[tuple[str | None, str | None], list[DocumentInfo]] = defaultdict(list)
    for info in plans:
        if info.sha256 != found.info.sha256:
            regions[info.region, info.level].append(info)
    titles = titles_at(store, [(sha256, task) for sha256, tasks in held.items() for task, _, _ in tasks[:KEPT]])
    for infos in regions.values():
        before = False
        for info in sorted(infos, key=_order):
            tasks = held[info.sha256]
            for task, grade, score in tasks[:KEPT]:
                yield HistoryRow(region=info.region, year=info.year, document=info.label, ref=ref_of(info, task),
                                 title=titles[info.sha256, task], grade=grade, score=score,
                                 change="continued" if before else "first")
            if before and not tasks:
                yield HistoryRow(region=info.region, year=info.year, document=info.label, change="dropped")
            before = bool(tasks)


def _row(store: Store, info: DocumentInfo, ref: str, change: Change, numbers: Sequence[NumberPair]) -> HistoryRow:
    found = find(store, ref)
    return HistoryRow(region=info.region, year=info.year, document=info.label, ref=ref,
                      title=title_of(found.provision) if found.provision else None, change=change, numbers=tuple(numbers))


def _order(info: DocumentInfo) -> tuple[int, str]:
    return info.year or 0, info.label


def _by_year(row: HistoryRow) -> int:
    return row.year or 0

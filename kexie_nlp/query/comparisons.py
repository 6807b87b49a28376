"""Documents compared: every two by what they carry out, two task by task, one task through the years.

`compare` aligns its two documents anew, the first one as the reference plan; results are cached per state of the database.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from typing_extensions import Unpack

from kexie_nlp.model import Link
from kexie_nlp.query.alignments import number_pairs
from kexie_nlp.query.answers import Change, CompareRow, HistoryRow, NumberPair, Rows, SimilarityRow
from kexie_nlp.query.filters import Asked, Inquiry, itself, read
from kexie_nlp.query.plans import CARRIES_OUT, NO_LINKS, LinkCounts, link_counts, others_of, plan_of, tasks_of
from kexie_nlp.query.references import Found, find, find_document, ref_of, title_of, titles_at
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import links

KEPT = 3  # tasks of one document that `history` shows for a central task


class _Pairs(NamedTuple):
    """All pairs of documents in order, as arrays: indexes, cosine, number of central tasks that both carry out."""
    a: Any
    b: Any
    similarity: Any
    both: Any


def similarity(store: Store, **asked: Unpack[Asked]) -> Rows[SimilarityRow]:
    """Every two documents by the cosine of their best scores over the central tasks, most similar first. K306.

    Only links of grade 1 and 2 count. K401 without a plan.
    """
    inquiry = read(store, "similarity", asked)
    plan = plan_of(store, inquiry.get("central"))
    others, found = inquiry.chosen(others_of(store, plan)), link_counts(store, plan)
    names = [task.id for task in tasks_of(store, plan)]
    pairs = inquiry.cached(f"similarity {inquiry.sort}", partial(_pairs, names, others, found, inquiry.sort))

    def row(n: int) -> SimilarityRow:
        a, b = others[pairs.a[n]], others[pairs.b[n]]
        mine, theirs = ({name for name in names if found.get((name, info.sha256), NO_LINKS).carried} for info in (a, b))
        return SimilarityRow(a=a.label, b=b.label, similarity=round(float(pairs.similarity[n]), 4), both=int(pairs.both[n]),
                             only_a=_refs(plan, names, mine - theirs), only_b=_refs(plan, names, theirs - mine))

    return inquiry.page(range(len(pairs.a)), {}, row)


def compare(store: Store, a: str, b: str, **asked: Unpack[Asked]) -> Rows[CompareRow]:
    """The tasks of document `a` with their counterparts in `b`, then the tasks of `b` without one in `a`.

    `a` is the reference plan of the alignment; of two years give the earlier one. continued: there is a counterpart; raised,
    lowered: its numbers are stricter, looser; dropped: none in `b`; new: none in `a`. The filter `status` is the change.
    K303, K304, K306.
    """
    inquiry = read(store, "compare", asked)
    first, second = find_document(store, a), find_document(store, b)
    rows = store.cached(("compare", first.sha256, second.sha256), partial(_compared, store, first, second))
    status, text = inquiry.get("status"), inquiry.get("text") or ""
    return inquiry.page([row for row in rows if status in (None, row.change) and text in f"{row.title} {row.other_title}"],
                        {"score": _by_score}, itself)


def history(store: Store, ref: str, **asked: Unpack[Asked]) -> Rows[HistoryRow]:
    """A task with its counterparts (see `compare`) in the earlier and later plans of its region and level; for a task of a
    reference plan, the tasks linked to it in every region, year by year.

    first: no counterpart in the plan before; continued, raised, lowered: as in `compare`; dropped: a counterpart in the plan
    before, none in this one. Documents without a year are left out. K303, K304, K306.
    """
    inquiry, found = read(store, "history", asked), find(store, ref)
    rows = inquiry.cached(f"history {found.info.sha256} {found.provision and found.provision.id}", partial(_history, inquiry, found))
    wanted = inquiry.get("status")
    return inquiry.page([row for row in rows if wanted in (None, row.change)], {"year": _by_year}, itself)


def _pairs(names: Sequence[str], others: Sequence[DocumentInfo], found: dict[tuple[str, str], LinkCounts], order: str) -> _Pairs:
    import numpy as np

    counts = [[found.get((name, info.sha256), NO_LINKS) for name in names] for info in others]
    scores = np.array([[link.score for link in row] for row in counts]).reshape(len(others), len(names))
    carried = np.array([[bool(link.carried) for link in row] for row in counts], dtype=int).reshape(len(others), len(names))
    length = np.linalg.norm(scores, axis=1)
    rows, columns = np.triu_indices(len(others), k=1)
    norm = length[rows] * length[columns]
    cosine = np.divide((scores @ scores.T)[rows, columns], norm, out=np.zeros(len(rows)), where=norm > 0)
    both = (carried @ carried.T)[rows, columns]
    first = -both if order == "both" else -cosine
    ranks = np.lexsort((columns, rows)) if order == "place" else np.lexsort((columns, rows, first))
    return _Pairs(rows[ranks], columns[ranks], cosine[ranks], both[ranks])


def _refs(plan: DocumentInfo, names: Iterable[str], chosen: set[str]) -> tuple[str, ...]:
    return tuple(ref_of(plan, name) for name in names if name in chosen)


def _compared(store: Store, first: DocumentInfo, second: DocumentInfo) -> list[CompareRow]:
    from kexie_nlp.alignment import align

    documents = {document.record.sha256: document for document in store.iter_documents({first.sha256, second.sha256})}
    found = [link for link in align(documents[first.sha256], [documents[second.sha256]]) if link.grade == CARRIES_OUT]
    by_task: dict[str, list[Link]] = defaultdict(list)
    for link in sorted(found, key=_best_first):
        by_task[link.measure.provision].append(link)
    shared = _carried_out(store, first), _carried_out(store, second)
    theirs = {row.id: row for row in tasks_of(store, second)}
    rows = []
    for task in tasks_of(store, first):
        rows += [_pair(store, first, second, task, theirs[link.task.provision], link, shared)
                 for link in by_task[task.id]] or [_alone("dropped", first, task)]
    matched = {link.task.provision for link in found}
    rows += [_alone("new", second, row) for row in theirs.values() if row.id not in matched]
    return rows


def _pair(store: Store, first: DocumentInfo, second: DocumentInfo, task: Row, other: Row, link: Link,
          shared: tuple[dict[str, set[str]], dict[str, set[str]]]) -> CompareRow:
    pairs = tuple(number_pairs(store, link))
    return CompareRow(
        change=_change(pairs), ref=ref_of(first, task.id), title=title_of(task), other_ref=ref_of(second, other.id),
        other_title=title_of(other), score=link.score, why=link.why, numbers=pairs,
        shared=tuple(sorted(shared[0].get(task.id, set()) & shared[1].get(other.id, set()))))


def _alone(change: Change, info: DocumentInfo, task: Row) -> CompareRow:
    here, title = ref_of(info, task.id), title_of(task)
    old = change == "dropped"
    return CompareRow(change=change, ref=here if old else None, title=title if old else None, score=None, why="",
                      other_ref=None if old else here, other_title=None if old else title, shared=(), numbers=())


def _change(pairs: tuple[NumberPair, ...]) -> Change:
    """raised or lowered only where all comparable numbers agree."""
    verdicts = {pair.verdict for pair in pairs} - {"equal", "incomparable"}
    return "raised" if verdicts == {"stricter"} else "lowered" if verdicts == {"looser"} else "continued"


def _carried_out(store: Store, info: DocumentInfo) -> dict[str, set[str]]:
    """{task: refs of the central tasks it carries out}."""
    labels, li = {i.sha256: i for i in store.infos()}, links.c
    query = select(li.task_provision, li.measure_sha256, li.measure_provision)
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.rows(query.where(li.task_sha256 == info.sha256, li.grade == CARRIES_OUT)):
        found[row.task_provision].add(ref_of(labels[row.measure_sha256], row.measure_provision))
    return found


def _best_first(link: Link) -> float:
    return -link.score


def _by_score(row: CompareRow) -> float:
    return -(row.score or 0)


def _history(inquiry: Inquiry, found: Found) -> list[HistoryRow]:
    store = inquiry.store
    plans = [info for info in inquiry.chosen(store.infos()) if info.year is not None]
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
        earlier.append(_history_row(store, newer, ref, pair.change, pair.numbers))
        info, ref = older, pair.ref
    yield _history_row(store, info, ref, "first", ())
    yield from reversed(earlier)
    ref = now
    for older, newer in pairwise(plans[here:]):
        pair = _counterpart(compare(store, older.label, newer.label), ref=ref)
        if pair is None or pair.other_ref is None:
            yield HistoryRow(region=newer.region, year=newer.year, document=newer.label, change="dropped")
            break
        ref = pair.other_ref
        yield _history_row(store, newer, ref, pair.change, pair.numbers)


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


def _history_row(store: Store, info: DocumentInfo, ref: str, change: Change, numbers: Sequence[NumberPair]) -> HistoryRow:
    found = find(store, ref)
    return HistoryRow(region=info.region, year=info.year, document=info.label, ref=ref,
                      title=title_of(found.provision) if found.provision else None, change=change, numbers=tuple(numbers))


def _order(info: DocumentInfo) -> tuple[int, str]:
    return info.year or 0, info.label


def _by_year(row: HistoryRow) -> int:
    return row.year or 0

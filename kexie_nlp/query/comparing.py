"""Two documents side by side: two provinces, or two years of one: what goes on, what is new, what was dropped."""
from __future__ import annotations

from collections import defaultdict
from functools import partial

from sqlalchemy import Row, select
from typing_extensions import Unpack

from kexie_nlp.model import Link
from kexie_nlp.query.asking import Asked, itself, read
from kexie_nlp.query.findings import Change, CompareRow, NumberPair
from kexie_nlp.query.landscape import number_pairs
from kexie_nlp.query.refs import find_document, ref_of, title_of
from kexie_nlp.query.rows import Rows
from kexie_nlp.query.sides import CARRIES_OUT, tasks_of
from kexie_nlp.store import DocumentInfo, Store, schema


def compare(store: Store, a: str, b: str, **asked: Unpack[Asked]) -> Rows[CompareRow]:
    """The tasks of `a` with their best counterparts in `b`, then the tasks of `b` that have none in `a`.

    `a` serves as the reference plan, so of two years it is to be the earlier one. continued: a counterpart; raised and
    lowered: one whose numbers are stricter or looser; dropped: none in `b`; new: none in `a`. The filter `status` is the
    change. K303, K304, K306.
    """
    how = read(store, "compare", asked)
    first, second = find_document(store, a), find_document(store, b)
    rows = store.cached(("compare", first.sha256, second.sha256), partial(_compared, store, first, second))
    status, text = how.get("status"), how.get("text") or ""
    return how.page([row for row in rows if status in (None, row.change) and text in f"{row.title} {row.other_title}"],
                    {"score": _by_score}, itself)


def _compared(store: Store, first: DocumentInfo, second: DocumentInfo) -> list[CompareRow]:
    from kexie_nlp.alignment import align

    documents = {document.record.sha256: document for document in store.iter_documents({first.sha256, second.sha256})}
    links = [link for link in align(documents[first.sha256], [documents[second.sha256]]) if link.grade == CARRIES_OUT]
    by_task: dict[str, list[Link]] = defaultdict(list)
    for link in sorted(links, key=_best_first):
        by_task[link.measure.provision].append(link)
    shared = _carried_out(store, first), _carried_out(store, second)
    theirs = {row.id: row for row in tasks_of(store, second)}
    rows = []
    for task in tasks_of(store, first):
        rows += [_pair(store, first, second, task, theirs[link.task.provision], link, shared)
                 for link in by_task[task.id]] or [_alone("dropped", first, task)]
    matched = {link.task.provision for link in links}
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
    """raised or lowered only where all judged numbers agree."""
    verdicts = {pair.verdict for pair in pairs} - {"equal", "incomparable"}
    return "raised" if verdicts == {"stricter"} else "lowered" if verdicts == {"looser"} else "continued"


def _carried_out(store: Store, info: DocumentInfo) -> dict[str, set[str]]:
    """By task, the reference tasks it carries out."""
    labels, li = {i.sha256: i for i in store.infos()}, schema.links.c
    query = select(li.task_provision, li.measure_sha256, li.measure_provision)
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.rows(query.where(li.task_sha256 == info.sha256, li.grade == CARRIES_OUT)):
        found[row.task_provision].add(ref_of(labels[row.measure_sha256], row.measure_provision))
    return found


def _best_first(link: Link) -> float:
    return -link.score


def _by_score(row: CompareRow) -> float:
    return -(row.score or 0)

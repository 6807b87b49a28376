"""Gaps: central tasks that documents do not carry out, how sure that is, and the local tasks that come nearest to them."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from typing_extensions import Unpack

from kexie_nlp.query.answers import Candidate, GapRow, Rows
from kexie_nlp.query.certainty import of_gap
from kexie_nlp.query.filters import Asked, read
from kexie_nlp.query.plans import CARRIES_OUT, NO_LINKS, link_counts, main_topics, others_of, outside_scope, plan_of, tasks_of, topics_for
from kexie_nlp.query.references import PLACES, ref_of, title_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import links, provisions

NEAREST = 3    # candidates shown of a gap
FAINT = 0.005  # a candidate below this score is none


class _Gap(NamedTuple):
    """A central task that a document (None: every document) does not carry out, the hashes looked at, and its links of grade 1."""
    document: str | None
    hashes: tuple[str, ...]
    task: Row[Any]
    related: int


def gaps(store: Store, **asked: Unpack[Asked]) -> Rows[GapRow]:
    """The central tasks that no document carries out (`document` null), then those that each document leaves out.

    A task outside a document's scope is no gap of this document (see `states`). Each has the local tasks that come nearest to it, with
    the reason why they were refused. K401 without a plan, K306.
    """
    inquiry = read(store, "gaps", asked)
    plan = plan_of(store, inquiry.get("central"))

    def made() -> list[_Gap]:
        others = inquiry.chosen(others_of(store, plan))
        return _open(store, plan, others, tasks_of(store, plan, inquiry), together=inquiry.get("document") is None)

    found = inquiry.cached("gaps", made)
    return Rows(_gap_rows(store, plan, inquiry.cut(found, {"related": _by_related})), total=len(found), offset=inquiry.offset)


def gaps_among(store: Store, plan: DocumentInfo, documents: Sequence[DocumentInfo]) -> list[GapRow]:
    """The gaps of a reference plan, as `gaps` gives them, where there were only these documents."""
    return _gap_rows(store, plan, _open(store, plan, documents, tasks_of(store, plan), together=True))


def _open(store: Store, plan: DocumentInfo, documents: Sequence[DocumentInfo], tasks: Sequence[Row[Any]], *, together: bool) -> list[_Gap]:
    outside, found = outside_scope(store, plan), link_counts(store, plan)
    groups: list[tuple[str | None, list[str]]] = [(info.label, [info.sha256]) for info in documents]
    if together:
        groups.insert(0, (None, [info.sha256 for info in documents]))
    return [_Gap(label, tuple(group), task, sum(found.get((task.id, sha256), NO_LINKS).related for sha256 in group))
            for label, group in groups for task in tasks
            if not any(found.get((task.id, sha256), NO_LINKS).carried for sha256 in group)
            and not all((task.id, sha256) in outside for sha256 in group)]


def _gap_rows(store: Store, plan: DocumentInfo, found: Sequence[_Gap]) -> list[GapRow]:
    near = _nearest(store, plan, found)
    texts = _texts(store, [(link.task_sha256, link.task_provision) for each in near for link in each])
    tasks = {gap.task.id: gap.task for gap in found}
    topics = topics_for(store, plan)
    matters = dict(zip(tasks, main_topics([task.plain for task in tasks.values()], topics), strict=True)) if tasks else {}
    infos = {info.sha256: info for info in store.infos()}

    def candidate(gap: _Gap, link: Row[Any]) -> Candidate:
        local = texts[link.task_sha256, link.task_provision]
        return Candidate(ref=ref_of(infos[link.task_sha256], link.task_provision), title=title_of(local), grade=link.grade,
                         score=link.score, refused=_refused(link, matters[gap.task.id], topics.of(local.plain)))

    rows = []
    for gap, each in zip(found, near, strict=True):
        undecided = max((link.score for link in each if link.model_grade is None), default=0.0)
        known = (link for link in each if link.score >= FAINT and (link.task_sha256, link.task_provision) in texts)
        rows.append(GapRow(
            document=gap.document, ref=ref_of(plan, gap.task.id), id=gap.task.id, title=title_of(gap.task), related=gap.related,
            certainty=of_gap(undecided), nearest=tuple(candidate(gap, link) for link in known)))
    return rows


def _nearest(store: Store, plan: DocumentInfo, found: Sequence[_Gap]) -> list[list[Row[Any]]]:
    """For each gap its nearest candidates, best first: one SELECT for the gaps of single documents, one for each of the others."""
    li, single = links.c, {gap.hashes[0] for gap in found if gap.document is not None}
    held: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    hashes = sorted(single)
    for start in range(0, len(hashes), PLACES):
        query = _candidates(plan).where(li.task_sha256.in_(hashes[start:start + PLACES]))
        for row in store.rows(query.order_by(li.grade.desc(), li.score.desc())):
            best = held[row.measure_provision, row.task_sha256]
            if len(best) < NEAREST:
                best.append(row)
    return [held[gap.task.id, gap.hashes[0]] if gap.document is not None else _near(store, plan, gap) for gap in found]


def _near(store: Store, plan: DocumentInfo, gap: _Gap) -> list[Row[Any]]:
    li = links.c
    query = _candidates(plan).where(li.measure_provision == gap.task.id)
    if len(gap.hashes) <= PLACES:  # with more documents than this, few questions leave any out
        query = query.where(li.task_sha256.in_(gap.hashes))
    return list(store.rows(query.order_by(li.grade.desc(), li.score.desc()).limit(NEAREST)))


def _candidates(plan: DocumentInfo) -> Any:
    li = links.c
    return select(li.task_sha256, li.task_provision, li.measure_provision, li.grade, li.score, li.model_grade).where(
        li.measure_sha256 == plan.sha256, li.grade < CARRIES_OUT)


def _texts(store: Store, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Row[Any]]:
    """The provisions at these places."""
    p, wanted, found = provisions.c, defaultdict[str, set[str]](set), dict[tuple[str, str], Row[Any]]()
    for sha256, provision in places:
        wanted[sha256].add(provision)
    for sha256, ids in wanted.items():
        for row in store.rows(select(provisions).where(p.sha256 == sha256, p.id.in_(sorted(ids)))):
            found[sha256, row.id] = row
    return found


def _refused(link: Row[Any], wanted: Sequence[str], said: frozenset[str]) -> str:
    """Why a candidate is no link of grade 2, in Chinese; `wanted`: the main topics of the central task, `said`: those of the candidate."""
    if link.model_grade is not None:
        return "人工判定：部分相关" if link.grade else "人工判定：不相关"
    shared, missing = ([topic for topic in wanted if (topic in said) is held] for held in (True, False))
    reasons = [f"未谈及“{'、'.join(missing)}”"] if missing else []
    reasons.append("只涉及一部分" if link.grade else "表述相差较远")
    return "，".join([f"同谈“{'、'.join(shared)}”，但" + reasons[0] if shared else reasons[0], *reasons[1:]])


def _by_related(gap: _Gap) -> int:
    return -gap.related

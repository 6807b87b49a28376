"""The coverage matrix with its states, by document or by region, and who carries out most."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from kexie_nlp.query.coverage import CARRIES_OUT, RELATED, outside_scope, sides, tasks_of
from kexie_nlp.query.findings import RankingRow, SimilarityRow, State, StateCell, StateRow
from kexie_nlp.query.refs import ref_of, title_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import links

COUNTRY = "全国"


class Matrix(NamedTuple):
    """A plan, the documents beside it, and the best (grade, probability, number of tasks) of every pair with a link."""
    plan: DocumentInfo
    others: list[DocumentInfo]
    best: dict[tuple[str, str], tuple[int, float, int]]


def states(store: Store, *, regions: bool = False, central: str | None = None) -> list[StateRow]:
    """One row for every central task, with its state in every document, or in every region over all its documents.

    covered: a link of grade 2; partly: of grade 1 only; out_of_scope: none, and no document of the region answers for it,
    with the reason; uncovered: a gap. K401 without a plan.
    """
    matrix = read(store, central)
    outside = outside_scope(store, matrix.plan, matrix.others)
    groups: dict[str, list[DocumentInfo]] = defaultdict(list)
    for info in matrix.others:
        groups[(info.region or COUNTRY) if regions else info.label].append(info)
    rows = []
    for task in tasks_of(store, matrix.plan):
        cells = []
        for name, infos in groups.items():
            found = [matrix.best.get((task.id, info.sha256), (0, 0.0, 0)) for info in infos]
            why = [outside.get((task.id, info.sha256), "") for info in infos]
            grade, score = max(each[0] for each in found), max(each[1] for each in found)
            state = _state(grade, all(why))
            cells.append(StateCell(name=name, state=state, score=score, reason=why[0] if state == "out_of_scope" else ""))
        rows.append(StateRow(ref=ref_of(matrix.plan, task.id), title=title_of(task), cells=tuple(cells)))
    return rows


def ranking(store: Store, *, central: str | None = None) -> list[RankingRow]:
    """The central tasks, those that most documents carry out first; K401 without a plan."""
    matrix = read(store, central)
    rows = []
    for task in tasks_of(store, matrix.plan):
        held = [(info, matrix.best[task.id, info.sha256]) for info in matrix.others
                if matrix.best.get((task.id, info.sha256), (0,))[0] == CARRIES_OUT]
        rows.append(RankingRow(
            ref=ref_of(matrix.plan, task.id), title=title_of(task), documents=len(held),
            regions=len({info.region for info, _ in held if info.region}), tasks=sum(found[2] for _, found in held),
            strength=round(sum(found[1] for _, found in held), 4)))
    return sorted(rows, key=_most_first)


def similarity(store: Store, *, central: str | None = None) -> list[SimilarityRow]:
    """Every pair of documents by the cosine of what they carry out (probabilities of grade 2 and 1), likest first."""
    import numpy as np

    matrix = read(store, central)
    names = [task.id for task in tasks_of(store, matrix.plan)]
    held = {info.sha256: [matrix.best.get((name, info.sha256), (0, 0.0, 0)) for name in names] for info in matrix.others}
    rows = []
    for n, a in enumerate(matrix.others):
        for b in matrix.others[n + 1:]:
            left, right = (np.array([found[1] if found[0] else 0.0 for found in held[i.sha256]]) for i in (a, b))
            length = float(np.linalg.norm(left) * np.linalg.norm(right))
            mine, theirs = ({name for name, found in zip(names, held[i.sha256], strict=True) if found[0] == CARRIES_OUT}
                            for i in (a, b))
            rows.append(SimilarityRow(
                a=a.label, b=b.label, similarity=round(float(left @ right) / length, 4) if length else 0.0,
                both=len(mine & theirs), only_a=_refs(matrix.plan, names, mine - theirs),
                only_b=_refs(matrix.plan, names, theirs - mine)))
    return sorted(rows, key=_likest_first)


def read(store: Store, central: str | None = None) -> Matrix:
    """The links between a plan and all documents, taken together by central task and document."""
    plan, others = sides(store, central=central)
    li = links.c
    best: dict[tuple[str, str], tuple[int, float, int]] = {}
    query = select(li.measure_provision, li.task_sha256, li.grade, li.score).where(li.measure_sha256 == plan.sha256,
                                                                                  li.grade >= RELATED)
    for row in store.rows(query):
        key = row.measure_provision, row.task_sha256
        grade, score, count = best.get(key, (0, 0.0, 0))
        best[key] = max(grade, row.grade), max(score, row.score), count + (row.grade == CARRIES_OUT)
    return Matrix(plan, others, best)


def _state(grade: int, outside: bool) -> State:
    if grade == CARRIES_OUT:
        return "covered"
    return "partly" if grade == RELATED else "out_of_scope" if outside else "uncovered"


def _refs(plan: DocumentInfo, names: Iterable[str], chosen: set[str]) -> tuple[str, ...]:
    return tuple(ref_of(plan, name) for name in names if name in chosen)


def _most_first(row: RankingRow) -> tuple[int, float]:
    return -row.documents, -row.strength


def _likest_first(row: SimilarityRow) -> float:
    return -row.similarity

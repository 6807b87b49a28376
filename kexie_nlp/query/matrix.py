"""The coverage matrix with its states, by document or by region, and who carries out most."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Row
from typing_extensions import Unpack

from kexie_nlp.query.asking import Asked, Inquiry, itself, read
from kexie_nlp.query.findings import RankingRow, SimilarityRow, State, StateCell, StateRow
from kexie_nlp.query.refs import ref_of, title_of
from kexie_nlp.query.rows import Rows
from kexie_nlp.query.sides import CARRIES_OUT, NOTHING, RELATED, Held, held, others_of, outside_scope, plan_of, tasks_of
from kexie_nlp.store import DocumentInfo, Store

COUNTRY = "全国"


class _Pairs(NamedTuple):
    """All pairs of documents in order, as arrays: their numbers, their likeness, how much both carry out."""
    a: Any
    b: Any
    similarity: Any
    both: Any


def states(store: Store, *, by_region: bool = False, **asked: Unpack[Asked]) -> Rows[StateRow]:
    """One row for every central task, with its state in every document, or in every region over all its documents.

    covered: a link of grade 2; partly: of grade 1 only; out_of_scope: none, and no document of the region answers for it,
    with the reason; uncovered: a gap. The filter `status` keeps the tasks that have this state somewhere. K401 without a
    plan, K306.
    """
    how = read(store, "states", asked)
    rows = how.kept(f"states{by_region}", partial(_states, how, plan_of(store, how.get("central")), by_region))
    return how.page(rows, {"covered": _by_covered}, itself)


def _states(how: Inquiry, plan: DocumentInfo, by_region: bool) -> list[StateRow]:
    store, wanted = how.store, how.get("status")
    found, outside = held(store, plan), outside_scope(store, plan)
    groups: dict[str, list[str]] = defaultdict(list)
    for info in how.chosen(others_of(store)):
        groups[(info.region or COUNTRY) if by_region else info.label].append(info.sha256)

    def cell(task: Row[Any], name: str, hashes: Sequence[str]) -> StateCell:
        links = [found.get((task.id, sha256), NOTHING) for sha256 in hashes]
        why = [outside.get((task.id, sha256), "") for sha256 in hashes]
        state = _state(max(link.grade for link in links), all(why))
        return StateCell(name=name, state=state, score=max(link.score for link in links),
                         reason=why[0] if state == "out_of_scope" else "")

    rows = [StateRow(ref=ref_of(plan, task.id), title=title_of(task),
                     cells=tuple(cell(task, name, hashes) for name, hashes in groups.items()))
            for task in tasks_of(store, plan, how)]
    return [row for row in rows if wanted is None or any(each.state == wanted for each in row.cells)]


def ranking(store: Store, **asked: Unpack[Asked]) -> Rows[RankingRow]:
    """The central tasks, those that most documents carry out first; K401 without a plan, K306."""
    how = read(store, "ranking", asked)
    plan = plan_of(store, how.get("central"))
    others, found, rows = how.chosen(others_of(store)), held(store, plan), []
    for task in tasks_of(store, plan, how):
        pairs = [(info, found.get((task.id, info.sha256), NOTHING)) for info in others]
        carried = [(info, links) for info, links in pairs if links.grade == CARRIES_OUT]
        rows.append(RankingRow(
            ref=ref_of(plan, task.id), title=title_of(task), documents=len(carried),
            regions=len({info.region for info, _ in carried if info.region}), tasks=sum(k.carried for _, k in carried),
            strength=round(sum(links.score for _, links in carried), 4)))
    return how.page(rows, {"documents": _by_documents, "regions": _by_regions, "tasks": _by_tasks, "strength": _by_strength},
                    itself)


def similarity(store: Store, **asked: Unpack[Asked]) -> Rows[SimilarityRow]:
    """Every pair of documents by the cosine of what they carry out (probabilities of grade 2 and 1), likest first.

    K401 without a plan, K306.
    """
    how = read(store, "similarity", asked)
    plan = plan_of(store, how.get("central"))
    others, found = how.chosen(others_of(store)), held(store, plan)
    names = [task.id for task in tasks_of(store, plan)]
    pairs = how.kept(f"similarity {how.sort}", partial(_pairs, names, others, found, how.sort))

    def row(n: int) -> SimilarityRow:
        a, b = others[pairs.a[n]], others[pairs.b[n]]
        mine, theirs = ({name for name in names if found.get((name, info.sha256), NOTHING).carried} for info in (a, b))
        return SimilarityRow(a=a.label, b=b.label, similarity=round(float(pairs.similarity[n]), 4), both=int(pairs.both[n]),
                             only_a=_refs(plan, names, mine - theirs), only_b=_refs(plan, names, theirs - mine))

    return how.page(range(len(pairs.a)), {}, row)


def _pairs(names: Sequence[str], others: Sequence[DocumentInfo], found: dict[tuple[str, str], Held], order: str) -> _Pairs:
    import numpy as np

    links = [[found.get((name, info.sha256), NOTHING) for name in names] for info in others]
    scores = np.array([[link.score for link in row] for row in links]).reshape(len(others), len(names))
    carried = np.array([[bool(link.carried) for link in row] for row in links], dtype=int).reshape(len(others), len(names))
    length = np.linalg.norm(scores, axis=1)
    rows, columns = np.triu_indices(len(others), k=1)
    norm = length[rows] * length[columns]
    cosine = np.divide((scores @ scores.T)[rows, columns], norm, out=np.zeros(len(rows)), where=norm > 0)
    both = (carried @ carried.T)[rows, columns]
    first = -both if order == "both" else -cosine
    ranks = np.lexsort((columns, rows)) if order == "place" else np.lexsort((columns, rows, first))
    return _Pairs(rows[ranks], columns[ranks], cosine[ranks], both[ranks])


def _state(grade: int, outside: bool) -> State:
    if grade == CARRIES_OUT:
        return "covered"
    return "partly" if grade == RELATED else "out_of_scope" if outside else "uncovered"


def _refs(plan: DocumentInfo, names: Iterable[str], chosen: set[str]) -> tuple[str, ...]:
    return tuple(ref_of(plan, name) for name in names if name in chosen)


def _by_covered(row: StateRow) -> int:
    return -sum(cell.state == "covered" for cell in row.cells)


def _by_documents(row: RankingRow) -> tuple[int, float]:
    return -row.documents, -row.strength


def _by_regions(row: RankingRow) -> tuple[int, float]:
    return -row.regions, -row.strength


def _by_tasks(row: RankingRow) -> tuple[int, float]:
    return -row.tasks, -row.strength


def _by_strength(row: RankingRow) -> float:
    return -row.strength


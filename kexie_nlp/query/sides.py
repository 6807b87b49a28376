"""The reference plan on one side, the documents aligned with it on the other, and what lies between them."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from kexie_nlp.errors import KexieError
from kexie_nlp.query.asking import Inquiry
from kexie_nlp.query.refs import find_document
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.schema import links, provisions

CARRIES_OUT, RELATED = 2, 1


class Held(NamedTuple):
    """The links between a central task and a document: how many of grade 2 and 1, and the best probability."""
    carried: int = 0
    related: int = 0
    score: float = 0.0

    @property
    def grade(self) -> int:
        return CARRIES_OUT if self.carried else RELATED if self.related else 0


NOTHING = Held()


def central_of(store: Store) -> DocumentInfo | None:
    """The central plan the links were computed against."""
    sha256 = store.fact("central")
    return next((info for info in store.infos() if info.sha256 == sha256), None)


def centrals_of(store: Store) -> list[DocumentInfo]:
    """All reference plans the links were computed against, the first is `central_of`."""
    infos = {info.sha256: info for info in store.infos()}
    named = (store.fact("centrals") or store.fact("central") or "").split()
    return [infos[sha256] for sha256 in named if sha256 in infos]


def plan_of(store: Store, central: str | None = None) -> DocumentInfo:
    """The reference plan of that name, by default the first. K401 where there is none, or the one named is none."""
    references = centrals_of(store)
    if central is not None:
        wanted = find_document(store, central)
        references = [info for info in references if info.sha256 == wanted.sha256]
    if not references:
        raise KexieError("K401")
    return references[0]


def others_of(store: Store) -> list[DocumentInfo]:
    """The documents that are aligned with the reference plans."""
    references = {info.sha256 for info in centrals_of(store)}
    return [info for info in store.infos() if info.sha256 not in references]


def tasks_of(store: Store, info: DocumentInfo, how: Inquiry | None = None) -> list[Row[Any]]:
    """The tasks of a document in order; only those that pass the filters on places."""
    p = provisions.c
    query = select(provisions).where(p.sha256 == info.sha256, p.role == "task")
    if how is not None:
        query = query.where(*how.places(p.sha256, p.id, p.plain))
    return list(store.rows(query.order_by(p.position)))


def held(store: Store, plan: DocumentInfo) -> dict[tuple[str, str], Held]:
    """{(central task, hash of a document): their links}, for all that have any."""
    return store.cached(("held", plan.sha256), partial(_held, store, plan.sha256))


def outside_scope(store: Store, plan: DocumentInfo) -> dict[tuple[str, str], str]:
    """{(central task, hash of a document): why the document does not answer for it}; see `scope`."""
    return store.cached(("outside", plan.sha256), partial(_outside, store, plan))


def _held(store: Store, sha256: str) -> dict[tuple[str, str], Held]:
    li, found = links.c, dict[tuple[str, str], Held]()
    query = select(li.measure_provision, li.task_sha256, li.grade, func.count(), func.max(li.score)).where(
        li.measure_sha256 == sha256, li.grade >= RELATED)
    for row in store.rows(query.group_by(li.measure_provision, li.task_sha256, li.grade)):
        task, document, grade, count, score = tuple(row)
        before = found.get((task, document), NOTHING)
        carried, related = (count, before.related) if grade == CARRIES_OUT else (before.carried, count)
        found[task, document] = Held(carried, related, max(score, before.score))
    return found


def _outside(store: Store, plan: DocumentInfo) -> dict[tuple[str, str], str]:
    from kexie_nlp.query.scope import Scope, main_topics

    tasks, found = tasks_of(store, plan), dict[tuple[str, str], str]()
    matters = main_topics([task.plain for task in tasks])
    for info in others_of(store):
        scope = Scope(info.title, partial(_headings, store, info.sha256))
        for task, topics in zip(tasks, matters, strict=True):
            if why := scope.reason(topics):
                found[task.id, info.sha256] = why
    return found


def _headings(store: Store, sha256: str) -> Sequence[str]:
    p = provisions.c
    rows: Iterable[Row[Any]] = store.rows(select(p.title).where(p.sha256 == sha256, p.title.is_not(None)))
    return [row.title for row in rows]

"""Terms that the links of a database suggest for the domain pack of its reference plan."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from kexie_nlp.alignment.learning import Linked, Suggestion, suggest
from kexie_nlp.alignment.topics import topics_in
from kexie_nlp.lexicon.packs import GENERAL
from kexie_nlp.query.plans import plan_of, topics_for
from kexie_nlp.query.references import ref_of
from kexie_nlp.store import Store
from kexie_nlp.store.plan_packs import kept_packs
from kexie_nlp.store.reviews import in_force
from kexie_nlp.store.schema import links as links_table
from kexie_nlp.store.schema import provisions

CERTAIN = 0.8  # score from which a link of grade 2 is certain
Pair = tuple[str, str, str, str]


@dataclass(frozen=True)
class Learnt:
    """Suggestions, strongest first, and what they were learnt from: the numbers of links that a person confirmed and of certain ones."""
    suggestions: tuple[Suggestion, ...]
    confirmed: int
    certain: int


def suggestions(store: Store, *, central: str | None = None, certain: bool = False) -> Learnt:
    """Returns suggestions from the links of grade 2 to a plan that a person has confirmed; from certain links of the model where there
    are none, or beside them where `certain` is set.

    K401 without a plan, K303 and K304 for its name.
    """
    plan = plan_of(store, central)
    reviews = [review for review in in_force(store.reviews()) if review.measure.sha256 == plan.sha256]
    confirmed = [(r.task.sha256, r.task.provision, r.measure.sha256, r.measure.provision) for r in reviews if r.grade == 2]
    li, more = links_table.c, list[Pair]()
    if certain or not confirmed:
        query = select(li.task_sha256, li.task_provision, li.measure_sha256, li.measure_provision)
        rows = store.rows(query.where(li.measure_sha256 == plan.sha256, li.grade == 2, li.score >= CERTAIN).order_by(
            li.task_sha256, li.task_provision, li.position))
        known = set(confirmed)
        more = [pair for pair in map(_pair, rows) if pair not in known]
    general = topics_in(tuple(pack for pack in kept_packs(store, plan.sha256) if pack.name == GENERAL))
    linked = _linked(store, [*confirmed, *more])
    return Learnt(tuple(suggest(linked, topics_for(store, plan), general)), len(confirmed), len(more))


def _pair(row: Row[Any]) -> Pair:
    return row.task_sha256, row.task_provision, row.measure_sha256, row.measure_provision


def _linked(store: Store, pairs: Iterable[Pair]) -> list[Linked]:
    """The pairs whose provisions still exist, with their texts and names."""
    wanted, p = list(pairs), provisions.c
    infos = {info.sha256: info for info in store.infos()}
    hashes = {sha256 for pair in wanted for sha256 in (pair[0], pair[2])}
    texts = {(row.sha256, row.id): row.plain for sha256 in sorted(hashes)
             for row in store.rows(select(p.sha256, p.id, p.plain).where(p.sha256 == sha256, p.role == "task"))}
    return [Linked(texts[a, b], texts[c, d], ref_of(infos[a], b), ref_of(infos[c], d))
            for a, b, c, d in wanted if (a, b) in texts and (c, d) in texts]

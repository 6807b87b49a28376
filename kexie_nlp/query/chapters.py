"""The chapters of the reference plan and the tasks in them."""
from __future__ import annotations

from sqlalchemy import select

from kexie_nlp.query.answers import Answer
from kexie_nlp.query.refs import ref_of, title_of
from kexie_nlp.query.sides import plan_of
from kexie_nlp.store import Store
from kexie_nlp.store.schema import provisions


class ChapterRow(Answer):
    """A chapter of the plan and the names of its tasks, in order; `ref` null: the tasks that stand in no chapter."""
    ref: str | None
    id: str
    title: str
    tasks: tuple[str, ...]


def chapters(store: Store, *, central: str | None = None) -> list[ChapterRow]:
    """The highest provisions of the plan that hold tasks, in order; K401 without a plan."""
    plan, p = plan_of(store, central), provisions.c
    titles: dict[str, str] = {}
    tasks: dict[str | None, list[str]] = {}
    for row in store.rows(select(p.id, p.title, p.plain, p.role, p.chapter).where(p.sha256 == plan.sha256).order_by(p.position)):
        titles.setdefault(row.id, title_of(row))
        if row.role == "task":
            tasks.setdefault(None if row.chapter == row.id else row.chapter, []).append(ref_of(plan, row.id))
    return [ChapterRow(ref=ref_of(plan, top) if top else None, id=top or "", title=titles.get(top or "", ""), tasks=tuple(refs))
            for top, refs in tasks.items()]

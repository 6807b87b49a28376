"""A reference plan and the documents aligned with it: tasks, chapters, links held per document, and limits of scope.

What several questions need to know about a plan; the links and the scopes are computed once per state of the database.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Row, func, select

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon import load_table
from kexie_nlp.model.records import ABOUT_PLANS
from kexie_nlp.query.answers import ChapterRow
from kexie_nlp.query.filters import Inquiry
from kexie_nlp.query.references import find_document, ref_of, title_of
from kexie_nlp.store import DocumentInfo, Store
from kexie_nlp.store.plan_packs import kept_packs
from kexie_nlp.store.schema import links, provisions

if TYPE_CHECKING:
    from kexie_nlp.alignment.topics import Topics

CARRIES_OUT, RELATED = 2, 1
_SEVERAL = 2  # reference plans
MAIN = 0.5  # share of the heaviest topic's weight from which a topic is a main topic of a text


class LinkCounts(NamedTuple):
    """The links between a central task and a document: the numbers of grade 2 and 1, and the highest score."""
    carried: int = 0
    related: int = 0
    score: float = 0.0

    @property
    def grade(self) -> int:
        """The best grade among the links, 0 without any."""
        return CARRIES_OUT if self.carried else RELATED if self.related else 0


NO_LINKS = LinkCounts()


def central_of(store: Store) -> DocumentInfo | None:
    """The central plan, the first of `centrals_of`; None where the database has none."""
    sha256 = store.fact("central")
    return next((info for info in store.infos() if info.sha256 == sha256), None)


def centrals_of(store: Store) -> list[DocumentInfo]:
    """All reference plans that documents were aligned with, the central plan first."""
    infos = {info.sha256: info for info in store.infos()}
    named = (store.fact("centrals") or store.fact("central") or "").split()
    return [infos[sha256] for sha256 in named if sha256 in infos]


def plan_of(store: Store, central: str | None = None) -> DocumentInfo:
    """The reference plan with this name, by default the first. K401: there is none, or the document named is none."""
    references = centrals_of(store)
    if central is not None:
        wanted = find_document(store, central)
        references = [info for info in references if info.sha256 == wanted.sha256]
    if not references:
        raise KexieError("K401")
    return references[0]


def others_of(store: Store, plan: DocumentInfo | None = None) -> list[DocumentInfo]:
    """The documents that are aligned with the reference plans, all others; with a plan those that are aligned with this one, a reference
    plan that names it among them (a ministry's)."""
    references = {info.sha256 for info in centrals_of(store)}
    others = [info for info in store.infos() if info.sha256 not in references]
    if plan is None:
        return others
    return [info for info in store.infos() if plan.sha256 in info.plans or info.sha256 not in references and not info.plans]


def warnings_of(store: Store) -> list[KexieError]:
    """A warning (K403) for every document that is aligned and counted like a plan but only explains one or reports on it."""
    return [KexieError("K403", label=info.label, path=info.source, kind=info.kind) for info in store.infos() if info.kind in ABOUT_PLANS]


def others_named(store: Store, central: str | None) -> list[KexieError]:
    """A warning (K404) that an answer is about the first of several reference plans only; none if `central` names one."""
    references = centrals_of(store)
    if central is not None or len(references) < _SEVERAL:
        return []
    return [KexieError("K404", label=references[0].label, others="、".join(info.label for info in references[1:]))]


def tasks_of(store: Store, info: DocumentInfo, inquiry: Inquiry | None = None) -> list[Row[Any]]:
    """The tasks of a document in order, as rows of `provisions`; with an inquiry only those that pass its filters."""
    p = provisions.c
    query = select(provisions).where(p.sha256 == info.sha256, p.role == "task")
    if inquiry is not None:
        query = query.where(*inquiry.places(p.sha256, p.id, p.plain))
    return list(store.rows(query.order_by(p.position)))


def link_counts(store: Store, plan: DocumentInfo) -> dict[tuple[str, str], LinkCounts]:
    """{(ID of a central task, document hash): links between them}, for the pairs that have links."""
    return store.cached(("link counts", plan.sha256), partial(_link_counts, store, plan.sha256))


def outside_scope(store: Store, plan: DocumentInfo) -> dict[tuple[str, str], str]:
    """{(ID of a central task, document hash): reason why the task is outside the document's scope}; see `Scope`."""
    return store.cached(("outside", plan.sha256), partial(_outside, store, plan))


def chapters(store: Store, *, central: str | None = None) -> list[ChapterRow]:
    """The highest provisions of a plan that contain tasks, in order. K401 without a plan."""
    plan, p = plan_of(store, central), provisions.c
    titles: dict[str, str] = {}
    tasks: dict[str | None, list[str]] = {}
    for row in store.rows(select(p.id, p.title, p.plain, p.role, p.chapter).where(p.sha256 == plan.sha256).order_by(p.position)):
        titles.setdefault(row.id, title_of(row))
        if row.role == "task":
            tasks.setdefault(None if row.chapter == row.id else row.chapter, []).append(ref_of(plan, row.id))
    return [ChapterRow(ref=ref_of(plan, top) if top else None, id=top or "", title=titles.get(top or "", ""), tasks=tuple(refs))
            for top, refs in tasks.items()]


class Scope:
    """What a document is responsible for: everything, unless its title limits it to some topics.

    `words` are the limiting words in the title (lexicon `scopes`) whose topics are among `topics`, those of the plan's field; `headings`
    is called when `groups` is first needed.
    """

    def __init__(self, title: str | None, headings: Callable[[], Sequence[str]], topics: Topics) -> None:
        self.words = tuple(word for word, groups in _scopes().items() if word in (title or "") and groups <= set(topics.groups))
        self._headings, self._topics = headings, topics

    @cached_property
    def groups(self) -> frozenset[str]:
        """The topics of the limiting words and of the headings."""
        return frozenset().union(*(_scopes()[word] for word in self.words), *(self._topics.of(h) for h in self._headings()))

    def reason(self, topics: Sequence[str]) -> str | None:
        """The reason, in Chinese, why a central task with these main topics is outside the scope; None where it is inside."""
        if not self.words or not topics or self.groups & set(topics):
            return None
        return f"标题限于{'、'.join(self.words)}，章节和任务标题均未谈及{'、'.join(topics)}"


def topics_for(store: Store, plan: DocumentInfo) -> Topics:
    """The topics of a plan's field, by the domain packs that it was aligned with; those of the associations without a field."""
    return store.cached(("topics", plan.sha256), partial(_topics_for, store, plan.sha256))


def main_topics(texts: Sequence[str], topics: Topics) -> list[tuple[str, ...]]:
    """The main ones of these topics in each text, the heaviest first; the weights are computed from these texts."""
    from kexie_nlp.alignment.topics import TopicVectors

    vectors = TopicVectors(texts, topics)
    rows = vectors.transform(texts)
    return [tuple(vectors.shared(row, row >= MAIN * row.max())) if row.any() else () for row in rows]


@cache
def _scopes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in load_table("scopes", ("word", "group", "source")):
        found.setdefault(row["word"], set()).add(row["group"])
    return {word: frozenset(groups) for word, groups in found.items()}


def _link_counts(store: Store, sha256: str) -> dict[tuple[str, str], LinkCounts]:
    li, found = links.c, dict[tuple[str, str], LinkCounts]()
    query = select(li.measure_provision, li.task_sha256, li.grade, func.count(), func.max(li.score)).where(
        li.measure_sha256 == sha256, li.grade >= RELATED)
    for row in store.rows(query.group_by(li.measure_provision, li.task_sha256, li.grade)):
        task, document, grade, count, score = tuple(row)
        before = found.get((task, document), NO_LINKS)
        carried, related = (count, before.related) if grade == CARRIES_OUT else (before.carried, count)
        found[task, document] = LinkCounts(carried, related, max(score, before.score))
    return found


def _topics_for(store: Store, sha256: str) -> Topics:
    from kexie_nlp.alignment.topics import topics_of_field

    return topics_of_field(kept_packs(store, sha256))


def _outside(store: Store, plan: DocumentInfo) -> dict[tuple[str, str], str]:
    tasks, known, found = tasks_of(store, plan), topics_for(store, plan), dict[tuple[str, str], str]()
    matters = main_topics([task.plain for task in tasks], known)
    for info in others_of(store, plan):
        scope = Scope(info.title, partial(_headings, store, info.sha256), known)
        for task, topics in zip(tasks, matters, strict=True):
            if why := scope.reason(topics):
                found[task.id, info.sha256] = why
    return found


def _headings(store: Store, sha256: str) -> Sequence[str]:
    p = provisions.c
    rows: Iterable[Row[Any]] = store.rows(select(p.title).where(p.sha256 == sha256, p.title.is_not(None)))
    return [row.title for row in rows]

"""Links between local and central tasks: listed, seen from one task with their evidence, numbers compared, judgements.

A judgement is a person's grade for a pair of tasks. It overrides the grade of the model and survives rebuilds.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, select
from typing_extensions import Unpack

from kexie_nlp.errors import KexieError
from kexie_nlp.model import EvidencePair, Link, Place
from kexie_nlp.query.answers import Evidence, LinkListRow, LinkRow, NumberPair, NumberRow, ReviewRow, Rows
from kexie_nlp.query.certainty import of_link
from kexie_nlp.query.filters import Asked, Inquiry, itself, read
from kexie_nlp.query.plans import plan_of
from kexie_nlp.query.questions import VERDICTS
from kexie_nlp.query.references import PLACES, find, ref_of, title_of, titles_at, titles_of
from kexie_nlp.store import DocumentInfo, Review, Store
from kexie_nlp.store.reviews import Grade, in_force
from kexie_nlp.store.schema import documents, provisions, targets
from kexie_nlp.store.schema import links as links_table
from kexie_nlp.text import normalize


def links(store: Store, **asked: Unpack[Asked]) -> Rows[LinkListRow]:
    """Links of grade 1 and 2 (`grade` 0: the rejected candidates); the filter `status` is the relation.

    The filters `chapter`, `actor` and `text` are on the central task. K401 without a plan, K306.
    """
    inquiry, li, d = read(store, "links", asked), links_table.c, documents.c
    plan, grade = plan_of(store, inquiry.get("central")), inquiry.get("grade")
    # the blank string keeps SQLite from starting with all links of the plan: in order of documents it can stop at the end of a page
    reference = li.measure_sha256.concat("") if inquiry.sort == "place" else li.measure_sha256
    query = select(li.task_sha256, li.position).join(documents, d.sha256 == li.task_sha256).where(
        reference == plan.sha256, li.grade >= 1 if grade is None else li.grade == grade,
        *inquiry.documents(li.task_sha256))
    if inquiry.get("status"):
        query = query.where(li.relation == inquiry.get("status"))
    return inquiry.answer(at_central_places(inquiry, query), {"place": (d.sort_key, d.label, li.position), "score": (-li.score,)},
                          partial(_link_rows, store, plan))


def numbers(store: Store, **asked: Unpack[Asked]) -> Rows[NumberPair]:
    """The compared numbers of links of grade 1 and 2: local and central number, verdict, deadline, reason.

    The filter `status` is the verdict; `chapter`, `actor` and `text` are on the central task. K306.
    """
    inquiry = read(store, "numbers", asked)
    found = inquiry.cached("numbers", partial(_numbered, inquiry))

    def row(pair: tuple[Link, int]) -> NumberPair:
        return number_pairs(store, pair[0].model_copy(update={"numbers": (pair[0].numbers[pair[1]],)}))[0]

    return inquiry.page(found, {"verdict": _by_verdict}, row)


def judge(store: Store, task: str, measure: str, *, grade: Grade | None, who: str, note: str | None = None) -> ReviewRow:
    """Store a person's judgement of the pair of tasks with these names, and return it; it applies at once. K303, K304.

    `grade` 2: the local task carries out the central one, 1: partly related, 0: rejected, None: a note only.
    """
    places = [_place_of(store, ref) for ref in (task, measure)]
    store.add_review(Review(task=places[0], measure=places[1], grade=grade, who=who, note=note))
    return reviews(store)[-1]


def reviews(store: Store, **asked: Unpack[Asked]) -> Rows[ReviewRow]:
    """All judgements, oldest first. K306.

    The filter `status`: holding, only the latest of each pair; disagreeing, of these only grades other than the model's.
    """
    inquiry = read(store, "reviews", asked)
    said = store.reviews()
    valid = {id(review) for review in in_force(said)}
    rows = [_review_row(store, review, id(review) in valid) for review in said]
    if status := inquiry.get("status"):
        rows = [row for row in rows if row.holds and (status == "holding" or row.disagrees)]
    return inquiry.page(rows, {"grade": _by_grade}, itself)


def at_central_places(inquiry: Inquiry, query: Select[Any]) -> Select[Any]:
    """A SELECT of links, limited to those whose central task passes the filters chapter, actor and text."""
    if not any(inquiry.get(name) for name in ("chapter", "actor", "text")):
        return query
    li, p = links_table.c, provisions.c
    return query.join(provisions, (p.sha256 == li.measure_sha256) & (p.id == li.measure_provision)).where(
        *inquiry.places(p.sha256, p.id, p.plain))


def number_pairs(store: Store, link: Link) -> list[NumberPair]:
    """The numbers compared in one link, each as indicator and raw quote."""
    infos = {info.sha256: info for info in store.infos()}
    return [NumberPair(
        ref=ref_of(infos[link.task.sha256], link.task.provision), number=_number_text(store, link.task.sha256, n.task_target),
        other_ref=ref_of(infos[link.measure.sha256], link.measure.provision),
        other_number=_number_text(store, link.measure.sha256, n.measure_target), verdict=n.verdict, deadline=n.deadline,
        reason=n.reason) for n in link.numbers]


class LinkReader:
    """Links as answers, with quotes cut out of the raw texts; each text is read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._infos = {info.sha256: info for info in store.infos()}
        self._texts: dict[str, str] = {}

    def row(self, link: Link, here: str, span: Row[Any] | None) -> LinkRow:
        """A link as seen from the document with hash `here`; with a measure `span` only the evidence that overlaps it."""
        outward = link.task.sha256 == here
        other = link.measure if outward else link.task
        info, p = self._infos[other.sha256], provisions
        titles = self._store.rows(select(p).where(p.c.sha256 == other.sha256, p.c.id == other.provision))
        pairs = [e for e in link.evidence if span is None or _touches(e.task if outward else e.measure, span)]
        return LinkRow(
            ref=ref_of(info, other.provision), document=info.label, title=title_of(titles[0]) if titles else "",
            grade=link.grade, score=link.score, certainty=of_link(link.grade, link.score, link.model_grade is not None),
            relation=link.relation, model=link.model,
            ambiguous=link.ambiguous, why=link.why, model_grade=link.model_grade,
            evidence=tuple(self._evidence(link, e) for e in pairs),
            numbers=tuple(NumberRow(task_target=_number_text(self._store, link.task.sha256, n.task_target),
                                    measure_target=_number_text(self._store, link.measure.sha256, n.measure_target),
                                    verdict=n.verdict, deadline=n.deadline, reason=n.reason) for n in link.numbers))

    def _evidence(self, link: Link, pair: EvidencePair) -> Evidence:
        task, measure = self._quote(link.task.sha256, pair.task), self._quote(link.measure.sha256, pair.measure)
        return Evidence(task=task, task_plain=self._plain(link.task.sha256, task), task_span=pair.task, measure=measure,
                        measure_plain=self._plain(link.measure.sha256, measure), measure_span=pair.measure, score=pair.score)

    def _plain(self, sha256: str, quote: str) -> str:
        return normalize(quote, conversion=self._infos[sha256].conversion).text

    def _quote(self, sha256: str, span: tuple[int, int]) -> str:
        if sha256 not in self._texts:
            d = documents.c
            self._texts[sha256] = self._store.rows(select(d.raw).where(d.sha256 == sha256))[0].raw
        return self._texts[sha256][span[0]:span[1]]


def _link_rows(store: Store, plan: DocumentInfo, keys: Sequence[Row[Any]]) -> list[LinkListRow]:
    li, found, places = links_table.c, dict[tuple[str, int], Row[Any]](), defaultdict[str, list[int]](list)
    for key in keys:
        places[key.task_sha256].append(key.position)
    columns = (li.task_sha256, li.task_provision, li.measure_provision, li.position, li.grade, li.score, li.relation, li.model,
               li.model_grade)
    for sha256, positions in places.items():
        for start in range(0, len(positions), PLACES):
            some = li.position.in_(positions[start:start + PLACES])
            found.update({(row.task_sha256, row.position): row
                          for row in store.rows(select(*columns).where(li.task_sha256 == sha256, some))})
    rows = [found[key.task_sha256, key.position] for key in keys]
    infos = {info.sha256: info for info in store.infos()}
    central, local = titles_of(store, plan), titles_at(store, [(row.task_sha256, row.task_provision) for row in rows])
    return [LinkListRow(
        ref=ref_of(infos[row.task_sha256], row.task_provision), document=infos[row.task_sha256].label,
        title=local.get((row.task_sha256, row.task_provision), ""), central=ref_of(plan, row.measure_provision),
        central_title=central.get(row.measure_provision, ""), grade=row.grade, score=row.score,
        certainty=of_link(row.grade, row.score, row.model_grade is not None), relation=row.relation, model=row.model,
        model_grade=row.model_grade) for row in rows]


def _numbered(inquiry: Inquiry) -> list[tuple[Link, int]]:
    """The links with compared numbers, each with the index of one number."""
    store, li = inquiry.store, links_table.c
    grade, d = inquiry.get("grade"), documents.c
    query = select(li.record).join(documents, d.sha256 == li.task_sha256).where(
        li.grade >= 1 if grade is None else li.grade == grade, li.numbered == 1, *inquiry.documents(li.task_sha256))
    if inquiry.get("central"):
        query = query.where(li.measure_sha256 == plan_of(store, inquiry.get("central")).sha256)
    rows = store.rows(at_central_places(inquiry, query).order_by(d.sort_key, d.label, li.position))
    return [(link, n) for link in (Link.model_validate_json(row.record) for row in rows)
            for n, said in enumerate(link.numbers) if inquiry.get("status") in (None, said.verdict)]


def _number_text(store: Store, sha256: str, target: str) -> str:
    """Indicator and raw quote of a target; its ID where the document no longer has it."""
    rows = store.rows(select(targets.c.indicator, targets.c.text).where(targets.c.sha256 == sha256, targets.c.id == target))
    return f"{rows[0].indicator} {rows[0].text}".strip() if rows else target


def _touches(pair: tuple[int, int], span: Row[Any]) -> bool:
    return pair[0] < span.end and span.start < pair[1]


def _place_of(store: Store, ref: str) -> Place:
    found = find(store, ref)
    if found.provision is None or found.number is not None:
        raise KexieError("K303", ref=ref)
    row = found.provision
    return Place(sha256=found.info.sha256, provision=row.id, start=row.start, end=row.end)


def _review_row(store: Store, review: Review, holds: bool) -> ReviewRow:
    ends = [_named(store, place) for place in (review.task, review.measure)]
    said = _model_grade(store, review)
    return ReviewRow(ref=ends[0][0], title=ends[0][1], other_ref=ends[1][0], other_title=ends[1][1], grade=review.grade,
                     model_grade=said, disagrees=None not in (said, review.grade) and said != review.grade, holds=holds,
                     who=review.who, at=review.at, note=review.note)


def _named(store: Store, place: Place) -> tuple[str, str]:
    info = next((i for i in store.infos() if i.sha256 == place.sha256), None)
    if info is None:
        return f"{place.sha256[:8]}/{place.provision}", ""
    p = provisions.c
    rows = store.rows(select(provisions).where(p.sha256 == place.sha256, p.id == place.provision))
    return ref_of(info, place.provision), title_of(rows[0]) if rows else ""


def _model_grade(store: Store, review: Review) -> int | None:
    li = links_table.c
    rows = store.rows(select(li.record).where(
        li.task_sha256 == review.task.sha256, li.task_provision == review.task.provision,
        li.measure_sha256 == review.measure.sha256, li.measure_provision == review.measure.provision))
    if not rows:
        return None
    link = Link.model_validate_json(rows[0].record)
    return link.grade if link.model_grade is None else link.model_grade


def _by_verdict(pair: tuple[Link, int]) -> int:
    return VERDICTS.index(pair[0].numbers[pair[1]].verdict)


def _by_grade(row: ReviewRow) -> int:
    return -1 if row.grade is None else -row.grade

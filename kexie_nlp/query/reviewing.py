"""A person's word on a link: said, listed, and compared with what the model says."""
from __future__ import annotations

from sqlalchemy import select
from typing_extensions import Unpack

from kexie_nlp.errors import KexieError
from kexie_nlp.model import Link, Place
from kexie_nlp.query.answers import Answer
from kexie_nlp.query.asking import Asked, itself, read
from kexie_nlp.query.refs import find, ref_of, title_of
from kexie_nlp.query.rows import Rows
from kexie_nlp.store import Review, Store, schema
from kexie_nlp.store.reviews import Grade, in_force


class ReviewRow(Answer):
    """What was said of a pair, by whom and when; `holds`: it is the last word; `disagrees`: with the model."""
    ref: str
    title: str
    other_ref: str
    other_title: str
    grade: int | None
    model_grade: int | None
    disagrees: bool
    holds: bool
    who: str
    at: str
    note: str | None


def judge(store: Store, task: str, measure: str, *, grade: Grade | None, who: str, note: str | None = None) -> ReviewRow:
    """Keep a person's word on the pair of two provisions, by their names; it holds at once. K303, K304.

    `grade` 2: carries it out, 1: partly related, 0: rejected, None: a note only.
    """
    places = [_place(store, ref) for ref in (task, measure)]
    store.add_review(Review(task=places[0], measure=places[1], grade=grade, who=who, note=note))
    return reviews(store)[-1]


def reviews(store: Store, **asked: Unpack[Asked]) -> Rows[ReviewRow]:
    """Everything persons said, oldest first; `status` holding: only last words, disagreeing: those against the model. K306."""
    how = read(store, "reviews", asked)
    said = store.reviews()
    valid = {id(review) for review in in_force(said)}
    rows = [_row(store, review, id(review) in valid) for review in said]
    if status := how.get("status"):
        rows = [row for row in rows if row.holds and (status == "holding" or row.disagrees)]
    return how.page(rows, {"grade": _by_grade}, itself)


def _by_grade(row: ReviewRow) -> int:
    return -1 if row.grade is None else -row.grade


def _place(store: Store, ref: str) -> Place:
    found = find(store, ref)
    if found.provision is None or found.number is not None:
        raise KexieError("K303", ref=ref)
    row = found.provision
    return Place(sha256=found.info.sha256, provision=row.id, start=row.start, end=row.end)


def _row(store: Store, review: Review, holds: bool) -> ReviewRow:
    ends = [_named(store, place) for place in (review.task, review.measure)]
    said = _model_grade(store, review)
    return ReviewRow(ref=ends[0][0], title=ends[0][1], other_ref=ends[1][0], other_title=ends[1][1], grade=review.grade,
                     model_grade=said, disagrees=None not in (said, review.grade) and said != review.grade, holds=holds,
                     who=review.who, at=review.at, note=review.note)


def _named(store: Store, place: Place) -> tuple[str, str]:
    info = next((i for i in store.infos() if i.sha256 == place.sha256), None)
    if info is None:
        return f"{place.sha256[:8]}/{place.provision}", ""
    p = schema.provisions.c
    rows = store.rows(select(schema.provisions).where(p.sha256 == place.sha256, p.id == place.provision))
    return ref_of(info, place.provision), title_of(rows[0]) if rows else ""


def _model_grade(store: Store, review: Review) -> int | None:
    li = schema.links.c
    rows = store.rows(select(li.record).where(
        li.task_sha256 == review.task.sha256, li.task_provision == review.task.provision,
        li.measure_sha256 == review.measure.sha256, li.measure_provision == review.measure.provision))
    if not rows:
        return None
    link = Link.model_validate_json(rows[0].record)
    return link.grade if link.model_grade is None else link.model_grade

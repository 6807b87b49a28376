"""Reviews of links: a person's grade for a pair overrides the model and is applied again after each rebuild."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, Row, case, func, insert, select, update

from kexie_nlp.model import Link, Place
from kexie_nlp.store import schema
from kexie_nlp.store.rows import link_row

SAME = 0.8  # overlap of spans from which two provisions are the same
Grade = Literal[0, 1, 2]
SIDES = ("task", "measure")


class Review(BaseModel):
    """A person's judgement of a pair: `grade` 2 carries it out, 1 partly related, 0 not related, None for a note only.

    `at` is the time (UTC, ISO 8601), set by the store where it is empty.
    """
    model_config = ConfigDict(frozen=True, extra="forbid")
    task: Place
    measure: Place
    grade: Grade | None
    who: str
    at: str = ""
    note: str | None = None


def read(rows: Iterable[Row[Any]]) -> list[Review]:
    """The reviews in rows of the table `reviews`."""
    return [Review(**{side: Place(sha256=getattr(row, f"{side}_sha256"), provision=getattr(row, f"{side}_provision"),
                                  start=getattr(row, f"{side}_start"), end=getattr(row, f"{side}_end")) for side in SIDES},
                   grade=row.grade, who=row.who, at=row.at, note=row.note) for row in rows]


def add(connection: Connection, review: Review) -> Review:
    """Insert a review; one without a time gets the present one. Gives the review as written."""
    kept = review if review.at else review.model_copy(
        update={"at": datetime.now(timezone.utc).isoformat(timespec="seconds")})
    places = {f"{side}_{name}": value for side in SIDES
              for name, value in getattr(kept, side).model_dump().items()}
    connection.execute(insert(schema.reviews).values(**places, grade=kept.grade, who=kept.who, at=kept.at, note=kept.note))
    return kept


def in_force(found: Iterable[Review]) -> list[Review]:
    """The last review with a grade of each pair."""
    last: dict[tuple[str, str, str, str], Review] = {}
    for review in found:
        if review.grade is not None:
            last[review.task.sha256, review.task.provision, review.measure.sha256, review.measure.provision] = review
    return list(last.values())


def apply(connection: Connection, sha256: str) -> None:
    """Set the reviewed grades on the links of a document's tasks, and mark the best link of each task.

    A provision whose id has changed is found by its span. A pair that is no candidate of the model becomes a link. A review of
    a provision that no longer exists has no effect, until the provision exists again.
    """
    r = schema.reviews
    rows = connection.execute(select(r).where(r.c.task_sha256 == sha256).order_by(r.c.id)).all()
    for review in in_force(read(rows)):
        task, measure = (_present(connection, place) for place in (review.task, review.measure))
        if task is not None and measure is not None:
            _hold(connection, task, measure, review)
    mark_best(connection, sha256)


def _hold(connection: Connection, task: Place, measure: Place, review: Review) -> None:
    li = schema.links
    same = ((li.c.task_sha256 == task.sha256) & (li.c.task_provision == task.provision)
            & (li.c.measure_sha256 == measure.sha256) & (li.c.measure_provision == measure.provision))
    row = connection.execute(select(li.c.record, li.c.position).where(same)).first()
    if row is None:
        link = Link(task=task, measure=measure, score=0, grade=0, model="review")
        last = connection.scalar(select(func.max(li.c.position)).where(li.c.task_sha256 == task.sha256))
        position = 0 if last is None else last + 1
        connection.execute(insert(li).values(**link_row(_judged(link, review), position)))
        return
    link = _judged(Link.model_validate_json(row.record), review)
    connection.execute(update(li).where(same).values(**link_row(link, row.position)))


def mark_best(connection: Connection, sha256: str) -> None:
    """Mark the best link of each task of a document to each plan."""
    li, own = schema.links, schema.links.alias("own")
    first = select(own.c.position).where(
        own.c.task_sha256 == li.c.task_sha256, own.c.task_provision == li.c.task_provision,
        own.c.measure_sha256 == li.c.measure_sha256).order_by(
            own.c.grade.desc(), own.c.score.desc(), own.c.position).limit(1).scalar_subquery()
    connection.execute(update(li).where(li.c.task_sha256 == sha256).values(best=case((li.c.position == first, 1), else_=0)))


def _judged(link: Link, review: Review) -> Link:
    relation = {0: None, 1: "related", 2: link.relation if link.relation not in (None, "related") else "implements"}
    said = link.grade if link.model_grade is None else link.model_grade
    grade = review.grade or 0
    return link.model_copy(update={"grade": grade, "model_grade": said, "ambiguous": False, "relation": relation[grade]})


def _present(connection: Connection, place: Place) -> Place | None:
    """The present provision with the same id, or with the same span, in the same bytes."""
    p = schema.provisions
    query = select(p.c.id, p.c.start, p.c.end).where(p.c.sha256 == place.sha256, p.c.start < place.end,
                                                     p.c.end > place.start)
    best: tuple[float, Place] | None = None
    for row in connection.execute(query).all():
        common = min(row.end, place.end) - max(row.start, place.start)
        overlap = common / (max(row.end, place.end) - min(row.start, place.start))
        if overlap >= SAME and (best is None or (overlap, row.id == place.provision) > (best[0], False)):
            best = overlap, Place(sha256=place.sha256, provision=row.id, start=row.start, end=row.end)
    return best[1] if best else None

"""A link as a card: both sides with their evidence, the numbers face to face, and what persons said of it."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.query import LinkRow, MeasureRow, ReviewRow, TargetRow, TaskView
from kexie_nlp.query.answers import DeadlineRow
from kexie_nlp.report.labels import KINDS, amount, interval, manner
from kexie_nlp.store import Store
from kexie_nlp.web.bench import Bench
from kexie_nlp.web.spans import Mark, Piece, pieces


class Side(NamedTuple):
    """One end of a link: where it is, and its text with the evidence marked; no text where it is not shown."""
    ref: str
    href: str | None
    title: str
    text: tuple[Piece, ...] = ()


class Card(NamedTuple):
    """`said`: what persons said of the pair, oldest first."""
    task: Side
    central: Side
    link: LinkRow
    said: tuple[ReviewRow, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return anchor(self.task.ref, self.central.ref)

    @property
    def holds(self) -> ReviewRow | None:
        """The word that holds."""
        return next((row for row in reversed(self.said) if row.holds), None)


Said = Mapping[tuple[str, str], Sequence[ReviewRow]]


def anchor(task: str, central: str) -> str:
    """The name of a card's place."""
    return f"l-{task}-{central}".replace(" ", "_")


def said_of(store: Store) -> Said:
    """All that persons said, by pair of full names."""
    def made() -> Said:
        found: dict[tuple[str, str], list[ReviewRow]] = defaultdict(list)
        for row in query.reviews(store):
            found[row.ref, row.other_ref].append(row)
        return dict(found)

    return store.cached("web reviews", made)


def card_maker(bench: Bench, *, texts: bool) -> Callable[[TaskView | None, str, LinkRow, bool], Card]:
    """Makes cards; with `texts` both sides are shown whole, each read once."""
    said, places = said_of(bench.store), bench.places()
    read: dict[str, TaskView | None] = {}

    def whole(ref: str) -> TaskView | None:
        if ref not in read:
            try:
                read[ref] = query.task(bench.store, ref, limit=0)
            except KexieError:
                read[ref] = None
        return read[ref]

    def card(view: TaskView | None, here: str, link: LinkRow, outward: bool) -> Card:
        task, central = (here, link.ref) if outward else (link.ref, here)
        titles = {here: view.title if view is not None else "", link.ref: link.title}
        sides = []
        for ref, spans in ((task, [e.task_span for e in link.evidence]), (central, [e.measure_span for e in link.evidence])):
            found = (view if view is not None and ref == here else whole(ref)) if texts else None
            sides.append(Side(ref, places.thing(ref), titles[ref], tuple(_evidence(found, spans)) if found else ()))
        return Card(sides[0], sides[1], link, tuple(said.get((task, central), ())))

    return card


def marks_of(measures: Sequence[MeasureRow], targets: Sequence[TargetRow], times: Sequence[DeadlineRow]) -> list[Mark]:
    """What was found in a task, as marks with their values in words."""
    said = [(f"举措 {m.action}", "、".join(m.actors), manner(m.status, m.modality)) for m in measures]
    found = [Mark(m.start, m.end, "measure", "；".join(filter(None, words)))
             for m, words in zip(measures, said, strict=True)]
    found += [Mark(t.start, t.end, "target", f"指标 {t.indicator} {amount_of(t)}") for t in targets]
    return found + [Mark(t.start, t.end, "time", f"时限 {interval((t.date_from, t.date_to)) or KINDS[t.kind]}") for t in times]


def amount_of(target: TargetRow) -> str:
    """The value of a number in words."""
    most = None if target.value_max is None else str(target.value_max)
    return amount(target.comparator, str(target.value), most, target.unit)


def _evidence(view: TaskView, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    return pieces(view.text, view.start, [Mark(start, end, "evidence", f"依据 {n}") for n, (start, end) in enumerate(spans, 1)])

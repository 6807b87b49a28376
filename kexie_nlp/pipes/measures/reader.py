"""Reads the measures of a document: its layers in, fields and features of each measure out.

Modality, subject and status carry over between the clauses of a sentence.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal, NamedTuple

from kexie_nlp.discourse import Act
from kexie_nlp.outline.assignments import Assignment
from kexie_nlp.outline.clauses import BASIS, Clause, clause_kind, trim
from kexie_nlp.pipes.layers import DocumentLayers, first_from
from kexie_nlp.pipes.measures import bodies, parts
from kexie_nlp.pipes.measures import patterns as p
from kexie_nlp.pipes.measures.bans import forbidden
from kexie_nlp.pipes.measures.heads import Head, find_head, find_modal
from kexie_nlp.pipes.measures.kinds import Place, features
from kexie_nlp.pipes.measures.tokens import MODAL, RESIZING, STRICT, VERB, Tokens, tokens_of

Status = Literal["planned", "done"]
RULE = "measures.head-verb"
UNLISTED = "measures.unlisted-verb"  # the head opens its clause and is in no list: less reliable
_SURE = 0.8  # probability of an act
_STATUS: dict[Act, Status] = {"result": "done", "plan": "planned"}
_LEAST = 2  # shortest clause, in characters


class Found(NamedTuple):
    """A measure before classification: the fields of its record, its text, its head, and the features for the kind model."""
    fields: dict[str, Any]
    plain: str  # the clause without whitespace
    head: Head
    features: tuple[str, ...]


@dataclass
class _Sentence:
    """The state carried over between the clauses of a sentence: the modality of a governing verb, who acts, the status, counters."""
    status: Status
    modality: str | None = None
    acting: tuple[bodies.Named, ...] = ()
    before: tuple[bodies.Named, ...] = ()  # who acts in the previous sentence, used by a modal without a subject
    clauses: int = 0
    measures: int = 0


@dataclass
class _Leaf:
    """The provision being read: its id, the status implied by its role, the status that its headings settle, the bodies assigned to it."""
    id: str | None
    status: Status
    settled: Status | None
    assigned: tuple[bodies.Named, ...]
    title: str | None
    number: int = field(default=0)


def read_measures(layers: DocumentLayers) -> Iterator[Found]:
    """Yields the measures of a document in text order."""
    reader = _Reader(layers)
    for name, clauses in groupby(layers.clauses, key=_provision):
        yield from reader.read(_leaf(layers, name), list(clauses))


def _provision(clause: Clause) -> str | None:
    return clause.provision


def _leaf(layers: DocumentLayers, name: str | None) -> _Leaf:
    provision = layers.provision_named(name)
    start, end = (provision.start, provision.end) if provision else (0, len(layers.text))
    lines: list[Assignment] = []
    for assignment in layers.assignments[first_from(layers.assignments, start):]:
        if assignment.start >= end:
            break
        if assignment.end <= end:
            lines.append(assignment)
    status: Status = "done" if provision and provision.role == "achievement" else "planned"
    act = layers.discourse.settled(start) if provision else None
    assigned = tuple((body.name, body.part) for line in lines for body in line.bodies)
    return _Leaf(name, status, _STATUS[act] if act else None, assigned, provision.title if provision else None)


class _Reader:
    """Reads the clauses of one document."""

    def __init__(self, layers: DocumentLayers) -> None:
        self.layers, self.text, self.year = layers, layers.text, layers.year
        self.tokens = tokens_of(layers.segments)
        self._counts = False  # whether the provision being read has numbers

    def read(self, leaf: _Leaf, clauses: list[Clause]) -> Iterator[Found]:
        """Yields the measures of a provision in text order, from its clauses."""
        sentence, k = _Sentence(leaf.status), 0
        self._counts = bool(clauses) and bool(self.layers.targets_within(clauses[0].start, clauses[-1].end))
        while k < len(clauses):
            clause = clauses[k]
            if clause.first:
                sentence = _Sentence(self._opened(clause, leaf), before=sentence.acting or sentence.before)
            k += 1
            if clause.end - clause.start < _LEAST:
                continue
            tokens = self.tokens.between(clause.start, clause.end)
            while k < len(clauses) and not clauses[k].first and self._goes_on(clause, tokens):
                start, end = trim(self.text, clause.start, clauses[k].end)
                clause = Clause(start, end, clause.first, clauses[k].after, clause.provision, clause_kind(self.text[start:end]))
                tokens = self.tokens.between(clause.start, clause.end)
                k += 1
            sentence.status = self._status(clause, sentence)
            found = self._measure(leaf, clause, tokens, sentence)
            sentence.clauses += 1
            if found is not None:
                leaf.number += 1
                sentence.measures += 1
                yield found

    def _goes_on(self, clause: Clause, tokens: Tokens) -> bool:
        """Whether a governed clause ends inside its frame (引导学会结合实际，…), so that its verb follows the comma."""
        if clause.after != "，" or not p.GOVERNED_FRAME.search(self.text, clause.start, clause.end) \
                or BASIS.match(self.text, clause.start, clause.end):
            return False
        head = find_head(tokens)
        frame = p.GOVERNED_FRAME.search(self.text, head.end, clause.end) if head is not None and head.governing else None
        return frame is not None and not parts.acts_beside_basis(tokens.part(bisect_left(tokens.starts, frame.start())))

    def _status(self, clause: Clause, sentence: _Sentence) -> Status:
        """Returns the status. A past year or 截至… opens a report inside a plan; 下一步 opens a plan inside a report."""
        written = self.text[clause.start:clause.end]
        if written[0] not in p.STATUS_SIGNS and not written.endswith("以来"):
            return sentence.status
        opened = p.YEAR_OPENS.match(written)
        if p.REPORTED.match(written) or opened and self.year and int(opened["year"]) < self.year:
            return "done"
        if p.ANNOUNCED.match(written):
            return "planned"
        return sentence.status

    def _opened(self, clause: Clause, leaf: _Leaf) -> Status:
        """Returns the status that a sentence opens with: that of the provision, unless what its first clause does is sure."""
        if leaf.settled == leaf.status:
            return leaf.status
        passage = self.layers.passage(clause.start, clause.end)
        return next((status for act, status in _STATUS.items() if passage.probability(act) >= _SURE), leaf.status)

    def _act(self, clause: Clause, status: Status) -> Status:
        """Returns the status that agrees with the numbers of a clause, else the given one."""
        if not self._counts:
            return status
        numbers = {t.status for t in self.layers.targets_within(clause.start, clause.end)} & {"target", "achieved"}
        if len(numbers) == 1:
            return "done" if "achieved" in numbers else "planned"
        return status

    def _measure(self, leaf: _Leaf, clause: Clause, tokens: Tokens, sentence: _Sentence) -> Found | None:
        text, start, end = self.text, clause.start, clause.end
        mask = tokens.mask
        modal = find_modal(tokens) if mask & MODAL else None
        behind = tokens if modal is None else tokens.part(modal + 1)
        if modal is not None:
            sentence.modality = "must"
        if modal is not None and len(behind) and clause_kind(text[behind.starts[0]:end]) == "frame":  # 各镇要在…的前提下，允许…
            at = tokens.starts[modal]
            sentence.acting = bodies.acting(text, tokens, modal, Head(at, at, "", 0)) or sentence.acting
            return None
        lead, paused = text[start], clause.after == "，"
        if clause.kind in ("note", "frame") or clause.after == "？" or paused and text[end - 1] == "的" \
                or p.NO_MEASURE.match(text, start, end) or text.find("是", start, end) >= 0 and p.IS_WHAT.match(text, start, end) \
                or paused and lead in p.TOPIC_SIGNS and parts.is_topic(tokens) \
                or lead in p.CONDITION_SIGNS and (modal is None or paused) and p.CONDITION.match(text, start, end):
            return None
        basis = clause.kind == "basis" or modal is not None and len(behind) and BASIS.match(text, behind.starts[0], end)
        if basis and not parts.acts_beside_basis(behind, demanded=modal is not None):
            return None
        ban = p.FORBIDS.search(text, start, end)
        if ban:
            behind = tokens.part(bisect_left(tokens.ends, ban.end() + 1))
        head = forbidden(behind) if ban else find_head(behind, demanded=modal is not None)
        if head is None or head.end == end and head.start > start and text[start:end] == leaf.title:
            return None  # a title that is a noun (院士工作站建设)
        own: tuple[bodies.Named, ...] = ()
        if modal is not None:
            own = bodies.acting(text, tokens, modal, head) or sentence.acting or sentence.before
        elif ban is None:
            verb = bisect_left(tokens.starts, head.start)
            own = bodies.acting(text, tokens, verb, head)
            if not own and head.classes & RESIZING and bodies.is_thing(tokens, verb):
                sentence.acting = ()  # 市教育局扩建校舍，入学率提高到95%
        if parts.is_resized(text, head, start, end):  # the subject is the thing that grows or shrinks, not an actor
            own = ()
        modality = parts.modality(text[start:head.end], text[head.end:end], head, "must" if ban or mask & STRICT else sentence.modality)
        if modality == "encourage":
            sentence.modality = "encourage"
        elif head.governing and sentence.modality == "encourage":
            sentence.modality = None
        former = sentence.acting
        if own or head.governing and modality != "must":
            sentence.acting = own
        named, actors = bodies.as_records((*sentence.acting, *bodies.partners(text[start:head.start]), *leaf.assigned))
        if own and own[0][1] == "support" and head.end == end:  # 甲局牵头，乙局配合，…: both go on
            sentence.acting = (*former, *own)
        titles, role = parts.instruments(text, head, start, end)
        status: Status = "done" if p.PERFECT.search(text, start, head.start) else self._act(clause, sentence.status)
        place = Place(sentence.clauses, clause.after in "。；！\n", sentence.measures > 0, status == "done", modality)
        written = text[start:end]
        plain = parts.joined(written)
        action = (ban["word"] if ban else "") + parts.joined(text[max(head.start, ban.end("word") if ban else 0):head.end])
        return Found({
            "id": f"{leaf.id or ''}.m{leaf.number + 1}", "provision": leaf.id, "start": start, "end": end, "text": written,
            "action": action, "object": parts.objects(text, head, start, end), "actors": actors,
            "instruments": titles, "modality": modality, "status": status, "rule": RULE if head.classes & VERB else UNLISTED,
            "kind": "action", "continuity": parts.continuity(plain), "instrument_role": role,
            "groups": parts.groups(text, start, end), "policy": None, "topic": None, "bodies": named},
            plain, head, features(text, tokens, head, place))

"""The measures of a provision: its clauses one by one, and what a sentence hands on from clause to clause."""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kexie_nlp.model import Measure, Provision
from kexie_nlp.model.layers import Word
from kexie_nlp.outline.assignments import Assignment
from kexie_nlp.outline.clauses import Clause, split_clauses
from kexie_nlp.pipes.layers import DocumentLayers
from kexie_nlp.pipes.measures import bodies, parts
from kexie_nlp.pipes.measures import patterns as p
from kexie_nlp.pipes.measures.heads import Head, find_head, find_modal
from kexie_nlp.pipes.measures.kinds import Place, features
from kexie_nlp.pipes.measures.verbs import verb_classes

Status = Literal["planned", "done"]
RULE = "measures.head-verb"
UNLISTED = "measures.unlisted-verb"  # the head opens its clause and no list has it: less sure


@dataclass(frozen=True)
class Found:
    """A measure with the head and the features that its kind is judged by."""
    measure: Measure
    head: Head
    features: tuple[str, ...]


@dataclass
class _Sentence:
    """What clauses of one sentence hand on: the modality of a governing verb, the subject, whether results are told."""
    status: Status
    modality: str | None = None
    actors: tuple[str, ...] = ()
    before: tuple[str, ...] = ()  # the subject of the sentence before, taken up by a modal without a subject
    clauses: int = 0
    measures: int = 0


class ProvisionReader:
    """Reads provisions of one text, given its words in order."""

    def __init__(self, context: DocumentLayers, tokens: Sequence[Word]) -> None:
        self.context, self.text, self.tokens = context, context.text, tokens
        self._starts = [w.start for w in tokens]

    def read(self, provision: Provision, assignments: Sequence[Assignment]) -> Iterator[Found]:
        """The measures of a provision in order; `assignments` are its assignment lines."""
        text, default = self.text, "done" if provision.role == "achievement" else "planned"
        begin = provision.start + len(provision.marker or "")
        assigned = tuple(dict.fromkeys(b for a in assignments for b in a.bodies))
        clauses = list(split_clauses(text, begin, provision.end, tuple((a.start, a.end) for a in assignments)))
        sentence, number, k = _Sentence(default), 0, 0  # type: ignore[arg-type]
        while k < len(clauses):
            clause = clauses[k]
            if clause.first:
                sentence = _Sentence(default, before=sentence.actors or sentence.before)  # type: ignore[arg-type]
            start, end = parts.trim(text, clause.start, clause.end)
            k += 1
            if end - start < 2:
                continue
            while k < len(clauses) and not clauses[k].first and self._goes_on(clause, start, end):
                clause = Clause(start, clauses[k].end, clause.first, clauses[k].after)
                start, end = parts.trim(text, start, clause.end)
                k += 1
            sentence.status = self._status(start, end, sentence)
            found = self._measure(provision, start, end, clause, sentence, assigned, number + 1)
            sentence.clauses += 1
            if found is not None:
                number += 1
                sentence.measures += 1
                yield found

    def _words(self, start: int, end: int) -> Sequence[Word]:
        return self.tokens[bisect_left(self._starts, start):bisect_left(self._starts, end)]

    def _goes_on(self, clause: Clause, start: int, end: int) -> bool:
        """Whether a governed clause stops inside its frame (引导学会结合实际，…), so that its verb comes behind the comma."""
        written = self.text[start:end]
        if clause.after != "，" or not p.GOVERNED_FRAME.search(written) or p.BASIS.match(written):
            return False
        words = self._words(start, end)
        head = find_head(self.text, words)
        frame = p.GOVERNED_FRAME.search(self.text, head.end, end) if head is not None and head.governing else None
        return frame is not None and not parts.acts_beside_basis(self.text, [w for w in words if w.start >= frame.start()])

    def _status(self, start: int, end: int, sentence: _Sentence) -> Status:
        """Planned or done: a report inside a plan opens with a past year or 截至…, a plan inside a report with 下一步."""
        written = self.text[start:end]
        opened = p.YEAR_OPENS.match(written)
        year = self.context.year
        if p.REPORTED.search(written) or opened and year and int(opened["year"]) < year:
            return "done"
        if p.ANNOUNCED.match(written):
            return "planned"
        return sentence.status

    def _measure(self, provision: Provision, start: int, end: int, clause: Clause, sentence: _Sentence,
                 assigned: tuple[str, ...], number: int) -> Found | None:
        text, written, words = self.text, self.text[start:end], self._words(start, end)
        modal = find_modal(text, words)
        behind = words if modal is None else words[modal + 1:]
        own: tuple[str, ...] = ()
        if modal is not None:
            sentence.modality = "must"
            own = bodies.subject(text, words[:modal]) or sentence.actors or sentence.before
        basis = p.BASIS.match(written) or behind and p.BASIS.match(text[behind[0].start:end])
        if p.NO_MEASURE.search(written) or p.FRAME.match(written) or basis and not parts.acts_beside_basis(text, behind):
            return None
        head = find_head(text, behind)
        if head is None:
            return None
        if modal is None:
            own = bodies.subject(text, [w for w in words if w.start < head.start])
        if parts.is_resized(text, head, start, end):  # what grows or shrinks does not act
            own = ()
        strict = any(text[w.start:w.end] in p.STRICT for w in words)
        modality = parts.modality(text[start:head.end], text[head.end:end], head, "must" if strict else sentence.modality)
        if modality == "encourage":
            sentence.modality = "encourage"
        elif head.governing and sentence.modality == "encourage":
            sentence.modality = None
        if own or head.governing and modality != "must":
            sentence.actors = own
        actors = dict.fromkeys((*sentence.actors, *bodies.partners(text[start:head.start]), *assigned))
        titles, role = parts.instruments(text, head, start, end)
        status: Status = "done" if p.PERFECT.search(text, start, head.start) else sentence.status
        place = Place(sentence.clauses, clause.after in "。；！\n", sentence.measures > 0, status == "done", modality)
        measure = Measure(
            id=f"{provision.id}.m{number}", provision=provision.id or None, start=start, end=end, text=written,
            action=parts.action(text, head), object=parts.objects(text, head, start, end), actors=tuple(actors),
            instruments=titles, instrument_role=role, modality=modality, status=status,
            rule=RULE if head.word in verb_classes() else UNLISTED,
            groups=parts.groups(text, start, end), continuity=parts.continuity(re.sub(r"\s", "", written)))
        return Found(measure, head, features(text, words, head, place))

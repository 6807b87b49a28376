"""The component that reads measures: clauses of task and achievement leaves, their heads and parts."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.model import Measure, Provision
from kexie_nlp.pipes.actors.assignments import Assignment, find_assignments
from kexie_nlp.pipes.base import SpanPipe
from kexie_nlp.pipes.context import Context
from kexie_nlp.pipes.measures import bodies, parts
from kexie_nlp.pipes.measures import patterns as p
from kexie_nlp.pipes.measures.clauses import Clause, split_clauses
from kexie_nlp.pipes.measures.verbs import find_head, find_modal, parted
from kexie_nlp.pipes.words.analyzers import Word, jieba_words

ROLES = ("task", "achievement")


@dataclass
class _Sentence:
    """What clauses of one sentence hand on: the modality of a governing verb, the subject."""
    modality: str | None = None
    actors: tuple[str, ...] = ()
    before: tuple[str, ...] = ()  # the subject of the sentence before, taken up by a modal without a subject


class MeasuresPipe(SpanPipe[Measure]):
    """Measures of a doc. Words of `kexie_words` and assignments of `kexie_actors` are used where they were set."""

    key = "kexie_measures"
    attribute = "measure"

    def match(self, doc: Doc) -> list[Measure]:
        context = Context(doc)
        words = (doc._.words if doc.has_extension("words") else ()) or jieba_words(context.text)
        tokens = tuple(parted(context.text, tuple(words)))
        starts = [w.start for w in tokens]
        assigned = (doc._.assignments if doc.has_extension("assignments") else ()) or tuple(find_assignments(context.text))
        found: list[Measure] = []
        for provision in _leaves(context):
            within = tuple(a for a in assigned if provision.start <= a.start and a.end <= provision.end)
            found += _of_provision(context, provision, tokens, starts, within)
        return found


def _leaves(context: Context) -> Iterator[Provision]:
    if not context.provisions:
        yield Provision(id="", parent=None, role="task", level=1, marker=None, title=None, start=0, end=len(context.text))
    for provision in context.provisions:
        if provision.role in ROLES:
            yield provision


def _of_provision(context: Context, provision: Provision, tokens: Sequence[Word], starts: list[int],
                  assignments: tuple[Assignment, ...]) -> Iterator[Measure]:
    text = context.text
    begin = provision.start + len(provision.marker or "")
    assigned = tuple(dict.fromkeys(b for a in assignments for b in a.bodies))
    clauses = list(split_clauses(text, begin, provision.end, tuple((a.start, a.end) for a in assignments)))
    state, number, k = _Sentence(), 0, 0
    while k < len(clauses):
        clause = clauses[k]
        if clause.first:
            state = _Sentence(before=state.actors or state.before)
        start, end = parts.trim(text, clause.start, clause.end)
        k += 1
        if end - start < 2:
            continue
        while _goes_on(text, clause, start, end, tokens, starts) and k < len(clauses) and not clauses[k].first:
            clause = Clause(start, clauses[k].end, clause.first, clauses[k].after)
            start, end = parts.trim(text, start, clause.end)
            k += 1
        words = tokens[bisect_left(starts, start):bisect_left(starts, end)]
        measure = _read(context, provision, text, start, end, words, state, assigned, number + 1)
        if measure is not None:
            number += 1
            yield measure


def _goes_on(text: str, clause: Clause, start: int, end: int, tokens: Sequence[Word], starts: list[int]) -> bool:
    """Whether a governed clause stops inside its frame (引导学会结合实际，…), so that its verb comes behind the comma."""
    if clause.after != "，" or not p.GOVERNED_FRAME.search(text[start:end]) or p.BASIS.match(text[start:end]):
        return False
    words = tokens[bisect_left(starts, start):bisect_left(starts, end)]
    head = find_head(text, words)
    if head is None or not head.governing:
        return False
    frame = p.GOVERNED_FRAME.search(text[start:end])
    return frame is not None and start + frame.start() >= head.end


def _read(context: Context, provision: Provision, text: str, start: int, end: int, words: Sequence[Word],
          state: _Sentence, assigned: tuple[str, ...], number: int) -> Measure | None:
    written = text[start:end]
    modal = find_modal(text, words)
    if modal is not None:
        state.modality = "must"
        state.actors = bodies.subject(text[start:words[modal].start]) or state.actors or state.before
    if p.NO_MEASURE.search(written) or p.BASIS.match(written) and not parts.basis_with_verb(text, words):
        return None
    behind = words if modal is None else words[modal + 1:]
    head = find_head(text, behind)
    if head is None:
        return None
    own = bodies.subject(text[start:head.start]) if modal is None else ()
    state.actors = own or state.actors
    strict = any(text[w.start:w.end] in p.STRICT for w in words)
    modality = parts.modality(text[start:head.end], text[head.end:end], head, "must" if strict else state.modality)
    if modality == "encourage":
        state.modality = "encourage"
    elif head.governing and state.modality == "encourage":
        state.modality = None
    subject = own or (state.actors if modality == state.modality or own else ())
    actors = dict.fromkeys((*subject, *bodies.partners(text[start:head.start]), *assigned))
    return Measure(id=f"{provision.id}.m{number}", provision=provision.id or None, start=start, end=end,
                   text=text[start:end], action=parts.action(text, head), object=parts.objects(text, head, end),
                   actors=tuple(actors), instruments=parts.instruments(text, head, start, end), modality=modality,
                   status="done" if provision.role == "achievement" else "planned", rule="measures.head-verb")


@Language.factory("kexie_measures", assigns=["doc.spans", "span._.measure"])
def create_measures(nlp: Language, name: str) -> MeasuresPipe:
    return MeasuresPipe(name)

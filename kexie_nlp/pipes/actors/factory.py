"""The component that finds assignment lines; measures take their bodies from it."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.pipes.actors.assignments import Assignment, find_assignments
from kexie_nlp.pipes.base import set_doc_extension, text_of


class ActorsPipe:
    """Sets `doc._.assignments`, a tuple of `Assignment` in offsets of `doc.text`, and the span group kexie_actors."""

    key = "kexie_actors"

    def __init__(self, name: str) -> None:
        self.name = name
        set_doc_extension("assignments", ())

    def match(self, doc: Doc) -> tuple[Assignment, ...]:
        """The assignment stretches of a doc, in offsets of its text."""
        return tuple(find_assignments(text_of(doc)))

    def __call__(self, doc: Doc) -> Doc:
        doc._.assignments = self.match(doc)
        spans = [doc.char_span(a.start, a.end, label="assignment", alignment_mode="expand") for a in doc._.assignments]
        doc.spans[self.key] = [s for s in spans if s is not None]
        return doc


@Language.factory("kexie_actors", assigns=["doc._.assignments", "doc.spans"])
def create_actors(nlp: Language, name: str) -> ActorsPipe:
    """The component `kexie_actors`, as `nlp.add_pipe` makes it; it has no settings."""
    return ActorsPipe(name)

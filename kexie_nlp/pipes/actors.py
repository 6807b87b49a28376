"""`kexie_actors`: the assignment lines and brackets of a doc as spans; measures take their bodies from them."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.outline.assignments import Assignment, find_assignments
from kexie_nlp.pipes.component import set_spans
from kexie_nlp.pipes.layers import document_layers

__all__ = ["ActorsPipe", "Assignment", "create_actors", "find_assignments"]


class ActorsPipe:
    """Writes the span group kexie_actors out of `doc._.assignments`, a tuple of `Assignment` in offsets of `doc.text`."""

    key = "kexie_actors"

    def __init__(self, name: str) -> None:
        self.name = name

    def match(self, doc: Doc) -> tuple[Assignment, ...]:
        """The assignment lines and brackets of a doc, in offsets of its text."""
        return document_layers(doc).assignments

    def __call__(self, doc: Doc) -> Doc:
        set_spans(doc, self.key, ((a.start, a.end, "assignment", "") for a in self.match(doc)))
        return doc


@Language.factory("kexie_actors", assigns=["doc._.assignments", "doc.spans"])
def create_actors(nlp: Language, name: str) -> ActorsPipe:
    """The component `kexie_actors`; it has no settings."""
    return ActorsPipe(name)

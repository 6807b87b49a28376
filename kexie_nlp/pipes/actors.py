"""`kexie_actors`: a `Doc` in, its assignment lines and brackets out, as spans. `kexie_measures` reads the responsible bodies from them."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.outline.assignments import Assignment, find_assignments
from kexie_nlp.pipes.component import set_spans
from kexie_nlp.pipes.layers import document_layers

__all__ = ["ActorsPipe", "Assignment", "create_actors", "find_assignments"]


class ActorsPipe:
    """Writes the span group `kexie_actors` from `doc._.assignments`, a tuple of `Assignment` objects with offsets in `doc.text`."""

    key = "kexie_actors"

    def __init__(self, name: str) -> None:
        self.name = name

    def match(self, doc: Doc) -> tuple[Assignment, ...]:
        """Returns the assignment lines and brackets of a doc, with offsets in `doc.text`."""
        return document_layers(doc).assignments

    def __call__(self, doc: Doc) -> Doc:
        set_spans(doc, self.key, ((a.start, a.end, "assignment", "") for a in self.match(doc)))
        return doc


@Language.factory("kexie_actors", assigns=["doc._.assignments", "doc.spans"])
def create_actors(nlp: Language, name: str) -> ActorsPipe:
    """Creates the component `kexie_actors`. It has no settings."""
    return ActorsPipe(name)

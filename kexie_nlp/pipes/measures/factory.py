"""The component that reads measures: clauses of task and achievement leaves, their heads, parts, kinds and classes."""
from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.model import Measure
from kexie_nlp.outline.clauses import leaves
from kexie_nlp.pipes.component import SpanPipe
from kexie_nlp.pipes.layers import DocumentLayers, document_layers
from kexie_nlp.pipes.measures.kinds import kind_of, load_kinds
from kexie_nlp.pipes.measures.reader import Found, ProvisionReader
from kexie_nlp.pipes.measures.typology import Typology, load_typology
from kexie_nlp.pipes.measures.verbs import parted


class MeasuresPipe(SpanPipe[Measure]):
    """Measures of a doc. Words of `kexie_words` and assignments of `kexie_actors` are used where they were set.

    `model` is a file of `kexie train measures`, `typology` a folder with tables of one's own; packaged ones where None.
    """

    key = "kexie_measures"
    layer = "measures"
    attribute = "measure"

    def __init__(self, name: str, model: str | None = None, typology: str | None = None) -> None:
        super().__init__(name)
        self.kinds = load_kinds(model)
        self.typology: Typology = load_typology(typology)

    def match(self, doc: Doc) -> list[Measure]:
        """The measures of a doc with kind, policy instrument and topic, in offsets of its text."""
        context = document_layers(doc)
        titles = {p.id: p.title or "" for p in context.provisions}
        return [found.measure.model_copy(update={
            "kind": kind_of(self.kinds, found.features, found.head),
            "policy": self.typology.policy(found.measure), "topic": self.typology.topic(found.measure, titles)})
            for found in find_measures(context)]


def find_measures(context: DocumentLayers) -> Iterator[Found]:
    """Measures with what their kind is judged by, in order; kind and classes are not set yet."""
    reader = ProvisionReader(context, tuple(parted(context.text, context.words)))
    assigned = context.assignments
    for provision in leaves(context.text, context.provisions):
        yield from reader.read(provision, [a for a in assigned if provision.start <= a.start and a.end <= provision.end])


@Language.factory("kexie_measures", assigns=["doc.spans", "span._.measure"], default_config={"model": None, "typology": None})
def create_measures(nlp: Language, name: str, model: str | None, typology: str | None) -> MeasuresPipe:
    """The component `kexie_measures`; config: `model` and `typology`, see `MeasuresPipe`. K502 for a model that cannot be read."""
    return MeasuresPipe(name, model, typology)

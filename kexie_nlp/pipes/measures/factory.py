"""The component that reads measures: clauses of task and achievement leaves, their heads, parts, kinds and classes."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.model import Measure
from kexie_nlp.pipes.component import SpanPipe
from kexie_nlp.pipes.layers import document_layers
from kexie_nlp.pipes.measures.kinds import kind_of, load_kinds
from kexie_nlp.pipes.measures.reader import Found, read_measures
from kexie_nlp.pipes.measures.typology import Typology, load_typology


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
        layers = document_layers(doc)
        titles = {p.id: p.title or "" for p in layers.provisions}
        return [self._record(found, titles.get(found.fields["provision"], "")) for found in read_measures(layers)]

    def _record(self, found: Found, heading: str) -> Measure:
        fields = found.fields
        fields["kind"] = kind_of(self.kinds, found.features, found.head)
        fields["policy"], fields["topic"] = self.typology.policy(found.plain), self.typology.topic(found.plain, heading)
        return Measure.trusted(fields)


@Language.factory("kexie_measures", assigns=["doc.spans", "span._.measure"], default_config={"model": None, "typology": None})
def create_measures(nlp: Language, name: str, model: str | None, typology: str | None) -> MeasuresPipe:
    """The component `kexie_measures`; config: `model` and `typology`, see `MeasuresPipe`. K502 for a model that cannot be read."""
    return MeasuresPipe(name, model, typology)

"""The component `kexie_measures`: the clauses of task and achievement leaves in, `Measure` records out."""
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
    """Finds the measures of a doc. It uses the words of `kexie_words` and the assignments of `kexie_actors` if they are set.

    `model` is a file written by `kexie train measures`; `typology` is a folder of word tables. None selects the packaged ones.
    """

    key = "kexie_measures"
    layer = "measures"
    attribute = "measure"

    def __init__(self, name: str, model: str | None = None, typology: str | None = None) -> None:
        super().__init__(name)
        self.kinds = load_kinds(model)
        self.typology: Typology = load_typology(typology)

    def match(self, doc: Doc) -> list[Measure]:
        """Returns the measures of a doc with kind, policy instrument and topic, with offsets in `doc.text`."""
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
    """Creates the component `kexie_measures`. Settings: `model` and `typology`, see `MeasuresPipe`.

    Raises K502 if the model cannot be read, K203 if the tables cannot be read.
    """
    return MeasuresPipe(name, model, typology)

"""The component that lays words, names, frames and dependencies over the tokens of a doc."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.model.layers import Layers
from kexie_nlp.pipes.component import set_spans
from kexie_nlp.pipes.layers import document_layers
from kexie_nlp.pipes.words.analyzers import analyzer_named

ENTITIES = "kexie_entities"


class WordsPipe:
    """Sets `doc._.words`, `doc._.entities`, `doc._.frames`, `doc._.arcs` (tuples, in offsets of `doc.text`) and the span
    group kexie_entities. jieba gives words only; errors are those of the analyzer, K202 where there is no such."""

    key = ENTITIES

    def __init__(self, name: str, analyzer: str, model: str | None) -> None:
        self._read = analyzer_named(analyzer)
        self.name, self.analyzer, self.model = name, analyzer, model

    def match(self, doc: Doc) -> Layers:
        """What the analyzer finds in a doc, in offsets of its text."""
        return self._read(document_layers(doc).text, self.model)

    def __call__(self, doc: Doc) -> Doc:
        set_layers(doc, self.match(doc))
        return doc


def layers_of(doc: Doc) -> Layers:
    """The analyzer's layers that were set on a doc; empty ones where none were."""
    layers = document_layers(doc)
    return Layers(layers.words if layers.has_words else (), layers.entities, layers.frames, layers.arcs)


def set_layers(doc: Doc, layers: Layers) -> None:
    """Write an analyzer's layers to a doc."""
    document_layers(doc).set_words(layers)
    set_spans(doc, ENTITIES, ((e.start, e.end, e.label, "") for e in layers.entities))


@Language.factory("kexie_words", default_config={"analyzer": "jieba", "model": None},
                  assigns=["doc._.words", "doc._.entities", "doc._.frames", "doc._.arcs", "doc.spans"])
def create_words(nlp: Language, name: str, analyzer: str, model: str | None) -> WordsPipe:
    """The component `kexie_words`; config: `analyzer` (jieba, lac, hanlp) and its `model`. K501 and K502 where they are missing."""
    return WordsPipe(name, analyzer, model)

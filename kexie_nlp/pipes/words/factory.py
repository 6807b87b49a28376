"""The component `kexie_words`: a `Doc` in, words, entities, frames and dependencies out, as layers over its tokens."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.lexicon.segmenter import segments
from kexie_nlp.model.layers import Layers
from kexie_nlp.pipes.component import set_spans
from kexie_nlp.pipes.layers import document_layers
from kexie_nlp.pipes.words.analyzers import analyzer_named, jieba_layers

ENTITIES = "kexie_entities"


class WordsPipe:
    """Sets `doc._.words`, `doc._.entities`, `doc._.frames`, `doc._.arcs` (tuples, with offsets in `doc.text`) and the span group
    `kexie_entities`.

    jieba sets words only. Raises the errors of the analyzer, and K202 for an unknown analyzer.
    """

    key = ENTITIES

    def __init__(self, name: str, analyzer: str, model: str | None) -> None:
        self._read = analyzer_named(analyzer)
        self.name, self.analyzer, self.model = name, analyzer, model

    def match(self, doc: Doc) -> Layers:
        """Returns the layers that the analyzer finds in a doc, with offsets in `doc.text`."""
        return self._read(document_layers(doc).text, self.model)

    def __call__(self, doc: Doc) -> Doc:
        if self._read is jieba_layers:  # words only; they are stored as parallel lists
            document_layers(doc).set_segments(segments(document_layers(doc).text))
            set_spans(doc, ENTITIES, ())
        else:
            set_layers(doc, self.match(doc))
        return doc


def layers_of(doc: Doc) -> Layers:
    """Returns the layers of the analyzer that are set on a doc; empty layers if none are."""
    layers = document_layers(doc)
    return Layers(layers.words if layers.has_words else (), layers.entities, layers.frames, layers.arcs)


def set_layers(doc: Doc, layers: Layers) -> None:
    """Writes the layers of an analyzer to a doc."""
    document_layers(doc).set_words(layers)
    set_spans(doc, ENTITIES, ((e.start, e.end, e.label, "") for e in layers.entities))


@Language.factory("kexie_words", default_config={"analyzer": "jieba", "model": None},
                  assigns=["doc._.words", "doc._.entities", "doc._.frames", "doc._.arcs", "doc.spans"])
def create_words(nlp: Language, name: str, analyzer: str, model: str | None) -> WordsPipe:
    """Creates the component `kexie_words`. Settings: `analyzer` (jieba, lac, hanlp) and its `model`.

    Raises K202 for an unknown analyzer, K501 or K502 if the analyzer or the model is missing.
    """
    return WordsPipe(name, analyzer, model)

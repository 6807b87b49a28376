"""The component that lays words, names, frames and dependencies over the character tokens."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.pipes.base import set_doc_extension, text_of
from kexie_nlp.pipes.words.analyzers import Layers, analyzer_named

EXTENSIONS = Layers._fields


class WordsPipe:
    """Sets `doc._.words`, `doc._.entities`, `doc._.frames`, `doc._.arcs` (tuples, in offsets of `doc.text`) and the span
    group kexie_entities. jieba gives words only; errors are those of the analyzer, K202 where there is no such."""

    key = "kexie_entities"

    def __init__(self, name: str, analyzer: str, model: str | None) -> None:
        self._read = analyzer_named(analyzer)
        self.name, self.analyzer, self.model = name, analyzer, model
        ensure_extensions()

    def match(self, doc: Doc) -> Layers:
        """What the analyzer finds in a doc, in offsets of its text."""
        return self._read(text_of(doc), self.model)

    def __call__(self, doc: Doc) -> Doc:
        set_layers(doc, self.match(doc))
        return doc


def ensure_extensions() -> None:
    for extension in EXTENSIONS:
        set_doc_extension(extension, ())


def layers_of(doc: Doc) -> Layers:
    """The layers that were set on a doc; empty ones where none were."""
    ensure_extensions()
    return Layers(*(doc._.get(extension) for extension in EXTENSIONS))


def set_layers(doc: Doc, layers: Layers) -> None:
    """Write layers to a doc."""
    ensure_extensions()
    for extension, values in zip(EXTENSIONS, layers, strict=True):
        doc._.set(extension, values)
    spans = [doc.char_span(e.start, e.end, label=e.label, alignment_mode="expand") for e in layers.entities]
    doc.spans[WordsPipe.key] = [span for span in spans if span is not None]


@Language.factory("kexie_words", default_config={"analyzer": "jieba", "model": None},
                  assigns=["doc._.words", "doc._.entities", "doc._.frames", "doc._.arcs", "doc.spans"])
def create_words(nlp: Language, name: str, analyzer: str, model: str | None) -> WordsPipe:
    """The component `kexie_words`; config: `analyzer` (jieba, lac, hanlp) and its `model`. K501 and K502 where they are missing."""
    return WordsPipe(name, analyzer, model)

"""The component that lays words over the character tokens."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.errors import KexieError
from kexie_nlp.pipes.base import set_doc_extension
from kexie_nlp.pipes.words.analyzers import ANALYZERS, Word


class WordsPipe:
    """Sets `doc._.words`, a tuple of `Word` (start, end, tag) in offsets of `doc.text`."""

    def __init__(self, name: str, analyzer: str, model: str | None) -> None:
        if analyzer not in ANALYZERS:
            raise KexieError("K501", detail=analyzer)
        self.name, self.analyzer, self.model = name, analyzer, model
        set_doc_extension("words", ())

    def match(self, doc: Doc) -> tuple[Word, ...]:
        return tuple(ANALYZERS[self.analyzer](doc.text, self.model))

    def __call__(self, doc: Doc) -> Doc:
        doc._.words = self.match(doc)
        return doc


@Language.factory("kexie_words", assigns=["doc._.words"], default_config={"analyzer": "jieba", "model": None})
def create_words(nlp: Language, name: str, analyzer: str, model: str | None) -> WordsPipe:
    return WordsPipe(name, analyzer, model)

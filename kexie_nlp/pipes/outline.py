"""`kexie_outline`: the outline and metadata of a doc, in `doc._.provisions` and `doc._.meta`."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.outline import find_meta, parse_outline, plan_year
from kexie_nlp.pipes.base import text_of
from kexie_nlp.pipes.context import ensure_extensions
from kexie_nlp.text import detect_script


class OutlinePipe:
    """Sets the outline of a doc whose text is normalised; metadata that are set already stay, and so does `doc._.script`,
    which the normalised text does not show any more."""

    def __init__(self, name: str) -> None:
        self.name = name
        ensure_extensions()

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        meta = doc._.meta or find_meta(text, parse_outline(text), doc._.script or detect_script(text))
        doc._.provisions = tuple(parse_outline(text, year=plan_year(meta)))
        doc._.meta = meta
        return doc


@Language.factory("kexie_outline", assigns=["doc._.provisions", "doc._.meta"])
def create_outline(nlp: Language, name: str) -> OutlinePipe:
    return OutlinePipe(name)

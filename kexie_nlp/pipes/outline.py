"""`kexie_outline`: a `Doc` in, its provisions and metadata out, in `doc._.provisions` and `doc._.meta`."""
from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.outline import parse_outline, plan_year, read_outline
from kexie_nlp.pipes.layers import document_layers
from kexie_nlp.text import detect_script


class OutlinePipe:
    """Sets the outline of a doc. The text must be normalised.

    Metadata that are already set are kept. So is `doc._.script`, because the script of the raw text is lost in the normalised text.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        layers = document_layers(doc)
        if layers.meta is not None:
            layers.set_outline(parse_outline(layers.text, year=plan_year(layers.meta)))
        else:
            layers.script = layers.script or detect_script(layers.text)
            layers.set_outline(*read_outline(layers.text, layers.script))
        return doc


@Language.factory("kexie_outline", assigns=["doc._.provisions", "doc._.meta"])
def create_outline(nlp: Language, name: str) -> OutlinePipe:
    """Creates the component `kexie_outline`. It has no settings."""
    return OutlinePipe(name)

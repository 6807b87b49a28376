"""The outline: numbering, tree of provisions, roles; and what the document says of itself."""
from kexie_nlp.outline.meta import find_meta, titles_cited
from kexie_nlp.outline.tree import parse_outline

__all__ = ["find_meta", "parse_outline", "titles_cited"]

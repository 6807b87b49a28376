"""The outline: numbering, tree of provisions, roles; and what the document says of itself."""
from kexie_nlp.outline.tree import parse_outline

__all__ = ["parse_outline"]

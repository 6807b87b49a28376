"""kexie_nlp: a Chinese NLP toolkit for policy documents.

The functions `read`, `normalize`, `analyze`, `align`, `build_graph` and `open_store` are imported on first use, so that importing the
package is fast.
"""
from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from kexie_nlp.alignment import align
    from kexie_nlp.analysis import Document, analyze
    from kexie_nlp.graph import build_graph
    from kexie_nlp.reading import RawText, read
    from kexie_nlp.store import open_store
    from kexie_nlp.text import NormText, normalize

_VERBS = {"read": "reading", "RawText": "reading", "normalize": "text", "NormText": "text", "analyze": "analysis",
          "Document": "analysis", "align": "alignment", "build_graph": "graph", "open_store": "store"}

__all__ = ["Document", "NormText", "RawText", "__version__", "align", "analyze", "build_graph", "normalize", "open_store",
           "read"]


def __getattr__(name: str) -> Any:
    if name not in _VERBS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_VERBS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)

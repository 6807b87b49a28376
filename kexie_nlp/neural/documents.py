"""Deprecated address of `kexie_nlp.pipes.words.hanlp`: spaCy documents to HanLP documents and back."""
from __future__ import annotations

import warnings
from importlib import import_module
from typing import Any

MOVED = "kexie_nlp.pipes.words.hanlp"


def __getattr__(name: str) -> Any:
    value = getattr(import_module(MOVED), name)
    warnings.warn(f"kexie_nlp.neural.documents is now {MOVED}", DeprecationWarning, stacklevel=2)
    return value

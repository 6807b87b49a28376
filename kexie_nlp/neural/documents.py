"""Deprecated path of `kexie_nlp.pipes.words.hanlp`; names are forwarded with a warning."""
from __future__ import annotations

import warnings
from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    value = getattr(import_module("kexie_nlp.pipes.words.hanlp"), name)
    warnings.warn("kexie_nlp.neural.documents is now kexie_nlp.pipes.words.hanlp", DeprecationWarning, stacklevel=2)
    return value

"""Deprecated path of `kexie_nlp.store.store`; `open_store` is forwarded with a warning."""
from __future__ import annotations

import warnings
from typing import Any

from kexie_nlp.store import store


def __getattr__(name: str) -> Any:
    value = getattr(store, name)
    warnings.warn("kexie_nlp.store.opening is now kexie_nlp.store.store", DeprecationWarning, stacklevel=2)
    return value

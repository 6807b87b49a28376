"""Deprecated path of `kexie_nlp.query.answers`; names are forwarded with a warning."""
from __future__ import annotations

import warnings
from typing import Any

from kexie_nlp.query import answers


def __getattr__(name: str) -> Any:
    found = getattr(answers, name)
    warnings.warn(f"kexie_nlp.query.findings.{name} has moved to kexie_nlp.query.answers", DeprecationWarning, stacklevel=2)
    return found

"""Deprecated path of answers that stand in `kexie_nlp.query.answers`: a name asked for here gives that of there."""
from __future__ import annotations

import warnings
from typing import Any

from kexie_nlp.query import answers


def __getattr__(name: str) -> Any:
    found = getattr(answers, name)
    warnings.warn(f"kexie_nlp.query.findings.{name} has moved to kexie_nlp.query.answers", DeprecationWarning, stacklevel=2)
    return found

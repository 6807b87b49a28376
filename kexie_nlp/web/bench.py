"""Deprecated path of `kexie_nlp.web.workbench`; names are forwarded with a warning."""
from __future__ import annotations

import warnings
from typing import Any

from kexie_nlp.web import workbench


def __getattr__(name: str) -> Any:
    found = getattr(workbench, name)
    warnings.warn(f"kexie_nlp.web.bench.{name} has moved to kexie_nlp.web.workbench", DeprecationWarning, stacklevel=2)
    return found

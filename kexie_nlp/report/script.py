"""Reports and records in traditional characters, for readers who write them."""
from __future__ import annotations

from typing import Any

# quotes, names and keys are as the source or the store has them, in whatever script is shown
KEPT = frozenset(("text", "task", "measure", "source", "sha256", "id", "ref", "parent", "provision", "rule", "model", "path", "document"))


def in_script(data: Any, variety: str) -> Any:
    """Plain data with every readable string in traditional characters ("traditional", "tw" or "hk"); quotes stay."""
    from kexie_nlp.text import to_traditional

    if isinstance(data, dict):
        return {key: value if key in KEPT and isinstance(value, str) else in_script(value, variety)
                for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [in_script(item, variety) for item in data]
    return to_traditional(data, variety)[0] if isinstance(data, str) else data  # type: ignore[arg-type]

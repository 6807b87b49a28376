"""Scores and floors to the scores that lie below their floor: the quality gate."""
from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def load_floors(path: str | Path, table: str) -> dict[str, float]:
    """The floors of one table of a TOML file: score name → least value (f1, or acc where the score has no f1)."""
    return {k: float(v) for k, v in tomllib.loads(Path(path).read_text(encoding="utf-8"))[table].items()}


def below_floors(scores: Mapping[str, Mapping[str, float]], floors: Mapping[str, float]) -> list[str]:
    """One line for every score that is missing or lies below its floor."""
    out = []
    for name, floor in floors.items():
        row = scores.get(name)
        value = None if row is None else row.get("f1", row.get("acc"))
        if value is None or round(value, 4) < floor:
            out.append(f"{name}: {'missing' if value is None else f'{value:.4f}'}, floor {floor}")
    return out

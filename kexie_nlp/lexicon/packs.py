"""Domain packs: the words of a field of policy, a folder each. A text in, the packs of its field out.

A pack is a folder with `pack.toml` (`title`, and `markers`: words that a central plan of the field has and others lack) and `topics.csv`
(group, term, source: the words for one matter). A pack may hold `align.json`, a model of the aligner. The pack `general` holds what is
said in every field.
"""
from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon import parse_table

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib
if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

GENERAL = "general"
MODEL = "align.json"
COLUMNS = ("group", "term", "source")
LEAST = 3  # different markers from which a text belongs to a field
CLOSE = 0.9  # a second field must have this share of the markers of the first


@dataclass(frozen=True)
class Pack:
    """The words of a field: the folder's name, its title, the words that mark a plan of the field, (group, term) pairs, and the file of
    an aligner's model that was trained in the field, if it has one."""
    name: str
    title: str
    markers: tuple[str, ...]
    topics: tuple[tuple[str, str], ...]
    model: Path | Traversable | None = None


@cache
def packaged() -> tuple[Pack, ...]:
    """Returns the packs of the package, `general` first, the others by name."""
    folders = (folder for folder in (files("kexie_nlp.lexicon") / "packs").iterdir() if folder.is_dir() and folder.name[0] not in "._")
    return tuple(sorted(map(read_pack, folders), key=_general_first))


def read_pack(folder: Path | Traversable) -> Pack:
    """Returns the pack of a folder. Raises K203, naming file and line, for a folder that is none."""
    try:
        about = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
        rows = parse_table((folder / "topics.csv").read_text(encoding="utf-8"), f"{folder.name}/topics.csv", COLUMNS)
        markers = tuple(map(str, about.get("markers", ())))
        _check(folder.name, rows)
        model = folder / MODEL
        return Pack(folder.name, str(about["title"]), markers, tuple((row["group"], row["term"]) for row in rows),
                    model if model.is_file() else None)
    except KeyError as error:
        raise KexieError("K203", path=f"{folder}/pack.toml", detail=f"{error} is missing") from None
    except (OSError, ValueError) as error:
        raise KexieError("K203", path=str(folder), detail=str(error)) from None


def _check(name: str, rows: Sequence[dict[str, str]]) -> None:
    """Raises ValueError for a row with an empty cell, and for a term that stands twice."""
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        if not all(cell.strip() for cell in row.values()):
            raise ValueError(f"{name}/topics.csv line {number}: an empty cell")
        if row["term"] in lines:
            raise ValueError(f"{name}/topics.csv line {number}: {row['term']} stands in line {lines[row['term']]}, too")
        lines[row["term"]] = number


def packs_of(text: str, more: Sequence[Pack] = ()) -> tuple[Pack, ...]:
    """Returns the packs for a reference plan: `general`, and those of its field, the nearest first; only `general` outside all fields.

    `more` are packs beside the packaged ones; one with the name of a packaged pack replaces it.
    """
    every = {pack.name: pack for pack in (*packaged(), *more)}
    found = {name: sum(marker in text for marker in pack.markers) / max(len(pack.markers), 1) for name, pack in every.items()}
    counts = {name: sum(marker in text for marker in pack.markers) for name, pack in every.items()}
    best = max(found.values(), default=0)
    chosen = [name for name in sorted(found, key=found.__getitem__, reverse=True)
              if name != GENERAL and counts[name] >= LEAST and found[name] >= CLOSE * best]
    return (every[GENERAL], *(every[name] for name in chosen))


def _general_first(pack: Pack) -> tuple[bool, str]:
    return pack.name != GENERAL, pack.name


__all__ = ["Pack", "packaged", "packs_of", "read_pack"]

"""Domain packs: the words of a field of policy, a folder each. A text in, the packs of its field out.

A pack is a folder with `pack.toml` (`title`, and `markers`: words that a central plan of the field has and others lack) and `topics.csv`
(group, term, source: the words for one matter). A pack may hold `align.json`, a model of the aligner. The pack `general` holds what is
said in every field.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.pack_check import ABOUT, COLUMNS, GENERAL, LEAST, TOPICS, examine

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

MODEL = "align.json"
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


def read_pack(folder: str | Path | Traversable) -> Pack:
    """Returns the pack of a folder. Raises K203, naming file and line, for a folder that is none or holds a bad row."""
    place = Path(folder).absolute() if isinstance(folder, str | Path) else folder  # the folder's name is that of the pack: not "."
    about, topics, faults = examine(place)
    if faults:
        more = f"; {len(faults) - 1} more faults: kexie lexicon check {place}" if len(faults) > 1 else ""
        raise KexieError("K203", path=place, detail=f"{faults[0]}{more}")
    model = place / MODEL
    return Pack(place.name, about["title"], tuple(about.get("markers", ())), topics, model if model.is_file() else None)


def read_packs(folders: Iterable[str | Path]) -> tuple[Pack, ...]:
    """Returns the packs of some folders, as `read_pack` does."""
    return tuple(map(read_pack, folders))


def every_pack(more: Sequence[Pack] = ()) -> dict[str, Pack]:
    """Returns the packaged packs and `more` by name; one of `more` with the name of a packaged pack replaces it."""
    return {pack.name: pack for pack in (*packaged(), *more)}


def packs_of(text: str, more: Sequence[Pack] = (), fields: Sequence[str] = ()) -> tuple[Pack, ...]:
    """Returns the packs for a reference plan: `general`, and those of its field, the nearest first; only `general` outside all fields.

    `more` are packs beside the packaged ones; one with the name of a packaged pack replaces it. `fields` are names of packs that are
    used whatever the text says. Raises K202 for a name that no pack has.
    """
    every = every_pack(more)
    if fields:
        if unknown := [name for name in fields if name not in every]:
            raise KexieError("K202", key="lexicon.fields", path="the settings",
                             detail=f"no pack is called {unknown[0]!r}; packs: {', '.join(every)}")
        return (every[GENERAL], *(every[name] for name in dict.fromkeys(fields) if name != GENERAL))
    counts = {name: sum(marker in text for marker in pack.markers) for name, pack in every.items()}
    found = {name: count / max(len(every[name].markers), 1) for name, count in counts.items()}
    best = max(found.values(), default=0)
    chosen = [name for name in sorted(found, key=found.__getitem__, reverse=True)
              if name != GENERAL and counts[name] >= LEAST and found[name] >= CLOSE * best]
    trained = [name for name in chosen if every[name].model is not None]  # its model knows no topics of other packs
    return (every[GENERAL], *(every[name] for name in trained[:1] or chosen))


def _general_first(pack: Pack) -> tuple[bool, str]:
    return pack.name != GENERAL, pack.name


__all__ = ["ABOUT", "COLUMNS", "GENERAL", "LEAST", "MODEL", "TOPICS", "Pack", "every_pack", "packaged", "packs_of", "read_pack",
           "read_packs"]

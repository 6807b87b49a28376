"""Records of a store as files: <stem>.json for every document and links.json; reviewed tasks as annotations.

The writers `write_text`, `write_lines` and `write_bytes`, which all exports use, are here too.
"""
from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from kexie_nlp.errors import KexieError
from kexie_nlp.report.render import as_json, in_script

if TYPE_CHECKING:
    from kexie_nlp.store import Store

LINKS, REPRO = "links", "repro"  # file names that are never given to a source
PLAIN = (".txt", ".md", "")  # kinds of which the source is the text
_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]')
LONGEST = 180  # bytes of a stem; file systems allow 255 for a name


def export_records(store: Store, directory: str | Path, *, variety: str | None = None) -> list[Path]:
    """Write the records (schema 1) and links of a store into `directory`; the files written. K305 if that fails.

    The text that the offsets of an html, docx or pdf file refer to is written as `<stem>.txt`. `variety` converts the readable
    fields to traditional characters ("traditional", "tw", "hk"), but no raw quotes. File names are made from those of the
    sources, valid on any file system and unique; nothing is written outside the directory.
    """
    folder = Path(directory)
    taken = {LINKS, REPRO}
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for info in store.infos():
            stem = _free(_fit(info.source) or info.sha256[:8], taken)
            document = store.documents([info.sha256])[0]
            record: Any = document.record
            if variety is not None:
                record = in_script(record.model_dump(mode="json", by_alias=True), variety)
            written.append(write_text(folder / f"{stem}.json", as_json(record) + "\n"))
            if PurePath(info.source).suffix.lower() not in PLAIN:
                written.append(write_text(folder / f"{stem}.txt", document.text))
        written.append(write_lines(folder / f"{LINKS}.json", _json_list(store.iter_links())))
    except OSError as error:
        raise KexieError("K305", path=folder, detail=error.strerror or str(error)) from None
    return written


def export_reviews(store: Store, directory: str | Path) -> list[Path]:
    """Write the reviewed tasks as annotations (`*.gold.json`, `*.align.json`); the files written. K305 if that fails.

    Of a reviewed task all grades in force are written: those of the reviews, and those of the model for its other candidates.
    `reviewed` names the reference tasks of which a person spoke; `alignment.adapt` learns from these only.
    """
    from kexie_nlp.store.reviews import in_force

    folder, written = Path(directory), []
    judged = in_force(store.reviews())
    infos = {info.sha256: info for info in store.infos()}
    pairs = sorted({(r.task.sha256, r.measure.sha256) for r in judged} & {(a, b) for a in infos for b in infos})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sha256 in sorted({sha256 for pair in pairs for sha256 in pair}):
            document = store.documents([sha256])[0]
            gold = document.record.model_dump(mode="json", by_alias=True) | {"doc": sha256[:12], "text": document.text}
            written.append(write_text(folder / f"{sha256[:12]}.gold.json", as_json(gold) + "\n"))
        for task, measure in pairs:
            grades: dict[str, dict[str, int]] = {r.task.provision: {} for r in judged
                                                 if (r.task.sha256, r.measure.sha256) == (task, measure)}
            for link in store.iter_links(task):
                if link.grade and link.measure.sha256 == measure and link.task.provision in grades:
                    grades[link.task.provision][link.measure.provision] = link.grade
            reviewed = {name: sorted(r.measure.provision for r in judged if (r.task.sha256, r.measure.sha256) == (task, measure)
                                     and r.task.provision == name) for name in grades}
            content = {"doc": task[:12], "central": {"doc": measure[:12]}, "links": grades, "reviewed": reviewed}
            written.append(write_text(folder / f"{task[:12]}-{measure[:12]}.align.json", as_json(content) + "\n"))
    except OSError as error:
        raise KexieError("K305", path=folder, detail=error.strerror or str(error)) from None
    return written


def write_text(path: Path, text: str) -> Path:
    """Write a file completely or not at all; a symbolic link at `path` is replaced, not followed. Returns the path."""
    return write_lines(path, [text])


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """Like `write_text` for a text in parts, which are not held in memory together."""
    return write_bytes(path, (line.encode() for line in lines))


def write_bytes(path: Path, parts: Iterable[bytes]) -> Path:
    """Like `write_lines` for bytes."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kexie-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _json_list(items: Iterable[Any]) -> Iterator[str]:
    first = True
    for item in items:
        yield ("[\n" if first else ",\n") + as_json(item)
        first = False
    yield "[]\n" if first else "\n]\n"


def _fit(source: str) -> str:
    stem = _UNFIT.sub("_", PurePath(source.replace("\\", "/")).stem).strip(" .")
    return stem.encode()[:LONGEST].decode(errors="ignore")


def _free(stem: str, taken: set[str]) -> str:
    """`stem`, or `stem`-2, -3 … if it is taken, whatever its case; the result is added to `taken`."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name

"""Files and folders: which ones are documents, and the text of each."""
from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.decode import decode
from kexie_nlp.reading.raw import RawText

SUFFIXES = (".txt", ".md")
MAX_BYTES = 20_000_000


def find_documents(paths: Iterable[str | Path], *, suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[Path]:
    """The files named, and those of the supported kinds below the folders named, sorted, each once.

    A file that is named is always given, whatever its suffix, and so is a missing path: reading it says what is wrong.
    K107 for a folder without documents.
    """
    seen: set[Path] = set()
    for name in paths:
        path = Path(name)
        found: list[Path] = [path]
        if path.is_dir():
            found = sorted(_walk(path, suffixes))
            if not found:
                raise KexieError("K107", path=path, detail=" ".join(suffixes))
        for each in found:
            if each not in seen:
                seen.add(each)
                yield each


def read(path: str | Path, *, encoding: str | None = None, max_bytes: int = MAX_BYTES) -> RawText:
    """The text of a file with the hash of its bytes; K101–K106 where it cannot be had."""
    path = Path(path)
    data = _bytes(path, max_bytes)
    if not data.strip():
        raise KexieError("K102", path=path)
    text, used = decode(data, str(path), encoding)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\u3000\u200b"):
        raise KexieError("K102", path=path)
    return RawText(text, hashlib.sha256(data).hexdigest(), path.name, used)


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            if not name.startswith(".") and name.lower().endswith(suffixes):
                yield Path(directory, name)


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise KexieError("K101", path=path) from None
    except (OSError, ValueError) as error:
        raise KexieError("K105", path=path, detail=str(error)) from None
    if not stat.S_ISREG(status.st_mode):
        raise KexieError("K105", path=path, detail="not a regular file")
    if status.st_size > max_bytes:
        raise KexieError("K106", path=path, detail=f"{status.st_size} bytes, limit {max_bytes}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise KexieError("K105", path=path, detail=str(error)) from None

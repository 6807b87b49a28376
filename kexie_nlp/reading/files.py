"""Files and folders: which ones are documents, and the text of each."""
from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.decode import decode
from kexie_nlp.reading.formats import SUFFIXES, format_of
from kexie_nlp.reading.raw import Block, RawText

MAX_BYTES = 20_000_000
_BLANKS = "\ufeff \t\r\n\x0b\x0c\u3000\u200b"


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
    """The text of a file with the hash of its bytes.

    The format is found by content, then by suffix; `encoding` is that of plain text and html, found by itself where it is
    None. K101–K111 where the text cannot be had; no more than `max_bytes` are ever read.
    """
    path = Path(path)
    data = _bytes(path, max_bytes)
    if not data.strip():
        raise KexieError("K102", path=path)
    name = str(path)
    kind = format_of(data, name)
    blocks: tuple[Block, ...] = ()
    used = "utf-8"
    if kind in ("docx", "pdf"):
        text, blocks = _reader(kind)(data, name)
    else:
        text, used = decode(data, name, encoding, markup=kind == "html")
        if kind == "html":
            from kexie_nlp.reading.html import read_html

            text, blocks = read_html(text, name)
    if not text.strip(_BLANKS):
        raise KexieError("K102", path=path)
    return RawText(text, hashlib.sha256(data).hexdigest(), path.name, used, kind, blocks)


def _reader(kind: str) -> Callable[[bytes, str], tuple[str, tuple[Block, ...]]]:
    if kind == "pdf":
        from kexie_nlp.reading.pdf import read_pdf

        return read_pdf
    from kexie_nlp.reading.docx import read_docx

    return read_docx


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            # ~$name is what Word leaves beside a document that is open
            if not name.startswith((".", "~$")) and name.lower().endswith(suffixes):
                yield Path(directory, name)


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise KexieError("K105", path=path, detail="not a regular file")
        if status.st_size > max_bytes:
            raise KexieError("K106", path=path, detail=f"{status.st_size} bytes, limit {max_bytes}")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise KexieError("K101", path=path) from None
    except (OSError, ValueError) as error:
        raise KexieError("K105", path=path, detail=str(error)) from None
    if len(data) > max_bytes:  # a file whose size is not what the system says
        raise KexieError("K106", path=path, detail=f"limit {max_bytes} bytes")
    return data

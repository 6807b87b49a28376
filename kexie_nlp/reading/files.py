"""Paths to documents and their text: the files of a folder, the format of each by its content, the reader of that format."""
from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from kexie_nlp.errors import KexieError
from kexie_nlp.reading.decode import decode
from kexie_nlp.reading.raw import Block, RawText

Format = Literal["txt", "md", "html", "docx", "pdf"]
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S)
_HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
_UNREADABLE = {b"{\\rtf": "RTF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
               b"Rar!": "an archive", b"7z\xbc\xaf": "an archive", b"\x1f\x8b": "an archive"}
MAX_BYTES = 20_000_000
_BLANKS = "\ufeff \t\r\n\x0b\x0c\u3000\u200b"


def find_documents(paths: Iterable[str | Path], *, suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[Path]:
    """The files named, and the files with one of the suffixes below the folders named, sorted, each once.

    A file that is named is given whatever its suffix, and so is a missing path; `read` raises its error. K107 for a folder
    without documents.
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

    The format is detected by content, then by suffix. `encoding` is that of plain text and html; None detects it. Html, docx and
    pdf have blocks. At most `max_bytes` are read. K101–K111 where there is no text to be read.
    """
    path = Path(path)
    data = _bytes(path, max_bytes)
    if not data.strip():
        raise KexieError("K102", path=path)
    name = str(path)
    kind = format_of(data, name)
    text, blocks, used = _text(data, name, kind, encoding)
    if not text.strip(_BLANKS):
        raise KexieError("K102", path=path)
    return RawText(text, hashlib.sha256(data).hexdigest(), path.name, used, kind, blocks)


def format_of(data: bytes, path: str) -> Format:
    """The format of a file's bytes, by content first, then by the suffix of its path.

    K103 for formats that cannot be read, K109 for a Word document with a password.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "docx"
    if head.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise KexieError("K109", path=path, detail="a Word document with a password")
        raise KexieError("K103", path=path, detail="an old Word or WPS document (.doc); save it as .docx")
    for start, name in _UNREADABLE.items():
        if head.startswith(start):
            raise KexieError("K103", path=path, detail=name)
    name = path.lower()
    if name.endswith(_HTML_SUFFIXES) or _HTML.match(_narrow(head)):
        return "html"
    return "md" if name.endswith(".md") else "txt"


def _text(data: bytes, path: str, kind: Format, encoding: str | None) -> tuple[str, tuple[Block, ...], str]:
    """Text, blocks and encoding of a file, by the reader of its format; a reader is imported when first used."""
    if kind == "docx":
        from kexie_nlp.reading.docx import read_docx

        return *read_docx(data, path), "utf-8"
    if kind == "pdf":
        from kexie_nlp.reading.pdf import read_pdf

        return *read_pdf(data, path), "utf-8"
    text, used = decode(data, path, encoding, markup=kind == "html")
    if kind == "html":
        from kexie_nlp.reading.html import read_html

        return *read_html(text, path), used
    return text, (), used


def _narrow(head: bytes) -> bytes:
    """The first bytes without byte order mark; UTF-16 without its zero bytes."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            # ~$name is the lock file of a document open in Word
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
    if len(data) > max_bytes:  # the file is larger than the system reports
        raise KexieError("K106", path=path, detail=f"limit {max_bytes} bytes")
    return data

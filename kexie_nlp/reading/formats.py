"""What kind of document some bytes are: by their content first, by the suffix of their name where that says nothing."""
from __future__ import annotations

import re
from typing import Literal

from kexie_nlp.errors import KexieError

Format = Literal["txt", "md", "html", "docx", "pdf"]
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S)
_HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
_STRANGERS = {b"{\\rtf": "RTF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
              b"Rar!": "an archive", b"7z\xbc\xaf": "an archive", b"\x1f\x8b": "an archive"}


def format_of(data: bytes, path: str) -> Format:
    """The format of a document. K103 for kinds that cannot be read, K109 for a locked Word document."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "docx"
    if head.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise KexieError("K109", path=path, detail="a Word document with a password")
        raise KexieError("K103", path=path, detail="an old Word or WPS document (.doc); save it as .docx")
    for start, name in _STRANGERS.items():
        if head.startswith(start):
            raise KexieError("K103", path=path, detail=name)
    name = path.lower()
    if name.endswith(_HTML_SUFFIXES) or _HTML.match(_narrow(head)):
        return "html"
    return "md" if name.endswith(".md") else "txt"


def _narrow(head: bytes) -> bytes:
    """The first bytes without byte order mark, of UTF-16 only those of ASCII."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")

"""How much the compressed streams of a PDF unpack to, found out without unpacking more than is allowed."""
from __future__ import annotations

import re
import zlib

from kexie_nlp.errors import KexieError

MAX_UNPACKED = 300_000_000  # bytes, all streams together
STEP = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")


def check_streams(data: bytes, path: str) -> None:
    """K111 for a PDF whose streams would fill the memory, packed once or twice."""
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        if data[start:start + 1] in (b"x", b"H", b"h", b"X", b"8"):  # how zlib data begins
            total += _unpacked(data, start, MAX_UNPACKED - total)
        if total >= MAX_UNPACKED:
            raise KexieError("K111", path=path, detail=f"{len(data)} bytes hold more than {MAX_UNPACKED}")


def _unpacked(data: bytes, start: int, limit: int) -> int:
    """How many bytes a stream unpacks to, counted up to the limit; a stream in it that is packed again counts, too."""
    outer, inner = zlib.decompressobj(), zlib.decompressobj()
    size, twice = 0, True
    chunk = data[start:start + STEP]
    position = start + STEP
    try:
        while size < limit and not outer.eof and chunk:
            out = outer.decompress(chunk, STEP)
            size += len(out)
            if twice:
                twice, more = _again(inner, out, limit - size)
                size += more
            chunk = outer.unconsumed_tail
            if not chunk:
                chunk = data[position:position + STEP]
                position += STEP
    except zlib.error:
        pass  # a damaged stream: the parser will say so
    return size


def _again(inner: zlib._Decompress, packed: bytes, limit: int) -> tuple[bool, int]:
    size = 0
    try:
        while packed and size < limit and not inner.eof:
            size += len(inner.decompress(packed, STEP))
            packed = inner.unconsumed_tail
    except zlib.error:
        return False, size
    return not inner.eof, size

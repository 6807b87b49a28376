"""Bytes to text: byte order marks, UTF-8, then the Chinese legacy encodings by likelihood."""
from __future__ import annotations

import codecs

from kexie_nlp.errors import KexieError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LEGACY = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
SAMPLE = 65536
COMMON = frozenset("的一是在和了有为中大人国会工作学科技发展业务实施管理建设组织加强推进"
                   "與爲為會學發業務實組織強進國")


def decode(data: bytes, path: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of `data` with newlines as \\n, and the encoding used.

    K103 for data that is no text, K104 where a named encoding does not fit or none does.
    """
    if encoding is None:
        encoding = _guess(data, path)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise KexieError("K104", path=path, detail=str(error)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, encoding


def _guess(data: bytes, path: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" not in data[:SAMPLE]:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8"
    scores = {name: _likeness(data, name) for name in LEGACY}
    best = max(scores, key=scores.__getitem__)
    if scores[best] <= 0:
        raise KexieError("K103", path=path, detail="neither UTF-8 nor a Chinese legacy encoding")
    return best


def _likeness(data: bytes, encoding: str) -> float:
    """Share of frequent Chinese characters, less that of unlikely ones; -1 where the bytes do not decode."""
    # a sample may end inside a character; the incremental decoder keeps that tail back
    try:
        sample = codecs.getincrementaldecoder(encoding)().decode(data[:SAMPLE], final=len(data) <= SAMPLE)
    except UnicodeDecodeError:
        return -1.0
    if not sample:
        return -1.0
    odd = sum(1 for c in sample if c < " " and c not in "\t\n\r\f" or "\ue000" <= c <= "\uf8ff" or c == "\ufffd")
    if odd > len(sample) * 0.01:
        return -1.0
    return sum(1 for c in sample if c in COMMON) / len(sample)

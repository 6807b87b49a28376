"""Bytes to text: byte order marks, the declared encoding of a page, UTF-8, then Chinese legacy encodings by likelihood."""
from __future__ import annotations

import codecs
import re

from kexie_nlp.errors import KexieError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LEGACY = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
SAMPLE = 65536
COMMON = frozenset("的一是在和了有为中大人国会工作学科技发展业务实施管理建设组织加强推进"
                   "與爲為會學發業務實組織強進國，。、")
MOSTLY = 0.01  # a text with a smaller share of replaced characters is broken UTF-8
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([a-zA-Z][\w.:-]{1,30})", re.I)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
          "big5-hkscs": "big5hkscs"}
_ODD_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\x0b\x1a\x1b")


def decode(data: bytes, path: str, encoding: str | None = None, *, markup: bool = False) -> tuple[str, str]:
    """The text of `data` with newlines as \\n, and the encoding used; for `markup` the one it declares is tried first.

    K103 for data that is no text, K104 where the named encoding does not fit or bytes of a UTF-8 text are broken.
    """
    if encoding is None:
        encoding = _declared(data) if markup else None
        encoding = encoding or _guess(data, path)
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise KexieError("K104", path=path, detail=str(error)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, encoding


def _declared(data: bytes) -> str | None:
    """The encoding that a page declares, if its bytes decode in it."""
    match = _DECLARED.search(data[:4096])
    if not match or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    name = match[1].decode("ascii").lower()
    name = _WIDER.get(name, name)
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return None
    return name


def _guess(data: bytes, path: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" not in data[:SAMPLE]:
        try:
            return _utf8(data, path)
        except UnicodeDecodeError as error:
            broken = data.decode("utf-8", "replace")
            if broken.count("\ufffd") <= max(3, MOSTLY * len(broken)) and _has_chinese(broken):
                raise KexieError("K104", path=path, detail=f"UTF-8, but for {error}") from None
    scores = {name: _likeness(data, name) for name in LEGACY}
    best = max(scores, key=scores.__getitem__)
    if scores[best] <= 0:
        raise KexieError("K103", path=path, detail="neither UTF-8 nor a Chinese legacy encoding")
    return best


def _utf8(data: bytes, path: str) -> str:
    text = data.decode("utf-8")[:SAMPLE]
    if sum(map(text.count, _ODD_CONTROLS)) > 0.01 * len(text) and not _has_chinese(text):
        raise KexieError("K103", path=path, detail="binary data")
    return "utf-8"


def _has_chinese(text: str) -> bool:
    return sum("\u4e00" <= c <= "\u9fff" for c in text) > 0.2 * len(text)


def _likeness(data: bytes, encoding: str) -> float:
    """The likelihood that bytes are Chinese text in an encoding: frequent and usual characters raise it, rare ones lower it; -1 where
    they do not decode."""
    # a sample may end inside a character; the incremental decoder keeps that tail back
    try:
        sample = codecs.getincrementaldecoder(encoding)().decode(data[:SAMPLE], final=len(data) <= SAMPLE)
    except UnicodeDecodeError:
        return -1.0
    if not sample:
        return -1.0
    odd = sum(1 for c in sample if c in _ODD_CONTROLS or "\ue000" <= c <= "\uf8ff" or c == "\ufffd")
    if odd > len(sample) * 0.01:
        return -1.0
    usual = sum(1 for c in sample if c.isascii() or _usual(c))
    frequent = sum(1 for c in sample if c in COMMON)
    rare = len(sample) - usual
    score = (frequent + 0.2 * usual - 0.5 * rare) / len(sample)
    return score if any("\u4e00" <= c <= "\u9fff" for c in sample) else min(score, 0.0)


def _usual(char: str) -> bool:
    """Whether a character is in the frequent part of GB 2312 or Big5, or Chinese punctuation."""
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff5e" or char in "“”‘’—…·":
        return True
    for name, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            if first <= char.encode(name)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False

"""Normalising steps for punctuation: half-width marks between Chinese characters become Chinese marks; doubled marks become one."""
from __future__ import annotations

import re

from kexie_nlp.text.convert import to_simplified
from kexie_nlp.text.editing import HAN, Stepped, in_pieces, same_length
from kexie_nlp.text.offsets import Edit, apply_edits

_CHINESE = f"[{HAN}“”‘’《》〈〉【】、。，；：？！（）…—]"
_IS_CHINESE = re.compile(_CHINESE)
_HALF = [(half, full, re.compile(rf"\{half}(?:(?<={_CHINESE}.)|(?={_CHINESE}))"))
         for half, full in zip(",;:?!()", "，；：？！（）", strict=True)]
_HALF_OF = {full: half for half, full, _ in _HALF}
_STOP = re.compile(rf"\.(?:(?<=[{HAN}].)(?<![一二三四五六七八九十].)(?=[{HAN}\n]|\Z))")
_OPEN_HALF = re.compile(r"\((?=[^()（）\n]{0,60}）)")
_CLOSE_HALF = re.compile(r"（[^()（）\n]{0,60}\)")
_QUOTED_LINE = re.compile('[^\n"]*"[^\n]*')
_QUOTE = re.compile('"([^"]*)"')
_DOUBLED = re.compile("[，、；：。]{2,}")
_BESIDE = re.compile("[ \u3000》](?=[(（])")
_STRENGTH = "、，：；。"
_GUILLEMETS = re.compile(f"«([^«»\n]*[{HAN}][^«»\n]*)»")


def punctuation(text: str) -> Stepped:
    """Replaces half-width marks next to Chinese characters by Chinese marks, including the other bracket of a pair.

    Straight quotation marks that are paired on their line, with Chinese text on it, become “”. A full stop between Chinese characters
    becomes 。
    """
    return same_length(text, in_pieces(_chinese_marks, text))


def marks_as_written(words: str, raw: str) -> str:
    """Returns normalised words with the half-width marks that a raw text has in them: (2021—2025年) for （2021—2025年）.

    The words stay as they are if the raw text, in simplified letters, does not hold them. Blanks, and the 》 of a
    title that goes on in brackets, do not count.
    """
    if _HALF_OF.keys().isdisjoint(words):
        return words
    pattern = "".join(f"[ \u3000》]?[{char}{re.escape(_HALF_OF[char])}]" if char in _HALF_OF else re.escape(char) for char in words)
    match = re.search(pattern, raw) or re.search(pattern, to_simplified(raw)[0])
    return (match[0] if "》（" in words else _BESIDE.sub("", match[0])) if match else words


def doubled_marks(text: str) -> Stepped:
    """Keeps the strongest of several marks in a row (，， or ，、). Three or more full stops are an ellipsis and are kept."""
    return apply_edits(text, _doubled(text))


def _chinese_marks(text: str) -> str:
    changed = text
    for half, full, pattern in _HALF:
        if half in changed:
            changed = pattern.sub(full, changed)
    if "«" in changed:
        changed = _GUILLEMETS.sub(r"《\1》", changed)
    changed = _STOP.sub("。", changed)
    changed = _CLOSE_HALF.sub(_close, _OPEN_HALF.sub("（", changed))
    if '"' in changed:
        changed = _QUOTED_LINE.sub(_pair, changed)
    return changed


def _close(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}）"


def _pair(match: re.Match[str]) -> str:
    line = match[0]
    if line.count('"') % 2 or not _IS_CHINESE.search(line):
        return line
    return _QUOTE.sub("“\\1”", line)


def _doubled(text: str):
    for match in _DOUBLED.finditer(text):
        marks = match[0]
        if len(marks) > 2 and not marks.strip("。"):
            continue
        edit: Edit = (*match.span(), max(marks, key=_STRENGTH.index))
        yield edit

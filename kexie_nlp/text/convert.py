"""Script conversion: a text in; simplified or traditional text with an offset map out.

Letters are converted by OpenCC's character-level configurations, which replace no words. Regional words are replaced on request.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from kexie_nlp.model.records import Conversion, Script
from kexie_nlp.text.editing import Stepped
from kexie_nlp.text.offsets import Edit, OffsetMap, apply_edits, identity
from kexie_nlp.text.regional import LETTERS, WORDS, regional_words
from kexie_nlp.text.scripts import Variety, converter, detect_script, detect_variety, paragraph_scripts, table

_TO_SIMPLIFIED = {"traditional": "t2s", "tw": "tw2s", "hk": "hk2s"}
_TO_TRADITIONAL = {"traditional": "s2t", "tw": "s2tw", "hk": "s2hk"}
# 著 is written for 着 (隨著, 著力), except in words with these neighbours (著作, 顯著)
_PARTICLE_AFTER = frozenset("隨随沿朝向味繞绕執执沉跟接帶带看為为本憑凭乘借藉對对")
_STAYS_BEFORE = frozenset("作名稱称述錄录者書书")
_STAYS_AFTER = frozenset("顯显卓昭名原論论編编專专巨土譯译合遺遗拙")
_CODE = re.compile(rb"&#(\d{5});")
# characters that also occur in names in simplified texts
_UNSURE = re.compile("[著么]")
_NAMES = frozenset("昇陞氾淩剋甯祕谿脩絜扞硃迺釐甦頫耑喆堃淼犇邨龢")


def to_simplified(text: str, conversion: Conversion = LETTERS) -> Stepped:
    """Returns simplified text and its offset map.

    Paragraphs in traditional or mixed script are converted by the configuration of their variety. In simplified paragraphs, only
    characters outside simplified writing are replaced.

    The conversions tw2sp and hk2sp also replace regional words, in the same paragraphs, or in all of a text without characters of either
    script. Each word is one segment of the map, and leads to the whole word of the source.
    """
    whole = detect_script(text)
    if conversion != LETTERS:
        return _with_words(text, conversion, "traditional" if whole == "simplified" else whole)
    if whole == "simplified" and not _has_strays(text):
        return text, identity(text)
    convert = _simplifier(_TO_SIMPLIFIED[detect_variety(text)])
    return _convert(text, ((start, end, _modern if script == "simplified" else convert)
                           for start, end, script in paragraph_scripts(text, whole)))


def _with_words(text: str, conversion: Conversion, whole: Script) -> Stepped:
    convert = _simplifier(WORDS[conversion])
    paragraphs = list(paragraph_scripts(text, whole))
    letters, to_letters = _convert(text, ((a, b, _modern if script == "simplified" else convert) for a, b, script in paragraphs))
    words = ((*to_letters.to_text(start, end), new) for a, b, script in paragraphs if script != "simplified"
             for start, end, new in regional_words(text, a, b, conversion))
    new, to_words = apply_edits(letters, words, whole=True)
    return new, to_letters.then(to_words)


def to_traditional(text: str, variety: Variety = "traditional") -> Stepped:
    """Returns traditional text and its offset map, for simplified text. Varieties: traditional, tw, hk. Raises KeyError for another
    variety."""
    convert = converter(_TO_TRADITIONAL[variety])
    return _convert(text, [(0, len(text), convert)])


def _convert(text: str, pieces: Iterable[tuple[int, int, Callable[[str], str]]]) -> Stepped:
    parts: list[str] = []
    segments: list[tuple[int, int, int, int]] = []
    length = 0
    for start, end, convert in pieces:
        piece = text[start:end]
        new = convert(piece)
        if len(new) != end - start:  # rare: convert line by line, and character by character in lines whose length changes
            new, step_map = apply_edits(piece, _line_edits(piece, convert))
            segments += [(start + ss, start + se, length + ts, length + te) for ss, se, ts, te in step_map.segments]
        parts.append(new)
        length += len(new)
    return "".join(parts), OffsetMap(len(text), length, segments)


def _line_edits(text: str, convert: Callable[[str], str]) -> Iterator[Edit]:
    position = 0
    for line in text.splitlines(keepends=True):
        new = convert(line)
        if len(new) == len(line):
            yield position, position + len(line), new
        else:
            for i, char in enumerate(line, position):
                yield i, i + 1, convert(char)
        position += len(line)


@cache
def _simplifier(config: str) -> Callable[[str], str]:
    convert = converter(config)

    def simplify(text: str) -> str:
        new = convert(text)
        if len(new) == len(text) and ("著" in text or "么" in text):
            new = _by_context(text, new)
        return _modern(new)

    return simplify


def _by_context(text: str, new: str) -> str:
    """Decides 著 and 么 by their neighbours and ignores the result of the configuration."""
    parts, done = [], 0
    for match in _UNSURE.finditer(text):
        place = match.start()
        parts += [new[done:place], "么" if match[0] == "么" else _zhe(text, place)]
        done = place + 1
    parts.append(new[done:])
    return "".join(parts)


def _zhe(text: str, place: int) -> str:
    before, after = text[max(place - 1, 0):place], text[place + 1:place + 2]
    if before in _PARTICLE_AFTER:
        return "着"
    return "著" if after in _STAYS_BEFORE or before in _STAYS_AFTER else "着"


def _modern(text: str) -> str:
    """Replaces characters outside simplified writing by those of the standard table, if it has them."""
    return _strays()[1].sub(_stray, text)


def _stray(match: re.Match[str]) -> str:
    return _strays()[0][match[0]]


def _has_strays(text: str) -> bool:
    """Whether a text has a character of `_strays`; the tables are only made where a character outside GB 2312 makes it possible."""
    outside = _CODE.findall(text.encode("gb2312", "xmlcharrefreplace"))
    return any(0x3400 <= int(code) < 0xA000 for code in set(outside)) and bool(_strays()[1].search(text))


@cache
def _strays() -> tuple[dict[str, str], re.Pattern[str]]:
    """Returns the traditional, old and regional characters outside GB 2312, mapped to characters inside it, and a pattern for them."""
    forms: dict[str, str] = {}
    for regional in ("jp2t", "hk2t", "tw2t", None):
        old = table(regional) if regional else {c: c for c in table("t2s")}
        for char, common in old.items():
            simple = table("t2s").get(common, common)
            if not _in_gb2312(char) and _in_gb2312(simple) and char not in _NAMES:
                forms[char] = simple
    return forms, re.compile(f"[{''.join(sorted(forms))}]")


def _in_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False

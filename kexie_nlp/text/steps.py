"""The normalising steps: each takes a text and returns the text it makes of it with the map back."""
from __future__ import annotations

import re
from collections.abc import Callable

from kexie_nlp.text.offsets import OffsetMap, apply_edits
from kexie_nlp.text.scripts import detect_script, to_simplified
from kexie_nlp.text.wrapping import join_lines

Step = Callable[[str], tuple[str, OffsetMap]]

HAN = "\u3400-\u9fff\uf900-\ufaff〇"
# one pinyin syllable in letters, tone marks allowed
_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_VOWEL = "[aāáǎàeēéěèêiīíǐìoōóǒòuūúǔùüǖǘǚǜv]"
PINYIN = re.compile(rf"(?<=[{HAN}])[(（]({_INITIAL}{_VOWEL}{{1,3}}(?:ng|n|r)?|[nmńňǹḿ]g?)[)）]")
TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]")
ENOUGH_TONES = 3  # a text with so many toned notes is one of the annotated copies, whose toneless notes go too
INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?=\n)")
PAGE_MARK = re.compile(r"^[ \t\u3000]*(?:[—–-]+ ?\d{1,4} ?[—–-]+|第 ?\d{1,4} ?页(?:[ ，,/]*共 ?\d{1,4} ?页)?)[ \t\u3000]*$",
                       re.M)
YEAR_ZERO = re.compile("(?<=[一二三四五六七八九〇])[OoＯｏ○０0](?=[〇一二三四五六七八九OoＯｏ○０0年])")
_SPACES = {ord(c): " " for c in "\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"}
_WIDTH = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B),
                                  0xFF05, 0xFF0B, 0xFF0E)}
_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_CHINESE = f"{HAN}“”‘’《》〈〉【】、。，；：？！（）…—"
HALF_MARK = re.compile(rf"(?<=[{_CHINESE}])[,;:?!()]|[,;:?!()](?=[{_CHINESE}])")


def invisible(text: str) -> tuple[str, OffsetMap]:
    """Zero-width, directional and control characters out; every kind of blank becomes a space."""
    text = text.translate(_SPACES)
    return apply_edits(text, [(m.start(), m.end(), "") for m in INVISIBLE.finditer(text)])


def pinyin(text: str) -> tuple[str, OffsetMap]:
    """Pinyin notes in brackets behind a character out: one syllable in small letters, toned, or in toned company."""
    notes = list(PINYIN.finditer(text))
    annotated = sum(1 for m in notes if TONE.search(m[1])) >= ENOUGH_TONES
    return apply_edits(text, [(m.start(), m.end(), "") for m in notes if annotated or TONE.search(m[1])])


def page_marks(text: str) -> tuple[str, OffsetMap]:
    """Lines that hold nothing but a page number out."""
    return apply_edits(text, [(m.start(), m.end(), "") for m in PAGE_MARK.finditer(text)])


def width(text: str) -> tuple[str, OffsetMap]:
    """Full-width letters and digits to half width, half-width marks beside Chinese to the Chinese marks."""
    text = text.translate(_WIDTH)
    text = HALF_MARK.sub(_chinese_mark, text)
    return text, OffsetMap(len(text), len(text))


def year_zeros(text: str) -> tuple[str, OffsetMap]:
    """Letter O, circles and 0 for 〇 between Chinese year digits."""
    return YEAR_ZERO.sub("〇", text), OffsetMap(len(text), len(text))


def simplified(text: str) -> tuple[str, OffsetMap]:
    """Traditional text to simplified characters; simplified text stays untouched."""
    if detect_script(text) == "simplified":
        return text, OffsetMap(len(text), len(text))
    return to_simplified(text)


STEPS: dict[str, Step] = {"invisible": invisible, "pinyin": pinyin, "page_marks": page_marks, "width": width,
                          "year_zeros": year_zeros, "simplified": simplified, "join_lines": join_lines}


def _chinese_mark(match: re.Match[str]) -> str:
    return _MARKS[match[0]]

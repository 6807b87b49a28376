"""Normalising step that removes pinyin notes after characters, as annotated web copies have them: 工(gōng)作(zuò), 工gōng作zuò.

Copies that are to be unfit for use have letters instead of notes: 工k作a.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kexie_nlp.text.editing import HAN, Stepped
from kexie_nlp.text.offsets import Edit, apply_edits

Note = tuple[int, int, str, str]  # start, end, letters, kind
_LETTERS = "a-zA-ZāáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿɑɡĀÁǍÀĒÉĚÈŌÓǑÒ\u0300-\u0304\u030c\u0308"
_NOTE = re.compile(rf"[(（](?<=[{HAN}].) ?([{_LETTERS}][{_LETTERS}1-4 '’·]{{0,66}})[)）]")
_FIRST = re.compile(rf"[{_LETTERS}]{{1,8}}[1-4]?([{_LETTERS}]*)")
_NUMBER = re.compile("[1-4]")
_BETWEEN = re.compile("[ '’·]")
_LONGEST = 6  # longest syllable, in letters
_SYLLABLE, _SYLLABLES_BEHIND = 7, 7  # letters of a written syllable including tone; maximum number of syllables after the first
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_GLUED = re.compile(rf"[{_LETTERS}](?<=[{HAN}].)[{_LETTERS}]{{0,5}}(?=[{HAN}，。、；：！？（）《》“”\n]|\Z)")
ENOUGH_TONED = 3  # from this many notes with tones a text counts as annotated, and notes without tones are removed too
ENOUGH_PLAIN = 6  # the same for notes without tones, of which DIFFERENT must be different
DIFFERENT = 4
ENOUGH_LETTERS, DIFFERENT_LETTERS = 8, 5  # from so many single small letters between characters on they are noise, no variables
# notes without tone that are certain by themselves: particles with their pinyin
_PARTICLES = frozenset({"了le", "的de", "地de", "得de", "着zhe", "著zhe", "们men", "們men", "么me", "麼me", "吗ma", "嗎ma",
                        "呢ne", "吧ba", "啊a", "和he", "子zi"})
_FINALS = {
    "b p m f": "a o ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u",
    "d t n l": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing u uo ui uan un ü üe v ve ue",
    "g k h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j q x": "i ia ie iao iu ian in iang ing iong u ue uan un ü üe üan ün v ve van vn",
    "zh ch sh r z c s": "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "y": "a o e i ao ou an in ing ang ong u ue uan un",
    "w": "a o u ai ei an en ang eng",
    "": "a o e ai ei ao ou an en ang eng er n ng m",
}


def pinyin(text: str) -> Stepped:
    """Removes pinyin notes.

    A note with a tone mark is certain. A note without one is removed if the text counts as annotated, or if it is the pinyin of a
    particle, as in 了(le). Other Latin words in brackets, such as (PPP) or (App), are kept.
    """
    notes = [(*note, _kind(note[2])) for note in _notes(text)]
    return apply_edits(text, sorted([*_edits(text, notes, _is_annotated(notes)), *_glued(text)]))


def _glued(text: str) -> Iterator[Edit]:
    """Yields the removals of notes without brackets (with tones) and of single letters."""
    found = [match for match in _GLUED.finditer(text) if len(match[0]) == 1 or not match[0].isascii()]
    letters = [match[0] for match in found if match[0].isascii() and match[0].islower()]
    toned = {match.start() for match in found if not match[0].isascii() and _kind(match[0]) == "toned"}
    annotated = len(toned) >= ENOUGH_TONED
    noise = annotated or len(letters) >= ENOUGH_LETTERS and len(set(letters)) >= DIFFERENT_LETTERS
    for match in found:
        if annotated and match.start() in toned or noise and match[0].isascii() and match[0].islower():
            yield *match.span(), ""


def _edits(text: str, notes: Iterable[Note], annotated: bool) -> Iterator[Edit]:
    for start, end, note, kind in notes:
        if kind == "toned" or kind == "plain" and (annotated or text[start - 1] + note in _PARTICLES):
            yield start, end, ""


def _notes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields the brackets after characters that contain at most eight syllables: start, end, and the letters inside."""
    for match in _NOTE.finditer(text):
        note = match[1].removesuffix(" ")
        if _is_short(note):
            yield *match.span(), note


@lru_cache(maxsize=50_000)
def _is_short(note: str) -> bool:
    """Whether letters are at most eight syllables."""
    first, *others = _BETWEEN.split(note)
    opening = _FIRST.fullmatch(first)
    return opening is not None and all(others) and not any(map(_NUMBER.search, others)) and sum(
        -(-len(run) // _SYLLABLE) for run in (opening[1], *others)) <= _SYLLABLES_BEHIND


def _is_annotated(notes: Iterable[Note]) -> bool:
    toned = plain = 0
    seen = set()
    for _, _, note, kind in notes:
        toned += kind == "toned"
        if kind == "plain":
            plain += 1
            seen.add(note)
        if toned >= ENOUGH_TONED or plain >= ENOUGH_PLAIN and len(seen) >= DIFFERENT:
            return True
    return False


@lru_cache(maxsize=50_000)
def _kind(note: str) -> str:
    """toned: certainly pinyin; plain: one lower-case syllable without tone; other: anything else."""
    letters = unicodedata.normalize("NFD", note.replace("ɑ", "a").replace("ɡ", "g"))
    toned = bool(_TONES.search(letters)) or note[-1].isdigit()
    letters = unicodedata.normalize("NFC", _TONES.sub("", letters)).rstrip("1234")
    parts = re.split("[ '’·]", letters if not toned else letters.lower())
    if toned and all(_cuts(part) for part in parts):
        return "toned"
    return "plain" if len(parts) == 1 and letters in _syllables() else "other"


def _cuts(letters: str) -> bool:
    """Whether letters form one or more syllables."""
    reached = {0}
    for start in range(len(letters)):
        if start in reached:
            reached.update(start + n for n in range(1, _LONGEST + 1) if letters[start:start + n] in _syllables())
    return len(letters) in reached


@cache
def _syllables() -> frozenset[str]:
    made = {initial + final for initials, finals in _FINALS.items() for initial in initials.split() or [""]
            for final in finals.split()}
    return frozenset(made | {"ê", "hm", "hng"})

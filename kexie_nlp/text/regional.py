"""Regional words: traditional text in; the words that OpenCC replaces by mainland ones out, with their spans.

OpenCC says only what a text becomes. A word is found by cutting: where the parts of a clause, converted one by one, give what the whole
clause gives, no word lies across the cut.
"""
from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import get_args

from kexie_nlp.errors import KexieError
from kexie_nlp.model.records import Conversion
from kexie_nlp.text.offsets import Edit
from kexie_nlp.text.scripts import converter, detect_script, has_simplified

LETTERS: Conversion = "t2s"
AUTO = "auto"
CONVERSIONS: tuple[str, ...] = (*get_args(Conversion), AUTO)
WORDS: dict[Conversion, str] = {"tw2sp": "tw2s", "hk2sp": "hk2s"}  # the configuration with words: the one that converts letters only
_SIGNS: dict[Conversion, re.Pattern[str]] = {
    "tw2sp": re.compile("[裡著]|網路|軟體|硬體|程式|數位|品質|計程車|公車|捷運|滑鼠|新[臺台]幣|行政院|立法院"),
    "hk2sp": re.compile("[衞説]|的士|電郵|質素|屋邨|樓宇|公帑|創科|港[元幣]|澳門元|葡幣|立法會|行政長官|特區政府")}
LONGEST, REACH = 256, 32  # characters of a clause, and on either side of a cut in a longer one
_CLAUSE = re.compile("[^\\s\x00，。、；：？！,;:?!（）()《》〈〉「」『』“”]+")


def check_conversion(name: str) -> None:
    """Raises K113 for an unknown conversion, or for one whose configuration the installed OpenCC does not have."""
    if name not in CONVERSIONS:
        raise KexieError("K113", name=name, detail="there is none", legal=", ".join(CONVERSIONS))
    for needed in WORDS if name == AUTO else [name]:
        if needed in WORDS and not _available(needed):
            from opencc import __version__

            raise KexieError("K113", name=name, detail=f"OpenCC {__version__} has no configuration {needed}, later versions have",
                             legal=", ".join([LETTERS, *filter(_available, WORDS)]))


def conversion_for(text: str, name: str) -> Conversion:
    """Returns the conversion that a name means for a raw text: `t2s` for a text in simplified script, else the named one.

    `auto` is decided by words and letters of Taiwan (軟體, 裡) and of Hong Kong and Macau (的士, 衞), and is `t2s` if neither have the
    majority. A text without characters of either script (搜索, ABC) counts as traditional unless the name is `auto`. Raises K113 as
    `check_conversion` does.
    """
    check_conversion(name)
    if name == LETTERS or detect_script(text) == "simplified" and (name == AUTO or has_simplified(text)):
        return LETTERS
    if name != AUTO:
        return name  # type: ignore[return-value]
    counts = {conversion: sum(1 for _ in signs.finditer(text)) for conversion, signs in _SIGNS.items()}
    most = max(counts, key=counts.__getitem__)
    return LETTERS if len(set(counts.values())) == 1 else most


def regional_words(text: str, start: int, end: int, conversion: Conversion) -> Iterator[Edit]:
    """Yields the words in `text[start:end]` that a conversion with words replaces, with the replacement in simplified characters.

    The spans are in order, do not overlap, and are offsets in `text`.
    """
    words, letters = converter(conversion), converter(WORDS[conversion])
    for place, clause in _clauses(text, start, end, words):
        whole = words(clause)
        while (plain := letters(clause)) != whole:
            first = _first_cut(clause, whole, len(os.path.commonprefix([plain, whole])), conversion)
            clause, place, whole = clause[first:], place + first, words(clause[first:])
            last = _last_cut(clause, whole, conversion)
            yield place, place + last, words(clause[:last])
            clause, place, whole = clause[last:], place + last, words(clause[last:])


def _clauses(text: str, start: int, end: int, words: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """Yields the stretches between marks with their places; one without an end is cut between words, so that the time stays linear."""
    for match in _CLAUSE.finditer(text, start, end):
        place = match.start()
        while match.end() - place > LONGEST:
            ends = range(place + LONGEST, place + LONGEST - REACH, -1)
            cut = next((c for c in ends if words(text[c - REACH:c]) + words(text[c:c + REACH]) == words(text[c - REACH:c + REACH])),
                       ends[0])
            yield place, text[place:cut]
            place = cut
        yield place, text[place:match.end()]


def _first_cut(clause: str, whole: str, differs: int, conversion: Conversion) -> int:
    """Returns where the first replaced word begins, at or before the first character that the word changes."""
    words, letters = converter(conversion), converter(WORDS[conversion])
    for cut in range(min(differs, len(clause) - 1), 0, -1):
        before = words(clause[:cut])
        if before + words(clause[cut:]) == whole and before == letters(clause[:cut]):
            return cut
    return 0


def _last_cut(clause: str, whole: str, conversion: Conversion) -> int:
    """Returns where the replaced word ends that begins the clause."""
    words, letters = converter(conversion), converter(WORDS[conversion])
    for cut in range(1, len(clause)):
        before = words(clause[:cut])
        if before != letters(clause[:cut]) and before + words(clause[cut:]) == whole:
            return cut
    return len(clause)


@cache
def _available(config: str) -> bool:
    try:
        converter(config)
    except Exception:  # RuntimeError, in other versions FileNotFoundError or OSError
        return False
    return True

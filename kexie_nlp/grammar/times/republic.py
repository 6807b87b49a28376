"""Years of the Republic in texts of Taiwan: a text in, the same text with Gregorian years and the offsets of the given text out."""
from __future__ import annotations

import re

_FIRST = 1911
_NUMBER = r"(?:1[0-3]\d|[89]\d)"
_YEAR = re.compile(rf"(?<![\d.,％%第])(?:民国)?({_NUMBER})(?=年(?!来|以来|以上|以下|内|间|之久|历史|老|前|后|期)"
                   rf"|学年|(?:年度?)?[-—–~～至到、和及](?:民国)?{_NUMBER}(?:学年|年(?!来|以上|内)))")
_BARE, _OFTEN = re.compile(r"(?<!\d)1[0-2]\d年"), 2
_PLACE = re.compile("民国|行政院|立法院|台湾|[县市]议会|本府|中央健保|国发会|议员")


def counts_from_1912(text: str, traditional: bool) -> bool:
    """Whether the bare years of a simplified text are those of the Republic (112年 is 2023).

    They are if the raw text was traditional and names a body of Taiwan or the Republic, or dates something by such a year.
    """
    return traditional and (_PLACE.search(text) is not None or len(_BARE.findall(text)) >= _OFTEN)


def gregorian(text: str, offsets: list[int] | None) -> tuple[str, list[int] | None]:
    """Returns the text with years of the Republic as Gregorian years, and the offset in the given text of every character and the end.

    `offsets` are those of `text` itself, or None if they are its indices.
    """
    pieces: list[str] = []
    mapped: list[int] = []
    base = offsets if offsets is not None else range(len(text) + 1)
    position = 0
    for match in _YEAR.finditer(text):
        year = str(int(match[1]) + _FIRST)
        pieces += [text[position:match.start()], year]
        mapped += base[position:match.start()]
        mapped += [base[match.start()]] * len(year)
        position = match.end()
    if not pieces:
        return text, offsets
    mapped += base[position:]
    return "".join(pieces) + text[position:], mapped

"""Simplified, traditional or mixed, of a whole text and of each paragraph; which region's traditional forms."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from kexie_nlp.model.records import Script
from kexie_nlp.text.editing import PIECE

MIXED = 0.1  # share of the rarer script above which a text counts as mixed
Variety = Literal["traditional", "tw", "hk"]
SAMPLE, SAMPLE_PARAGRAPH = 50_000, 80  # so many characters, evenly spread, are evidence enough
_PARAGRAPHS = re.compile(r"[^\n]+\n*|\n+")
_CODES = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]


@cache
def converter(config: str) -> Callable[[str], str]:
    """OpenCC's conversion of a name (t2s, s2tw …)."""
    from opencc import OpenCC

    return OpenCC(config).convert


@cache
def table(config: str) -> dict[str, str]:
    """What a conversion makes of every single Chinese character that it changes."""
    chars = [chr(code) for code in _CODES]
    converted = converter(config)("\n".join(chars)).split("\n")
    return {c: new for c, new in zip(chars, converted, strict=True) if c != new}


@cache
def _only() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    """The characters of traditional and of simplified writing only, and a pattern for the former."""
    traditional = frozenset(table("t2s"))
    return traditional, frozenset(table("s2t")) - traditional, re.compile(f"[{''.join(sorted(traditional))}]")


def sample(text: str, size: int = SAMPLE) -> str:
    """At most about `size` characters of a text, evenly spread."""
    return text[::len(text) // size + 1]


def detect_script(text: str) -> Script:
    """The script of a text, from the characters that exist in one script only; simplified if there are none."""
    traditional, simplified, pattern = _only()
    if not pattern.search(text):
        return "simplified"
    counts = Counter(sample(text))
    return _script(sum(n for c, n in counts.items() if c in traditional),
                   sum(n for c, n in counts.items() if c in simplified))


def paragraph_scripts(text: str, whole: Script | None = None) -> Iterator[tuple[int, int, Script]]:
    """Spans that cover a text, each of one paragraph or of several with the same script (no
    more than about `PIECE` characters, so that a caller needs little memory at a time).

    A paragraph is judged by itself by its different characters; one without evidence has the script of the whole
    text (`whole`, if the caller knows it).
    """
    whole = whole or detect_script(text)
    traditional, simplified, pattern = _only()
    start, current = 0, whole
    for match in _PARAGRAPHS.finditer(text):
        if whole == "simplified" and not pattern.search(text, *match.span()):
            found: Script = "simplified"
        else:
            chars = set(sample(match[0], SAMPLE_PARAGRAPH))
            old, new = len(chars & traditional), len(chars & simplified)
            found = _script(old, new) if old or new else whole
            if 0 < 2 * old <= new:
                found = "simplified"  # a few strange characters do not make a paragraph traditional
        if found != current or match.start() - start > PIECE:
            if match.start() > start:
                yield start, match.start(), current
            start, current = match.start(), found
    if start < len(text):
        yield start, len(text), current


@cache
def _regional() -> tuple[frozenset[str], frozenset[str]]:
    taiwan, hong_kong = (frozenset(table(name).values()) for name in ("t2tw", "t2hk"))
    return taiwan - hong_kong - frozenset(table("t2hk")), hong_kong - taiwan - frozenset(table("t2tw"))


def detect_variety(text: str) -> Variety:
    """Whose forms a traditional text uses: those of Taiwan (裡 著), of Hong Kong (衞 説), or neither's in particular."""
    counts = Counter(sample(text))
    taiwan, hong_kong = (sum(counts[c] for c in chars) for chars in _regional())
    if taiwan == hong_kong:
        return "traditional"
    return "tw" if taiwan > hong_kong else "hk"


def _script(traditional: int, simplified: int) -> Script:
    if traditional <= MIXED * simplified or not traditional:
        return "simplified"
    # some simplified forms (适 标 态) stand in texts that are traditional throughout
    return "traditional" if simplified <= MIXED * 2 * traditional else "mixed"

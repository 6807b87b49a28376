"""Script detection: a text in; simplified, traditional or mixed out, for the text and its paragraphs; and the regional variety."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

from kexie_nlp.model.records import Script
from kexie_nlp.text.editing import PIECE

MIXED = 0.1  # ratio of the rarer script above which a text counts as mixed
Variety = Literal["traditional", "tw", "hk"]
SAMPLE, SAMPLE_PARAGRAPH = 50_000, 80  # sizes of the evenly spread samples, in characters
_PARAGRAPHS = re.compile(r"[^\n]+\n*|\n+")
_CODES = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]


@cache
def converter(config: str) -> Callable[[str], str]:
    """Returns the conversion function of an OpenCC configuration (t2s, s2tw …)."""
    from opencc import OpenCC

    return OpenCC(config).convert


@cache
def table(config: str) -> dict[str, str]:
    """Returns the Chinese characters that a configuration changes, mapped to the result."""
    chars = [chr(code) for code in _CODES]
    converted = converter(config)("\n".join(chars)).split("\n")
    return {c: new for c, new in zip(chars, converted, strict=True) if c != new}


@cache
def _traditional_only() -> tuple[frozenset[str], re.Pattern[str]]:
    """Returns the characters of traditional writing only, and a pattern for them."""
    found = frozenset(table("t2s"))
    return found, re.compile(f"[{''.join(sorted(found))}]")


@cache
def _simplified_only() -> frozenset[str]:
    return frozenset(table("s2t")) - frozenset(table("t2s"))


def has_simplified(text: str) -> bool:
    """Whether a text has characters of simplified writing only."""
    return not _simplified_only().isdisjoint(text)


def sample(text: str, size: int = SAMPLE) -> str:
    """Returns at most about `size` characters of a text, evenly spread."""
    return text[::len(text) // size + 1]


def detect_script(text: str) -> Script:
    """Returns the script of a text, by the characters that exist in one script only; simplified if there are none."""
    traditional, pattern = _traditional_only()
    if not pattern.search(text):
        return "simplified"
    simplified = _simplified_only()
    counts = Counter(sample(text))
    return _script(sum(n for c, n in counts.items() if c in traditional),
                   sum(n for c, n in counts.items() if c in simplified))


def paragraph_scripts(text: str, whole: Script | None = None) -> Iterator[tuple[int, int, Script]]:
    """Yields spans that cover a text with their script. A span is one or more paragraphs of the same script, at most about `PIECE`
    characters.

    A paragraph is classified by its distinct characters. A paragraph without evidence has the script of the whole text (`whole`, if the
    caller knows it).
    """
    whole = whole or detect_script(text)
    traditional, pattern = _traditional_only()
    simplified = _simplified_only()
    start, current = 0, whole
    for match in _PARAGRAPHS.finditer(text):
        if whole == "simplified" and not pattern.search(text, *match.span()):
            found: Script = "simplified"
        else:
            chars = set(sample(match[0], SAMPLE_PARAGRAPH))
            old, new = len(chars & traditional), len(chars & simplified)
            found = _script(old, new) if old or new else whole
            if 0 < 2 * old <= new:
                found = "simplified"  # a few traditional characters do not make a paragraph traditional
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
    """Returns the variety of a traditional text by its characters: Taiwan (裡 著), Hong Kong (衞 説), or neither."""
    counts = Counter(sample(text))
    taiwan, hong_kong = (sum(counts[c] for c in chars) for chars in _regional())
    if taiwan == hong_kong:
        return "traditional"
    return "tw" if taiwan > hong_kong else "hk"


def _script(traditional: int, simplified: int) -> Script:
    if traditional <= MIXED * simplified or not traditional:
        return "simplified"
    # some simplified forms (适 标 态) occur in traditional texts
    return "traditional" if simplified <= MIXED * 2 * traditional else "mixed"

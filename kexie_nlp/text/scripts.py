"""Simplified or traditional: detection by OpenCC's own tables, conversion character by character."""
from __future__ import annotations

from collections import Counter
from functools import cache

from kexie_nlp.model.records import Script
from kexie_nlp.text.offsets import Edit, OffsetMap, apply_edits

MIXED = 0.1  # share of the rarer script above which a text counts as mixed


@cache
def _converter(config: str):
    from opencc import OpenCC

    return OpenCC(config)


def detect_script(text: str) -> Script:
    """The script of a text, from the characters that exist in one script only; simplified if there are none."""
    counts = {c: n for c, n in Counter(text).items() if "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"}
    if not counts:
        return "simplified"
    chars = "\n".join(counts)
    numbers = list(counts.values())
    pairs = zip(numbers, chars.split("\n"), _converter("t2s").convert(chars).split("\n"),
                _converter("s2t").convert(chars).split("\n"), strict=True)
    traditional = simplified = 0
    for n, char, as_simplified, as_traditional in pairs:
        if as_simplified != char:
            traditional += n
        elif as_traditional != char:
            simplified += n
    if traditional <= MIXED * simplified or not traditional:
        return "simplified"
    # some simplified forms (适 标 态) stand in texts that are traditional throughout
    return "traditional" if simplified <= MIXED * 2 * traditional else "mixed"


def to_simplified(text: str) -> tuple[str, OffsetMap]:
    """Simplified text and its map. OpenCC's t2s keeps words as they are (tw2sp would turn 執行 into 运行)."""
    convert = _converter("t2s").convert
    whole = convert(text)
    if len(whole) == len(text):
        return whole, OffsetMap(len(text), len(text))
    edits: list[Edit] = []
    position = 0
    for line in text.splitlines(keepends=True):
        converted = convert(line)
        if len(converted) == len(line):
            if converted != line:
                edits.append((position, position + len(line), converted))
        else:
            edits += _char_edits(line, position)
        position += len(line)
    return apply_edits(text, edits)


def _char_edits(line: str, offset: int) -> list[Edit]:
    convert = _converter("t2s").convert
    return [(offset + i, offset + i + 1, new) for i, char in enumerate(line) if (new := convert(char)) != char]

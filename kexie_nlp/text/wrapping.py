"""Lines broken inside a sentence: joined again where it is safe."""
from __future__ import annotations

import re
from collections import Counter

from kexie_nlp.grammar.numbering import opens_line
from kexie_nlp.text.offsets import Edit, OffsetMap, apply_edits

NARROW, WIDE = 15, 90  # a column of hard-wrapped Chinese text has so many characters at least and at most
RAGGED = 2  # marks that may not begin a line make lines shorter by so many
FULL_SHARE = 0.4  # share of full lines from which a text counts as hard-wrapped
LEAST_LINES = 5
RUNNING = 20  # a line of running text has at least so many characters
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_ENDS = "。！？；：:;!?…”》）)】"
_DATED = re.compile(r"^[12]\d{3}年\d{1,2}月\d{1,2}日$")


def join_lines(text: str) -> tuple[str, OffsetMap]:
    """Deletes line breaks (and blanks around them) inside sentences.

    In a hard-wrapped text those behind full lines; elsewhere those behind a line of running text that ends without a stop,
    where the next is running text, too. A line that opens with a mark of the numbering grammar is never joined.
    """
    lines = [m.span() for m in _LINE.finditer(text)]
    column = _column(text, lines)
    edits: list[Edit] = []
    for (start, end), (following, stop) in zip(lines, lines[1:], strict=False):
        line, after = text[start:end].rstrip(), text[following:stop]
        if opens_line(after) or _DATED.match(after.strip()):
            continue
        if column:
            indented = after[:1].isspace() and not text[start:end][:1].isspace()
            joined = len(line) >= column - RAGGED and not (indented or line[-1] in "。！？")
        else:
            joined = _broken(line.strip(), after.strip())
        if joined:
            inner = following + len(after) - len(after.lstrip())
            edits.append((start + len(line), inner, ""))
    return apply_edits(text, edits)


def _column(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The width that the lines of a hard-wrapped text fill; None for other texts."""
    lengths = [len(text[s:e].rstrip()) for s, e in lines]
    if len(lengths) < LEAST_LINES:
        return None
    counts = Counter(n for n in lengths if NARROW <= n <= WIDE)
    if not counts:
        return None
    full, best = max((sum(counts[n - k] for k in range(RAGGED + 1)), n) for n in counts)
    longer = sum(1 for n in lengths if n > best + RAGGED)
    return best if full >= FULL_SHARE * len(lengths) and longer <= 0.05 * len(lengths) else None


def _broken(line: str, after: str) -> bool:
    if line[-1] in _ENDS or len(line) < RUNNING or not re.search("[，。、]", line):
        return False
    return line[-1] in "，、" or bool(re.search("[，。]", after) and re.search("[。；，]", line))

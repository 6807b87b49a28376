"""Normalising step that joins lines broken inside a sentence."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from kexie_nlp.grammar.numbering import opens_line
from kexie_nlp.text.editing import Stepped, pieces
from kexie_nlp.text.offsets import Edit, apply_edits

NARROW, WIDE = 15, 90  # smallest and largest column of hard-wrapped Chinese text, in characters
RAGGED = 2  # marks that may not start a line shorten a line by up to this many characters
FULL_SHARE = 0.4  # share of full lines from which a text counts as hard-wrapped
LEAST_LINES, LEAST_FULL = 5, 3
RUNNING = 20  # shortest line of running text, in characters
_FILLED = re.compile(r"\S[^\n]*")
_ASSIGNS = re.compile("^[（【]?(?:责任|牵头|配合|主办|协办)[^：:，。]{0,6}[：:]")
_ENDS = "。！？；：:;!?…”》）)】"
_LABELLED = re.compile(r"\s*(?:【[^】\n]{2,8}】|[一-龥]{2,5}[：:])")  # of a page's header, which holds a datum a line
_DATUM = re.compile(r"\s*(?:[一-龥]{2,12}[〔\[（(]\d{4}[〕\]）)]\d{1,4}号(?![一-龥])|【[^】\n]{2,8}】[^，。\n]{0,30}$)")
_DATED = re.compile(r"^[12]\d{3}年\d{1,2}月\d{1,2}日$")
_MARK = re.compile("[，。、]")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?$")  # of the line of a page with its date
# a number parted from its unit (签约21.6⏎万人)
_AT_UNIT = re.compile("\n[ \u3000]*(?=[万亿%％‰]|(?:个|人|元|名|家|户|公里|吨|亩|次|所|座)(?![一-龥]{0,6}$))", re.M)
_CUT = re.compile("(?<=[一-龥])(?<!附件|附录|专栏)(?<![表图第])[ \u3000]?\\d[\\d.,]*(?P<blank>[ \u3000]*)\\Z")
_SHORT = 24  # characters before the break that are read
_OVER = re.compile("[，。]")
_CLAUSES = re.compile("[。；，]")
_CELLS = re.compile("\t|[|｜][^\n]*[|｜]|\\S[ \u3000]{2,}\\S[^\n]*\\S(?:[ ]{2,}|\u3000+)\\S"
                    "|^\\s*\\d{1,3}[ \u3000]\\S+[ \u3000]\\S[^\n]*[ \u3000]\\S")  # a line of a table, or a numbered row
_STACKED_HEAD = re.compile(r"^[ |]*(?:序[ ]?号|编号)[ |]*$(?:\s*^[ |]*[^\n，。]{2,12}[ |]*$){2}", re.M)
_STACKED_NUMBER, _CELL_LINES = re.compile(r"^[ |]*\d{1,3}[ |]*$", re.M), 8
_HALF_WIDE = re.compile("[ -~]+")
_LATIN = re.compile("[A-Za-z] [A-Za-z]")


def join_lines(text: str) -> Stepped:
    """Removes line breaks, and the whitespace around them, inside sentences, until there are none left.

    In a hard-wrapped text: breaks after full lines. In other texts: breaks after a line of running text that ends without a
    sentence-final mark, if the next line is running text too, and between a number and its unit. A line that starts with a marker of
    the numbering grammar is never joined, nor is a line of a table.
    """
    table = _stacked(text)
    text, total = apply_edits(text, [(cut.start("blank"), match.end(), "") for match in _AT_UNIT.finditer(text)
                                     if not table[0] <= match.start() < table[1]
                                     and (cut := _CUT.search(text, max(0, match.start() - _SHORT), match.start()))])
    while True:
        joined, step_map = apply_edits(text, _breaks(text))
        if len(joined) == len(text):
            return text, total
        text, total = joined, total.then(step_map)


def _breaks(text: str) -> Iterator[Edit]:
    column = _column(text, len) or (_column(text, _width) if _HALF_WIDE.search(text) else None)
    table = _stacked(text) if not column else (0, 0)
    for match in _long_lines(column - RAGGED if column else RUNNING).finditer(text):
        line, following = match[0], _FILLED.search(text, match.end())
        if following is None or not line.strip():
            continue
        after = text[text.rfind("\n", 0, following.start()) + 1:following.end()]
        if table[0] <= match.start() < table[1]:
            continue
        if _joined(line, after, column) and not _CELLS.search(line) and not _CELLS.search(after):
            before, behind = line.rstrip(), after.lstrip()
            blank = " " if _LATIN.match(f"{before[-1]} {behind[0]}") else ""
            yield match.start() + len(before), following.end() - len(behind), blank


def _stacked(text: str) -> tuple[int, int]:
    """Returns the span of a table that was copied cell by cell, from its header to the lines of its last row; (0, 0) if there is none."""
    head = _STACKED_HEAD.search(text)
    last = list(_STACKED_NUMBER.finditer(text, head.end()))[-1:] if head else []
    if head is None or not last:
        return 0, 0
    end = last[0].end()
    for _ in range(_CELL_LINES):
        end = text.find("\n", end + 1)
        if end < 0:
            return head.start(), len(text)
    return head.start(), end


@cache
def _long_lines(least: int) -> re.Pattern[str]:
    return re.compile(rf"[^\n]{{{least},}}")


def _joined(line: str, after: str, column: int | None) -> bool:
    stripped = line.rstrip()
    if column:
        if len(stripped) < column - RAGGED or stripped[-1] in "。！？":
            return False
        if after[0].isspace() and not line[0].isspace() or _LABELLED.match(after) or _DATUM.match(line):
            return False
    elif not _broken(stripped.lstrip(), after):
        return False
    return not opens_line(after) and not _DATED.match(after.strip())


def _width(line: str) -> int:
    """Returns the width of a line on paper, in Chinese characters; those of ASCII are half as wide."""
    return len(line) - sum(map(len, _HALF_WIDE.findall(line))) // 2


def _column(text: str, measure: Callable[[str], int]) -> int | None:
    """Returns the width of the full lines of a hard-wrapped text, in characters or on paper; None for other texts."""
    counts: Counter[int] = Counter()
    for start, end in pieces(text):
        counts.update(map(measure, map(str.rstrip, text[start:end].split("\n"))))
    del counts[0]
    lines = sum(counts.values())
    if lines < LEAST_LINES:
        return None
    widths = [n for n in counts if NARROW <= n <= WIDE]
    if not widths:
        return None
    full, best = max((sum(counts[n - k] for k in range(RAGGED + 1) if n - k >= NARROW), n) for n in widths)
    longer = sum(times for n, times in counts.items() if n > best + RAGGED)
    return best if full >= max(LEAST_FULL, FULL_SHARE * lines) and longer <= 0.05 * lines else None


def _broken(line: str, after: str) -> bool:
    if line[-1] in _ENDS or len(line) < RUNNING or not _MARK.search(line) or _ASSIGNS.match(line) or _CLOCK.search(line):
        return False
    return line[-1] in "，、" or bool(_OVER.search(after) and _CLAUSES.search(line))

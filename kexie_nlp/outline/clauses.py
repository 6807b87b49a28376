"""Splits the running text of provisions into clauses: a text and its provisions in, `Clause` objects with exact spans and kinds out."""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from kexie_nlp.lexicon import words
from kexie_nlp.model import Provision
from kexie_nlp.outline.assignments import Assignment
from kexie_nlp.outline.rows import Row

HARD = "。；！？\n"
SOFT = "，："
ClauseKind = Literal["statement", "basis", "frame", "note"]
_SAYING = frozenset(("name", "plan", "other"))  # columns whose cells say what is to be done
LEAF_ROLES = ("task", "achievement")  # roles of provisions whose clauses state what is done or to be done
_OPEN = {"“": "”", "《": "》", "（": "）", "‘": "’", "【": "】", "「": "」"}
_MARKS, _MARKS_WITH_COMMA = (re.compile(f"[{HARD}{SOFT}{comma}{''.join(_OPEN)},](?!(?<=\\d,)\\d{{3}}(?!\\d))")  # 1,234 is one number
                             for comma in ("", "、"))
_LONGEST = 80  # a quotation mark or bracket not closed within this many characters counts as unclosed
_BLANK = re.compile("[ \u3000\t]+(?=[^\\s])")
_EDGES = "、，；。：！？—"
_LEADING = _EDGES + "”）-…"

_LED_BY = ("指导|引领|目标|重点|主线|抓手|契机|载体|导向|中心|核心|根本|统领|突破口|媒介|基础|骨干|依托|主题|龙头|牵引|动力|支撑|平台"
           "|切入点|主")
# clauses that state a basis, an aim or a frame and no commitment, unless they have a verb of their own
BASIS = re.compile(
    "(?:按照|依照|根据|依据|围绕|依托|依靠|立足|瞄准|锚定|紧扣|结合|聚焦|针对|遵循|对照|适应|鉴于|随着|为了"
    "|为"
    f"|以.{{1,60}}为(?:[^，]{{0,12}})?(?:{_LED_BY})"
    "|面向[^，]{1,20}$|特别是|尤其是|包括|例如|即|对标|借助)")
_FRAME = re.compile(
    "(?:在[^，]{1,60}(?:下|中|上|基础上|过程中|期间|时|后|前提下)|通过[^，]{1,40}(?:方式|形式|等)|[^，]{2,20}(?:期间|过程中))$")
_NO_ONE, _VERB = frozenset("了此期主"), 2
_AIM = re.compile("(?:进一步|全面|深入|切实|更好|充分|认真|积极|有效|不断|扎实|大力|加快|尽快|确保|严格|持续|着力|统筹|科学|及时|顺利|"
                  "圆满|共同)")
_FOR_FREE = re.compile("为[^，。；]{2,24}(?:免费|无偿|统一)[一-龥]{4}")
_NOTE = re.compile(
    "(?:主要(?:包括|有|是|表现)|具体(?:如下|包括)|其中$|以下|如下|现将|附[：:件]|注[：:]"
    "|(?:责任|牵头|配合)(?:单位|部门|处室|领导|人)?(?:[：:]|$)|完成时限|时限|联系人|单位：|电话|受众|共$)")
_NOTE_END = re.compile("如下$|是.{0,30}(?:元年|之年|一年|关键期|重要(?:内容|举措|途径|基础))$")

_FRAME_LAST, _NOTE_LAST = "下中上间时后式等", "下年期容措径础"  # last characters of these two patterns


class Clause(NamedTuple):
    """The text between two punctuation marks, as a span.

    `first`: whether it starts a sentence. `after`: the punctuation mark after it. `provision`: id of its leaf, None without an outline.
    `kind`: statement, basis (按照…, 围绕…), frame (在…中, 通过…方式) or note (a lead-in, a label).
    """
    start: int
    end: int
    first: bool
    after: str
    provision: str | None = None
    kind: ClauseKind = "statement"


def document_clauses(text: str, provisions: Sequence[Provision], assignments: Sequence[Assignment],
                     rows: Sequence[Row] = (), begin: int = 0) -> Iterator[Clause]:
    """Yields the clauses of all leaves of an outline, or of the text from `begin` on if there are no provisions.

    Clauses are trimmed of punctuation. Assignments are excluded, and of table rows all but the cells of tasks and goals. Offsets are
    those of `text`.
    """
    cells = list(_between_cells(rows))
    starts, cell_starts = [a.start for a in assignments], [start for start, _ in cells]
    for leaf in leaves(text, provisions, begin):
        own = assignments[bisect_left(starts, leaf.start):bisect_left(starts, leaf.end)]
        cuts = [(a.start, a.end) for a in own if a.end <= leaf.end]
        if heading := _beside(text, leaf):
            cuts = [heading, *cuts]
        inside = cells[bisect_left(cell_starts, leaf.start + len(leaf.marker or "")):bisect_left(cell_starts, leaf.end)]
        if inside:
            cuts = _merged([*cuts, *((a, min(b, leaf.end)) for a, b in inside)])
        for begin, stop, first, after in _stretches(text, leaf.start + len(leaf.marker or ""), leaf.end, cuts):
            start, end = trim(text, begin, stop)
            yield Clause(start, end, first, after, leaf.id or None, clause_kind(text[start:end]))


def _beside(text: str, leaf: Provision) -> tuple[int, int] | None:
    """Returns the span of the blanks between a heading and the paragraph on its line."""
    begin = leaf.start + len(leaf.marker or "")
    if not leaf.title:
        return None
    while text[begin:begin + 1].isspace():
        begin += 1
    if not text.startswith(leaf.title, begin):
        return None
    blank = _BLANK.match(text, begin + len(leaf.title), leaf.end)
    return blank.span() if blank else None


def _between_cells(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yields the spans of rows outside the cells that say what is to be done, in text order."""
    for row in rows:
        end = row.start
        for cell in row.cells:
            if cell.start > end:
                yield end, cell.start
            if row.head and cell.column not in _SAYING and cell.end > cell.start:
                yield cell.start, cell.end
            end = max(end, cell.end)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns spans in text order, overlapping ones as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def leaves(text: str, provisions: Sequence[Provision], begin: int = 0) -> Iterator[Provision]:
    """Yields the provisions whose clauses state what is done or to be done; one task for the text from `begin` on if there are none."""
    if not provisions:
        yield Provision(id="", parent=None, role="task", level=1, marker=None, title=None, start=begin, end=len(text))
    for provision in provisions:
        if provision.role in LEAF_ROLES:
            yield provision


def split_clauses(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]] = ()) -> Iterator[Clause]:
    """Yields the clauses between two offsets, not trimmed. Quotes, titles and brackets are not split; the spans `cuts` are excluded."""
    for stretch in _stretches(text, start, end, cuts):
        yield Clause(*stretch)


def _stretches(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool, str]]:
    begin, first, i = start, True, start
    pending = list(reversed(cuts))
    while i < end:
        if pending and i >= pending[-1][0]:
            if i > begin:
                yield begin, i, first, "。"
            i = begin = pending.pop()[1]
            first = True
            continue
        limit = min(end, pending[-1][0]) if pending else end
        mark = (_MARKS_WITH_COMMA if text.startswith("与", begin) else _MARKS).search(text, i, limit)
        if mark is None:
            i = limit
            continue
        i, char = mark.start(), mark[0]
        if char in _OPEN:
            stop = text.find(_OPEN[char], i, min(end, i + _LONGEST * 2))
            if stop > 0 and text.find("\n", i, stop) < 0 and text.find("。", i, stop - 1) < 0:
                i = stop
        elif char != "、" or text[begin] == "与" and text.startswith("与", i + 1):
            if i > begin:
                yield begin, i, first, char
            first = char in HARD if i > begin else first or char in HARD
            begin = i + 1
        i += 1
    if end > begin:
        yield begin, end, first, "。"


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns the span of a clause without surrounding whitespace and punctuation."""
    while start < end and (text[start].isspace() or text[start] in _LEADING):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    return start, end


def clause_kind(written: str) -> ClauseKind:
    """Returns the kind of a clause, given its text."""
    last = written[-1:]
    if _NOTE.match(written) or last in _NOTE_LAST and _NOTE_END.search(written):
        return "note"
    if last in _FRAME_LAST and _FRAME.match(written):
        return "frame"
    return "basis" if BASIS.match(written) and not serves(written) else "statement"


def serves(written: str) -> bool:
    """Whether a clause with 为 says whom an action serves (为入选人员配备导师), not an aim (为推进改革)."""
    verbs = words("verbs", "action")
    if written.startswith("为其"):
        return written[2:4] in verbs
    if _FOR_FREE.match(written):
        return True
    if not written.startswith("为") or written[1:2] in _NO_ONE or written[1:3] in verbs or _AIM.match(written, 1):
        return False
    return any(written[i:i + _VERB] in verbs for i in range(_VERB + 1, len(written) - _VERB))

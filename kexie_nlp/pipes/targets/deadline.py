"""Finds the deadline of a number: its span and the times of the document in, an interval out.

A deadline is stated in the same sentence, in the assignment line, or in the heading above.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from kexie_nlp.grammar.numbering import opens_line
from kexie_nlp.grammar.times import find_times
from kexie_nlp.model import Time
from kexie_nlp.model.records import Interval, TargetStatus, of_whole_years
from kexie_nlp.model.spans import Ordered
from kexie_nlp.outline.rows import Cell
from kexie_nlp.pipes.layers import DocumentLayers, first_from
from kexie_nlp.pipes.targets.tables import ACT_IN_COLUMN
from kexie_nlp.pipes.times.patterns import LIMIT_WORDS

_CLAUSE = re.compile("[，。；！？\n|\t]")
_ASIDE = re.compile("[ （(]*其中")
_BRACKETED = re.compile("[。；]?\\s*[〔（\\[][^〔（\\[\n]{2,14}[〕）\\]]")  # 。〔年底前完成〕
# lines of responsible bodies may stand before it
_LIMIT_LINE = re.compile("(?:\\s*(?:责任|牵头|配合|主办|协办|牵头责任)(?:单位|部门|领导|人)?[：:][^\n]*)*\\s*"
                         f"(?:{LIMIT_WORDS})[：:]")
_LIMIT_LABEL = re.compile(f"(?<=[。；，|\\s])(?:{LIMIT_WORDS})[：:]")
_COMPARED_HEAD = re.compile("[比较]")  # 比上年增长
_LIMIT_LENGTH = 16  # characters of such a line that are read
_LIMIT_HEAD = re.compile(f"^\\s*(?:{LIMIT_WORDS}|计划完成时间)\\s*$", re.M)
_CELLS_BELOW, _CELL = 10, 30  # lines below a number, characters of a cell
_ONCE_DONE = re.compile("(?:建成|投用|投产|完成|实施|运营)后")  # 建成后年接待30万人次: counted from then on
_OPENED, _CLOSED = re.compile("[（(][^（）()]*$"), re.compile("[）)]")  # around a time in brackets, which reaches no further
_LED, _LEAD = re.compile("(?:[（〔[(于在]|确保|力争|争取|计划|预计|安排|将)$"), 2  # what ties a time to the number before it
_ONCE_PLANNED, _CLAUSE_LEAD = re.compile("原(?:定|计划)[于在]?$"), 4  # before a time that no longer holds
_ITEMS, _MARKER = 12, 12  # items of a list with an introduction, characters of a marker and what follows
_INTRODUCES = re.compile("其中[：:]$", re.M)
_SET_APART = frozenset("，：,）)")  # behind a time
# around the day of a table, on a line of its own
_CAPTION, _CAPTION_END = re.compile("(?:^|\n) ?[（(]$"), re.compile("[）)] *$", re.M)
_FILLED = 4  # characters that a cell of a time may have besides it
REACH = 300    # characters read before a number
BEHIND = 1000  # characters read after it


class Deadlines:
    """Finds deadlines among the times of a document. `times` are in text order."""

    def __init__(self, layers: DocumentLayers, times: Sequence[Time], numbers: Sequence[int]) -> None:
        self.layers, self.text, self._numbers = layers, layers.text, numbers
        head = _LIMIT_HEAD.search(layers.text)
        self._introduces = _INTRODUCES.search(layers.text) is not None
        self._limits_below = head.end() if head else len(layers.text)
        self._all = Ordered.of(times)
        self._dated = Ordered.of([t for t in times if t.from_ or t.to])
        text = layers.text
        self._captions = [t for t in self._dated.items if t.text[0] == "截" and _CAPTION_END.match(text, t.end)
                          and _CAPTION.search(text, max(0, t.start - 4), t.start)]

    def find(self, start: int, end: int, status: TargetStatus) -> Interval | None:
        """Returns the interval stated for the number at `start`–`end`, or None. Conditions have none.

        The sources, in order: the clause of the number; earlier clauses between 。 and ；, nearest first; the time at the head of the
        sentence; a bracket or a later clause; the other cells of a table row; the assignment line of the provision; for an objective,
        the sentence or heading that introduces it. Results and context have a stated time only.
        """
        if status == "condition":
            return None
        first = max(start - REACH, self.layers.sentence_start(start), 0)
        cell = self.layers.cell(start)
        if cell is not None:
            first = max(first, cell.start)
        head = max(self.layers.sentence_start(start), cell.start if cell else 0, start - BEHIND)
        last = cell.end if cell is not None else len(self.text)
        half = max(self.text.rfind("；", first, start) + 1, first)
        clause = self._clause(half, start)
        own = self._own(clause, start, end)
        if own is not None:
            return own
        if any(t.kind == "recurring" or t.kind == "by" and not t.to for t in self._all.within(clause, start)):
            return None  # 春节前 is no date, but the date of its clause
        if _ONCE_DONE.match(self.text, clause):
            return None
        before = self._governing(self._dated.within(half, clause), clause, status)
        chosen = (before or self._reaching(self._head(head, status), start, status)
                  or (self._head_before(head) if status == "target" else None)
                  or next(self._behind(end, last, status), None) or self._in_row(start, cell))
        chosen = chosen or (self._introduced(start, status) if self._introduces else None)
        if chosen is None and status == "target":
            chosen = (next(self._assigned(start, end), None) or self._labelled(end) or self._in_line_below(end)
                      or self._in_column_below(end) or next(self._leading(start), None))
        if cell is not None and ACT_IN_COLUMN.get(cell.column) == "result":
            stated = _interval(chosen) if chosen and chosen != self._in_row(start, cell) else None
            return self._in_head(start, cell) or stated or self._in_caption(start, status)
        return _interval(chosen) if chosen else self._in_head(start, cell) or self._in_caption(start, status)

    def _own(self, clause: int, start: int, end: int) -> Interval | None:
        """Returns the time in the clause of the number: the last one before it, else one behind it that bounds it."""
        before = [t for t in self._dated.within(clause, start) if t.end <= start]
        if before:
            return _interval(before[-1])
        stop = _CLAUSE.search(self.text, end)
        behind = list(self._dated.within(end, stop.start() if stop else len(self.text)))
        if not behind or any(end <= n < behind[0].start for n in self._between(end, behind[0].start)):
            return None
        led = _LED.search(self.text, max(end, behind[0].start - _LEAD), behind[0].start)
        return _interval(behind[0]) if behind[0].kind in ("by", "done") or led else None

    def _between(self, start: int, end: int) -> Sequence[int]:
        return self._numbers[bisect_left(self._numbers, start):bisect_left(self._numbers, end)]

    def _governing(self, times: Sequence[Time], clause: int, status: TargetStatus) -> Time | None:
        """Returns the last earlier time that reaches the clause: one behind 其中, or beside its number, dates its own clause only."""
        for time in reversed(times):
            if status == "target" and _past(time):
                continue
            begin = self._clause(max(0, time.start - REACH), time.start)
            if _ONCE_PLANNED.search(self.text, max(0, time.start - _CLAUSE_LEAD), time.start):
                continue
            if _OPENED.search(self.text, begin, time.start) and _CLOSED.search(self.text, time.end, clause):
                continue
            if _ASIDE.match(self.text, begin) and begin != clause:
                continue
            return time
        return None

    def _head(self, first: int, status: TargetStatus) -> Time | None:
        """Returns the last time of a sentence before its first number; it governs the whole sentence."""
        until = self._numbers[i] if (i := bisect_left(self._numbers, first)) < len(self._numbers) else len(self.text)
        found = [t for t in self._dated.within(first, until) if not (status == "target" and _past(t))
                 and not _ONCE_PLANNED.search(self.text, max(0, t.start - _CLAUSE_LEAD), t.start)]
        return found[-1] if found else None

    def _reaching(self, time: Time | None, start: int, status: TargetStatus) -> Time | None:
        """Returns the time at the head of a sentence if it governs what stands at an offset, too: a time that goes with the verb behind it
        (9月底前建成5个；推进…) dates no promise behind a ；, a whole year, one set apart (9月底前，) and one of results does, but no
        context."""
        if time is None or status == "achieved":
            return time
        whole = time.kind == "within" and of_whole_years(time.from_, time.to)
        free = status == "target" and (whole or self.text[time.end:time.end + 1] in _SET_APART)
        return time if free or "；" not in self.text[time.end:start] else None

    def _introduced(self, start: int, status: TargetStatus) -> Time | None:
        """Returns the time at the head of the sentence that ends with 其中： and introduces the list of a number."""
        line = self.text.rfind("\n", 0, start) + 1
        for _ in range(_ITEMS):
            if not opens_line(self.text[line:line + _MARKER]):
                return None
            while line and self.text[line - 1].isspace():
                line -= 1
            before = self.text.rfind("\n", 0, line) + 1
            sentence = max(before, self.text.rfind("。", before, line) + 1)
            if _INTRODUCES.search(self.text, max(before, line - len("其中：")), line):
                return self._head(sentence, status) if "，" in self.text[sentence:line] else None
            line = before
        return None

    def _head_before(self, first: int) -> Time | None:
        """Returns the time that governs the sentence before a goal that begins with 其中."""
        if not _ASIDE.match(self.text, first) or first == 0:
            return None
        return self._head(self.layers.sentence_start(max(0, first - 2)), "target")

    def _in_row(self, start: int, cell: Cell | None) -> Time | None:
        """Returns the time that fills another cell of the row of a number."""
        row = self.layers.row(start)
        if cell is None or row is None:
            return None
        for other in row.cells:
            for time in self._dated.within(other.start, other.end):
                rest = other.end - other.start - (time.end - time.start)
                if other != cell and (rest == 0 or other.column == "deadline" and rest <= _FILLED):
                    return time
        return None

    def _in_head(self, start: int, cell: Cell | None) -> Interval | None:
        """Returns the time in the head of the column of a number (2023年计划, 截至11月底完成)."""
        row = self.layers.row(start)
        if cell is None or row is None or not row.head or _COMPARED_HEAD.search(row.head[row.cells.index(cell)]):
            return None
        year = self.layers.reference_year(start) or self.layers.years.named
        time = next(find_times(row.head[row.cells.index(cell)], year), None)
        if time is None or not any(time.interval):
            return None
        return time.interval

    def _in_caption(self, start: int, status: TargetStatus) -> Interval | None:
        """Returns the day up to which the caption of a table counts its results, on a line in brackets (（截至7月底）)."""
        row = self.layers.row(start) if status == "achieved" and self._captions else None
        caption = next((t for t in reversed(self._captions) if t.end <= start), None) if row is not None and row.head else None
        if row is None or caption is None:
            return None
        first = next(r for r in self.layers.rows if r.start >= caption.end)
        between = self.text.count("\n", caption.end, first.start)
        return _interval(caption) if first.head == row.head and between <= len(row.head) + 1 else None

    def _clause(self, begin: int, offset: int) -> int:
        return max((m.end() for m in _CLAUSE.finditer(self.text, begin, offset)), default=begin)

    def _behind(self, end: int, last: int, status: TargetStatus) -> Iterator[Time]:
        until = min(self.layers.sentence_end(end), end + BEHIND, last)
        bracketed = _BRACKETED.match(self.text, until)
        if bracketed and status == "target":
            yield from self._dated.within(until, bracketed.end())
        half = self.text.find("；", end, until)
        until = half if half >= 0 else until
        for time in self._dated.within(end, until):
            bracket = self.text[time.start - 1] in "（：〔["
            if bracket and not self._between(end, time.start) or status == "target" and (time.kind == "by" or bracket):
                yield time

    def _labelled(self, end: int) -> Time | None:
        """Returns the time behind a label later in the paragraph of a number (目标任务：改造46公里。…完成时限：11月底。)."""
        line = self.text.find("\n", end)
        label = _LIMIT_LABEL.search(self.text, end, min(line if line >= 0 else len(self.text), end + BEHIND))
        return next(iter(self._dated.within(label.end(), label.end() + _CELL)), None) if label else None

    def _in_line_below(self, end: int) -> Time | None:
        """Returns the time in a line 完成时限：… that follows the paragraph of a number."""
        match = _LIMIT_LINE.match(self.text, self.text.find("\n", end)) if self.text.find("\n", end) >= 0 else None
        return next(iter(self._dated.within(match.end(), match.end() + _LIMIT_LENGTH)), None) if match else None

    def _in_column_below(self, end: int) -> Time | None:
        """Returns the time that fills a line below a number, in a table with 完成时限 that was copied cell by cell, before its next row."""
        if end < self._limits_below:
            return None
        line = self.text.find("\n", end)
        for _ in range(_CELLS_BELOW):
            if line < 0:
                return None
            begin, line = line + 1, self.text.find("\n", line + 1)
            cell = self.text[begin:line if line >= 0 else len(self.text)].strip()
            if cell.isdecimal() or len(cell) > _CELL:
                return None
            time = next(iter(self._dated.within(begin, begin + _CELL + _LIMIT_LENGTH)), None) if cell else None
            if time is not None and len(cell) - (time.end - time.start) <= _FILLED and self.text.startswith(time.text, begin):
                return time
        return None

    def _assigned(self, start: int, end: int) -> Iterator[Time]:
        """Returns the times of the first assignment line after an offset in its provision."""
        provision, lines = self.layers.provision(start), self.layers.assignments
        i = first_from(lines, start + 1)
        while provision is not None and i < len(lines) and lines[i].start < provision.end:
            if lines[i].end <= provision.end:
                return (t for t in self._dated.within(lines[i].start, lines[i].end)
                        if t.end <= lines[i].end and t.kind != "done" and not start <= t.start < end)
            i += 1
        return iter(())

    def _leading(self, offset: int) -> Iterator[Time]:
        """Yields the bounds stated earlier in the provision of an objective, or in the heading and lead of the section that lists the
        objectives, last first."""
        chain = [p for p, _ in zip(self.layers.chain(self.layers.provision(offset)), range(2), strict=False)]
        if not chain or chain[0].role != "objective":
            return
        top = next((p for p in reversed(chain) if p.role in ("objective", "section")), chain[0])
        lead = min(self.layers.first_child(top), offset)
        found = [next((t for t in self._dated.backwards(a, b) if t.kind in ("by", "within")), None)
                 for a, b in ((chain[0].start, offset), (top.start, lead))]
        yield from sorted((t for t in found if t is not None), key=_start, reverse=True)


def _past(time: Time) -> bool:
    """Whether a time dates results; 到2025年 bounds a target wherever it stands."""
    return time.kind == "done" and time.text[0] not in "到至"


def _interval(time: Time) -> Interval:
    return time.from_, time.to


def _start(item: Any) -> int:
    return item.start

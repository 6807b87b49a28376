"""Finds assignment lines and brackets: a text in, `Assignment` objects with spans, bodies and time out.

Examples: （责任单位：学会部；时限：2024年6月底前）, 【牵头部门：…】, （…牵头，…配合）.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kexie_nlp.outline import assignment_patterns as p
from kexie_nlp.outline.rows import task_rows

LONGEST = 24  # longest name of a body, in characters


class Assignment(NamedTuple):
    """An assignment line or bracket: its span, the names of the leading and supporting bodies, the span of its time."""
    start: int
    end: int
    lead: tuple[str, ...]
    support: tuple[str, ...]
    time: tuple[int, int] | None = None

    @property
    def bodies(self) -> tuple[str, ...]:
        """All bodies, the leading ones first."""
        return self.lead + self.support


def find_assignments(text: str) -> Iterator[Assignment]:
    """Yields every assignment in text order, without overlap. An assignment that only sets a time has no bodies."""
    found = list(row_assignments(text))
    found += [a for m in p.BRACKETED.finditer(text) if (a := _read(text, m.start(), m.end(), m["inner"]))]
    for match in p.LINE.finditer(text):
        group = "line" if match["line"] else "blank"
        start, end = match.span(group)
        assignment = _read(text, start, end, match[group].rstrip(p.CLOSE))
        if assignment and assignment.bodies:
            found.append(assignment)
    found.sort(key=_position)
    end = 0
    for assignment in found:
        if assignment.start >= end:
            end = assignment.end
            yield assignment


def row_assignments(text: str) -> Iterator[Assignment]:
    """Yields the assignment of every row of a task table: from its first cell of bodies to its last cell, or that cell alone."""
    for row in task_rows(text):
        found = [(cell, head) for cell, head in zip(row.cells, row.head, strict=True) if cell.column == "body"]
        if not found:
            continue
        helps = [bool(p.SUPPORT_HEAD.search(head)) or k > 0 for k, (_, head) in enumerate(found)]
        lead, support = ([name for (cell, _), helper in zip(found, helps, strict=True) if helper is side
                          for name in _bodies(p.TOKEN.findall(text[cell.start:cell.end]))] for side in (False, True))
        start = found[0][0].start
        tail = all(cell.column not in ("name", "plan", "other") for cell in row.cells if cell.start > start)
        time = next((cell for cell in row.cells if cell.column == "deadline"), None)
        yield Assignment(start, row.cells[-1].end if tail else found[0][0].end, tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support)),
                         (time.start, time.end) if time and time.end > time.start else None)


def _read(text: str, start: int, end: int, inner: str) -> Assignment | None:
    """Returns the assignment that a span states, or None."""
    time = p.TIME_SPAN.search(text, start, end)
    span = time.span("time") if time else None
    blank = p.BLANK_FIELD.match(inner)
    if blank:
        inner = f"{blank['role']}单位：{inner[blank.end():]}"
    fields = list(p.FIELD.finditer(inner))
    lead, support = _fields(inner, [f for f in fields if f["other"] or _stands(inner, f.start())]) if fields else _words(inner)
    if lead or support:
        return Assignment(start, end, tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support)), span)
    return Assignment(start, end, (), (), span) if p.KEEP.fullmatch(inner.strip()) else None


def _stands(inner: str, offset: int) -> bool:
    """Whether a field starts the assignment or follows a punctuation mark."""
    return not offset or inner[offset - 1] in "；;，,。、 \t　"


def _fields(inner: str, fields: list[re.Match[str]]) -> tuple[list[str], list[str]]:
    """Returns the leading and supporting bodies after 责任单位：, 配合： and similar labels; skips names of persons, and times."""
    lead: list[str] = []
    support: list[str] = []
    for field, following in zip(fields, [*fields[1:], None], strict=False):
        if field["other"]:
            continue
        stretch = inner[field.end():following.start() if following else len(inner)]
        plain, helpers = _words(stretch)
        named = plain + helpers if plain or helpers else _bodies(p.TOKEN.findall(stretch))
        (support if field["support"] else lead).extend(named)
    return lead, support


def _words(inner: str) -> tuple[list[str], list[str]]:
    """Returns the leading and supporting bodies before 牵头, 负责, 配合 and similar words."""
    lead: list[str] = []
    support: list[str] = []
    waiting: list[str] = []
    for token in p.TOKEN.findall(inner):
        for end, target in ((p.SUPPORTS_END, support), (p.LEADS_END, lead)):
            match = end.fullmatch(token)
            if match:
                first, *others = p.TOGETHER.split(match["body"])
                target += _bodies([*waiting, first])
                support += _bodies(others)
                waiting = []
                break
        else:
            waiting.append(token)
    return lead, support


def _bodies(tokens: list[str]) -> list[str]:
    """Returns the names of bodies, without 等, 各相关 and times."""
    out = []
    for token in tokens:
        for name in p.JOINED.split(token):
            name = p.VAGUE.sub("", p.ET_CETERA.sub("", name.strip(" 　。；")))
            if 2 <= len(name) <= LONGEST and not name[0].isdigit() and not p.TIMED.search(name) and name not in p.NO_BODY:
                out.append(name)
    return out


def _position(assignment: Assignment) -> tuple[int, int]:
    return assignment.start, -assignment.end

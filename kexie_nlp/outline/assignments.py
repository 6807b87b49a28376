"""Finds assignment lines and brackets: a text in, `Assignment` objects with spans, bodies and time out.

Examples: （责任单位：学会部；时限：2024年6月底前）, 【牵头部门：…】, （…牵头，…配合）.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kexie_nlp.model import Body
from kexie_nlp.model.records import BodyPart
from kexie_nlp.outline import assignment_patterns as p
from kexie_nlp.outline.offices import is_body, office
from kexie_nlp.outline.rows import task_rows

LONGEST = 24  # longest name of a body, in characters
Named = tuple[str, BodyPart]
_ORDER: dict[BodyPart, int] = {"support": 1, "partner": 1, "officer": 2}  # behind those that lead or are responsible


class Assignment(NamedTuple):
    """An assignment line or bracket: its span, its bodies with their parts, the leading ones first, the span of its time."""
    start: int
    end: int
    bodies: tuple[Body, ...]
    time: tuple[int, int] | None = None


def find_assignments(text: str) -> Iterator[Assignment]:
    """Yields every assignment in text order, without overlap. An assignment that only sets a time has no bodies."""
    found = list(row_assignments(text))
    found += [a for m in p.BRACKETED.finditer(text) if p.CUE.search(m["inner"]) and (a := _read(text, m.start(), m.end(), m["inner"]))]
    for match in p.LINE.finditer(text) if p.LINE_CUE.search(text) else ():
        group = "line" if match["line"] else "blank"
        start, end = match.span(group)
        assignment = _read(text, start, end, match[group].rstrip(p.CLOSE))
        if assignment and assignment.bodies:
            found.append(assignment)
    found.sort(key=_position)
    first_leads = "为牵头" in text and p.FIRST_LEADS.search(text) is not None
    end = 0
    for assignment in found:
        if assignment.start >= end:
            end = assignment.end
            yield assignment._replace(bodies=_first_leads(assignment.bodies)) if first_leads else assignment


def row_assignments(text: str) -> Iterator[Assignment]:
    """Yields the assignment of every row of a task table: from its first cell of bodies to its last cell, or that cell alone."""
    for row in task_rows(text):
        found = [(cell, head) for cell, head in zip(row.cells, row.head, strict=True) if cell.column == "body"]
        if not found:
            continue
        named = [each for cell, head in found for each in _labelled(text[cell.start:cell.end], _part_of(p.HEADS.search(head)))]
        start = found[0][0].start
        tail = all(cell.column not in ("name", "plan", "other") for cell in row.cells if cell.start > start)
        time = next((cell for cell in row.cells if cell.column == "deadline"), None)
        yield Assignment(start, row.cells[-1].end if tail else found[0][0].end, _ordered(named),
                         (time.start, time.end) if time and time.end > time.start else None)


def _read(text: str, start: int, end: int, inner: str) -> Assignment | None:
    """Returns the assignment that a span states, or None."""
    time = p.TIME_SPAN.search(text, start, end)
    span = time.span("time") if time else None
    blank = p.BLANK_FIELD.match(inner)
    if blank:
        inner = f"{blank['role']}单位：{inner[blank.end():]}"
    listed = p.FIRST_LEADS.search(inner)
    inner = p.TAIL.sub("", inner)
    fields = [f for f in p.FIELD.finditer(inner) if f["other"] or _stands(inner, f.start())]
    first = fields[0].start() if fields else len(inner)
    named = list(named_bodies(inner[:first]))
    for field, following in zip(fields, [*fields[1:], None], strict=False):
        if not field["other"]:
            named += _labelled(inner[field.end():following.start() if following else len(inner)], _part_of(field))
    if listed and not named:
        named = list(named_bodies(inner, "responsible"))
    if named:
        return Assignment(start, end, _ordered(named), span)
    return Assignment(start, end, (), span) if p.KEEP.fullmatch(inner.strip()) else None


def _stands(inner: str, offset: int) -> bool:
    """Whether a field starts the assignment or follows a punctuation mark."""
    return not offset or inner[offset - 1] in "；;，,。、 \t　"


def _part_of(label: re.Match[str] | None) -> BodyPart:
    """Returns the part that a label or the head of a column gives."""
    return label.lastgroup if label is not None else "responsible"  # type: ignore[return-value]


def _labelled(stretch: str, label: BodyPart) -> Iterator[Named]:
    """Yields the bodies after a label. Those of officers are offices, or bodies, which are responsible then; not the names of persons."""
    if label != "officer":
        yield from named_bodies(stretch, label)
        return
    for group in p.GROUP.findall(stretch):
        for token in p.TOKEN.findall(group):
            held = office(token)
            if held:
                yield held, "officer"
            else:
                yield from ((name, "responsible") for name in _names([token]) if is_body(name))


def named_bodies(inner: str, label: BodyPart | None = None) -> Iterator[Named]:
    """Yields the bodies of a stretch before 牵头, 负责, 配合 and similar words with their parts; after a label also the others, with its
    part."""
    waiting: list[str] = []
    for group in p.GROUP.findall(inner):
        if label is not None:  # 责任单位：甲，乙配合
            yield from ((name, label) for name in _names(waiting))
            waiting = []
        for token in p.TOKEN.findall(group):
            said = next(((part, m["body"]) for part, end in p.ENDS if (m := end.fullmatch(token))), None)
            if said is None:
                waiting.append(token)
                continue
            part = label if label is not None and said[0] == "responsible" else said[0]
            first, *others = p.TOGETHER.split(said[1])
            yield from ((name, part) for name in _names([*waiting, first]))
            yield from ((name, "partner") for name in _names(others))
            waiting = []
    if label is not None:
        yield from ((name, label) for name in _names(waiting))


def _names(tokens: Iterable[str]) -> list[str]:
    """Returns the names of bodies, without 等, 各相关 and times."""
    out = []
    for token in tokens:
        for name in p.JOINED.split(token):
            name = p.ET_CETERA.sub("", p.VAGUE.sub("", name.strip(" 　。；")))
            if 2 <= len(name) <= LONGEST and not name[0].isdigit() and not p.TIMED.search(name) and name not in p.NO_BODY:
                out.append(name)
    return out


def _ordered(named: Sequence[Named]) -> tuple[Body, ...]:
    """Returns the bodies, each once, the leading and responsible ones first."""
    return tuple(Body(name=name, part=part) for name, part in sorted(dict.fromkeys(named), key=_rank))


def _rank(named: Named) -> int:
    return _ORDER.get(named[1], 0)


def _first_leads(bodies: tuple[Body, ...]) -> tuple[Body, ...]:
    """Returns the bodies with the first as the leading one, if they are all responsible (括号内列首位的为牵头单位)."""
    if len(bodies) > 1 and all(body.part == "responsible" for body in bodies):
        return (bodies[0].moved(part="lead"), *bodies[1:])
    return bodies


def _position(assignment: Assignment) -> tuple[int, int]:
    return assignment.start, -assignment.end

"""By when a number is to be reached: its sentence, its assignment line, what was said above it."""
from __future__ import annotations

import re
from collections.abc import Sequence

from kexie_nlp.model import Time
from kexie_nlp.model.records import Interval, TargetStatus
from kexie_nlp.outline.assignments import Assignment
from kexie_nlp.pipes.layers import DocumentLayers

_SENTENCE = re.compile("[。！？\n]")
_CLAUSE = re.compile("[，。；！？\n]")
REACH = 300    # characters that are read before a number
BEHIND = 1000  # and behind it


def find_deadline(context: DocumentLayers, start: int, end: int, status: TargetStatus, times: Sequence[Time],
                  assignments: Sequence[Assignment]) -> Interval | None:
    """The interval stated for the number at `start`–`end`: in its sentence before it, in brackets or words behind it, in the
    assignment line of its provision, or for goals in the sentence or heading that leads them. Conditions and context have
    none, results only that of their own clause."""
    if status in ("condition", "context"):
        return None
    text = context.text
    dated = [t for t in times if (t.from_ or t.to) and not start <= t.start < end]
    begin = _last(_SENTENCE, text, max(0, start - REACH), start)
    if status == "target":
        dated = [t for t in dated if t.kind != "done"]
    clause = _last(_CLAUSE, text, begin, start)
    if any(t.kind == "recurring" and clause <= t.start < start for t in times):
        return None
    before = [t for t in dated if begin <= t.start and t.end <= start]
    if before:
        return _interval(before[-1])
    if status != "target":
        return None
    stop = _SENTENCE.search(text, end, end + BEHIND)
    until = stop.start() if stop else min(len(text), end + BEHIND)
    behind = [t for t in dated if end <= t.start < until and (t.kind == "by" or text[t.start - 1] in "（：")]
    assigned = [t for a in _around(context, start, assignments) for t in dated if a.start <= t.start and t.end <= a.end]
    leading = _leading(context, start, dated)
    chosen = behind[:1] or assigned[:1] or leading[-1:]
    return _interval(chosen[0]) if chosen else None


def _interval(time: Time) -> Interval:
    return time.from_, time.to


def _last(pattern: re.Pattern[str], text: str, low: int, high: int) -> int:
    return max((m.end() for m in pattern.finditer(text, low, high)), default=low)


def _around(context: DocumentLayers, offset: int, assignments: Sequence[Assignment]) -> list[Assignment]:
    """The first assignment line behind an offset in its provision."""
    provision = context.provision(offset)
    if provision is None:
        return []
    return [a for a in assignments if offset < a.start and a.end <= provision.end][:1]


def _leading(context: DocumentLayers, offset: int, times: Sequence[Time]) -> list[Time]:
    """Bounds stated earlier in a goal's provision, or in the heading and lead of the section that lists the goals."""
    chain = list(context.chain(context.provision(offset)))
    if not chain or chain[0].role != "objective":
        return []
    top = next((p for p in reversed(chain[:2]) if p.role in ("objective", "section")), chain[0])
    first = next((p.start for p in context.provisions if p.parent == top.id), top.end)
    spans = [(chain[0].start, offset), (top.start, min(first, offset))]
    return sorted((t for t in times for a, b in spans if a <= t.start < b and t.kind in ("by", "within")), key=_begin)


def _begin(time: Time) -> int:
    return time.start

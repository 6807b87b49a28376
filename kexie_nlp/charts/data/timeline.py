"""The deadlines on an axis of time, a lane for every document or region."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from kexie_nlp.charts.data.grouping import By, by_region, lanes
from kexie_nlp.charts.data.shapes import Aside, Dot, Timeline
from kexie_nlp.charts.data.texts import listed
from kexie_nlp.charts.data.words import ASIDE_KEYS, BY, DATE_KEYS
from kexie_nlp.errors import KexieError
from kexie_nlp.query import DeadlineRow, deadlines
from kexie_nlp.store import Store


def timeline(store: Store, *, by: By | None = None) -> Timeline:
    """Every dated deadline at its date, planned or done; recurring and undated ones beside. K321 where there is none."""
    regions = by_region(store, by)
    lane, rows = lanes(store, regions), deadlines(store)
    if not rows:
        raise KexieError("K321", detail="no deadlines (没有时限)")
    dated: dict[tuple[str, date, str], list[DeadlineRow]] = defaultdict(list)
    beside: dict[tuple[str, str], list[DeadlineRow]] = defaultdict(list)
    for row in rows:
        day = _day(row.date)
        if row.kind == "recurring" or day is None:
            beside[lane[row.document], "recurring" if row.kind == "recurring" else "undated"].append(row)
        else:
            dated[lane[row.document], day, row.status].append(row)
    used = {key[0] for key in [*dated, *beside]}
    names = [name for name in dict.fromkeys(lane.values()) if name in used]
    words = {key.code: key.word for key in (*DATE_KEYS, *ASIDE_KEYS)}
    return Timeline(
        title=f"{BY[regions]}的时限", lanes=tuple(names),
        legend=tuple(key for key in DATE_KEYS if any(status == key.code for _, _, status in dated)),
        columns=tuple(key for key in ASIDE_KEYS if any(code == key.code for _, code in beside)),
        dots=tuple(Dot(names.index(name), day, status, len(some),
                       _hover(f"{name} {day.isoformat()} {words[status]}", some))
                   for (name, day, status), some in sorted(dated.items(), key=_by_day)),
        asides=tuple(Aside(names.index(name), code, len(some), _hover(f"{name} {words[code]}", some))
                     for (name, code), some in beside.items()),
        notes=_notes(dated, beside, [name for name in dict.fromkeys(lane.values()) if name not in used]))


def _hover(head: str, rows: Iterable[DeadlineRow]) -> tuple[str, ...]:
    items = [f"{row.ref} “{row.text}” {row.sentence}" for row in rows]
    return listed(items, f"{head}，{len(items)} 条：")


def _notes(dated: dict[tuple[str, date, str], list[DeadlineRow]], beside: dict[tuple[str, str], list[DeadlineRow]],
           idle: list[str]) -> tuple[str, ...]:
    counts = Counter(dict.fromkeys(("planned", "done", "recurring", "undated"), 0))
    for (_, _, status), rows in dated.items():
        counts[status] += len(rows)
    for (_, code), rows in beside.items():
        counts[code] += len(rows)
    notes = [f"有日期的 {counts['planned'] + counts['done']} 条（计划完成 {counts['planned']}，已完成 {counts['done']}）；"
             f"周期性 {counts['recurring']} 条、无日期 {counts['undated']} 条列在右侧。日期为期限的末日，圆内数字为同日条数。"]
    if idle:
        notes.append(f"没有时限的：{'、'.join(idle)}。")
    return tuple(notes)


def _day(said: str | None) -> date | None:
    """A date; None for none, and for what no calendar has."""
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


def _by_day(item: tuple[tuple[str, date, str], list[DeadlineRow]]) -> tuple[date, str]:
    return item[0][1], item[0][0]

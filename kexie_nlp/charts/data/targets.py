"""Numbers beside each other: what the centre asks for an indicator, and what the provinces set themselves."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kexie_nlp.charts.data.grouping import lanes
from kexie_nlp.charts.data.shapes import Bar, Numbers, Panel
from kexie_nlp.charts.data.texts import plain_number
from kexie_nlp.charts.data.words import NUMBER_KEYS
from kexie_nlp.errors import KexieError
from kexie_nlp.query import NumberPair, TargetRow, numbers
from kexie_nlp.query import targets as target_rows
from kexie_nlp.query.plans import central_of
from kexie_nlp.report.words import COMPARATORS, DEADLINES, VERDICTS, interval
from kexie_nlp.store import Store

MOST_PANELS, MOST_NUMBERS = 30, 200  # of one picture
COMMITTED = ("target", "achieved")  # conditions and background are no aims

Group = list[tuple[TargetRow, NumberPair | None]]


def targets(store: Store) -> Numbers:
    """A panel for every indicator: the centre's number with the provinces' beside it and the verdicts; then the indicators
    that several documents name alike, or that have a baseline. K321 where there is none of these.
    """
    rows = [row for row in target_rows(store) if row.status in COMMITTED]
    plan = central_of(store)
    centre = plan.label if plan else None
    groups = _compared(rows, numbers(store), {label: n for n, label in enumerate(lanes(store, False))})
    taken = {id(row) for group in groups for row, _ in group}
    groups += _alike([row for row in rows if id(row) not in taken])
    if not groups:
        raise KexieError("K321", detail="no number has a counterpart or a baseline (没有可对照的指标)")
    chosen = _fitting(groups)
    panels = tuple(_panel(group, centre) for group in chosen)
    bars = [bar for panel in panels for bar in panel.bars]
    used = {bar.code for bar in bars if bar.drawn} | {"baseline" for bar in bars if bar.baseline is not None}
    notes = [f"共 {len(rows)} 个指标数字，画出 {len(bars)} 个：与中央对照的、多份文档同名的、有基数的。箭头由基数指向目标。"]
    if len(groups) > len(chosen):
        notes.append(f"只画出数字最多的 {len(chosen)} 组，另有 {len(groups) - len(chosen)} 组未画出。")
    return Numbers(title="指标对照：基数、目标与中央要求", notes=tuple(notes), panels=panels,
                   legend=tuple(key for key in NUMBER_KEYS if key.code in used))


def _fitting(groups: list[Group]) -> list[Group]:
    """The first groups, as many as one picture holds, at least one."""
    count = 0
    for n, group in enumerate(groups):
        count += len(group)
        if n and (count > MOST_NUMBERS or n >= MOST_PANELS):
            return groups[:n]
    return groups


def _compared(rows: list[TargetRow], pairs: Iterable[NumberPair], order: dict[str, int]) -> list[Group]:
    """Groups of a central number, first, and the provincial numbers that face it; the largest groups first."""
    named: dict[tuple[str, str], TargetRow] = {}
    for row in rows:
        named.setdefault((row.ref, f"{row.indicator} {row.text}".strip()), row)
    groups: dict[tuple[str, str], Group] = {}
    for pair in pairs:
        mine, theirs = named.get((pair.ref, pair.number)), named.get((pair.other_ref, pair.other_number))
        if mine is not None and theirs is not None:
            groups.setdefault((pair.other_ref, pair.other_number), [(theirs, None)]).append((mine, pair))
    for group in groups.values():
        group[1:] = [pair for _, pair in sorted(((order[pair[0].document], pair) for pair in group[1:]), key=_by_place)]
    return sorted(groups.values(), key=_largest_first)


def _alike(rows: list[TargetRow]) -> list[Group]:
    """Groups of the same indicator, unit and scope, of several documents or with a baseline."""
    found: dict[tuple[str, str, str | None], Group] = defaultdict(list)
    for row in rows:
        if row.indicator:
            found[row.indicator, row.unit, row.scope].append((row, None))
    return sorted((group for group in found.values() if len({row.document for row, _ in group}) > 1
                   or any(row.baseline is not None for row, _ in group)), key=_largest_first)


def _panel(group: Group, centre: str | None) -> Panel:
    first = group[0][0]
    title = (f"{first.indicator}（{first.unit}）" if first.unit else first.indicator) + f" · {first.ref}"
    return Panel(title=title, full=first.sentence, unit=first.unit, bars=tuple(
        _bar(row, pair, pair.verdict if pair else "central" if row.document == centre else "single", first.unit)
        for row, pair in group))


def _bar(row: TargetRow, pair: NumberPair | None, code: str, unit: str) -> Bar:
    sign = "" if row.comparator in ("eq", "range") else COMPARATORS[row.comparator]
    said = f"{sign}{plain_number(row.value)}"
    said += f"–{plain_number(row.value_max)}" if row.value_max is not None else ""
    said = f"{plain_number(row.baseline)} → {said}{row.unit}" if row.baseline is not None else f"{said}{row.unit}"
    verdict = VERDICTS.get(pair.verdict, "") if pair else ""
    hover = [f"{row.ref}：{row.indicator}", f"“{row.text}”", row.sentence]
    if row.deadline:
        hover.append("时限：" + (interval(row.deadline) if row.deadline[0] else f"{row.deadline[1]}前"))
    if pair:
        hover += [f"与 {pair.other_ref} 比较：{verdict}" + (f"（时限{DEADLINES[pair.deadline]}）" if pair.deadline else ""),
                  pair.reason]
    return Bar(name=row.document, code=code, baseline=row.baseline, value=row.value, high=row.value_max,
               said=said, verdict=verdict, drawn=row.unit == unit, hover=tuple(line for line in hover if line))


def _by_place(pair: tuple[int, tuple[TargetRow, NumberPair | None]]) -> int:
    return pair[0]


def _largest_first(group: Group) -> int:
    return -len(group)

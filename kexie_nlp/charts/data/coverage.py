"""The heat map: every central task in every document or region."""
from __future__ import annotations

from collections import Counter, defaultdict

from kexie_nlp.charts.data.grouping import By, by_region, lanes
from kexie_nlp.charts.data.shapes import Cell, Heat, HeatRow
from kexie_nlp.charts.data.texts import listed
from kexie_nlp.charts.data.words import BY, STATE_KEYS
from kexie_nlp.errors import KexieError
from kexie_nlp.query import LinkListRow, StateCell, StateRow, links, states
from kexie_nlp.query.answers import ChapterRow
from kexie_nlp.query.plans import chapters
from kexie_nlp.report.words import GRADES, STATES
from kexie_nlp.store import Store


def coverage(store: Store, *, by: By | None = None) -> Heat:
    """Central tasks × documents or regions, coloured by state; hovering names the tasks that carry one out.

    K401 without a plan, K321 where nothing stands beside it.
    """
    regions = by_region(store, by)
    table = {row.ref: row for row in states(store, by_region=regions)}
    lane = lanes(store, regions)
    there = {cell.name for row in table.values() for cell in row.cells}
    columns = [name for name in dict.fromkeys(lane.values()) if name in there]
    if not columns:
        raise KexieError("K321", detail="no document beside the central plan (没有可对照的文档)")
    held: dict[tuple[str, str], list[LinkListRow]] = defaultdict(list)
    for link in links(store):
        held[link.central, lane[link.document]].append(link)
    rows: list[HeatRow] = []
    for chapter in chapters(store):
        rows += _heading(chapter)
        rows += [_row(table[ref], columns, held) for ref in chapter.tasks if ref in table]
    covered = Counter(cell.name for row in table.values() for cell in row.cells if cell.state == "covered")
    return Heat(title=f"中央任务在{BY[regions]}的落实情况", notes=_notes(table, columns, regions), legend=STATE_KEYS,
                columns=tuple(columns), totals=tuple(f"{covered[name]}/{len(table)}" for name in columns),
                rows=tuple(rows), total_name="落实数")


def _heading(chapter: ChapterRow) -> list[HeatRow]:
    return [HeatRow(name=chapter.id, title=chapter.title)] if chapter.ref else []


def _row(row: StateRow, columns: list[str], held: dict[tuple[str, str], list[LinkListRow]]) -> HeatRow:
    covered = sum(cell.state == "covered" for cell in row.cells)
    cells = {cell.name: cell for cell in row.cells}
    return HeatRow(name=row.ref.rpartition("/")[2], title=row.title, total=f"{covered}/{len(row.cells)}",
                   cells=tuple(Cell(cells[name].state, _hover(row, cells[name], held[row.ref, name])) for name in columns))


def _hover(row: StateRow, cell: StateCell, held: list[LinkListRow]) -> tuple[str, ...]:
    lines = [f"{cell.name}：{STATES[cell.state]}", f"{row.ref} {row.title}"]
    for grade in (2, 1):
        items = [f"{link.ref} {link.title}" for link in held if link.grade == grade]
        lines += listed(items, f"{GRADES[grade]} {len(items)} 条：")
    if cell.reason:
        lines.append(f"理由：{cell.reason}")
    return tuple(lines)


def _notes(table: dict[str, StateRow], columns: list[str], regions: bool) -> tuple[str, ...]:
    counted: Counter[str] = Counter(cell.state for row in table.values() for cell in row.cells)
    total = sum(counted.values())
    shares = "，".join(f"{word} {counted[code]}" for code, word in STATES.items())
    unit = "个地区" if regions else "份文档"
    return (f"{len(table)} 项中央任务 × {len(columns)} {unit}，共 {total} 格：{shares}。",)

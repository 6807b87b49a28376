"""The flows: from the chapters of the central plan to the regions, by grade."""
from __future__ import annotations

from collections import defaultdict

from kexie_nlp.charts.data.grouping import By, lanes
from kexie_nlp.charts.data.shapes import Flow, Node, Sankey
from kexie_nlp.charts.data.texts import listed
from kexie_nlp.charts.data.words import GRADE_KEYS
from kexie_nlp.errors import KexieError
from kexie_nlp.query import LinkListRow
from kexie_nlp.query import links as all_links
from kexie_nlp.query.answers import ChapterRow
from kexie_nlp.query.plans import chapters
from kexie_nlp.report.words import GRADES
from kexie_nlp.store import Store

NONE = "（不属任何章节）"


def sankey(store: Store, *, by: By | None = None) -> Sankey:
    """Chapters on the left, regions (or documents) on the right; width: the links of grade 2 and of grade 1.

    K401 without a plan, K321 where nothing is linked.
    """
    regions = by != "document"
    lane, links = lanes(store, regions), all_links(store)
    if not links:
        raise KexieError("K321", detail="no task is linked to a central task (没有对应)")
    reached = {link.central for link in links}
    parts: list[ChapterRow] = []
    idle: list[ChapterRow] = []
    for part in chapters(store):
        (parts if reached & set(part.tasks) else idle).append(part)
    places = {ref: n for n, part in enumerate(parts) for ref in part.tasks}
    names = [_name(part) for part in parts]
    linked = {lane[link.document] for link in links}
    ends = [name for name in dict.fromkeys(lane.values()) if name in linked]
    held: dict[tuple[int, int, int], list[LinkListRow]] = defaultdict(list)
    for link in links:
        if link.central in places:
            held[places[link.central], ends.index(lane[link.document]), link.grade].append(link)
    return Sankey(
        title="中央方案各章与" + ("各地区" if regions else "各文档") + "的对应关系", legend=GRADE_KEYS, everything="全部",
        heads=("中央方案章节", "地区" if regions else "文档"), notes=_notes(links, [_name(part) for part in idle]),
        left=tuple(_node(name, [x for key, some in held.items() if key[0] == n for x in some]) for n, name in enumerate(names)),
        right=tuple(_node(name, [x for key, some in held.items() if key[1] == n for x in some]) for n, name in enumerate(ends)),
        flows=tuple(Flow(left, right, str(grade), len(some), _hover(names[left], ends[right], grade, some))
                    for (left, right, grade), some in sorted(held.items(), key=_order)))


def _node(name: str, links: list[LinkListRow]) -> Node:
    counts = [sum(link.grade == grade for link in links) for grade in (2, 1)]
    said = "，".join(f"{GRADES[grade]} {count} 条" for grade, count in zip((2, 1), counts, strict=True))
    return Node(name=name, count=len(links), hover=(name, said))


def _hover(left: str, right: str, grade: int, links: list[LinkListRow]) -> tuple[str, ...]:
    items = [f"{link.central.rpartition('/')[2]} ← {link.ref} {link.title}" for link in links]
    return (f"{left} → {right}", *listed(items, f"{GRADES[grade]} {len(links)} 条："))


def _name(part: ChapterRow) -> str:
    return f"{part.id} {part.title}".strip() or NONE


def _notes(links: list[LinkListRow], idle: list[str]) -> tuple[str, ...]:
    counts = {grade: sum(link.grade == grade for link in links) for grade in (2, 1)}
    notes = [f"带宽为对应条数：落实 {counts[2]} 条，部分相关 {counts[1]} 条。"]
    if idle:
        notes.append(f"没有对应的章节：{'、'.join(idle)}。")
    return tuple(notes)


def _order(item: tuple[tuple[int, int, int], list[LinkListRow]]) -> tuple[int, int, int]:
    (left, right, grade), _ = item
    return left, right, -grade

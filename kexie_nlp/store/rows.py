"""A document and its links to rows of the tables, with raw and plain text, and to its label: 中央2016, 黑龙江2019."""
from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import cache
from operator import itemgetter
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

from kexie_nlp.model import DocumentRecord, Link, Provision
from kexie_nlp.outline import plan_year
from kexie_nlp.text.document import Document, Spanned

Row = dict[str, Any]
_STOP = re.compile("[。；;！!？?\n]")
REACH = 80  # characters of a sentence kept on either side of an item
_KINDS = re.compile("(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|省|市|县|区)$")
_UNFIT = re.compile(r"[\s/\\#\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows with the same columns, if there are any. On SQLite the driver is handed tuples, at half the cost."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    names = tuple(column.key for column in table.columns if column.key in rows[0])  # in the order of the statement
    connection.exec_driver_sql(_insertion(table, names), list(map(itemgetter(*names), rows)))


@cache
def _insertion(table: Table, names: tuple[str, ...]) -> str:
    statement: str = insert(table).compile(dialect=sqlite.dialect(), column_keys=list(names)).string
    return statement


def document_row(document: Document) -> Row:
    """The columns of `documents` that depend on the document alone; label, fingerprint and times are the store's."""
    record, meta = document.record, document.record.meta
    period = meta.period or (None, None)
    return {"sha256": record.sha256, "source": record.source, "level": meta.level, "kind": meta.kind, "region": meta.region,
            "year": plan_year(meta), "period_from": period[0], "period_to": period[1], "title": meta.title, "conversion": meta.conversion,
            "record": record.model_dump_json(by_alias=True), "raw": document.text}


def part_rows(document: Document) -> dict[str, list[Row]]:
    """The rows of provisions, measures, targets and times, by name of the table."""
    record = document.record
    counts: Counter[str | None] = Counter()
    measures = []
    for m in record.measures:
        counts[m.provision] += 1
        measures.append({"provision": m.provision, "number": counts[m.provision], "action": m.action,
                         "object": m.object, "actors": _names(m.actors), "instruments": _names(m.instruments),
                         "modality": m.modality, "status": m.status, "rule": m.rule,
                         "bodies": json.dumps([[b.name, b.part] for b in m.bodies], ensure_ascii=False) if m.bodies else "[]"})
    own: dict[str, list[Row]] = {
        "provisions": [{"parent": p.parent, "role": p.role, "level": p.level, "marker": p.marker, "title": p.title}
                       for p in record.provisions],
        "measures": measures,
        "targets": [{"provision": t.provision, "measure": t.measure, "indicator": t.indicator,
                     "comparator": t.comparator, "value": float(t.value), "value_max": _float(t.value_max),
                     "unit": t.unit, "baseline": _float(t.baseline), "scope": t.scope, "status": t.status,
                     "deadline_from": (t.deadline or (None, None))[0], "deadline_to": (t.deadline or (None, None))[1],
                     "sentence": sentence(document, t), "rule": t.rule} for t in record.targets],
        "times": [{"provision": t.provision, "kind": t.kind, "date_from": t.from_, "date_to": t.to,
                   "sentence": sentence(document, t), "rule": t.rule} for t in record.times],
    }
    items: dict[str, Sequence[Any]] = {"provisions": record.provisions, "measures": record.measures,
                                       "targets": record.targets, "times": record.times}
    chapters = _chapters(record.provisions)
    return {table: [{"sha256": record.sha256, "position": n, "id": item.id, "start": item.start, "end": item.end,
                     "text": document.quote(item), "plain": document.plain(item),
                     "chapter": chapters.get(row.get("provision", item.id)), **row}
                    for n, (item, row) in enumerate(zip(items[table], rows, strict=True))]
            for table, rows in own.items()}


def _chapters(found: Sequence[Provision]) -> dict[str | None, str]:
    """For each provision the highest one above it; parents stand before their children."""
    chapters: dict[str | None, str] = {}
    for p in found:
        chapters[p.id] = chapters.get(p.parent, p.id)
    return chapters


def link_row(link: Link, position: int) -> Row:
    """The columns of `links`; `position` is the rank of the link among those of its document."""
    return {"task_sha256": link.task.sha256, "position": position, "task_provision": link.task.provision,
            "measure_sha256": link.measure.sha256, "measure_provision": link.measure.provision, "score": link.score,
            "grade": link.grade, "relation": link.relation, "model": link.model, "model_grade": link.model_grade,
            "numbered": int(bool(link.numbers)), "record": link.model_dump_json(by_alias=True)}


def flag_best(rows: Iterable[Row]) -> None:
    """Set `best` of rows of links: 1 for the best of each task to each plan (grade, score, position), else 0."""
    best: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        row["best"] = 0
        pair = row["task_sha256"], row["task_provision"], row["measure_sha256"]
        if pair not in best or _goodness(row) > _goodness(best[pair]):
            best[pair] = row
    for row in best.values():
        row["best"] = 1


def _goodness(row: Row) -> tuple[int, float, int]:
    return row["grade"], row["score"], -row["position"]


def sentence(document: Document, item: Spanned) -> str:
    """The sentence around an item in normalised characters, at most `REACH` characters on either side."""
    text = document.norm.text
    start, end = document.norm.to_text(item.start, item.end)
    first, last = max(0, start - REACH), end + REACH
    for stop in _STOP.finditer(text, first, start):
        first = stop.end()
    behind = _STOP.search(text, end, last)
    return " ".join(text[first:behind.start() if behind else last].split())


def _names(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False) if names else "[]"


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


def base_label(record: DocumentRecord) -> str:
    """The label of a document before numbering: 中央 or its region, and its year; else the stem of its file."""
    meta = record.meta
    place = "中央" if meta.level == "central" else _short(meta.region)
    name = f"{place}{plan_year(meta) or ''}" if place else PurePath(record.source).stem
    return _UNFIT.sub("_", name).strip("_")[:80] or record.sha256[:8]


def free_label(base: str, taken: Container[str], former: str | None = None) -> str:
    """A label not in `taken`: `base`, or `base`-2, -3 …; the former label of the document where it has the same base."""
    if former and re.fullmatch(re.escape(base) + r"(-\d+)?", former) and former not in taken:
        return former
    label, number = base, 1
    while label in taken:
        number += 1
        label = f"{base}-{number}"
    return label


def sort_key(level: str | None, label: str) -> str:
    """The key by which documents are ordered: central plans first, 北山2019-2 before 北山2019-10."""
    base, dash, number = label.rpartition("-")
    if dash and number.isdecimal():
        label = f"{base}-{int(number):09}"
    return ("0" if level == "central" else "1") + label


def _short(region: str | None) -> str:
    name = (region or "").strip()
    short = _KINDS.sub("", name)
    return short if len(short) > 1 else name

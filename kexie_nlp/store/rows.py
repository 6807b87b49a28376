"""A document as flat rows: what it says, in raw and plain characters, ready for the tables."""
from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from kexie_nlp.model import Link, Provision
from kexie_nlp.outline import plan_year
from kexie_nlp.text.document import Document, Spanned

Row = dict[str, Any]
_STOP = re.compile("[。；;！!？?\n]")
REACH = 80  # characters of a sentence kept on either side of what it holds


def document_row(document: Document) -> Row:
    """The columns of `documents` that follow from the document itself."""
    record, meta = document.record, document.record.meta
    period = meta.period or (None, None)
    return {"sha256": record.sha256, "source": record.source, "level": meta.level, "region": meta.region,
            "year": plan_year(meta), "period_from": period[0], "period_to": period[1], "title": meta.title,
            "record": record.model_dump_json(by_alias=True), "raw": document.text}


def part_rows(document: Document) -> dict[str, list[Row]]:
    """Rows by table name: provisions, measures, targets, times."""
    record = document.record
    counts: Counter[str | None] = Counter()
    measures = []
    for m in record.measures:
        counts[m.provision] += 1
        measures.append({"provision": m.provision, "number": counts[m.provision], "action": m.action,
                         "object": m.object, "actors": _names(m.actors), "instruments": _names(m.instruments),
                         "modality": m.modality, "status": m.status, "rule": m.rule})
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
    """The highest provision over every provision; parents stand before their children."""
    chapters: dict[str | None, str] = {}
    for p in found:
        chapters[p.id] = chapters.get(p.parent, p.id)
    return chapters


def link_row(link: Link, position: int) -> Row:
    """The columns of `links`."""
    return {"task_sha256": link.task.sha256, "position": position, "task_provision": link.task.provision,
            "measure_sha256": link.measure.sha256, "measure_provision": link.measure.provision, "score": link.score,
            "grade": link.grade, "relation": link.relation, "model": link.model, "model_grade": link.model_grade,
            "numbered": int(bool(link.numbers)), "record": link.model_dump_json(by_alias=True)}


def sentence(document: Document, item: Spanned) -> str:
    """The sentence around an item in plain characters, cut where it is long."""
    text = document.norm.text
    start, end = document.norm.to_text(item.start, item.end)
    before = _STOP.split(text[max(0, start - REACH):start])[-1]
    after = _STOP.split(text[end:end + REACH])[0]
    return " ".join((before + text[start:end] + after).split())


def _names(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))

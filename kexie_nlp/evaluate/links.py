"""Links against gold: normalised discounted cumulative gain at 5, mean average precision, F1 of grade 2."""
from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kexie_nlp.evaluate.spans import Counts, overlap

SAME = 0.8  # overlap of spans from which two provisions are the same
DEPTH = 5


def score_links(golds: Sequence[Mapping[str, Any]], gold_dir: Path, links: Iterable[Mapping[str, Any]]
                ) -> dict[str, dict[str, float]]:
    """Scores over all tasks of the documents that have an `.align.json`; empty if none has."""
    place = {(g["doc"], p["id"]): {"sha256": g["sha256"], "start": p["start"], "end": p["end"]}
             for g in golds for p in g["provisions"]}
    by_task: dict[str, list[Mapping[str, Any]]] = {}
    for link in links:
        by_task.setdefault(link["task"]["sha256"], []).append(link)
    gains, precisions, counts = [], [], Counts()
    for gold in golds:
        path = gold_dir / f"{gold['doc']}.align.json"
        if not path.exists():
            continue
        wanted = json.loads(path.read_text(encoding="utf-8"))
        central = {c: place[wanted["central"]["doc"], c] for c in wanted["central"]["ids"]
                   if (wanted["central"]["doc"], c) in place}
        for task, grades in wanted["links"].items():
            ranked = _ranked(place[gold["doc"], task], central, by_task.get(gold["sha256"], []))
            if grades:
                gains.append(_ndcg(grades, [c for _, c, _ in ranked]))
                precisions.append(_average_precision(grades, [c for _, c, _ in ranked]))
            strong, chosen = {c for c, g in grades.items() if g == 2}, {c for _, c, g in ranked if g == 2}
            counts.add(len(strong & chosen), len(chosen - set(grades)), len(strong - chosen))
    if not gains:
        return {}
    return {"link_grade2": counts.row(), f"ndcg@{DEPTH}": {"acc": sum(gains) / len(gains), "n": len(gains)},
            "map": {"acc": sum(precisions) / len(precisions), "n": len(precisions)}}


def _ranked(task: Mapping[str, Any], central: Mapping[str, Mapping[str, Any]], links: Iterable[Mapping[str, Any]]
            ) -> list[tuple[float, str, int]]:
    found = []
    for link in links:
        if overlap(task, link["task"]) < SAME:
            continue
        measure = link["measure"]
        name = next((c for c, p in central.items()
                     if p["sha256"] == measure["sha256"] and overlap(p, measure) >= SAME), None)
        if name:
            found.append((link["score"], name, link.get("grade", 0)))
    return sorted(found, reverse=True)


def _ndcg(grades: Mapping[str, int], ranked: Sequence[str]) -> float:
    ideal = sorted(grades.values(), reverse=True)[:DEPTH]
    return _dcg([grades.get(c, 0) for c in ranked[:DEPTH]]) / _dcg(ideal)


def _dcg(grades: Sequence[int]) -> float:
    return sum((2 ** g - 1) / math.log2(k + 2) for k, g in enumerate(grades))


def _average_precision(grades: Mapping[str, int], ranked: Sequence[str]) -> float:
    hits, total = 0, 0.0
    for k, name in enumerate(ranked, 1):
        if name in grades:
            hits += 1
            total += hits / k
    return total / len(grades)

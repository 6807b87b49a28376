"""Exported records and links against gold documents to scores: outline, measures, targets, times, metadata, names, links."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.metrics import DEPTH, Counts, Share, average_precision, characters_f1, ndcg, overlap, pair

SAME_PLACE = 0.8  # overlap of spans from which two provisions are the same
LEAST = {"provisions": SAME_PLACE, "measures": 0.6, "targets": 0.5, "times": 0.5}
OPTIONAL_OVERLAP = 0.3
DETAILS = ("groups", "measure_kind", "measure_continuity", "instrument_role")  # no row where no gold document has the field
TARGET_FIELDS = ("comparator", "status")
_TOLERANCE = 0.005
_BRACKETS = str.maketrans("（）", "()")


def evaluate(records_dir: str | Path, gold_dir: str | Path) -> dict[str, dict[str, float]]:
    """Scores of exported records (`*.json`, `links.json`) against gold documents (`*.gold.json`), paired by the hash of the source.

    Gives {score: row}; a row holds p, r, f1, n or acc, n. Gold items marked optional count neither as missed nor as extra. A
    gold document without a record counts as missed throughout. K101 for a folder without gold.
    """
    golds = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(gold_dir).glob("*.gold.json"))]
    if not golds:
        raise KexieError("K101", path=f"{gold_dir}/*.gold.json")
    records, links = load_records(records_dir)
    counts = {k: Counts() for k in ("provisions", "tasks", "measures", "targets", "targets_strict", "times", "times_strict",
                                    "actors", "instruments", "groups")}
    shares = {k: Share() for k in ("provision_role", "measure_action", "measure_status", "measure_modality",
                                   "measure_kind", "measure_continuity", "instrument_role", "target_status",
                                   "target_indicator", "target_deadline", "meta")}
    for gold in golds:
        record = records.get(gold["sha256"], {})
        _outline(gold, record, counts, shares)
        _measures(gold, record, counts, shares)
        _targets(gold, record, counts, shares)
        _times(gold, record, counts)
        for key, value in gold["meta"].items():
            if key != "conversion":  # how a record was made, nothing that was found
                shares["meta"].add(value == record.get("meta", {}).get(key))
    rows = {k: c.row() for k, c in counts.items()} | {k: s.row() for k, s in shares.items()}
    return ({k: row for k, row in rows.items() if row["n"] or k not in DETAILS}
            | score_links(golds, Path(gold_dir), links))


def load_records(directory: str | Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The exported records of a folder by source hash, and its links."""
    records, links = {}, []
    for path in sorted(Path(directory).glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if path.name == "links.json":
            links = data
        elif isinstance(data, dict) and "sha256" in data and "provisions" in data:
            records[data["sha256"]] = data
    return records, links


def score_links(golds: Sequence[Mapping[str, Any]], gold_dir: Path, links: Iterable[Mapping[str, Any]]
                ) -> dict[str, dict[str, float]]:
    """NDCG at 5, mean average precision and F1 of grade 2, over all tasks of documents with an `.align.json`; empty if none has."""
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
                gains.append(ndcg([grades.get(c, 0) for _, c, _ in ranked], grades.values()))
                precisions.append(average_precision([c in grades for _, c, _ in ranked], len(grades)))
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
        if overlap(task, link["task"]) < SAME_PLACE:
            continue
        measure = link["measure"]
        name = next((c for c, p in central.items()
                     if p["sha256"] == measure["sha256"] and overlap(p, measure) >= SAME_PLACE), None)
        if name:
            found.append((link["score"], name, link.get("grade", 0)))
    return sorted(found, reverse=True)


def _matched(kind: str, gold: Mapping[str, Any], record: Mapping[str, Any], counts: Counts
             ) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    wanted, found = gold.get(kind), record.get(kind, [])
    if wanted is None:  # this document is not annotated for it
        return []
    pairs = pair(wanted, found, LEAST[kind])
    used = {j for _, j in pairs}
    hard = [(wanted[i], found[j]) for i, j in pairs if not wanted[i].get("optional")]
    soft = [w for w in wanted if w.get("optional")]
    extra = [f for j, f in enumerate(found) if j not in used and not any(overlap(o, f) >= OPTIONAL_OVERLAP for o in soft)]
    counts.add(len(hard), len(extra), sum(1 for w in wanted if not w.get("optional")) - len(hard))
    return hard


def _outline(gold: Mapping[str, Any], record: Mapping[str, Any], counts: dict[str, Counts], shares: dict[str, Share]
             ) -> None:
    for want, got in _matched("provisions", gold, record, counts["provisions"]):
        shares["provision_role"].add(want["role"] == got["role"])
    wanted, found = ([p for p in source.get("provisions", []) if p["role"] == "task"] for source in (gold, record))
    hits = len(pair(wanted, found, LEAST["provisions"]))
    counts["tasks"].add(hits, len(found) - hits, len(wanted) - hits)


def _measures(gold: Mapping[str, Any], record: Mapping[str, Any], counts: dict[str, Counts], shares: dict[str, Share]
              ) -> None:
    for want, got in _matched("measures", gold, record, counts["measures"]):
        shares["measure_action"].add(characters_f1(want["action"], got["action"]) >= 0.6)
        shares["measure_status"].add(want["status"] == got["status"])
        shares["measure_modality"].add(want["modality"] == got["modality"])
        for key in ("actors", "instruments", "groups"):
            if key in want:
                wanted, given = ({name.translate(_BRACKETS) for name in source[key]} for source in (want, got))
                counts[key].add(len(wanted & given), len(given - wanted), len(wanted - given))
    _details(gold, record, shares)


def _details(gold: Mapping[str, Any], record: Mapping[str, Any], shares: dict[str, Share]) -> None:
    """Kind, continuity and role of the instrument where gold has them; optional measures count, those in titles do not."""
    wanted, found = gold.get("measures") or (), record.get("measures", ())
    for i, j in pair(wanted, found, LEAST["measures"]):
        want, got = wanted[i], found[j]
        if want.get("in_title"):
            continue
        for name, key in (("measure_kind", "kind"), ("measure_continuity", "continuity"), ("instrument_role", "instrument_role")):
            if key in want and not (key == "instrument_role" and want[key] is None is got.get(key)):
                shares[name].add(want[key] == got.get(key))


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= _TOLERANCE * max(abs(a), abs(b), 1e-9)


def _targets(gold: Mapping[str, Any], record: Mapping[str, Any], counts: dict[str, Counts], shares: dict[str, Share]
             ) -> None:
    pairs = _matched("targets", gold, record, counts["targets"])
    strict = 0
    for want, got in pairs:
        shares["target_status"].add(want["status"] == got["status"])
        shares["target_indicator"].add(characters_f1(want["indicator"], got["indicator"]) >= 0.5)
        shares["target_deadline"].add((want.get("deadline") or None) == (got.get("deadline") or None))
        strict += (all(want[k] == got[k] for k in TARGET_FIELDS) and (want["unit"] or "") == (got["unit"] or "")
                   and all(_close(want.get(k), got.get(k)) for k in ("value", "value_max", "baseline")))
    _strict(counts, "targets", strict)


def _times(gold: Mapping[str, Any], record: Mapping[str, Any], counts: dict[str, Counts]) -> None:
    pairs = _matched("times", gold, record, counts["times"])
    _strict(counts, "times", sum(all((w.get(k) or None) == (g.get(k) or None) for k in ("kind", "from", "to"))
                                 for w, g in pairs))


def _strict(counts: dict[str, Counts], kind: str, right: int) -> None:
    """The strict row counts the items of the plain one; an item with a wrong field is extra and missed."""
    plain, strict = counts[kind], counts[f"{kind}_strict"]
    found, wanted = plain.hits + plain.extra, plain.hits + plain.missed
    strict.hits += right
    strict.extra, strict.missed = found - strict.hits, wanted - strict.hits

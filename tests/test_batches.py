"""Batches that were scored unread once (tests/batches): exact quotes, scores above their floors."""
from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT

from kexie_nlp.evaluate import below_floors, evaluate, load_floors

BATCHES = Path(__file__).parent / "batches"
PARTS = {"batch_numbers": "b*.jsonl", "batch_papers": "h*.jsonl"}
FLOORS = [(part, name) for part in PARTS for name in sorted(load_floors(ROOT / "tests" / "floors.toml", part))]


def rows(part):
    return [json.loads(line) for path in sorted(BATCHES.glob(PARTS[part])) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def scores(tmp_path_factory, write_records):
    found = {}
    for part in PARTS:
        source, target = tmp_path_factory.mktemp(part), tmp_path_factory.mktemp(f"{part} records")
        for row in rows(part):
            raw = row["text"].encode("utf-8")
            (source / f"{row['doc']}.txt").write_bytes(raw)
            gold = {"source": f"{row['doc']}.txt", "sha256": sha256(raw).hexdigest(), "scope": None, "meta": {}, "provisions": [],
                    "measures": [], "targets": [], "times": [], **row}
            (source / f"{row['doc']}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        write_records(source, target)
        found[part] = evaluate(target, source)
    return found


@pytest.mark.parametrize(("part", "name"), FLOORS)
def test_scores_stay_above_the_floors(scores, part, name):
    assert not below_floors(scores[part], {name: load_floors(ROOT / "tests" / "floors.toml", part)[name]})


def test_all_of_them_are_scored(scores):
    assert scores["batch_numbers"]["targets"]["n"] > 6000 and scores["batch_numbers"]["times"]["n"] > 2000
    assert scores["batch_papers"]["measures"]["n"] > 4000 and scores["batch_papers"]["meta"]["n"] > 4400


@pytest.mark.parametrize("part", PARTS)
def test_quotes_are_slices(part):
    for row in rows(part):
        for key in ("provisions", "measures", "targets", "times"):
            for item in row.get(key, ()):
                written = row["text"][item["start"]:item["end"]]
                assert written and item.get("text", written) == written, (row["doc"], item)

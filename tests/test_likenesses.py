"""Documents written and annotated without knowledge of the rules (tests/likenesses): exact quotes, scores above their floors."""
from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import ROOT

from kexie_nlp.evaluate import below_floors, evaluate, load_floors

LIKENESSES = Path(__file__).parent / "likenesses"
FLOORS = load_floors(ROOT / "tests" / "floors.toml", "likenesses")
GOLD = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(LIKENESSES.glob("*.gold.json"))]


@pytest.fixture(scope="module")
def documents(tmp_path_factory, write_records):
    target = tmp_path_factory.mktemp("likenesses")
    return target, write_records(LIKENESSES, target)


@pytest.fixture(scope="module")
def scores(documents):
    return evaluate(documents[0], LIKENESSES)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_scores_stay_above_the_floors(scores, name):
    assert not below_floors(scores, {name: FLOORS[name]})


def test_every_text_has_its_gold():
    assert [gold["source"] for gold in GOLD] == sorted(path.name for path in LIKENESSES.glob("*.txt"))
    for gold in GOLD:
        raw = (LIKENESSES / gold["source"]).read_bytes()
        assert gold["source"] == f"{gold['doc']}.txt" and gold["text"] == raw.decode("utf-8")
        assert gold["sha256"] == sha256(raw).hexdigest(), gold["doc"]


def test_gold_quotes_are_slices():
    for gold in GOLD:
        for item in (*gold["targets"], *gold["times"]):
            assert item["text"] and gold["text"][item["start"]:item["end"]] == item["text"], (gold["doc"], item)


def test_all_of_them_are_scored(scores):
    assert scores["targets"]["n"] > 2400 and scores["times"]["n"] > 900
    assert {item["status"] for gold in GOLD for item in gold["targets"]} == {"target", "achieved", "condition", "context"}


def test_every_quote_equals_its_slice(documents):
    for document in documents[1]:
        items = (*document.record.targets, *document.record.times)
        assert items and all(document.quote(item) == item.text for item in items)

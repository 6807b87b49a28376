"""The held-out documents: their scores stay above the floors, their quotes are exact, rereading changes nothing."""
from __future__ import annotations

import json

import pytest
from conftest import HELDOUT, ROOT

from kexie_nlp.analysis import analyze
from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate import below_floors, evaluate, load_floors


@pytest.fixture(scope="module")
def records(tmp_path_factory, write_records):
    target = tmp_path_factory.mktemp("records")
    return target, write_records(HELDOUT, target)


def test_scores_stay_above_the_floors(records):
    floors = load_floors(ROOT / "tests" / "floors.toml", "heldout")
    assert floors and not below_floors(evaluate(records[0], HELDOUT), floors)


def test_gold_quotes_are_slices():
    for path in sorted(HELDOUT.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for kind in ("measures", "targets", "times"):
            for item in gold[kind]:
                assert gold["text"][item["start"]:item["end"]] == item["text"], (path.name, item)


def test_every_quote_equals_its_slice(records):
    seen = 0
    for document in records[1]:
        for item in (*document.record.measures, *document.record.targets, *document.record.times):
            assert document.quote(item) == item.text
            seen += 1
    assert seen > 500


def test_every_owner_exists_and_holds_its_items(records):
    for document in records[1]:
        by_id = {p.id: p for p in document.record.provisions}
        assert len(by_id) == len(document.record.provisions)
        for item in (*document.record.measures, *document.record.targets, *document.record.times):
            if item.provision is not None:
                owner = by_id[item.provision]
                assert owner.start <= item.start and item.end <= owner.end


def test_evaluate_counts_a_missing_record_as_missed(tmp_path):
    scores = evaluate(tmp_path, HELDOUT)
    assert scores["measures"]["r"] == 0 and scores["measures"]["n"] > 300


def test_evaluate_needs_gold(tmp_path):
    with pytest.raises(KexieError, match="K101"):
        evaluate(tmp_path, tmp_path)


def test_below_floors_names_what_is_low_or_missing():
    low = below_floors({"a": {"f1": 0.5}, "b": {"acc": 0.9}}, {"a": 0.6, "b": 0.9, "c": 0.1})
    assert [line.split(":")[0] for line in low] == ["a", "c"]


def test_real_documents_quote_exactly(shared):
    documents = [analyze(path) for path in sorted((shared / "corpora").glob("*.txt"))]
    assert len(documents) == 5
    for document in documents:
        items = (*document.record.measures, *document.record.targets, *document.record.times)
        assert items and all(document.quote(item) == item.text for item in items)
    assert [d.record.meta.level for d in documents].count("central") == 1
    assert {d.record.meta.region for d in documents} == {None, "黑龙江省", "安徽省", "贵州省", "河南省"}

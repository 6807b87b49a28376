"""Own documents in other fields: scores above their floors, quotes and annotations exact, names in one form."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from kexie_nlp.evaluate import below_floors, evaluate, load_floors
from kexie_nlp.lexicon.naming import canonical_actor, canonical_title
from kexie_nlp.outline.clauses import split_clauses

FIELDS = Path(__file__).parent / "fields"


@pytest.fixture(scope="module")
def records(tmp_path_factory, write_records):
    target = tmp_path_factory.mktemp("fields")
    return target, write_records(FIELDS, target)


def test_scores_stay_above_the_floors(records):
    floors = load_floors(ROOT / "tests" / "floors.toml", "fields")
    assert floors and not below_floors(evaluate(records[0], FIELDS), floors)


def test_every_document_alone_is_read_well(records, tmp_path):
    for path in sorted(FIELDS.glob("*.gold.json")):
        folder = tmp_path / path.stem
        folder.mkdir()
        (folder / path.name).write_bytes(path.read_bytes())
        scores = evaluate(records[0], folder)
        assert scores["measures"]["n"] >= 40 and scores["measures"]["f1"] >= 0.88, (path.name, scores["measures"])


def test_annotations_and_quotes_are_slices(records):
    for path in sorted(FIELDS.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        assert all(gold["text"][m["start"]:m["end"]] == m["text"] for m in gold["measures"])
        assert (FIELDS / gold["source"]).read_text(encoding="utf-8") == gold["text"]
    for document in records[1]:
        assert all(document.quote(m) == m.text for m in document.record.measures)


def test_what_a_document_is_not_annotated_for_is_not_scored(records):
    assert evaluate(records[0], FIELDS)["targets"]["n"] == 0


@pytest.mark.parametrize(("name", "region", "wanted"), [
    ("省科协", "黑龙江省", "黑龙江省科协"), ("我省科协", "黑龙江省", "黑龙江省科协"), ("黑龙江省科学技术协会", None, "黑龙江省科协"),
    ("黑龙江科协", "黑龙江省", "黑龙江省科协"), ("市科协", "绵阳市", "绵阳市科协"), ("省科协", "绵阳市", "四川省科协"),
    ("省科协", None, "省科协"),
    ("市卫健委", "绵阳市", "绵阳市卫生健康委"), ("县发改局", "桐庐县", "桐庐县发展改革局"),
    ("中共安徽省委员会组织部", "安徽省", "安徽省委组织部"),
    ("团省委", "安徽省", "团安徽省委"), ("共青团安徽省委", None, "团安徽省委"), ("各市科协", "安徽省", "各市科协"),
    ("市、县科协", "安徽省", "市、县科协"),
    ("吉林市科协", "吉林省", "吉林市科协"), ("吉林大学", "吉林省", "吉林大学"), ("省直单位", "安徽省", "省直单位"),
    ("市场监管局", "临江区", "市场监管局"),
    ("中国科学技术协会", None, "中国科协"),
])
def test_one_body_has_one_name(name, region, wanted):
    assert canonical_actor(name, region) == wanted
    assert canonical_actor(wanted, region) == wanted


@pytest.mark.parametrize("title", ["《供水管理办法（试行）》", "供水管理办法(试行)", "供水 管理办法", "供水管理办法（修订稿）"])
def test_one_document_has_one_title(title):
    assert canonical_title(title) == "供水管理办法"


def test_years_stay_in_a_title():
    assert canonical_title("水利规划（2021—2025年）") == "水利规划(2021-2025年)"


_TEXT = st.text(alphabet="开展建设与推动，。；：、“”《》（）【】1一\n 学县", max_size=80)


@given(_TEXT, st.integers(0, 20), st.integers(0, 20))
def test_clauses_are_trimmed_of_nothing_but_marks_and_stay_inside_their_bounds(text, skip, cut):
    start, end = min(skip, len(text)), max(min(skip, len(text)), len(text) - cut)
    last = start
    for clause in split_clauses(text, start, end):
        assert start <= last <= clause.start < clause.end <= end
        assert not set(text[last:clause.start]) - set("，。；：、！？\n")
        last = clause.end
    assert not set(text[last:end]) - set("，。；：、！？\n")


@given(_TEXT)
def test_the_first_clause_behind_a_full_stop_opens_a_sentence(text):
    clauses = list(split_clauses(text, 0, len(text)))
    for before, after in zip(clauses, clauses[1:], strict=False):
        assert after.first == bool(set(text[before.end:after.start]) & set("。；\n"))

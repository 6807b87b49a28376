"""Kinds and classes: the readable model and its training, the typology and tables of one's own."""
from __future__ import annotations

import json
import math

import pytest
from conftest import ROOT

from kexie_nlp.analysis import analyze
from kexie_nlp.cli import main
from kexie_nlp.errors import KexieError
from kexie_nlp.pipes.measures.kinds import KindModel, load_kinds
from kexie_nlp.pipes.measures.typology import Scheme, load_typology
from kexie_nlp.settings import MeasuresOptions, Settings
from kexie_nlp.training.kinds import Example, best_threshold, fit, load_examples


def of(text: str, **options):
    settings = Settings(measures=MeasuresOptions(**options))
    return analyze(text, settings=settings).record.measures


@pytest.mark.parametrize(("text", "kinds"), [
    ("新建标准化渔港三座，不断提升避风能力。", ["action", "aim"]), ("打通断头路12条，形成半小时通勤圈。", ["action", "effect"]),
    ("坚持问题导向，制定整改清单。", ["manner", "action"]), ("开展燃气安全检查，确保不发生重大事故。", ["action", "aim"]),
    ("发放稳岗补贴500万元。", ["action"]),
])
def test_actions_are_told_from_aims_effects_and_manner(text, kinds):
    assert [m.kind for m in of(text)] == kinds


def test_the_packaged_model_is_readable_and_carries_its_left_out_scores():
    model = load_kinds()
    assert model.weights["class:manner"] > 0 > model.weights["object:number"]
    assert set(model.scores) > {"all", "rule"} and model.scores["all"]["acc"] >= model.scores["rule"]["acc"]
    assert model.score(()) == pytest.approx(1 / (1 + math.exp(-model.intercept)))


def test_training_is_reproducible_and_unknown_features_say_nothing(tmp_path):
    examples = [Example(f"d{i % 2}", ("class:aim",) if i % 3 else ("object:number",), bool(i % 3)) for i in range(60)]
    first, second = fit(examples), fit(examples)
    assert first == second and first.score(["class:aim"]) > first.threshold > first.score(["object:number"])
    assert first.score(["class:aim", "never seen"]) == first.score(["class:aim"])
    first.save(tmp_path / "m.json")
    assert load_kinds(str(tmp_path / "m.json")) == first


def test_retraining_on_the_gold_gives_the_packaged_model(shared):
    trained, packaged = fit(load_examples(shared / "eval" / "gold")), load_kinds()
    assert trained.scores["all"]["acc"] == pytest.approx(packaged.scores["all"]["acc"], abs=0.01)
    shared_names = trained.weights.keys() & packaged.weights.keys()
    assert len(shared_names) > 0.95 * len(packaged.weights)
    assert all(abs(trained.weights[name] - packaged.weights[name]) < 0.2 for name in shared_names)


def test_the_command_writes_the_model_that_the_settings_can_name(tmp_path, capsys):
    path = tmp_path / "kinds.json"
    with pytest.raises(SystemExit) as stopped:
        main(["train", "measures", "--gold", str(ROOT / "tests" / "fields"), "-o", str(path)])
    assert stopped.value.code == 0 and str(path) in capsys.readouterr().out
    assert set(load_kinds(str(path)).scores) >= {"agriculture", "health", "all", "rule"}
    assert of("新建渔港三座。", model=str(path))[0].kind == "action"


def test_best_threshold_is_the_one_of_equals_nearest_to_one_half():
    assert best_threshold([(0.3, False), (0.7, True)]) == 0.5
    assert best_threshold([(0.3, False), (0.4, True), (0.45, True)]) == 0.4


@pytest.mark.parametrize("content", ["{", "[]", json.dumps({"name": "x"})])
def test_a_bad_model_is_refused(tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KexieError, match="K502"):
        load_kinds(str(path))


def test_training_needs_gold(tmp_path):
    with pytest.raises(KexieError, match="K101"):
        load_examples(tmp_path)


@pytest.mark.parametrize(("text", "group", "name"), [
    ("轮训乡村教师300名。", "供给型", "人才培养"), ("拨付专项资金800万元。", "供给型", "资金投入"),
    ("查处无证排污行为。", "环境型", "法规管制"),
    ("扩大首台套政府采购规模。", "需求型", "政府采购"), ("推出茶叶贷款保险产品。", "环境型", "金融支持"),
    ("举办农产品产销对接会。", "需求型", "市场塑造"),
])
def test_policy_instruments(text, group, name):
    label = of(text)[0].policy
    assert label is not None and (label.group, label.name) == (group, name)
    assert 0 < label.confidence <= 1 and all(word in text for word in label.evidence)


def test_topics_hear_the_heading_less_than_the_measure():
    found = of("一、重点任务\n1.加强科普基地建设。举办学术年会和学术论坛。更新展品。")
    assert [m.topic.name for m in found if m.topic and m.action in ("举办", "更新")] == ["学术交流", "科普"]


def test_a_measure_without_words_of_a_scheme_has_no_class():
    assert of("粉刷围墙。")[0].policy is None


def test_longer_words_hide_shorter_ones_and_more_words_are_surer():
    scheme = Scheme.of([{"word": "采购", "name": "a", "group": "x", "source": ""},
                        {"word": "政府采购", "name": "b", "group": "y", "source": ""}])
    once, twice = scheme.label("政府采购"), scheme.label("政府采购与政府采购")
    assert once.name == twice.name == "b" and once.evidence == ("政府采购",) and Scheme.of([]).label("采购") is None
    assert scheme.label("采购").confidence < once.confidence <= twice.confidence


def test_another_field_brings_its_own_tables(tmp_path):
    (tmp_path / "reform_topics.csv").write_text("word,name,group,source\n渔港,港口,渔业,自编\n", encoding="utf-8")
    found = of("改造渔港泊位。", typology=str(tmp_path))[0]
    assert (found.topic.name, found.topic.group) == ("港口", "渔业")
    assert load_typology(str(tmp_path)).policies == load_typology().policies


@pytest.mark.parametrize("content", [None, "word,name\n渔港,港口\n", "word,name,group,source\na,b,c,d\na,b,c,d\n"])
def test_bad_tables_are_refused(tmp_path, content):
    if content:
        (tmp_path / "reform_topics.csv").write_text(content, encoding="utf-8")
    with pytest.raises(KexieError, match="K203"):
        load_typology(str(tmp_path))


def test_scores_must_be_a_model():
    assert KindModel("m", 0.0, 0.5, {}).score(["x"]) == 0.5

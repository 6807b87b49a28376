"""Measures: clauses, heads, modality, actors, instruments, on own sentences of several fields."""
from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kexie_nlp.analysis import analyze
from kexie_nlp.outline.clauses import split_clauses


def measures(text: str):
    return analyze(text).record.measures


def only(text: str):
    found = measures(text)
    assert len(found) == 1, [m.text for m in found]
    return found[0]


@pytest.mark.parametrize(("text", "actions"), [
    ("制定实施《农村供水管理办法》，开展水质抽检。", ["制定实施", "开展"]),
    ("按照省委统一部署，完善会商机制。", ["完善"]),
    ("围绕粮食安全，以高标准农田为重点，推进灌区改造。", ["推进"]),
    ("建设“产学研、用”一体化平台，遴选示范县；表彰先进个人。", ["建设", "遴选", "表彰"]),
    ("引导学校结合实际，开展课后服务。", ["引导"]),
    ("面向基层医生持续深入开展业务培训。", ["开展"]),
    ("积极参与政府购买服务。", ["参与"]),
    ("把护理人才培训纳入年度计划。", ["纳入"]),
    ("与省教育厅联合举办科技节。", ["举办"]),
    ("规范和加强对分支机构的管理。", ["规范和加强"]),
    ("2023年6月15日，天气晴好。", []),
])
def test_clauses_and_heads(text, actions):
    assert [m.action for m in measures(text)] == actions


@pytest.mark.parametrize(("text", "modality"), [
    ("开展健康体检。", "will"), ("各校要落实主体责任。", "must"), ("严格执行准入制度。", "must"), ("不得挪用专项资金。", "must"),
    ("鼓励社会资本参与养老服务。", "encourage"), ("支持医院开设夜间门诊。", "encourage"), ("探索建立弹性学制。", "explore"),
    ("开展医养结合试点。", "explore"), ("推动重要数据共享。", "will"), ("推进需求调查和纲要宣传。", "will"),
    ("深化应用场景建设。", "will"),
])
def test_modality(text, modality):
    assert only(text).modality == modality


def test_clauses_under_a_modal_inherit_it_until_the_sentence_ends():
    found = measures("各县级医院要完善急诊流程，配备急救设备。开展义诊活动。")
    assert [(m.modality, m.actors) for m in found] == [
        ("must", ("各县级医院",)), ("must", ("各县级医院",)), ("will", ())]


def test_instruments_are_what_the_measure_makes_or_carries_out():
    assert only("修订《湿地保护条例（试行）》。").instruments == ("湿地保护条例（试行）",)
    assert only("组织学习《水利史话》。").instruments == ()


def test_assignment_lines_give_actors_and_are_no_measures():
    text = "一、重点任务\n1.改造老旧管网。更新供水管道（责任单位：市水务局、市财政局；完成时限：2024年6月底前）。"
    found = measures(text)
    assert [m.action for m in found] == ["改造", "更新"]
    assert all(set(m.actors) == {"市水务局", "市财政局"} for m in found)
    assert found[-1].text == "更新供水管道"


def test_only_tasks_and_achievements_hold_measures():
    text = "一、基本原则\n坚持统筹推进。建立协调机制。\n二、重点任务\n1.建设驿站。设立服务点。"
    assert {m.provision for m in measures(text)} == {"二.1"}


def test_results_are_done():
    text = "一、2022年工作回顾\n1.夯实基础。新建校舍12栋。\n二、2023年工作安排\n1.提升质量。改造操场6个。"
    assert {(m.provision, m.status) for m in measures(text)} == {("一.1", "done"), ("二.1", "planned")}


def test_component_alone_on_a_blank_pipeline():
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_measures")
    doc = nlp("举办技能大赛，评选能工巧匠。")
    assert [s.text for s in doc.spans["kexie_measures"]] == ["举办技能大赛", "评选能工巧匠"]
    assert doc.spans["kexie_measures"][0]._.measure.object == "技能大赛"


def test_words_are_a_layer_over_characters():
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_words")
    doc = nlp("本年度底前完成体检。")
    assert [t.text for t in doc] == list("本年度底前完成体检。")
    assert "".join(doc.text[w.start:w.end] for w in doc._.words) == doc.text
    assert any(doc.text[w.start:w.end] == "体检" for w in doc._.words)


@given(st.text(alphabet="开展建设，。；：“”《》（）、1一\n 学", max_size=60))
def test_clauses_lie_in_order_and_leave_out_only_marks(text):
    last = 0
    for clause in split_clauses(text, 0, len(text)):
        assert last <= clause.start < clause.end <= len(text)
        assert not any(c in "。；\n，" for c in text[last:clause.start].translate({ord(c): None for c in "，。；：！？\n"}))
        last = clause.end


@given(st.text(alphabet="一、1.（）①—二是要，。；：“《》科协建设20%年月底前\n", max_size=120))
def test_analysis_of_any_text_is_exact_and_never_raises(text):
    document = analyze(text)
    for item in (*document.record.measures, *document.record.targets, *document.record.times):
        assert document.quote(item) == item.text

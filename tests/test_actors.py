"""Assignment lines: what they are, whom they name, and what they are not."""
from __future__ import annotations

import pytest
import spacy

from kexie_nlp.pipes.actors import find_assignments
from kexie_nlp.pipes.component import records
from kexie_nlp.pipes.measures import MeasuresPipe


@pytest.mark.parametrize(("line", "lead", "support"), [
    ("（责任单位：渔业处；完成时限：2024年6月底前）", "渔业处", ""),
    ("【牵头部门：市工信局；配合单位：市财政局、市统计局等，各相关县区】", "市工信局", "市财政局 市统计局 县区"),
    ("（市教育局牵头，市财政局、市人社局配合，2026年底前完成）", "市教育局", "市财政局 市人社局"),
    ("（省教育厅牵头负责，省财政厅、省科技厅等部门参与）", "省教育厅", "省财政厅 省科技厅"),
    ("（由市水务局会同市农业农村局负责）", "市水务局", "市农业农村局"),
    ("（市科技局、市应急局按职责分工负责）", "市科技局 市应急局", ""), ("（科普部负责）", "科普部", ""),
    ("〔牵头单位：省林草局，配合单位：省水利厅〕", "省林草局", "省水利厅"),
    ("（责任单位：各市州科协，各相关学会、高校科协）", "各市州科协 学会 高校科协", ""),
    ("（责任单位：各县（市、区）科协、学会部和科普部）", "各县（市、区）科协 学会部 科普部", ""),
    ("牵头：县水利局；配合：县民政局", "县水利局", "县民政局"),
    ("\n责任单位：市工信局；配合单位：市统计局、各县（区）工信部门\n", "市工信局", "市统计局 各县（区）工信部门"),
    ("\n责任单位 市工信局\n", "市工信局", ""), ("责任科室：文物科；时限：10月底前", "文物科", ""),
    ("\n牵头领导：张某某  责任科室：文物科  时限：10月底前\n", "文物科", ""),
    ("（长期坚持）", "", ""), ("（完成时限：2025年底前）", "", ""), ("（2024年12月底前完成）", "", "")])
def test_assignments(line, lead, support):
    text = f"修好道路。{line}"
    found = list(find_assignments(text))
    assert [(" ".join(a.lead), " ".join(a.support)) for a in found] == [(lead, support)]
    assert text[found[0].start:found[0].end] == line.strip()


@pytest.mark.parametrize("text", [
    "由省科协牵头，联合有关部门开展调研。", "主要责任是做好落实：一是抓好管护。", "明确责任人：逐级压实，不得推诿。",
    "建设场馆（含展厅、库房）。",
    "资助项目（国家基金支持）20个。", "推进县（市、区）改革。", "参加人员：（200人参加）"])
def test_what_assigns_nothing(text):
    assert list(find_assignments(text)) == []


@pytest.mark.parametrize(("text", "time"), [
    ("修路。（责任单位：工程处；完成时限：2024年6月底前）", "2024年6月底前"),
    ("修路。（市局牵头，县局配合，2026年底前完成）", "2026年底前完成"),
    ("修路。（责任单位：工程处；时限：持续推进）", "持续推进"), ("修路。（长期坚持）", "长期坚持"), ("修路。（工程处负责）", None)])
def test_the_time_of_an_assignment(text, time):
    (found,) = find_assignments(text)
    assert (text[slice(*found.time)] if found.time else None) == time


def test_bodies_go_to_the_measures_and_lines_are_none():
    nlp = spacy.blank("zh")
    for name in ("kexie_outline", "kexie_words", "kexie_actors", "kexie_measures"):
        nlp.add_pipe(name)
    text = ("一、重点任务\n1.修建道路。新建乡村公路20公里。（责任单位：交通局；配合单位：财政局；完成时限：2024年6月底前）\n"
            "2.绿化荒山。栽植油松8万株。\n牵头单位：林业局\n3.清理河道。疏浚河道3条。\n")
    doc = nlp(text)
    found = records(doc, MeasuresPipe)
    measures = {m.provision: m for m in found if m.action in ("新建", "栽植")}
    assert measures["一.1"].actors == ("交通局", "财政局")
    assert measures["一.2"].actors == ("林业局",)
    assert not [m.text for m in found if "单位" in m.text]

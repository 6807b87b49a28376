"""Assignment lines: what they are, whom they name with which part, and what they are not."""
from __future__ import annotations

import pytest
import spacy

from kexie_nlp import analyze
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
    helping = ("support", "partner")
    assert [(" ".join(b.name for b in a.bodies if b.part not in helping), " ".join(b.name for b in a.bodies if b.part in helping))
            for a in found] == [(lead, support)]
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


def parts_of(line):
    """The bodies of the one assignment of a line, by part."""
    (found,) = find_assignments(f"修好道路。{line}")
    assert found.bodies
    return {part: " ".join(b.name for b in found.bodies if b.part == part) for part in dict.fromkeys(b.part for b in found.bodies)}


@pytest.mark.parametrize(("line", "parts"), [
    ("（牵头单位：市水务局；责任单位：市财政局、市林业局；配合单位：各县区政府）",
     {"lead": "市水务局", "responsible": "市财政局 市林业局", "support": "各县区政府"}),
    ("（市水务局牵头，市财政局、市林业局配合）", {"lead": "市水务局", "support": "市财政局 市林业局"}),
    ("（市水务局牵头，配合单位：市财政局）", {"lead": "市水务局", "support": "市财政局"}),
    ("（市水务局牵头，市财政局等按职责分工负责）", {"lead": "市水务局", "responsible": "市财政局"}),
    ("责任单位：市水务局、市财政局。完成时限：2023年9月底", {"responsible": "市水务局 市财政局"}),
    ("（责任科室：文物科，档案科配合）", {"responsible": "文物科", "support": "档案科"}),
    ("（主办单位：市科协；承办单位：市科技馆；协办单位：各区科协）", {"lead": "市科协", "responsible": "市科技馆", "support": "各区科协"}),
    ("（市水务局会同市财政局负责）", {"responsible": "市水务局", "partner": "市财政局"}),
    ("（牵头单位会同各协同单位负责）", {"responsible": "牵头单位", "partner": "各协同单位"}),
    ("（市水务局牵头，市财政局配合，各区落实）", {"lead": "市水务局", "support": "市财政局", "responsible": "各区"})])
def test_parts(line, parts):
    assert parts_of(line) == parts


@pytest.mark.parametrize("tail", [
    "，下同", "（下同）", "（以下同）", "，下同，不再列出", "。以下均需各县区落实，不再列出", "；以上任务由各县区落实，不再单独列出",
    "按职责分工负责", "按照各自职责分别负责", "依职责分工抓好落实"])
def test_a_tail_is_no_body_and_swallows_none(tail):
    assert parts_of(f"（责任单位：市水务局、市财政局{tail}）") == {"responsible": "市水务局 市财政局"}


@pytest.mark.parametrize("text", [
    "（责任单位：市水务局、市财政局，排名第一的为牵头单位）", "（市水务局、市财政局，列首位的为牵头单位，下同）",
    "（责任单位：市水务局、市财政局）\n注：责任单位中列首位的为牵头单位。"])
def test_the_first_body_leads_where_the_paper_says_so(text):
    assert parts_of(text) == {"lead": "市水务局", "responsible": "市财政局"}


@pytest.mark.parametrize(("field", "officer"), [
    ("责任领导：分管副市长", "分管副市长"), ("责任人：文物科科长", "文物科科长"), ("分管领导：韦某某副局长", "副局长"),
    ("责任人：韦某某（副局长）", "副局长"), ("牵头领导：韦局长", "局长"), ("责任人：各科室负责人", "各科室负责人"),
    ("责任人：韦某某", None), ("联系人：办公室主任", None)])
def test_of_officers_the_office_is_kept_never_the_name(field, officer):
    found = parts_of(f"（{field}；责任单位：市文物局）")
    assert found == {"responsible": "市文物局"} | ({"officer": officer} if officer else {})


def test_a_body_as_the_one_responsible_is_a_body():
    assert parts_of("（责任人：科普部；完成时限：6月底前）") == {"responsible": "科普部"}


def test_columns_of_a_task_table_give_the_parts():
    text = ("2024年任务分解表\n序号 | 重点任务 | 牵头单位 | 责任单位 | 配合单位 | 责任领导 | 完成时限\n"
            "1 | 疏浚河道3条 | 市水务局 | 市林业局 | 市财政局、各区 | 韦某某 副市长 | 6月底\n"
            "2 | 栽植油松8万株 | 市林业局 |  | 市水务局 | 韦某某 | 9月底\n")
    first, second = (next(m for m in analyze(text).record.measures if m.action == verb) for verb in ("疏浚", "栽植"))
    assert [(b.name, b.part) for b in first.bodies] == [
        ("市水务局", "lead"), ("市林业局", "responsible"), ("市财政局", "support"), ("各区", "support"), ("副市长", "officer")]
    assert first.actors == ("市水务局", "市林业局", "市财政局", "各区")
    assert [(b.name, b.part) for b in second.bodies] == [("市林业局", "lead"), ("市水务局", "support")]


@pytest.mark.parametrize("text", ["科技馆（新馆）开放。", "参会（协会代表、企业代表）200人。", "开展活动（六月、九月各一次）。"])
def test_brackets_without_a_word_of_assignment(text):
    assert list(find_assignments(text)) == []


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
    assert [(b.name, b.part) for b in measures["一.1"].bodies] == [("交通局", "responsible"), ("财政局", "support")]
    assert measures["一.2"].actors == ("林业局",)
    assert not [m.text for m in found if "单位" in m.text]

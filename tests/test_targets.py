"""The components of targets and times in a spaCy pipeline of their own, and target tables."""
from __future__ import annotations

import time
from decimal import Decimal

import pytest
import spacy

from kexie_nlp.analysis import analyze
from kexie_nlp.pipes.component import records
from kexie_nlp.pipes.targets import TargetsPipe
from kexie_nlp.pipes.targets.tables import find_tables
from kexie_nlp.pipes.times import TimesPipe


def targets(text):
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_targets")
    return records(nlp(text), TargetsPipe)


def test_targets_alone():
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_targets")
    doc = nlp("到2027年，全市培育示范社团不少于45个。")
    (span,) = doc.spans["kexie_targets"]
    assert span.text == "不少于45个"
    assert span._.target.indicator == "培育示范社团"
    assert span._.target.deadline == (None, "2027-12-31")


def test_times_alone():
    nlp = spacy.blank("zh")
    nlp.add_pipe("kexie_times")
    doc = nlp("2026年6月底前完成登记，此后每季度通报。")
    assert [(s.text, s._.time.kind, s._.time.to) for s in doc.spans["kexie_times"]] == [
        ("2026年6月底前", "by", "2026-06-30"), ("每季度", "recurring", None)]
    assert len(records(doc, TimesPipe)) == 2


@pytest.mark.parametrize("text", [
    "深入学习“四个意识”。", "召开第三次代表大会。", "建成5A级景区。", "推进“3+1”布局。", "位列全国第七位。", "构建一主两翼格局。",
    "十分重视安全。", "实施三年行动计划。", "实行九年义务教育。", "打造十五分钟生活圈。", "上线2.0版平台。", "印发农发〔2023〕12号文件。",
    "办好百年老校。",
    "开展三大攻坚战。", "推进二期工程。", "实现一批突破。", "采取三种方式统筹推进四个方面工作。"])
def test_families_that_measure_nothing(text):
    assert targets(text) == []


def test_status_of_what_is_said():
    found = {t.text: t.status for t in targets(
        "现有场馆12座。对考核两次不合格的予以退出。每年检查不少于2次。力争新建场馆8座。单馆建筑面积不低于500平方米。")}
    assert found == {"12座": "context", "两次": "condition", "不少于2次": "condition", "8座": "target", "不低于500平方米": "condition"}


def test_short_clauses_take_up_what_was_counted_before():
    found = targets("公民素养达标比例达到12.7%，较上年提高1.1个百分点。")
    assert found[1].indicator == "公民素养达标比例提高"


TABLE = """主要指标如下：
序号\t指标名称\t单位\t2020年\t2025年\t属性
1\t粮食总产量\t万吨\t315.5\t≥320\t约束性
2\t农民合作社数量\t家\t1200\t1500左右\t预期性
3\t秸秆利用率（%）\t\t86\t>90\t预期性
4\t良种示范点\t个\t-\t[60]\t预期性
以上指标由农业农村局负责。全市另建粮库3座。
"""


def test_tables_read_rows_and_columns():
    found = targets(TABLE)
    rows = [(t.indicator, t.comparator, t.value, t.unit, t.baseline, t.status, t.deadline) for t in found]
    base, goal = ("2020-01-01", "2020-12-31"), ("2025-01-01", "2025-12-31")
    assert rows == [
        ("粮食总产量", "eq", Decimal(3155000), "吨", None, "context", base),
        ("粮食总产量", "ge", Decimal(3200000), "吨", Decimal(3155000), "target", goal),
        ("农民合作社数量", "eq", Decimal(1200), "家", None, "context", base),
        ("农民合作社数量", "approx", Decimal(1500), "家", Decimal(1200), "target", goal),
        ("秸秆利用率", "eq", Decimal(86), "%", None, "context", base),
        ("秸秆利用率", "gt", Decimal(90), "%", Decimal(86), "target", goal),
        ("良种示范点", "eq", Decimal(60), "个", None, "target", goal),
        ("另建粮库", "eq", Decimal(3), "座", None, "target", None)]
    assert [TABLE[t.start:t.end] for t in found] == [t.text for t in found]


def test_a_goal_column_alone_has_no_baseline():
    text = "指标\t{}\n公交分担率\t40%\n新能源公交车\t800辆\n"
    for head, begin in (("2030年目标", "2030-01-01"), ("2030年底目标", None), ("到2030年", None)):
        assert [(t.indicator, t.value, t.unit, t.baseline, t.deadline) for t in targets(text.format(head))] == [
            ("公交分担率", Decimal(40), "%", None, (begin, "2030-12-31")),
            ("新能源公交车", Decimal(800), "辆", None, (begin, "2030-12-31"))]


def test_lines_with_tabs_that_are_no_table():
    assert find_tables("甲\t乙\n1\t2\n2025年\t会议\n") == []


def test_a_stretch_of_time_spoken_of_measures_nothing():
    assert not analyze("明确了今后五年的任务，未来三年分步推进。").record.targets


def test_a_change_that_is_over_is_achieved():
    text = ("湖北省水利“十四五”规划\n“十三五”时期，自来水普及率由“十二五”末的82%提高到2020年的91%。\n"
            "一、主要任务\n1.改造管网。到2025年普及率由2020年的91%提高到95%。")
    found = analyze(text).record.targets
    assert [(t.value, t.status) for t in found] == [(91, "achieved"), (95, "target")]


def test_time_grows_with_the_numbers_of_a_sentence():
    def seconds(number):
        clauses = "，".join(f"支持不少于{n % 90 + 2}个学会开展试点" for n in range(number))
        text = f"江西省科协2023年工作要点\n一、加强学会建设\n1.优化学会治理。{clauses}。"
        begin = time.process_time()
        assert len(analyze(text).record.targets) == number
        return time.process_time() - begin

    seconds(50)
    assert seconds(2000) < 8 * seconds(500)


def test_the_day_in_the_caption_of_a_table_dates_its_results():
    rows = "序号 | 县区 | 计划改造数（个） | 已开工数（个） |\n1 | 城东区 | 60 | 58 |\n2 | 临江区 | 40 | 19 |\n"
    record = analyze(f"云台县2022年改造任务完成情况\n\n共改造小区98个。\n\n附件\n改造进度表\n（截至2022年7月底）\n{rows}").record
    assert [(t.text, t.status, t.deadline) for t in record.targets][1:] == [
        ("60", "target", None), ("58", "achieved", (None, "2022-07-31")), ("40", "target", None), ("19", "achieved", (None, "2022-07-31"))]

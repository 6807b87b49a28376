"""Times that depend on the document: the year that they are counted from, and limits that are numbers as well."""
from __future__ import annotations

import pytest

from kexie_nlp import analyze


def times(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(t.text, t.kind, t.from_, t.to) for t in analyze(text).record.times]


def test_a_paper_of_two_years_reports_on_the_first_and_plans_the_second():
    text = ("平川市交通局2014年工作总结和2015年工作安排\n\n今年以来，各项任务顺利完成。\n"
            "一、公路建设。全年共完成新改建公路856.3公里，同比增长11.4%。\n"
            "二、下一步打算。明年，新建停车点15处。\n平川市交通局\n2014年12月26日\n")
    found = {said: (first, last) for said, _, first, last in times(text)}
    assert found["全年"] == ("2014-01-01", "2014-12-31") and found["明年"] == ("2015-01-01", "2015-12-31")


def test_a_part_of_a_year_belongs_to_the_year_that_its_sentence_names():
    found = times("平川市2018年度监测报告\n一、下一步工作\n2019年，抽检比例不低于8%；年底前建成哨点医院10家。")
    assert ("年底前", "by", None, "2019-12-31") in found


@pytest.mark.parametrize(("text", "wanted"), [
    ("将企业开办时间压缩至1个工作日以内。", ("1个工作日以内", "within")),
    ("办理时限由20个工作日压缩到8个工作日以内。", ("8个工作日以内", "within")),
    ("申请人报修后，供热单位应当在30分钟内响应。", ("30分钟内", "within")),
    ("补贴期限最长不超过3年。", ("3年", "duration")),
    ("评审结果公示5个工作日。", ("5个工作日", "duration"))])
def test_limits_and_lengths_that_rules_and_plans_set(text, wanted):
    assert any(said.endswith(wanted[0]) and kind == wanted[1] for said, kind, _, _ in times("管理办法\n第一条 " + text)), times(text)


@pytest.mark.parametrize("text", ["重污染天数控制在3天以内。", "开放时间不少于8小时。", "九年义务教育巩固率达到97%。"])
def test_amounts_of_time_are_no_limits(text):
    assert times("2024年工作方案\n" + text) == []


def test_a_number_of_years_at_the_head_of_a_clause_is_the_period_of_the_plan():
    found = times("数字经济三年行动计划（2023—2025年）\n一、任务\n三年新建5G基站不少于1500个。")
    assert ("三年", "within", "2023-01-01", "2025-12-31") in found


def test_a_column_of_deadlines_copied_line_by_line():
    text = ("平川县2018年任务分解表\n\n序号\n\n重点任务\n\n责任单位\n\n完成时限\n\n1\n\n培训乡村医生600人次以上。\n\n"
            "县卫计局\n\n11月底前\n\n2\n\n"
            "建成周转房60套。\n\n县住建局\n\n12月底前\n")
    found = {t.text: t.deadline for t in analyze(text).record.targets}
    assert found["600人次以上"] == (None, "2018-11-30") and found["60套"] == (None, "2018-12-31")


@pytest.mark.parametrize("year", ["2020年", "2020年末", "2020年底"])
def test_the_year_that_a_number_is_compared_with_is_no_deadline(year):
    record = analyze(f"临川市生态环境保护规划\n一、目标\n到2025年，单位产值能耗较{year}下降14%。").record
    assert [(t.text, t.deadline) for t in record.targets] == [("14%", (None, "2025-12-31"))]
    assert [t.text for t in record.times] == ["到2025年"]


def test_a_review_of_last_year_demands_what_lies_ahead():
    text = ("林业局关于2012年造林情况的通报\n各镇：\n现将情况通报如下：\n一、总体情况\n2012年，完成造林90亩。\n二、下一步要求\n"
            "3月底前完成设计审批。\n林业局\n2013年1月29日\n")
    assert ("3月底前", "by", None, "2013-03-31") in times(text)
    text = "北山镇2023年禁烧工作总结及下步打算\n一、工作情况\n完成深翻2万亩。\n二、下步打算\n（一）补齐短板。3月底前扩建收储场1处。\n"
    assert ("3月底前", "by", None, "2024-03-31") in times(text)


def test_years_that_something_is_compared_with_do_not_date_it():
    record = analyze("清河县2024年工作要点\n1.与2020年相比，2025年底前网办率提高15个百分点。\n2.后年达到5000个车位。\n").record
    assert [(t.status, t.deadline) for t in record.targets] == [("target", (None, "2025-12-31")), ("target", ("2026-01-01", "2026-12-31"))]


def test_some_years_are_the_period_of_a_paper_of_as_many():
    record = analyze("清河县数字经济三年行动计划（2022—2024年）\n1.建设基站。\n2.三年累计培训人才3万人。\n").record
    assert [t.deadline for t in record.targets] == [("2022-01-01", "2024-12-31")]


def test_a_five_year_period_that_is_compared_with_is_no_time():
    text = "清河县“十二五”水利工作总结\n灌溉面积365万亩，比“十一五”末多8.4%，普及率由“十一五”末的57.3%提高到68%，与“十一五”末相比降10%。\n"
    assert [t.text for t in analyze(text).record.times] == []


def test_this_year_in_a_cell_that_also_names_last_year():
    text = ("清河县2026年草原生态重点任务分解表\n序号 | 年度目标 | 牵头单位 | 完成时限 |\n"
            "1 | 2025年已治理7.6万亩；今年再治理8万亩 | 县林草局 | 9月底前 |\n2 | 种草2.8万亩 | 县林草局 | 8月底前 |\n")
    found = {said: (first, last) for said, _, first, last in times(text)}
    assert found["今年"] == ("2026-01-01", "2026-12-31") and found["9月底前"] == (None, "2026-09-30")


def test_the_label_of_a_limit_dates_what_its_item_plans():
    text = ("关于2021年1—9月民生实事项目进展情况的通报\n1.农村公路提质工程。目标任务：改造县乡道46公里。进展情况：截至9月底，完成41.5公里。"
            "责任单位：县交通局。完成时限：2021年11月底。\n2.幼儿园扩容。目标任务：新建幼儿园3所。进展情况：截至9月底，2所已招生。"
            "责任单位：县教育局。完成时限：8月底前。\n县人民政府办公室\n2021年10月9日\n")
    found = {t.text: (t.status, t.deadline) for t in analyze(text).record.targets}
    assert found["46公里"] == ("target", (None, "2021-11-30")) and found["3所"] == ("target", (None, "2021-08-31"))
    assert found["41.5公里"] == ("achieved", (None, "2021-09-30"))

"""Tables of figures: what a number in a column is, with a header, without one, and copied cell by cell."""
from __future__ import annotations

import pytest

from kexie_nlp import analyze

REVIEW = "青川县水务局2024年工作总结\n"


def numbers(text: str) -> list[tuple[str, float, str, str]]:
    return [(t.indicator, float(t.value), t.unit, t.status) for t in analyze(text).record.targets]


@pytest.mark.parametrize("mark", [" ", " | ", "\t"])
def test_a_share_tells_plan_and_actual_without_a_header(mark):
    rows = (("清淤河道", "120公里", "132公里", "110%"), ("新建水闸", "8座", "6座", "75%"))
    assert numbers(REVIEW + "".join(mark.join(row) + "\n" for row in rows)) == [
        ("清淤河道", 120, "公里", "target"), ("清淤河道", 132, "公里", "achieved"), ("清淤河道", 110, "%", "achieved"),
        ("新建水闸", 8, "座", "target"), ("新建水闸", 6, "座", "achieved"), ("新建水闸", 75, "%", "achieved")]


def test_growth_tells_base_and_actual_without_a_header():
    assert numbers(REVIEW + "清淤河道 120公里 132公里 10%\n") == [
        ("清淤河道", 120, "公里", "context"), ("清淤河道", 132, "公里", "achieved"), ("清淤河道", 10, "%", "achieved")]


def test_figures_that_do_not_agree_make_no_row():
    found = analyze(REVIEW + "清淤河道 120公里 132公里 95%\n").record.targets
    assert {t.status for t in found} != {"target", "achieved"} or found[2].indicator == ""


def test_the_growth_to_a_goal_is_planned():
    text = ("青川县“十四五”节水规划\n序号 指标 2020年 2025年 增幅\n"
            "1 节水灌溉面积比例 40% 52% 12个百分点\n2 水库数 12个 18个 50%\n")
    assert [row[1:] for row in numbers(text)] == [
        (40, "%", "context"), (52, "%", "target"), (12, "百分点", "target"),
        (12, "个", "context"), (18, "个", "target"), (50, "%", "target")]


def test_totals_and_growth_in_columns_have_the_unit_of_their_column():
    text = "2024年青川县国民经济和社会发展统计公报\n指标 单位 绝对值 比上年增长（%）\n粮食 万吨 8.7 3.6\n茶叶 吨 1532 -4.7\n"
    assert numbers(text)[:4] == [("粮食", 87000, "吨", "achieved"), ("粮食增长", 3.6, "%", "achieved"), ("茶叶", 1532, "吨", "achieved"),
                                 ("茶叶增长", -4.7, "%", "achieved")]


def test_a_row_may_go_on_in_the_next_line_and_lack_its_note():
    text = ("青川县2024年水利工程进度表\n序号 项目 计划 实际 完成率 牵头单位 备注\n1 河道清淤 120公里 132公里 110% 县水务局\n2 水库除险\n"
            "加固 8座 6座 75% 县水务局 汛期停工\n3 新建泵站 5座 5座 100% 县住建局\n")
    found = numbers(text)
    assert [row[1:] for row in found] == [
        (120, "公里", "target"), (132, "公里", "achieved"), (110, "%", "achieved"), (8, "座", "target"), (6, "座", "achieved"),
        (75, "%", "achieved"), (5, "座", "target"), (5, "座", "achieved"), (100, "%", "achieved")]
    assert found[0][0] == "河道清淤" and found[-1][0] == "新建泵站"


def test_figures_copied_cell_by_cell_below_a_header_of_names():
    text = ("青川县“十四五”节水规划\n到2025年，主要指标如下。\n指 标\n2020年实际\n2025年目标\n年均增长（%）\n属性\n"
            "灌溉面积（万亩）\n52.7\n65\n4.3\n预期性\n节水设备（套）\n420\n≥600\n-\n约束性\n注：指标由县水务局监测。\n")
    found = analyze(text).record.targets
    assert [(t.indicator, float(t.value), t.unit, t.status, t.baseline) for t in found] == [
        ("灌溉面积", 527000, "亩", "context", None), ("灌溉面积", 650000, "亩", "target", 527000),
        ("灌溉面积增长", 4.3, "%", "target", None),
        ("节水设备", 420, "套", "context", None), ("节水设备", 600, "套", "target", 420)]


@pytest.mark.parametrize("category", ["供水保障\t\t\t", "\t供水保障\t\t", "一\t供水保障\t\t"])
def test_a_category_may_stand_in_any_cell(category):
    text = ("青川县2024年重点任务分解表\n序号\t任务\t责任单位\t完成时限\n" + category
            + "\n1\t新建泵站5座\t县水务局\t9月底前\n\t维修水闸3座\t县水务局\t6月底前\n")
    record = analyze(text).record
    assert [(p.role, p.title, p.level) for p in record.provisions] == [
        ("section", "供水保障", 1), ("task", "新建泵站5座", 2), ("task", "维修水闸3座", 2)]
    assert [(t.value, t.deadline) for t in record.targets] == [(5, (None, "2024-09-30")), (3, (None, "2024-06-30"))]


def test_text_below_a_table_copied_cell_by_cell_is_none_of_it():
    text = ("青川县水务局2024年重点任务分解表\n序号\n任务\n责任单位\n完成时限\n1\n新建泵站5座\n县水务局\n9月底前\n2\n改造管网46公里\n"
            "县住建局\n年底前\n各单位要按月报送进展。\n")
    record = analyze(text).record
    assert [(p.title, text[p.end - 3:p.end]) for p in record.provisions] == [
        ("新建泵站5座", "月底前"), ("改造管网46公里", "年底前")]
    assert [(m.action, m.actors) for m in record.measures] == [("新建", ("县水务局",)), ("改造", ("县住建局",))]


def cells(text):
    from kexie_nlp import analyze

    return [(t.text, t.indicator, t.unit, t.status, t.deadline) for t in analyze(text).record.targets]


def test_heads_that_give_the_unit_or_a_part_of_the_year():
    text = ("2021年造林任务表\n乡镇 | 人工造林（亩） | 封山育林（亩） | 完成时限\n"
            "东山镇 | 1200 | 800 | 10月底\n西河乡 | 900 | 650 | 11月底\n")
    assert cells(text)[:2] == [("1200", "东山镇人工造林", "亩", "target", (None, "2021-10-31")),
                               ("800", "东山镇封山育林", "亩", "target", (None, "2021-10-31"))]
    text = "2023年实事推进计划\n项目 | 一季度 | 上半年 | 全年\n新建充电桩 | 200个 | 600个 | 1500个\n培训护理员 | 90人 | 300人 | 800人\n"
    assert [(said, deadline) for said, _, _, _, deadline in cells(text)[:3]] == [
        ("200个", ("2023-01-01", "2023-03-31")), ("600个", ("2023-01-01", "2023-06-30")), ("1500个", ("2023-01-01", "2023-12-31"))]


def test_a_head_with_a_span_of_months_dates_its_column():
    text = ("2022年各镇任务完成情况\n序号 | 镇 | 年度目标 | 1—9月完成 | 完成比例\n"
            "1 | 东山镇 | 500亩 | 460亩 | 92%\n2 | 西河镇 | 320亩 | 335亩 | 104.7%\n")
    assert cells(text)[:3] == [("500亩", "东山镇", "亩", "target", None),
                               ("460亩", "东山镇", "亩", "achieved", ("2022-01-01", "2022-09-30")),
                               ("92%", "东山镇", "%", "achieved", None)]


def test_figures_copied_cell_by_cell_below_any_heads():
    text = ("清河县2022年第三季度食品抽检情况的通报\n现将情况通报如下：\n一、抽检结果\n食品类别\n抽检批次\n不合格批次\n合格率\n"
            "粮食加工品\n186\n0\n100%\n肉制品\n204\n3\n98.5%\n蔬菜\n318\n11\n96.5%\n二、下一步要求\n各单位抓好整改。\n")
    assert [(said, name, unit) for said, name, unit, _, _ in cells(text)][:3] == [
        ("186", "粮食加工品抽检批次", "批次"), ("0", "粮食加工品不合格批次", "批次"), ("100%", "粮食加工品", "%")]


def test_a_stacked_table_of_indicators_with_categories_between_its_rows():
    text = ("清河县“十四五”教育规划\n主要指标一览\n指  标\n2020年\n2025年\n属性\n一、普及水平\n"
            "1.学前教育毛入园率(%)\n98.2%\n98.5%以上\n约束性\n"
            "2.义务教育巩固率(%)\n99.9%\n100%\n约束性\n二、条件\n3.每万人学位（个）\n210\n260\n预期性\n")
    found = [(t.text, t.indicator, t.unit, t.status) for t in analyze(text).record.targets]
    assert found == [("98.2%", "学前教育毛入园率", "%", "context"), ("98.5%以上", "学前教育毛入园率", "%", "target"),
                     ("99.9%", "义务教育巩固率", "%", "context"), ("100%", "义务教育巩固率", "%", "target"),
                     ("210", "每万人学位", "个", "context"), ("260", "每万人学位", "个", "target")]

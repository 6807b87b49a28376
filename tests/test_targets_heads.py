"""Whose number it is: heads shared out by 分别, words of earlier clauses, limits on time, demands of others, shares that reach a state."""
import pytest

from kexie_nlp import analyze

PLAN, REVIEW = "清河县2024年工作要点\n一、重点任务\n1.加强管理。", "清河县2023年工作总结\n一、工作成效\n1.管理加强。"


def indicators(text: str, head: str = REVIEW) -> list[tuple[str, str]]:
    return [(t.text, t.indicator) for t in analyze(head + text).record.targets]


@pytest.mark.parametrize(("text", "wanted"), [
    ("一产、二产增加值分别增长4%、6%。", [("4%", "一产增加值增长"), ("6%", "二产增加值增长")]),
    ("城镇、农村居民收入分别增长5%和7%。", [("5%", "城镇居民收入增长"), ("7%", "农村居民收入增长")]),
    ("蔬菜、水果、水产品损耗率分别为9%、12%和7%。", [("9%", "蔬菜损耗率"), ("12%", "水果损耗率"), ("7%", "水产品损耗率")]),
    ("入学率、巩固率分别达到99%和97%。", [("达到99%", "入学率"), ("97%", "巩固率")]),
    ("客运量300万人、货运量120万吨，分别增长5%和7%。", [("5%", "客运量增长"), ("7%", "货运量增长")])])
def test_each_number_behind_分别_has_its_own_head(text, wanted):
    assert indicators(text)[-len(wanted):] == wanted


def test_dates_before_分别_are_no_heads():
    found = dict(indicators("1.2022年、2023年森林覆盖率分别达到41%、43%。"))
    assert found == {"达到41%": "森林覆盖率", "43%": "森林覆盖率"}


def test_what_the_own_clause_says_again_is_said_once():
    said = indicators("全县体育场地320个，场地面积41万平方米。")[-1][1]
    assert said.count("场地") <= 1 and said.endswith("面积")


@pytest.mark.parametrize(("text", "value", "unit"), [
    ("企业开办时间缩短至3个工作日。", 3, "个工作日"), ("平均等候时间压减到15分钟以内。", 15, "分钟")])
def test_a_limit_that_a_plan_promises_is_a_number_and_a_time(text, value, unit):
    record = analyze(PLAN + text).record
    assert [(t.value, t.unit, t.status) for t in record.targets] == [(value, unit, "target")]
    assert [t.kind for t in record.times] == ["within"]


@pytest.mark.parametrize(("text", "statuses"), [
    ("教育部要求普惠率达到85%，我区今年达到88%。", ["context", "target"]),
    ("三分之二以上的社区建成驿站。", ["target"]), ("90%以上的事项实现全程网办。", ["target"])])
def test_demands_of_others_and_shares_that_reach_a_state(text, statuses):
    assert [t.status for t in analyze(PLAN + text).record.targets] == statuses


@pytest.mark.parametrize(("text", "wanted"), [
    ("死亡率控制在9/10万以下。", (9, "/10万", "le")), ("水有效利用系数0.536。", (0.536, "", "eq")), ("网办率过95%。", (95, "%", "gt")),
    ("PM2.5浓度降至35μg/m³以下。", (35, "微克/立方米", "le")), ("供水能力2万m³/d。", (20000, "立方米/日", "eq")),
    ("每家奖励最高可达50万元。", (500000, "元", "le"))])
def test_rates_coefficients_symbols_and_ceilings(text, wanted):
    target = analyze(PLAN + text).record.targets[0]
    assert (float(target.value), target.unit, target.comparator) == wanted


def test_bounds_joined_by_a_comma_of_enumeration_are_two_numbers():
    found = [(t.text, t.comparator) for t in analyze(PLAN + "招收16周岁以上、60周岁以下居民300人。").record.targets]
    assert found[:2] == [("16周岁以上", "ge"), ("60周岁以下", "le")]


def test_a_number_glued_to_the_marker_of_its_line():
    record = analyze("清河县2024年工作要点\n1.修路。\n2.三分之二以上的村通公交。\n3.30家企业上云。\n").record
    assert [(t.text, float(t.value)) for t in record.targets] == [("三分之二以上", 66.67), ("30家", 30)]


@pytest.mark.parametrize(("text", "deadlines"), [
    ("9月底前建成站点12个；新开线路5条。", [(None, "2024-09-30"), None]),
    ("9月底前，建成站点12个；新开线路5条。", [(None, "2024-09-30"), (None, "2024-09-30")]),
    ("春节前慰问120户，国庆节前完工水闸6座。", [None, (None, "2024-10-01")])])
def test_how_far_a_date_reaches(text, deadlines):
    assert [t.deadline for t in analyze(PLAN + text).record.targets] == deadlines


def statuses(text: str) -> list[tuple[str, str]]:
    return [(t.text, t.status) for t in analyze(text).record.targets]


def test_numbers_below_a_heading_of_goals_are_promised_although_no_word_says_so():
    text = ("（二）总体目标。到2015年，全市单位能耗降至0.76吨标准煤，较2010年的0.92吨标准煤下降17.4%；“十二五”时期，累计节能720万吨。\n"
            "二、落实责任\n（三）分配指标。各县落实指标。\n")
    assert statuses(text)[:4] == [("0.76吨标准煤", "target"), ("0.92吨标准煤", "context"), ("17.4%", "target"), ("720万吨", "target")]
    assert [t.kind for t in analyze(text).record.times if "十二五" in t.text] == ["within"]


def test_projects_named_with_their_years_are_promised_in_a_report_of_progress():
    text = ("2018年民生实事进展情况\n各项民生实事推进平稳，现将上半年进展公布如下。\n"
            "改造学校32所（2018—2020年）。上半年，食堂开工12所，竣工7所。\n整修塘堰520口（2016—2018年）。上半年已全面收尾。\n")
    found = dict(statuses(text))
    assert (found["32所"], found["12所"], found["520口"]) == ("target", "achieved", "target")


def test_what_was_counted_on_a_day_is_a_result_in_a_report_and_the_ground_of_a_plan():
    said = "截至2021年9月30日，全县在用电梯1780台、锅炉430台。"
    for title, status in (("清河县2021年特种设备工作情况汇报", "achieved"), ("清河县2022年特种设备工作方案", "context")):
        found = analyze(
            f"{title}\n一、基本情况\n（一）底数清楚。{said}\n（二）管理有力。检查电梯20台。\n")
        found = found.record.targets[:2]
        assert [(t.status, t.deadline) for t in found] == [(status, (None, "2021-09-30"))] * 2


@pytest.mark.parametrize(("text", "value", "unit", "comparator"), [
    ("消费满  60 元减  10元，满  150元减  30元。", 60, "元", "ge"), ("过5000万元的乡镇有6个。", 50000000, "元", "gt"),
    ("水土流失面积231.6km2。", 231.6, "km2", "eq"), ("展厅面积820㎡。", 820, "㎡", "eq"),
    ("购置农机1430台（套）。", 1430, "台（套）", "eq")])
def test_bounds_apart_from_their_numbers_and_units_as_written(text, value, unit, comparator):
    first = analyze(REVIEW + text).record.targets[0]
    assert (float(first.value), first.unit, first.comparator) == (value, unit, comparator)

"""Times of plans and reports: the years ahead and back, the years of a plan, events and their year, lengths taken, days counted."""
from __future__ import annotations

import pytest

from kexie_nlp import analyze

Read = tuple[str, str, str | None, str | None]


def times(text: str) -> list[Read]:
    document = analyze(text)
    assert all(document.quote(t) == t.text for t in document.record.times)
    return [(t.text, t.kind, t.from_, t.to) for t in document.record.times]


def plan(text: str, day: str = "2022年3月16日") -> list[Read]:
    """The times of a sentence of a plan of a day."""
    return times(f"云台县科技创新方案\n{day}\n一、主要任务\n{text}\n")


def report(text: str, day: str = "2022年5月16日") -> list[Read]:
    """The times of a sentence of a report of a day."""
    return times(f"云台县科技局工作汇报\n{day}\n{text}\n")


@pytest.mark.parametrize(("text", "length"), [
    ("用三年时间，建成污水处理站60座。", "三年"), ("力争用3年时间建成污水处理站60座。", "3年"), ("利用两年时间，新建工作站11个。", "两年"),
    ("计划用5年左右时间，培育企业46家。", "5年左右"), ("力争用两到三年时间，改造桥梁60座。", "两到三年")])
def test_a_length_that_is_taken_is_the_length_alone(text, length):
    assert plan(text) == [(length, "duration", None, None)]


def test_a_length_that_is_taken_from_a_year_on():
    assert plan("2022年起，用三年时间改造桥梁60座。") == [("2022年起", "within", "2022-01-01", None), ("三年", "duration", None, None)]


@pytest.mark.parametrize(("text", "length"), [
    ("工作站证书有效期三年。", "三年"), ("有效期为5年，期满重新评估。", "5年"), ("公示期不少于7天。", "不少于7天"),
    ("公示期为5个工作日。", "5个工作日")])
def test_lengths_of_rules(text, length):
    assert (length, "duration", None, None) in times(f"云台县科技工作站管理办法\n第一条 {text}\n")


@pytest.mark.parametrize(("said", "day", "interval"), [
    ("今后三年", "2022年3月16日", ("2022-01-01", "2024-12-31")),
    ("今后三年", "2022年10月16日", ("2023-01-01", "2025-12-31")),  # late in a year they begin with the next
    ("未来两年", "2022年3月16日", ("2022-01-01", "2023-12-31"))])
def test_years_ahead_begin_with_the_day_of_the_plan(said, day, interval):
    assert plan(f"{said}，新建工作站11个。", day) == [(said, "within", *interval)]


@pytest.mark.parametrize(("said", "day", "interval"), [
    ("过去三年", "2022年5月16日", ("2020-01-01", "2022-12-31")),
    ("过去三年", "2022年1月16日", ("2019-01-01", "2021-12-31")),  # early in a year they end with the one before
    ("近两年来", "2022年2月26日", ("2020-01-01", "2021-12-31")), ("近两年来", "2022年7月26日", ("2021-01-01", "2022-12-31")),
    ("五年来", "2021年1月12日", ("2016-01-01", "2020-12-31"))])
def test_years_back_end_with_the_day_of_the_report(said, day, interval):
    assert report(f"{said}，共建成工作站9个。", day) == [(said, "done", *interval)]


def test_years_that_are_as_many_as_those_of_the_plan_are_those():
    text = "云台县科技规划（2021—2025年）\n五年来，全县建成工作站9个。今后五年，新建工作站11个。\n"
    assert times(text) == [("五年来", "done", "2016-01-01", "2020-12-31"), ("今后五年", "within", "2021-01-01", "2025-12-31")]
    assert {t.text: (t.status, t.deadline) for t in analyze(text).record.targets} == {
        "9个": ("achieved", ("2016-01-01", "2020-12-31")), "11个": ("target", ("2021-01-01", "2025-12-31"))}


def test_years_ahead_that_only_describe_bound_nothing():
    assert plan("明确今后三年的努力方向，编制未来五年的发展思路。") == []


def test_years_that_a_plan_counts_open_a_sentence():
    text = ("云台县污水治理三年行动方案（2021—2023年）\n一、目标\n第一年，建成处理站20座。第二年，建成处理站25座。"
            "到第三年底，建成处理站60座。\n")
    assert [(t.text, t.kind) for t in analyze(text).record.times] == [
        ("第一年", "within"), ("第二年", "within"), ("到第三年底", "by")]


def test_the_years_of_something_else_are_no_times():
    assert plan("对投产第一年的企业给予奖励，对连续经营到第三年的企业减免租金。") == []


@pytest.mark.parametrize("event", [
    "2023年汛期到来前", "明年春运前", "今年汛期前", "主汛期来临前", "入冬前", "春节前", "台风季前", "供暖季开始前", "秋收前", "开学前"])
def test_events_with_their_year_are_one_limit(event):
    assert plan(f"{event}完成桥梁加固12座。") == [(event, "by", None, None)]


@pytest.mark.parametrize("said", ["每年汛期前", "每2小时", "每季度最后一个月的25日前", "每月10日前", "每学期"])
def test_what_comes_again(said):
    assert plan(f"{said}开展巡查1次。") == [(said, "recurring", None, None)]


def test_counted_days_are_amounts_and_days_that_something_took_are_a_length():
    text = "云台县空气质量工作总结\n2022年8月16日\n一、主要成效\n专项行动坚持了500多天，清理垃圾36吨。优良天数共240天，同比增加3天。\n"
    assert times(text) == [("500多天", "duration", None, None)]
    assert [(t.text, t.unit) for t in analyze(text).record.targets][2:] == [("240天", "天"), ("3天", "天")]


def test_opening_hours_are_no_limits():
    assert plan("每个工作站每天开放7小时。") == [("每天", "recurring", None, None)]


@pytest.mark.parametrize("text", ["现将2021年工作情况汇报如下。", "现就2021年度工作报告如下。", "下面将2021年科普工作情况作一汇报。"])
def test_the_year_that_a_paper_announces_as_its_matter_dates_nothing(text):
    assert report(text, "2022年1月20日") == []


def test_the_year_of_a_commitment_behind_an_announcement_is_a_time():
    assert ("2023年", "within", "2023-01-01", "2023-12-31") in plan("现将任务安排如下。2023年新建工作站11个。")


@pytest.mark.parametrize("left", ["剩余5项12月20日前完成", "原定12月20日前完成", "其余5项力争12月20日前完成"])
def test_what_is_left_to_do_is_no_result_in_a_summary(left):
    text = f"云台县教育局2022年工作总结\n一、主要成效\n整改任务共18项，已完成13项，{left}。\n"
    assert times(text) == [("12月20日前", "by", None, "2022-12-20")]


def test_what_is_left_to_do_in_a_report_has_a_limit():
    record = analyze("云台县教育局工作汇报\n2022年6月20日\n整改任务共18项，已完成13项，其余5项12月20日前完成。\n").record
    assert [(t.text, t.kind, t.to) for t in record.times] == [("12月20日前", "by", "2022-12-20")]
    assert {t.text: (t.status, t.deadline) for t in record.targets}["5项"] == ("target", (None, "2022-12-20"))


def test_five_year_plans_from_the_tenth_on():
    found = plan("“十五”时期建成的工作站全部改造。“十四五”期间，新建工作站9个。")
    assert ("“十四五”期间", "within", "2021-01-01", "2025-12-31") in found
    assert times("云台县“十四五”科技规划\n“十三五”时期，全县建成工作站9个。到2025年，建成工作站20个。\n") == [
        ("“十三五”时期", "done", "2016-01-01", "2020-12-31"), ("到2025年", "by", None, "2025-12-31")]


def test_a_stage_in_brackets_has_its_months():
    assert plan("第一阶段（2022年3月至5月）。开展摸底200户。") == [("2022年3月至5月", "within", "2022-03-01", "2022-05-31")]

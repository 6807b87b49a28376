"""The year that a paper counts from: its date of issue, its title, its headings and its sentences; uploads, months and late plans."""
from __future__ import annotations

import pytest

from kexie_nlp import analyze
from kexie_nlp.grammar import find_times
from kexie_nlp.model import Meta, Provision
from kexie_nlp.outline.dates import upload_of
from kexie_nlp.outline.preamble import Found
from kexie_nlp.pipes.years import Years

YEAR_2019, YEAR_2020 = ("2019-01-01", "2019-12-31"), ("2020-01-01", "2020-12-31")


def years(text: str, heading: str | None = None, **meta) -> Years:
    """The years of a text with some metadata, below one heading that spans it."""
    above = Provision(id="一", parent=None, role="section", level=1, marker="一、", title=heading, start=0, end=len(text))
    return Years(text, Meta(**meta), list(find_times(text)), lambda i: max(text.rfind(c, 0, i) for c in "。\n") + 1,
                 lambda i: [above] if heading else [])


def read(text: str) -> dict[str, tuple[str, str | None, str | None]]:
    return {t.text: (t.kind, t.from_, t.to) for t in analyze(text).record.times}


def year_of(said: str, text: str, reported: bool = False, heading: str | None = None, **meta) -> int | None:
    """The year that an expression of a text is counted from."""
    found = years(text, heading, **meta)
    return found.of(next(t for t in find_times(text) if text[t.start:t.end] == said), reported)


def test_the_year_of_a_speaker_is_that_of_the_speech():
    found = read("在全县科普工作会议上的讲话\n（2019年2月26日）\n去年，全县举办讲座46场。今年，要新建科普站12个。明年底前实现全覆盖。\n")
    assert found == {"去年": ("done", "2018-01-01", "2018-12-31"), "今年": ("within", "2019-01-01", "2019-12-31"),
                     "明年底前": ("by", None, "2020-12-31")}


def test_a_date_of_the_month_alone_gives_the_year():
    found = read("云台县森林防火方案\n（2020年4月）\n一、目标\n今年新建瞭望塔4座，明年6月底前建成隔离带18公里。去年火灾6次。\n")
    assert found == {"今年": ("within", *YEAR_2020), "明年6月底前": ("by", None, "2021-06-30"), "去年": ("done", *YEAR_2019)}
    assert years("今年植树。", issued="2020-04").written == 2020 and years("今年植树。", issued="2020-04").day is None


@pytest.mark.parametrize("title", ["2019年云台县林业局工作总结", "云台县林业局2019年工作总结"])
def test_without_a_date_the_title_gives_the_year(title):
    assert read(f"{title}\n今年以来，已完成造林3万亩。\n") == {"今年以来": ("done", "2019-01-01", None)}


def test_a_title_that_was_not_found_gives_the_year_of_the_speaker():
    text = "综合材料\n2009年街道办事处工作总结\n今年，共举办讲座46场。\n"
    assert years(text).titled == 2009 and year_of("今年", text) == 2009
    assert years("2009年，全街道举办讲座46场。").titled is None


@pytest.mark.parametrize(("title", "issued", "rule", "upload"), [
    ("云台县林业局2018年工作要点", "2021-05-06", "issued.web", True), ("云台县林业局2018年工作要点", "2021-05-06", "published.label", True),
    ("云台县林业局2018年工作要点", "2018-03-02", "issued.web", False), ("云台县林业局2018年工作要点", "2021-05-06", "issued.head", False),
    ("云台县林业局2018年工作总结", "2019-01-16", "issued.web", False), ("云台县林业局工作要点", "2021-05-06", "issued.web", False),
    ("云台县2018年工作回顾和2019年计划", "2021-05-06", "issued.web", False)])
def test_dates_of_uploads(title, issued, rule, upload):
    assert upload_of(Found(issued, 0, 10, rule), Found(title, 20, 40, "title.block")) is upload


def test_a_plan_that_was_put_on_the_web_later_keeps_its_year():
    text = "云台县林业局2020年工作要点\n发布时间：2023-05-06\n一、植树造林\n今年造林3万亩，明年6月底前完成验收8处。去年共造林2万亩。\n"
    assert analyze(text).record.meta.issued is None
    assert read(text) == {"今年": ("within", *YEAR_2020), "明年6月底前": ("by", None, "2021-06-30"), "去年": ("done", *YEAR_2019)}


def test_a_late_day_is_no_day_of_the_paper():
    late = years("今年造林。", issued="2023-05-06", period=YEAR_2020)
    assert (late.written, late.day) == (None, None) and year_of("今年", "今年造林。", issued="2023-05-06", period=YEAR_2020) == 2020
    next_year = years("今年造林。", issued="2021-01-06", period=YEAR_2020)
    assert (next_year.written, next_year.day) == (2021, "2021-01-06")
    longer = years("今年造林。", issued="2023-05-06", period=("2016-01-01", "2020-12-31"))
    assert longer.written == 2023


@pytest.mark.parametrize(("text", "day"), [
    ("云台县造林汇报 2021-08-12\n全县造林3万亩。", "2021-08-12"), ("云台县造林汇报\n12.8.2021\n全县造林3万亩。", "2021-08-12"),
    ("全县造林3万亩。" * 60 + "\n云台县林业局\n2021年8月12日", "2021-08-12"),
    ("全县造林3万亩。" * 60 + "2021年8月12日。" + "全县造林。" * 60, None),
    ("2021年全县造林3万亩。", None)])
def test_the_day_of_a_paper_without_metadata(text, day):
    assert years(text).day == day


def test_a_paper_on_two_years_reports_on_the_first():
    title = "云台县林业局2021年工作总结和2022年工作计划"
    assert years("", title=title).reported == 2021
    assert years("", title="云台县2019年和2021年工作情况").reported is None and years("", title="云台县2021年工作总结").reported is None
    assert year_of("今年", "今年造林。", title=title) == 2021
    assert year_of("全年", "全年造林。", True, title=title, period=("2022-01-01", "2022-12-31")) == 2021
    assert year_of("全年", "全年造林。", False, title=title, period=("2022-01-01", "2022-12-31")) == 2022


def test_headings_go_before_the_title():
    meta = {"period": ("2022-01-01", "2022-12-31")}
    assert year_of("上半年", "上半年新建公路。", heading="2023年工作打算", **meta) == 2023
    assert year_of("上半年", "上半年新建公路。", heading="重点工作", **meta) == 2022
    assert years("上半年新建公路。", "2023年工作打算", **meta).reference(0) == 2023 and years("", **meta).reference(0) == 2022


def test_the_year_that_a_sentence_names_holds_to_its_end():
    text = "2024年新建桥梁6座，年底前完成验收。9月底前报送材料。"
    assert year_of("年底前", text, period=YEAR_2020) == 2024
    assert year_of("9月底前", "改造桥梁6座。9月底前报送材料。", period=YEAR_2020) == 2020
    assert years(text).spoken(text.index("年底前"), 0) == 2024 and years(text).opening(text.index("年底前")) == 2024


@pytest.mark.parametrize("other", ["比2018年增长5%", "同2018年一样", "（2018年立项）", "2018年立项的项目"])
def test_years_that_are_compared_with_or_describe_are_not_those_of_the_sentence(other):
    text = f"加快改造桥梁，{other}，年底前完成验收。"
    assert years(text).spoken(text.index("年底前"), 0) is None and year_of("年底前", text, period=YEAR_2020) == 2020


def test_a_year_inside_a_sentence_holds_for_what_follows_unless_it_lies_behind_a_goal():
    text = "加快建设桥梁，2018年新建6座，年底前完成验收。"
    assert year_of("年底前", text, True, issued="2020-05-12") == 2018  # of a result
    assert year_of("年底前", text, False, issued="2020-05-12") == 2020
    assert year_of("年底前", text.replace("2018", "2024"), False, issued="2020-05-12") == 2024


def test_this_and_next_year_are_spoken_from_the_year_of_the_paper():
    assert year_of("6月底前", "明年新建桥梁6座，6月底前开工。", issued="2020-11-12") == 2021
    assert year_of("10月底前", "今年新建桥梁6座，10月底前开工。", issued="2020-03-12") == 2020


def test_a_report_keeps_the_year_that_its_last_sentence_opened_with():
    text = "2019年，共造林3万亩。全年培训护林员230名。"
    assert years(text).stated(text.index("全年")) == 2019 and year_of("全年", text, True, period=YEAR_2020) == 2019
    assert year_of("全年", text, False, period=YEAR_2020) == 2020


@pytest.mark.parametrize(("said", "reported", "issued", "wanted"), [
    ("全年", True, "2023-01-10", 2022), ("全年", False, "2023-01-10", 2023),  # in January a report is on the year before
    ("12月底", True, "2023-03-10", 2022), ("上半年", True, "2023-08-10", 2023),
    ("3月底前", False, "2022-11-20", 2023), ("12月底前", False, "2022-11-20", 2022),  # in November a goal of March is of the next year
    ("3月底前", False, "2022-02-20", 2022), ("3月底前", False, "2022-11", 2023), ("12月底", True, "2023-02", 2022)])
def test_parts_of_a_year_beside_the_day_of_the_paper(said, reported, issued, wanted):
    assert year_of(said, f"{said}完成巡查240次。", reported, issued=issued) == wanted


def test_a_report_of_january_is_on_the_year_before_and_plans_its_own():
    text = ("云台县政府工作报告\n2023年1月10日\n一、过去一年工作回顾\n全年建成了学校5所。去年，共新建公园2个。\n"
            "二、今年工作安排\n全年新建幼儿园6所。上半年开工医院1所。\n")
    found = {t.text: (t.status, t.deadline) for t in analyze(text).record.targets}
    past, own = ("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31")
    assert found == {"5所": ("achieved", past), "2个": ("achieved", past), "6所": ("target", own),
                     "1所": ("target", ("2023-01-01", "2023-06-30"))}


def test_results_end_with_the_day_of_the_paper():
    found = read("云台县卫生健康局情况汇报\n2021年8月12日\n今年以来，新建卫生室8个。截至7月底，培训村医260名。\n")
    assert found == {"今年以来": ("done", "2021-01-01", "2021-08-12"), "截至7月底": ("done", None, "2021-07-31")}


def test_what_began_this_year_ends_with_the_half_that_the_title_names():
    assert read("云台县林业局2019年上半年工作总结\n今年以来，已完成造林3万亩。\n") == {"今年以来": ("done", "2019-01-01", "2019-06-30")}


def test_the_end_of_the_month_of_a_paper_is_not_behind_it():
    found = read("云台县林业局关于2016年工作总结和2017年工作打算的报告\n\n一、2016年工作总结\n截至12月底，共植树3万株。\n\n"
                 "云台县林业局\n2016年12月28日\n")
    assert found["截至12月底"] == ("done", None, "2016-12-31")


def test_the_only_year_in_a_text_dates_its_parts():
    assert year_of("全年", "全年演出80场。办好2020年桃花节。") == 2020
    assert year_of("全年", "图4：2018—2022年游客数。全年游客3万人次。") == 2022
    assert years("二〇二三年绿化工作。年底前植树3万株。").named == 2023
    far = "植树造林、护林防火。" * 40
    assert years(f"{far}2019年植树。2020年护林。全年巡查。").named is None

"""The grammar of times: every year with every part, position, edge and range; lengths and windows with every count; what is refused."""
from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_nlp.grammar import find_times
from kexie_nlp.grammar.times.days import add_months, first_day, last_day
from kexie_nlp.model import Meta
from kexie_nlp.pipes.layers import ensure_extensions
from kexie_nlp.pipes.times import TimesPipe

TODAY = date(2019, 3, 6)  # a Wednesday
DAY = timedelta(days=1)


def found(text: str, anchor=TODAY) -> list[tuple[str, str | None, str | None]]:
    return [(text[t.start:t.end], *t.interval) for t in find_times(text, anchor)]


def dates(text: str, anchor=TODAY) -> list[tuple[str | None, str | None]]:
    return [t.interval for t in find_times(text, anchor)]


def months(first: int, last: int):
    return lambda year: (first_day(year, first), last_day(year, last))


def days(month: int, first: int, last: int):
    return lambda year: (date(year, month, first), min(date(year, month, 28) + timedelta(days=last - 28), last_day(year, month)))


def head_days(first: int, last: int):
    return lambda year: (date(year, 1, 1) + timedelta(days=first - 1), date(year, 1, 1) + timedelta(days=last - 1))


YEARS = {"2024年": 2024, "２０２４年": 2024, "二〇二四年": 2024, "两千零四年": 2004, "07年": 2007, "零六年": 2006, "九八年": 1998,
         "15年": 2015,
         "民国110年": 2021, "去年": 2018, "今年": 2019, "明年": 2020, "次年": 2020, "前年": 2017, "上一年": 2018, "": 2019}
PARTS = {
    "上半年": months(1, 6), "后半年": months(7, 12), "一季度": months(1, 3), "第3季度": months(7, 9), "首季度": months(1, 3),
    "末季度": months(10, 12), "前三季度": months(1, 9), "前两个季度": months(1, 6), "2月": months(2, 2), "十一月份": months(11, 11),
    "七八月份": months(7, 8), "下半年第二个月": months(8, 8),
    "下半年后两个月": months(11, 12),
    "三季度首月": months(7, 7), "上半年二季度": months(4, 6), "二季度前两个月": months(4, 5), "6月上旬": days(6, 1, 10),
    "二月下旬": days(2, 21, 31),
    "8月中下旬": days(8, 11, 31), "6月上半月": days(6, 1, 15), "9月下半月": days(9, 16, 31), "3月5日": days(3, 5, 5),
    "十二月三十一号": days(12, 31, 31),
    "5月前10天": days(5, 1, 10), "4月第3天": days(4, 3, 3), "7月最后三天": days(7, 29, 31), "一季度初": months(1, 1), "6月初": days(6, 1,
    5),
    "国庆节": days(10, 1, 1), "教师节": days(9, 10, 10), "六一儿童节": days(6, 1, 1), "全国科技工作者日": days(5, 30, 30)}
YEAR_PARTS = {"": months(1, 12), "初": months(1, 2), "年中": months(6, 7), "年伊始": months(1, 1), "第一个月": months(1, 1),
              "首月": months(1, 1),
              "后3个月": months(10, 12), "前两月": months(1, 2), "前7个月": months(1, 7), "第二天": head_days(2, 2),
              "前100天": head_days(1, 100)}
EDGES = {"": lambda a, b: (a, b), "前": lambda a, b: (None, b), "之前": lambda a, b: (None, b), "以前": lambda a, b: (None, b),
         "起": lambda a, b: (a, None), "以来": lambda a, b: (a, None), "至今": lambda a, b: (a, None), "后": lambda a, b: (b + DAY, None),
         "之后": lambda a, b: (b + DAY, None), "以后": lambda a, b: (b + DAY, None), "内": lambda a, b: (a, b)}
LEADS = {"到": None, "截至": None, "截止到": None, "自": "start"}


def iso(bounds) -> tuple[str | None, str | None]:
    return tuple(None if day is None else day.isoformat() for day in bounds)


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("year", YEARS)
def test_every_year_takes_every_part_and_edge(year, edge):
    for part, period in (PARTS | YEAR_PARTS if year else PARTS).items():
        if not part and (year == "15年" or not edge and len(year) < 3) or edge == "内" and part.endswith(("初", "日", "号", "节", "天")):
            continue  # 15年 alone is a length
        text = year + part + edge
        if year in ("九八年", "07年", "零六年", "15年") and not part and edge in ("内", "前", "之前"):
            continue
        wanted = iso(EDGES[edge](*period(YEARS[year])))
        assert found(text) == [(text, *wanted)], text


@pytest.mark.parametrize("year", [y for y in YEARS if y])
def test_ends_are_deadlines(year):
    end = YEARS[year]
    for part, last in {"底": months(12, 12), "年底": months(12, 12), "末": months(12, 12), "6月底": months(6, 6), "一季度末": months(1, 3),
                       "上半年末": months(1, 6), "12月末": months(12, 12)}.items():
        part = part.removeprefix("年") if year.endswith("一年") else part
        for lead, edge in product(("", "到", "截至"), ("", "前", "之前")):
            text = f"{lead}{year}{part}{edge}"
            assert dates(text) == [(None, last(end)[1].isoformat())], text
            assert edge or found(text)[0][0] == text


@given(st.sampled_from(sorted(YEARS)), st.sampled_from(sorted(PARTS)), st.sampled_from(sorted(EDGES)), st.data())
@settings(max_examples=300, deadline=None)
def test_spaces_lines_and_widths_change_nothing_but_offsets(year, part, edge, data):
    if edge == "内" and part.endswith(("初", "日", "号", "节", "天")):
        edge = ""
    gap = st.sampled_from(["", " ", "　"])
    line = data.draw(st.sampled_from(["", "\n", " "])) if year and part[0] in "0123456789一二三四五六七八九十第上" else ""
    text = year + line + part + data.draw(gap) + edge
    wide = data.draw(st.booleans())
    if wide:
        text = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    if data.draw(st.booleans()):
        text = text.translate(str.maketrans("号个两后来内节", "號個兩後來內節"))
    wanted = iso(EDGES[edge](*PARTS[part](YEARS[year])))
    assert found(f"经费在{text}，") == [(text.strip(" \n　"), *wanted)]


POINTS = {"2016年": months(1, 12), "二〇一六年": months(1, 12), "2016年3月": months(3, 3), "2016年上半年": months(1, 6),
          "2016年一季度": months(1, 3),
          "2016年5月6日": days(5, 6, 6), "2016年6月上旬": days(6, 1, 10), "2016年初": months(1, 2)}
ENDS = {"2018年": (2018, months(1, 12)), "2017年9月": (2017, months(9, 9)), "2018年三季度": (2018, months(7, 9)),
        "2018年下半年": (2018, months(7, 12)), "2017年10月7日": (2017, days(10, 7, 7)), "2018年2月中旬": (2018, days(2, 11, 20)),
        "2018年底": (2018, months(12, 12)), "18年": (2018, months(1, 12)), "18年9月": (2018, months(9, 9)),
        "8月": (2016, months(8, 8)), "12月5日": (2016, days(12, 5, 5)), "9月下旬": (2016, days(9, 21, 31)), "次年2月": (2020, months(2, 2))}


@pytest.mark.parametrize("joint", ["至", "到", "-", "—", "——", "~", "～", " 至 ", "起至", "和…之间", "与…之间"])
def test_ranges_of_any_two_points(joint):
    for (first, begin), (last, (year, end)) in product(POINTS.items(), ENDS.items()):
        if last == "次年2月" or "间" in joint and last == "2018年底":
            continue
        text = first + joint.replace("…", last) if "…" in joint else first + joint + last
        assert found(text) == [(text, begin(2016)[0].isoformat(), end(year)[1].isoformat())], text


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2016—2018年", "2016-01-01", "2018-12-31"), ("1985到89年9月", "1985-01-01", "1989-09-30"), ("98至99年", "1998-01-01", "1999-12-31"),
    ("1—9月", "2019-01-01", "2019-09-30"), ("一至三季度", "2019-01-01", "2019-09-30"), ("6月3—5日", "2019-06-03", "2019-06-05"),
    ("6月上旬至中旬", "2019-06-01", "2019-06-20"), ("8月至次年2月", "2019-08-01", "2020-02-29"), ("11月至3月", "2019-11-01", "2020-03-31"),
    ("2021年11月至2月", "2021-11-01", "2022-02-28"), ("3月至2020年8月", "2020-03-01", "2020-08-31"), ("2008.03-2009", "2008-03-01",
    "2009-12-31"),
    ("1999.08—2002.02", "1999-08-01", "2002-02-28"), ("2018/1/10-2018/7/10", "2018-01-10", "2018-07-10"),
    ("2009 年 到 2010 年", "2009-01-01", "2010-12-31"), ("今年8月至明年2月", "2019-08-01", "2020-02-29"), ("本月10日至20日", "2019-03-10",
    "2019-03-20"),
    ("2020年之后2022年之前", "2021-01-01", "2022-12-31"), ("3月后、5月前", "2019-04-01", "2019-05-31"), ("周一至周五", "2019-03-11",
    "2019-03-15"),
    ("本周二到周四", "2019-03-05", "2019-03-07"), ("2016年底至2018年初", "2016-12-31", "2018-02-28"),
    ("4月20日11:00时至4月25日17:00时", "2019-04-20", "2019-04-25"), ("今明两年", "2019-01-01", "2020-12-31"),
    ("今明两天", "2019-03-06", "2019-03-07")])
def test_what_one_end_leaves_out_comes_from_the_other(text, first, last):
    assert found(text) == [(text, first, last)]


def test_a_range_of_bare_years_needs_its_word():
    assert found("从2016到2018") == [("2016到2018", "2016-01-01", "2018-12-31")]
    assert found("自3月1日起至5月31日止") == [("3月1日起至5月31日止", "2019-03-01", "2019-05-31")]
    assert dates("2016到2018，2016—2018") == []


COUNTS = {"1": 1, "三": 3, "两": 2, "12": 12, "二十": 20, "１０": 10}
LENGTHS = {"年": ("year", 12, 0), "个月": ("month", 1, 0), "个季度": ("quarter", 3, 0), "周": ("week", 0, 7), "天": ("day", 0, 1),
           "个星期": ("week", 0, 7)}


@pytest.mark.parametrize("unit", LENGTHS)
@pytest.mark.parametrize("count", COUNTS)
def test_windows_of_every_count_and_unit(count, unit):
    _, month, day = LENGTHS[unit]
    number = COUNTS[count]
    after, before = (add_months(TODAY, sign * number * month) + sign * timedelta(days=number * day) for sign in (1, -1))
    for form in ("{}内", "{}之内", "{}以内", "用{}时间", "用{}左右的时间"):
        assert dates(form.format(count + unit)) == [(TODAY.isoformat(), after.isoformat())], form
    for lead in ("未来", "今后", "将来", "接下来"):
        assert dates(lead + count + unit) == [(TODAY.isoformat(), (after - DAY).isoformat())], lead
    for lead in ("近", "最近", "过去", "过去的"):
        assert dates(lead + count + unit) == [(before.isoformat(), TODAY.isoformat())], lead
    assert dates(f"下{count}{unit}") == []
    for text in (f"{count}{unit}前", f"{count}{unit}后", f"{count}{unit}之后", f"{count}{unit}以前"):
        away = TODAY + (DAY if "后" in text else -DAY) * number
        exact = (away.isoformat() if text[-2] not in "以" else None, away.isoformat() if text[-2] != "之" else None)
        assert dates(text) == ([exact] if unit == "天" else [])
    for text in (f"{count}{unit}内", f"未来{count}{unit}", f"近{count}{unit}"):
        assert dates(text, 2019) == [(None, None)]


def test_first_months_without_a_year():
    assert dates("前7个月", 2019) == [("2019-01-01", "2019-07-31")]
    assert dates("前7个月") == [("2018-08-01", "2019-02-28")]  # a day of reference counts back


@pytest.mark.parametrize("count", COUNTS)
def test_windows_of_whole_units_before_the_current_one(count):
    number = COUNTS[count]
    for lead in ("前", "上"):
        assert dates(f"{lead}{count}年") == [(f"{2019 - number}-01-01", "2018-12-31")]
        assert dates(f"{lead}{count}天") == [((TODAY - number * DAY).isoformat(), (TODAY - DAY).isoformat())]
        assert dates(f"{lead}{count}周") == [((TODAY - 7 * number * DAY).isoformat(), TODAY.isoformat())]
    first = add_months(TODAY.replace(day=1), -number)
    assert dates(f"上{count}个月") == [(first.isoformat(), (TODAY.replace(day=1) - DAY).isoformat())]


def test_half_and_composed_windows():
    assert dates("两年半以内") == [("2019-03-06", "2021-09-06")]
    assert dates("一年零三个月内") == [("2019-03-06", "2020-06-06")]
    assert dates("半个月内") == [("2019-03-06", "2019-03-21")]
    assert dates("3—5年内") == [("2019-03-06", "2024-03-06")]
    assert dates("20多年内") == [(None, None)]


@pytest.mark.parametrize(("text", "count", "unit", "most", "rest"), [
    ("三年", "3", "year", None, ()), ("3—5年", "3", "year", "5", ()), ("3年至5年", "3", "year", "5", ()), ("两三个月", "2", "month", "3",
    ()),
    ("一年半", "1.5", "year", None, ()), ("半年", "0.5", "year", None, ()), ("半天", "0.5", "day", None, ()), ("个半月", "1.5", "month",
    None, ()),
    ("三个月半", "3.5", "month", None, ()), ("两个半月", "2.5", "month", None, ()), ("1.5年", "1.5", "year", None, ()),
    ("3个季度", "3", "quarter", None, ()), ("两年零三个月", "2", "year", None, (("3", "month"),)),
    ("一年又一个月21天", "1", "year", None, (("1", "month"), ("21", "day"))), ("两年外加三个月", "2", "year", None, (("3", "month"),)),
    ("两天又一个月", "2", "day", None, (("1", "month"),)), ("15个工作日", "15", "workday", None, ()), ("三週", "3", "week", None, ()),
    ("1年3个月", "1", "year", None, (("3", "month"),)), ("17个多月", "17", "month", None, ())])
def test_lengths(text, count, unit, most, rest):
    time, = find_times(text)
    length = time.duration
    assert (time.start, time.end, time.kind) == (0, len(text), "duration")
    assert length is not None and (length.count, length.unit) == (Decimal(count), unit)
    assert length.count_max == (None if most is None else Decimal(most))
    assert length.rest == tuple((Decimal(c), u) for c, u in rest)
    assert length.more == ("多" in text)


@pytest.mark.parametrize(("text", "first", "last"), [
    ("今天", 0, 0), ("今日", 0, 0), ("明天", 1, 1), ("后天", 2, 2), ("昨天", -1, -1), ("前天", -2, -2), ("次日", 1, 1), ("大后天", 3, 3),
    ("本周", -2, 4), ("上周", -9, -3), ("下周", 5, 11), ("下下周", 12, 18), ("本周三", 0, 0), ("上周日", -3, -3), ("下星期一", 5, 5),
    ("下周末", 10, 11), ("周三", 7, 7), ("星期二", 6, 6), ("礼拜天", 4, 4)])
def test_relative_days_need_a_day(text, first, last):
    wanted = (TODAY + timedelta(days=first)).isoformat(), (TODAY + timedelta(days=last)).isoformat()
    assert found(text) == [(text, *wanted)]
    assert dates(text, 2019) == dates(text, None) == [(None, None)]


@pytest.mark.parametrize(("text", "first", "last"), [
    ("本月", "2019-03-01", "2019-03-31"), ("上个月", "2019-02-01", "2019-02-28"), ("下月", "2019-04-01", "2019-04-30"),
    ("上上个月", "2019-01-01", "2019-01-31"), ("本季度", "2019-01-01", "2019-03-31"), ("上季度", "2018-10-01", "2018-12-31"),
    ("下季度第一个月", "2019-04-01", "2019-04-30"), ("本月初", "2019-03-01", "2019-03-05"), ("本月中旬", "2019-03-11", "2019-03-20"),
    ("下个月10日", "2019-04-10", "2019-04-10"), ("本月第二周", "2019-03-11", "2019-03-17"), ("下月最后五天", "2019-04-26", "2019-04-30"),
    ("月底前", None, "2019-03-31"), ("上月末", None, "2019-02-28"), ("季末", None, "2019-03-31"), ("月初", "2019-03-01", "2019-03-05"),
    ("上半月", "2019-03-01", "2019-03-15"), ("年初", "2019-01-01", "2019-02-28"), ("年底前", None, "2019-12-31")])
def test_parts_of_this_month_quarter_and_year(text, first, last):
    assert found(text) == [(text, first, last)]


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2021年第一周", "2021-01-04", "2021-01-10"), ("2020年第1周", "2019-12-30", "2020-01-05"), ("6月第一周", "2019-06-03", "2019-06-09"),
    ("10月的第一个星期一", "2019-10-07", "2019-10-07"), ("明年11月第二个周日", "2020-11-08", "2020-11-08"), ("5月前两周", "2019-05-06",
    "2019-05-19"),
    ("8月最后一周", "2019-08-25", "2019-08-31"), ("今年倒数第364天", "2019-01-02", "2019-01-02")])
def test_counted_weeks_and_days(text, first, last):
    assert found(text) == [(text, first, last)]


@pytest.mark.parametrize(("text", "first", "last"), [
    ("90年代", "1990-01-01", "1999-12-31"), ("1980年代", "1980-01-01", "1989-12-31"), ("上世纪80年代", "1980-01-01", "1989-12-31"),
    ("二十世纪九十年代末期", "1997-01-01", "1999-12-31"), ("20世纪60年代初", "1960-01-01", "1962-12-31"), ("21世纪", "2000-01-01",
    "2099-12-31"),
    ("到本世纪中叶", None, "2050-12-31"), ("21世纪中叶", None, "2050-12-31"), ("98年", "1998-01-01", "1998-12-31"), ("07年", "2007-01-01",
    "2007-12-31"),
    ("15年以来", "2015-01-01", None), ("民国三年五月", "1914-05-01", "1914-05-31"), ("“七一”前", None, "2019-07-01"), ("八一后",
    "2019-08-02", None),
    ("到五一", None, "2019-05-01"), ("明年元旦", "2020-01-01", "2020-01-01"), ("二〇二〇年八月十五", "2020-08-15", "2020-08-15"),
    ("6月30日下午3点前", None, "2019-06-30"), ("“十四五”以来", "2021-01-01", None)])
def test_years_decades_and_festivals(text, first, last):
    assert found(text) == [(text, first, last)]


@pytest.mark.parametrize("text", [
    "农历八月十五", "腊月二十三前", "除夕", "2月30日", "2月30日前", "4月31日至5月2日", "2019年2月29日-3月1日", "2019年13月", "下午3点",
    "15:30", "春季", "暑假",
    "去年暑假", "康熙二十年", "雍正三年五月", "公元前221年", "2018", "20150303", "12/1", "3-7-27", "2013.03", "3500年", "0800年", "几年",
    "2010-02-30",
    "2022 11 23", "第三天", "29日", "三年前", "两个月后"])
def test_refused(text):
    assert [x for x in dates(text) if x != (None, None)] == []


@pytest.mark.parametrize("text", ["每年", "每隔3天", "每季度末", "逐年", "定期", "每3年", "每年8月至次年2月", "每月10日前", "每周三",
    "每月上旬", "每两周", "汛期前",
                                  "换届前", "春节前", "端午节前"])
def test_recurring_times_and_events_have_no_dates(text):
    assert found(text) == [(text, None, None)]


@pytest.mark.parametrize("text", [
    "目前年产五万吨", "年均增长", "完善上周期评估", "结转以前年度资金", "整治周边环境", "日均客流", "基本月薪", "怀念周恩来", "革命圣地",
    "守护三八线", "颁授七一勋章",
    "弘扬十月革命精神", "传承五四运动精神", "近年来", "几年来", "前天津港", "后日本展团", "年初步设计", "推进年中央项目", "青少年中开展",
    "月中标项目", "双十一", "十一个园区",
    "周三次", "五一广场", "光明天地", "第一责任人", "网上周边店", "人次年均", "全天候", "上半场", "中下游"])
def test_words_that_hold_the_characters_of_times(text):
    assert found(text) == []


@pytest.mark.parametrize("text", [
    "今天的中国充满活力。", "明天会更好。", "办好全国科技工作者日活动。", "七一表彰优秀党员。", "建成于上世纪80年代的小区。",
    "90年代建成的泵站。", "本周例会研究。", "周末开放操场。",
    "力争三年以内见效。", "98年老旧管道。", "前两年打下基础。", "国庆期间值守。"])
def test_mentions_that_bound_nothing_are_no_records(text):
    ensure_extensions()
    doc = spacy.blank("zh")(text)
    doc._.meta = Meta(period=("2022-01-01", "2022-12-31"))
    assert TimesPipe("kexie_times").match(doc) == []


@pytest.mark.parametrize(("text", "last"), [("国庆节前开放。", "2022-10-01"), ("到本世纪中叶全面建成。", "2050-12-31"), ("“七一”前完成。",
    "2022-07-01")])
def test_festivals_and_centuries_bound_records(text, last):
    ensure_extensions()
    doc = spacy.blank("zh")(text)
    doc._.meta = Meta(period=("2022-01-01", "2022-12-31"))
    assert [(t.kind, t.to) for t in TimesPipe("kexie_times").match(doc)] == [("by", last)]


@pytest.mark.parametrize(("text", "first", "last"), [
    ("10月12日（周一）9:00前", None, "2019-10-12"), ("十月十二日，星期六", "2019-10-12", "2019-10-12"),
    ("6月30日（含）前", None, "2019-06-30"),
    ("2024年6月30日24:00前", None, "2024-06-30"), ("二0二三年", "2023-01-01", "2023-12-31"), ("1月3至2月10", "2019-01-03", "2019-02-10"),
    ("第二个季度末前", None, "2019-06-30"), ("至2025年12月31日", None, "2025-12-31")])
def test_days_with_names_clocks_and_brackets(text, first, last):
    assert found(text) == [(text, first, last)]


@pytest.mark.parametrize("text", ["近 三 年", "未来 5 年", "三 年 内", "过去\n十年", "用 两 年 时间", "15 个 工作日 内"])
def test_windows_with_spaces_inside(text):
    whole, = find_times(text, TODAY)
    plain, = find_times("".join(text.split()), TODAY)
    assert (whole.start, whole.end, whole.interval) == (0, len(text), plain.interval)


def test_a_line_that_begins_with_a_time_is_apart():
    assert dates("建设期为2025年\n到2030年，全面建成。") == [("2025-01-01", "2025-12-31"), (None, "2030-12-31")]


@pytest.mark.parametrize("unit", ["年", "到", "2016年至", "前3个", "上", "每", "三年零", " ", "年\n", "世纪", "“", "1", "一"])
def test_the_finder_is_linear(unit):
    assert list(find_times(unit * (60000 // len(unit)))) is not None


LISTED = {"一季度": (1, 3), "三季度": (7, 9), "上半年": (1, 6), "下半年": (7, 12), "2月": (2, 2), "十月": (10, 10), "12月": (12, 12)}


@pytest.mark.parametrize("year", ["2024年", "二〇二四年", "明年", "去年"])
@pytest.mark.parametrize("joint", ["、", "和", "与", "及", "，", "以及"])
def test_a_list_shares_the_year_of_its_first_time(year, joint):
    number = {"明年": 2020, "去年": 2018}.get(year, 2024)
    for (one, first), (other, second) in product(LISTED.items(), repeat=2):
        if one != other:
            bounds = [(first_day(number, a), last_day(number, b)) for a, b in (first, second)]
            assert dates(f"{year}{one}{joint}{other}") == [iso(b) for b in bounds], (one, other)


@pytest.mark.parametrize(("text", "second"), [
    ("2024年3月底前印发方案，年底前办结。", "2024-12-31"), ("2022年5月开工，同年12月竣工。", "2022-12-31"),
    ("2022年9月立项，次年4月获批。", "2023-04-30"), ("2024年3月底前印发方案，9月底前办结。", "2024-09-30"),
    ("2024年上半年新建3家，四季度新建5家。", "2024-12-31"),
    ("2024年3月底前印发方案。9月底前办结。", "2019-09-30"),  # another sentence
    ("2024年9月底前印发方案，3月底前办结。", "2019-03-31"),  # not later in the year
    ("2018年6月比5月多，9月底前办结。", "2019-09-30")])  # compared
def test_a_later_part_of_the_year_in_one_sentence(text, second):
    assert dates(text)[-1][1] == second


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2024年二、三季度", "2024-04-01", "2024-09-30"), ("明年第一、二、三季度", "2020-01-01", "2020-09-30"),
    ("2021年3、4月", "2021-03-01", "2021-04-30"), ("集中在7、8月份", "2019-07-01", "2019-08-31"),
    ("2022、2023和2024年", "2022-01-01", "2024-12-31"), ("建于98年，", "1998-01-01", "1998-12-31"),
    ("2021年十一和十二月", "2021-11-01", "2021-12-31"),
    ("2020年Q2", "2020-04-01", "2020-06-30"), ("2020年Q1-Q3", "2020-01-01", "2020-09-30"),
    ("20世纪五六十年代", "1950-01-01", "1969-12-31"), ("上世纪七八十年代", "1970-01-01", "1989-12-31"),
    ("3月1日（含）以后", "2019-03-01", None), ("2 0 2 5 年", "2025-01-01", "2025-12-31"),
    ("2025 年 1 2 月 3 1 日", "2025-12-31", "2025-12-31"), ("2.6月底前", None, "2019-06-30"), ("98-02年", "1998-01-01", "2002-12-31"),
    ("从85到90年", "1985-01-01", "1990-12-31"), ("前两月", "2019-01-01", "2019-02-28")])
def test_lists_letters_decades_and_spaced_digits(text, first, last):
    assert dates(text) == [(first, last)]


@pytest.mark.parametrize("text", ["使用年限50-70年", "刑期10-15年", "使用权40—70年不等", "从业20到25年", "距今75年",
                                  "八五年的历史", "几十年来"])
def test_lengths_of_two_digits_are_no_years(text):
    assert dates(text) == [(None, None)]


@pytest.mark.parametrize("text", ["2023年6、9月", "请于25日前报送", "15日之前", "“十四五”前两年", "2023年春节", "闰四月",
                                  "2008-9年", "首月末"])
def test_what_has_two_readings_has_no_dates(text):
    assert dates(text) == []


@pytest.mark.parametrize(("text", "wanted"), [
    ("6月1日-6月30日开展活动。", [("2022-06-01", "2022-06-30")]), ("2022年9月15日—25日举办展览。", [("2022-09-15", "2022-09-25")]),
    ("2022年2月23—24日召开会议。", [])])
def test_days_of_a_period_are_records_and_those_of_a_meeting_are_not(text, wanted):
    ensure_extensions()
    doc = spacy.blank("zh")(text)
    doc._.meta = Meta(period=("2022-01-01", "2022-12-31"))
    assert [(t.from_, t.to) for t in TimesPipe("kexie_times").match(doc)] == wanted


@pytest.mark.parametrize(("text", "found"), [
    ("今年春节前完成慰问", "今年春节前"), ("2025年春节前完工", "2025年春节前"), ("2024年秋季学期开学前投用", "2024年秋季学期开学前"),
    ("开学前完成检修", "开学前"), ("明年春运前通车", "明年春运前")])
def test_an_event_takes_its_year(text, found):
    assert [(text[t.start:t.end], t.kind) for t in find_times(text)] == [(found, "by")]

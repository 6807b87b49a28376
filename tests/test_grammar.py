"""The grammar as a library: documented examples, numerals, quantities, times, and properties that hold for any text."""
from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kexie_nlp.grammar
from kexie_nlp.grammar import (
    find_numbers,
    find_quantities,
    find_times,
    format_chinese,
    parse_number,
)
from kexie_nlp.grammar.families import family_words
from kexie_nlp.grammar.folding import fold, squeeze
from kexie_nlp.grammar.numerals import chinese_integer

ANCHOR = date(2019, 3, 1)


def test_documented_examples_run():
    result = doctest.testmod(kexie_nlp.grammar)
    assert result.attempted >= 10
    assert result.failed == 0


def test_the_library_loads_no_pipeline():
    heavy = "spacy", "sklearn", "pydantic", "jieba", "torch"
    code = f"import sys, kexie_nlp.grammar; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize(("text", "value", "unit"), [
    ("1.2万", 12000, ""), ("３５０", 350, ""), ("两千余", 2000, ""), ("十余", 10, ""), ("百分之八十", 80, "%"), ("六成", 60, "%"),
    ("七成半", 75, "%"), ("三分之二", "66.67", "%"), ("3‰", 3, "‰"), ("2.5个百分点", "2.5", "百分点"), ("翻一番", 2, "倍"),
    ("壹佰贰拾萬元", 1200000, "元"), ("5万4千", 54000, ""), ("一百点五", "100.5", ""), ("负三十", -30, ""), ("100,000", 100000, ""),
    ("十二点五分之二点五", 20, "%"), ("万分之三", "0.03", "%"), ("1百01", 101, ""), ("三万五", 35000, ""), ("五元三毛", "5.3", "元"),
    ("港币3.14", "3.14", "港元"), ("12件/万人", 12, "件/万人")])
def test_parse_number(text, value, unit):
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.unit) == (Decimal(str(value)), unit)


@pytest.mark.parametrize("text", ["", "负", "点一", "元整", "十一十二", "一十一十二", "万", "百十一", "10.1万零100", "一批", "几个"])
def test_what_writes_no_number(text):
    assert parse_number(text) is None


def read(text, **options):
    return [(text[q.start:q.end], q.comparator, q.value, q.value_max, q.unit, q.baseline) for q in find_quantities(text, **options)]


@pytest.mark.parametrize(("text", "span", "comparator", "value", "most", "unit"), [
    ("设站点1—2个", "1—2个", "range", 1, 2, "个"), ("聘期三至五年", "三至五年", "range", 3, 5, "年"),
    ("占10%-15%", "10%-15%", "range", 10, 15, "%"), ("两三个村", "两三个", "range", 2, 3, "个"),
    ("投入3到5万元", "3到5万元", "range", 30000, 50000, "元"), ("七千到九千亿元", "七千到九千亿元", "range", 7 * 10**11, 9 * 10**11, "元"),
    ("10000与20000人之间", "10000与20000人之间", "range", 10000, 20000, "人"),
    ("面积不低于20万亩", "不低于20万亩", "ge", 200000, None, "亩"), ("时长控制在2小时以内", "控制在2小时以内", "le", 2, None, "小时"),
    ("产值突破百亿元", "突破百亿元", "gt", 10**10, None, "元"), ("近3千人", "近3千人", "lt", 3000, None, "人"),
    ("50万元（含）以上", "50万元（含）以上", "ge", 500000, None, "元"), ("漏损率≤9%", "≤9%", "le", 9, None, "%"),
    ("煤耗低于300克/千瓦时", "低于300克/千瓦时", "lt", 300, None, "克/千瓦时"),
    ("死亡率10/10万左右", "10/10万左右", "approx", 10, None, "/10万"),
    ("花费123元1角1分", "123元1角1分", "eq", "123.11", None, "元"), ("压缩一半", "一半", "eq", 50, None, "%"),
    ("实现零事故", "零事故", "eq", 0, None, ""), ("翻两番", "翻两番", "eq", 4, None, "倍"),
    ("下降负3.9%", "负3.9%", "eq", "-3.9", None, "%"),
    ("系数提高到0.58。", "0.58", "eq", "0.58", None, ""), ("装机三百万千瓦", "三百万千瓦", "eq", 3000000, None, "千瓦"),
    ("八成村有站点", "八成", "eq", 80, None, "%"), ("１．５萬噸", "１．５萬噸", "eq", 15000, None, "吨")])
def test_quantities(text, span, comparator, value, most, unit):
    assert read(text) == [(span, comparator, Decimal(str(value)), None if most is None else Decimal(most), unit, None)]


@pytest.mark.parametrize("text", ["2025年", "每百户", "十分重要", "二十四节气", "千兆宽带", "倍增计划", "统一一致", "数十亿"])
def test_what_is_no_quantity(text):
    assert read(text) == []


@pytest.mark.parametrize(("text", "comparator", "value", "most"), [
    ("不超过十几万元", "le", 200000, None), ("不超过20余人", "le", 20, None), ("不足几百人", "lt", 1000, None),
    ("十几人以下", "le", 20, None),
    ("几十个以内", "le", 100, None), ("不超过3-5家", "le", 5, None), ("三五家以上", "ge", 3, None), ("不少于20余人", "gt", 20, None),
    ("近二十余年", "gt", 20, None), ("500家（不含）以上", "gt", 500, None), ("达到或超过500家", "ge", 500, None),
    ("翻三番以上", "ge", 8, None),
    ("控制在±5%", "range", -5, 5), ("控制在3%到5%", "range", 3, 5), ("±5%", "range", -5, 5),
    ("正负5%", "range", -5, 5), ("控制在±5%以内", "le", 5, None), ("-5%到-10%", "range", -10, -5),
    ("-5--3%", "range", -5, -3), ("零下10℃", "eq", -10, None), ("零下5至零下3℃", "range", -5, -3), ("3×10^5元", "eq", 300000, None),
    ("10个至20个百分点", "range", 10, 20), ("十二块半", "eq", "12.5", None), ("50kW", "eq", 50, None)])
def test_bounds_beside_vague_numbers_and_signs(text, comparator, value, most):
    assert [q[1:4] for q in read(f"其中{text}。")] == [(comparator, Decimal(str(value)), None if most is None else Decimal(most))]
    number = parse_number(text)
    assert (number.comparator, number.value, number.value_max) == (comparator, Decimal(str(value)), None if most is None else Decimal(most))


@pytest.mark.parametrize("text", [
    "3，500人", "1.234.567元", "1..5个", ".5个", "0,123元", "0^-1个", "1，234，56元", "１，２３，４５６元",
    "1 2 3 4 人", "第3-5条", "第3-5名", "百分之几", "10的6次方",
    "三千与五千间", "八十年代", "3.2024年", "三季度"])
def test_a_part_of_what_is_no_quantity_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(("text", "value"), [("上千", 1000), ("十来", 10), ("-200到150之间", -200), ("100到150人之间", 100)])
def test_texts_that_are_a_number_only_as_a_whole(text, value):
    assert parse_number(text).value == value


def test_changes_keep_the_present_value():
    assert read("增速由-5%收窄至-3%") == [("由-5%收窄至-3%", "eq", Decimal(-3), None, "%", Decimal(-5))]
    assert [r[2] for r in read("由10家增加5家达到15家")] == [10, 5, 15]
    assert read("比例由目前的58%提高至65%左右") == [("由目前的58%提高至65%左右", "approx", Decimal(65), None, "%", Decimal(58))]
    assert read("床位从3.2张增加到3.8张以上")[0][1:] == ("ge", Decimal("3.8"), None, "张", Decimal("3.2"))


def test_bare_numbers_only_when_asked():
    assert read("总数超过300的") == []
    assert read("总数超过300的", bare=True) == [("超过300", "gt", Decimal(300), None, "", None)]


def test_ordinals_and_words_among_numbers():
    text = "第十二条统一规定四川陆地三百项"
    assert [(text[n.start:n.end], int(n.number.value), n.ordinal) for n in find_numbers(text)] == [
        ("第十二", 12, True), ("三百", 300, False)]


def anchored(text, anchor=ANCHOR):
    return [(text[t.start:t.end], t.kind, *t.interval) for t in find_times(text, anchor=anchor)]


@pytest.mark.parametrize(("text", "kind", "first", "last"), [
    ("2016年年底前", "by", None, "2016-12-31"), ("到2025年底", "by", None, "2025-12-31"), ("6月底前", "by", None, "2019-06-30"),
    ("一季度末", "by", None, "2019-03-31"), ("上半年", "within", "2019-01-01", "2019-06-30"), ("汛期前", "by", None, None),
    ("三年内", "within", "2019-03-01", "2022-03-01"), ("用三年时间", "within", "2019-03-01", "2022-03-01"),
    ("会后一个月内", "within", None, None), ("每月10日前", "recurring", None, None), ("“十四五”末", "by", None, "2025-12-31"),
    ("“十四五”时期", "within", "2021-01-01", "2025-12-31"), ("任期届满前", "by", None, None), ("常年", "recurring", None, None),
    ("年内", "within", "2019-01-01", "2019-12-31"), ("2024年2月底", "by", None, "2024-02-29"), ("2月底前", "by", None, "2019-02-28"),
    ("岁末前", "by", None, "2019-12-31"), ("前三季度", "within", "2019-01-01", "2019-09-30"), ("本季度末", "by", None, "2019-03-31"),
    ("下个月", "within", "2019-04-01", "2019-04-30"), ("2018年1—9月份", "within", "2018-01-01", "2018-09-30"),
    ("2017年8月11日至8月22日", "within", "2017-08-11", "2017-08-22"), ("2021—2025年", "within", "2021-01-01", "2025-12-31"),
    ("2010-01-29", "within", "2010-01-29", "2010-01-29"), ("15个工作日内", "within", "2019-03-01", "2019-03-22"),
    ("未来两年", "within", "2019-03-01", "2021-02-28"), ("近三年", "done", "2016-03-01", "2019-03-01"),
    ("明年一季度", "within", "2020-01-01", "2020-03-31"), ("2023年起", "within", "2023-01-01", None),
    ("二〇二五年六月三十日前", "by", None, "2025-06-30"), ("6月上旬", "within", "2019-06-01", "2019-06-10"),
    ("9999年底", "by", None, "9999-12-31")])
def test_times(text, kind, first, last):
    assert anchored(text) == [(text, kind, first, last)]


def test_without_an_anchor_only_named_years_have_dates():
    assert anchored("6月底前、2025年底前、三年内", anchor=None) == [
        ("6月底前", "by", None, None), ("2025年底前", "by", None, "2025-12-31"), ("三年内", "within", None, None)]


@pytest.mark.parametrize("text", ["农历正月十五前", "腊月二十三", "2023年2月29日前", "2月30日前", "大年三十前", "今年腊月"])
def test_refused_rather_than_guessed(text):
    assert anchored(text) == []


def test_a_leap_day_needs_its_year():
    assert anchored("2月29日前", 2020) == [("2月29日前", "by", None, "2020-02-29")]
    assert anchored("2月29日前", 2019) == [("2月29日前", "by", None, None)]


@pytest.mark.parametrize("text", ["近年来年均", "目前年产", "以上年收入", "人次年均"])
def test_words_that_hold_years(text):
    assert anchored(text) == []


def test_families_name_what_they_lack():
    with pytest.raises(ValueError, match="no spell words"):
        family_words("spell", "before")


_ALPHABET = ("0123456789一二三四五六七八九十百千万亿零两半几余多第至到由从-—%％‰成分之点年月日季度周天前后内底末初上下半旬每"
             "“”（），。 个家元角分亩近约不少于超过以上左右比较翻番提高至农历初正月汛期会任期届用时间间隔定期全本今明去\n\t")
texts = st.one_of(st.text(max_size=60), st.text(alphabet=_ALPHABET, max_size=60))


@settings(max_examples=600, deadline=None)
@given(texts)
def test_any_text_is_read_in_order(text):
    for found in (list(find_quantities(text)), list(find_quantities(text, bare=True)), list(find_times(text)),
                  list(find_times(text, anchor=ANCHOR)), list(find_times(text, anchor=2020)), list(find_numbers(text))):
        end = 0
        for item in found:
            assert end <= item.start < item.end <= len(text)
            end = item.end
    parse_number(text)


@settings(deadline=None)
@given(st.integers(min_value=-(10**16) + 1, max_value=10**16 - 1))
def test_chinese_numerals_round_trip(number):
    written = format_chinese(number)
    parsed = parse_number(written)
    assert parsed is not None
    assert parsed.value == number
    assert number < 0 or chinese_integer(written) == number


def test_numerals_too_long_to_write():
    with pytest.raises(ValueError, match="sixteen"):
        format_chinese(10**16)


@given(texts)
def test_folding_keeps_lengths_and_squeezing_keeps_offsets(text):
    folded = fold(text)
    assert len(folded) == len(text)
    squeezed, offsets = squeeze(folded)
    if offsets is not None:
        assert [folded[i] for i in offsets[:-1]] == list(squeezed)


@pytest.mark.parametrize("unit", ["几十", "千几", "十多", "亿来", "来千", "1万余", "一又", "零下", "-1%到"])
def test_repeated_numerals_take_linear_time(unit):
    text = unit * (100000 // len(unit))
    assert list(find_numbers(text)) is not None and list(find_quantities(text)) is not None
    assert parse_number(text) is None


@pytest.mark.parametrize(("text", "values"), [("零下7亿", [-7 * 10**8]), ("五零下7亿", [50, 7 * 10**8]), ("于零下3w", [-30000])])
def test_a_sign_of_two_characters_is_no_number(text, values):
    assert [n.number.value for n in find_numbers(text)] == values


def test_reading_is_linear_on_long_lines():
    text = "由" + "一" * 20000 + "至" * 2000 + "1" * 20000 + "年" * 2000 + "第" * 2000 + "2025年底前" * 2000
    list(find_quantities(text))
    assert len(list(find_times(text, anchor=2025))) >= 2000

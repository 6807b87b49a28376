"""The outline of the marked documents, compared exactly, and what holds for any text."""
from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outline_markup import OUTLINES, Marked, read_marked

from kexie_nlp import analyze
from kexie_nlp.model import Provision
from kexie_nlp.outline import find_meta, find_problems, parse_outline, plan_year
from kexie_nlp.text import normalize

DOCUMENTS = sorted(OUTLINES.glob("*.txt"))


def outline(text: str) -> list[Provision]:
    """The provisions of a text as the pipeline reads them, in raw offsets."""
    norm = normalize(text)
    meta = find_meta(norm.text, parse_outline(norm.text), norm.script)
    found = parse_outline(norm.text, year=plan_year(meta))
    return [p.model_copy(update=dict(zip(("start", "end"), norm.to_raw(p.start, p.end), strict=True))) for p in found]


def expected(document: Marked) -> list[Provision]:
    norm = normalize(document.text)

    def title(span: tuple[int, int] | None) -> str | None:
        return norm.text[slice(*norm.to_text(*span))] if span else None

    return [Provision.model_validate({"id": n.id, "parent": n.parent, "role": n.role, "level": n.level, "marker": n.marker,
                                      "title": title(n.title), "start": n.start, "end": n.end}) for n in document.nodes]


def test_there_are_documents():
    assert len(DOCUMENTS) >= 14


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_whole_tree(path):
    document = read_marked(path)
    assert outline(document.text) == expected(document)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_problems_of_numbering(path):
    document = read_marked(path)
    assert tuple(map(str, find_problems(outline(document.text)))) == document.problems


def shape(text: str) -> list[tuple[str, str]]:
    return [(p.id, p.role) for p in parse_outline(text)]


def test_ids_stay_when_text_elsewhere_changes():
    text = "序言。\n一、甲\n1.改造水厂。\n2.新建泵站。\n二、乙\n1.开展培训。\n"
    changed = text.replace("序言", "很长的序言，说了许多").replace("改造水厂", "改造城北水厂，并且完成验收")
    assert [p.id for p in parse_outline(text)] == [p.id for p in parse_outline(changed)] == [
        "一", "一.1", "一.2", "二", "二.1"]


def test_a_second_item_of_one_number_keeps_both():
    assert [i for i, _ in shape("一、甲项工作\n1.修路。\n1.架桥。\n2.植树。\n")] == ["一", "一.1", "一.1#2", "一.2"]


def test_levels_follow_the_document():
    text = "1、农田\n（一）整地。\n（二）播种。\n2、林地\n（一）造林。\n（二）抚育。\n3、水面\n（一）清淤。\n"
    assert [i for i, _ in shape(text)] == ["1", "1.(一)", "1.(二)", "2", "2.(一)", "2.(二)", "3", "3.(一)"]


@pytest.mark.parametrize("line", [
    "2.5万人参加了活动", "3.15活动如期举行", "10.17%的公民达标", "一、二级学会各一家", "2023.5.1前完成", "一、二、三产业融合",
    "一线职工", "第一批试点", "十一、十二月开展检查", "1.8万亩林地", "4、5号楼改造", "一是非不分"])
def test_numbers_that_are_no_marks(line):
    text = f"一、推进工作\n加快建设。\n{line}。\n二、加强保障\n落实经费。\n"
    assert [i for i, _ in shape(text)] == ["一", "二"]


@pytest.mark.parametrize(("first", "second", "ids"), [
    ("一、", "二、", ["一", "二"]), ("(一)", "(二)", ["(一)", "(二)"]), ("㈠", "㈡", ["(一)", "(二)"]), ("１．", "２．", ["1", "2"]),
    ("1、", "2、", ["1", "2"]), ("⒈", "⒉", ["1", "2"]), ("⑴", "⑵", ["(1)", "(2)"]), ("(1)", "(2)", ["(1)", "(2)"]),
    ("①", "②", ["①", "②"]), ("第一，", "第二，", ["第一", "第二"]), ("第一章 ", "第二章 ", ["一", "二"]),
    ("第1条 ", "第2条 ", ["1", "2"]),
    ("一是", "二是", ["一是", "二是"]), ("一要", "二要", ["一要", "二要"]), ("首先，", "其次，", ["首先", "其次"]),
    ("——", "——", ["a", "b"]), ("●", "●", ["a", "b"]), ("■", "■", ["a", "b"]), ("a)\t", "b)\t", ["a)", "b)"]),
    ("第一部分 ", "第二部分 ", ["一", "二"]), ("一．", "二．", ["一", "二"]), ("1)", "2)", ["1)", "2)"]), ("l\t", "l\t", ["a", "b"])])
def test_every_family_of_marks(first, second, ids):
    assert [p.id for p in outline(f"{first}推进农田建设\n{second}推进水利建设\n")] == ids


def test_heading_swallowed_in_a_line():
    text = "一、补短板\n1.修路。从能走到好走转变。二、强弱项\n2.架桥。建成两座。\n"
    assert [i for i, _ in shape(text)] == ["一", "一.1", "二", "二.2"]


def test_closing_words_belong_to_no_item():
    text = "一、修路\n加快施工。质量第一。\n还要养护。\n二、架桥\n年内完工。\n各单位要按月报送进展情况。\n\n某县交通运输局\n2020年5月6日\n"
    assert shape(text) == [("一", "task"), ("二", "task"), ("结语", "other")]


def test_a_table_holds_no_items():
    text = "一、主要指标\n1.\t水质\t80%\t90%\n2.\t绿化\t30%\t35%\n二、重点工作\n1.植树。\n"
    assert [i for i, _ in shape(text)] == ["一", "二", "二.1"]


def check_tree(text: str) -> None:
    """Children lie inside their parents, siblings apart and in order, everything inside the text."""
    found = parse_outline(text)
    by_id = {p.id: p for p in found}
    assert len(by_id) == len(found)
    assert [(p.start, -p.end) for p in found] == sorted((p.start, -p.end) for p in found)
    ends: dict[str | None, int] = {}
    for p in found:
        assert 0 <= p.start < p.end <= len(text)
        assert p.start >= ends.get(p.parent, 0)
        ends[p.parent] = p.end
        if p.parent is not None:
            assert by_id[p.parent].start <= p.start and p.end <= by_id[p.parent].end
            assert p.level == by_id[p.parent].level + 1
    find_problems(found)
    find_meta(text, found, "simplified")


@pytest.mark.parametrize("text", [
    "二、\n一、一、（一）一是二、二是（一）一要二、二要", "一是二、二是（一）一要二、二要", "一是（一）一要二、二要"])
def test_lists_of_words_that_restart_inside_a_line(text):
    check_tree(text)


PIECES = st.sampled_from([
    "一、", "二、", "三、", "（一）", "（二）", "1.", "2.", "3.", "1、", "①", "②", "一是", "二是", "三是", "一要", "二要", "第一，",
    "第二，",
    "首先，", "其次，", "最后，", "第一章 ", "第二章 ", "第一条 ", "2.1 ", "2.2 ", "1.1 ", "a) ", "b) ", "——", "●", "\n", "\n\n",
    "  ", "\t",
    "。", "；", "，", "：", "推进工作", "重点工作安排", "主要目标", "存在的问题", "附件1", "附件：", "\n附件\n", "\n2021年5月6日\n",
    "某市科协",
    "同志们：", "目录", "（责任单位：办公室）", "各地要抓好落实", "2021年", "10.5%"])


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_arrangement_of_marks_gives_a_tree(text):
    check_tree(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_tree(text):
    check_tree(normalize(text).text)


@pytest.mark.parametrize("unit", [
    "1.推进工作。完成任务，一是做好，二是抓实。\n", "一是抓好工作。", "附件1\n标题\n一、甲。\n2024年5月6日\n",
    " " * 50, "（一）甲\n1.乙。丙。\n"])
def test_time_grows_with_the_text(unit):
    def seconds(length: int) -> float:  # of the processor, the best of three: the neighbours' work does not count
        text, best = unit * (length // len(unit)), float("inf")
        for _ in range(3):
            began = time.process_time()
            parse_outline(text)
            best = min(best, time.process_time() - began)
        return best

    seconds(20_000)
    assert seconds(320_000) < 16 * max(seconds(40_000), 0.01)

def roles(text: str) -> list[tuple[str, str, str | None]]:
    return [(p.id, p.role, p.title) for p in parse_outline(text)]


def test_third_continues_first_and_next():
    assert roles("首先，要提高站位。各部门要学习条例。\n其次，要突出重点。一要清淤；二要造林；三要护岸。\n"
                 "第三，要强化保障。财政要落实经费。\n最后，要加强督查。水务局要组织检查。\n") == [
        ("首先", "task", "要提高站位"), ("其次", "section", None), ("其次.一要", "task", None), ("其次.二要", "task", None),
        ("其次.三要", "task", None), ("第三", "task", "要强化保障"), ("最后", "task", "要加强督查")]


def test_an_ordinal_without_a_series_is_one_of_its_own():
    assert [p[0] for p in roles("第一，清淤河道。\n第二，加固堤防。\n第三，维修水闸。\n")] == ["第一", "第二", "第三"]


def test_a_list_may_be_glued_to_its_heading():
    text = ("一、主要成绩1、清淤见效。清淤12公里。2、造林见效。造林3万亩。二、存在问题一是经费不足。二是人手不够。"
            "三、明年计划1、护岸。护岸6公里。2、造林。造林2万亩。\n")
    assert roles(text)[3:6] == [("二", "other", "存在问题"), ("二.一是", "other", None), ("二.二是", "other", None)]


def test_goals_times_and_themes_of_a_notice_are_no_tasks():
    text = ("一、目标任务\n到2025年，科普组织健全率达到100%。\n二、活动时间\n5月17日至24日。\n三、活动主题\n爱护河湖\n四、活动内容\n"
            "1、县水务局举办讲座；\n2、县教育局组织参观。\n五、时间安排\n3月，水务局动员部署。\n")
    assert [p[1:] for p in roles(text)] == [
        ("objective", "目标任务"), ("other", "活动时间"), ("other", "活动主题"), ("section", "活动内容"), ("task", None), ("task", None),
        ("task", "时间安排")]


def test_items_below_goals_and_tasks_are_tasks():
    assert [p[1] for p in roles("一、目标任务\n（一）清淤河道12公里。\n（二）造林3万亩。\n")] == ["section", "task", "task"]


def test_besides_and_moreover_go_on_with_a_series_on_lines_of_their_own():
    text = "首先，清淤河道。\n其次，加固堤防。\n此外，维修水闸。\n另外，更换水泵。\n最后，组织验收。\n"
    assert [p.id for p in parse_outline(text)] == ["首先", "其次", "此外", "另外", "最后"]


@pytest.mark.parametrize("word", ["此外", "另外"])
def test_besides_inside_a_paragraph_is_a_sentence_of_the_same_item(word):
    text = f"首先，清淤河道。{word}，更换水泵。\n其次，加固堤防。{word}，维修水闸。\n"
    found = parse_outline(text)
    assert [p.id for p in found] == ["首先", "其次"] and text[found[0].start:found[0].end].endswith(f"{word}，更换水泵。")


def test_besides_without_a_series_opens_no_item():
    assert [p.id for p in parse_outline("一、清淤河道\n疏浚东河。\n此外，维修水闸。\n二、加固堤防\n加高北堤。\n")] == ["一", "二"]


def test_a_bare_number_heads_the_decimals_below_it():
    text = ("1 总则\n1.1 编制目的\n防御山洪，减少损失。\n1.2 适用范围\n本预案适用于全县。\n2 组织体系\n2.1 指挥部\n设立防汛指挥部。\n"
            "2.2 工作组\n组建抢险队伍。\n")
    assert [(p.id, p.parent, p.role, p.title) for p in parse_outline(text)] == [
        ("1", None, "section", "总则"), ("1.1", "1", "other", "编制目的"), ("1.2", "1", "other", "适用范围"),
        ("2", None, "section", "组织体系"), ("2.1", "2", "task", "指挥部"), ("2.2", "2", "task", "工作组")]


@pytest.mark.parametrize("text", ["1 总则\n本预案适用于全县。\n2 组织体系\n设立指挥部。\n", "全县有\n3 个乡镇\n1.1 万人。\n"])
def test_a_bare_number_without_its_decimals_below_it_opens_no_item(text):
    assert not {"1", "2", "3"} & {p.id for p in parse_outline(text)}


@pytest.mark.parametrize(("line", "role", "title"), [
    ("工作目标：全年清淤河道30公里，新建泵站6座。", "objective", "工作目标"),
    ("目标任务：全年清淤河道30公里，新建泵站6座。", "objective", "目标任务"),
    ("目标　全年清淤河道30公里，新建泵站6座。", "objective", "目标"),
    ("改革原则 坚持先易后难，分类推进各项改革。", "principle", "改革原则"),
    ("指导思想：坚持人民至上，守牢安全底线。", "principle", "指导思想"), ("整治范围：全县所有砂场、码头和渡口。", "other", "整治范围"),
    ("工作措施：拆除采砂设备，恢复河滩植被。", "task", "工作措施"), ("工作目标", "objective", "工作目标"),
    ("改革思路", "principle", "改革思路"), ("整治范围", "other", "整治范围"), ("编制目的", "other", "编制目的"),
    ("服务对象", "other", "服务对象"),
    ("防汛目标", "objective", "防汛目标"), ("分解目标", "task", "分解目标"), ("落实减排目标", "task", "落实减排目标")])
def test_labelled_headings(line, role, title):
    below = "" if "。" in line else "\n全县水利系统按要求执行。"
    found = parse_outline(f"一、{line}{below}\n二、重点任务\n1.清淤河道。疏浚东河。\n2.新建泵站。完成选址。\n")
    assert (found[0].role, found[0].title) == (role, title) and [p.id for p in found] == ["一", "二", "二.1", "二.2"]


PLANNED = ["清淤河道。疏浚东河。", "加固堤防。加高北堤。", "更换水泵。更换老旧水泵。"]
DONE = "新建泵站。已建成泵站3座，累计清理渠道12公里，新增灌溉面积80亩，取得了明显成效。"


def of_items(*items: str) -> list[str]:
    return [p.role for p in parse_outline("一、水利\n" + "".join(f"{k}.{item}\n" for k, item in enumerate(items, 1)))][1:]


def test_one_item_that_reads_as_a_report_follows_its_siblings():
    assert of_items(DONE) == ["achievement"]  # by itself
    assert of_items(PLANNED[0], DONE, *PLANNED[1:]) == ["task"] * 4


def test_two_reports_or_too_few_siblings_stay_what_they_are():
    assert of_items(PLANNED[0], DONE, DONE, *PLANNED[1:]) == ["task", "achievement", "achievement", "task", "task"]
    assert of_items(PLANNED[0], DONE) == ["task", "achievement"]


def test_a_heading_that_reports_is_no_matter_of_tense():
    assert of_items(PLANNED[0], "工作成效。已建成泵站3座，完成投资80万元，清理了渠道12公里。", *PLANNED[1:])[1] == "achievement"


def test_subtitles_are_no_items():
    text = ("全力守护安澜\n——在全县防汛大会上的报告\n——清河县水务局\n一、2023年工作回顾\n1.清淤。清淤12公里。\n二、2024年工作安排\n"
            "1.护岸。护岸6公里。\n")
    assert [p.id for p in parse_outline(text)] == ["一", "一.1", "二", "二.1"]


@pytest.mark.parametrize(("above", "items"), [
    ("全县全力防汛。\n", ["a", "b"]), ("一、主要任务\n", ["一", "一.a", "一.b"]),  # the first full stop stands in the first item
    ("——在全县防汛大会上的报告\n——清河县水务局\n一、主要任务\n", ["一", "一.a", "一.b"])])
@pytest.mark.parametrize("stop", ["。疏浚东河。", "", "；"])
def test_dashes_below_a_heading_or_a_sentence_are_items(above, items, stop):
    text = f"全力守护安澜\n{above}——清淤河道{stop}\n——加固堤防{stop}\n\n各镇要抓好落实。\n"
    assert [p.id for p in parse_outline(text)][:len(items)] == items


@pytest.mark.parametrize("lines", [
    "• 清河县防汛工作方案\n来源：清河县水务局\n", "• 清河县防汛工作方案\n\n发布时间：2024-03-05\n",
    "• 清河县防汛工作方案\n2024-03-05 10:20\n", "• 清河县防汛工作方案\n• 2024-03-05\n", "● 清河县防汛工作方案\n2024年03月05日 星期二\n"])
def test_the_title_of_a_page_above_its_source_is_no_item(lines):
    assert [p.id for p in parse_outline(lines + "一、重点任务\n1.清淤。疏浚东河。\n2.护岸。护岸6公里。\n")] == ["一", "一.1", "一.2"]


@pytest.mark.parametrize("below", ["2024年底前完成主体工程。", "来源于上级的资金要用好。", "时间紧的要先开工。", "发布公告。"])
def test_an_item_above_a_sentence_with_a_time_or_a_source_stays_one(below):
    text = f"一、重点任务\n● 新建渔港\n{below}\n● 扩建码头\n{below}\n● 疏浚航道\n加快施工。\n"
    assert [p.id for p in parse_outline(text)] == ["一", "一.a", "一.b", "一.c"]


def test_headings_without_numbers_inside_a_numbered_section():
    text = ("清河县2012年工作报告\n一、2012年工作回顾\n过去一年，经济社会平稳发展。\n农牧业基础更加稳固\n"
            "新打机电井126眼，改造灌溉农田3.2万亩，推广覆膜技术。\n"
            "城乡面貌明显改观\n硬化街道三条，铺设供热管网7公里，解决住房困难。\n二、2013年工作安排\n（一）修路。修路三条，新建桥梁两座。\n")
    assert [(p.id, p.role, p.title) for p in parse_outline(text)][:3] == [
        ("一", "section", "2012年工作回顾"), ("一.a", "achievement", "农牧业基础更加稳固"), ("一.b", "achievement", "城乡面貌明显改观")]


def test_a_heading_run_into_its_paragraph_and_one_behind_a_colon():
    text = ("石板镇工作报告\n2015年，各项工作取得进展，现将情况报告如下：\n2015年工作回顾\n"
            "新发展核桃5200亩，改造低产茶园1100亩，减贫412户。\n存在问题\n"
            "产业规模小、链条短，村级集体经济比较薄弱。\n2016年工作安排2016年，镇政府将抓好以下工作：\n一是抓产业。发展核桃3000亩。\n二是抓生态。退耕还林1500亩。\n")
    assert [(p.id, p.role) for p in parse_outline(text)] == [
        ("A", "achievement"), ("B", "other"), ("C", "section"), ("C.一是", "task"), ("C.二是", "task")]


def test_sentences_that_head_parts_of_a_paragraph():
    text = ("清河镇工作报告\n各位代表：\n现在，我代表镇人民政府向大会报告工作，请予审议。\n2023年工作回顾\n"
            "造林步伐加快。一年来，新造林1200亩，补植树苗3.2万株，扶持苗圃6家。"
            "水利设施完善。整修山塘12口，疏浚渠道9公里，"
            "新建泵站2座。民生持续改善。改造危房93户，铺设砂石路31公里，资助学生19名。健全纠纷排查机制。\n"
            "2024年工作安排\n坚持生态优先，守护绿色屏障。推进退化草场围封3万亩，组建一支30人的扑火队。"
            "调整产业结构，促进农民增收。"
            "发展奶食品加工，办好第六届草原节，带动旅游发展。办好民生实事，增进百姓福祉。完成卫生院建设，实施街巷硬化工程，改善学校取暖条件。\n")
    assert [(p.title, p.role) for p in parse_outline(text, year=2024) if p.parent] == [
        ("造林步伐加快", "achievement"), ("水利设施完善", "achievement"), ("民生持续改善", "achievement"),
        ("坚持生态优先，守护绿色屏障", "task"), ("调整产业结构，促进农民增收", "task"), ("办好民生实事，增进百姓福祉", "task")]


def test_headings_without_numbers_behind_the_last_number_and_above_items():
    text = "一、造林\n（一）备苗。备苗3万株。\n（二）栽植。栽植2万株。\n存在的主要问题 苗木供应不足，部分林地缺水，管护人员偏少。\n"
    assert [(p.title, p.role) for p in parse_outline(text)][-1] == ("存在的主要问题", "other")
    text = ("各林场、各乡镇：为做好全县2024年春季造林工作，现提出如下要点。\n完善苗圃设施\n1.新建苗圃。新建苗圃3处，育苗20万株。\n"
            "2.改造苗圃。改造苗圃2处。\n"
            "丰富造林方式1.四旁植树。植树3万株。\n2.荒山造林。造林2万亩。\n")
    assert [(p.level, p.title) for p in parse_outline(text)] == [
        (1, "完善苗圃设施"), (2, "新建苗圃"), (2, "改造苗圃"), (1, "丰富造林方式"), (2, "四旁植树"), (2, "荒山造林")]


@pytest.mark.parametrize(("text", "role"), [
    ("第一条 为了造林，制定本办法。\n第二条 本办法适用于公布为示范林场的林场。\n第三条 林场应当造林。\n", "other"),
    ("第一条 为了造林，制定本办法。\n第二条 造林应当遵循因地制宜的原则，注重保护古树。\n第三条 林场应当造林。\n", "principle"),
    ("第一条 为了造林，制定本办法。\n第二条 违反本办法规定的行为，法律已有处罚规定的，从其规定。\n第三条 林场应当造林。\n", "other")])
def test_articles_that_say_where_a_law_applies_and_what_it_holds_to(text, role):
    assert [p.role for p in parse_outline(text)] == ["other", role, "task"]


def test_problems_to_be_solved_are_tasks():
    provisions = analyze("云台县河湖工作要点\n\n一、治理突出问题\n（一）清理河道。拆除违建32处。\n"
                         "二、存在的突出问题\n（一）资金不足。缺口3万元。\n").record.provisions
    assert [(p.id, p.role) for p in provisions] == [("一", "section"), ("一.(一)", "task"), ("二", "other"), ("二.(一)", "other")]


def test_an_item_whose_text_begins_with_a_number_stands_between_its_neighbours():
    nodes = parse_outline("一、重点任务\n15.选派8名木匠学艺。\n16.25名歌师年度考评。\n17.民歌进32所小学。\n")
    assert [n.marker for n in nodes] == ["一、", "15.", "16.", "17."]
    assert [n.marker for n in parse_outline("一、情况\n1.产值增长。\n16.25公里道路完工。\n2.收入增长。\n")] == ["一、", "1.", "2."]

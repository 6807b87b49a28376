"""Task tables: rows become tasks with their bodies and deadlines, however the cells were parted; the text around a table stays outside."""
from __future__ import annotations

import pytest

from kexie_nlp import analyze
from kexie_nlp.outline import parse_outline
from kexie_nlp.outline.rows import find_rows, is_category, task_rows

HEAD = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = (HEAD, ("1", "新建农村水厂3座", "县水务局", "2024年8月底前"), ("2", "改造供水管网46公里", "县住建局、县财政局", "2024年10月底前"),
        ("3", "清淤河道12公里", "县水务局", "2024年11月底前"))
TITLE = "青川县水务局2024年重点任务分解表\n"
MARKS = {"tabs": "\t", "bars": " | ", "wide blanks": "\u3000", "single blanks": " ", "a line each": "\n"}


def table(mark: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    return "\n".join(mark.join(row) for row in rows) + "\n"


def shape(text: str) -> list[tuple[str, str, str | None]]:
    return [(p.id, p.role, p.title) for p in parse_outline(text)]


def cells(text: str) -> list[dict[str, str]]:
    """The cells of the rows of a text by the kind of their column."""
    return [{cell.column: text[cell.start:cell.end] for cell in row.cells} for row in task_rows(text)]


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_every_row_is_a_task(mark):
    record = analyze(TITLE + table(mark)).record
    assert [(p.id, p.role, p.marker, p.title) for p in record.provisions] == [
        ("1", "task", "1", "新建农村水厂3座"), ("2", "task", "2", "改造供水管网46公里"), ("3", "task", "3", "清淤河道12公里")]


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_a_row_gives_its_numbers_and_measures_their_bodies_and_deadline(mark):
    record = analyze(TITLE + table(mark)).record
    assert [(m.provision, m.action, m.object, m.actors, m.status) for m in record.measures] == [
        ("1", "新建", "农村水厂3座", ("县水务局",), "planned"), ("2", "改造", "供水管网46公里", ("县住建局", "县财政局"), "planned"),
        ("3", "清淤", "河道12公里", ("县水务局",), "planned")]
    assert [(t.provision, t.text, t.status, t.deadline) for t in record.targets] == [
        ("1", "3座", "target", (None, "2024-08-31")), ("2", "46公里", "target", (None, "2024-10-31")),
        ("3", "12公里", "target", (None, "2024-11-30"))]
    assert [(t.provision, t.kind, t.to) for t in record.times] == [
        ("1", "by", "2024-08-31"), ("2", "by", "2024-10-31"), ("3", "by", "2024-11-30")]


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_spans_of_rows_and_of_what_they_hold_are_exact(mark):
    document = analyze(TITLE + table(mark))
    for p, row in zip(document.record.provisions, ROWS[1:], strict=True):
        assert document.text[p.start:p.end] == mark.join(row)
    items = (*document.record.measures, *document.record.targets, *document.record.times)
    assert len(items) == 9 and all(document.quote(item) == item.text for item in items)


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_cells_know_their_columns(mark):
    assert cells(table(mark)) == [dict(zip(("number", "name", "body", "deadline"), row, strict=True)) for row in ROWS[1:]]


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_a_table_between_sections_takes_nothing_of_them(mark):
    text = ("青川县水务局2024年工作要点\n一、总体要求\n坚持节水优先。\n二、任务分解\n" + table(mark)
            + "三、工作保障\n1.加强督查。每季度开展督查1次。\n")
    found = {p.id: p for p in parse_outline(text)}
    assert list(found) == ["一", "二", "二.1", "二.2", "二.3", "三", "三.1"]
    assert [p.role for p in found.values()] == ["principle", "section", "task", "task", "task", "section", "task"]
    assert text[found["一"].start:found["一"].end] == "一、总体要求\n坚持节水优先。"
    assert text[found["二"].start:found["二"].end].endswith("2024年11月底前") and found["二"].end == found["二.3"].end
    assert text[found["三"].start:found["三"].end].startswith("三、工作保障\n1.加强督查。")


@pytest.mark.parametrize("mark", [mark for mark in MARKS.values() if mark != "\n"])
def test_sentences_around_a_table_belong_to_no_row(mark):
    record = analyze(TITLE + "现将任务分解如下，请抓好落实。\n" + table(mark) + "各单位要按月报送进展。\n").record
    assert [p.id for p in record.provisions] == ["1", "2", "3"]
    assert [(t.text, t.provision) for t in record.times if t.kind == "recurring"] == [("按月", None)]


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_a_section_ends_with_its_table_if_only_a_note_follows(mark):
    text = "一、任务分解\n" + table(mark) + "注：时限以批复为准。\n二、工作保障\n落实经费。\n"
    section = next(p for p in parse_outline(text) if p.id == "一")
    assert text[section.start:section.end].endswith("2024年11月底前")


def test_a_row_that_only_names_is_the_section_of_those_below_it():
    rows = (HEAD, ("一", "供水保障", "", ""), *ROWS[1:3], ("二", "河湖治理", "", ""), ROWS[3])
    text = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    assert shape(text) == [("一", "section", "供水保障"), ("一.1", "task", "新建农村水厂3座"), ("一.2", "task", "改造供水管网46公里"),
                           ("二", "section", "河湖治理"), ("二.3", "task", "清淤河道12公里")]
    assert [is_category(text, row) for row in task_rows(text)] == [True, False, False, True, False]


def test_rows_below_a_heading_inside_the_table_are_its_tasks():
    text = table("\t", (HEAD, ("一、供水保障",), *ROWS[1:3], ("二、河湖治理",), ROWS[3]))
    assert [(p.id, p.parent, p.role) for p in parse_outline(text)] == [
        ("一", None, "section"), ("一.1", "一", "task"), ("一.2", "一", "task"), ("二", None, "section"), ("二.3", "二", "task")]


def test_categories_of_a_table_copied_cell_by_cell():
    text = "\n".join((*HEAD, "供水保障", *ROWS[1], *ROWS[2], "河湖治理", *ROWS[3])) + "\n"
    assert shape(text) == [("a", "section", "供水保障"), ("a.1", "task", "新建农村水厂3座"), ("a.2", "task", "改造供水管网46公里"),
                           ("b", "section", "河湖治理"), ("b.3", "task", "清淤河道12公里")]


def test_numbering_of_a_copied_table_may_begin_anywhere():
    text = "\n".join((*HEAD, "7", *ROWS[1][1:], "8", *ROWS[2][1:])) + "\n"
    assert [(p.id, p.title) for p in parse_outline(text)] == [("7", "新建农村水厂3座"), ("8", "改造供水管网46公里")]


def test_a_long_cell_of_a_copied_table_may_have_several_lines():
    text = "\n".join((*HEAD, "1", "新建农村水厂3座", "配套消毒设备6套", "县水务局", "2024年8月底前", *ROWS[2])) + "\n"
    assert cells(text)[0] == {"number": "1", "name": "新建农村水厂3座\n配套消毒设备6套", "body": "县水务局", "deadline": "2024年8月底前"}


def test_bodies_that_lead_go_before_those_that_help():
    head = ("序号", "事项", "目标任务", "牵头单位", "配合单位", "时间要求")
    rows = (("1", "水厂建设", "新建农村水厂3座，完成投资1200万元", "县水务局", "县财政局", "2024年8月底前"),
            ("2", "管网改造", "改造供水管网46公里", "县住建局", "县水务局", "2024年10月底前"))
    for mark in ("\t", "\n"):
        record = analyze(TITLE + table(mark, (head, *rows))).record
        assert [(p.role, p.title) for p in record.provisions] == [("task", "水厂建设"), ("task", "管网改造")]
        assert [(m.text, m.actors) for m in record.measures] == [
            ("新建农村水厂3座", ("县水务局", "县财政局")), ("完成投资1200万元", ("县水务局", "县财政局")),
            ("改造供水管网46公里", ("县住建局", "县水务局"))]


def test_what_was_done_so_far_stands_beside_the_task():
    head, done = (*HEAD, "完成情况"), ("已完成2座", "已改造30公里", "已清淤12公里")
    record = analyze(TITLE + table("\t", (head, *((*row, said) for row, said in zip(ROWS[1:], done, strict=True))))).record
    assert [p.role for p in record.provisions] == ["task"] * 3
    assert [(t.provision, t.text, t.status) for t in record.targets] == [
        ("1", "3座", "target"), ("1", "2座", "achieved"), ("2", "46公里", "target"), ("2", "30公里", "achieved"),
        ("3", "12公里", "target"), ("3", "12公里", "achieved")]


def test_numbers_of_a_column_of_goals_are_measured_by_the_name_of_their_row():
    text = "序号|工作任务|2024年目标|责任单位|完成时限\n1|水厂建设|3座|县水务局|8月底前\n2|管网改造|46公里|县住建局|10月底前\n"
    assert [(t.provision, t.indicator, t.value, t.unit, t.deadline) for t in analyze(TITLE + text).record.targets] == [
        ("1", "水厂建设", 3, "座", (None, "2024-08-31")), ("2", "管网改造", 46, "公里", (None, "2024-10-31"))]


def test_a_goal_beside_the_name_of_a_project_is_the_measure():
    text = ("青川县2024年项目清单\n序号 项目名称 年度目标 牵头单位 完成时限\n1 供水管网改造 更换老旧管网46公里 县水务局 2024年10月底前\n"
            "2 灌区改造 新增灌溉面积2000亩 县农业农村局 2024年11月底前\n")
    record = analyze(text).record
    assert [(p.role, p.title) for p in record.provisions] == [("task", "供水管网改造"), ("task", "灌区改造")]
    assert [(m.text, m.actors) for m in record.measures] == [
        ("更换老旧管网46公里", ("县水务局",)), ("新增灌溉面积2000亩", ("县农业农村局",))]
    assert [(t.value, t.unit, t.deadline) for t in record.targets] == [
        (46, "公里", (None, "2024-10-31")), (2000, "亩", (None, "2024-11-30"))]


def test_the_table_of_an_annex_is_a_part_of_its_own():
    text = ("青川县水务局关于做好节水工作的通知\n各镇人民政府：\n一、加强宣传\n开展节水宣传6场。\n二、严格管理\n检查用水大户20家。\n\n"
            "青川县水务局\n2024年3月5日\n\n附件\n任务分工表\n" + table("\t"))
    assert [p.id for p in parse_outline(text)] == ["A.一", "A.二", "B.1", "B.2", "B.3"]


@pytest.mark.parametrize("text", [
    "序号\t指标\t单位\t2023年实际\t2024年计划\n1\t供水量\t万吨\t120\t150\n2\t节水率\t%\t6\t9\n",  # figures
    "指标\t责任单位\t2023年实际\t占比\n供水量\t县水务局\t120\t40%\n",
    "供水\t县水务局\t8月\n管网\t县住建局\t10月\n",  # without a header
    "新建水厂 改造管网 清淤河道 三项任务 同步推进\n县水务局 县住建局 分别负责 各自职责 范围内的\n"])
def test_other_tables_hold_no_tasks(text):
    assert task_rows(text) == () and parse_outline(text) == []


def test_single_blanks_part_cells_only_below_a_header():
    text = "县水务局 县住建局 县财政局 县林业局\n" + table(" ")
    assert [len(row.cells) for row in find_rows(text)] == [4, 4, 4]
    assert [row.start for row in find_rows(text)] == [text.index(" ".join(row)) for row in ROWS[1:]]


@pytest.mark.parametrize("head", [("序号", "工作任务"), ("序号", "备注", "依据"), ("序号", "工作任务", "备注")])
def test_lines_below_a_header_that_assigns_nothing_are_no_rows(head):
    assert task_rows("\n".join((*head, "1", "新建水厂", "其他", "2", "改造管网", "其他")) + "\n") == ()


@pytest.mark.parametrize("blanks", [" ", "   ", "\u3000", " \u3000 "])
def test_a_line_of_blanks_below_a_header_is_no_row(blanks):
    rows = "\n".join(" ".join(row) for row in ROWS[1:])
    found = find_rows(f"{' '.join(HEAD)}\n{blanks}\n{rows}\n{blanks}\n")
    assert [len(row.cells) for row in found] == [4, 4, 4]
    assert parse_outline(f"{' '.join(HEAD)}\n{blanks}\n") == []


def test_a_second_header_row_names_the_columns_below_其中():
    text = ("2020年清河县水土保持公报\n表1 水土流失面积 单位：公顷\n年份 | 流失面积 | 其中 | ||\n轻度 | 中度 | 强烈 |\n"
            "2019 年 | 237.5 | 214.6 | 13.4 | 9.5 |\n2020 年 | 231.6 | 209.7 | 13.0 | 8.9 |\n")
    found = [(t.text, t.indicator, t.unit, t.status) for t in analyze(text).record.targets]
    assert ("231.6", "流失面积", "公顷", "achieved") in found and ("13.4", "中度", "公顷", "context") in found
    assert ("8.9", "强烈", "公顷", "achieved") in found


def test_rows_whose_cells_belong_to_several_rows_are_tasks_too():
    text = ("序号\n指标\n工作任务\n完成时限\n责任领导\n责任股室\n备注\n"
            "1\n公共文化服务\n“三馆一站”免费开放接待人次比上年提高12%。\n11月底前\n"
            "分管局长\n公共服务股\n文化馆\n2\n全年组织送戏下乡等文化惠民活动不低于80场。\n公共服务股\n3\n办好“文化进万家”系列惠民活动。\n"
            "4\n文化产业\n新增规模以上文化企业2家。\n")
    tasks = [p for p in analyze(text).record.provisions if p.role == "task"]
    assert [p.marker for p in tasks] == ["1", "2", "3", "4"]
    assert [m.action for m in analyze(text).record.measures][-2:] == ["办好", "新增"]


def test_running_text_whose_numbers_stand_apart_is_no_row():
    assert not find_rows("消费金额满  60 元减  10元，满  150元减  30元，每位消费者限领一张。\n")


def test_a_column_of_the_progress_that_is_arranged_plans():
    text = ("序号 | 实事名称 | 推进举措及进度安排 | 牵头单位 |\n1 | 建成学校5所。 | 3月底前2所学校封顶；7月底前3所完工。 | 区教育局 |\n"
            "2 | 开办托育站6家。 | 3月底前开办1家；9月底前6家全部到位。 | 区卫健局 |\n")
    assert {t.status for t in analyze(text).record.targets} == {"target"}


def test_a_header_without_a_name_for_the_first_column():
    text = ("清河县2018年国民经济统计公报\n一、综合\n表1 2018年生产总值\n| 绝 对 数 (亿元) | 比上年增长 (%) |\n"
            "地区生产总值 | 482.35 | 6.8 |\n第一产业 | 33.06 | 3.1 |\n")
    found = [(t.text, t.indicator, t.unit, t.status, t.deadline) for t in analyze(text).record.targets]
    assert ("482.35", "地区生产总值", "元", "achieved", None) in found and ("3.1", "第一产业增长", "%", "achieved", None) in found


def test_heads_set_wide_are_known():
    text = "序号 | 项 目 内 容 | 责 任 单 位 |\n1 | 新建公园4所。 | 县住建局 |\n2 | 新增学位810个。 | 县教育局 |\n"
    assert [t.status for t in analyze(text).record.targets] == ["target", "target"]


def test_the_rule_of_a_markdown_table_is_no_row():
    text = "| 序号 | 任务 | 责任单位 |\n| --- | :--- | ---: |\n| 1 | 新建公园4所。 | 县住建局 |\n| 2 | 新增学位810个。 | 县教育局 |\n"
    assert [p.marker for p in analyze(text).record.provisions if p.role == "task"] == ["1", "2"]

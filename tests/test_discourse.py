"""What a passage does: cues, table columns, the acts of numbers, roles and measures that agree with them, training."""
from __future__ import annotations

import time

import pytest
from conftest import ROOT

from kexie_nlp.analysis import analyze
from kexie_nlp.cli import main
from kexie_nlp.discourse import ACTS, load_acts
from kexie_nlp.discourse.cues import Balance, families_in, find_cues, kind_of_title
from kexie_nlp.errors import KexieError
from kexie_nlp.lexicon.segmenter import segments
from kexie_nlp.outline.rows import find_rows

REPORT = """安丘县科协2023年工作总结
2023年12月20日
一、主要成效
1.科普服务。全年举办科普讲座46场，培训农民1385人次，公民具备科学素质的比例达到11.3%。
二、存在问题
一是基层力量不足，仍有3个乡镇没有专职干部。
三、2024年工作打算
1.夯实基层。新建农村科普站12个，力争覆盖80%以上的村。
"""


def statuses(text):
    return {t.text: t.status for t in analyze(text).record.targets}


def test_a_report_with_plans_is_read_part_by_part():
    assert statuses(REPORT) == {"46场": "achieved", "1385人次": "achieved", "达到11.3%": "achieved", "3个": "context",
                                "12个": "target", "80%以上": "target"}


def test_measures_and_roles_agree_with_the_numbers():
    record = analyze(REPORT).record
    actions = {m.action: m.status for m in record.measures}
    assert actions["举办"] == "done" and actions["新建"] == "planned"
    owners = {t.text: t.provision for t in record.targets}
    roles = {p.id: p.role for p in record.provisions}
    assert roles[owners["46场"]] == "achievement" and roles[owners["12个"]] == "task"


def test_rules_of_procedure_are_conditions():
    text = ("河东市科普基地管理办法\n第一条 申报单位应当具备下列条件：展厅面积不少于300平方米，讲解员不少于2名。\n"
            "第二条 资助每年不超过5万元。\n第三条 每三年复核一次。\n")
    assert set(statuses(text).values()) == {"condition"}


def test_cues_start_and_short_ones_end_with_words():
    text = "已建成站点，将新建场馆，以来持续"
    words = segments(text)
    cues = find_cues(text, words.starts, words.forms)
    assert cues.within(0, 1) == ["done"]
    assert cues.within(text.index("将"), text.index("将") + 1) == ["plan", "promise"]
    assert "back" in cues.items and list(cues.items).count("done") == 1


def test_families_and_kinds_of_headings():
    assert kind_of_title("某市科协2023年工作总结") == "report word"
    assert kind_of_title("某市科普基地管理办法") == "rule word"
    assert kind_of_title("某市") == "another kind"
    assert set(families_in("2023年工作总结和2024年工作计划")) >= {"report word", "plan word"}


def test_balance_is_that_of_the_span_alone():
    text = "已完成，已建成，已交付。将开工，将启动，将推进。"
    words = segments(text)
    of = Balance(find_cues(text, words.starts, words.forms)).of
    middle = text.index("将")
    assert of(0, middle) == "4" and of(middle, len(text)) == "0" and of(0, 0) == "few"


@pytest.mark.parametrize("mark", ["|", " | ", "\t"])
def test_rows_know_their_columns(mark):
    lines = [("序号", "项目", "单位", "2024年计划", "实际完成", "完成率"), ("1", "改造泵站", "座", "12", "9", "75%")]
    rows = find_rows("\n".join(mark.join(line) for line in lines))
    assert [[c.column for c in row.cells] for row in rows] == [["number", "name", "unit", "plan", "actual", "share"]]


def test_a_cell_has_status_and_deadline_of_its_column_and_row():
    text = ("任务分解表\n指标|单位|2022年基数|2025年目标|截至2024年底完成|完成时限\n"
            "通车村组|个|402|518|493|2025年11月底\n硬化道路|公里|30|60|41|2025年6月底\n")
    found = {t.text: (t.status, t.baseline, t.deadline) for t in analyze(text).record.targets}
    assert found["518"] == ("target", 402, (None, "2025-11-30")) and found["60"] == ("target", 30, (None, "2025-06-30"))
    assert found["493"] == ("achieved", None, (None, "2024-12-31")) and found["402"][0] == "context"


def test_a_title_may_write_its_year_in_chinese_digits():
    record = analyze("石门县科协二〇二三年工作计划\n一、目标\n全年举办讲座20场。\n").record
    assert record.meta.period == ("2023-01-01", "2023-12-31") and record.targets[0].deadline == ("2023-01-01", "2023-12-31")


def test_until_now_is_the_time_of_a_result():
    record = analyze("某市民生实事进展\n2023年8月5日\n截至目前，已改造老旧小区26个。\n").record
    assert [(t.text, t.kind, t.to) for t in record.times] == [("截至目前", "done", "2023-08-05")]
    assert record.targets[0].deadline == (None, "2023-08-05")


def test_a_model_that_cannot_be_read_is_an_error(tmp_path):
    path = tmp_path / "acts.json"
    path.write_text('{"name": "x", "numbers": {"intercepts": [0], "weights": {}}}', encoding="utf-8")
    with pytest.raises(KexieError, match="K502"):
        load_acts(str(path))
    with pytest.raises(KexieError, match="K502"):
        load_acts(str(tmp_path / "none.json"))


def test_train_acts_writes_a_model_that_is_used(tmp_path, capsys):
    path = tmp_path / "acts.json"
    with pytest.raises(SystemExit) as done:
        main(["train", "acts", "--gold", str(ROOT / "tests" / "heldout"), "-o", str(path)])
    assert done.value.code == 0
    out = capsys.readouterr()
    assert str(path) in out.out and "numbers: accuracy" in out.err
    models = load_acts(str(path))
    assert models.scores["numbers"]["acc"] > 0.6 and models.numbers.read([[], [0]]).shape == (2, len(ACTS))


def test_train_acts_needs_annotated_documents(tmp_path):
    with pytest.raises(SystemExit) as done:
        main(["train", "acts", "--gold", str(tmp_path), "-o", str(tmp_path / "m.json")])
    assert done.value.code == 2


def test_time_grows_with_the_dates_of_a_clause():
    def seconds(count):
        begin = time.process_time()
        assert len(analyze("2023年、" * count).record.times) == count
        return time.process_time() - begin

    seconds(50)
    assert seconds(4000) < 8 * seconds(1000)


@pytest.mark.parametrize(("title", "wanted"), [
    ("清河市人民政府办公室关于下达2015年民生实事的通知", "target"), ("清河区2020年民生实事项目任务责任分解表", "target"),
    ("清河市2015年民生实事完成情况通报", "achieved")])
def test_a_title_that_only_hands_out_tasks_plans(title, wanted):
    text = f"{title}\n一、新增养老床位3800张；为21万名老人提供居家服务；改造危桥310座。\n二、资助8000名残疾人适配辅具。\n"
    assert set(statuses(text).values()) == {wanted}


def test_in_a_paper_that_hands_out_tasks_last_year_is_over():
    text = "清河区2020年民生实事项目任务责任分解表\n2019年，全区10件实事全部办结，完成投资3.2亿元。\n1.新建学校12所。\n"
    found = statuses(text)
    assert (found["3.2亿元"], found["12所"]) == ("achieved", "target")


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("展馆开放天数不少于280天，接待参观1.5万人次以上，满意度≥90%。", ["target"] * 3),
    ("展馆实际开放天数均不少于280天，接待参观1.5万人次以上。", ["achieved"] * 2)])
def test_a_bound_in_a_review_demands_unless_it_is_kept(sentence, wanted):
    text = f"清河市数据中心2023年度项目支出绩效自评报告\n一、基本情况\n2.绩效目标与完成情况\n{sentence}实际投入资金281.9万元。\n"
    assert list(statuses(text).values()) == [*wanted, "achieved"]


def test_goals_listed_below_a_sentence_of_goals_are_planned():
    text = ("“十二五”期间，水利建设成效明显。\n——治理水土流失2980万亩。\n会议提出了“十三五”时期的主要目标。\n"
            "——水利投资合计1200亿元。\n——供水惠及658.3万人，新增惠及186.2万人。\n")
    assert list(statuses(text).values()) == ["achieved", "target", "target", "target"]


def test_items_above_their_outcomes_are_planned_also_within_a_line():
    text = ("2013年实事工程共36项，现将进展公布如下。 1.改造公园26座。 责任单位：市园林局 实际完成情况：已改造11座。 "
            "2.新辟公交线12条。 责任单位：市交通局 实际完成情况：已新辟5条。\n")
    found = statuses(text)
    assert (found["26座"], found["12条"], found["11座"], found["5条"]) == ("target", "target", "achieved", "achieved")

"""One matter through the levels and the years. All sentences are made up."""
import pytest
from made_up import CENTRAL, built_store

from kexie_nlp import query
from kexie_nlp.errors import KexieError
from kexie_nlp.outline.regions import ancestors
from kexie_nlp.report import chain_report

C = "中央2016"
PLACES = {"province": "provincial 浙江省 2018", "again": "provincial 浙江省 2020", "city": "municipal 绍兴市 2019",
          "county": "county 柯桥区 2021", "elsewhere": "provincial 安徽省 2018", "other": "municipal 合肥市 2019"}
MATTER = "一、基层\n1.建设乡镇科协。推动乡镇建立科协。\n2.整理档案。整理旧档案。\n"
NOTHING = "一、节庆\n1.举办赏花节。邀请科学家赏花。\n"


@pytest.fixture
def store(tmp_path, monkeypatch):
    texts = {name: f"{head}\n{NOTHING if name == 'city' else MATTER}" for name, head in PLACES.items()}
    with built_store(tmp_path, monkeypatch, centre=CENTRAL, **texts) as opened:
        yield opened


@pytest.mark.parametrize(("region", "above"), [
    ("柯桥区", ("绍兴市", "浙江省")), ("绍兴市", ("浙江省",)), ("浙江省", ()), ("黔南布依族苗族自治州", ("贵州省",)),
    ("喀什地区", ("新疆维吾尔自治区",)), ("不在表中县", ()), (None, ())])
def test_the_regions_above_a_region(region, above):
    assert ancestors(region) == above


def test_a_matter_goes_down_level_by_level_and_year_by_year(store):
    rows = query.chain(store, f"{C}/一.1")
    assert [(row.level, row.region, row.year, row.state) for row in rows] == [
        ("central", None, 2016, "covered"), ("provincial", "安徽省", 2018, "covered"), ("provincial", "浙江省", 2018, "covered"),
        ("provincial", "浙江省", 2020, "covered"), ("municipal", "合肥市", 2019, "covered"), ("municipal", "绍兴市", 2019, "uncovered"),
        ("county", "柯桥区", 2021, "covered")]
    assert rows[0].grade is None and rows[0].ref == f"{C}/一.1" and rows[0].via == ()


def test_each_step_names_the_tasks_of_the_nearest_level_above(store):
    via = {(row.region, row.year): row.via for row in query.chain(store, f"{C}/一.1")}
    assert via["浙江省", 2018] == (f"{C}/一.1",) and via["合肥市", 2019] == ("安徽2018/一.1",)
    assert via["绍兴市", 2019] == via["柯桥区", 2021] == ("浙江2018/一.1", "浙江2020/一.1")  # the city has no such task


def test_a_local_task_has_the_chain_of_its_own_region(store):
    rows = query.chain(store, "柯桥2021/一.1")
    assert [row.region for row in rows] == [None, "浙江省", "浙江省", "绍兴市", "柯桥区"]
    assert [row.region for row in query.chain(store, "合肥2019/一.1")] == [None, "安徽省", "合肥市"]


def test_a_task_without_a_link_has_no_chain(store):
    assert list(query.chain(store, "合肥2019/一.2")) == []


def test_states_and_levels_filter_the_steps(store):
    assert [row.document for row in query.chain(store, f"{C}/一.1", status="uncovered")] == ["绍兴2019"]
    assert {row.level for row in query.chain(store, f"{C}/一.1", level="county")} == {"central", "county"}
    with pytest.raises(KexieError) as caught:
        query.chain(store, "没有/一.1")
    assert caught.value.code == "K303"


def test_a_ministry_that_names_the_plan_is_a_step_and_so_are_those_that_answer_the_ministry(tmp_path, monkeypatch):
    ministry = ("central - 2017\n一、基层\n1.建设乡镇科协。贯彻落实《某某领域改革总体计划》，推动乡镇建立科协。\n"
                "2.办好科普大篷车。开展科普大篷车下乡。\n3.举荐青年人才。设立青年托举项目。\n4.整理档案。整理旧档案。\n")
    texts = {"centre": CENTRAL.replace("central -", "central 某某领域改革总体"), "ministry": ministry,
             "north": f"provincial 浙江省 2018\n{MATTER}"}
    with built_store(tmp_path, monkeypatch, **texts) as opened:
        above = {info.label: set(info.grounds.values()) for info in opened.infos() if info.level == "central"}
        assert sorted(map(len, above.values())) == [0, 1] and {"named"} in above.values()
        top = next(label for label, grounds in above.items() if not grounds)
        rows = query.chain(opened, f"{top}/一.1")
        assert [row.level for row in rows] == ["central", "central", "provincial"]
        assert rows[1].document != top and rows[1].via == (f"{top}/一.1",)


def test_the_table_has_chinese_labels(store):
    sheet = chain_report(query.chain(store, f"{C}/一.1")).sheets[0]
    assert [column.heading for column in sheet.columns] == ["层级", "地区", "年份", "文档", "名称", "标题", "状态", "把握", "上一级任务"]
    assert sheet.rows[0][1] == "全国" and sheet.rows[-1][-1] == "浙江2018/一.1、浙江2020/一.1"


def test_the_ledger_lists_the_steps_where_documents_are_of_several_levels(store):
    from kexie_nlp.query.ledger import ledger
    from kexie_nlp.report.ledger.content import chains_page

    made = ledger(store)
    lines = [line.cells for line in chains_page(made).lines if line.cells[0] == "一.1"]
    assert [(cells[2], cells[5], cells[6]) for cells in lines if cells[2] != "省级"] == [
        ("市级", "合肥2019", "一.1 建设乡镇科协"), ("市级", "绍兴2019", None), ("县级", "柯桥2021", "一.1 建设乡镇科协")]
    assert lines[-1][-1] == "浙江2018/一.1、浙江2020/一.1"
    assert ledger(store, documents=["浙江2018", "安徽2018"]).chains == {}

"""Names, sections, ambiguity and the reasons of a score. All sentences are made up."""
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import made
from test_alignment import CENTRAL, EAST, MODEL, WEST

from kexie_nlp.alignment import align
from kexie_nlp.alignment.candidates import tasks_of
from kexie_nlp.alignment.evidence import PRECEDENT, explain, shared_wording
from kexie_nlp.alignment.features import NameIndex, names_of, shared_names
from kexie_nlp.alignment.topics import home_topics, is_routine


@pytest.mark.parametrize(("text", "wanted"), [
    ("制定《北山省科学技术协会省级学会通则（试行）》", {"学会通则"}),
    ("修订《中国科协全国学会组织通则（试行）》，实施“党建强会”计划", {"学会组织通则", "党建强会"}),
    ("没有名字", set()), ("“一”", set())])
def test_names_without_whose_they_are(text, wanted):
    assert names_of(text) == wanted


def test_like_names_are_found_whatever_their_owner():
    index = NameIndex(["修订《中国科协全国学会组织通则》", "实施“党建强会”计划"])
    found = index.transform(["印发《西河省科协省级学会通则》", "推进“党建强会”", "办“赏花节”"])
    assert found[0, 0] >= 0.5 and found[0, 1] == 0
    assert found[1].tolist() == [0, 1] and not found[2].any()
    assert shared_names("推进“党建强会”和“赏花节”", "实施“党建强会”计划") == ["党建强会"]


def test_the_sections_above_a_task_are_known_without_parents():
    document = made("central - 2016\n一、总则\n1.甲事。办甲事。\n二、服务\n1.乙事。办乙事。\n")
    orphans = tuple(p.model_copy(update={"parent": None}) for p in document.record.provisions)
    bare = type(document)(document.record.model_copy(update={"provisions": orphans}), document.text)
    assert [task.section for task in tasks_of(bare)] == ["总则", "服务"]


def test_a_section_speaks_for_its_tasks():
    plain, helped = (made(f"provincial 北山省 2019\n一、{title}\n1.新举措。开展有益活动。\n") for title in ("其他", "办好科普资源"))
    scores = [{x.measure.provision: x.score for x in align(CENTRAL, [d])}["二.2"] for d in (plain, helped)]
    assert scores[1] > scores[0]


@pytest.mark.parametrize(("scores", "wanted"), [
    ([0.5, 0.4, 0.2, 0.1], 3), ([0.5, 0.1], 0), ([0.9, 0.8], 0), ([0.1, 0.1], 0), ([0.5], 0), ([], 0)])
def test_close_and_uncertain_is_ambiguous(scores, wanted):
    assert MODEL.ambiguous(scores) == wanted


def test_reasons_name_what_speaks_most_and_only_that():
    def shared(name):
        return {"topic": ["智库", "科普"]}.get(name, ())

    said = explain({"body": 1.0, "topic": 3.0, "title": 0.1, "clause": -1.0}, shared, 0.6)
    assert said == f"同谈“智库、科普”（73%）；措辞相近（24%）；{PRECEDENT}"
    assert explain({"body": 0.0}, shared) == ""


@pytest.mark.parametrize(("one", "other", "wording"), [
    ("改造乡镇科普大篷车，配发讲解设备。", "各县要改造乡镇科普大篷车。", ["改造乡镇科普大篷车"]),
    ("学会的治理结构", "完善学会的治理", ["学会的治理"]), ("甲乙", "甲乙", []), ("开展培训和服务", "培训与服务", [])])
def test_shared_wording_stands_in_both_and_no_run_in_another(one, other, wording):
    assert shared_wording(one, other) == wording


@given(st.text("学会科普改革，的和服务", max_size=40), st.text("学会科普改革，的和服务", max_size=40))
def test_shared_wording_is_what_both_say(one, other):
    runs = shared_wording(one, other)
    assert all(run in one and run in other and len(run) >= 3 for run in runs) and len(runs) <= 3
    assert not any(a != b and a in b for a in runs for b in runs)


def test_every_graded_link_has_its_reasons_and_no_other():
    links = align(CENTRAL, [EAST, WEST])
    assert all(bool(link.why) == bool(link.grade) for link in links)
    assert "承接职能" in next(x.why for x in links if x.task.sha256 == WEST.record.sha256)


@pytest.mark.parametrize(("text", "wanted"), [
    ("更换办公家具，整理档案。", True), ("落实经费保障。", True), ("更换科技馆的办公家具。", False), ("举办赏花节。", False)])
def test_daily_business_is_known(text, wanted):
    assert is_routine(text) is wanted


def topics_of(text):
    return home_topics().of(text)


def test_all_topics_of_a_text():
    assert topics_of("建设智库，办好科技馆") == {"智库", "科普"}


@pytest.mark.parametrize(("text", "wanted"), [
    ("（一）加强组织领导。成立由县长任组长的领导小组，定期研究科普工作。", True),
    ("2.强化督促检查。对各镇进度逐月通报，约谈落后单位。", True),
    ("（三）加强经费保障。逐步提高科普经费，鼓励社会捐赠。", True),
    ("四是加强宣传引导。在报刊开设专栏，讲好改革故事。", True),
    ("3.狠抓落实。列出清单，挂图作战，逐项销号。", True),
    ("（二）健全考核评价机制。把任务完成情况纳入年度考核，结果与评优挂钩。", True),
    ("5.压实责任。各责任单位主要负责人亲自抓，分管负责人具体抓。", True),
    ("（四）强化资金保障。统筹财政资金，支持智库课题。", True),
    ("（五）做好组织实施。县直各部门制定细化方案，报送进展。", True),
    ("1.加强规划实施的监测评估。开展中期评估，适时调整目标。", True),
    ("6.注重总结推广。提炼经验，推介样板。", True),
    ("（六）加强统筹协调。建立联席会议，解决跨部门难题。", True),
    ("1.建设科普长廊。在公园设置展板20块。", False),
    ("2.加强学会组织领导机构换届。指导学会按期换届。", False),
    ("3.举办农民丰收节。组织赛事，展销农产品。", False),
    ("4.加强科普宣传引导。每月发布科普短视频。", False),
    ("5.完善学会考核评价。对学会分类评估。", False),
    ("6.扶持茶产业。改造茶园500亩。", False),
    ("7.古村落保护。修缮古井和廊桥，聘请看护员。", False),
    ("8.举办青年论坛。邀请学者作报告，强化经费保障。", False),
])
def test_a_heading_that_names_a_safeguard_makes_a_task_routine(text, wanted):
    assert is_routine(text) is wanted


def test_contacting_scientists_is_no_exchange_of_staff():
    assert "干部" not in topics_of("领导班子成员联系服务科技工作者，常委定期联系代表。")
    assert topics_of("选派年轻同志挂职。") == {"干部"}
    assert topics_of("深化学会改革，争创一流学会。") == {"治理结构", "治理方式"}

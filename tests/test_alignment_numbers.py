"""Numbers face to face: what is compared, how it is judged, and why not. All indicators are made up."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_nlp.alignment.numbers import Goal, compare, compare_targets, verdict
from kexie_nlp.model import Target


def target(**values):
    """A target of 60 % or more, but for the given values."""
    return Target(**({"id": "t", "provision": "一.1", "start": 0, "end": 1, "text": "x", "indicator": "一线代表比例",
                      "comparator": "ge", "value": 60, "unit": "%", "status": "target", "rule": "made"} | values))


def goal(indicator, comparator, value, unit, *, before="", **more):
    """A goal as extraction gives it: indicator, comparator, value, unit, and the words before the number."""
    return Goal(target(indicator=indicator, comparator=comparator, value=value, unit=unit, **more), before)


PEOPLE = "企业、高校、农村一线科技人员比例"
BY2018, BY2020 = {"deadline": (None, "2018-12-31")}, {"deadline": (None, "2020-12-31")}

# mine, theirs, verdict, deadline, a part of the reason
PAIRS = [
    # shares of the same people in the same body
    (goal(PEOPLE, "ge", 70, "%", before="省科协代表大会代表中"), goal("一线科技工作者占比", "approx", 65, "%", before="全国代表大会代表中"),
     "stricter", None, "≥70%对约65%"),
    (goal(PEOPLE, "approx", 65, "%", before="代表大会代表中"), goal("一线科技工作者占比", "approx", 65, "%", before="大会代表中"),
     "equal", None, "约65%对约65%"),
    (goal(PEOPLE, "ge", 50, "%", before="代表大会代表里，会代表中"), goal("一线人员比例", "approx", 65, "%", before="代表大会代表中"),
     "looser", None, "≥50%"),
    (goal("一线委员比例", "approx", 72, "%", baseline=55), goal("基层一线的全委会委员比例", "approx", 70, "%", baseline=58),
     "stricter", None, "基数55对58"),
    (goal("常委中一线人员比例", "eq", 80, "%"), goal("常委会委员中一线比例", "approx", 75, "%"), "stricter", None, "80%"),
    (goal("理事会理事中一线科技工作者", "ge", 80, "%"), goal("学会理事会理事基层一线", "ge", 75, "%"), "stricter", None, "≥80%"),
    (goal("常务理事会常务理事中一线", "ge", 60, "%"), goal("常务理事一线科技工作者", "ge", "66.67", "%"), "looser", None, "66.67"),
    (goal("45岁以下青年代表比例", "ge", 40, "%"), goal("45岁以下青年科技工作者", "ge", "33.33", "%", before="代表大会代表中"),
     "stricter", None, "≥40%"),
    (goal("女性代表比例", "ge", 25, "%"), goal("女性代表占比", "ge", 25, "%"), "equal", None, "≥25%"),
    (goal("领导干部代表比例", "le", 20, "%"), goal("领导干部在代表中的比例，代表比例", "le", 25, "%"), "stricter", None, "≤20%"),
    # another subject, other people, another unit, another rhythm, another direction
    (goal("一线代表比例", "ge", 70, "%"), goal("一线委员比例", "approx", 70, "%"), "incomparable", None, "主体不同：代表与委员"),
    (goal("一线常委比例", "ge", 70, "%"), goal("一线委员比例", "ge", 70, "%"), "incomparable", None, "主体不同：常委与委员"),
    (goal("一线比例", "ge", 70, "%", before="理事会理事中"), goal("一线比例", "ge", 70, "%", before="常务理事会常务理事中"),
     "incomparable", None, "主体不同"),
    (goal("青年代表比例", "ge", 30, "%"), goal("一线代表比例", "ge", 65, "%"), "incomparable", None, "人群不同：青年与一线"),
    (goal("代表比例", "ge", 30, "%"), goal("一线代表比例", "ge", 65, "%"), "incomparable", None, "人群不同：未说明与一线"),
    (goal("兼职副主席", "eq", 6, "名"), goal("挂职副主席", "eq", 1, "名"), "incomparable", None, "人群不同"),
    (goal("建立企业科协", "ge", 50, "%"), goal("建立企业科协", "ge", 500, "家"), "incomparable", None, "单位不同：%与家"),
    (goal("举办学术沙龙", "ge", 20, "场", scope="每年"), goal("举办学术沙龙", "ge", 100, "场"), "incomparable", None,
     "口径不同：每年与总量"),
    (goal("建设示范园", "ge", 10, "%"), goal("建设示范园", "le", 10, "%"), "incomparable", None, "方向不同"),
    # less is more
    (goal("事业编制压缩比例", "eq", 20, "%"), goal("压缩事业编制", "eq", 10, "%"), "stricter", None, "20%"),
    (goal("科技馆事故率", "le", 1, "%"), goal("科技馆事故率", "le", 2, "%"), "stricter", None, "≤1%"),
    (goal("办理时限", "le", 10, "天"), goal("办理时限", "le", 5, "天"), "looser", None, "≤10天"),
    (goal("直属事业单位", "eq", 6, "个", baseline=9), goal("所属事业单位", "eq", 13, "个"), "incomparable", None, "方向不同"),
    (goal("直属事业单位", "eq", 6, "个", baseline=9), goal("所属事业单位", "eq", 13, "个", text="压缩至13个"), "incomparable", None,
     "数量随辖区"),
    (goal("直属事业单位", "eq", 6, "个", baseline=9), goal("所属事业单位", "eq", 13, "个", before="所属事业单位年底前压缩至"),
     "incomparable", None, "数量随辖区"),
    (goal("压缩办理时限", "eq", 30, "%"), goal("压缩办理时限", "eq", 60, "%", text="压缩至60%"), "incomparable", None, "压减的幅度"),
    # counts of things: more than the whole country asks of itself is more, less is no verdict
    (goal("培育科普示范县", "ge", 70, "个"), goal("培育科普示范县", "ge", 60, "个"), "stricter", None, "≥70个"),
    (goal("培育科普示范县", "ge", 10, "个"), goal("培育科普示范县", "ge", 60, "个"), "incomparable", None, "数量随辖区"),
    # ranges and rounding
    (goal("处级岗位挂职比例", "eq", 15, "%"), goal("处级岗位挂职比例", "range", 10, "%", value_max=15), "incomparable", None,
     "范围相交"),
    (goal("处级岗位挂职比例", "eq", 16, "%"), goal("处级岗位挂职比例", "range", 10, "%", value_max=15), "stricter", None, "10—15%"),
    (goal("处级岗位挂职比例", "range", 10, "%", value_max=15), goal("处级岗位挂职比例", "range", 10, "%", value_max=15),
     "equal", None, "10—15%"),
    (goal("一线代表比例", "approx", 66, "%"), goal("一线代表比例", "ge", 65, "%"), "incomparable", None, "范围相交"),
    (goal("一线代表比例", "gt", 60, "%"), goal("一线代表比例", "ge", 60, "%"), "incomparable", None, "范围相交"),
    # dates beside the verdict
    (goal("公民具备科学素质的比例", "gt", 8, "%", **BY2018), goal("公民具备科学素质比例", "gt", 10, "%", **BY2020),
     "looser", "earlier", ">8%"),
    (goal("公民具备科学素质的比例", "gt", 10, "%", **BY2020), goal("公民具备科学素质比例", "gt", 10, "%", **BY2020),
     "equal", "same", ">10%"),
    (goal("公民具备科学素质的比例", "gt", 12, "%", **BY2020), goal("公民具备科学素质比例", "gt", 10, "%", **BY2018),
     "stricter", "later", ">12%"),
    (goal("公民具备科学素质的比例", "gt", 12, "%"), goal("公民具备科学素质比例", "gt", 10, "%", **BY2018), "stricter", None, ""),
]


@pytest.mark.parametrize(("mine", "theirs", "wanted", "date", "reason"), PAIRS)
def test_pairs(mine, theirs, wanted, date, reason):
    found = compare(mine, theirs)
    assert (found.verdict, found.deadline) == (wanted, date), found.reason
    assert reason in found.reason and found.reason


def test_there_are_enough_pairs():
    assert len(PAIRS) >= 30


@pytest.mark.parametrize(("mine", "theirs", "wanted"), [
    ("ge 150 家", "ge 200 家", "looser"), ("ge 200 家", "ge 150 家", "stricter"), ("ge 150 家", "ge 150 家", "equal")])
def test_between_provinces_counts_are_compared(mine, theirs, wanted):
    sides = []
    for words in (mine, theirs):
        comparator, value, unit = words.split()
        sides.append(goal("新建企业科协", comparator, value, unit))
    assert compare(*sides, same_level=True).verdict == wanted


KINDS = st.sampled_from(["eq", "ge", "gt", "le", "lt", "approx"])


@given(st.builds(target, value=st.integers(1, 9), comparator=KINDS),
       st.builds(target, value=st.integers(1, 9), comparator=KINDS))
def test_the_other_way_round_the_verdict_turns(a, b):
    turned = {"stricter": "looser", "looser": "stricter"}
    found = verdict(Goal(a), Goal(b))[0]
    assert verdict(Goal(b), Goal(a))[0] == turned.get(found, found)


def test_the_same_indicator_is_compared_and_no_other():
    mine = [goal("一线代表比例", "ge", 70, "%", id="a")]
    theirs = [goal("一线代表比例", "ge", 60, "%", id="b"), goal("事业编制", "le", 100, "名", id="c")]
    found = compare_targets(mine, theirs)
    assert [(x.task_target, x.measure_target, x.verdict) for x in found] == [("a", "b", "stricter")]


@pytest.mark.parametrize("theirs", [
    [goal("每年会议时长", "le", 2, "小时")],
    [goal("一线代表比例", "ge", 65, "%", id="b"), goal("一线代表占比", "ge", 80, "%", id="c")]])
def test_another_or_an_ambiguous_indicator_is_not_compared(theirs):
    assert compare_targets([goal("一线代表比例", "ge", 70, "%")], theirs) == ()

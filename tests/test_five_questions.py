"""Five questions that a reader asks of the five official plans, answered by hand first and then by `query`.

The answers are ids, numbers, dates and single terms. DEBATABLE: careful readers differ, either answer is allowed.
"""
import pytest

from kexie_nlp import query
from kexie_nlp.batch import build
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store

CENTRE, NORTH, ANHUI, GUIZHOU, HENAN = "中央", "黑龙江2019", "安徽2017", "贵州2022", "河南2021"


@pytest.fixture(scope="module")
def store(shared, tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("five") / "k.db", create=True) as opened:
        build([shared / "corpora"], opened, Settings())
        yield opened


def place(ref):
    """Document and provision of a full name; no provision for what stands before the first heading."""
    document, _, provision = ref.partition("/")
    return document, provision


# 1. Who sets a share of front-line members in leading bodies, and how does it compare with the centre's?
# No province does: Anhui's raises it without a number, so nothing can be compared, and nobody names a date.
SHARES = {  # who: place, comparator, percent, the percent now
    "代表": ("二.1", "approx", 65, 58), "全委": ("二.1", "approx", 70, 58), "常委": ("二.1", "approx", 75, 56),
    "理事": ("三.3", "ge", 75, None), "常务理事": ("三.3", "ge", 66.67, None)}
YOUNG = ("二.1", "ge", 33.33, None)  # a share of those under 45, from wherever they come
PERCENTAGES = {  # all that the provinces promise in percent; none of it is such a share
    (ANHUI, "C.第一.一是", 50), (ANHUI, "C.第一.一是", 80), (HENAN, "", 15), (NORTH, "", 90)}


def test_the_centre_sets_five_shares_and_no_date(store):
    rows = {(place(r.ref)[1], r.comparator, r.value, r.baseline): r for r in query.targets(store, document=CENTRE, status="target")
            if r.unit == "%" and place(r.ref)[1] in {"二.1", "三.3"}}
    assert rows.keys() == {*SHARES.values(), YOUNG}
    assert {r.deadline for r in rows.values()} == {None}
    assert {who for who, share in SHARES.items() if "一线" not in rows[share].indicator} == set()


def test_no_province_sets_a_share_and_so_nothing_is_compared(store):
    promised = {(*place(r.ref), r.value) for r in query.targets(store, status="target") if r.unit == "%" and r.document != CENTRE}
    assert promised == PERCENTAGES
    assert [n for n in query.numbers(store) if place(n.other_ref) in {(CENTRE, "二.1"), (CENTRE, "三.3")}] == []


def test_anhui_raises_the_share_all_the_same(store):
    grades = {place(link.ref): link.grade for link in query.measure(store, f"{CENTRE}/二.1").links}
    assert grades[ANHUI, "C.第一.一是"] == 2


# 2. What does Anhui promise by number for 2017?
PROMISES = {  # place, comparator, value, upper value, unit: a term of what is counted
    ("C.第一.一是", "ge", 50, None, "%"): "省属本科高等学校", ("C.第一.一是", "eq", 80, None, "%"): "园区",
    ("C.第一.一是", "eq", 500, None, "家"): "企业科协", ("C.第一.一是", "eq", 100, None, "个"): "农技协",
    ("C.第一.二是", "eq", 2, None, "个"): "省级学会", ("C.第一.三是", "eq", 5, None, "个"): "传帮带",
    ("C.第一.四是", "eq", 2, None, "期"): "培训班", ("C.第二.一是", "eq", 10, None, "个"): "秘书处",
    ("C.第二.二是", "eq", 50, None, "个"): "科技社团", ("C.第二.三是", "range", 1, 2, "个"): "联合体",
    ("C.第三.一是", "eq", 500, None, "家"): "企业", ("C.第三.一是", "eq", 50, None, "个"): "服务站",
    ("C.第三.一是", "eq", 10, None, "个"): "联盟", ("C.第三.一是", "range", 1, 2, "个"): "示范市",
    ("C.第三.二是", "eq", 20, None, "个"): "项目", ("C.第三.二是", "eq", 30, None, "名"): "人才",
    ("C.第三.三是", "eq", 100, None, "个"): "e站", ("C.第三.三是", "eq", 600, None, "场次"): "科普日",
    ("C.第三.三是", "eq", 100, None, "场次"): "学堂", ("C.第三.三是", "eq", 30, None, "个"): "流动科技馆",
    ("C.第三.三是", "ge", 10_000_000, None, "元"): "奖补资金", ("C.第三.三是", "eq", 60, None, "个"): "教育基地",
    ("C.第三.四是", "eq", 5, None, "个"): "研究基地"}
NEIGHBOURS = {"园区": ("部属", "本科"), "省属本科高等学校": ("部属", "园区")}  # counted in the same enumeration by other numbers


def test_what_anhui_promises_by_number(store):
    rows = query.targets(store, document=ANHUI, status="target")
    said = {(place(r.ref)[1], r.comparator, r.value, r.value_max, r.unit): r.indicator for r in rows}
    assert said.keys() == PROMISES.keys() and len(rows) == len(said)
    assert {term for key, term in PROMISES.items() if term not in said[key]} == set()
    named = {term: said[key] for key, term in PROMISES.items()}
    assert {term for term, others in NEIGHBOURS.items() if any(other in named[term] for other in others)} == set()


# 3. Which central tasks do Heilongjiang's tasks of 2019 leave out?
LEFT_OUT = {"二.3"}  # no secondments, no exchange of staff; representatives are contacted, not scientists by cadres
DEBATABLE_OUT = {"二.1", "三.3"}  # 三长 enter county bodies, but no share; elections in time are one of a dozen matters
CARRIERS = {
    "二.2": {"四.15"}, "二.4": {"四.17", "四.18"}, "二.5": {"二.7"}, "二.6": {"一.4", "四.19"}, "二.7": {"一.3"},
    "三.1": {"二.6"}, "三.2": {"二.5"}, "三.4": {"二.7"}, "四.1": {"三.9"}, "四.2": {"三.10"}, "四.3": {"三.13", "三.14"},
    "四.4": {"三.11", "三.12"}, "五.1": {"二.8"}, "五.2": {"二.8"}, "五.3": {"一.1"}, "五.4": {"一.2", "一.3"}}


def test_what_heilongjiang_leaves_out(store):
    out = {row.id for row in query.gaps(store, document=NORTH)}
    assert out - DEBATABLE_OUT == LEFT_OUT
    states = {place(row.ref)[1]: c.state for row in query.states(store) for c in row.cells if c.name == NORTH}
    assert {name for name, state in states.items() if state != "covered"} == out
    assert states.keys() == CARRIERS.keys() | LEFT_OUT | DEBATABLE_OUT


def test_who_carries_the_rest_out_in_heilongjiang(store):
    for name, tasks in CARRIERS.items():
        carried = {place(link.ref) for link in query.measure(store, f"{CENTRE}/{name}").links if link.grade == 2}
        assert {(NORTH, task) for task in tasks} - carried == set(), name


# 4. Which tasks of Henan have no central counterpart?
NOVEL = {"三.(二)", "三.(三)", "三.(四)", "三.(五)", "三.(六)"}  # running the plan itself: duties, rules, money, assessment
DEBATABLE_NOVEL = {"二.(一).3", "二.(四).4", "二.(五).7", "三.(七)"}


def test_what_henan_does_besides(store):
    assert {row.id for row in query.novel(store, document=HENAN)} - DEBATABLE_NOVEL == NOVEL


# 5. What is due by when? Guizhou and Anhui date nothing beyond the plan's own year.
DUE = {  # place, date: terms of what is due
    (CENTRE, "二.2", "2016-12-31"): ("13个", "1120名"), (NORTH, "二.7", "2019-12-31"): ("不少于20个",), (HENAN, "", "2025-12-31"): ("15%",)}
PERIODS = {  # the plan names its own period; to count these as dates of what it promises is debatable
    (ANHUI, "", "2017-12-31"), (ANHUI, "A.三", "2017-12-31"), (ANHUI, "C", "2017-12-31"), (ANHUI, "C.第一.三是", "2017-12-31"),
    (GUIZHOU, "", "2022-12-31"), (NORTH, "", "2019-12-31"), (HENAN, "", "2025-12-31")}


def test_what_is_due_by_when(store):
    dated = {(*place(r.ref), r.date): r.sentence for r in query.deadlines(store, status="planned")
             if r.date and (r.kind == "by" or (*place(r.ref), r.date) not in PERIODS)}
    assert dated.keys() == DUE.keys()
    assert {key: terms for key, terms in DUE.items() if not all(term in dated[key] for term in terms)} == {}


def test_the_dates_stand_with_their_numbers(store):
    dated = {(*place(r.ref), r.deadline[1], r.comparator, r.value) for r in query.targets(store, status="target") if r.deadline}
    assert dated == {(CENTRE, "二.2", "2016-12-31", "eq", 13), (CENTRE, "二.2", "2016-12-31", "approx", 1120),
                     (NORTH, "二.7", "2019-12-31", "ge", 20), (HENAN, "", "2025-12-31", "eq", 15)}


def test_nobody_else_is_named_for_what_is_due(store):
    """The plans themselves answer for it: the dated clauses name no body."""
    named = set()
    for document, provision in {key[:2] for key in DUE if key[1]}:
        view = query.task(store, f"{document}/{provision}")
        dated = [m for m in view.measures if any(t.date and m.start <= t.start < m.end for t in view.times)]
        assert dated
        named |= {(document, provision, actor) for m in dated for actor in m.actors}
    assert named == set()

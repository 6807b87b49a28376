"""Several reference plans: which of them a document carries out, by its name, its words and its date; a folder that sorts itself."""
from __future__ import annotations

import pytest
from made_up import made, stand_in, write_texts

from kexie_nlp import query
from kexie_nlp.alignment import Aligner, AlignOptions, References, align
from kexie_nlp.alignment.references import core, is_older
from kexie_nlp.analysis import Document
from kexie_nlp.batch import build
from kexie_nlp.model import Meta
from kexie_nlp.model.records import is_reference
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store

FISHING = """central - 2016
一、渔港
1.扩建渔港。扩建渔港码头，更新泊位，疏浚航道。
2.检修渔船。检修渔船，配发救生衣。
3.培训渔民。培训渔民，讲授捕捞技术。
"""
READING = """central - 2018
一、书屋
1.新建书屋。新建社区书屋，购置图书。
2.组织读书会。组织读书会，邀请作家讲座。
"""
COAST = """provincial 东海省 2019
一、任务
1.扩建渔港。扩建渔港码头，疏浚航道。
2.培训渔民。培训渔民，讲授捕捞技术。
"""
BOOKS = """provincial 西山省 2020
一、任务
1.新建书屋。新建社区书屋，购置图书。
2.修缮祠堂。修缮祠堂。
"""


def titled(text: str, title: str, source: str = "made.txt", **meta: object) -> Document:
    """A made-up document with a title, and other data of its own."""
    document = made(text, source)
    known = document.record.meta.model_copy(update={"title": title, **meta})
    return Document(document.record.model_copy(update={"meta": known}), text)


@pytest.mark.parametrize(("title", "words"), [
    ("中央农办关于印发《渔港升级行动方案》的通知", "渔港升级行动方案"), ("关于印发渔港升级行动方案的通知", "渔港升级行动方案"),
    ("关于渔港升级的决定", "渔港升级"), ("渔港升级行动方案（2021—2025年）", "渔港升级行动方案"),
    ("关于转发《关于印发〈渔港升级行动方案〉的通知》的通知", "渔港升级行动方案"), ("“渔港 升级”行动方案(试行)", "渔港升级行动方案"),
    ("渔港升级行动方案", "渔港升级行动方案"), ("", "")])
def test_the_words_of_a_title_that_tell_it_from_others(title, words):
    assert core(title) == words


@pytest.mark.parametrize(("paper", "plan", "older"), [
    (("2015-12-31", None), "2016-01-01", True), (("2016-01-01", None), "2016-01-01", False), (("2016-01-02", None), "2016-01-01", False),
    (("2016-02", None), "2016-03-01", True), (("2016-02", None), "2016-02-29", False),  # known to the month: its last day
    (("2016-02", None), "2016-02", False), (("2015", None), "2016", True), (("2016", None), "2016", False),
    (("2016", None), "2016-12-31", False), (("2015-06-01", None), "2015", False), (("2014-12-31", None), "2015", True),
    (("2015-06-01", ("2016-01-01", "2020-12-31")), "2018-05-01", False),  # still runs
    (("2015-06-01", ("2016-01-01", "2017-12-31")), "2018-05-01", True), ((None, (None, "2017-12-31")), "2018-05-01", True),
    ((None, None), "2018-05-01", False), (("2015-06-01", None), None, False), ((None, ("2016-01-01", None)), "2018-05-01", False)])
def test_which_papers_are_older_than_a_plan(paper, plan, older):
    issued, period = paper
    assert is_older(Meta(issued=issued, period=period), Meta(issued=plan)) is older


PLANS = [titled(FISHING, "渔港升级行动方案", issued="2016-05-01"), titled(READING, "社区书屋建设方案", issued="2018-05-01")]


def choices(text: str, **meta: object) -> list[tuple[int, str]]:
    return [tuple(choice) for choice in References(PLANS).of(titled(text, "东海省计划", **meta))]


def test_a_document_belongs_to_the_plan_that_it_resembles():
    assert choices(COAST, issued="2019-03-01") == [(0, "resembles")] and choices(BOOKS, issued="2019-03-01") == [(1, "resembles")]


@pytest.mark.parametrize(("named", "wanted"), [
    ("《渔港升级行动方案》", [(0, "named")]), ("《关于印发渔港升级行动方案的通知》", [(0, "named")]),
    ("《渔港升级行动方案（2016—2020年）》", [(0, "named")]),
    ("《渔港升级行动方案》《社区书屋建设方案》", [(0, "named"), (1, "named")]),
    ("渔港升级行动方案", [(1, "resembles")]),  # not in 《》
    ("《渔港》", [(1, "resembles")]), ("《全国沿海中心渔港升级三年行动方案》", [(1, "resembles")])])  # too short, another plan
def test_a_plan_that_is_named_goes_before_one_that_is_resembled(named, wanted):
    assert choices(BOOKS + f"3.衔接政策。衔接{named}要求。\n", issued="2019-03-01") == wanted


def test_plans_newer_than_the_document_are_left_out_unless_all_are():
    named = BOOKS.replace(" 2020", " 2017") + "3.衔接政策。衔接《社区书屋建设方案》。\n"
    assert choices(named, issued="2017-03-01", period=None) == [(0, "resembles")]
    assert choices(named, issued="2015-03-01", period=None) == [(1, "named")]
    assert choices(BOOKS.replace(" 2020", " 2015"), issued="2015-03-01", period=None) == [(1, "resembles")]


def test_a_document_without_dates_has_all_plans_to_choose_from():
    assert choices(BOOKS, issued=None, period=None) == [(1, "resembles")]


# the aligner

def grades(document: Document, **options: bool) -> dict[tuple[str, str], int]:
    links = align(PLANS[0], [document], options=AlignOptions(**options))
    return {(link.task.provision, link.measure.provision): link.grade for link in links}


def test_an_older_paper_is_related_at_most_unless_the_plan_is_given():
    newer, older = (titled(COAST, "东海省计划", issued=issued, period=None) for issued in ("2019-03-01", "2014-03-01"))
    pairs = {("一.1", "一.1"), ("一.2", "一.3")}
    assert {pair for pair, grade in grades(newer).items() if grade == 2} == pairs
    limited = grades(older)
    assert {pair for pair, grade in limited.items() if grade == 1} >= pairs and 2 not in limited.values()
    assert grades(older, backwards=True) == grades(newer)


def test_scores_do_not_change_with_the_date():
    newer, older = (titled(COAST, "东海省计划", issued=issued, period=None) for issued in ("2019-03-01", "2014-03-01"))
    found = [[link.score for link in Aligner(PLANS[0]).align([document])] for document in (newer, older)]
    assert found[0] == found[1]


# a folder with central plans of two fields

@pytest.fixture
def store(tmp_path, monkeypatch):
    stand_in(monkeypatch)
    with open_store(tmp_path / "k.db", create=True) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    return write_texts(tmp_path / "in", fishing=FISHING, reading=READING, coast=COAST, books=BOOKS)


C, R = "中央2016", "中央2018"
E, W = "东海2019", "西山2020"


def hashes(store) -> dict[str, str]:
    return {info.label: info.sha256 for info in store.infos()}


def grounds(store) -> dict[str, dict[str, str]]:
    labels = {info.sha256: info.label for info in store.infos()}
    return {info.label: {labels[plan]: ground for plan, ground in info.grounds.items()} for info in store.infos()}


def test_a_folder_sorts_itself(store, folder):
    summary = build([folder], store, Settings())
    assert (summary.central, summary.aligned) == (C, 2)  # the plan with more tasks is the first
    assert grounds(store) == {C: {}, R: {}, E: {C: "resembles"}, W: {R: "resembles"}}
    of = hashes(store)
    assert {(link.task.sha256, link.measure.sha256) for link in store.links()} == {(of[E], of[C]), (of[W], of[R])}
    said = [note for note in summary.notes if "aligned with it" in note]
    assert len(said) == 2 and all("1 份文档对应（0 份点名，1 份内容最近）" in note for note in said)
    assert build([folder], store, Settings()).nothing_to_do


def test_lists_of_one_plan_leave_out_the_documents_of_the_other(store, folder):
    build([folder], store, Settings())
    for central, mine, other in ((C, E, W), (R, W, E)):
        covered = query.coverage(store, central=central)
        assert covered and all(other not in str(row) for row in covered) and any(mine in str(row) for row in covered)
        missing = query.gaps(store, central=central)
        assert missing and all(other not in str(row) for row in missing)
        assert {row.document for row in query.novel(store, central=central)} <= {mine}
    assert [(row.document, row.id) for row in query.novel(store, central=R)] == [(W, "一.2")]


def test_a_document_that_names_a_plan_is_aligned_with_it_and_the_note_counts_it(store, folder, monkeypatch):
    from kexie_nlp import analysis

    whole = analysis.analyze
    titles = {"fishing.txt": "渔港升级行动方案", "reading.txt": "社区书屋建设方案"}

    def analyze(raw, *, settings=None):
        document = whole(raw, settings=settings)
        title = titles.get(raw.source)
        return titled(document.text, title, raw.source) if title else document

    monkeypatch.setattr(analysis, "analyze", analyze)
    write_texts(folder, coast=COAST + "3.衔接政策。衔接《社区书屋建设方案》。\n",
                both=COAST.replace("东海省 2019", "南江省 2019") + "3.衔接政策。衔接《社区书屋建设方案》《渔港升级行动方案》。\n")
    summary = build([folder], store, Settings())
    assert grounds(store) | {C: {}, R: {}} == {C: {}, R: {}, E: {R: "named"}, "南江2019": {C: "named", R: "named"}, W: {R: "resembles"}}
    said = {note.split("：")[0]: note for note in summary.notes if "aligned with it" in note}
    assert "1 份文档对应（1 份点名，0 份内容最近）" in said["渔港升级行动方案"]
    assert "3 份文档对应（2 份点名，1 份内容最近）" in said["社区书屋建设方案"]


def test_a_plan_that_is_given_goes_for_every_document(store, folder):
    summary = build([folder], store, Settings(), central=folder / "reading.txt")
    assert summary.central == R and summary.aligned == 3
    found = grounds(store)
    assert found[E] == found[W] == found[C] == {R: "given"} and found[R] == {}
    assert not [note for note in summary.notes if "aligned with it" in note]


def test_the_only_plan_is_the_plan_of_all(store, folder):
    (folder / "reading.txt").unlink()
    build([folder], store, Settings())
    assert grounds(store) == {C: {}, E: {C: "only"}, W: {C: "only"}}
    write_texts(folder, reading=READING)
    assert build([folder], store, Settings()).aligned == 2  # a second plan sorts them anew
    assert grounds(store)[W] == {R: "resembles"}


def test_central_papers_without_tasks_are_no_reference(store, folder):
    write_texts(folder, empty="central - 2017\n一、说明\n")
    assert build([folder], store, Settings()).aligned == 3
    found = grounds(store)
    assert list(found["中央2017"].values()) == ["resembles"] and "中央2017" not in {plan for plans in found.values() for plan in plans}


@pytest.mark.parametrize(("issued", "period", "older"), [
    ("2021-03-01", None, True), ("2021-03-01", ("2021-01-01", "2021-12-31"), True), ("2021-12-02", ("2021-01-01", "2021-12-31"), False),
    ("2021-03-01", ("2021-01-01", "2025-12-31"), False)])
def test_within_a_year_the_days_decide(issued, period, older):
    assert is_older(Meta(issued=issued, period=period), Meta(issued="2021-12-01")) is older


@pytest.mark.parametrize(("kind", "title", "reference"), [
    ("plan", "关于保护湿地的意见", True), ("report", "政府工作报告", True), ("report", "关于湿地保护实施情况的报告", False),
    ("review", "2022年工作总结", False), ("news", "两部门印发《意见》", False)])
def test_a_central_paper_that_only_says_what_was_done_is_no_reference(kind, title, reference):
    assert is_reference("central", kind, title) is reference and not is_reference("provincial", kind, title)

"""Gaps: how sure they are, what comes nearest, and why it was refused; links and how sure their grades are. All sentences are made up."""
import pytest
from made_up import CENTRAL, NORTH, SOUTH, built_store, made, stand_in, write_texts

from kexie_nlp import query, report
from kexie_nlp.alignment import align
from kexie_nlp.batch import build
from kexie_nlp.model import Link
from kexie_nlp.query.certainty import of_gap, of_link
from kexie_nlp.report import as_csv
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store

C, N, S = "中央2016", "北山2019", "南水2020"


@pytest.fixture
def store(tmp_path, monkeypatch):
    with built_store(tmp_path, monkeypatch, a=NORTH, b=CENTRAL, c=SOUTH) as opened:
        yield opened


@pytest.fixture
def graded(store):
    """The store, with candidates of chosen scores for 一.2 in the north: (task, grade, score)."""
    links = {link.task.provision: link for link in store.links() if link.task.sha256 == sha(store, N)}
    central = next(link.measure for link in store.links() if link.measure.provision == "一.1").model_copy(update={"provision": "一.2"})

    def put(*candidates):
        store.set_links([sha(store, N)], [Link(task=links[task].task, measure=central, score=score, grade=grade, model="made")
                                          for task, grade, score in candidates], "key")
        return store

    return put


def sha(store, label):
    return next(info.sha256 for info in store.infos() if info.label == label)


def gap(store, task="一.2", document=N):
    return next(row for row in query.gaps(store) if (row.document, row.id) == (document, task))


@pytest.mark.parametrize(("grade", "score", "reviewed", "sure"), [
    (2, 0.147, False, "low"), (2, 0.31, False, "fair"), (2, 0.7, False, "high"), (1, 0.9, False, "low"), (2, 0.1, True, "reviewed"),
    (0, 0.02, False, "high"), (0, 0.2, False, "fair"), (0, 0.44, False, "low")])
def test_how_sure_a_grade_is(grade, score, reviewed, sure):
    assert of_link(grade, score, reviewed) == sure


@pytest.mark.parametrize(("nearest", "sure"), [(0.0, "high"), (0.099, "high"), (0.1, "fair"), (0.3, "low"), (1.0, "low")])
def test_how_sure_a_gap_is(nearest, sure):
    assert of_gap(nearest) == sure


def test_a_gap_without_any_candidate_is_sure(graded):
    row = gap(graded())
    assert (row.certainty, row.nearest, row.related) == ("high", (), 0)


def test_the_nearest_tasks_are_named_best_first_with_the_reason(graded):
    row = gap(graded(("一.1", 0, 0.21), ("一.2", 1, 0.12)))
    assert row.certainty == "fair" and row.related == 1
    assert [(near.ref, near.title, near.grade, near.score) for near in row.nearest] == [
        (f"{N}/一.2", "举办赏花节", 1, 0.12), (f"{N}/一.1", "建设乡镇科协", 0, 0.21)]
    assert row.nearest[0].refused.endswith("只涉及一部分") and row.nearest[1].refused.endswith("表述相差较远")
    assert all("未谈及“科普”" in near.refused for near in row.nearest)


def test_a_candidate_without_any_likeness_is_none(graded):
    assert gap(graded(("一.1", 0, 0.001))).nearest == ()


def test_what_a_person_has_refused_says_so_and_leaves_the_gap_sure(graded):
    store = graded(("一.1", 0, 0.29))
    assert gap(store).certainty == "fair"
    query.judge(store, f"{N}/一.1", f"{C}/一.2", grade=0, who="复核甲")
    row = gap(store)
    assert row.certainty == "high" and row.nearest[0].refused == "人工判定：不相关"


def test_gaps_of_all_documents_have_the_nearest_of_any(graded):
    store = graded(("一.1", 0, 0.2))
    query.judge(store, f"{S}/一.2", f"{C}/一.2", grade=0, who="复核甲")
    assert {f"{N}/一.1", f"{S}/一.2"} <= {near.ref for near in gap(store, document=None).nearest}


def test_csv_has_a_line_for_each_gap_and_the_table_all_candidates(graded):
    made_report = report.gaps_report(query.gaps(graded(("一.1", 0, 0.21), ("一.2", 1, 0.12)), document=N))
    lines = as_csv(made_report.flat).splitlines()
    assert lines[0] == "document,ref,title,related,certainty,nearest,nearest_title,refused,score"
    assert [line for line in lines if "一.2" in line][0].startswith(f"{N},{C}/一.2,办好科普大篷车,1,fair,{N}/一.2,举办赏花节,")
    cell = next(row[-1] for row in made_report.sheets[0].rows if row[1] == f"{C}/一.2")
    assert len(lines) == 1 + len(made_report.sheets[0].rows) and "；" in cell and cell.count("（") == 2


def test_tables_say_how_sure_a_grade_is_and_csv_the_score_too(store):
    made_report = report.links_report(query.links(store))
    shown = made_report.sheets[0].shown()
    assert "得分" not in [column.heading for column in shown.columns] and "把握" in [column.heading for column in shown.columns]
    assert {"score", "certainty"} <= set(as_csv(made_report.sheets).splitlines()[0].split(","))


def test_tasks_show_the_plan_of_their_own_document(tmp_path, monkeypatch):
    stand_in(monkeypatch)
    other = CENTRAL.replace("建设乡镇科协", "修建渔港").replace("推动乡镇建立科协", "扩建渔港").replace("central - 2016", "central - 2015")
    write_texts(tmp_path / "in", a=NORTH, b=CENTRAL, c=other)
    with open_store(tmp_path / "k.db", create=True) as opened:
        build([tmp_path / "in"], opened, Settings())
        row = next(row for row in query.tasks(opened) if row.title == "建设乡镇科协" and row.document == N)
        plans = next(info for info in opened.infos() if info.label == N).plans
        assert row.central is not None and row.central.rpartition("/")[0] in {i.label for i in opened.infos() if i.sha256 in plans}


def test_an_older_paper_says_that_it_cannot_carry_out_a_newer_one():
    central, older = made(CENTRAL), made(NORTH.replace("2019", "2010"))
    dated = [document.record.model_copy(update={"meta": document.record.meta.model_copy(update={"issued": day})})
             for document, day in ((central, "2016-03-01"), (older, "2010-01-05"))]
    links = align(type(central)(dated[0], central.text), [type(older)(dated[1], older.text)])
    capped = [link for link in links if link.grade == 1 and link.why.startswith("文件早于对照方案")]
    assert capped and not any(link.grade == 2 for link in links)

"""The register of questions: no door lacks one; filters, orders, pages and frames are the same everywhere."""
import inspect
import json
import sys
from typing import get_type_hints

import pytest
from made_up import CENTRAL, NORTH, SOUTH, built_store, made

from kexie_nlp import query, report
from kexie_nlp.cli import main
from kexie_nlp.errors import KexieError
from kexie_nlp.query.answers import Answer
from kexie_nlp.query.questions import PAGING

C, N, S, L = "中央2016", "北山2019", "南水2020", "北山2020"
LATER = NORTH.replace("2019", "2020").replace("40个", "60个").replace("2.举办赏花节。邀请科学家赏花，每年举办赏花节。",
                                                               "2.请进专家。邀请院士专家进企业，解决技术难题。")
ARGUMENTS = {"task": [f"{N}/一.1"], "chain": [f"{C}/一.1"], "measure": [f"{C}/一.1"], "compare": [N, L],
             "history": [f"{N}/一.1"], "search": ["科协"]}
NAMES = list(query.QUESTIONS)


@pytest.fixture
def store(tmp_path, monkeypatch):
    with built_store(tmp_path, monkeypatch, a=NORTH, b=CENTRAL, c=SOUTH, d=LATER) as opened:
        yield opened


def ask(store, name, **asked):
    return query.QUESTIONS[name].function(store, *ARGUMENTS.get(name, []), **asked)


def refused(store, name, **asked):
    with pytest.raises(KexieError) as error:
        ask(store, name, **asked)
    assert error.value.code == "K306"
    return f"{error.value.message} {error.value.hint}"


# -- no door lacks a question

def test_the_questions_of_the_design_are_there():
    assert set(NAMES) >= {"coverage", "gaps", "novel", "task", "measure", "targets", "deadlines", "compare", "search", "actors",
                          "instruments", "history"}


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_a_typed_function_with_a_command_and_a_report(name, store):
    question = query.QUESTIONS[name]
    function = getattr(query, name)
    assert function is question.function and name in query.__all__
    hints = get_type_hints(function)
    given = inspect.signature(function).parameters
    assert [n for n in given if given[n].default is inspect.Parameter.empty][1:-1] == [p.name for p in question.arguments]
    assert {p.name for p in question.options} == {n for n in given if given[n].kind is inspect.Parameter.KEYWORD_ONLY}
    assert "return" in hints and "K30" in function.__doc__
    rows = ask(store, name)
    assert isinstance(rows, Answer) if question.single else isinstance(rows, query.Rows)
    from typer.main import get_command

    from kexie_nlp.cli.query import app

    command = get_command(app).commands[name]
    assert {o.name for o in command.params} >= {p.name for p in (*question.arguments, *question.parameters)}
    assert getattr(report, f"{name}_report")(rows).sheets is not None


@pytest.mark.parametrize("name", NAMES)
def test_python_and_the_command_line_give_the_same_json(name, store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    rows = ask(store, name)
    said = rows.model_dump(mode="json") if query.QUESTIONS[name].single else rows.to_dicts()
    with pytest.raises(SystemExit) as end:
        main(["query", name, *ARGUMENTS.get(name, []), "--db", "k.db", "--json"])
    out, err = capsys.readouterr()
    assert not end.value.code and not err and json.loads(out) == said
    if not query.QUESTIONS[name].single:
        assert out == rows.to_json() + "\n"


# -- filters

@pytest.mark.parametrize(("name", "filters", "found"), [
    ("documents", {"region": "北山"}, [N, L]), ("documents", {"region": "北山省", "year": 2020}, [L]),
    ("documents", {"level": "central"}, [C]), ("documents", {"document": "c.txt"}, [S])])
def test_filters_on_documents(name, filters, found, store):
    assert [row.document for row in ask(store, name, **filters)] == found


@pytest.mark.parametrize(("name", "filters", "found"), [
    ("targets", {"region": "北山"}, [f"{N}/一.1", f"{L}/一.1"]), ("targets", {"year": 2019}, [f"{N}/一.1"]),
    ("targets", {"level": "central", "chapter": "二"}, [f"{C}/二.1"]), ("targets", {"chapter": "服务人才"}, [f"{C}/二.1"]),
    ("targets", {"grade": 2}, [f"{N}/一.1", f"{L}/一.1"]), ("targets", {"text": "青年託舉"}, [f"{C}/二.1"]),
    ("targets", {"actor": "市科协", "document": N}, [f"{N}/一.1"]), ("targets", {"actor": "省农业厅"}, []),
    ("targets", {"role": "section"}, []), ("targets", {"role": "task", "document": N}, [f"{N}/一.1"]),
    ("deadlines", {"until": "2019-12-31"}, [f"{C}/一.1", f"{N}/一.1"]),
    ("deadlines", {"since": "2019-01-01", "until": "2020-01-01"}, [f"{N}/一.1"]),
    ("tasks", {"grade": 0}, [f"{N}/一.2", L + "/一.2", f"{S}/一.3"]),
    ("tasks", {"document": S, "text": "档案"}, [f"{S}/一.3"]), ("tasks", {"role": "section", "document": N}, [f"{N}/一"]),
    ("measures", {"document": N, "text": "赏花", "status": "planned"}, [f"{N}/一.2#1", f"{N}/一.2#2"]),
    ("measures", {"document": N, "status": "done"}, []),
    ("links", {"region": "南水"}, [f"{S}/一.1", f"{S}/一.2"]), ("links", {"chapter": "二"}, [f"{S}/一.1"]),
    ("links", {"status": "extends"}, []),
    ("numbers", {"year": 2019, "status": "stricter"}, [f"{N}/一.1"]), ("numbers", {"status": "looser"}, []),
    ("numbers", {"text": "大篷车"}, []),
    ("novel", {"status": "routine"}, [f"{S}/一.3"]), ("novel", {"region": "北山", "text": "赏花"}, [f"{N}/一.2"])])
def test_filters_on_places(name, filters, found, store):
    assert [row.ref for row in ask(store, name, **filters)] == found


@pytest.mark.parametrize(("name", "filters", "found"), [
    ("coverage", {"chapter": "二"}, [f"{C}/二.1"]), ("coverage", {"text": "大篷車"}, [f"{C}/一.2"]),
    ("coverage", {"region": "北山", "grade": 2}, [f"{C}/一.1"]), ("coverage", {"region": "北山", "grade": 0}, [f"{C}/一.2", f"{C}/二.1"]),
    ("states", {"status": "covered", "year": 2019}, [f"{C}/一.1"]), ("ranking", {"chapter": "一", "region": "南水"},
                                                                  [f"{C}/一.2", f"{C}/一.1"]),
    ("gaps", {"document": S}, [f"{C}/一.1"]), ("gaps", {"document": N, "chapter": "二"}, [f"{C}/二.1"])])
def test_filters_of_the_central_side(name, filters, found, store):
    assert [row.ref for row in ask(store, name, **filters)] == found


def test_documents_of_a_kind(store):
    store.put(made(SOUTH.replace(" 2020", " 2021 news", 1), "news.txt"), fingerprint="f")
    assert [row.document for row in ask(store, "documents", kind="news")] == ["南水2021"] and not ask(store, "documents", kind="law")
    assert "interpretation" in refused(store, "documents", kind="poem")


def test_an_actor_is_a_part_of_a_name(store):
    assert {row.actor for row in query.actors(store, actor="北山")} == {"北山省科协"}
    assert {row.actor for row in query.actors(store, region="南水")} == {"南水省科协", "市科协"}


def test_what_a_question_does_not_take_is_refused_with_what_it_takes(store):
    assert "--chapter" in refused(store, "similarity", chapter="一") and "region" in refused(store, "similarity", chapter="一")
    assert "place, year" in refused(store, "documents", sort="weight")
    assert "planned, done" in refused(store, "deadlines", status="maybe")
    assert "provincial" in refused(store, "targets", level="village")
    assert "year=soon" in refused(store, "targets", year="soon")
    assert "limit=-1" in refused(store, "targets", limit=-1)


def test_empty_filters_are_none(store):
    assert ask(store, "targets", region="", year=None, status="") == ask(store, "targets")


def test_percent_and_underscore_are_no_wildcards(store):
    for name in ("region", "chapter", "actor", "text"):
        assert ask(store, "targets", **{name: "%"}) == [] == ask(store, "targets", **{name: "_"})


# -- orders and pages

@pytest.mark.parametrize("name", [name for name in NAMES if not query.QUESTIONS[name].single])
def test_pages_put_together_are_the_whole_in_every_order(name, store):
    for sort in query.QUESTIONS[name].sorts:
        for desc in (False, True):
            whole = ask(store, name, sort=sort, desc=desc)
            pages = [ask(store, name, sort=sort, desc=desc, limit=2, offset=n) for n in range(0, len(whole) + 2, 2)]
            assert sum(pages, []) == whole == ask(store, name, sort=sort, desc=desc, offset=0)
            assert {page.total for page in pages} == {len(whole)} and pages[-1] == []


def test_orders(store):
    values = [row.value for row in query.targets(store, sort="value")]
    assert values == sorted(values) and [row.value for row in query.targets(store, sort="value", desc=True)] == values[::-1]
    assert [row.date for row in query.deadlines(store, sort="date")][-1] is None
    assert [row.grade for row in query.tasks(store, sort="grade", year=2020)] == sorted(
        [row.grade for row in query.tasks(store, year=2020)], reverse=True)
    assert [row.document for row in query.documents(store, sort="year")] == [C, N, L, S]
    assert query.similarity(store)[0].similarity == max(row.similarity for row in query.similarity(store, sort="place"))


def test_links_of_a_view_come_in_pages(store):
    view = query.measure(store, f"{C}/一.1")
    assert (view.linked, len(view.links)) == (2, 2)
    first, second = (query.measure(store, f"{C}/一.1", limit=1, offset=n) for n in (0, 1))
    assert (first.links + second.links, first.linked, first.without) == (view.links, 2, view.without)
    assert query.task(store, f"{N}/一.2", grade=0).linked == 3 and query.task(store, f"{N}/一.2").linked == 0


# -- through the years

def test_a_task_is_followed_from_plan_to_plan(store):
    for ref in (f"{N}/一.1", f"{L}/一.1"):
        rows = query.history(store, ref)
        assert [(r.year, r.ref, r.change) for r in rows] == [(2019, f"{N}/一.1", "first"), (2020, f"{L}/一.1", "raised")]
        assert rows[1].numbers[0].verdict == "stricter"
    assert [(r.document, r.change) for r in query.history(store, f"{N}/一.2")] == [(N, "first"), (L, "dropped")]
    assert [r.change for r in query.history(store, f"{L}/一.2")] == ["first"]
    assert query.history(store, f"{N}/一.1", status="raised")[0].document == L


def test_a_central_task_is_followed_in_every_region(store):
    rows = query.history(store, f"{C}/一.1")
    assert [(r.region, r.year, r.change, r.grade) for r in rows] == [
        ("北山省", 2019, "first", 2), ("北山省", 2020, "continued", 2)]
    assert [r.region for r in query.history(store, f"{C}/二.1")] == ["南水省"]


# -- frames

def test_frames_have_a_line_for_every_inner_row(store):
    frame = query.coverage(store).to_pandas()
    assert list(frame.columns) == ["ref", "id", "title", "counts.document", "counts.grade2", "counts.grade1"]
    assert len(frame) == 9 and int(frame["counts.grade2"].sum()) == 4
    other = query.coverage(store).to_polars()
    assert other.rows() == list(frame.itertuples(index=False, name=None))


def test_frames_part_the_ends_of_intervals(store):
    frame = query.targets(store).to_pandas()
    assert frame.loc[frame.document == N, ["deadline_from", "deadline_to"]].values.tolist()[0][1] == "2019-12-31"
    assert query.targets(store, status="achieved").to_pandas().empty
    assert set(query.numbers(store).to_pandas().columns) >= {"verdict", "deadline"}


def test_without_pandas_the_error_says_what_to_install(store, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KexieError, match="K307.*frames"):
        query.targets(store).to_pandas()


def test_paging_is_told_on_the_command_line(store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["query", "targets", "--db", "k.db", "--limit", "1", "--offset", "1"])
    out, err = capsys.readouterr()
    assert "第 2–2 行，共 4 行" in err and out.count("不少于") >= 1
    assert set(PAGING) == {"sort", "desc", "limit", "offset"}


def test_the_chapter_of_another_document_does_not_let_a_place_through(store):
    from sqlalchemy import select

    from kexie_nlp.query.filters import read
    from kexie_nlp.store.schema import measures

    how, m = read(store, "measures", {"chapter": "服务人才"}), measures.c  # 二 of the central plan only
    rows = store.rows(select(m.sha256).where(*how.places(m.sha256, m.provision)).distinct())
    assert [row.sha256 for row in rows] == [next(i.sha256 for i in store.infos() if i.label == C)]


@pytest.mark.parametrize(("old", "new", "name"), [
    ("kexie_nlp.query.findings", "kexie_nlp.query.answers", "StateRow"), ("kexie_nlp.web.bench", "kexie_nlp.web.workbench", "Bench")])
def test_moved_paths_still_work_with_a_warning(old, new, name):
    from importlib import import_module

    with pytest.warns(DeprecationWarning, match=f"{old}.{name} has moved to {new}"):
        assert getattr(import_module(old), name) is getattr(import_module(new), name)

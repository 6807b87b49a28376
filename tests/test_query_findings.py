"""Questions about whole collections: states, regions, rankings, topics, comparisons. All sentences are made up."""
import json

import pytest
from made_up import CENTRAL, NORTH, SOUTH, stand_in, write_texts

from kexie_nlp import query
from kexie_nlp.batch import build
from kexie_nlp.cli import main
from kexie_nlp.errors import KexieError
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store

C, N, S = "中央2016", "北山2019", "南水2020"
LATER = NORTH.replace("2019", "2020").replace("40个", "60个").replace("2.举办赏花节。邀请科学家赏花，每年举办赏花节。",
                                                               "2.请进专家。邀请院士专家进企业，解决技术难题。")
DEPARTMENT = """provincial 东山省 2021
一、学会工作
1.学会换届。指导学会按期换届，设立监事会。
2.举荐青年人才。设立青年托举项目。
"""
FLOWERS = "provincial 西河省 2021\n一、节庆\n1.办赏花会。邀请科学家赏花，每年举办赏花会。\n2.清点档案。整理档案，更换办公家具。\n"


@pytest.fixture
def store(tmp_path, monkeypatch):
    stand_in(monkeypatch)
    write_texts(tmp_path / "in", a=NORTH, b=CENTRAL, c=SOUTH, d=DEPARTMENT, e=FLOWERS, f=LATER)
    with open_store(tmp_path / "k.db", create=True) as opened:
        build([tmp_path / "in"], opened, Settings())
        department = next(d for d in opened.documents() if d.record.meta.region == "东山省")
        meta = department.record.meta.model_copy(update={"title": "东山省科协学会部2021年要点"})
        links = opened.links(department.record.sha256)
        opened.put(type(department)(department.record.model_copy(update={"meta": meta}), department.text), fingerprint="made-1")
        opened.set_links([department.record.sha256], links, "key")
        yield opened


def test_states_by_document_with_the_reason_for_what_is_out_of_scope(store):
    cells = {(row.title, c.name): c for row in query.states(store) for c in row.cells}
    assert cells["建设乡镇科协", N].state == "covered"
    assert cells["举荐青年人才", N].state == "uncovered"
    assert cells["举荐青年人才", "东山2021"].state == "covered"
    outside = cells["办好科普大篷车", "东山2021"]
    assert (outside.state, outside.reason) == ("out_of_scope", "标题限于学会，章节和任务标题均未谈及科普")
    assert "东山2021" not in {row.document for row in query.gaps(store) if row.title == "办好科普大篷车"}


def test_states_by_region_join_its_documents(store):
    row = next(row for row in query.states(store, by_region=True) if row.title == "建设乡镇科协")
    assert {c.name: c.state for c in row.cells} == {"北山省": "covered", "南水省": "uncovered", "东山省": "out_of_scope",
                                                    "西河省": "uncovered"}


def test_central_tasks_are_ranked_by_documents_then_strength(store):
    assert [(r.title, r.documents, r.regions) for r in query.ranking(store)] == [
        ("建设乡镇科协", 2, 1), ("举荐青年人才", 2, 2), ("办好科普大篷车", 1, 1)]


def test_similarity_of_documents(store):
    rows = {(r.a, r.b): r for r in query.similarity(store)}
    assert rows[N, "北山2020"].similarity == 1 and rows[N, "北山2020"].both == 1
    assert rows[N, S].similarity == 0 and rows[N, S].only_a == (f"{C}/一.1",)


def test_new_topics_and_routine_business_are_told_apart(store):
    kinds = {row.title: row.kind for row in query.novel(store)}
    assert (kinds["清点档案"], kinds["办赏花会"]) == ("routine", "local")
    first = query.topics(store)[0]
    assert {N, "西河2021"} <= set(first.documents) and "赏花" in "".join(first.keywords)
    assert not any("清点档案" in row.titles for row in query.topics(store))


def test_loads_and_cited_documents(store):
    loads = {row.actor: row for row in query.actors(store)}
    north = loads["北山省科协"]  # every province's 省科协 is a body of its own, one in all documents of the province
    assert north.documents > 1 and north.measures >= north.tasks and "西河省科协" in loads
    assert {r.actor for r in query.actors(store, document=N)} == {"北山省科协", "市科协"}
    assert query.instruments(store) == []


def test_numbers_face_to_face(store):
    pairs = query.numbers(store, document=N)
    assert [(p.ref, p.other_ref, p.verdict) for p in pairs] == [(f"{N}/一.1", f"{C}/一.1", "stricter")]


def test_two_years_side_by_side(store):
    rows = {(row.change, row.title, row.other_title): row for row in query.compare(store, N, "北山2020")}
    assert set(rows) == {("raised", "建设乡镇科协", "建设乡镇科协"), ("dropped", "举办赏花节", None),
                         ("new", None, "请进专家")}
    pair = rows["raised", "建设乡镇科协", "建设乡镇科协"]
    assert pair.shared == (f"{C}/一.1",) and pair.why
    assert [(n.number, n.other_number, n.verdict) for n in pair.numbers] == [("科协 不少于60个", "科协 不少于40个", "stricter")]
    turned = {row.change for row in query.compare(store, "北山2020", N)}
    assert "lowered" in turned


def test_several_references(store, tmp_path):
    summary = build([tmp_path / "in"], store, Settings(), central=[tmp_path / "in" / "b.txt", tmp_path / "in" / "a.txt"])
    assert summary.exit_code == 0 and summary.central == C
    assert {link.measure.sha256 for link in store.links()} == {i.sha256 for i in store.infos() if i.label in (C, N)}
    assert {row.ref.split("/")[0] for row in query.coverage(store)} == {C}
    assert {row.ref.split("/")[0] for row in query.coverage(store, central=N)} == {N}
    assert [c.document for c in query.coverage(store)[0].counts] == ["东山2021", "北山2020", S, "西河2021"]
    with pytest.raises(KexieError, match="K401"):
        query.coverage(store, central=S)
    assert build([tmp_path / "in"], store, Settings()).aligned == 0  # the references are kept
    failed = build([tmp_path / "in"], store, Settings(), central=tmp_path / "none.txt")
    assert failed.exit_code == 1 and any("--central" in note for note in failed.notes)


@pytest.mark.parametrize("question", [["states"], ["states", "--by-region"], ["ranking"], ["similarity"], ["topics"], ["actors"],
                                      ["instruments"], ["numbers"], ["compare", N, "北山2020"]], ids="_".join)
def test_every_question_in_three_shapes(question, store, tmp_path, monkeypatch, capsys):
    store.close()
    monkeypatch.chdir(tmp_path)
    for form in ("--table", "--json", "--csv"):
        with pytest.raises(SystemExit) as end:
            main(["query", *question, "--db", "k.db", form])
        out, err = capsys.readouterr()
        assert not end.value.code and out and not err
        if form == "--json":
            assert isinstance(json.loads(out), list)

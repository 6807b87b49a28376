"""A person's word on links: kept across rebuilds, stronger than the model, training data, a help to the next province."""
import json
import sqlite3

import pytest
from made_up import CENTRAL, NORTH, SOUTH, MadeAligner, built_store, command_line, made, made_link, write_texts

from kexie_nlp import query
from kexie_nlp.alignment import AlignOptions, Precedent, align
from kexie_nlp.alignment.training import load_cases
from kexie_nlp.batch import build
from kexie_nlp.batch.links import aligner_fingerprint, confirmed
from kexie_nlp.report import export_records, export_reviews
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store

C, N, S = "中央2016", "北山2019", "南水2020"


@pytest.fixture
def store(tmp_path, monkeypatch):
    with built_store(tmp_path, monkeypatch, a=NORTH, b=CENTRAL, c=SOUTH) as opened:
        yield opened


def grades(store, ref):
    return {link.ref: (link.grade, link.model_grade) for link in query.task(store, ref, grade=0).links}


def test_a_word_holds_in_queries_and_exports_at_once(store, tmp_path):
    query.judge(store, f"{N}/一.1", f"{C}/一.1", grade=0, who="复核甲", note="只是同名")
    query.judge(store, f"{N}/一.2", f"{C}/二.1", grade=2, who="复核乙")
    assert grades(store, f"{N}/一.1")[f"{C}/一.1"] == (0, 2)
    assert grades(store, f"{N}/一.2")[f"{C}/二.1"] == (2, 0)
    counts = {(row.id, c.document): c.grade2 for row in query.coverage(store) for c in row.counts}
    assert (counts["一.1", N], counts["二.1", N]) == (0, 1)
    export_records(store, tmp_path / "out")
    links = json.loads((tmp_path / "out" / "links.json").read_text(encoding="utf-8"))
    changed = {link["measure"]["provision"]: (link["grade"], link["model_grade"], link["relation"])
               for link in links if link["model_grade"] is not None}
    assert changed == {"一.1": (0, 2, None), "二.1": (2, 0, "implements")}


def test_who_when_and_disagreement_are_listed(store):
    query.judge(store, f"{N}/一.1", f"{C}/一.1", grade=2, who="复核甲")
    query.judge(store, f"{N}/一.1", f"{C}/一.1", grade=0, who="复核乙", note="改判")
    query.judge(store, f"{N}/一.2", f"{C}/一.1", grade=None, who="复核乙", note="待核实")
    rows = query.reviews(store)
    assert [(r.who, r.grade, r.holds, r.disagrees) for r in rows] == [
        ("复核甲", 2, False, False), ("复核乙", 0, True, True), ("复核乙", None, False, False)]
    assert all(r.at[:2] == "20" and r.at.endswith("+00:00") for r in rows)
    assert [r.note for r in query.reviews(store, status="disagreeing")] == ["改判"]


def test_a_word_outlives_a_rebuild(store, tmp_path, monkeypatch):
    query.judge(store, f"{N}/一.1", f"{C}/一.1", grade=1, who="复核甲")
    monkeypatch.setattr("kexie_nlp.analysis.fingerprint", lambda settings: "made-2")
    assert build([tmp_path / "in"], store, Settings()).aligned == 2
    assert grades(store, f"{N}/一.1")[f"{C}/一.1"] == (1, 2)
    sha256 = next(i.sha256 for i in store.infos() if i.label == N)
    store.remove(sha256)
    build([tmp_path / "in"], store, Settings())
    assert grades(store, f"{N}/一.1")[f"{C}/一.1"] == (1, 2)


def test_a_provision_of_another_name_is_found_by_its_place(store):
    query.judge(store, f"{N}/一.1", f"{C}/一.1", grade=0, who="复核甲")
    north = next(d for d in store.documents() if d.record.meta.region == "北山省")
    renamed = tuple(p.model_copy(update={"id": p.id.replace("一.1", "一.甲")}) for p in north.record.provisions)
    document = type(north)(north.record.model_copy(update={"provisions": renamed, "measures": (), "targets": (), "times": ()}),
                           north.text)
    store.put(document, fingerprint="other")
    central = store.documents()[0]
    store.set_links([north.record.sha256], [made_link(document, "一.甲", central, "一.1", 2, 0.9)], "key")
    assert grades(store, f"{N}/一.甲")[f"{C}/一.1"] == (0, 2)


def test_a_pair_the_model_did_not_keep_becomes_a_link(store):
    sha256 = next(i.sha256 for i in store.infos() if i.label == N)
    store.set_links([sha256], [], "key")
    query.judge(store, f"{N}/一.2", f"{C}/二.1", grade=2, who="复核甲")
    assert grades(store, f"{N}/一.2") == {f"{C}/二.1": (2, 0)}


def test_the_second_alignment_touches_only_the_new_document(store, tmp_path):
    MadeAligner.calls.clear()
    write_texts(tmp_path / "in", d=SOUTH.replace("南水省 2020", "南水省 2021"))
    assert build([tmp_path / "in"], store, Settings()).aligned == 1
    new = next(i.sha256 for i in store.infos() if i.label == "南水2021")
    assert MadeAligner.calls == [new]


def test_word_lists_and_confirmed_links_are_part_of_the_fingerprint(store, monkeypatch, tmp_path):
    from kexie_nlp.batch import links

    before = aligner_fingerprint(Settings())
    query.judge(store, f"{N}/一.1", f"{C}/一.1", grade=2, who="复核甲")
    assert [p.text[:9] for p in confirmed(store)] == ["1.建设乡镇科协。"]
    assert aligner_fingerprint(Settings(), confirmed(store)) != before
    data = tmp_path / "lexicon" / "data"
    data.mkdir(parents=True)
    (tmp_path / "alignment").mkdir()
    monkeypatch.setattr(links, "PACKAGE", tmp_path)
    pack = tmp_path / "lexicon" / "packs" / "harbours"
    pack.mkdir(parents=True)
    for path in (data / "routine.csv", pack / "topics.csv", pack / "pack.toml", pack / "align.json"):
        path.write_text("a")
        first = aligner_fingerprint(Settings())
        path.write_text("b")
        assert aligner_fingerprint(Settings()) != first


def test_a_confirmed_task_helps_a_like_one_elsewhere_and_says_so():
    central = made("central - 2016\n一、服务\n1.完善服务。为会员提供服务，团体会员优先。\n2.办好科普。开展科普活动。\n")
    east = made("provincial 东山省 2018\n一、工作\n1.海智计划。引进海外人才，建设离岸基地。\n")
    west = made("provincial 西河省 2019\n一、工作\n1.海外引才。引进海外专家和留学人员。\n")
    precedent = Precedent(east.record.sha256, east.text, central.record.sha256, "一.1")

    def score(documents, precedents):
        links = align(central, documents, options=AlignOptions(precedents=precedents, fields=("kexie",)))
        return {link.measure.provision: link.score for link in links}

    assert score([west], (precedent,))["一.1"] > score([west], ())["一.1"]
    assert score([west], (precedent,))["一.2"] <= score([west], ())["一.2"]  # what stands out more leaves less to the others
    assert score([east], (precedent,)) == score([east], ())  # not its own


def test_exported_reviews_tell_what_a_person_said(store, tmp_path):
    query.judge(store, f"{N}/一.1", f"{C}/一.1", grade=2, who="复核甲")
    query.judge(store, f"{S}/一.1", f"{C}/二.1", grade=1, who="复核甲")
    query.judge(store, f"{S}/一.2", f"{C}/一.2", grade=2, who="复核甲")
    export_reviews(store, tmp_path / "reviewed")
    cases = {len(case.tasks): case for case in load_cases(tmp_path / "reviewed")}
    assert cases[1].grades.tolist() == [[2, 0, 0]]
    assert cases[2].grades.tolist() == [[0, 0, 1], [0, 2, 0]]
    assert cases[1].judged.tolist() == [[True, False, False]]
    assert cases[2].judged.tolist() == [[False, False, True], [False, True, False]]


def test_a_store_of_version_1_is_brought_up_to_date(store, tmp_path):
    store.close()
    with sqlite3.connect(tmp_path / "k.db") as connection:
        connection.execute("ALTER TABLE links DROP COLUMN model_grade")
        connection.execute("DROP INDEX ix_documents_order")
        connection.execute("DROP INDEX ix_links_numbered")
        for index in ("ix_links_task", "ix_links_best"):
            connection.execute(f"DROP INDEX {index}")
        for column in ("numbered", "best"):
            connection.execute(f"ALTER TABLE links DROP COLUMN {column}")
        for column in ("sort_key", "kind", "conversion", "plans"):
            connection.execute(f"ALTER TABLE documents DROP COLUMN {column}")
        for table in ("provisions", "measures", "targets", "times"):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN chapter")
        connection.execute("ALTER TABLE measures DROP COLUMN bodies")
        connection.execute("DROP TABLE reviews")
        connection.execute("UPDATE kexie_facts SET value = '1' WHERE key = 'schema_version'")
    with open_store(tmp_path / "k.db") as opened:
        query.judge(opened, f"{N}/一.1", f"{C}/一.1", grade=0, who="复核甲")
        assert grades(opened, f"{N}/一.1")[f"{C}/一.1"] == (0, 2)
        assert [i.label for i in opened.infos()] == [C, N, S]
        assert [t.grade for t in query.tasks(opened, document=S)] == [2, 2, 0]
        assert {t.ref for t in query.targets(opened, chapter="一")} == {f"{C}/一.1", f"{N}/一.1"}
        old = [m for m in query.measures(opened) if m.actors]
        assert old and all([(b.name, b.part) for b in m.bodies] == [(name, "subject") for name in m.actors] for m in old)
    with sqlite3.connect(tmp_path / "k.db") as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'ix_links_task'").fetchone()


@pytest.fixture
def kexie(store, capsys, monkeypatch, tmp_path):
    store.close()
    return command_line(tmp_path, monkeypatch, capsys)


def test_the_commands(kexie, tmp_path):
    pair = (f"{N}/一.1", f"{C}/一.1", "--db", "k.db")
    code, out, err = kexie("review", "reject", *pair, "--by", "复核甲", "--note", "仅用词相同")
    assert code == 0 and "复核甲" in out and "仅用词相同" in out, err
    assert kexie("review", "accept", *pair, "--partly")[0] == 0
    assert kexie("review", "note", *pair[:2], "待核实", "--db", "k.db")[0] == 0
    rows = json.loads(kexie("review", "list", "--db", "k.db", "--json")[1])
    assert [(r["grade"], r["holds"]) for r in rows] == [(0, False), (1, True), (None, False)]
    assert len(json.loads(kexie("review", "list", "--db", "k.db", "--disagreeing", "--json")[1])) == 1
    assert kexie("review", "export", "-o", "out", "--db", "k.db")[0] == 0
    assert len(list((tmp_path / "out").glob("*.align.json"))) == 1 and (tmp_path / "out" / "repro.json").exists()
    code, _, err = kexie("review", "accept", "没有/一.1", f"{C}/一.1", "--db", "k.db")
    assert code == 2 and err.startswith("错误 K303")
    code, out, err = kexie("train", "align", "--gold", "out", "-o", "model.json")
    assert code == 2 and "K507" in err and not (tmp_path / "model.json").exists()
    assert kexie("train", "align", "--gold", "none", "-o", "m.json")[0] == 2

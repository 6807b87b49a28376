"""The store: opening, replacing, labels, links."""
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from made_up import CENTRAL, NORTH, SOUTH, made, made_link
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from kexie_nlp.errors import KexieError
from kexie_nlp.store import Outcome, open_store, schema
from kexie_nlp.store.reviews import mark_best
from kexie_nlp.store.rows import base_label, free_label


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "k.db", create=True) as opened:
        yield opened


def refused(path, code, **more):
    with pytest.raises(KexieError) as error:
        open_store(path, **more)
    assert error.value.code == code
    return error.value.message


def test_missing_and_foreign_files_are_refused(tmp_path):
    refused(tmp_path / "none.db", "K301")
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "text.db").write_text("no database")
    refused(tmp_path / "text.db", "K302")
    refused(tmp_path / "text.db", "K302", create=True)
    (tmp_path / "empty.db").touch()
    refused(tmp_path / "empty.db", "K302")
    refused(tmp_path, "K302", create=True)
    refused(tmp_path / "no" / "folder.db", "K302", create=True)
    refused("nosuchdialect://somewhere/db", "K302", create=True)
    assert (tmp_path / "text.db").read_text() == "no database"


def test_somebody_elses_database_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table mine (x)")
    assert "mine" in refused(path, "K302", create=True)
    with sqlite3.connect(path) as connection:
        assert connection.execute("select name from sqlite_master").fetchall() == [("mine",)]


def test_other_schema_version_is_refused(tmp_path, store):
    store.set_fact("schema_version", "99")
    assert "99" in refused(tmp_path / "k.db", "K302")


def test_an_older_store_gets_the_later_columns_and_keeps_its_documents(tmp_path):
    path = tmp_path / "old.db"
    with open_store(path, create=True) as store:
        store.put(made(NORTH), fingerprint="f")
        store.set_fact("schema_version", "3")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("alter table documents drop column kind")
        connection.execute("alter table documents drop column conversion")
        connection.execute("alter table documents drop column plans")
        connection.execute("alter table measures drop column bodies")
        connection.commit()
    with open_store(path) as store:
        assert [(info.label, info.kind, info.conversion, info.grounds) for info in store.infos()] == [("北山2019", None, "t2s", {})]
        store.put(made(SOUTH.replace(" 2020", " 2020 news", 1)), fingerprint="f")
        assert {info.label: info.kind for info in store.infos()} == {"北山2019": None, "南水2020": "news"}
        assert store.fact("schema_version") == str(schema.VERSION)


def test_reference_plans_came_later_and_are_filled_by_the_next_links(tmp_path):
    path, north, south = tmp_path / "old.db", made(NORTH), made(SOUTH)
    with open_store(path, create=True) as store:
        store.put(north, fingerprint="f")
        store.set_links([north.record.sha256], [], "key", {north.record.sha256: "abc:only"})
        store.set_fact("schema_version", "5")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("alter table documents drop column plans")
        connection.commit()
    with open_store(path) as store:
        store.put(south, fingerprint="f")
        assert [(info.plans, info.grounds, info.aligned) for info in store.infos()] == [("", {}, "key"), ("", {}, None)]
        store.set_links([north.record.sha256], [], "new", {north.record.sha256: "abc:named def:resembles"})
        assert [info.grounds for info in store.infos()] == [{"abc": "named", "def": "resembles"}, {}]
        assert store.fact("schema_version") == str(schema.VERSION)
        store.set_links([north.record.sha256], [], None)  # no longer aligned with any
        assert [info.grounds for info in store.infos()] == [{}, {}]


def test_password_stays_out_of_errors():
    message = refused("nosuch+driver://me:secret@host/db", "K302")
    assert "secret" not in message


def test_url_and_empty_file_become_stores(tmp_path):
    (tmp_path / "empty.db").touch()
    open_store(tmp_path / "empty.db", create=True).close()
    with open_store(f"sqlite:///{tmp_path / 'empty.db'}") as opened:
        assert opened.infos() == []


def test_a_document_comes_back_whole(store):
    document = made(NORTH)
    assert store.put(document, fingerprint="f", paths=["/a"]) == "北山2019"
    assert store.documents() == [document]
    row = store.rows(select(schema.measures).order_by(schema.measures.c.position))[0]
    assert (row.text, row.provision, row.number, row.action) == ("推动乡镇建立科协", "一.1", 1, "推动")
    target = store.rows(select(schema.targets))[0]
    assert target.sentence == "推动乡镇建立科协，2019年6月底前新建科协不少于40个"


def test_plain_text_is_simplified(store):
    store.put(made("provincial 北山省 2019\n一、強基層\n1.建設組織。開展活動。\n"), fingerprint="f")
    rows = store.rows(select(schema.provisions).where(schema.provisions.c.id == "一.1"))
    assert (rows[0].text, rows[0].plain) == ("1.建設組織。開展活動。", "1.建设组织。开展活动。")


def test_changed_file_replaces_its_document_and_keeps_the_label(store):
    store.put(made(NORTH), fingerprint="f", paths=["/a"])
    store.put(made(NORTH + "3.新任务。开展新活动。\n"), fingerprint="f", paths=["/a"])
    assert [(i.label, o.sha256 == i.sha256) for i in store.infos() for o in store.outcomes().values()] == \
        [("北山2019", True)]
    assert store.rows(select(func.count()).select_from(schema.provisions))[0][0] == 4


def test_a_document_that_another_path_still_holds_stays(store):
    store.put(made(NORTH), fingerprint="f", paths=["/a", "/b"])
    store.put(made(SOUTH), fingerprint="f", paths=["/a"])
    assert [i.label for i in store.infos()] == ["北山2019", "南水2020"]


def test_files_that_change_places_keep_their_documents(store):
    north, south = made(NORTH), made(SOUTH)
    store.put(north, fingerprint="f", paths=["/a"])
    store.put(south, fingerprint="f", paths=["/b"])
    store.adopt({"/a": south.record.sha256, "/b": north.record.sha256})
    assert {path: o.sha256 for path, o in store.outcomes().items()} == \
        {"/a": south.record.sha256, "/b": north.record.sha256}
    assert len(store.infos()) == 2


def test_put_is_one_transaction(store, monkeypatch):
    store.put(made(NORTH), fingerprint="f", paths=["/a"])
    from kexie_nlp.store import store as module

    rows = module.part_rows(made(SOUTH))
    rows["times"][0]["text"] = None  # refused by the table, after most of the work
    monkeypatch.setattr(module, "part_rows", lambda document: rows)
    with pytest.raises(Exception, match="NOT NULL"):
        store.put(made(SOUTH), fingerprint="f", paths=["/a"])
    assert [i.label for i in store.infos()] == ["北山2019"]
    assert store.outcomes()["/a"].sha256 == made(NORTH).record.sha256
    assert store.rows(select(func.count()).select_from(schema.provisions))[0][0] == 3


def test_labels_collide_and_stay(store):
    texts = [NORTH, NORTH + "3.甲。开展甲。\n", NORTH + "3.乙。开展乙。\n"]
    for n, text_ in enumerate(texts):
        store.put(made(text_), fingerprint="f", paths=[f"/{n}"])
    labels = {i.sha256: i.label for i in store.infos()}
    assert sorted(labels.values()) == ["北山2019", "北山2019-2", "北山2019-3"]
    for text_ in reversed(texts):
        store.put(made(text_), fingerprint="g")
    assert {i.sha256: i.label for i in store.infos()} == labels
    store.remove(made(texts[0]).record.sha256)
    store.put(made(texts[2]), fingerprint="h")
    assert sorted(i.label for i in store.infos()) == ["北山2019-2", "北山2019-3"]


@pytest.mark.parametrize(("level", "region", "period", "source", "label"), [
    ("central", None, ("2016-01-01", None), "a.txt", "中央2016"),
    ("central", None, None, "a.txt", "中央"),
    ("provincial", "内蒙古自治区", ("2021-01-01", "2025-12-31"), "a.txt", "内蒙古2021"),
    ("provincial", "新疆维吾尔自治区", None, "a.txt", "新疆"),
    ("municipal", "沙市", None, "a.txt", "沙市"),
    (None, None, None, "003_ab.txt", "003_ab"),
    (None, None, None, "坏 名/字#1\x1b[31m.txt", "字_1_[31m"),
    (None, None, None, "....txt", "..."),
])
def test_base_label(level, region, period, source, label):
    record = made(NORTH).record
    meta = record.meta.model_copy(update={"level": level, "region": region, "period": period})
    assert base_label(record.model_copy(update={"meta": meta, "source": source})) == label


def test_numbered_labels_are_in_the_order_of_their_numbers(store):
    for n in range(11):
        store.put(made(NORTH + f"3.甲。开展{'甲' * n}。\n"), fingerprint="f")
    assert [i.label for i in store.infos()] == ["北山2019", *(f"北山2019-{n}" for n in range(2, 12))]


def test_free_label_keeps_a_former_one_of_the_same_base_only():
    assert free_label("北山2019", {"北山2019"}, "北山2019-7") == "北山2019-7"
    assert free_label("北山2020", set(), "北山2019") == "北山2020"


def test_links_go_with_either_document(store):
    central, north, south = made(CENTRAL), made(NORTH), made(SOUTH)
    for document in (central, north, south):
        store.put(document, fingerprint="f")
    links = [made_link(north, "一.1", central, "一.1", 2, 0.9), made_link(south, "一.1", central, "二.1", 2, 0.8)]
    store.set_links([d.record.sha256 for d in (north, south)], links, "key")
    assert sorted(store.links(), key=repr) == sorted(links, key=repr)
    assert store.links(north.record.sha256) == links[:1]
    store.remove(north.record.sha256)
    assert store.links() == links[1:]
    store.remove(central.record.sha256)
    assert store.links() == []
    assert [i.aligned for i in store.infos()] == [None]  # its links are gone, so it is to be aligned again


def test_outcomes_are_the_last_of_each_path(store):
    store.set_outcome(Outcome(path="/a", stage="reading", code="K102", message="empty"))
    store.set_outcome(Outcome(path="/a", stage="analysis", code="ValueError", message="bad"))
    assert [o.code for o in store.outcomes().values()] == ["ValueError"]
    store.put(made(NORTH), fingerprint="f", paths=["/a"])
    assert store.outcomes()["/a"].stage == "done"


def test_schema_is_valid_postgresql():
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    for table in schema.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


def test_hostile_text_is_stored_as_data(store):
    evil = "provincial 北');drop/**/table/**/documents;--省 2019\n1.a';--。b\"。\n"
    store.put(made(evil), fingerprint="f", paths=["/x'; drop table outcomes;--"])
    assert store.documents()[0].text == evil
    with store.engine.connect() as connection:
        assert connection.execute(text("select count(*) from outcomes")).scalar() == 1


def test_cached_results_hold_until_something_changes(store):
    made_anew = []

    def make():
        made_anew.append(1)
        return len(made_anew)

    assert [store.cached("k", make), store.cached("k", make)] == [1, 1]
    store.put(made(NORTH), fingerprint="f")
    assert store.cached("k", make) == 2
    with open_store(store.engine.url.render_as_string()) as other:  # another process would do the same
        other.put(made(SOUTH), fingerprint="f")
    assert store.cached("k", make) == 3 and [i.label for i in store.infos()] == ["北山2019", "南水2020"]
    for n in range(100):
        store.cached(n, make)
    assert store.cached("k", make) == 104  # the least used went


# -- changes in bulk

def mode(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA journal_mode").fetchone()[0]


def synchronous(store):
    with store.engine.connect() as connection:
        return connection.scalar(text("PRAGMA synchronous"))


def test_changes_in_bulk_use_a_log_that_is_gone_afterwards(tmp_path, store):
    path = tmp_path / "k.db"
    with store.bulk():
        assert (mode(path), synchronous(store)) == ("delete", 2)  # nothing has changed yet
        with store.bulk():
            store.put(made(NORTH), fingerprint="f")
        assert (mode(path), synchronous(store)) == ("wal", 1)
        with open_store(path) as other:
            assert synchronous(other) == 2 and [info.label for info in other.infos()] == ["北山2019"]
    assert (mode(path), synchronous(store)) == ("delete", 2) and [file.name for file in tmp_path.iterdir()] == ["k.db"]
    assert [info.label for info in store.infos()] == ["北山2019"]


def test_changes_in_bulk_survive_a_kill(tmp_path):
    code = ("import os, sys\nfrom kexie_nlp.store import open_store\nstore = open_store(sys.argv[1], create=True)\n"
            "with store.bulk():\n    store.set_fact('central', 'x')\n    os._exit(9)\n")
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "k.db")], check=False).returncode == 9
    with open_store(tmp_path / "k.db") as store:
        assert store.fact("central") == "x"
        with store.bulk():
            store.set_fact("central", "y")
    assert mode(tmp_path / "k.db") == "delete" and store.fact("central") == "y"


def test_bulk_leaves_the_log_to_those_who_have_the_file_open(tmp_path, store):
    with open_store(tmp_path / "k.db") as other:
        with store.bulk():
            store.set_fact("central", "x")
            assert other.fact("central") == "x"
        assert mode(tmp_path / "k.db") == "wal" and synchronous(store) == 2 and store.fact("central") == "x"
    with store.bulk():
        store.set_fact("central", "y")
    assert mode(tmp_path / "k.db") == "delete"


def test_bulk_changes_nothing_in_memory_or_where_the_file_is_locked(tmp_path, store):
    with open_store("sqlite://", create=True) as memory, memory.bulk():
        memory.set_fact("central", "x")
        assert memory.fact("central") == "x"
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 10"))
    with store.bulk():
        with closing(sqlite3.connect(tmp_path / "k.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(OperationalError):
                store.set_fact("central", "x")
            other.rollback()
        store.set_fact("central", "y")
        assert synchronous(store) == 2
    assert store.fact("central") == "y" and mode(tmp_path / "k.db") == "delete"


def test_documents_stored_here_keep_their_normalised_text(store):
    document = made(NORTH)
    store.put(document, fingerprint="f")
    [again] = store.documents([document.record.sha256])
    assert again == document and again.norm is document.norm
    other = type(document)(document.record, document.text, ("pinyin",))
    store.put(other, fingerprint="f")
    with open_store(store.engine.url.database) as opened:
        opened.put(other, fingerprint="f")
        assert opened.documents()[0].norm.text == document.norm.text != ""


def test_documents_come_in_order_of_label_however_they_are_asked_for(store, monkeypatch):
    hashes = []
    for each in (SOUTH, CENTRAL, NORTH):
        document = made(each)
        store.put(document, fingerprint="f")
        hashes.append(document.record.sha256)
    found = [document.record.sha256 for document in store.documents(hashes[:2])]
    assert found == [hashes[1], hashes[0]]
    monkeypatch.setattr("kexie_nlp.store.store.SLICE", 1)
    assert [document.record.sha256 for document in store.documents(hashes[:2])] == found


def test_best_links_are_the_same_by_rows_and_by_the_database(store):
    task, *plans = made(NORTH), made(CENTRAL), made(SOUTH)
    for document in (task, *plans):
        store.put(document, fingerprint="f")
    scores = [(0.2, 1), (0.2, 1), (0.9, 0), (0.3, 2), (0.1, 2)]
    links = [made_link(task, provision.id, plan, plan.record.tasks()[0].id, score=score, grade=grade)
             for provision in task.record.tasks() for plan in plans for score, grade in scores]
    store.set_links([task.record.sha256], links, "k")
    best = select(schema.links.c.position).where(schema.links.c.best == 1).order_by(schema.links.c.position)
    before = store.rows(best)
    assert [row.position % len(scores) for row in before] == [3] * (len(links) // len(scores))
    with store.engine.begin() as connection:
        mark_best(connection, task.record.sha256)
    assert store.rows(best) == before

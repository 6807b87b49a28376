"""`kexie lexicon`: the packs, the check of one, suggestions from links, and how they are learnt. All sentences are made up."""
import csv
import io
import json
from math import log

import pytest
from made_up import CENTRAL, NORTH, SOUTH, built_store, command_line, write_texts
from test_packs import BAD, write_pack

from kexie_nlp import query
from kexie_nlp.alignment.learning import LINKS, Linked, suggest
from kexie_nlp.alignment.topics import home_topics, topics_in
from kexie_nlp.lexicon.packs import packaged, read_pack
from kexie_nlp.query.suggestions import suggestions

GENERAL = topics_in(tuple(pack for pack in packaged() if pack.name == "general"))


@pytest.fixture
def kexie(capsys, monkeypatch, tmp_path):
    return command_line(tmp_path, monkeypatch, capsys)


# list

def test_list_names_all_packs_and_where_they_are_from(kexie, tmp_path):
    write_pack(tmp_path / "packs" / "water")
    (tmp_path / "kexie.toml").write_text('[lexicon]\npacks = ["packs/water"]\n', encoding="utf-8")
    code, out, _ = kexie("lexicon", "list", "--json")
    rows = {row["name"]: row for row in json.loads(out)}
    assert code == 0 and set(rows) == {*(pack.name for pack in packaged()), "water"}
    assert rows["water"] == {"name": "water", "title": "水利", "groups": 2, "terms": 4, "model": False, "place": "packs/water",
                             "markers": ["水利", "河湖长", "灌区", "堤防"]}
    assert rows["kexie"]["place"] == "kexie_nlp" and rows["kexie"]["model"]
    table = list(csv.DictReader(io.StringIO(kexie("lexicon", "list", "--csv")[1])))
    assert [row["terms"] for row in table if row["name"] == "water"] == ["4"]
    assert "水利" in kexie("lexicon", "list")[1]


# check

def test_check_counts_a_good_pack(kexie, tmp_path):
    write_pack(tmp_path / "water")
    code, out, _ = kexie("lexicon", "check", "water", "--json")
    assert code == 0 and [(row["groups"], row["terms"]) for row in json.loads(out)] == [(2, 4)]


def test_check_names_every_bad_row(kexie, tmp_path):
    write_pack(tmp_path / "water", topics=BAD)
    code, out, err = kexie("lexicon", "check", "water", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 1 and "7 faults" in err
    assert [(row["file"], row["line"]) for row in rows] == [("topics.csv", line) for line in ("3", "4", "5", "6", "7", "8", "11")]
    assert "几乎每段都有的词" in kexie("lexicon", "check", "water")[1]


def test_check_of_no_folder_or_with_a_bad_model(kexie, tmp_path):
    code, _, err = kexie("lexicon", "check", "nowhere")
    assert code == 2 and "K101" in err
    write_pack(tmp_path / "water")
    (tmp_path / "water" / "align.json").write_text("{}")
    code, _, err = kexie("lexicon", "check", "water")
    assert code == 2 and "K502" in err


@pytest.mark.parametrize("text", ['[lexicon]\npacks = ["water"]\n', '[lexicon]\nfields = ["river"]\n'])
def test_a_build_with_a_bad_pack_says_so_before_it_starts(kexie, tmp_path, text):
    write_texts(tmp_path / "in", a=NORTH)
    (tmp_path / "kexie.toml").write_text(text, encoding="utf-8")
    code, _, err = kexie("build", "in")
    assert code == 2 and ("K203" in err or "K202" in err) and not (tmp_path / "kexie.db").exists()


# learning

def linked(pairs):
    return [Linked(task, central, f"地方{n % 3}/一.{n}", f"中央/一.{n}") for n, (task, central) in enumerate(pairs)]


FILLER = ["陶瓷", "茶叶", "竹编", "刺绣", "剪纸", "皮影", "木雕", "泥塑", "风筝", "灯笼", "漆器", "丝绸"]
PAIRS = [*((f"修造{n}座渡口", "开凿运河") for n in "甲乙丙丁戊"), *((f"展销{word}", f"{word}产业") for word in FILLER)]


def test_words_that_go_together_are_suggested():
    found = suggest(linked(PAIRS), home_topics(), GENERAL)
    assert [(s.group, s.term, s.other, s.count, s.new) for s in found] == [("运河", "渡口", "运河", 5, True)]
    assert found[0].score == pytest.approx(2 * (5 * log(17 / 5) + 12 * log(17 / 12)), abs=0.01)
    assert found[0].example == linked(PAIRS)[0]


@pytest.mark.parametrize("pairs", [PAIRS[:LINKS - 1], PAIRS[5:], [PAIRS[0]] * 5 + PAIRS[5:],
                                   [(task.replace("渡口", "运河"), central) for task, central in PAIRS]])
def test_too_few_links_or_tasks_and_equal_words_teach_nothing(pairs):
    assert suggest(linked(pairs), home_topics(), GENERAL) == []


def test_one_document_teaches_nothing():
    assert suggest([link._replace(task_ref="地方/一.1") for link in linked(PAIRS)], home_topics(), GENERAL) == []


def test_a_word_joins_the_group_of_its_partner_and_what_has_a_topic_in_common_is_left_out(tmp_path):
    canal = read_pack(write_pack(tmp_path / "canal", topics="group,term,source\n水路,运河,自编\n"))
    assert [(s.group, s.new) for s in suggest(linked(PAIRS), topics_in((canal,)), GENERAL)] == [("水路", False)]
    known = read_pack(write_pack(tmp_path / "known", topics="group,term,source\n水路,运河,自编\n水路,渡口,自编\n"))
    assert suggest(linked(PAIRS), topics_in((known,)), GENERAL) == []
    assert suggest(linked(PAIRS), home_topics(), topics_in((known,))) == []


# suggest

@pytest.fixture
def store(tmp_path, monkeypatch):
    with built_store(tmp_path, monkeypatch, a=NORTH, b=CENTRAL, c=SOUTH) as opened:
        yield opened


def test_confirmed_links_come_before_certain_ones(store):
    assert [(learnt.confirmed, learnt.certain) for learnt in (suggestions(store),)] == [(0, 3)]
    query.judge(store, "北山2019/一.1", "中央2016/一.1", grade=2, who="复核甲")
    query.judge(store, "北山2019/一.2", "中央2016/一.2", grade=1, who="复核甲")
    found = suggestions(store), suggestions(store, certain=True)
    assert [(learnt.confirmed, learnt.certain) for learnt in found] == [(1, 0), (1, 2)]


def test_too_little_to_learn_from_is_said(store, kexie, tmp_path):
    code, out, err = kexie("lexicon", "suggest", "--db", "k.db", "-o", "s.csv", "--json")
    assert (code, json.loads(out)) == (0, [])
    assert "可学的对应太少" in err and "3 certain" in err
    assert (tmp_path / "s.csv").read_text(encoding="utf-8") == "group,term,source\n"
    code, _, err = kexie("lexicon", "suggest", "--db", "k.db", "-o", "no/s.csv")
    assert code == 2 and "K305" in err


def test_suggestions_are_rows_of_a_pack(store, kexie, tmp_path, monkeypatch):
    from kexie_nlp.query import suggestions as module

    monkeypatch.setattr(module, "_linked", lambda store, pairs: linked(PAIRS))
    code, out, _ = kexie("lexicon", "suggest", "--db", "k.db", "-o", "s.csv", "--csv")
    assert code == 0
    assert [(row["term"], row["count"], row["task"]) for row in csv.DictReader(io.StringIO(out))] == [("渡口", "5", "地方0/一.0")]
    rows = (tmp_path / "s.csv").read_text(encoding="utf-8")
    assert rows.splitlines()[1:] == [f"运河,{term},对应5条，与“运河”同现，例：地方0/一.0 对 中央/一.0" for term in ("运河", "渡口")]
    assert read_pack(write_pack(tmp_path / "canal", topics=rows)).topics == (("运河", "运河"), ("运河", "渡口"))

"""Tables, CSV, JSON and exported files, with cells nobody should trust."""
import csv
import io
import json

import pytest
from made_up import CENTRAL, NORTH, made, made_link

from kexie_nlp.analysis import analyze
from kexie_nlp.errors import KexieError
from kexie_nlp.model import Body, DocumentRecord, Link
from kexie_nlp.report import Column, Sheet, as_csv, as_json, as_tables, clean, document_report, export_records
from kexie_nlp.report.labels import bodies_by_part, bodies_text, interval
from kexie_nlp.store import open_store

COLUMNS = (Column("ref", "名称"), Column("value", "数值", right=True))


def text_of(table, width=1000):
    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=width, markup=True).print(table)
    return out.getvalue()


def read_csv(text):
    return list(csv.reader(io.StringIO(text)))


def test_markup_and_control_characters_are_shown_not_obeyed():
    evil = "[red]红[/red] \x1b[31m\u202e[link=file:///etc]x"
    shown = text_of(as_tables([Sheet("", COLUMNS, [(evil, 1)])])[0])
    assert "[red]红[/red]" in shown and "[link=file:///etc]x" in shown
    assert "\x1b" not in shown and "\u202e" not in shown
    assert clean("a\udcffb\x9b\tc\n") == "a\ufffdb\ufffd\tc\n"


def test_nothing_is_cut_at_any_width():
    long = "推动科协组织向基层延伸扩大有效覆盖" * 9
    for width in (30, 80, 1000):
        shown = text_of(as_tables([Sheet("", COLUMNS, [(long, 3)])])[0], width)
        assert "".join(shown.split()).count("推动科协") >= 1
        joined = "".join(line[:width].rstrip("3 \n").strip() for line in shown.splitlines()[2:])
        assert joined.replace(" ", "").replace("3", "") == long


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_formulas_in_csv_are_defused(cell):
    assert read_csv(as_csv([Sheet("", COLUMNS, [(cell, -1)])]))[1] == ["'" + cell, "-1"]


def test_csv_of_several_sheets_has_all_columns():
    other = Sheet("", (Column("ref", "名称"), Column("text", "原文")), [("b", "含,逗号\n换行")], "second")
    rows = read_csv(as_csv([Sheet("", COLUMNS, [("a", 2.5)], "first"), other]))
    assert rows == [["part", "ref", "value", "text"], ["first", "a", "2.5", ""], ["second", "b", "", "含,逗号\n换行"]]


def test_json_is_readable_and_exact():
    data = {"键": "值\u202e\x9b\ud800", "n": 12.5}
    text = as_json(data)
    assert "键" in text and "\u202e" not in text and "\x9b" not in text
    assert json.loads(text) == data


@pytest.mark.parametrize(("pair", "text"), [
    (None, ""), ((None, None), ""), (("2019-01-01", "2019-12-31"), "2019"), (("2021-01-01", "2025-12-31"), "2021–2025"),
    ((None, "2016-12-31"), "–2016-12-31"), (("2016-03-01", "2016-03-31"), "2016-03-01–2016-03-31")])
def test_interval(pair, text):
    assert interval(pair) == text


def test_exported_records_are_schema_1(tmp_path):
    central, north = made(CENTRAL, "c.txt"), made(NORTH, "n.txt")
    with open_store(tmp_path / "k.db", create=True) as store:
        for document in (central, north):
            store.put(document, fingerprint="f")
        link = made_link(north, "一.1", central, "一.1", 2, 0.83)
        store.set_links([north.record.sha256], [link], "key")
        written = export_records(store, tmp_path / "out")
    assert sorted(p.name for p in written) == ["c.json", "links.json", "n.json"]
    record = json.loads((tmp_path / "out" / "n.json").read_text(encoding="utf-8"))
    assert record["schema"] == 1 and record["targets"][0]["value"] == 40 and record["times"][0]["from"] is None
    assert DocumentRecord.model_validate(record) == north.record
    links = json.loads((tmp_path / "out" / "links.json").read_text(encoding="utf-8"))
    assert [Link.model_validate(item) for item in links] == [link]
    assert not list((tmp_path / "out").glob(".kexie*"))


def test_exported_names_are_unique_and_stay_inside(tmp_path):
    sources = ["../../up.txt", "a/b.txt", "A.txt", "a.txt", "a.md", "links.txt", "..\\..\\win.txt", ".hidden",
               "\x1b.txt", "很长" * 200 + ".txt", "/etc/passwd"]
    with open_store(tmp_path / "k.db", create=True) as store:
        for n, source in enumerate(sources):
            store.put(made(NORTH + f"3.甲。开展{'甲' * n}。\n", source), fingerprint="f")
        before = set(tmp_path.iterdir())
        written = export_records(store, tmp_path / "out")
    assert set(tmp_path.iterdir()) - before == {tmp_path / "out"}
    names = [p.name.casefold() for p in written]
    assert len(set(names)) == len(sources) + 1 == len(list((tmp_path / "out").iterdir()))
    assert {"a.json", "a-2.json", "a-3.json", "links-2.json", "up.json", "b.json", "win.json", "passwd.json",
            ".hidden"[1:] + ".json"} <= set(names)


def test_a_link_in_the_way_is_replaced_not_followed(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "precious.txt").write_text("mine")
    (tmp_path / "out" / "links.json").symlink_to(tmp_path / "precious.txt")
    with open_store(tmp_path / "k.db", create=True) as store:
        export_records(store, tmp_path / "out")
    assert (tmp_path / "precious.txt").read_text() == "mine"
    assert (tmp_path / "out" / "links.json").read_text() == "[]\n"


def test_an_output_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    with open_store(tmp_path / "k.db", create=True) as store, pytest.raises(KexieError) as error:
        export_records(store, tmp_path / "file")
    assert error.value.code == "K305"


def test_bodies_are_marked_with_their_parts_and_told_apart_for_ledgers():
    named = (("水务局", "subject"), ("公安局", "partner"), ("水务局", "lead"), ("林业局", "responsible"),
             ("财政局", "support"), ("分管副县长", "officer"))
    bodies = [Body(name=name, part=part) for name, part in named]
    assert bodies_text(bodies) == "水务局（牵头）、公安局（协同）、林业局（责任）、财政局（配合）、分管副县长（责任人）"
    assert bodies_by_part(bodies) == {"lead": "水务局", "responsible": "林业局", "support": "公安局、财政局", "officer": "分管副县长"}
    assert bodies_text(bodies[:1]) == bodies_text([], ["水务局"]) == "水务局" and set(bodies_by_part([]).values()) == {""}


def test_tables_mark_the_parts():
    document = analyze("一、重点任务\n1.修建道路。改造路口20处。（牵头单位：交通局；配合单位：财政局）")
    tables = "".join(text_of(table) for table in as_tables(document_report(document).sheets))
    assert "交通局（牵头）、财政局（配合）" in tables

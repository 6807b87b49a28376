"""Everything shown in traditional characters on request; quotes, names and keys stay as they are."""
from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kexie_nlp.cli.app import app
from kexie_nlp.report.render import in_script

TEXT = "湖南省科协2023年工作要点\n一、重点任务\n1.发展学会。2023年6月底前，制定《学会条例》，吸纳会员3000名。\n"


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(("variety", "word"), [("traditional", "發展學會"), ("tw", "發展學會"), ("hk", "發展學會")])
def test_normalize_in_traditional(plan, variety, word):
    out = CliRunner().invoke(app, ["--script", variety, "normalize", str(plan)])
    assert out.exit_code == 0 and word in out.output and "发展" not in out.output


def test_extract_converts_fields_and_keeps_quotes(plan):
    out = CliRunner().invoke(app, ["--script", "tw", "extract", str(plan), "--json"])
    record = json.loads(out.output)
    assert record["meta"]["title"] == "湖南省科協2023年工作要點"
    measure = next(m for m in record["measures"] if m["instruments"])
    assert measure["instruments"] == ["學會條例"] and measure["text"] == TEXT[measure["start"]:measure["end"]]


def test_the_next_command_is_in_simplified_again(plan):
    CliRunner().invoke(app, ["--script", "tw", "normalize", str(plan)])
    assert "发展学会" in CliRunner().invoke(app, ["normalize", str(plan)]).output


def test_in_script_walks_lists_and_keeps_numbers():
    assert in_script({"object": "学会", "text": "学会", "values": [1, "发展", None]}, "tw") == {
        "object": "學會", "text": "学会", "values": [1, "發展", None]}


def test_an_unknown_script_is_bad_usage(plan):
    assert CliRunner().invoke(app, ["--script", "latin", "normalize", str(plan)]).exit_code == 2


def test_the_text_of_a_page_stands_beside_its_record(tmp_path):
    rows = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_text(f"<html><body>{rows}</body></html>", encoding="utf-8")
    db, out = str(tmp_path / "k.db"), tmp_path / "out"
    assert CliRunner().invoke(app, ["build", str(tmp_path / "in"), "--db", db]).exit_code == 0
    assert CliRunner().invoke(app, ["export", "records", "--db", db, "-o", str(out)]).exit_code == 0
    text, record = (out / "page.txt").read_text(encoding="utf-8"), json.loads((out / "page.json").read_text(encoding="utf-8"))
    assert record["targets"] and all(text[t["start"]:t["end"]] == t["text"] for t in record["targets"])

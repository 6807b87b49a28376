"""The studies run on a small database and count what its documents say."""
import csv
import runpy
import sys

import pytest
from conftest import ROOT
from made_up import CENTRAL, NORTH, SOUTH, stand_in, write_texts

from kexie_nlp import batch, open_store
from kexie_nlp.settings import Settings

STUDIES = ROOT / "scripts" / "studies"
LATER = """provincial 北山省 2020
一、强基层
1.建设乡镇科协。推动乡镇建立科协，2020年6月底前新建科协不少于60个。
2.整理档案。整理旧档案，编写目录。
"""


@pytest.fixture
def study(tmp_path, monkeypatch, capsys):
    """Run a study on a database of made-up documents: what it prints, and the rows of its CSV."""
    stand_in(monkeypatch)
    write_texts(tmp_path / "in", a=NORTH, b=CENTRAL, c=SOUTH, d=LATER)
    with open_store(tmp_path / "k.db", create=True) as store:
        assert batch.build([tmp_path / "in"], store, Settings()).exit_code == 0

    def run(name, *args):
        out = tmp_path / f"{name}.csv"
        monkeypatch.setattr(sys, "argv", [name, *args, "--db", str(tmp_path / "k.db"), "-o", str(out)])
        monkeypatch.syspath_prepend(str(STUDIES))
        runpy.run_path(str(STUDIES / f"{name}.py"), run_name="__main__")
        with out.open(encoding="utf-8-sig", newline="") as file:
            return capsys.readouterr().out, list(csv.DictReader(file))

    return run


def test_every_study_is_tested_here():
    assert {path.stem for path in STUDIES.glob("*.py")} == {"study", "coverage_by_province", "numbers_compared", "borrowed_wording",
                                                           "change_between_years"}


def test_coverage_by_province(study):
    out, rows = study("coverage_by_province")
    assert "落实比例" in out
    found = {row["地区"]: (row["文档"], row["落实"], row["未落实"], row["落实比例"]) for row in rows}
    assert found == {"北山省": ("2", "1", "2", "0.33"), "南水省": ("1", "2", "1", "0.67")}
    assert [row["地区"] for row in rows] == ["南水省", "北山省"]


def test_numbers_compared(study):
    _, rows = study("numbers_compared")
    assert {row["文档"]: (row["更高"], row["更低"], row["更高的比例"]) for row in rows} == {
        "北山2019": ("1", "0", "1.0"), "北山2020": ("1", "0", "1.0"), "南水2020": ("1", "0", "1.0")}


def test_borrowed_wording(study):
    _, rows = study("borrowed_wording")
    north = {row["文档"]: row for row in rows}["北山2019"]
    assert north["任务"] == "1" and north["最长相同片段"] == "1建设乡镇科协推动乡镇建立科协201" and north["字数"] == "18"
    assert 0.5 < float(north["重合比例"]) < 1 and float(north["偶然重合"]) == 0


def test_borrowed_wording_counts_runs_of_six(monkeypatch):
    monkeypatch.syspath_prepend(str(STUDIES))
    module = runpy.run_path(str(STUDIES / "borrowed_wording.py"))
    assert module["borrowed"]("组织青年人才托举工程", "实施青年人才托举工程项目") == 0.8
    assert module["borrowed"]("青年人才托举", "青年人才工程托举") == 0 == module["borrowed"]("", "青年")
    assert module["plain"]("1. 办好“科普 日”。") == "1办好科普日"


def test_change_between_years(study):
    out, rows = study("change_between_years", "北山2019", "北山2020")
    assert "北山2019 → 北山2020" in out and "占前者任务的比例" in out
    found = {(row["变化"], row["前"], row["后"]) for row in rows}
    assert ("取消", "北山2019/一.2", "") in found and ("新增", "", "北山2020/一.2") in found
    assert any(row["前"] == "北山2019/一.1" and row["后"] == "北山2020/一.1" for row in rows)

"""The command line: exit codes, one line per error, every command with help, a light start."""
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_up import CENTRAL, NORTH, SOUTH, command_line, stand_in, write_texts

HEAVY = ("spacy", "sklearn", "torch", "networkx", "sqlalchemy", "jieba", "opencc", "numpy")


@pytest.fixture
def kexie(capsys, monkeypatch, tmp_path):
    """Run a command line in an empty folder with the stand-in pipeline: exit code, stdout, stderr."""
    stand_in(monkeypatch)
    return command_line(tmp_path, monkeypatch, capsys)


@pytest.fixture
def built(kexie, tmp_path):
    write_texts(tmp_path / "in", a=NORTH, b=CENTRAL, c=SOUTH)
    code, _, err = kexie("build", "in")
    assert code == 0, err
    return kexie


def commands():
    import typer

    def walk(command, path):
        if not getattr(command, "commands", None):
            yield path, command
        for name, each in getattr(command, "commands", {}).items():
            yield from walk(each, [*path, name])

    from kexie_nlp.cli.app import app

    return list(walk(typer.main.get_command(app), []))


# -- a light start

def run_python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("args", [["--help"], ["build", "--help"], ["query", "gaps", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(args):
    done = run_python(f"import sys\nfrom kexie_nlp.cli import main\ntry: main({args!r})\nexcept SystemExit: pass\n"
                      "print(*[m for m in sys.modules if '.' not in m], file=sys.stderr)")
    assert done.returncode == 0 and done.stdout
    assert set(done.stderr.split()) & set(HEAVY) == set()


def test_help_is_fast():
    import resource

    best = 9.0
    for _ in range(5):  # processor time: the clock on the wall measures the neighbours, too
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "kexie_nlp", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert best < 0.4


# -- help

def test_every_command_of_the_issue_is_there():
    assert {" ".join(path) for path, _ in commands()} >= {
        "build", "extract", "normalize", "evaluate", "demo", "export records", "export graph", *(
            f"query {name}" for name in ("coverage", "gaps", "novel", "task", "measure", "targets", "deadlines"))}


@pytest.mark.parametrize(("path", "command"), commands(), ids=[" ".join(path) for path, _ in commands()])
def test_every_command_has_help_and_an_example_of_itself(path, command):
    assert command.help and command.help.strip()
    assert f"Example: kexie {' '.join(path)}" in (command.epilog or "")
    options = {o for p in command.params for o in p.opts}
    words = command.epilog.split()
    assert {w for w in words if w.startswith("-")} <= options
    for param in command.params:
        assert getattr(param, "help", None), param.name


def test_lists_show_the_help_of_the_commands_themselves():
    import typer

    from kexie_nlp.cli.app import COMMANDS, app
    from kexie_nlp.query import QUESTIONS

    group = typer.main.get_command(app)
    assert list(group.commands) == list(COMMANDS)
    for name, command in group.commands.items():
        assert command.help.split("\n\n")[0] == COMMANDS[name].line
    assert [(name, each.help) for name, each in group.commands["query"].commands.items()] == [
        (name, question.help) for name, question in QUESTIONS.items()]


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids=" ".join)
def test_examples_are_accepted_by_the_parser(path, kexie):
    """Run each example where nothing is there: it may find nothing, but never bad usage."""
    command = {tuple(p): c for p, c in commands()}[tuple(path)]
    if path in (["demo"], ["lexicon", "list"]):
        pytest.skip("runs for real, see test_demo and test_packs_cli.py")
    _, _, err = kexie(*command.epilog.split()[2:])
    assert "Usage" not in err and "K" in err


# -- build

def test_coverage_warns_of_documents_that_are_no_plans(kexie, tmp_path):
    write_texts(tmp_path / "in", a=NORTH.replace(" 2019", " 2019 interpretation", 1), b=CENTRAL)
    code, out, err = kexie("build", "in")
    assert code == 0 and "解读" in out and "K403 北山2019" in err
    assert "K403 北山2019" in kexie("query", "coverage")[2] and "K403" not in kexie("query", "targets")[2]


def test_build_ends_with_a_table(kexie, tmp_path):
    write_texts(tmp_path / "in", a=NORTH, b=CENTRAL, c=SOUTH)
    code, out, err = kexie("build", "in")
    assert code == 0
    for heading in ("文档", "文件", "地区", "规划期", "任务", "举措", "指标", "时限", "已对应任务", "失败", "合计"):
        assert heading in out
    row = next(line for line in out.splitlines() if line.startswith("北山2019"))
    assert row.split() == ["北山2019", "a.txt", "北山省", "2019", "2", "4", "1", "2", "1"]
    assert "[3/3] done" in err and "\x1b" not in out + err
    code, out, err = kexie("build", "in")
    assert code == 0 and "不需要重新处理 / nothing to do" in out


@pytest.mark.parametrize(("data", "code"), [(b"", "K102"), (b"\n  \n", "K102"), (bytes(range(256)) * 40, "K103")])
def test_a_bad_file_is_one_line_and_exit_1(built, tmp_path, data, code):
    (tmp_path / "in" / "bad.txt").write_bytes(data)
    status, out, err = built("build", "in")
    lines = [line for line in err.splitlines() if code in line]
    assert status == 1 and len(lines) == 1 and "[reading]" in lines[0] and "建议" in lines[0]
    assert "bad.txt" in out  # the table names it too
    assert built("build", tmp_path / "in" / "bad.txt")[0] == 2


def test_a_missing_path_beside_others(built):
    code, out, err = built("build", "in", "nowhere")
    assert code == 1 and len([line for line in err.splitlines() if "K101" in line]) == 1 and "南水2020" in out
    code, _, err = built("build", "nowhere")
    assert code == 2 and len(err.splitlines()) == 2  # progress and failure


def test_build_refuses_bad_usage_in_one_line(kexie, tmp_path):
    (tmp_path / "kexie.toml").write_text("[batch]\njob = 1\n")
    code, out, err = kexie("build", "in")
    assert (code, out, len(err.splitlines())) == (2, "", 1) and err.startswith("错误 K201: ") and "batch.jobs" in err
    (tmp_path / "kexie.toml").unlink()
    for args in (["--jobs", "0"], ["--encoding", "klingon"], ["--config", "none.toml"], ["--db", "no/where.db"]):
        code, _, err = kexie("build", "in", *args)
        assert code == 2 and len(err.splitlines()) == 1 and err.startswith("错误 K"), args
    assert kexie("build")[0] == 2
    assert not list(tmp_path.glob("*.db"))


def test_encoding_option_reaches_reading(kexie, tmp_path):
    (tmp_path / "g.txt").write_bytes(CENTRAL.encode("gb18030"))
    assert kexie("build", "g.txt", "--encoding", "ascii")[0] == 2
    assert kexie("build", "g.txt", "--encoding", "gb18030")[0] == 0


def test_prune_option(built, tmp_path):
    (tmp_path / "in" / "c.txt").unlink()
    assert "南水2020" in built("build", "in")[1]
    assert "已移除 / removed: 南水2020" in built("build", "in", "--prune")[1]


# -- query

@pytest.mark.parametrize("args", [["coverage"], ["gaps"], ["novel"], ["task", "北山2019/一.1"],
                                  ["measure", "中央2016/一.1"], ["targets"], ["deadlines"]], ids="_".join)
def test_every_query_in_three_shapes(built, args):
    code, table, err = built("query", *args)
    assert code == 0 and err == "" and "建设乡镇科协" in table or "科协" in table
    assert "…" not in table and all(line == line.rstrip() for line in table.splitlines())
    code, text, _ = built("query", *args, "--json")
    assert code == 0 and json.loads(text) and "\\u" not in text
    code, text, _ = built("query", *args, "--csv")
    rows = list(csv.reader(io.StringIO(text)))
    assert code == 0 and len(rows) > 1 and len({len(row) for row in rows}) == 1


def test_coverage_table_and_csv(built):
    out = built("query", "coverage")[1]
    assert "南水2020" in out.splitlines()[1]
    assert next(line for line in out.splitlines() if "举荐青年人才" in line).split()[-2:] == ["·", "1/0"]
    rows = list(csv.DictReader(io.StringIO(built("query", "coverage", "--csv")[1])))
    assert rows[0]["北山2019 grade2"] == "1" and rows[0]["南水2020 grade1"] == "0"


def test_filters(built):
    rows = json.loads(built("query", "deadlines", "--document", "北山2019", "--status", "planned", "--json")[1])
    assert [r["date"] for r in rows] == ["2019-06-28", None]
    assert json.loads(built("query", "targets", "--indicator", "科协", "--status", "target", "--json")[1])
    assert {r["document"] for r in json.loads(built("query", "gaps", "-d", "a.txt", "--json")[1])} == {"北山2019"}


@pytest.mark.parametrize(("args", "code"), [
    (["task", "一.1"], "K304"), (["task", "没有/这个"], "K303"), (["gaps", "--document", "没有"], "K303"),
    (["coverage", "--db", "none.db"], "K301"), (["coverage", "--db", "in"], "K302")])
def test_refused_questions_are_one_line_and_exit_2(built, args, code):
    status, out, err = built("query", *args)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith(f"错误 {code}: ") and "（建议：" in err


@pytest.mark.parametrize("args", [["gaps", "--json", "--csv"], ["targets", "--status", "maybe"], ["nonsense"],
                                  ["task"]])
def test_bad_usage_is_exit_2(built, args):
    code, out, err = built("query", *args)
    assert code == 2 and out == "" and err


def test_a_plan_without_central_plan(kexie, tmp_path):
    write_texts(tmp_path / "in", a=NORTH)
    code, _, err = kexie("build", "in")
    assert code == 0 and "--central" in err
    code, _, err = kexie("query", "coverage")
    assert code == 2 and "K401" in err


def test_db_from_the_environment(built, tmp_path, monkeypatch):
    os.rename(tmp_path / "kexie.db", tmp_path / "moved.db")
    assert built("query", "gaps")[0] == 2
    monkeypatch.setenv("KEXIE_DB", "moved.db")
    assert built("query", "gaps")[0] == 0


def test_hostile_documents_do_not_steer_the_terminal(kexie, tmp_path):
    evil = "\x1b]0;owned\x07[bold]\x9b2J\u202e"
    write_texts(tmp_path / "in", b=CENTRAL, a=NORTH.replace("赏花", evil))
    outs = [kexie("build", "in"), kexie("query", "novel"), kexie("query", "novel", "--csv"),
            kexie("query", "novel", "--json"), kexie("query", "task", "北山2019/一.2"), kexie("extract", "in/a.txt"),
            kexie("query", "task", evil)]
    for _, out, err in outs:
        assert not set(out + err) & set("\x1b\x07\x9b\u202e")
    assert "[bold]" in outs[4][1] and "[bold]" in outs[5][1]  # printed, not obeyed


# -- one file

def test_extract(kexie, tmp_path):
    write_texts(tmp_path, a=NORTH)
    code, out, _ = kexie("extract", "a.txt", "--json")
    record = json.loads(out)
    assert code == 0 and record["schema"] == 1 and record["source"] == "a.txt" and len(record["provisions"]) == 3
    out = kexie("extract", "a.txt")[1]
    assert "条款" in out and "举措" in out and "不少于40个" in out
    code, _, err = kexie("extract", "none.txt")
    assert code == 2 and err.startswith("错误 K101") and len(err.splitlines()) == 1


def test_normalize_prints_text_or_the_edits_that_made_it(kexie, tmp_path):
    raw = "建(jiàn)設科協,２０１９年。\n"
    write_texts(tmp_path, a=raw)
    assert kexie("normalize", "a.txt")[1] == "建设科协，2019年。\n"
    changes = [json.loads(line) for line in kexie("normalize", "a.txt", "--map")[1].splitlines()]
    assert {"step": "pinyin", "start": 1, "end": 7, "raw": "(jiàn)", "text": ""} in changes
    assert all(raw[c["start"]:c["end"]] == c["raw"] for c in changes)


def test_normalize_obeys_the_settings(kexie, tmp_path):
    write_texts(tmp_path, a="科協,\n")
    (tmp_path / "kexie.toml").write_text("[text]\nsteps = ['simplified']\n")
    assert kexie("normalize", "a.txt")[1] == "科协,\n"


# -- export, demo, evaluate

def test_export_records(built, tmp_path):
    code, out, _ = built("export", "records", "-o", "out")
    assert code == 0 and "5" in out
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.json", "b.json", "c.json", "links.json", "repro.json"]


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_export_graph(built, tmp_path, form):
    code, out, err = built("export", "graph", "--format", form, "-o", "g.out")
    assert code == 0, err
    assert (tmp_path / "g.out").stat().st_size > 100
    code, _, err = built("export", "graph", "-o", "no/folder/g.graphml")
    assert code == 2 and "K305" in err


def test_export_graph_refuses_other_formats(built):
    code, _, err = built("export", "graph", "--format", "svg", "-o", "g.svg")
    assert code == 2 and err.startswith("错误 K402")


def test_evaluate_needs_its_folders(built):
    code, _, err = built("evaluate", "--gold", "none")
    assert code == 2 and err.startswith("错误 K101")


def test_demo_finds_and_builds_its_corpus(kexie, tmp_path):
    write_texts(tmp_path / "corpora" / "kexie-reform", a=NORTH, b=CENTRAL, c=SOUTH)
    code, out, _ = kexie("demo")
    assert code == 0 and out.count("问：") == 4 and "南水2020" in out
    assert list(tmp_path.iterdir()) == [tmp_path / "corpora"]


def test_a_pipe_that_closes_early_is_no_traceback(built):
    command = f"{sys.executable} -m kexie_nlp query deadlines --json | head -c 5"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environment)
    assert "Traceback" not in done.stderr


def test_the_real_flow_from_files_to_answers(tmp_path):
    """No stand-in: made-up plans through the whole pipeline in a process of its own."""
    north = ("江苏省科协2018年深化改革工作要点\n\n一、夯实基层基础\n"
             "1.推动乡镇建立科协组织。扩大乡镇科协覆盖面，年内新建乡镇科协不少于40个。\n"
             "2.举办赏花节。每年邀请专家赏花。\n"
             "二、服务人才\n3.举荐青年科技人才。设立青年托举项目，资助青年人才30名。\n")
    write_texts(tmp_path / "in", x=north, empty="")
    run = [sys.executable, "-m", "kexie_nlp"]
    done = subprocess.run([*run, "build", "in", "--db", "k.db", "--central", "in/x.txt"], cwd=tmp_path, text=True,
                          capture_output=True, check=False)
    assert done.returncode == 1 and "K102" in done.stderr and "江苏2018" in done.stdout, done.stderr + done.stdout
    done = subprocess.run([*run, "query", "targets", "--db", "k.db", "--json"], cwd=tmp_path, text=True,
                          capture_output=True, check=True)
    assert [(t["comparator"], t["value"], t["unit"]) for t in json.loads(done.stdout)][:1] == [("ge", 40, "个")]

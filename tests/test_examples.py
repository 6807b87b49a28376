"""The example that every command's --help shows, run as it stands on a database of the digests."""
import importlib.util
import shlex
import shutil
from functools import partial

import pytest
from conftest import ROOT
from test_cli import commands

from kexie_nlp.batch import build
from kexie_nlp.cli import main
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store

COMMANDS = commands()
# the examples name the official documents, which a checkout alone does not have; annotations of our own stand in
OTHERWISE = {"../shared/eval/gold": "tests/heldout"}
PLACES = {"train align": {"../shared/eval/gold": "reviewed"}}
# a strict reader: sure links accepted, faint ones refused
ACCEPTED = [("安徽2017/C.第一.一是", "中央/二.4"), ("安徽2017/C.第一.二是", "中央/二.6"), ("安徽2017/C.第一.三是", "中央/二.7"),
            ("安徽2017/C.第二.一是", "中央/三.2"), ("河南2021/二.(三).2", "中央/三.4"), ("河南2021/二.(四).1", "中央/四.3")]
REFUSED = [("安徽2017/C.第一.一是", "中央/五.1"), ("安徽2017/C.第一.四是", "中央/二.2"), ("安徽2017/C.第二.三是", "中央/四.1"),
           ("安徽2017/C.第二.三是", "中央/三.4"), ("安徽2017/C.第四.一是", "中央/五.3"), ("河南2021/二.(三).1", "中央/四.2"),
           ("贵州2022/二.3", "中央/三.1"), ("贵州2022/二.4", "中央/三.3")]
FIRST = {"train align": [*(f"review accept {task} {central}" for task, central in ACCEPTED),
                         *(f"review reject {task} {central}" for task, central in REFUSED), "review export -o reviewed"]}
QUICK = {"train hanlp": ["--epochs", "1"]}


@pytest.fixture(scope="module")
def digests(tmp_path_factory):
    path = tmp_path_factory.mktemp("digests") / "k.db"
    with open_store(path, create=True) as store:
        build([ROOT / "corpora" / "kexie-reform"], store, Settings())
    return path


@pytest.fixture
def folder(digests, tmp_path, monkeypatch):
    """A working folder with the database, the project's own texts, and a plan."""
    shutil.copy(digests, tmp_path / "k.db")
    for name in ("corpora", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "models").mkdir()
    shutil.copytree(ROOT / "kexie_nlp" / "lexicon" / "packs" / "rural", tmp_path / "packs" / "water")
    shutil.copy(ROOT / "corpora" / "kexie-reform" / "04-guizhou-2022.txt", tmp_path / "plan.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KEXIE_DB", raising=False)
    return tmp_path


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=["_".join(path) for path, _ in COMMANDS])
def test_the_example_of_every_command_runs(path, command, folder, monkeypatch, capsys):
    name, served = " ".join(path), []
    if name == "train hanlp" and importlib.util.find_spec("hanlp") is None:
        pytest.skip("the extra hanlp is not installed")
    if name == "serve":  # for ever, otherwise
        from kexie_nlp.web import app as server

        monkeypatch.setattr(server.uvicorn.Server, "run", served_into(served))
        monkeypatch.setattr(server, "bound", partial(at_a_free_port, server.bound))
    example = shlex.split(command.epilog.removeprefix("Example: kexie "))
    places = PLACES.get(name, OTHERWISE)
    words = [places.get(word, word) for word in example if not (name in QUICK and word == "--scores")]
    for line in FIRST.get(name, []):
        with pytest.raises(SystemExit):
            main([*line.split(), "--db", "k.db"])
    with pytest.raises(SystemExit) as end:
        main([*words, *QUICK.get(name, [])])
    out, err = capsys.readouterr()
    assert not end.value.code, err
    assert out or served
    if "-o" in words:
        assert (folder / words[words.index("-o") + 1]).exists()


def at_a_free_port(bound, host, port):
    assert port == 8000
    return bound(host, 0)


def served_into(found):
    def run(self, sockets=None):
        found.append([sock.getsockname()[1] for sock in sockets])

    return run

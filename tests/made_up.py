"""Small made-up documents, and a stand-in for the pipeline that reads them by a few regular expressions.

Format: first line `LEVEL REGION YEAR`, with the kind of document where it has one, then `一、…` sections and `1.…` tasks, one a line.
"""
import hashlib
import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from kexie_nlp.analysis import Document
from kexie_nlp.batch import build
from kexie_nlp.cli import main
from kexie_nlp.lexicon.packs import packs_of
from kexie_nlp.model import (
    DocumentRecord,
    EvidencePair,
    Link,
    Measure,
    Meta,
    NumberComparison,
    Place,
    Provision,
    Target,
    Time,
)
from kexie_nlp.settings import Settings
from kexie_nlp.store import open_store

CENTRAL = """central - 2016
一、建设组织
1.建设乡镇科协。推动乡镇建立科协，2018年12月底前新建科协不少于30个。
2.办好科普大篷车。每年开展科普大篷车下乡。
二、服务人才
1.举荐青年人才。设立青年托举项目，支持不少于12.5个。
"""
NORTH = """provincial 北山省 2019
一、强基层
1.建设乡镇科协。推动乡镇建立科协，2019年6月底前新建科协不少于40个。
2.举办赏花节。邀请科学家赏花，每年举办赏花节。
"""
SOUTH = """provincial 南水省 2020
一、服务
1.举荐青年人才。设立青年托举项目，2020年3月底前完成评审。
2.办好科普大篷车。开展科普大篷车下乡。
3.整理档案。整理旧档案。
"""


def made(text, source="made.txt"):
    """A `Document` of a made-up text; ValueError for a text that is none."""
    head = text.split("\n", 1)[0].split()
    if len(head) not in (3, 4):
        raise ValueError("not a made-up document")
    level, region, year, kind = (*head, None)[:4]
    meta = Meta(title=f"{region}计划", level=level, region=None if region == "-" else region, kind=kind,
                period=(f"{year}-01-01", f"{year}-12-31"))
    provisions, section = [], None
    for line in re.finditer(r"^(?:([一二三四五六七八九])、|(\d+)\.)([^。\n]*).*$", text, re.M):
        if line[1]:
            section = line[1]
            rest = re.search(r"^[一二三四五六七八九]、", text[line.end():], re.M)
            end = len(text) if rest is None else line.end() + rest.start()
            provisions.append(Provision(id=section, parent=None, role="section", level=1, marker=line[1] + "、",
                                        title=line[3], start=line.start(), end=end))
        else:
            provisions.append(Provision(id=f"{section}.{line[2]}", parent=section, role="task", level=2,
                                        marker=line[2] + ".", title=line[3], start=line.start(), end=line.end()))
    measures, targets, times = [], [], []
    for p in [p for p in provisions if p.role == "task"]:
        body = text.index("。", p.start) + 1
        for clause in re.finditer("[^，。]+", text[body:p.end]):
            start, words = body + clause.start(), clause[0]
            measures.append(Measure(id=f"m{len(measures)}", provision=p.id, start=start, end=start + len(words),
                                    text=words, action=words[:2], object=words[2:], actors=("省科协", "市科协"),
                                    rule="made"))
        for found in re.finditer(r"不少于([\d.]+)个", text[p.start:p.end]):
            start = p.start + found.start()
            targets.append(Target(id=f"t{len(targets)}", provision=p.id, start=start, end=start + len(found[0]),
                                  text=found[0], indicator=text[start - 2:start], comparator="ge", value=found[1],
                                  unit="个", status="target", deadline=(None, f"{year}-12-31"), rule="made"))
        for found in re.finditer(r"(\d{4})年(\d+)月底前|每年", text[p.start:p.end]):
            start = p.start + found.start()
            to = f"{found[1]}-{int(found[2]):02}-28" if found[1] else None
            times.append(Time(id=f"d{len(times)}", provision=p.id, start=start, end=start + len(found[0]),
                              text=found[0], kind="by" if to else "recurring", to=to, rule="made"))
    return Document(DocumentRecord(source=source, sha256=hashlib.sha256(text.encode()).hexdigest(), meta=meta,
                                   provisions=provisions, measures=measures, targets=targets, times=times), text)


def made_link(task_document, task, central, measure, grade, score, **more):
    """A link between two provisions of made-up documents."""
    places = []
    for document, name in ((task_document, task), (central, measure)):
        p = next(p for p in document.record.provisions if p.id == name)
        places.append(Place(sha256=document.record.sha256, provision=name, start=p.start, end=p.end))
    return Link(task=places[0], measure=places[1], grade=grade, score=score, model="made", **more)


class MadeAligner:
    """Tasks of the same title carry each other out; everything else is a candidate of grade 0."""
    calls: list = []

    def __init__(self, central, *, options=None):
        self.central = central
        self.packs = packs_of(central.norm.text)

    def align(self, documents):
        for document in documents:
            self.calls.append(document.record.sha256)
            for task in document.record.tasks():
                for measure in self.central.record.tasks():
                    same = task.title == measure.title
                    more = {}
                    if same:
                        more = {"relation": "implements", "evidence": (EvidencePair(
                            task=(task.start, task.end), measure=(measure.start, measure.end), score=0.9),)}
                        ends = [t.id for side in (document, self.central) for t in side.record.targets
                                if t.provision in (task.id, measure.id)]
                        if len(ends) > 1:
                            more["numbers"] = (NumberComparison(task_target=ends[0], measure_target=ends[1],
                                                                verdict="stricter"),)
                    yield made_link(document, task.id, self.central, measure.id, 2 if same else 0,
                                    0.9 if same else 0.1, **more)


def write_texts(folder: Path, **texts):
    """Write texts as files NAME.txt; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def stand_in(monkeypatch):
    """Let `made` and `MadeAligner` stand in for pipeline and aligner; the list of what was analyzed."""
    from kexie_nlp import alignment, analysis

    seen = []

    def analyze(raw, *, settings=None):
        seen.append(raw.source)
        return made(raw.text, raw.source)

    monkeypatch.setattr(analysis, "analyze", analyze, raising=False)
    monkeypatch.setattr(analysis, "fingerprint", stable_fingerprint, raising=False)
    monkeypatch.setattr(alignment, "Aligner", MadeAligner)
    monkeypatch.setattr(MadeAligner, "calls", [])
    return seen


def stable_fingerprint(settings):
    return "made-1"


@contextmanager
def built_store(folder: Path, monkeypatch, **texts):
    """A store of these texts in a folder, built with the stand-ins."""
    stand_in(monkeypatch)
    write_texts(folder / "in", **texts)
    with open_store(folder / "k.db", create=True) as opened:
        build([folder / "in"], opened, Settings())
        yield opened


def command_line(folder: Path, monkeypatch, capsys):
    """A function that runs a command line in a folder: exit code, stdout, stderr."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("KEXIE_DB", raising=False)

    def run(*args):
        with pytest.raises(SystemExit) as end:
            main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return end.value.code or 0, out, err

    return run

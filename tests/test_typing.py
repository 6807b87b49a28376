"""What users of the public interface see in a type checker: exact types, and errors where it is used wrongly."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

RIGHT = '''
# mypy: disallow-untyped-defs, disallow-any-generics, warn-return-any, disallow-any-explicit, disallow-untyped-calls
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import kexie_nlp
from kexie_nlp import Document, NormText, RawText, grammar, query
from kexie_nlp.grammar import Quantity, find_quantities, find_times, parse_number
from kexie_nlp.model import DocumentRecord, Link, Measure, Provision, Target, Time
from kexie_nlp.query import CoverageRow, Rows, TargetRow, TaskView
from kexie_nlp.reading import find_documents, from_text
from kexie_nlp.report import render_extractions
from kexie_nlp.store import DocumentInfo, Store


def main(path: Path) -> str:
    raw = kexie_nlp.read(path, encoding="gb18030")
    assert_type(raw, RawText)
    norm = kexie_nlp.normalize(raw, steps=["script"])
    assert_type(norm, NormText)
    assert_type(norm.to_raw(0, 1), tuple[int, int])
    document = kexie_nlp.analyze(raw)
    assert_type(document, Document)
    assert_type(document.record, DocumentRecord)
    assert_type(document.record.tasks(), list[Provision])
    assert_type(document.record.measures, tuple[Measure, ...])
    assert_type(document.record.times, tuple[Time, ...])
    for target in document.record.targets:
        assert_type(target, Target)
        assert_type(target.value, Decimal)
        assert_type(target.deadline, tuple[str | None, str | None] | None)
        document.quote(target).strip()
    links = kexie_nlp.align(document, [kexie_nlp.analyze("一、开展调研。"), kexie_nlp.analyze(path)])
    assert_type(links, list[Link])
    kexie_nlp.build_graph([document], links)
    with kexie_nlp.open_store(path, create=True) as store:
        assert_type(store, Store)
        assert_type(store.infos(), list[DocumentInfo])
        assert_type(query.coverage(store), Rows[CoverageRow])
        assert_type(query.targets(store, region="安徽", limit=3)[0], TargetRow)
        assert_type(query.task(store, "一.1"), TaskView)
    assert_type([q for q in find_quantities("20个")], list[Quantity])
    assert_type([t for t in find_times("年底前", anchor=date(2020, 1, 1))], list[grammar.Time])
    parse_number("三百")
    assert_type(list(find_documents([path])), list[Path])
    return render_extractions(kexie_nlp.analyze(from_text("一、开展调研。")), kinds=("times",))
'''
WRONG = '''
import kexie_nlp
from kexie_nlp import query

kexie_nlp.analyze(3)
kexie_nlp.normalize("文", step="script")
kexie_nlp.analyze("文").record.targets[0].value.upper()
with kexie_nlp.open_store("k.db") as store:
    query.targets(store, regions="安徽")
    query.coverage(store)[0].titel
'''


@pytest.fixture(scope="module")
def checked(tmp_path_factory) -> dict[str, list[str]]:
    """The errors of both scripts. With the options and the cache of `mypy` itself, which scripts/test runs first: seconds."""
    api = pytest.importorskip("mypy.api")
    folder = tmp_path_factory.mktemp("typing")
    for name, text in (("right", RIGHT), ("wrong", WRONG)):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    out, err, _ = api.run([str(folder / "right.py"), str(folder / "wrong.py"), "--config-file", str(ROOT / "setup.cfg"),
                           "--cache-dir", str(ROOT / ".mypy_cache"), "--no-error-summary"])
    assert not err
    lines: dict[str, list[str]] = {"right": [], "wrong": []}
    for line in out.splitlines():
        lines.setdefault(Path(line.split(":")[0]).stem, []).append(line)
    return lines


def test_the_public_interface_has_exact_types(checked):
    assert checked["right"] == []


def test_wrong_use_is_told(checked):
    told = [(int(match[1]), match[2]) for line in checked["wrong"] if (match := re.search(r":(\d+): error: .*\[([\w-]+)\]$", line))]
    first = WRONG.splitlines().index("kexie_nlp.analyze(3)") + 1
    assert told == [(first, "arg-type"), (first + 1, "call-arg"), (first + 2, "attr-defined"), (first + 4, "call-arg"),
                    (first + 5, "attr-defined")]


def test_the_types_are_shipped():
    import kexie_nlp

    assert (Path(next(iter(kexie_nlp.__path__))) / "py.typed").is_file()
    assert re.search(r"^kexie_nlp =\n(?:    .*\n)*?    py\.typed$", (ROOT / "setup.cfg").read_text(encoding="utf-8"), re.M)

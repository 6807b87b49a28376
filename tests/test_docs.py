"""The documentation: every example runs and prints what stands beneath it, both languages have the same, the site builds strictly."""
from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import doc_examples
import pytest
from conftest import ROOT
from doc_examples import NOT_RUN, Example, examples, names, path_of, run

LEAST = {"console": 20, "python": 16, "bash": 4, "toml": 2, "ini": 1}  # so many there were when this was written
AGAIN = "if it is meant to be so: bash scripts/docs examples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A reader's folder, in which the page that builds the database was followed; what is wrong on that page is told by its test."""
    for needed in ("pandas", "plotly", "openpyxl"):
        pytest.importorskip(needed)
    made = doc_examples.folder()
    os.environ.pop("KEXIE_DB", None)
    return made, wrong_on(doc_examples.FIRST, made)


def wrong_on(name: str, where: Path) -> list[str]:
    """What a page says and what it is, of every example that prints something else."""
    wrong = []
    for example, text in run(examples(name), where):
        wanted = example.output if example.kind == "python" else example.text
        if text != wanted:
            wrong.append(f"{name}.md:{example.line}\n--- the page says\n{wanted}--- but it is\n{text}")
    return wrong


def compare(name: str, where: Path) -> None:
    """Run the examples of a page; all must print what the page says."""
    if wrong := wrong_on(name, where):
        pytest.fail("\n".join([*wrong, AGAIN]), pytrace=False)


def test_there_are_examples_and_all_are_found():
    found = Counter(example.kind for name in names() for example in examples(name))
    assert all(found[kind] >= least for kind, least in LEAST.items()) and set(found) == set(LEAST), found
    for name in names():
        for language in ("zh", "en"):
            text = path_of(name, language).read_text(encoding="utf-8")
            assert text.count("\n```") % 2 == 0
            opened = len(re.findall(r"^```\w+$", text, re.M))
            outputs = sum(bool(example.output) for example in examples(name, language))
            assert opened == len(examples(name, language)) + outputs, f"{name} {language}: a block that nobody sees"


def test_the_first_page(folder):
    made, wrong = folder
    assert (made / "kexie.db").is_file() and (made / "ledger.xlsx").is_file()
    if wrong:
        pytest.fail("\n".join([*wrong, AGAIN]), pytrace=False)


@pytest.mark.parametrize("name", [name for name in names() if name != doc_examples.FIRST])
def test_examples_print_what_the_page_says(name, folder):
    compare(name, folder[0])


@pytest.mark.parametrize("name", names())
def test_both_languages_have_the_same_examples_and_headings(name):
    pages = [path_of(name, language).read_text(encoding="utf-8") for language in ("zh", "en")]
    without_line = [[Example(e.kind, e.text, e.output, 0) for e in examples(name, language)] for language in ("zh", "en")]
    assert without_line[0] == without_line[1]
    plain = [re.sub(r"^```.*?^```$", "", page, flags=re.M | re.S) for page in pages]
    levels, tables, directives = ([re.findall(pattern, page, re.M) for page in plain]
                                  for pattern in (r"^#+(?= )", r"^\| ---.*$", r"^(?:::: \S+|<!-- .* -->)$"))
    assert levels[0] == levels[1] and tables[0] == tables[1] and directives[0] == directives[1]
    assert re.search("[一-龥]{4}", plain[0]) and len(re.findall("[A-Za-z]{3,}", plain[1])) > 10


def test_a_wrong_output_and_an_unknown_block_are_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(doc_examples, "PAGES", tmp_path)
    (tmp_path / "a.md").write_text("```python\nprint(1)\n```\n\n```text\n2\n```\n\n```console\n$ kexie --version\nkexie 0\n```\n")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)a\.md:1\n.*a\.md:9\n.*scripts/docs examples"):
        compare("a", tmp_path)
    (tmp_path / "a.md").write_text("```python\nprint(1)\n```\n\n```text\n1\n```\n")
    compare("a", tmp_path)
    for block in ("```bash\nrm -rf kexie\n```\n", "```perl\n1\n```\n", "```console\n$ ls\n```\n"):
        (tmp_path / "a.md").write_text(block)
        with pytest.raises(ValueError, match=r"known|nobody|no kexie"):
            compare("a", tmp_path)
    assert NOT_RUN.fullmatch("pip install .")


class _Links(HTMLParser):
    """The links, anchors and loaded files of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.anchors: set[str] = set()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.anchors |= {found[key] for key in ("id", "name") if found.get(key)}
        if tag == "a" and found.get("href"):
            self.links.add(found["href"])
        elif tag in ("link", "script", "img", "iframe"):
            self.loaded |= {found[key] for key in ("href", "src") if found.get(key)}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site as `scripts/docs` builds it."""
    pytest.importorskip("mkdocs")
    for needed in ("material", "mkdocs_static_i18n", "mkdocstrings"):
        pytest.importorskip(needed)
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(ROOT / "docs" / "mkdocs.yml"),
                           "-d", str(out)], capture_output=True, text=True, check=False, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    assert done.returncode == 0, "\n".join(line for line in done.stderr.splitlines() if not line.startswith("INFO"))
    return out


def test_the_site_builds_strictly_and_its_links_lead_somewhere(site):
    logging.getLogger("jieba").setLevel(logging.WARNING)
    pages = {path.relative_to(site): _Links() for path in site.rglob("*.html")}
    for path, links in pages.items():
        links.feed((site / path).read_text(encoding="utf-8"))
    assert len(pages) >= 2 * len(names())
    broken = []
    for path, links in pages.items():
        if path.name == "404.html":  # its links begin at the top of wherever the site lies
            continue
        for link in links.links | links.loaded:
            target, anchor = urldefrag(link)
            assert not re.match(r"(?:https?:)?//", link) or link in links.links, f"{path} loads {link}"
            if re.match("[a-z]+:|//", link):
                continue
            where = Path(os.path.normpath(path.parent / unquote(target))) if target else path
            if not (site / where).is_file() or anchor and where in pages and unquote(anchor) not in pages[where].anchors:
                broken.append(f"{path}: {link}")
    assert not broken


def test_the_reference_has_all_commands_and_public_names(site):
    import typer

    from kexie_nlp import query
    from kexie_nlp.cli.app import app

    commands = (site / "cli.html").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    for name, command in group.commands.items():
        for path in ([name, inner] for inner in getattr(command, "commands", {"": None})):
            assert f"kexie {' '.join(filter(None, path))}" in commands
    python = (site / "api.html").read_text(encoding="utf-8")
    missing = [name for name, question in query.QUESTIONS.items()
               if not re.search(rf'id="kexie_nlp\.query\.(?:{question.home}\.)?{name}"', python)]
    assert not missing
    assert "The text of a file with the hash of its bytes." in python
    results = (site / "results.html").read_text(encoding="utf-8")
    assert "四篇标注文件" in results and "four annotated" not in results

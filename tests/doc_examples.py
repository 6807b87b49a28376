"""The examples of the documentation: found, run, compared with what is printed beneath them.

    python tests/doc_examples.py     writes the outputs anew into the pages of both languages

```python blocks of a page share their names; a ```text block right behind one is what it prints. In ```console blocks a
line `$ kexie …` is a command and the lines up to the next one are what it prints. ```toml blocks are settings, ```ini blocks
a setup.cfg. ```bash blocks install or build and are not run here; `NOT_RUN` lists what they may hold.
"""
from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "pages"
FIRST = "index"  # builds the database that the other pages ask
NOT_RUN = re.compile(r"(?:pip install |bash scripts/|python -m http\.server |python scripts/studies/|jupyter lab |kexie serve).*")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.M | re.S)
_COMMAND = re.compile(r"^\$ (.*)\n", re.M)
_PROGRESS = re.compile(r"^\[\d+/\d+\] .*\n", re.M)


@dataclass(frozen=True)
class Example:
    """A block of a page: its kind, its own text, what is printed behind it (python), its line."""
    kind: str
    text: str
    output: str
    line: int


def names() -> list[str]:
    """The pages, by their names without language and ending; the one that builds the database first."""
    found = {path.name.split(".")[0] for path in PAGES.glob("*.md")}
    return sorted(found, key=lambda name: (name != FIRST, name))


def path_of(name: str, language: str) -> Path:
    return PAGES / (f"{name}.md" if language == "zh" else f"{name}.en.md")


def examples(name: str, language: str = "zh") -> list[Example]:
    text = path_of(name, language).read_text(encoding="utf-8")
    return [Example(m[1], m[2], m[3] or "", text.count("\n", 0, m.start()) + 1) for m in _BLOCK.finditer(text) if m[1] != "text"]


def folder() -> Path:
    """A new folder with the digests, as a reader has it before the first example."""
    made = Path(tempfile.mkdtemp(prefix="kexie-docs-"))
    shutil.copytree(ROOT / "corpora", made / "corpora")
    return made


def run(page: list[Example], where: Path) -> Iterator[tuple[Example, str]]:
    """Every example with its text as it should be, in order: for python its output, for console the whole block."""
    space: dict[str, object] = {}
    before = Path.cwd()
    os.chdir(where)
    try:
        for example in page:
            yield example, _run(example, space)
    finally:
        os.chdir(before)


def _run(example: Example, space: dict[str, object]) -> str:
    if example.kind == "python":
        with redirect_stdout(io.StringIO()) as out:
            exec(compile("\n" * example.line + example.text, "page", "exec"), space)
        return out.getvalue()
    if example.kind == "console":
        return "".join(f"$ {command}\n{_kexie(command)}" for command in _COMMAND.findall(example.text))
    if example.kind == "toml":
        from kexie_nlp.settings import load_settings

        Path("page.toml").write_text(example.text, encoding="utf-8")
        load_settings(Path("page.toml"))
    elif example.kind == "ini":
        ConfigParser().read_string(example.text)
    elif example.kind == "bash":
        strange = [line for line in example.text.splitlines() if not NOT_RUN.fullmatch(line.partition("#")[0].strip())]
        if strange:
            raise ValueError(f"neither run nor known: {strange}")
    else:
        raise ValueError(f"a block of a kind that nobody runs: {example.kind}")
    return example.text


def _kexie(command: str) -> str:
    """What `kexie …` prints, errors included, without the lines of progress."""
    from kexie_nlp.cli import main

    words = shlex.split(command, comments=True)
    if words[0] != "kexie":
        raise ValueError(f"no kexie command: {command}")
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(out), suppress(SystemExit):
        main(words[1:])
    return _PROGRESS.sub("", out.getvalue())


def rewrite(where: Path) -> None:
    """Write what the examples print into the pages of both languages."""
    for name in names():
        fresh = [text for _, text in run(examples(name), where)]
        for language in ("zh", "en"):
            path, new = path_of(name, language), iter(fresh)

            def block(match: re.Match[str], new: Iterator[str] = new) -> str:
                if match[1] == "text":
                    return match[0]
                text = next(new)
                if match[1] != "python":
                    return f"```{match[1]}\n{text}```"
                return f"```python\n{match[2]}```" + (f"\n\n```text\n{text}```" if text else "")

            path.write_text(_BLOCK.sub(block, path.read_text(encoding="utf-8")), encoding="utf-8")
        print(name, len(fresh), "examples")


if __name__ == "__main__":
    os.environ.pop("KEXIE_DB", None)
    sys.path.insert(0, str(ROOT))
    rewrite(folder())

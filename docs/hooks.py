"""Text that pages take from elsewhere: commands, errors, questions, the scores of the README files, CONTRIBUTING.md."""
from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_TABLE = re.compile(r"^\| (?:today|现状|first run|首次运行) \|.*\n(?:\|.*\n)+", re.M)
_FIELD = re.compile(r"\{(\w+)\}")
_BLOCK = re.compile(r"(^```.*?^```$)", re.M | re.S)
_BREAK = re.compile(r"(?<=[一-龥，。；：、（）“”《》])\n(?=[一-龥，。；：、（）“”《》`])")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The text of a page with its marks (`<!-- commands -->` …) replaced; Chinese lines are joined without a blank."""
    language = "en" if page.file.src_uri.endswith(".en.md") else "zh"
    if language == "zh":
        parts = _BLOCK.split(markdown)
        parts[::2] = [_BREAK.sub("", part) for part in parts[::2]]
        markdown = "".join(parts)
    for name, text in (("commands", commands), ("errors", errors), ("questions", questions), ("scores", partial(scores, language)),
                       ("contributing", contributing)):
        if f"<!-- {name} -->" in markdown:
            markdown = markdown.replace(f"<!-- {name} -->", text())
    return markdown


@cache
def commands() -> str:
    """Every command with its help, as typer documents it."""
    import typer
    from typer.cli import get_docs_for_click

    from kexie_nlp.cli.app import app

    command = typer.main.get_command(app)
    text = get_docs_for_click(obj=command, ctx=typer.Context(command), indent=1, name="kexie")
    return re.sub(r"^Example: (.*)$", r"```console\n$ \1\n```", text, flags=re.M)


def errors() -> str:
    """A table of all errors: code, message, hint."""
    from kexie_nlp.errors import MESSAGES

    rows = [" | ".join((f"`{code}`", *(_FIELD.sub(r"‹\1›", text).replace("|", "\\|") for text in texts)))
            for code, texts in MESSAGES.items()]
    return "| | | |\n| --- | --- | --- |\n" + "\n".join(f"| {row} |" for row in rows)


def questions() -> str:
    """The functions of the questions, as directives of mkdocstrings."""
    from kexie_nlp.query import QUESTIONS

    return "\n\n".join(f"::: kexie_nlp.query.{question.home}.{name}\n    options: {{show_root_full_path: false}}"
                       for name, question in QUESTIONS.items())


@cache
def scores(language: str) -> str:
    """The tables of scores in the README of a language."""
    readme = ROOT / ("README.zh-CN.md" if language == "zh" else "README.md")
    return "\n".join(_TABLE.findall(readme.read_text(encoding="utf-8")))


@cache
def contributing() -> str:
    """CONTRIBUTING.md without its title."""
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n")[2]

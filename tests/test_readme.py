"""The README's Python is executed, its commands exist, and both languages name the same ones."""
from __future__ import annotations

import re

from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    return re.findall(r"^kexie (\w+(?: (?:coverage|gaps|novel|task|targets|records|graph|ledger|chart|accept))?)", text, re.M)


def test_python_example_runs_and_prints_what_it_says(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(blocks) == 3
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert "江西省 ['一.1']" in out
    assert "不少于20个" in out and "(None, '2023-06-30')" in out
    assert "('由10.9%提高到15%', Decimal('15'), Decimal('10.9'))" in out
    assert "[('approx', '70', '58')]" in out and "2019-06-30" in out


def test_commands_are_the_same_in_both_languages():
    assert len(commands(README)) >= 14
    assert commands(README) == commands(CHINESE)


def test_commands_have_help():
    from typer.testing import CliRunner

    from kexie_nlp.cli.app import app

    for command in set(commands(README)):
        result = CliRunner().invoke(app, [*command.split(), "--help"])
        assert result.exit_code == 0 and "kexie" in result.output, command

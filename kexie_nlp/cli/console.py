"""What goes to the terminal, and how."""
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from kexie_nlp.report import Report, Sheet

SCRIPT: dict[str, str | None] = {"variety": None}  # the script of everything shown; the root option --script sets it
WIDE = 1_000_000  # columns of a pipe: no line is folded there


class Format(str, Enum):
    table = "table"
    json = "json"
    csv = "csv"


def tolerant_streams() -> None:
    """A character that the terminal's encoding lacks is written as an escape instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def console(*, stderr: bool = False) -> Console:
    """A console that takes text as it is, as wide as needed where nobody sits before it."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDE
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


def say(text: str, *, stderr: bool = False) -> None:
    """One line, cleaned of what could steer the terminal, newlines included."""
    from kexie_nlp.report.render import clean

    typer.echo(clean(" ".join(text.split())), err=stderr)


def say_error(code: str, message: str, hint: str | None) -> None:
    """`错误 CODE: message（建议：hint）` on stderr."""
    say(f"错误 {code}: {message}" + (f"（建议：{hint}）" if hint else ""), stderr=True)


def one_format(table: bool, json: bool, csv: bool) -> Format:
    """The format asked for; a table if none, bad usage if several."""
    asked = [name for name, given in ((Format.table, table), (Format.json, json), (Format.csv, csv)) if given]
    if len(asked) > 1:
        raise typer.BadParameter("give one of --table, --json, --csv")
    return asked[0] if asked else Format.table


def in_asked_script(text: str) -> str:
    """A text in the script that --script asks for."""
    if SCRIPT["variety"] is None:
        return text
    from kexie_nlp.text import to_traditional

    return to_traditional(text, SCRIPT["variety"])[0]  # type: ignore[arg-type]


def show(report: Report, form: Format = Format.table) -> None:
    """Print a report."""
    from kexie_nlp.report import as_csv, as_json

    if form is Format.json:
        text = as_json(report.data)
        if SCRIPT["variety"]:
            from kexie_nlp.report.render import in_script

            text = as_json(in_script(json.loads(text), SCRIPT["variety"]))
        typer.echo(text)
    elif form is Format.csv:
        typer.echo(in_asked_script(as_csv(report.flat or report.sheets)), nl=False)
    else:
        show_tables(report.sheets)


def show_tables(sheets: Sequence[Sheet]) -> None:
    """Print sheets as titled tables with an empty line between; on a pipe without trailing blanks."""
    from kexie_nlp.report import as_tables

    out = console()
    for number, (sheet, table) in enumerate(zip(sheets, as_tables(sheets), strict=True)):
        if number:
            typer.echo()
        if sheet.title:
            say(in_asked_script(sheet.title))
        if out.is_terminal:
            with out.capture() as captured:
                out.print(table)
            typer.echo(in_asked_script(captured.get()), nl=False)
        else:
            with out.capture() as captured:
                out.print(table)
            typer.echo(in_asked_script("\n".join(line.rstrip() for line in captured.get().splitlines())))

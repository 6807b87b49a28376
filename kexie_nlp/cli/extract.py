"""`kexie extract` and `kexie normalize`: what is extracted from one file, or its normalised text, without a database."""
from __future__ import annotations

import json as json_format
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kexie_nlp.cli.console import (
    Analyzer,
    Config,
    Conversion,
    Encoding,
    Json,
    Table,
    in_asked_script,
    one_format,
    say,
    settings_of,
    show,
)
from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from kexie_nlp.analysis import Document

EXAMPLES = {"extract": "Example: kexie extract plan.txt --html -o plan.html",
            "normalize": "Example: kexie normalize plan.txt --map --conversion tw2sp"}
File = Annotated[Path, typer.Argument(metavar="FILE", help="The document.")]
Html = Annotated[bool, typer.Option("--html", help="Write an HTML page: the text with all extractions underlined.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE",
                                             help="Where --html writes the page (default: the terminal).")]


def extract(file: File, json: Json = False, table: Table = False, html: Html = False, output: Output = None,
            encoding: Encoding = None, analyzer: Analyzer = None, conversion: Conversion = None, config: Config = None) -> None:
    """Extract outline, measures, targets and times of one document."""
    form = one_format(table, json, False)
    if html and (table or json) or output is not None and not html:
        raise typer.BadParameter("give one of --table, --json, --html; -o goes with --html")
    settings = settings_of(config, encoding, analyzer=analyzer, conversion=conversion)
    from kexie_nlp import analysis, reading
    from kexie_nlp.report import document_report

    raw = reading.read(file, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
    analysis.own_process()
    document = analysis.analyze(raw, settings=settings)
    if html:
        _write_page(document, output)
    else:
        show(document_report(document), form)


def normalize(file: File, map: Annotated[bool, typer.Option("--map", help="Print the edits as JSON lines with raw offsets.")]
              = False, encoding: Encoding = None, conversion: Conversion = None, config: Config = None) -> None:
    """Print the normalised text of a document in simplified characters, or every edit of it."""
    settings = settings_of(config, encoding, conversion=conversion)
    from kexie_nlp import reading, text

    raw = reading.read(file, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
    norm = text.normalize(raw.text, steps=settings.text.steps, trace=map, conversion=settings.text.conversion)
    if not map:
        typer.echo(in_asked_script(norm.text), nl=not norm.text.endswith("\n"))
        return
    for change in norm.changes():
        place = raw.place(change.start)
        where = {"place": str(place)} if place else {}
        typer.echo(json_format.dumps(asdict(change) | where, ensure_ascii=False))


def _write_page(document: Document, output: Path | None) -> None:
    from kexie_nlp.report import render_extractions
    from kexie_nlp.report.export import write_text

    page = in_asked_script(render_extractions(document))
    if output is None:
        typer.echo(page, nl=False)
        return
    try:
        write_text(output, page)
    except OSError as error:
        raise KexieError("K305", path=output, detail=error.strerror or str(error)) from None
    say(f"已写出网页 / page written: {output}")

"""`kexie extract` and `kexie normalize`: one file, no database."""
from __future__ import annotations

import json as json_format
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kexie_nlp.cli.console import in_asked_script, one_format, show
from kexie_nlp.cli.options import Analyzer, Config, Encoding, Json, Table, settings_of

EXTRACT_EXAMPLE = "Example: kexie extract plan.txt --json"
NORMALIZE_EXAMPLE = "Example: kexie normalize plan.txt --map"
File = Annotated[Path, typer.Argument(metavar="FILE", help="The document.")]


def extract(file: File, json: Json = False, table: Table = False, encoding: Encoding = None,
            analyzer: Analyzer = None, config: Config = None) -> None:
    """Show what is found in one document: outline, measures, targets, times."""
    form = one_format(table, json, False)
    settings = settings_of(config, encoding, analyzer=analyzer)
    from kexie_nlp import analysis, reading
    from kexie_nlp.report import document_report

    raw = reading.read(file, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
    show(document_report(analysis.analyze(raw, settings=settings)), form)


def normalize(file: File, map: Annotated[bool, typer.Option("--map", help="The edits as JSON lines, raw offsets.")]
              = False, encoding: Encoding = None, config: Config = None) -> None:
    """Print a document in normalised simplified characters, or every edit that made it so."""
    settings = settings_of(config, encoding)
    from kexie_nlp import reading, text

    raw = reading.read(file, encoding=settings.reading.encoding, max_bytes=settings.reading.max_bytes)
    norm = text.normalize(raw.text, steps=settings.text.steps, trace=map)
    if not map:
        typer.echo(in_asked_script(norm.text), nl=not norm.text.endswith("\n"))
        return
    for change in norm.changes():
        place = raw.place(change.start)
        where = {"place": str(place)} if place else {}
        typer.echo(json_format.dumps(asdict(change) | where, ensure_ascii=False))

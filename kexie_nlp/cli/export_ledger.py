"""`kexie export ledger`."""
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kexie_nlp.cli.console import SCRIPT, say
from kexie_nlp.cli.options import DEFAULT_DB, Db

EXAMPLE = "Example: kexie export ledger --db k.db -o ledger.xlsx --document 黑龙江2019"


def ledger(output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")],
           format: Annotated[str | None, typer.Option(
               "--format", metavar="FORMAT",
               help="xlsx, docx, md, html or ics (a calendar of the planned dates); default: the ending of the file.")] = None,
           document: Annotated[list[str] | None, typer.Option(
               "-d", "--document", metavar="NAME",
               help="Only this document beside the plan: label, file name or hash prefix; may be repeated.")] = None,
           title: Annotated[str | None, typer.Option(
               "--title", metavar="TEXT", help="The title line (default: named after the plan).")] = None,
           central: Annotated[str | None, typer.Option(
               "--central", metavar="DOCUMENT", help="The reference plan, where there are several (default: the first).")] = None,
           db: Db = DEFAULT_DB) -> None:
    """Write the ledger (对标对表台账): central tasks, what every document does about them, gaps, numbers, dates, sources."""
    from kexie_nlp.report.ledger import export_ledger
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        written = export_ledger(store, output, form=format, documents=document or (), title=title, central=central,
                                variety=SCRIPT["variety"])
    say(f"已写出台账 / ledger written: {', '.join(path.name for path in written)}")

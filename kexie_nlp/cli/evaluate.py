"""`kexie evaluate`."""
from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from kexie_nlp.cli.console import one_format, show
from kexie_nlp.cli.options import DEFAULT_DB, Csv, Db, Json, Table
from kexie_nlp.errors import KexieError

EXAMPLE = "Example: kexie evaluate --db k.db --gold ../shared/eval/gold"


def evaluate(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Annotated documents, *.gold.json.")],
    db: Db = DEFAULT_DB,
    records: Annotated[Path | None, typer.Option("--records", metavar="DIR",
                                                 help="Exported records, instead of a database.")] = None,
    align: Annotated[bool, typer.Option(
        "--align", help="The aligner beside BM25, TF-IDF and their fusion, each document left out in turn, with calibration.")] = False,
    check: Annotated[list[Path] | None, typer.Option(
        "--check", metavar="DIR", help="With --align: further annotated links, e.g. tests/heldout.")] = None,
    json: Json = False, csv: Csv = False, table: Table = False,
) -> None:
    """Score what was extracted and aligned against annotated documents."""
    form = one_format(table, json, csv)
    for folder in (gold, records, *(check or ())):
        if folder is not None and not folder.is_dir():
            raise KexieError("K101", path=folder)
    if align:
        from kexie_nlp.evaluate.aligner import judge
        from kexie_nlp.report import scores_report

        show(scores_report(judge(gold, {folder.name: folder for folder in check or ()})), form)
        return
    from kexie_nlp.evaluate import evaluate as score
    from kexie_nlp.report import export_records, scores_report
    from kexie_nlp.store import open_store

    if records is not None:
        show(scores_report(score(records, gold)), form)
        return
    with open_store(db) as store, tempfile.TemporaryDirectory() as folder_name:
        export_records(store, folder_name)
        show(scores_report(score(Path(folder_name), gold)), form)

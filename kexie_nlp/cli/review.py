"""`kexie review …`: a person's word on a link, which holds against the model and across rebuilds."""
from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated, Literal

import typer

from kexie_nlp.cli.console import one_format, say, show
from kexie_nlp.cli.options import DEFAULT_DB, Csv, Db, Json, Table

app = typer.Typer(no_args_is_help=True, help="Say what a link really is; your word holds against the model.",
                  epilog="Example: kexie review accept 黑龙江2019/二.7 中央/三.4 --db k.db")
Task = Annotated[str, typer.Argument(metavar="TASK", help="The local task, LABEL/ID.")]
Measure = Annotated[str, typer.Argument(metavar="MEASURE", help="The central task, LABEL/ID.")]
Who = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so (default: the user of the system).")]
Note = Annotated[str | None, typer.Option("--note", help="Why.")]


@app.command(epilog="Example: kexie review accept 黑龙江2019/二.7 中央/三.4 --db k.db --by 复核甲")
def accept(task: Task, measure: Measure, db: Db = DEFAULT_DB, by: Who = None, note: Note = None,
           partly: Annotated[bool, typer.Option("--partly", help="Only partly related (grade 1).")] = False) -> None:
    """The task carries the measure out."""
    _say_so(db, task, measure, 1 if partly else 2, by, note)


@app.command(epilog="Example: kexie review reject 黑龙江2019/二.7 中央/四.2 --db k.db --note 仅用词相同")
def reject(task: Task, measure: Measure, db: Db = DEFAULT_DB, by: Who = None, note: Note = None) -> None:
    """The task has nothing to do with the measure."""
    _say_so(db, task, measure, 0, by, note)


@app.command(epilog="Example: kexie review note 黑龙江2019/二.7 中央/四.2 待核实 --db k.db")
def note(task: Task, measure: Measure, text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be noted.")],
         db: Db = DEFAULT_DB, by: Who = None) -> None:
    """Note something about a pair without judging it."""
    _say_so(db, task, measure, None, by, text)


@app.command("list", epilog="Example: kexie review list --db k.db --disagreeing")
def list_reviews(db: Db = DEFAULT_DB, json: Json = False, csv: Csv = False, table: Table = False,
                 disagreeing: Annotated[bool, typer.Option(
                     "--disagreeing", help="Only what holds against the model.")] = False) -> None:
    """What persons said, who and when, and where the model says otherwise."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.reviews_report(query.reviews(store, status="disagreeing" if disagreeing else None)), form)


@app.command(epilog="Example: kexie review export -o reviewed --db k.db")
def export(output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write into.")],
           db: Db = DEFAULT_DB) -> None:
    """Write the reviewed tasks as annotations that `kexie train align --gold DIR` reads."""
    from kexie_nlp.report import export_reviews
    from kexie_nlp.report.provenance import write_provenance
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        written = [*export_reviews(store, output), write_provenance(store, output, command="review export", parameters={})]
    say(f"已写出 {len(written)} 个文件 / {len(written)} files written: {output}")


def _say_so(db: str, task: str, measure: str, grade: Literal[0, 1, 2] | None, by: str | None, note: str | None) -> None:
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        row = query.judge(store, task, measure, grade=grade, who=by or _user(), note=note)
        show(report.reviews_report([row]))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no user of that number
        return "?"

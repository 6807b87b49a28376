"""`kexie review …`: a person's judgements of links, which override the model and survive rebuilds."""
from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated, Literal

import typer

from kexie_nlp.cli.console import DEFAULT_DB, Csv, Db, Json, Table, one_format, say, show

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False,
                  help="Judge links between tasks; your judgement overrides the model.",
                  epilog="Example: kexie review accept 黑龙江2019/二.7 中央/三.4 --db k.db")
Task = Annotated[str, typer.Argument(metavar="TASK", help="The local task, LABEL/ID.")]
Measure = Annotated[str, typer.Argument(metavar="CENTRAL", help="The central task, LABEL/ID.")]
Who = Annotated[str | None, typer.Option("--by", metavar="NAME", help="The reviewer (default: the user of the system).")]
Note = Annotated[str | None, typer.Option("--note", help="The reason.")]


@app.command(epilog="Example: kexie review accept 黑龙江2019/二.7 中央/三.4 --db k.db --by 复核甲")
def accept(task: Task, measure: Measure, db: Db = DEFAULT_DB, by: Who = None, note: Note = None,
           partly: Annotated[bool, typer.Option("--partly", help="Only partly related (grade 1).")] = False) -> None:
    """The local task carries out the central task."""
    _judge(db, task, measure, 1 if partly else 2, by, note)


@app.command(epilog="Example: kexie review reject 黑龙江2019/二.7 中央/四.2 --db k.db --note 仅用词相同")
def reject(task: Task, measure: Measure, db: Db = DEFAULT_DB, by: Who = None, note: Note = None) -> None:
    """The local task is not related to the central task."""
    _judge(db, task, measure, 0, by, note)


@app.command(epilog="Example: kexie review note 黑龙江2019/二.7 中央/四.2 待核实 --db k.db")
def note(task: Task, measure: Measure, text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.")],
         db: Db = DEFAULT_DB, by: Who = None) -> None:
    """Add a note on two tasks without a judgement."""
    _judge(db, task, measure, None, by, text)


@app.command("list", epilog="Example: kexie review list --db k.db --disagreeing")
def list_reviews(db: Db = DEFAULT_DB, json: Json = False, csv: Csv = False, table: Table = False,
                 disagreeing: Annotated[bool, typer.Option(
                     "--disagreeing", help="Only judgements that differ from the model.")] = False) -> None:
    """The judgements: grade, person, time, and where the model disagrees."""
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


def _judge(db: str, task: str, measure: str, grade: Literal[0, 1, 2] | None, by: str | None, note: str | None) -> None:
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

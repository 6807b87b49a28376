"""`kexie query …`: every command opens the store, asks one question, shows the answer."""
from __future__ import annotations

from typing import Annotated

import typer

from kexie_nlp.cli.console import one_format, show
from kexie_nlp.cli.options import DEFAULT_DB, Csv, Db, Document, Json, Table

app = typer.Typer(no_args_is_help=True, help="Ask a database: what is carried out, what is missing, what is due.",
                  epilog="Example: kexie query gaps --db k.db --json")
Ref = Annotated[str, typer.Argument(metavar="REF", help="LABEL/ID as other queries show it, or a unique ID.")]
Central = Annotated[str | None, typer.Option("--central", metavar="NAME",
                                             help="Against this reference plan (default: the first).")]
All = Annotated[bool, typer.Option("--all", help="Candidates of grade 0 too.")]


@app.command(epilog="Example: kexie query coverage --db k.db --csv")
def coverage(db: Db = DEFAULT_DB, central: Central = None, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Central tasks by documents: links of grade 2 (carries it out) and 1 (partly related)."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.coverage_report(query.coverage(store, central=central)), form)


@app.command(epilog="Example: kexie query gaps --db k.db --document 黑龙江2019")
def gaps(db: Db = DEFAULT_DB, document: Document = None, central: Central = None, json: Json = False, csv: Csv = False,
         table: Table = False) -> None:
    """Central tasks that nobody carries out, over all and document by document."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.gaps_report(query.gaps(store, document=document, central=central)), form)


@app.command(epilog="Example: kexie query novel --db k.db --json")
def novel(db: Db = DEFAULT_DB, document: Document = None, central: Central = None, json: Json = False, csv: Csv = False,
          table: Table = False) -> None:
    """Tasks that correspond to no central task, with the one that came nearest."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.novel_report(query.novel(store, document=document, central=central)), form)


@app.command(epilog="Example: kexie query task 黑龙江2019/二.7 --db k.db")
def task(ref: Ref, db: Db = DEFAULT_DB, all: All = False, json: Json = False, csv: Csv = False,
         table: Table = False) -> None:
    """A task: its text, measures, targets, times, and its links with quotes from both sides."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.task_report(query.task(store, ref, min_grade=0 if all else 1)), form)


@app.command(epilog="Example: kexie query measure 中央/二.4 --db k.db")
def measure(ref: Ref, db: Db = DEFAULT_DB, all: All = False, json: Json = False, csv: Csv = False,
            table: Table = False) -> None:
    """A central task, or one measure (LABEL/ID#n): who carries it out, and who does not."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.measure_report(query.measure(store, ref, min_grade=0 if all else 1)), form)


@app.command(epilog="Example: kexie query targets --db k.db --status target")
def targets(db: Db = DEFAULT_DB, document: Document = None,
            status: Annotated[str | None, typer.Option(help="target, achieved, condition or context.")] = None,
            indicator: Annotated[str | None, typer.Option(help="A part of what is measured.")] = None,
            json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """The numbers: what is measured, how much, by when."""
    form = one_format(table, json, csv)
    _one_of("--status", status, ("target", "achieved", "condition", "context"))
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.targets_report(query.targets(store, document=document, status=status, indicator=indicator)), form)


@app.command(epilog="Example: kexie query deadlines --db k.db --status planned")
def deadlines(db: Db = DEFAULT_DB, document: Document = None,
              status: Annotated[str | None, typer.Option(help="planned or done.")] = None,
              json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """The times in order of date, undated ones last."""
    form = one_format(table, json, csv)
    _one_of("--status", status, ("planned", "done"))
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.deadlines_report(query.deadlines(store, document=document, status=status)), form)


@app.command(epilog="Example: kexie query states --db k.db --region")
def states(db: Db = DEFAULT_DB, region: Annotated[bool, typer.Option("--region", help="By region, over all its documents.")] = False,
           central: Central = None, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Central tasks: covered, partly, uncovered or out of scope, by document or region."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.states_report(query.states(store, regions=region, central=central)), form)


@app.command(epilog="Example: kexie query ranking --db k.db")
def ranking(db: Db = DEFAULT_DB, central: Central = None, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Central tasks by how many documents and regions carry them out, and how strongly."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.ranking_report(query.ranking(store, central=central)), form)


@app.command(epilog="Example: kexie query similarity --db k.db")
def similarity(db: Db = DEFAULT_DB, central: Central = None, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """How alike documents are in what they carry out, and what only one of two does."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.similarity_report(query.similarity(store, central=central)), form)


@app.command(epilog="Example: kexie query topics --db k.db")
def topics(db: Db = DEFAULT_DB, central: Central = None, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """New topics: communities of tasks that no central task explains, with keywords."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.topics_report(query.topics(store, central=central)), form)


@app.command(epilog="Example: kexie query actors --db k.db --document 黑龙江2019")
def actors(db: Db = DEFAULT_DB, document: Document = None, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Actors by how many planned measures fall to them."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.actors_report(query.actors(store, document=document)), form)


@app.command(epilog="Example: kexie query instruments --db k.db")
def instruments(db: Db = DEFAULT_DB, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Documents in 《》 that measures draft, issue or carry out."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.instruments_report(query.instruments(store)), form)


@app.command(epilog="Example: kexie query numbers --db k.db")
def numbers(db: Db = DEFAULT_DB, document: Document = None, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Numbers face to face: province and centre, stricter, looser, earlier, later, and why."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.numbers_report(query.numbers(store, document=document)), form)


@app.command(epilog="Example: kexie query compare 北京2019 北京2020 --db k.db")
def compare(a: Annotated[str, typer.Argument(metavar="A", help="A document: its label, file name or hash prefix.")],
            b: Annotated[str, typer.Argument(metavar="B", help="Another; of two years the later.")],
            db: Db = DEFAULT_DB, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Two provinces or two years side by side: continued, raised, lowered, dropped, new."""
    form = one_format(table, json, csv)
    from kexie_nlp import query, report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        show(report.compare_report(query.compare(store, a, b)), form)


def _one_of(option: str, value: str | None, legal: tuple[str, ...]) -> None:
    if value is not None and value not in legal:
        raise typer.BadParameter(f"{option} is one of: {', '.join(legal)}")

"""`kexie export …`."""
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kexie_nlp.cli import export_chart, export_ledger
from kexie_nlp.cli.console import SCRIPT, say
from kexie_nlp.cli.options import DEFAULT_DB, Db
from kexie_nlp.errors import KexieError

app = typer.Typer(no_args_is_help=True, help="Write what a database holds into files.",
                  epilog="Example: kexie export records --db k.db -o records")
FORMATS = ("graphml", "gexf", "json", "cypher")
app.command("chart", epilog=export_chart.EXAMPLE)(export_chart.chart)
app.command("ledger", epilog=export_ledger.EXAMPLE)(export_ledger.ledger)


@app.command(epilog="Example: kexie export records --db k.db -o records")
def records(output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write into.")],
            db: Db = DEFAULT_DB) -> None:
    """Write <stem>.json for every document, links.json (schema 1), and repro.json: what all was made with."""
    from kexie_nlp.report import export_records
    from kexie_nlp.report.provenance import write_provenance
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        written = export_records(store, output, variety=SCRIPT["variety"])
        written.append(write_provenance(store, output, command="export records", parameters={"script": SCRIPT["variety"]}))
    say(f"已写出 {len(written)} 个文件 / {len(written)} files written: {output}")


@app.command(epilog="Example: kexie export graph --db k.db --format gexf -o graph.gexf")
def graph(output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")],
          format: Annotated[str | None, typer.Option(
              "--format", help="graphml, gexf, json or cypher (default: the ending of the file).")] = None,
          db: Db = DEFAULT_DB) -> None:
    """Write documents, tasks, measures, numbers, dates and links as one graph, and FILE.repro.json: what it was made with."""
    form = format or output.suffix.lstrip(".").lower() or FORMATS[0]
    if form not in FORMATS:
        raise KexieError("K402", detail=form)
    from kexie_nlp.graph import write_parts
    from kexie_nlp.report.provenance import write_provenance
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        try:
            counts = write_parts(store.iter_documents(), store.iter_links(), output, form)
        except OSError as error:
            raise KexieError("K305", path=output, detail=error.strerror or str(error)) from None
        write_provenance(store, output, command="export graph", parameters={"format": form})
    say(f"已写出 {counts['node']} 个节点、{counts['edge']} 条边 / {counts['node']} nodes, {counts['edge']} edges written: {output}")

"""`kexie export …`: records, the graph, ledgers and charts of a database, each with a `repro.json` on how it was made."""
from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from kexie_nlp.cli.console import DEFAULT_DB, SCRIPT, Db, say
from kexie_nlp.errors import KexieError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False,
                  help="Write what a database holds into files.", epilog="Example: kexie export records --db k.db -o records")


class ChartName(str, Enum):
    """The charts of `kexie_nlp.charts`."""
    coverage = "coverage"
    sankey = "sankey"
    timeline = "timeline"
    targets = "targets"


class Lanes(str, Enum):
    """What a row or lane of a chart stands for."""
    document = "document"
    region = "region"


@app.command(epilog="Example: kexie export chart coverage --db k.db -o coverage.html")
def chart(name: Annotated[ChartName, typer.Argument(
              help="coverage: central tasks × documents; sankey: central chapters to regions; timeline: deadlines; "
                   "targets: numbers beside the central ones.")],
          output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")],
          format: Annotated[str | None, typer.Option(
              "--format", help="html (interactive, offline), png or svg (default: the ending of the file).")] = None,
          by: Annotated[Lanes | None, typer.Option(
              "--by", help="By document or by region (default: by region with more than 40 documents, and in sankey; "
                           "targets are always by document).")] = None,
          db: Db = DEFAULT_DB) -> None:
    """Draw a chart: an interactive page that works offline, or a picture."""
    from kexie_nlp import charts
    from kexie_nlp.report.provenance import write_provenance
    from kexie_nlp.store import open_store

    asked = {"name": name.value, "form": format, "by": by.value if by else None, "variety": SCRIPT["variety"]}
    with open_store(db) as store:
        charts.write(store, path=output, **asked)  # type: ignore[arg-type]
        write_provenance(store, output, command="export chart", parameters=asked)
    say(f"已写出 / written: {output}")


@app.command(epilog="Example: kexie export ledger --db k.db -o ledger.xlsx --document 黑龙江2019")
def ledger(output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")],
           format: Annotated[str | None, typer.Option(
               "--format", metavar="FORMAT",
               help="xlsx, docx, md, html or ics (a calendar of the planned dates); default: the ending of the file.")] = None,
           document: Annotated[list[str] | None, typer.Option(
               "-d", "--document", metavar="NAME",
               help="Only this document beside the plan: label, file name or hash prefix; may be given several times.")] = None,
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


@app.command(epilog="Example: kexie export records --db k.db -o records")
def records(output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write into.")],
            db: Db = DEFAULT_DB) -> None:
    """Write <stem>.json for every document, links.json (schema 1), and repro.json, which says how they were made."""
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
    """Write documents, tasks, measures, numbers, dates and links as one graph, and FILE.repro.json, which says how it was made."""
    from kexie_nlp.graph.formats import FORMATS, write_parts
    from kexie_nlp.report.provenance import write_provenance
    from kexie_nlp.store import open_store

    form = format or output.suffix.lstrip(".").lower() or "graphml"
    if form not in FORMATS:
        raise KexieError("K402", detail=form)
    with open_store(db) as store:
        try:
            counts = write_parts(store.iter_documents(), store.iter_links(), output, form)
        except OSError as error:
            raise KexieError("K305", path=output, detail=error.strerror or str(error)) from None
        write_provenance(store, output, command="export graph", parameters={"format": form})
    say(f"已写出 {counts['node']} 个节点、{counts['edge']} 条边 / {counts['node']} nodes, {counts['edge']} edges written: {output}")

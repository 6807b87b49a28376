"""`kexie export chart`: a picture of an answer."""
from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from kexie_nlp.cli.console import SCRIPT, say
from kexie_nlp.cli.options import DEFAULT_DB, Db

EXAMPLE = "Example: kexie export chart coverage --db k.db -o coverage.html"


class ChartName(str, Enum):
    coverage = "coverage"
    sankey = "sankey"
    timeline = "timeline"
    targets = "targets"


class Lanes(str, Enum):
    document = "document"
    region = "region"


def chart(name: Annotated[ChartName, typer.Argument(
              help="coverage: central tasks × documents; sankey: central chapters to regions; timeline: deadlines; "
                   "targets: numbers beside the centre's.")],
          output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")],
          format: Annotated[str | None, typer.Option(
              "--format", help="html (interactive, offline), png or svg (default: the ending of the file).")] = None,
          by: Annotated[Lanes | None, typer.Option(
              "--by", help="Go by document or by region (default: by region where there are more than 40 documents, and in sankey; "
                           "targets has documents always).")] = None,
          db: Db = DEFAULT_DB) -> None:
    """Draw an answer: an interactive page that needs no network, or a still picture."""
    from kexie_nlp import charts
    from kexie_nlp.report.provenance import write_provenance
    from kexie_nlp.store import open_store

    asked = {"name": name.value, "form": format, "by": by.value if by else None, "variety": SCRIPT["variety"]}
    with open_store(db) as store:
        charts.write(store, path=output, **asked)  # type: ignore[arg-type]
        write_provenance(store, output, command="export chart", parameters=asked)
    say(f"已写出 / written: {output}")

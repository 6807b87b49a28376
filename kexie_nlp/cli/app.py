"""The commands put together."""
from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from kexie_nlp.cli import build, console, demo, evaluate, export, extract, query, review, serve, train
from kexie_nlp.version import __version__

# without rich markup the help page needs no rich, and shows in a quarter of a second
app = typer.Typer(name="kexie", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
                  add_completion=False, context_settings={"help_option_names": ["-h", "--help"]},
                  epilog="Example: kexie build FOLDER --db k.db && kexie query coverage --db k.db")


class Script(str, Enum):
    traditional = "traditional"
    tw = "tw"
    hk = "hk"


def _version(value: bool) -> None:
    if value:
        typer.echo(f"kexie {__version__}")
        raise typer.Exit


@app.callback()
def root(script: Annotated[Script | None, typer.Option("--script", envvar="KEXIE_SCRIPT",
                                                       help="Show everything in traditional characters.")] = None,
         version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True,
                                               help="Show the version and stop.")] = False) -> None:
    """Chinese policy documents: normalise, extract, align, ask."""
    console.SCRIPT["variety"] = script.value if script else None


app.command("build", epilog=build.EXAMPLE)(build.build)
app.command("extract", epilog=extract.EXTRACT_EXAMPLE)(extract.extract)
app.command("normalize", epilog=extract.NORMALIZE_EXAMPLE)(extract.normalize)
app.add_typer(query.app, name="query")
app.add_typer(export.app, name="export")
app.add_typer(review.app, name="review")
app.add_typer(train.app, name="train")
app.command("serve", epilog=serve.EXAMPLE)(serve.serve)
app.command("evaluate", epilog=evaluate.EXAMPLE)(evaluate.evaluate)
app.command("demo", epilog=demo.EXAMPLE)(demo.demo)

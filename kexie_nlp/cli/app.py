"""The application `kexie`: its root options, and its commands, each imported from its module when it is needed."""
from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer

from kexie_nlp.cli.console import SCRIPT
from kexie_nlp.cli.groups import built, lazy_group
from kexie_nlp.version import __version__


class Command(NamedTuple):
    """Where a command is, as MODULE:NAME in this package, and the first line of its help.

    NAME is a function, whose example stands in `EXAMPLES` of its module, or the typer application of a group.
    """
    place: str
    line: str


COMMANDS = {
    "build": Command("build:build", "Read, extract, align and store documents; files that have not changed are skipped."),
    "extract": Command("extract:extract", "Extract outline, measures, targets and times of one document."),
    "normalize": Command("extract:normalize", "Print the normalised text of a document in simplified characters, or every edit of it."),
    "serve": Command("serve:serve", "Open the workbench: pages for the browser, and JSON under /api."),
    "evaluate": Command("train:evaluate", "Score extractions and links against annotated documents."),
    "demo": Command("build:demo", "Build the packaged digests, show the coverage of the central plan and ask three questions."),
    "query": Command("query:app", "Ask a database: what is carried out, what is missing, what is due."),
    "export": Command("export:app", "Write what a database holds into files."),
    "review": Command("review:app", "Judge links between tasks; your judgement overrides the model."),
    "lexicon": Command("lexicon:app", "Domain packs: the words of a field, by which its plans are aligned."),
    "train": Command("train:app", "Train models from annotated documents."),
}


def _load(name: str) -> Any:
    module_name, _, attribute = COMMANDS[name].place.partition(":")
    module = import_module(f"kexie_nlp.cli.{module_name}")
    return built(getattr(module, attribute), name, getattr(module, "EXAMPLES", {}).get(name, ""))


# without rich markup the help page needs no rich
app = typer.Typer(name="kexie", cls=lazy_group({name: command.line for name, command in COMMANDS.items()}, _load),
                  no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False,
                  context_settings={"help_option_names": ["-h", "--help"]},
                  epilog="Example: kexie build FOLDER --db k.db && kexie query coverage --db k.db")


class Script(str, Enum):
    """The scripts of traditional characters."""
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
    SCRIPT["variety"] = script.value if script else None

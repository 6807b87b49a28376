"""Options that several commands share."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kexie_nlp.settings import Settings

DEFAULT_DB = "kexie.db"

Db = Annotated[str, typer.Option("--db", envvar="KEXIE_DB", metavar="FILE|URL",
                                 help="The database: an SQLite file or an SQLAlchemy address.")]
Config = Annotated[Path | None, typer.Option("--config", metavar="FILE",
                                             help="Settings file (default: kexie.toml in the working folder).")]
Encoding = Annotated[str | None, typer.Option("--encoding", metavar="NAME",
                                              help="Encoding of the files (default: found by itself).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Table = Annotated[bool, typer.Option("--table", help="Print a table (the default).")]
Document = Annotated[str | None, typer.Option("--document", "-d", metavar="NAME",
                                              help="Only this document: its label, file name or hash prefix.")]


def settings_of(config: Path | None, encoding: str | None = None, jobs: int | None = None) -> Settings:
    """The settings in force under these options."""
    from kexie_nlp.settings import load_settings

    return load_settings(config, options={"reading": {"encoding": encoding}, "batch": {"jobs": jobs}})

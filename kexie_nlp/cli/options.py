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
Analyzer = Annotated[str | None, typer.Option(
    "--analyzer", metavar="NAME[:MODEL]",
    help="Who cuts words: jieba, lac, or hanlp:MODEL with a model folder, a HanLP name, or several joined by commas.")]


def settings_of(config: Path | None, encoding: str | None = None, jobs: int | None = None,
                analyzer: str | None = None) -> Settings:
    """The settings in force under these options. K501, K502 where the analyzer or its model is not there."""
    from kexie_nlp.neural.loading import check_words
    from kexie_nlp.settings import load_settings

    name, _, model = (analyzer or "").partition(":")
    settings = load_settings(config, options={"reading": {"encoding": encoding}, "batch": {"jobs": jobs},
                                              "words": {"analyzer": name or None, "model": model or None}})
    check_words(settings.words.analyzer, settings.words.model)
    return settings

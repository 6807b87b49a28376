"""`kexie lexicon …`: the domain packs that the aligner reads, the check of a folder, and suggestions from links for a person to accept."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kexie_nlp.cli.console import DEFAULT_DB, Config, Csv, Db, Json, Table, one_format, say, show
from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from kexie_nlp.lexicon.packs import Pack

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False,
                  help="Domain packs: the words of a field, by which its plans are aligned.",
                  epilog="Example: kexie lexicon check packs/water")


@app.command("list", epilog="Example: kexie lexicon list --json")
def list_packs(config: Config = None, json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """The packs: name, title, topics, terms, markers, place; one of the settings replaces a packaged one of the same name."""
    form = one_format(table, json, csv)
    from kexie_nlp.lexicon.packs import every_pack, read_packs
    from kexie_nlp.report.packs import packs_report
    from kexie_nlp.settings import load_settings

    folders = load_settings(config).lexicon.packs
    own = read_packs(folders)
    places = {pack.name: folder for pack, folder in zip(own, folders, strict=True)}
    show(packs_report([_row(pack, places.get(name, "kexie_nlp")) for name, pack in every_pack(own).items()]), form)


@app.command(epilog="Example: kexie lexicon check packs/water")
def check(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder with pack.toml and topics.csv.")],
          json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Every bad row of a pack with file and line (exit code 1); the counts of a good one."""
    form = one_format(table, json, csv)
    from kexie_nlp.lexicon.pack_check import examine
    from kexie_nlp.lexicon.packs import read_pack
    from kexie_nlp.report.packs import faults_report, packs_report

    if not folder.is_dir():
        raise KexieError("K101", path=folder)
    if faults := examine(folder.absolute()).faults:
        show(faults_report(faults), form)
        say(f"有 {len(faults)} 处问题 / {len(faults)} faults: {folder}", stderr=True)
        raise typer.Exit(1)
    pack = read_pack(folder)
    if pack.model is not None:
        from kexie_nlp.alignment.ranker import load_model

        load_model(pack.model)
    show(packs_report([_row(pack, str(folder))]), form)


@app.command(epilog="Example: kexie lexicon suggest --db k.db -o suggested.csv")
def suggest(db: Db = DEFAULT_DB,
            output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE",
                                                        help="Also write the rows of a topics.csv: group, term, source.")] = None,
            central: Annotated[str | None, typer.Option("--central", metavar="NAME",
                                                        help="The reference plan (default: the first).")] = None,
            certain: Annotated[bool, typer.Option(
                "--certain", help="Learn from certain links of the model, too (as it is where none is confirmed).")] = False,
            json: Json = False, csv: Csv = False, table: Table = False) -> None:
    """Terms that confirmed links suggest for the pack of the plan's field; keep the rows that are right."""
    form = one_format(table, json, csv)
    from kexie_nlp.alignment.learning import LINKS
    from kexie_nlp.query.suggestions import suggestions
    from kexie_nlp.report.export import write_text
    from kexie_nlp.report.packs import suggestions_csv, suggestions_report
    from kexie_nlp.store import open_store

    with open_store(db) as store:
        learnt = suggestions(store, central=central, certain=certain)
    show(suggestions_report(learnt.suggestions), form)
    say(f"所据对应：人工确认 {learnt.confirmed} 条，模型有把握 {learnt.certain} 条 / "
        f"learnt from {learnt.confirmed} confirmed and {learnt.certain} certain links", stderr=True)
    if learnt.confirmed + learnt.certain < LINKS:
        say(f"可学的对应太少，至少要 {LINKS} 条：用 kexie review accept 确认，或加 --certain / "
            f"too few links, at least {LINKS} are needed: confirm some with kexie review accept, or add --certain", stderr=True)
    if output is not None:
        try:
            write_text(output, suggestions_csv(learnt.suggestions))
        except OSError as error:
            raise KexieError("K305", path=output, detail=error.strerror or str(error)) from None
        say(f"已写出 / written: {output}", stderr=True)


def _row(pack: Pack, place: str) -> dict[str, Any]:
    return {"name": pack.name, "title": pack.title, "groups": len({group for group, _ in pack.topics}), "terms": len(pack.topics),
            "markers": list(pack.markers), "model": pack.model is not None, "place": place}

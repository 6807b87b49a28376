"""`kexie demo`: the embedded digests, built and asked."""
from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kexie_nlp.cli.build import progress_line, report_build
from kexie_nlp.cli.console import say, show
from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from kexie_nlp.store import Store

EXAMPLE = "Example: kexie demo --db demo.db"
CORPUS = Path("corpora", "kexie-reform")


def demo(db: Annotated[str | None, typer.Option("--db", metavar="FILE|URL",
                                                help="Keep the database here (default: nowhere).")] = None) -> None:
    """Build the embedded digests, show the coverage of the central plan and ask three questions."""
    corpus = find_corpus()
    from kexie_nlp import batch
    from kexie_nlp.settings import Settings
    from kexie_nlp.store import open_store

    with tempfile.TemporaryDirectory() as folder, open_store(db or Path(folder, "demo.db"), create=True) as store:
        with progress_line() as progress:
            summary = batch.build([corpus], store, Settings(), progress=progress)
        report_build(summary)
        if summary.central is not None:
            ask(store)
    raise typer.Exit(summary.exit_code)


def find_corpus() -> Path:
    """The folder of digests: in the working folder, or beside the package."""
    import kexie_nlp

    places = [Path.cwd(), *(Path(p).resolve().parent for p in kexie_nlp.__path__)]
    for place in places:
        if (place / CORPUS).is_dir():
            return place / CORPUS
    raise KexieError("K101", path=CORPUS)


def ask(store: Store) -> None:
    """Coverage, then three questions with their answers."""
    from kexie_nlp import query, report

    rows = query.coverage(store)
    _question("各地落实了哪些中央任务？", "coverage")
    show(report.coverage_report(rows))
    _question("哪些中央任务没有一地落实？", "gaps")
    show(report.gaps_report([row for row in query.gaps(store) if row.document is None]))
    most = max(rows, key=_carried_out, default=None)
    if most is not None:
        _question(f"谁落实了“{most.title}”？", f"measure {most.ref}")
        show(report.measure_report(query.measure(store, most.ref)))
    _question("什么要在什么时候完成？", "deadlines --status planned")
    show(report.deadlines_report(query.deadlines(store, status="planned")))
    say("")
    say("下一步：把自己的文件放进一个文件夹，然后 / next, with a folder of your own files:")
    say("    source .venv/bin/activate")
    say("    kexie build FOLDER --db kexie.db && kexie query coverage --db kexie.db")
    say("    kexie serve --db kexie.db                          # 浏览器工作台 / the workbench")
    say("    kexie export ledger --db kexie.db -o ledger.xlsx   # 对标对表台账 / the ledger")
    say("    kexie --help    # 每条命令都带示例 / every command shows an example")


def _question(text: str, command: str) -> None:
    say("")
    say(f"问：{text}    $ kexie query {command}")


def _carried_out(row: object) -> int:
    return sum(count.grade2 for count in getattr(row, "counts", ()))

"""`kexie build`, which makes a database from files, and `kexie demo`, which builds the packaged digests and asks questions about them."""
from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kexie_nlp.cli.console import DEFAULT_DB, Analyzer, Config, Conversion, Db, Embed, Encoding, console, say, settings_of, show
from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from kexie_nlp.batch import BuildSummary, FileOutcome
    from kexie_nlp.batch.outcomes import Aligning, Progress
    from kexie_nlp.query import CoverageRow
    from kexie_nlp.report import Report
    from kexie_nlp.store import Store

EXAMPLES = {"build": "Example: kexie build corpora/kexie-reform --db k.db --jobs 2", "demo": "Example: kexie demo --db demo.db"}
CORPUS = Path("corpora", "kexie-reform")
FEW = 16  # documents that are aligned without a line about it
STAGES = {
    "find": "查找", "read": "读取", "normalise": "规范化", "load": "加载", "document": "建文档", "kexie_outline": "条款",
    "kexie_words": "分词", "kexie_discourse": "语篇", "kexie_times": "时限", "kexie_targets": "指标",
    "kexie_actors": "主体", "kexie_measures": "举措", "kexie_names": "名称", "record": "成记录", "store": "入库",
    "align": "对应", "summary": "汇总", "total": "合计"}


def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, and folders to search for files.")],
    db: Db = DEFAULT_DB,
    central: Annotated[list[Path] | None, typer.Option(
        "--central", metavar="FILE",
        help="A reference plan, may be given several times (default: the central plan, detected automatically); kept.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", metavar="N", help="The number of processes.")] = None,
    encoding: Encoding = None,
    analyzer: Analyzer = None,
    conversion: Conversion = None,
    embed: Embed = None,
    config: Config = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents whose files are gone.")] = False,
    timings: Annotated[bool, typer.Option("--timings", help="Also print the seconds and the share of every stage.")] = False,
) -> None:
    """Read, extract, align and store documents; files that have not changed are skipped.

    Exit code 0: all done, 1: some documents failed, 2: nothing could be done.
    """
    settings = settings_of(config, encoding, jobs, analyzer, conversion, embed)
    from kexie_nlp import analysis, batch
    from kexie_nlp.store import open_store

    analysis.own_process()
    spent: dict[str, float] | None = {} if timings else None
    with open_store(db, create=True) as store, progress_line() as progress:
        summary = batch.build(paths, store, settings, central=central, prune=prune, progress=progress.file, aligning=progress.aligned,
                              timings=spent)
    report_build(summary)
    if spent is not None:
        show(timings_report(spent))
    raise typer.Exit(summary.exit_code)


def demo(db: Annotated[str | None, typer.Option("--db", metavar="FILE|URL",
                                                help="Keep the database here (default: a temporary one).")] = None) -> None:
    """Build the packaged digests, show the coverage of the central plan and ask three questions."""
    corpus = find_corpus()
    from kexie_nlp import analysis, batch
    from kexie_nlp.settings import Settings
    from kexie_nlp.store import open_store

    analysis.own_process()
    with tempfile.TemporaryDirectory() as folder, open_store(db or Path(folder, "demo.db"), create=True) as store:
        with progress_line() as progress:
            summary = batch.build([corpus], store, Settings(), progress=progress.file, aligning=progress.aligned)
        report_build(summary)
        if summary.central is not None:
            ask(store)
    raise typer.Exit(summary.exit_code)


def report_build(summary: BuildSummary) -> None:
    """Print the summary of a build: the table, the notes, and a line for every failure."""
    from kexie_nlp.report import build_report

    if summary.documents or summary.failures:
        show(build_report(summary))
    if summary.nothing_to_do:
        say(f"不需要重新处理 / nothing to do ({len(summary.files)} files unchanged)")
    for label in summary.pruned:
        say(f"已移除 / removed: {label}")
    for note in summary.notes:
        say(f"提示 / note: {note}", stderr=True)
    for f in summary.failures:
        hint = f"（建议：{f.hint}）" if f.hint else ""
        path = "" if not f.path or f.path in (f.message or "") else f"{f.path}: "
        say(f"失败 / failed [{f.stage}] {f.code}: {path}{f.message}{hint}", stderr=True)


def timings_report(timings: Mapping[str, float]) -> Report:
    """Seconds by stage, as `batch.build` gives them, with the share of each in their sum."""
    from kexie_nlp.report import Column, Report, Sheet

    total = sum(timings.values())
    rows = [(stage, f"{spent:.2f}", f"{spent / total:.1%}" if total else None) for stage, spent in timings.items()]
    columns = (Column("stage", "阶段", STAGES), Column("seconds", "秒", right=True), Column("share", "占比", right=True))
    return Report(timings, [Sheet("用时", columns, [*rows, ("total", f"{total:.2f}", None)])])


class Shown(NamedTuple):
    """Callbacks of `batch.build` that show how far it is."""
    file: Progress
    aligned: Aligning


@contextmanager
def progress_line() -> Iterator[Shown]:
    """Progress callbacks for `batch.build`, on stderr: a bar on a terminal; elsewhere a line per file, and a line per few documents where
    many are aligned."""
    out = console(stderr=True)
    words = {"done": "done", "unchanged": "unchanged", "failed": "failed"}
    if not out.is_terminal:
        def line(done: int, total: int, outcome: FileOutcome) -> None:
            say(f"[{done}/{total}] {words[outcome.status]} {outcome.path}", stderr=True)

        def aligned(done: int, total: int) -> None:
            if total > FEW:
                say(f"[{done}/{total}] 对应 / aligned", stderr=True)

        yield Shown(line, aligned)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from kexie_nlp.report import clean

    with Progress(TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
                  TimeElapsedColumn(), console=out, transient=True) as bar:
        task = bar.add_task("…", total=None)

        def advance(done: int, total: int, outcome: FileOutcome) -> None:
            bar.update(task, completed=done, total=total, description=clean(Path(outcome.path).name)[:40])

        def align(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description="对应 / aligning")

        yield Shown(advance, align)


def find_corpus() -> Path:
    """The folder of digests, in the working folder or beside the package. K101: in neither."""
    import kexie_nlp

    places = [Path.cwd(), *(Path(p).resolve().parent for p in kexie_nlp.__path__)]
    for place in places:
        if (place / CORPUS).is_dir():
            return place / CORPUS
    raise KexieError("K101", path=CORPUS)


def ask(store: Store) -> None:
    """Print the coverage, then three questions with their answers."""
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


def _carried_out(row: CoverageRow) -> int:
    return sum(count.grade2 for count in row.counts)

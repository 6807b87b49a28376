"""`kexie train …`, which fits models to annotated documents, and `kexie evaluate`, which scores results against them."""
from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from kexie_nlp.cli.console import DEFAULT_DB, Config, Csv, Db, Embed, Json, Table, one_format, say, show
from kexie_nlp.errors import KexieError

if TYPE_CHECKING:
    from kexie_nlp.alignment.ranker import RankModel
    from kexie_nlp.alignment.training import Case
    from kexie_nlp.discourse import ActModels
    from kexie_nlp.indicators import IndicatorModel

T = TypeVar("T")
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False,
                  help="Train models from annotated documents.", epilog="Example: kexie train hanlp --gold GOLD -o models/mine")

ALIGN_EXAMPLE = "Example: kexie train align --gold ../shared/eval/gold -o model.json"
ACTS_EXAMPLE = "Example: kexie train acts --gold ../shared/eval/gold --gold tests/likenesses -o models/acts.json"
INDICATORS_EXAMPLE = "Example: kexie train indicators --gold ../shared/eval/gold --gold tests/likenesses -o models/indicators.json"
MEASURES_EXAMPLE = "Example: kexie train measures --gold ../shared/eval/gold -o models/kinds.json"
HANLP_EXAMPLE = ("Example: kexie train hanlp --gold ../shared/eval/gold --gold tests/heldout --silver tests/fields "
                 "-o models/policy-spans --scores")
EXAMPLES = {"evaluate": "Example: kexie evaluate --db k.db --gold ../shared/eval/gold"}


@app.command("hanlp", epilog=HANLP_EXAMPLE)
def train_hanlp(
    gold: Annotated[list[Path], typer.Option("--gold", metavar="DIR", help="Annotated documents, *.gold.json.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where the model and its card are written.")],
    silver: Annotated[list[Path] | None, typer.Option(
        "--silver", metavar="PATH",
        help="Also documents without annotations: spans that the rules find and a tagger trained on --gold confirms.")] = None,
    every: Annotated[bool, typer.Option("--all-silver", help="Train on all spans of the rules, not only on confirmed ones.")] = False,
    scores: Annotated[bool, typer.Option("--scores", help="Leave-one-document-out scores in the card (slow).")] = False,
    folds: Annotated[Path | None, typer.Option("--folds", metavar="DIR",
                                               help="With --scores: keep the models of the folds.")] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Random seed of the weights and the order.")] = 1,
    epochs: Annotated[int | None, typer.Option("--epochs", metavar="N", min=1,
                                               help="Epochs of training (default: 6).")] = None,
) -> None:
    """Train a compact character tagger for policy spans (needs the extra hanlp; minutes on one processor)."""
    from kexie_nlp import reading
    from kexie_nlp.neural.loading import require

    require("hanlp")
    from kexie_nlp.training.card import card
    from kexie_nlp.training.samples import load_gold, silver_documents
    from kexie_nlp.training.scores import leave_one_out
    from kexie_nlp.training.tagger import train_policy

    for folder in gold:
        if not folder.is_dir():
            raise KexieError("K101", path=folder)
    golds = load_gold(*gold)
    known = {g["sha256"] for g in golds}
    more = [d for d in silver_documents(reading.find_documents(silver)) if d["sha256"] not in known] if silver else []
    options: dict[str, Any] = {"seed": seed, **({"epochs": epochs} if epochs else {})}
    learnt = train_policy(golds, output, silver=more, every=every, **options)
    rows = list(leave_one_out(golds, silver=more, keep=folds, progress=_progress, **options).rows()) if scores else []
    command = " ".join(["kexie train hanlp", *(f"--gold {g}" for g in gold), *(f"--silver {s}" for s in silver or ()),
                        *(["--all-silver"] if every else []), f"-o {output}", *(f"--{k} {v}" for k, v in options.items()),
                        *(["--scores"] if scores else [])])
    (output / "README.md").write_text(card(output, golds, more, rows, command, options=options, learnt=learnt), encoding="utf-8")
    say(f"模型已写入 / model written: {output}")


@app.command("align", epilog=ALIGN_EXAMPLE)
def train_align(
    gold: Annotated[list[Path], typer.Option("--gold", metavar="DIR", help="Annotated links, *.align.json; several may be given.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the model is written, as JSON.")],
    config: Config = None,
    base: Annotated[Path | None, typer.Option(
        "--base", metavar="FILE", help="Adapt this model to the annotations, instead of training a new one.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write a model that is worse on links left out, too.")] = False,
    embed: Embed = None,
) -> None:
    """Fit weights, calibration and thresholds of the aligner. Reviews (`kexie review export`) adapt the model that made the links, as far
    as they are many and of both kinds; what that is worth is shown on reviews left out."""
    from kexie_nlp.alignment.training import load_cases
    from kexie_nlp.lexicon.packs import read_packs
    from kexie_nlp.settings import load_settings

    packs = read_packs(load_settings(config).lexicon.packs)
    for folder in gold:
        if not folder.is_dir():
            raise KexieError("K101", path=folder)
    try:
        cases = [case for folder in gold for case in load_cases(folder, packs=packs)]
        model = _adapted(cases, base, force, embed) if base or any(case.reviewed for case in cases) else _trained(cases, embed)
        model.save(output)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and output.parent.is_dir():
            raise KexieError("K101", path=error.filename) from None
        raise KexieError("K305", path=output, detail=error.strerror or str(error)) from None
    say(f"模型已写入 / model written: {output} (grade 2 from {model.grade2}, grade 1 from {model.grade1})")


def _trained(cases: list[Case], embed: str | None) -> RankModel:
    from kexie_nlp.alignment.embeddings import load_embedder
    from kexie_nlp.alignment.training import fit, graded

    return fit(graded(cases, embedder=load_embedder(embed) if embed else None))


def _adapted(cases: list[Case], base: Path | None, force: bool, embed: str | None) -> RankModel:
    from kexie_nlp.alignment.adapting import FEW, adapt
    from kexie_nlp.alignment.ranker import model_for

    before = model_for(cases[0].packs, base, embed)
    model, trial = adapt(before, cases)
    change = f"{trial.loss[0]:.3f} → {trial.loss[1]:.3f}"
    say(f"{before.name}：留出的 {trial.links} 条人工判断 / reviews left out: log loss {change}, "
        f"right {trial.right[0]:.0%} → {trial.right[1]:.0%}", stderr=True)
    if not trial.better and not force:
        raise KexieError("K508", detail=f"log loss {change}, right {trial.right[0]:.0%} → {trial.right[1]:.0%} on {trial.links} links")
    if trial.links < FEW:
        say(f"提示：只有 {trial.links} 条判断，变化不大可靠 / note: only {trial.links} reviews, so the change is not reliable", stderr=True)
    return model


@app.command("measures", epilog=MEASURES_EXAMPLE)
def train_measures(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Annotated documents, *.gold.json.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the model is written, as JSON.")],
) -> None:
    """Train the classifier that separates actions from aims, effects and manner (seconds on one processor)."""
    from kexie_nlp.training.kinds import train_kinds

    model = train_kinds(gold, path=output)
    for name, row in model.scores.items():
        say(f"{name}: accuracy {row['acc']}, F1 {row['f1']}, n {row['n']}", stderr=True)
    say(f"模型已写入 / model written: {output}")


@app.command("acts", epilog=ACTS_EXAMPLE)
def train_acts(
    gold: Annotated[list[Path], typer.Option("--gold", metavar="DIR", help="Annotated documents, *.gold.json; several may be given.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the model is written, as JSON.")],
) -> None:
    """Train the models of discourse acts: result, plan, rule, background (needs the extra hanlp; minutes; the setting discourse.model
    names the file)."""
    from kexie_nlp.training.acts import load_examples
    from kexie_nlp.training.acts import train_acts as train

    _save(train(_examples(gold, load_examples)), output)


@app.command("indicators", epilog=INDICATORS_EXAMPLE)
def train_indicators(
    gold: Annotated[list[Path], typer.Option("--gold", metavar="DIR", help="Annotated documents, *.gold.json; several may be given.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the model is written, as JSON.")],
) -> None:
    """Train the model that finds what a number measures (minutes; the setting targets.model names it)."""
    from kexie_nlp.training.indicators import load_examples
    from kexie_nlp.training.indicators import train_indicators as train

    _save(train(_examples(gold, load_examples)), output)


def _examples(folders: Iterable[Path], load: Callable[[Path], Iterable[T]]) -> list[T]:
    examples: list[T] = []
    for folder in folders:
        examples += load(folder)
        say(f"已读取 / read: {folder}", stderr=True)
    return examples


def _save(model: ActModels | IndicatorModel, output: Path) -> None:
    try:
        model.save(output)
    except OSError as error:
        raise KexieError("K305", path=output, detail=error.strerror or str(error)) from None
    for name, row in model.scores.items():
        say(f"{name}: accuracy {row['acc']}, n {row['n']}", stderr=True)
    say(f"模型已写入 / model written: {output}")


def evaluate(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Annotated documents, *.gold.json.")],
    db: Db = DEFAULT_DB,
    records: Annotated[Path | None, typer.Option("--records", metavar="DIR",
                                                 help="Exported records, instead of a database.")] = None,
    align: Annotated[bool, typer.Option(
        "--align",
        help="Compare the aligner with BM25, TF-IDF and their fusion, leaving one document out in turn, with calibration.")] = False,
    embed: Embed = None,
    check: Annotated[list[Path] | None, typer.Option(
        "--check", metavar="DIR", help="With --align: further annotated links, e.g. tests/heldout.")] = None,
    json: Json = False, csv: Csv = False, table: Table = False,
) -> None:
    """Score extractions and links against annotated documents."""
    form = one_format(table, json, csv)
    for folder in (gold, records, *(check or ())):
        if folder is not None and not folder.is_dir():
            raise KexieError("K101", path=folder)
    if align:
        from kexie_nlp.alignment.embeddings import load_embedder
        from kexie_nlp.evaluate.aligner import judge
        from kexie_nlp.report import scores_report

        embedder = load_embedder(embed) if embed else None
        show(scores_report(judge(gold, {folder.name: folder for folder in check or ()}, embedder)), form)
        return
    from kexie_nlp.evaluate import evaluate as score
    from kexie_nlp.report import export_records, scores_report
    from kexie_nlp.store import open_store

    if records is not None:
        show(scores_report(score(records, gold)), form)
        return
    with open_store(db) as store, tempfile.TemporaryDirectory() as folder_name:
        export_records(store, folder_name)
        show(scores_report(score(Path(folder_name), gold)), form)


def _progress(name: str) -> None:
    say(f"scored on {name}", stderr=True)

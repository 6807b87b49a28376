"""Scores and run time of the whole pipeline with several word analyzers, or with a span tagger beside or instead of the rules.

    python scripts/compare_analyzers.py GOLD_DIR … [--analyzer NAME[:MODEL][+names]] … [--folds DIR [--accept N] …]
    python scripts/compare_analyzers.py ../shared/eval/gold tests/heldout --analyzer jieba --analyzer lac+names
    python scripts/compare_analyzers.py ../shared/eval/gold tests/heldout --analyzer jieba --folds folds --accept 0.8 --accept 0.95

The output has one column per analyzer; +names lets its entities and roles complete measures and times. Default: jieba, lac, lac+names.
--folds names the folder that `kexie train hanlp --scores --folds DIR` wrote: every document is tagged by the model that was not trained on
it, alone ("spans") and beside the rules. Beside the rules, a span is accepted if it overlaps none of theirs and has at least the
confidence --accept (default 0.95). Scores are those of `kexie evaluate`: F1, or the share of correct values.
"""
import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy

from kexie_nlp.analysis import Document, analyze, pipeline
from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate import evaluate
from kexie_nlp.settings import load_settings
from kexie_nlp.training.samples import LAYERS, load_gold

ROWS = ("measures", "measure_action", "measure_status", "measure_modality", "actors", "instruments", "targets", "targets_strict",
        "target_indicator", "times")
DEFAULT = ("jieba", "lac", "lac+names")
ACCEPT = 0.95
Reader = Callable[[dict[str, Any]], Document]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--analyzer", action="append")
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--accept", action="append", type=float)
    args = parser.parse_args()
    readers = {name: by_analyzer(name) for name in args.analyzer or DEFAULT}
    if args.folds:
        readers["spans"] = by_tagger(args.folds)
        readers |= {f"jieba + spans ≥ {least}": by_tagger(args.folds, least) for least in args.accept or [ACCEPT]}
    for folder in args.gold:
        columns = {}
        for name, reader in readers.items():
            try:
                columns[name] = scores(folder, reader)
            except KexieError as error:
                print(f"{name}: {error}")
        show(folder.name, columns)


def by_analyzer(name: str) -> Reader:
    """Returns a reader with the packaged pipeline and the words of an analyzer."""
    analyzer, _, model = name.removesuffix("+names").partition(":")
    settings = load_settings(options={"words": {"analyzer": analyzer, "model": model or None,
                                                "names": name.endswith("+names")}}, folder=Path(tempfile.gettempdir(), "none"))

    def read(gold: dict[str, Any]) -> Document:
        return analyze(gold["text"], settings=settings)
    return read


def by_tagger(folds: Path, least: float | None = None) -> Reader:
    """Returns a reader with the outline and the document's own tagger; with `least`, the packaged pipeline and the accepted spans of the
    tagger."""
    def read(gold: dict[str, Any]) -> Document:
        nlp = spacy.blank("zh") if least is None else pipeline.__wrapped__()
        if least is None:
            nlp.add_pipe("kexie_outline")
        nlp.add_pipe("kexie_proposals", config={"model": str(folds / gold["doc"]), "layers": list(LAYERS), "accept": least or 0.0})
        return analyze(gold["text"], nlp=nlp)
    return read


def scores(folder: Path, reader: Reader) -> dict[str, float]:
    """Returns the score of every row, and the seconds per 10,000 characters; models are loaded before the measurement."""
    golds = load_gold(folder)
    for gold in golds:
        reader({**gold, "text": "一、开展调研。"})
    with tempfile.TemporaryDirectory() as records:
        start = time.perf_counter()
        for gold in golds:
            record = reader(gold).record.model_copy(update={"sha256": gold["sha256"]})
            data = record.model_dump(mode="json", by_alias=True)
            Path(records, f"{gold['doc']}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        seconds = time.perf_counter() - start
        found = evaluate(records, folder)
    row = {key: found[key].get("f1", found[key].get("acc", 0.0)) for key in ROWS}
    return {**row, "seconds/10k": seconds * 10_000 / sum(len(g["text"]) for g in golds)}


def show(title: str, columns: dict[str, dict[str, float]]) -> None:
    print(f"\n| {title} | " + " | ".join(columns) + " |")
    print("| --- |" + " ---: |" * len(columns))
    for key in (*ROWS, "seconds/10k"):
        print(f"| {key} | " + " | ".join(f"{column[key]:.3f}" for column in columns.values()) + " |")


if __name__ == "__main__":
    main()

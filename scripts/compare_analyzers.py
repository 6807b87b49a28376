"""Scores of the whole pipeline with one word analyzer after another, and what each costs.

Usage: python scripts/compare_analyzers.py GOLD_DIR … [--analyzer NAME[:MODEL][+names]] …
       python scripts/compare_analyzers.py ../shared/eval/gold tests/heldout --analyzer jieba --analyzer lac+names

A column per analyzer; +names lets its names and roles complete actors and objects. Default: jieba, lac, lac+names.
Scores are those of `kexie evaluate`: F1, or the share that is right.
"""
import argparse
import json
import tempfile
import time
from pathlib import Path

from kexie_nlp.analysis import analyze
from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate import evaluate
from kexie_nlp.neural.samples import load_gold
from kexie_nlp.settings import load_settings

ROWS = ("measures", "measure_action", "measure_status", "measure_modality", "actors", "instruments", "targets", "targets_strict",
        "target_indicator", "times")
DEFAULT = ("jieba", "lac", "lac+names")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--analyzer", action="append")
    args = parser.parse_args()
    chosen = args.analyzer or DEFAULT
    for folder in args.gold:
        columns = {}
        for name in chosen:
            try:
                columns[name] = scores(folder, name)
            except KexieError as error:
                print(f"{name}: {error}")
        show(folder.name, columns)


def scores(folder: Path, name: str) -> dict[str, float]:
    """The score of every row, and the seconds per 10,000 characters, models loaded beforehand."""
    analyzer, _, model = name.removesuffix("+names").partition(":")
    settings = load_settings(options={"words": {"analyzer": analyzer, "model": model or None,
                                                "names": name.endswith("+names")}}, folder=Path(tempfile.gettempdir(), "none"))
    analyze("一、开展调研。", settings=settings)
    golds = load_gold(folder)
    with tempfile.TemporaryDirectory() as records:
        start = time.perf_counter()
        for gold in golds:
            record = analyze(gold["text"], settings=settings).record.model_copy(update={"sha256": gold["sha256"]})
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

"""Measures the processor time of analyze() as a multiple of jieba.lcut on the same texts, and the share of every stage.

    python scripts/benchmark_extract.py [FOLDER] [--rounds N] [--limit RATIO] [--short]

FOLDER contains documents (.txt); without it the documents come from tests/generated.py. Both are timed in one process, in alternating
rounds. The ratio is the median over the rounds, so that load on the machine affects both equally. Exit code 1 above --limit. --short is
for CI: fewer documents and rounds, at most 30 seconds.
"""
from __future__ import annotations

import argparse
import gc
import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import jieba
from generated import document

from kexie_nlp.analysis import analyze
from kexie_nlp.reading import RawText, from_text, read
from kexie_nlp.settings import load_settings

ROUNDS, DOCUMENTS = 9, 60
SHORT_ROUNDS, SHORT_DOCUMENTS = 5, 20
TICKS = 0.2  # minimum seconds of jieba.lcut per round, because the process clock may be coarse


def seconds(work: Callable[[], object]) -> float:
    """Returns the processor time of one call in seconds."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def texts_of(options: argparse.Namespace) -> list[RawText]:
    """Returns the documents to measure."""
    if options.folder is None:
        return [from_text(document(seed)) for seed in range(SHORT_DOCUMENTS if options.short else DOCUMENTS)]
    return [read(path) for path in sorted(options.folder.glob("*.txt"))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--limit", type=float, metavar="RATIO", help="exit with 1 above this ratio")
    parser.add_argument("--short", action="store_true", help="fewer documents and rounds")
    options = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    settings = load_settings()
    texts = texts_of(options)

    def whole() -> None:
        for text in texts:
            analyze(text, settings=settings)

    def cut() -> None:
        for text in texts:
            jieba.lcut(text.text)

    def shares() -> dict[str, float]:
        timings: dict[str, float] = {}
        for text in texts:
            analyze(text, settings=settings, timings=timings)
        return timings

    whole()  # loads dictionaries and fills caches
    cut()
    texts *= 1 + int(TICKS / max(seconds(cut), 0.01))
    rounds = [(seconds(cut), seconds(whole), seconds(cut)) for _ in range(options.rounds or (SHORT_ROUNDS if options.short else ROUNDS))]
    ratio = statistics.median(2 * mine / (before + after) for before, mine, after in rounds)
    lcut = statistics.median((before + after) / 2 for before, _, after in rounds)
    print(f"{len(texts)} documents, {sum(len(t.text) for t in texts)} characters, {len(rounds)} rounds")
    print(f"analyze {ratio * lcut:.3f} s, jieba.lcut {lcut:.3f} s, ratio {ratio:.3f}")
    timings = shares()
    for stage, spent in sorted(timings.items(), key=_share, reverse=True):
        share = spent / sum(timings.values())
        print(f"  {stage:16} {share:5.1%}  {share * ratio:5.2f} x lcut")
    if options.limit is not None and ratio > options.limit:
        print(f"above the limit of {options.limit}")
        return 1
    return 0


def _share(item: tuple[str, float]) -> float:
    return item[1]


if __name__ == "__main__":
    sys.exit(main())

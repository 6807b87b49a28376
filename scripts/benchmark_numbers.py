"""Measures recall, precision and speed of find_quantities and find_times, and compares them with jionlp in one run.

    python scripts/benchmark_numbers.py TEXTS GOLD      # TEXTS/*.txt; GOLD/*.gold.json, paired by the hash of the file

All tools read the same decoded files. Speed is the best of several passes over all texts, in characters per second of processor time.
Recall and precision are computed on the annotated texts; a found span matches an annotated one if they share at least half of the longer
one. jionlp (not a dependency: pip install jionlp) finds times and amounts of money only. Exit code 1 if numbers and times together are
less than six times as fast as jionlp's times.
"""
from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from kexie_nlp.analysis import analyze
from kexie_nlp.grammar import find_quantities, find_times

Span = tuple[int, int]
PASSES = 5
WANTED = 6  # required ratio to the speed of jionlp's time extractor


def overlaps(one: Span, other: Span) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * common >= max(one[1], other[1]) - min(one[0], other[0])


def score(gold: dict[str, list[Span]], found: dict[str, list[Span]]) -> str:
    """Returns precision and recall over all annotated texts."""
    hits = sum(sum(any(overlaps(f, g) for g in gold[name]) for f in found[name]) for name in gold)
    met = sum(sum(any(overlaps(f, g) for f in found[name]) for g in gold[name]) for name in gold)
    total, wanted = sum(len(found[name]) for name in gold), sum(map(len, gold.values()))
    return f"{hits / total if total else 0:9.3f} {met / wanted if wanted else 0:9.3f}"


def speed(texts: Iterable[str], read: Callable[[str], object], passes: int = PASSES) -> float:
    """Returns the characters per second, the best of several passes."""
    texts = list(texts)
    best = float("inf")
    for _ in range(passes):
        start = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - start)
    return sum(map(len, texts)) / best


def annotated(texts: dict[str, Path], folder: Path) -> dict[str, dict]:
    """Returns the gold annotation of each annotated text, by file name."""
    by_hash = {hashlib.sha256(path.read_bytes()).hexdigest(): name for name, path in texts.items()}
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.gold.json"))]
    return {by_hash[gold["sha256"]]: gold for gold in golds if gold["sha256"] in by_hash}


def spans(items: Iterable) -> list[Span]:
    return [(item["start"], item["end"]) if isinstance(item, dict) else (item.start, item.end) for item in items]


def both(text: str) -> None:
    for _ in find_quantities(text):
        pass
    for _ in find_times(text, anchor=2019):
        pass


def main(folder: Path, gold_folder: Path) -> int:
    paths = {path.name: path for path in sorted(folder.glob("*.txt"))}
    texts = {name: path.read_text(encoding="utf-8") for name, path in paths.items()}
    golds = annotated(paths, gold_folder)
    wanted = {kind: {name: spans(gold[kind]) for name, gold in golds.items()} for kind in ("times", "targets")}
    ours = {name: analyze(paths[name]).record for name in golds}
    print(f"{len(texts)} texts, {sum(map(len, texts.values()))} characters; {len(golds)} annotated\n")
    print(f"{'':34}{'precision':>9} {'recall':>9} {'chars/s':>12}")
    row = "{:34}{} {:>12,.0f}"
    print(row.format("kexie times", score(wanted["times"], {n: spans(r.times) for n, r in ours.items()}),
                     speed(texts.values(), _all(find_times))))
    print(row.format("kexie numbers (targets)", score(wanted["targets"], {n: spans(r.targets) for n, r in ours.items()}),
                     speed(texts.values(), _all(find_quantities))))
    pace = speed(texts.values(), both)
    print(row.format("kexie numbers and times together", " " * 19, pace))
    try:
        import jionlp
    except ImportError:
        print("jionlp is not installed: nothing to compare with")
        return 0
    for name, kind, extract in (("jionlp times", "times", jionlp.ner.extract_time), ("jionlp money", "targets", jionlp.ner.extract_money)):
        found = {n: [tuple(item["offset"]) for item in extract(texts[n], with_parsing=False)] for n in golds}
        theirs = speed(texts.values(), _without_parsing(extract), passes=2)
        print(row.format(name, score(wanted[kind], found), theirs))
        if kind == "times":
            ratio = pace / theirs
    print(f"\nnumbers and times together are {ratio:.1f} times as fast as jionlp's times (wanted: {WANTED})")
    return 0 if ratio >= WANTED else 1


def _all(find: Callable) -> Callable[[str], list]:
    def read(text: str) -> list:
        return list(find(text))
    return read


def _without_parsing(extract: Callable) -> Callable[[str], list]:
    def read(text: str) -> list:
        return extract(text, with_parsing=False)
    return read


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

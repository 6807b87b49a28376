"""What extraction costs: the whole of analyze() as a multiple of jieba.lcut on the same texts, and the share of each part.

    python scripts/benchmark_extract.py FOLDER [--rounds N]

FOLDER holds documents (.txt). Both are timed in one run, in turn, the best of the rounds counts. Shares are of the spaCy
components and of what lies before and behind them.
"""
from __future__ import annotations

import argparse
import logging
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import jieba

from kexie_nlp.analysis import analyze, pipeline
from kexie_nlp.outline import find_meta, parse_outline
from kexie_nlp.reading import RawText, read
from kexie_nlp.settings import load_settings
from kexie_nlp.text import normalize


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def shares(texts: list[RawText]) -> Counter[str]:
    """Seconds by part, over all texts."""
    spent: Counter[str] = Counter()

    def timed(part: str, work: Callable[[], object]) -> object:
        begin = time.perf_counter()
        result = work()
        spent[part] += time.perf_counter() - begin
        return result

    nlp = pipeline()
    for text in texts:
        norm = timed("normalise", lambda text=text: normalize(text.text))
        meta = timed("metadata", lambda norm=norm: find_meta(norm.text, parse_outline(norm.text), norm.script))
        doc = timed("make doc", lambda norm=norm: nlp.make_doc(norm.text))
        doc._.meta = meta
        for name, component in nlp.pipeline:
            doc = timed(name, lambda doc=doc, component=component: component(doc))
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    settings = load_settings()
    texts = [read(path) for path in sorted(options.folder.glob("*.txt"))]
    for text in texts:
        analyze(text, settings=settings)
        jieba.lcut(text.text)
    whole, cut, parts = [], [], []
    for _ in range(options.rounds):
        whole.append(seconds(lambda: [analyze(text, settings=settings) for text in texts]))
        cut.append(seconds(lambda: [jieba.lcut(text.text) for text in texts]))
        parts.append(shares(texts))
    print(f"{len(texts)} documents, {sum(len(t.text) for t in texts)} characters")
    print(f"analyze {min(whole):.3f} s, jieba.lcut {min(cut):.3f} s, ratio {min(whole) / min(cut):.2f}")
    best = min(parts, key=lambda spent: spent.total())
    for part, spent in best.most_common():
        print(f"  {part:16} {spent / best.total():5.1%}  {spent / min(cut):5.2f} x lcut")


if __name__ == "__main__":
    main()

"""Writes `lexicon/data/word_frequencies.csv`: the frequencies at which jieba does not split the verbs and adverbs of the lexicon.

    python scripts/word_frequencies.py

Run it after a change of the actions or adverbs in `verbs.csv`; a test fails if the table is out of date. `frequency` is the result of
`jieba.Tokenizer.suggest_freq(word, tune=True)` for one word after the other; `known` is the word's frequency in jieba's dictionary.
"""
from __future__ import annotations

import csv
from pathlib import Path

from kexie_nlp.lexicon.segmenter import reference_frequencies

TABLE = Path(__file__).parent.parent / "kexie_nlp" / "lexicon" / "data" / "word_frequencies.csv"


def main() -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "frequency", "known"))
        writer.writerows(reference_frequencies())
    print(TABLE)


if __name__ == "__main__":
    main()

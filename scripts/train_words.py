"""Trains a small HanLP tagger that segments and tags words as another analyzer does, to test the analyzer interface.

    python scripts/train_words.py -o DIR [--teacher jieba|lac] PATH …
    python scripts/train_words.py -o models/words corpora/kexie-reform tests/fields tests/links tests/outlines

It is trained on the teacher's words, not on manual annotation, so the teacher's accuracy is its upper limit. Afterwards, `--analyzer
hanlp:DIR` uses it. Needs the extra hanlp. The markup of tests/outlines ({{…}}, [[…]]) is removed.
"""
import argparse
import re
import shutil
from pathlib import Path

from kexie_nlp import read
from kexie_nlp.neural.offsets import sentences
from kexie_nlp.neural.tagger import LIMIT
from kexie_nlp.pipes.words.analyzers import analyzer_named
from kexie_nlp.reading import find_documents
from kexie_nlp.text import normalize
from kexie_nlp.training.samples import Sample
from kexie_nlp.training.tagger import tidy, train_tagger

MARKS = re.compile(r"\{\{[^{}]*\}\}|\[\[|\]\]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("-o", "--output", required=True, type=Path)
    parser.add_argument("--teacher", default="jieba")
    args = parser.parse_args()
    texts = [MARKS.sub("", read(path).text) for path in find_documents(args.paths)]
    data = [sample for text in texts for sample in samples(normalize(text).text, args.teacher)]
    shutil.rmtree(args.output, ignore_errors=True)
    train_tagger(data, args.output, layer="words", epochs=8)
    tidy(args.output)
    print(f"{args.output}: {len(data)} sentences of {len(texts)} documents, {sum(len(s.chars) for s in data)} characters, words by "
          f"{args.teacher}")


def samples(text: str, teacher: str) -> list[Sample]:
    """Returns the sentences of a normalised text, with a tag per character for the word that it starts or continues."""
    tags = ["B-w"] * len(text)
    for word in analyzer_named(teacher)(text, None).words:
        tags[word.start:word.end] = [f"B-{word.tag}", *[f"I-{word.tag}"] * (word.end - word.start - 1)]
    return [Sample(tuple(text[a:b]), tuple(tags[a:b])) for a, b in sentences(text, LIMIT)]


if __name__ == "__main__":
    main()

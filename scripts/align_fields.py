"""Scores of the aligner in fields that it does not know (tests/domains), beside BM25, TF-IDF, their fusion and sentence embeddings.

    python scripts/align_fields.py [GOLD_DIR]

Each field is scored by a model of the other fields and of the associations (tests/links, whose reference plan is in GOLD_DIR, default
../shared/eval/gold), without the pack of the field. Needs the extra embed; without it the rows with embeddings are left out.
"""
import sys
from pathlib import Path

from kexie_nlp.alignment.embeddings import PACKAGED, load_embedder
from kexie_nlp.alignment.training import load_cases
from kexie_nlp.cli.console import say, show
from kexie_nlp.errors import KexieError
from kexie_nlp.evaluate.fields import judge_fields
from kexie_nlp.report import scores_report

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "eval" / "gold"
    fields = {folder.name: load_cases(folder) for folder in sorted((ROOT / "tests" / "domains").iterdir()) if folder.is_dir()}
    try:
        embedder = load_embedder(PACKAGED)
    except KexieError as error:
        say(str(error), stderr=True)
        embedder = None
    show(scores_report(judge_fields(fields, load_cases(ROOT / "tests" / "links", gold), embedder)))


if __name__ == "__main__":
    main()

"""Scores of the aligner and of its baselines; every annotated document is scored by a model trained on the others.

    python scripts/align_report.py GOLD_DIR [CHECK_DIR …]

GOLD_DIR contains *.gold.json and *.align.json. The check folders contain further *.align.json next to *.gold.json or *.txt; their
reference plan is in GOLD_DIR, and they are scored by a model trained on all of GOLD_DIR. tests/heldout and tests/links are such folders.
"""
import sys
from pathlib import Path

from kexie_nlp.cli.console import show
from kexie_nlp.evaluate.aligner import judge
from kexie_nlp.report import scores_report

if __name__ == "__main__":
    show(scores_report(judge(Path(sys.argv[1]), {Path(name).name: Path(name) for name in sys.argv[2:]})))

"""Scores of the aligner beside the baselines, every annotated document judged by a model of the others.

Usage: python scripts/align_report.py GOLD_DIR [CHECK_DIR …]
GOLD_DIR holds *.gold.json and *.align.json; the check folders hold further *.align.json beside *.gold.json or *.txt, whose
plan is in GOLD_DIR, and are judged by a model of all of GOLD_DIR. tests/heldout and tests/links are such folders.
"""
import sys
from pathlib import Path

from kexie_nlp.cli.console import show
from kexie_nlp.evaluate.aligner import judge
from kexie_nlp.report import scores_report

if __name__ == "__main__":
    show(scores_report(judge(Path(sys.argv[1]), {Path(name).name: Path(name) for name in sys.argv[2:]})))

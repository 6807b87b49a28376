"""What the studies share: their options, and the table on the terminal and in a CSV file."""
from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from kexie_nlp.cli.console import show_tables
from kexie_nlp.report import Column, Sheet, as_csv


def read_options(doc: str | None, *more: tuple[str, str]) -> argparse.Namespace:
    """--db, -o and what a study wants besides (name, help); its docstring is the help."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, text in more:
        parser.add_argument(name, help=text)
    parser.add_argument("--db", default="kexie.db", help="the database that kexie build made")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.csv", help="write the table there too")
    return parser.parse_args()


def tell(title: str, headings: Sequence[str], rows: Sequence[Sequence[str | int | float | None]], output: Path | None) -> None:
    """Print a table; write it as CSV (UTF-8 with a mark, which spreadsheets need) where asked."""
    right = [all(isinstance(row[n], int | float | None) for row in rows) for n in range(len(headings))]
    sheet = Sheet(title, [Column(name, name, right=is_number) for name, is_number in zip(headings, right, strict=True)], rows)
    show_tables([sheet])
    if output is not None:
        output.write_text(as_csv([sheet]), encoding="utf-8-sig")

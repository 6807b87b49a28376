"""Scores main-text extraction from web pages: ours, and trafilatura and resiliparse where they are installed.

    python scripts/compare_main_text.py FOLDER [--pages]

FOLDER holds pages NAME.html, each with its truth NAME.json: {"encoding": "utf-8", "main": [paragraphs of the paper], "neutral":
[paragraphs that may be kept or dropped: source line, index table], "furniture": [pieces of everything else], "tables": [rows of cells]}.
Only letters, digits and Chinese characters count, in simplified characters. `--pages` prints every page and what was lost or kept there.
"""
from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import opencc

import kexie_nlp

GRAM = 5
LOST = 0.2
_CONVERTER = opencc.OpenCC("t2s")


@dataclass
class Score:
    kept: int = 0
    found: int = 0
    expected: int = 0
    paragraphs: int = 0
    tables: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    f1s: list[float] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.kept / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.kept / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)

    def add(self, page: Score) -> None:
        for name in ("kept", "found", "expected", "paragraphs", "tables", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(page, name))
        self.lost += page.lost
        self.furniture += page.furniture
        self.f1s.append(page.f1)


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", _CONVERTER.convert(unicodedata.normalize("NFKC", text)))


def grams(paragraphs: list[str]) -> Counter[str]:
    """Runs of GRAM characters inside paragraphs; a shorter paragraph is one run."""
    return Counter(text[i:i + GRAM] for text in paragraphs for i in range(max(1, len(text) - GRAM + 1)))


def score(output: str, truth: dict[str, list[str]]) -> Score:
    lines = [line for line in map(plain, output.split("\n")) if line]
    whole = "".join(lines)
    main, neutral, furniture = ([plain(p) for p in truth[key]] for key in ("main", "neutral", "furniture"))
    got = grams([whole, *(line for line in lines if len(line) < GRAM)])
    want = grams([p for p in main if len(p) >= GRAM])
    common = got & want
    paper = grams(main) | grams(["".join(main)])  # cells stand on one line, and so may paragraphs
    spare = grams(lines) - paper - (grams(neutral) | grams(["".join(neutral)]))
    result = Score(kept=common.total(), found=common.total() + spare.total(), expected=want.total(), paragraphs=len(main))
    for paragraph in main:
        pieces = grams([paragraph])
        if paragraph not in whole if len(paragraph) <= GRAM else (pieces & got).total() < LOST * pieces.total():
            result.lost.append(paragraph)
    known = "".join(main + neutral)
    for piece in furniture:
        if piece and piece not in known and (piece in whole if len(piece) >= GRAM else piece in lines):
            result.furniture.append(piece)
    result.tables = sum(all("".join(map(plain, row)) in lines for row in table) for table in truth["tables"])
    return result


def systems() -> dict[str, Callable[[Path, str], str]]:
    found: dict[str, Callable[[Path, str], str]] = {
        "read": lambda path, encoding: kexie_nlp.read(path).text,
        "normalize": lambda path, encoding: kexie_nlp.normalize(kexie_nlp.read(path)).text}
    try:
        from trafilatura import extract
        found["trafilatura"] = lambda path, encoding: extract(path.read_bytes(), favor_recall=True, include_tables=True) or ""
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text
        found["resiliparse"] = lambda path, encoding: extract_plain_text(path.read_text(encoding), main_content=True)
    except ImportError:
        pass
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", action="store_true")
    options = parser.parse_args()
    pages = [(path, json.loads(path.with_suffix(".json").read_text("utf-8"))) for path in sorted(options.folder.glob("*.html"))]
    tables = sum(len(truth["tables"]) for _, truth in pages)
    print(f"{len(pages)} pages\nsystem        P     R     F1    mean F1  lost       furniture kept  tables  ms/page")
    for name, extract in systems().items():
        total = Score()
        extract(pages[0][0], pages[0][1]["encoding"])
        for path, truth in pages:
            start = time.perf_counter()
            output = extract(path, truth["encoding"])
            seconds = time.perf_counter() - start
            page = score(output, truth)
            page.seconds = seconds
            total.add(page)
            if options.pages:
                print(f"{name} {path.stem} P {page.precision:.2f} R {page.recall:.2f}\n  lost {page.lost}\n  kept {page.furniture}")
        pieces = sum(len(truth["furniture"]) for _, truth in pages)
        print(f"{name:12} {total.precision:.3f} {total.recall:.3f} {total.f1:.3f} {sum(total.f1s) / len(pages):7.3f}"
              f"  {len(total.lost):4}/{total.paragraphs:<5} {len(total.furniture):6}/{pieces:<6}  {total.tables:3}/{tables:<3}"
              f" {1000 * total.seconds / len(pages):7.1f}")


if __name__ == "__main__":
    main()

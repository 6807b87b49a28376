"""Texts whose numbers and times are marked: a file in, an annotated document as in *.gold.json out.

The first line is a JSON object behind #! (kind, field, level, region, date). In the text stand

    ⟦1140个|A|新增托位|2022⟧       number: words, status, indicator, deadline
    ⟪到2025年|by|..2025⟫           time: words, kind, interval

with the statuses P (target), A (achieved), C (condition), X (context); `?` behind one says that readers may disagree. An interval is a
year, a month or a day (2022, 2022-03, 2022-03-05), two of them joined by .., or one with .. on its open side.
"""
from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
STATUSES = {"P": "target", "A": "achieved", "C": "condition", "X": "context"}
KINDS = ("by", "within", "recurring", "duration", "done")
_MARK = re.compile("⟦([^⟦⟧]*)⟧|⟪([^⟪⟫]*)⟫")
_STRAY = re.compile("[⟦⟧⟪⟫]")
_INTERVAL = re.compile(r"(\d{4}(?:-\d\d){0,2})?(\.\.)?(\d{4}(?:-\d\d){0,2})?")


class MarkupError(ValueError):
    """A mark that says nothing definite."""


def read_marked(path: Path) -> dict:
    """Returns the annotated document of a marked text. Raises MarkupError if a mark is malformed."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n")
    return json.loads(head.removeprefix("#!")) | {"doc": f"marked-{path.stem}"} | parse(body, path.name)


def parse(body: str, source: str = "") -> dict:
    """Returns the plain text of a marked one with its targets and times. Raises MarkupError if a mark is malformed."""
    targets: list[dict] = []
    times: list[dict] = []
    pieces: list[str] = []
    position = size = 0
    for mark in _MARK.finditer(body):
        pieces.append(body[position:mark.start()])
        size += len(pieces[-1])
        words, code, *rest = (mark[1] or mark[2]).split("|")
        item = {"start": size, "end": size + len(words), "text": words, **({"optional": True} if code.endswith("?") else {})}
        code = code.removesuffix("?")
        try:
            if mark[1] is not None:
                indicator, deadline = [*rest, ""][:2]
                bounds = list(_interval(deadline))
                targets.append(item | {"status": STATUSES[code], "indicator": indicator, "deadline": bounds if any(bounds) else None})
            else:
                first, last = _interval(rest[0] if rest else "")
                times.append(item | {"kind": KINDS[KINDS.index(code)], "from": first, "to": last})
        except (KeyError, ValueError) as error:
            raise MarkupError(f"{source}: {mark[0]}: {error!r}") from error
        pieces.append(words)
        size += len(words)
        position = mark.end()
    text = "".join([*pieces, body[position:]])
    if _STRAY.search(text):
        raise MarkupError(f"{source}: stray bracket")
    return {"text": text, "targets": targets, "times": times}


def marked_documents(folder: Path = FOLDER) -> Iterator[dict]:
    """Yields the annotated documents of a folder."""
    for path in sorted(folder.glob("*.txt")):
        yield read_marked(path)


def marked_lines(folder: Path = FOLDER / "lines") -> Iterator[dict]:
    """Yields the annotated lines of the files of a folder, each a document of its own."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield {"doc": f"line-{path.stem}-{number}", **parse(line, f"{path.name}:{number}")}


def _interval(said: str) -> tuple[str | None, str | None]:
    match = _INTERVAL.fullmatch(said.strip())
    if match is None:
        raise ValueError(said)
    first, to, last = match.groups()
    return _day(first, 0), _day(last if to else first, -1)


def _day(said: str | None, edge: int) -> str | None:
    """Returns the first (0) or last (-1) day of a year, a month or a day."""
    if not said:
        return None
    year, *rest = map(int, said.split("-"))
    month = rest[0] if rest else (1, 12)[edge]
    day = rest[1] if len(rest) > 1 else (1, calendar.monthrange(year, month)[1])[edge]
    return f"{year:04}-{month:02}-{day:02}"

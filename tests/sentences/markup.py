"""Sentences that carry their own answers.

A line is one text; `#` begins a comment, `% year 2023` sets the plan year of the lines below it. Answers stand in braces:

    {T by ..2025|到2025年底}        time: kind, interval, words
    {N eq 45>60 % target ..2025 签约服务覆盖率|由45%提高到60%}
                                    target: comparator, value, unit, status, deadline, indicator, words

Words that are both have both answers, joined by &: {T within - & N le 5 工作日 condition - 办结|5个工作日内}.

An interval is a year (2023), two bounds (2021..2025, 2023-01-01..2023-03-31), one bound (..2025, 2023..) or - for none; a year
stands for its first or last day. A value is a number, lowest..highest, or baseline>value; the unit - is none. Braces do not
nest; an unclosed, unopened or unknown tag, a field too many or too few and an unknown word are errors.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

KINDS = ("by", "within", "recurring", "duration", "done")
COMPARATORS = ("eq", "ge", "gt", "le", "lt", "approx", "range")
STATUSES = ("target", "achieved", "condition", "context")
_TAG = re.compile(r"\{([^{}|]*)\|([^{}|]+)\}")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Interval = tuple[str | None, str | None]


class MarkupError(ValueError):
    """A line whose markup says nothing definite."""


@dataclass(frozen=True)
class Sentence:
    """A text without its markup, and what it is to yield; spans are offsets into the text."""
    source: str
    text: str
    year: int | None
    targets: list[dict] = field(default_factory=list)
    times: list[dict] = field(default_factory=list)


def parse_line(line: str, source: str = "", year: int | None = None) -> Sentence:
    sentence, position, text = Sentence(source, "", year), 0, ""
    for match in _TAG.finditer(line):
        text += _plain(line[position:match.start()], source)
        span = {"start": len(text), "end": len(text) + len(match[2]), "text": match[2]}
        for answer in match[1].split(" & "):
            fields = answer.split(" ")
            if fields[0] == "T" and len(fields) == 3:
                sentence.times.append(span | _time(fields, source))
            elif fields[0] == "N" and len(fields) == 7:
                sentence.targets.append(span | _target(fields, source))
            else:
                raise MarkupError(f"{source}: unknown tag or wrong number of fields in {match[0]!r}")
        text += match[2]
        position = match.end()
    text += _plain(line[position:], source)
    return Sentence(source, text, year, sentence.targets, sentence.times)


def read_sentences(folder: Path) -> Iterator[Sentence]:
    for path in sorted(folder.glob("*.txt")):
        year: int | None = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            source = f"{path.stem}:{number}"
            if line.startswith("%"):
                match = re.fullmatch(r"% year (\d{4})", line)
                if match is None:
                    raise MarkupError(f"{source}: unknown directive {line!r}")
                year = int(match[1])
            elif line and not line.startswith("#"):
                yield parse_line(line, source, year)


def _plain(text: str, source: str) -> str:
    if re.search(r"[{}|]", text):
        raise MarkupError(f"{source}: unclosed or unopened tag at {text!r}")
    return text


def _known(word: str, allowed: tuple[str, ...], source: str) -> str:
    if word not in allowed:
        raise MarkupError(f"{source}: {word!r} is none of {', '.join(allowed)}")
    return word


def _time(fields: list[str], source: str) -> dict:
    first, last = _interval(fields[2], source) or (None, None)
    return {"kind": _known(fields[1], KINDS, source), "from": first, "to": last}


def _target(fields: list[str], source: str) -> dict:
    _, comparator, value, unit, status, deadline, indicator = fields
    baseline, _, value = value.rpartition(">")
    low, _, high = value.partition("..")
    try:
        numbers = [Decimal(n) if n else None for n in (low, high, baseline)]
    except InvalidOperation as error:
        raise MarkupError(f"{source}: no number in {fields[2]!r}") from error
    return {"comparator": _known(comparator, COMPARATORS, source), "value": numbers[0], "value_max": numbers[1],
            "baseline": numbers[2], "unit": "" if unit == "-" else unit, "status": _known(status, STATUSES, source),
            "deadline": _interval(deadline, source), "indicator": indicator}


def _interval(text: str, source: str) -> Interval | None:
    if text == "-":
        return None
    first, dots, last = text.partition("..")
    if not dots:
        last = first
    return _bound(first, "-01-01", source), _bound(last, "-12-31", source)


def _bound(text: str, day: str, source: str) -> str | None:
    if not text:
        return None
    if _YEAR.fullmatch(text):
        return text + day
    if _DAY.fullmatch(text):
        return text
    raise MarkupError(f"{source}: no date in {text!r}")

"""Our own short texts with numbers and times (tests/grammar_cases), annotated by readers who knew no rule, before the first run.

Four batches of each. Their first runs are told in docs/pages/numbers.md; what was mended afterwards is held here.
"""
from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kexie_nlp.grammar import find_numbers, find_quantities, find_times, parse_number
from kexie_nlp.grammar.folding import fold
from kexie_nlp.grammar.units import canonical

FOLDER = Path(__file__).parent / "grammar_cases"
LEAST = {"numbers": 0.97, "times": 0.98, "wholes": 0.99}  # shares of the texts in which everything is right


def plain(value: object) -> str | None:
    return None if value is None else format(Decimal(str(value)).normalize(), "f")


def read_numbers(row: dict) -> tuple[list, list]:
    found = [(q.comparator, plain(q.value), plain(q.value_max), canonical(fold(q.unit))) for q in find_quantities(row["text"])]
    wanted = [(q["comparator"], plain(q["value"]), plain(q["value_max"]), canonical(fold(q["unit"]))) for q in row["quantities"]]
    return found, wanted


def read_times(row: dict) -> tuple[list, list]:
    found: list = []
    for time in find_times(row["text"], anchor=date.fromisoformat(row["anchor"])):
        length = None
        if time.duration and time.kind == "duration":
            most, count = time.duration.count_max, plain(time.duration.count)
            length = {time.duration.unit: [count, plain(most)] if most else count} | {u: plain(c) for c, u in time.duration.rest}
        found.append((*time.interval, length))
    return found, [(t["from"], t["to"], t["duration"]) for t in row["times"]]


def read_wholes(row: dict) -> tuple[object, object]:
    """A text that is a number as a whole, one that is none, or the numbers of a sentence; periodic decimals count to two places."""
    if "numbers" in row:
        return ([(plain(n.number.value), n.ordinal) for n in find_numbers(row["text"])],
                [(plain(n["value"]), n.get("ordinal", False)) for n in row["numbers"]])
    number = parse_number(row["text"])
    if number is None or "refused" in row:
        return number, row.get("number")
    value = plain(round(number.value, 2)) if len(str(number.value)) > 15 else plain(number.value)
    return ((value, plain(number.value_max), number.unit, number.comparator),
            (plain(row["number"]), plain(row.get("value_max")), canonical(fold(row.get("unit", ""))), row.get("comparator", "eq")))


@pytest.mark.parametrize(("name", "read"), [("numbers", read_numbers), ("times", read_times), ("wholes", read_wholes)])
def test_texts_are_read_right(name, read):
    rows = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = [(row["text"], found, wanted) for row in rows for found, wanted in [read(row)] if found != wanted]
    assert len(rows) >= 180
    assert 1 - len(wrong) / len(rows) >= LEAST[name], wrong

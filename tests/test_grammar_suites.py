"""The public suites in ../shared/suites: pass rates of the cases in scope, held as floors in floors.toml."""
from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from suite_checks import CHECKS, LEFT_OUT

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib  # type: ignore[no-redef]

HERE = Path(__file__).parent
SUITES = HERE.parent.parent / "shared" / "suites"
pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=f"the public suites are not at {SUITES}")
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["suites"]
KINDS = tomllib.loads((HERE / "suites_scope.toml").read_text(encoding="utf-8"))["kind"]


def rows(suite: str) -> list[dict]:
    path = SUITES / f"{suite}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def out_of_scope(suite: str, row: dict) -> str | None:
    """The kind that leaves a case out, None for cases in scope."""
    if row["rel"] != "core" and suite != "cn2an_an2cn":
        return "marginal"
    if "see source_expr" in str(row["expected"]):
        return "unstated"
    return next((name for name, kind in KINDS.items() if any(suite.startswith(prefix) for prefix in kind["suites"])
                 and re.search(kind["pattern"], str(row["input"]))), None)


@cache
def outcome(suite: str) -> tuple[int, int, tuple[str, ...]]:
    """How many cases of a suite are in scope, how many are right, and which are not."""
    inside = [row for row in rows(suite) if out_of_scope(suite, row) is None]
    wrong = tuple(f"{row['id']} {row['input']}" for row in inside if not CHECKS[suite](row))
    return len(inside), len(inside) - len(wrong), wrong


@pytest.mark.parametrize("suite", sorted(CHECKS))
def test_suite_holds_its_floor(suite):
    total, right, wrong = outcome(suite)
    assert total, "every suite listed has cases in scope"
    assert right / total >= FLOORS[suite], f"{right} of {total}; wrong: " + "; ".join(wrong)


def test_every_suite_is_checked_or_left_out_by_name():
    assert {p.stem for p in SUITES.glob("*.jsonl")} == set(CHECKS) | set(LEFT_OUT)


def test_every_kind_says_why_and_takes_something():
    for name, kind in KINDS.items():
        assert kind["why"]
        assert any(out_of_scope(suite, row) == name for suite in CHECKS for row in rows(suite)), name


def report() -> str:
    """A table of the suites: core cases, those in scope, those right, and the wrong ones."""
    lines = []
    for suite in sorted(CHECKS):
        total, right, wrong = outcome(suite)
        core = sum(row["rel"] == "core" for row in rows(suite))
        lines.append(f"{suite:46} core {core:3} in scope {total:3} right {right:3} {right / max(total, 1):.3f}  " + "; ".join(wrong))
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())

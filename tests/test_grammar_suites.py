"""The public suites in ../shared/suites, in shares: how many cases of the kinds in scope are right, and how many refused ones are answered.

`suites_scope.toml` names the kinds that are out of scope; floors.toml holds what was reached. Run as a script it prints the table.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from suite_checks import CHECKS, LEFT_OUT, answered

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib  # type: ignore[no-redef]

HERE = Path(__file__).parent
SUITES = HERE.parent.parent / "shared" / "suites"
SHARES = {"first": SUITES, "second": SUITES / "second"}
pytestmark = pytest.mark.skipif(not SUITES.is_dir(), reason=f"the public suites are not at {SUITES}")
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["suites"]
KINDS = tomllib.loads((HERE / "suites_scope.toml").read_text(encoding="utf-8"))["kind"]
WRONG_OF_REFUSED = 0.02


def rows(share: str, suite: str) -> Iterator[dict]:
    """The cases of a suite that occur in policy prose and have an answer."""
    for line in (SHARES[share] / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (row["rel"] == "core" or suite == "cn2an_an2cn") and "see source_expr" not in str(row["expected"]):
            yield row


def kind_of(suite: str, row: dict) -> str | None:
    """The kind that leaves a case out of scope, None for cases in scope."""
    return next((name for name, kind in KINDS.items() if any(suite.startswith(prefix) for prefix in kind["suites"])
                 and re.search(kind["pattern"], str(row["input"]))), None)


@cache
def outcome(share: str, suite: str) -> dict[str, tuple[str, ...]]:
    """The inputs of a suite that are right and wrong in scope, and refused, right and answered wrongly out of scope."""
    found: dict[str, list[str]] = {name: [] for name in ("right", "wrong", "refused", "right outside", "answered")}
    for row in rows(share, suite):
        right, kind = CHECKS[suite](row), kind_of(suite, row)
        where = ("right outside" if right else "answered" if answered(suite, row) else "refused") if kind else "right" if right else "wrong"
        found[where].append(f"{kind}: {row['input']}" if kind else str(row["input"]))
    return {name: tuple(inputs) for name, inputs in found.items()}


def total(share: str, *names: str) -> int:
    return sum(len(outcome(share, suite)[name]) for suite in CHECKS for name in names)


@pytest.mark.parametrize("share", SHARES)
def test_cases_in_scope_are_right(share):
    inside, everything = total(share, "right", "wrong"), total(share, "right", "wrong", "refused", "right outside", "answered")
    assert inside / everything >= FLOORS[share]["scope"]
    assert total(share, "right") / inside >= FLOORS[share]["right"], [outcome(share, s)["wrong"] for s in CHECKS]
    assert total(share, "right", "right outside") / everything >= FLOORS[share]["core"]


@pytest.mark.parametrize("share", SHARES)
def test_what_is_refused_is_not_answered_wrongly(share):
    wrong = [case for suite in CHECKS for case in outcome(share, suite)["answered"]]
    assert len(wrong) <= WRONG_OF_REFUSED * total(share, "refused", "right outside", "answered"), wrong


@pytest.mark.parametrize("suite", sorted(CHECKS))
def test_no_suite_loses_a_case(suite):
    right = [len(outcome(share, suite)["right"]) + len(outcome(share, suite)["right outside"]) for share in SHARES]
    wrong = [outcome(share, suite)["wrong"] for share in SHARES]
    assert all(n >= floor for n, floor in zip(right, FLOORS["cases"][suite], strict=True)), wrong


@pytest.mark.parametrize("share", SHARES)
def test_every_suite_is_checked_or_left_out_by_name(share):
    assert {p.stem for p in SHARES[share].glob("*.jsonl")} == set(CHECKS) | set(LEFT_OUT)


def test_every_kind_says_why_and_takes_something():
    for name, kind in KINDS.items():
        assert kind["why"]
        assert any(kind_of(suite, row) == name for share in SHARES for suite in CHECKS for row in rows(share, suite)), name


def report() -> str:
    """A table of both shares: cases, those in scope, those right, and the wrong ones."""
    lines = []
    for share in SHARES:
        for suite in sorted(CHECKS):
            found = outcome(share, suite)
            inside = len(found["right"]) + len(found["wrong"])
            lines.append(f"{share:6} {suite:44} cases {sum(map(len, found.values())):3} in scope {inside:3} right {len(found['right']):3} "
                         f"{len(found['right']) / max(inside, 1):.3f}  " + "; ".join(found["wrong"]))
        inside, everything = total(share, "right", "wrong"), total(share, "right", "wrong", "refused", "right outside", "answered")
        outside = total(share, "refused", "right outside", "answered")
        lines.append(f"{share:6} {'all':44} cases {everything} in scope {inside} ({inside / everything:.3f}) right {total(share, 'right')} "
                     f"({total(share, 'right') / inside:.3f}), of all cases {total(share, 'right', 'right outside') / everything:.3f}; "
                     f"answered wrongly {total(share, 'answered')} of {outside} out of scope")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())

"""Reports of generated cases: what a reading of one is, and the command line that groups the failures by form with three examples each."""
from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable


def message(one, given: object, wanted: object, got: object) -> str:
    """A case that is read wrongly: its seed, what the reader was given beside the text, the expression, and both readings."""
    shown = one.text[max(0, one.start - 6):one.end + 6]
    return (f"seed {one.seed} [{given}] {one.text[one.start:one.end]!r} in …{shown!r}… of {one.text!r}\n"
            f"    expected {wanted}\n    got {got}")


def main(case: Callable, failure: Callable) -> None:
    """Prints the failures of the first seeds by form, the form with most failures first."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seeds", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--examples", type=int, default=3)
    parser.add_argument("--least", type=float, default=0.0, help="show forms that fail at least this share of their cases")
    parser.add_argument("--plain", action="store_true", help="only cases in simplified script and half width, without gaps and distractors")
    options = parser.parse_args()
    counts: dict[tuple[str, str], int] = defaultdict(int)
    failed: dict[tuple[str, str], list[tuple[dict[str, str], str]]] = defaultdict(list)
    total = seeds = 0
    for seed in range(options.first, options.first + options.seeds):
        one = case(seed)
        if options.plain and ((one.form["script"], one.form["width"], one.form["gap"]) != ("simplified", "half", "none")
                              or any(name.startswith("distractor") for name in one.form)):
            continue
        seeds += 1
        message = failure(one)
        total += message is not None
        for name, label in one.form.items():
            item = _plain((name, label))
            counts[item] += 1
            if message is not None:
                failed[item].append((one.form, message))
    print(f"{total} of {seeds} seeds fail")
    rates = {item: len(messages) / counts[item] for item, messages in failed.items()}
    for item in sorted(failed, key=lambda i: (-rates[i], -counts[i])):
        if rates[item] < options.least:
            break
        print(f"\n{item[0]}={item[1]}: {len(failed[item])} of {counts[item]} fail")
        blamed = sorted(failed[item], key=lambda m: sum(rates.get(i, 0) for i in map(_plain, m[0].items()) if i != item))
        for _, message in blamed[:options.examples]:
            print("  " + message)


def _plain(item: tuple[str, str]) -> tuple[str, str]:
    return item[0].split()[0], item[1]

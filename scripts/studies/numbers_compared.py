"""Do the provinces set themselves higher numbers than the centre, or lower ones, and earlier or later dates?

    python scripts/studies/numbers_compared.py --db kexie.db [-o numbers.csv]

Method: wherever a task carries out a central task or is related to it, and both name a number for the same indicator, the
two are compared (`query.numbers`): higher, equal, lower, or not comparable (another unit, a share of another whole, an
increase against a level). Dates are compared where both have one. The share is higher / (higher + equal + lower).

Reading it: few pairs are comparable, so read the counts before the share, and the reasons behind them with
`kexie query numbers`. "Higher" means more demanding: at most 13 units is more demanding than at most 20.
"""
from collections import Counter

from study import read_options, tell

from kexie_nlp import open_store, query
from kexie_nlp.report.labels import DEADLINES, VERDICTS


def main() -> None:
    options = read_options(__doc__)
    with open_store(options.db) as store:
        pairs = query.numbers(store)
    counts: dict[str, Counter[str]] = {}
    for pair in pairs:
        count = counts.setdefault(pair.ref.rpartition("/")[0], Counter())
        count[pair.verdict] += 1
        if pair.deadline:
            count[pair.deadline] += 1
    rows = []
    for document, count in sorted(counts.items()):
        compared = count["stricter"] + count["equal"] + count["looser"]
        rows.append((document, *(count[verdict] for verdict in VERDICTS), *(count[deadline] for deadline in DEADLINES),
                     round(count["stricter"] / compared, 2) if compared else None))
    tell("地方数字与中央数字对照", ("文档", *VERDICTS.values(), *(f"时限{word}" for word in DEADLINES.values()), "更高的比例"),
         rows, options.output)


if __name__ == "__main__":
    main()

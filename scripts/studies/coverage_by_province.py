"""How much of the central plan does each province carry out?

    python scripts/studies/coverage_by_province.py --db kexie.db [-o coverage.csv]

Method: every central task has one state in every province, over all its documents (`query.states`): covered (a task that
carries it out), partly (related tasks only), uncovered, out of scope (the documents limit themselves to other matters by
their titles). The share is covered / (covered + partly + uncovered).

Reading it: the links are read by a model that is right about 19 times in 20 (README, grade-2 links), so provinces whose
shares differ by one task of twenty do not differ. A plan may carry a task out without writing it down; a low share says
that the documents in the database are silent, not that the province is idle. Compare provinces with as many documents.
"""
from collections import Counter

from study import read_options, tell

from kexie_nlp import open_store, query


def main() -> None:
    options = read_options(__doc__)
    with open_store(options.db) as store:
        states = query.states(store, by_region=True)
        documents = Counter(row.region for row in query.documents(store))
    counts: dict[str, Counter[str]] = {}
    for row in states:
        for cell in row.cells:
            counts.setdefault(cell.name, Counter())[cell.state] += 1
    rows = []
    for name, count in counts.items():
        within = len(states) - count["out_of_scope"]
        rows.append((name, documents[name], count["covered"], count["partly"], count["uncovered"], count["out_of_scope"],
                     round(count["covered"] / within, 2) if within else None))
    rows.sort(key=by_share, reverse=True)
    tell("各地落实中央任务的比例", ("地区", "文档", "落实", "部分落实", "未落实", "不在范围", "落实比例"), rows, options.output)


def by_share(row: tuple) -> float:
    return -1 if row[-1] is None else row[-1]


if __name__ == "__main__":
    main()

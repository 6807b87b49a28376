"""What goes on from one plan to the next, what is dropped, what is new?

    python scripts/studies/change_between_years.py 北京2019 北京2020 --db kexie.db [-o change.csv]

Method: the earlier plan serves as the reference and the later one is aligned with it, task by task (`query.compare`).
continued: a counterpart that carries the task on; raised, lowered: one whose numbers are all more or all less demanding;
dropped: a task without a counterpart; new: a later task without one. The two plans may also be two provinces.

Reading it: the first table counts tasks, the second names them pair by pair; a task with two counterparts of different kinds
counts in both rows. Plans of unequal length are not alike by kind: a list of key points
drops most of a long plan without giving it up. Look at the score of a pair before building on it.
"""
from study import read_options, tell

from kexie_nlp import open_store, query
from kexie_nlp.report.labels import CHANGES


def main() -> None:
    options = read_options(__doc__, ("earlier", "a document: its label, as kexie query documents shows it"),
                           ("later", "the other document"))
    with open_store(options.db) as store:
        found = query.compare(store, options.earlier, options.later)
    old = len({row.ref for row in found if row.ref})
    counted = []
    for change in ("continued", "raised", "lowered", "dropped", "new"):
        ends = [{end for row in found if row.change == change and (end := getattr(row, side))} for side in ("ref", "other_ref")]
        counted.append((CHANGES[change], *map(len, ends), round(len(ends[0]) / old, 2) if ends[0] else None))
    tell(f"{options.earlier} → {options.later}", ("变化", "前者任务", "后者任务", "占前者任务的比例"), counted, None)
    tell("逐项", ("变化", "前", "前者任务", "后", "后者任务", "得分"), [
        (CHANGES[row.change], row.ref, row.title, row.other_ref, row.other_title,
         None if row.score is None else round(row.score, 2)) for row in found], options.output)


if __name__ == "__main__":
    main()

"""How much of a local plan's wording is the centre's?

    python scripts/studies/borrowed_wording.py --db kexie.db [-o wording.csv]

Method: text reuse between a task and the central task that it corresponds to best (links of grade 2 and 1), both normalised
and without blanks and punctuation. borrowed: the share of the task's characters that stand in some run of K characters which the central
task has too (containment over shingles: Broder 1997, On the resemblance and containment of documents). longest: the longest
run that both have (difflib). by chance: the mean share against all other central tasks, which is what common phrases of
the trade give. One row a document, shares averaged over its tasks.

Reading it: look at borrowed less by chance. 0.5 says that half of the characters are copied in stretches; the stretches may
be names of programmes, which nobody can put otherwise. Rewording is not seen at all.
"""
import re
from difflib import SequenceMatcher
from statistics import mean

from study import read_options, tell

from kexie_nlp import open_store, query

K = 6  # characters of a run: longer than the common compounds (科技工作者)


def main() -> None:
    options = read_options(__doc__)
    with open_store(options.db) as store:
        central = {row.ref: plain(query.task(store, row.ref).plain) for row in query.coverage(store)}
        rows: dict[str, list[tuple[float, float, str]]] = {}
        for task in query.tasks(store):
            if task.grade and task.central in central:
                own = plain(query.task(store, task.ref).plain)
                others = [borrowed(own, text) for ref, text in central.items() if ref != task.central]
                rows.setdefault(task.document, []).append(
                    (borrowed(own, central[task.central]), mean(others or [0.0]), longest(own, central[task.central])))
    tell("地方任务与最对应的中央任务的文字重合", ("文档", "任务", "重合比例", "偶然重合", "最长相同片段", "字数"), [
        (document, len(found), round(mean(share for share, _, _ in found), 3), round(mean(chance for _, chance, _ in found), 3),
         run := max((run for _, _, run in found), key=len), len(run)) for document, found in rows.items()], options.output)


def plain(text: str) -> str:
    """A task without blanks and punctuation."""
    return re.sub(r"[\W_]", "", text)


def borrowed(text: str, source: str) -> float:
    """The share of `text` in runs of K characters that `source` has."""
    held = {i + n for i in range(len(text) - K + 1) if text[i:i + K] in source for n in range(K)}
    return len(held) / len(text) if text else 0.0


def longest(text: str, source: str) -> str:
    """The longest run of characters in both."""
    match = SequenceMatcher(None, text, source, autojunk=False).find_longest_match()
    return text[match.a:match.a + match.size]


if __name__ == "__main__":
    main()

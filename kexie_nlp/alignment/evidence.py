"""A scored pair of tasks to the grounds of its link: evidence (pairs of clauses), relation, and the reason in Chinese."""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal

import numpy as np

from kexie_nlp.alignment.candidates import Task
from kexie_nlp.lexicon import load_table
from kexie_nlp.model import EvidencePair, Target

Relation = Literal["implements", "quantifies", "extends", "related"]
MATCH = 0.25  # resemblance from which two clauses match
PAIRS = 3
SMALL = 0.12  # least share of the positive weights from which a feature is mentioned
NEAR = 0.5    # resemblance from which a precedent is mentioned
WORDS = {"body": "措辞相近", "topic": "同谈", "title": "标题与对方内容相近", "clause": "有相近的语句",
         "section": "所在章节与对方内容相近", "name": "同名", "heading": "标题同谈", "words": "用词相近",
         "meaning": "语义相近", "heading words": "标题用词相近",
         "row spread": "明显近于其他中央任务", "column margin": "比本文件其他任务更近", "column spread": "比本文件其他任务更近"}
PRECEDENT = "与已由人工确认的同类任务相近"
OLDER = "文件早于对照方案，至多为部分相关"
LEAST, MOST = 3, 3  # characters of the shortest shared wording, and how many are named
_PARTICLES = "的和与及或等在对将为以向由于并"
_HAN = re.compile("[\u4e00-\u9fff]+")


def best_pairs(similarity: np.ndarray) -> list[tuple[int, int, float]]:
    """Up to `PAIRS` (row, column, score) of a matrix [clause, clause], best first, each clause once; only the first may be below MATCH."""
    pairs: list[tuple[int, int, float]] = []
    left = similarity.copy()
    while len(pairs) < PAIRS:
        row, column = divmod(int(left.argmax()), left.shape[1])
        score = float(left[row, column])
        if score < MATCH and (pairs or not score):
            break
        pairs.append((row, column, round(score, 4)))
        left[row, :] = left[:, column] = 0
    return pairs


def as_evidence(task: Task, central: Task, pairs: list[tuple[int, int, float]]) -> tuple[EvidencePair, ...]:
    """The pairs as evidence with raw spans of either document."""
    return tuple(EvidencePair(task=(task.clauses[row].start, task.clauses[row].end),
                              measure=(central.clauses[column].start, central.clauses[column].end), score=score)
                 for row, column, score in pairs)


def explain(weights: Mapping[str, float], shared: Callable[[str], Sequence[str]], precedent: float = 0.0) -> str:
    """The features that add most to the score of a pair, in Chinese with their shares: 同谈“智库”（41%）；措辞相近“决策咨询”（30%）…

    `weights`: what each feature adds to the logit; `shared`: the topics, names or wording that both tasks have, by feature; `precedent`:
    resemblance to the nearest confirmed task.
    """
    total = sum(weight for weight in weights.values() if weight > 0)
    weights = _merged(weights)
    said = [f"{WORDS[name]}{_quoted(shared(name))}（{weights[name] / total:.0%}）"
            for name in sorted(weights, key=weights.__getitem__, reverse=True)
            if weights[name] > 0 and weights[name] >= SMALL * total]
    if precedent >= NEAR:
        said.append(PRECEDENT)
    return "；".join(said)


def _merged(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights of the features, those that are said in the same words added up under the first one."""
    names: dict[str, str] = {}
    found: dict[str, float] = {}
    for name, weight in weights.items():
        name = names.setdefault(WORDS[name], name)
        found[name] = found.get(name, 0.0) + weight
    return found


def shared_wording(a: str, b: str) -> list[str]:
    """Up to `MOST` runs of Han characters that two normalised texts share, the longest first; no run lies within another, and common
    words alone are none."""
    found: set[str] = set()
    for run in _HAN.findall(a):
        start = end = 0
        while start + LEAST <= len(run):
            end = max(end, start + LEAST)
            if run[start:end] not in b:
                start += 1
                continue
            while end < len(run) and run[start:end + 1] in b:
                end += 1
            found.add(run[start:end].strip(_PARTICLES))
            start = end - LEAST + 2  # a run that begins earlier would end here too
    chosen: list[str] = []
    for run in sorted(found - _common(), key=_longest_first):
        if len(run) >= LEAST and len(chosen) < MOST and not any(run in other for other in chosen):
            chosen.append(run)
    return chosen


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("common_words", ("word", "source")))


def _longest_first(run: str) -> tuple[int, str]:
    return -len(run), run


def relation(grade: int, task: Task, central: Task, pairs: Sequence[tuple[int, int, float]],
             best: np.ndarray) -> Relation | None:
    """The relation of a pair of a grade; None for grade 0.

    `pairs` are its evidence (task clause, central clause, score); `best` is the best score of each task clause against
    the whole plan. quantifies: a clause of the evidence holds a target and its central clause holds none. extends: most clauses
    of the task match nothing in the plan. related: grade 1.
    """
    if grade < 2:
        return "related" if grade else None
    for row, column, _ in pairs:
        if _numbered(task, row) and not _numbered(central, column):
            return "quantifies"
    return "extends" if np.mean(best < MATCH) > 0.5 else "implements"


def _numbered(task: Task, row: int) -> bool:
    clause = task.clauses[row]
    return any(_overlap(target, clause.start, clause.end) for target in task.targets)


def _overlap(target: Target, start: int, end: int) -> bool:
    return target.start < end and start < target.end


def _quoted(names: Sequence[str]) -> str:
    return f"“{'、'.join(names)}”" if names else ""

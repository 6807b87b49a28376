"""Annotated documents: what a person reading them said of every pair of tasks."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kexie_nlp.alignment.candidates import Task, tasks_of
from kexie_nlp.alignment.features import CentralIndex
from kexie_nlp.errors import KexieError
from kexie_nlp.model import DocumentRecord
from kexie_nlp.text.document import Document


@dataclass(frozen=True)
class Graded:
    """Features of tasks [task, central, feature], their gold grades [task, central], the document of each task."""
    features: np.ndarray
    grades: np.ndarray
    groups: np.ndarray

    def where(self, chosen: np.ndarray) -> Graded:
        """The tasks of a boolean mask."""
        return Graded(self.features[chosen], self.grades[chosen], self.groups[chosen])


@dataclass(frozen=True)
class Case:
    """An annotated document: its tasks, those of the reference plan, and the grades [task, reference task]."""
    name: str
    tasks: tuple[Task, ...]
    central: tuple[Task, ...]
    grades: np.ndarray


def load_cases(folder: Path, plans: Path | None = None) -> list[Case]:
    """The annotated documents of a folder: `*.align.json` beside `*.gold.json` or `*.txt`.

    Their reference plans stand in `plans` (default: the same folder). K101 if it holds none.
    """
    cases = []
    for path in sorted(Path(folder).glob("*.align.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        central = tasks_of(load_gold(plans or folder, gold["central"]["doc"]))
        tasks = [task for task in tasks_of(load_gold(folder, gold["doc"])) if task.place.provision in gold["links"]]
        grades = [[gold["links"][task.place.provision].get(other.place.provision, 0) for other in central] for task in tasks]
        cases.append(Case(gold["doc"], tuple(tasks), tuple(central), np.array(grades)))
    if not cases:
        raise KexieError("K101", path=folder)
    return cases


def graded(cases: Sequence[Case]) -> Graded:
    """The features of all tasks of the cases."""
    features = [CentralIndex(case.central).compare(case.tasks).features for case in cases]
    return Graded(np.concatenate(features), np.concatenate([case.grades for case in cases]),
                  np.concatenate([np.full(len(case.tasks), case.name) for case in cases]))


def load_graded(folder: Path, plans: Path | None = None) -> Graded:
    """The annotated tasks of a folder with their features. K101 if it holds none."""
    return graded(load_cases(folder, plans))


@cache
def load_gold(folder: Path, name: str) -> Document:
    """An annotated document, as if the pipeline had made it; from the pipeline itself where there is only a text."""
    path = Path(folder) / f"{name}.gold.json"
    if not path.exists() and path.with_name(f"{name}.txt").exists():
        from kexie_nlp.analysis import analyze

        return analyze(path.with_name(f"{name}.txt"))
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    items = {kind: [{key: value for key, value in item.items() if key != "optional"}
                    | {"id": f"{kind}-{i}", "rule": "gold"} for i, item in enumerate(gold[kind])]
             for kind in ("measures", "targets", "times")}
    provisions = [{"parent": None} | item for item in gold["provisions"]]
    record = DocumentRecord.model_validate({"source": gold["source"], "sha256": gold["sha256"], "meta": gold["meta"],
                                            "provisions": provisions, **items})
    return Document(record, gold["text"])

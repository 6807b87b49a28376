"""Domain packs, the faults of one, and suggestions for one, as `Report`s."""
from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kexie_nlp.lexicon.packs import COLUMNS
from kexie_nlp.report.labels import FAULTS
from kexie_nlp.report.render import Column, Report, Sheet

if TYPE_CHECKING:
    from kexie_nlp.alignment.learning import Suggestion
    from kexie_nlp.lexicon.pack_check import Fault

_PACKS = (Column("name", "名称"), Column("title", "领域"), Column("groups", "主题", right=True), Column("terms", "词语", right=True),
          Column("markers", "标志词"), Column("model", "自带模型", {True: "是", False: ""}), Column("place", "来源"))
_FAULTS = (Column("file", "文件"), Column("line", "行", right=True), Column("fault", "问题", FAULTS), Column("detail", "内容"))
_SUGGESTIONS = (Column("group", "主题"), Column("term", "词语"), Column("other", "对应词"),
                Column("new", "新主题", {True: "是", False: ""}), Column("count", "对应数", right=True),
                Column("score", "关联强度", right=True), Column("task", "例：地方任务"), Column("central", "例：中央任务"))


def packs_report(packs: Sequence[dict[str, Any]]) -> Report:
    """Domain packs, each with name, title, numbers of groups and terms, markers, whether it has a model, and its place."""
    cells = [tuple("、".join(pack[c.key]) if c.key == "markers" else pack[c.key] for c in _PACKS) for pack in packs]
    return Report(packs, [Sheet("领域词包", _PACKS, cells)])


def faults_report(faults: Sequence[Fault]) -> Report:
    """The faults of a pack by file and line."""
    return Report([fault._asdict() for fault in faults], [Sheet("词包问题", _FAULTS, [tuple(fault) for fault in faults])])


def suggestions_report(suggestions: Sequence[Suggestion]) -> Report:
    """Suggested terms, the strongest first, each with the link that is its example."""
    rows = [{**asdict(each), "example": each.example._asdict()} for each in suggestions]
    cells = [(s.group, s.term, s.other, s.new, s.count, s.score, s.example.task_ref, s.example.central_ref) for s in suggestions]
    return Report(rows, [Sheet("词包建议", _SUGGESTIONS, cells)])


def suggestions_csv(suggestions: Sequence[Suggestion]) -> str:
    """The suggestions as `topics.csv` of a pack: group, term and source, which names the number of links and an example.

    A new group begins with the word that it is named after.
    """
    out, seen = io.StringIO(), set[str]()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in suggestions:
        source = f"对应{each.count}条，与“{each.other}”同现，例：{each.example.task_ref} 对 {each.example.central_ref}"
        for term in ((each.other, each.term) if each.new else (each.term,)):
            if term not in seen:
                writer.writerow((each.group, term, source))
            seen.add(term)
    return out.getvalue()

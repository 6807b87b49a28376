"""The answers about whole collections as reports: states, rankings, likeness, comparisons, reviews."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kexie_nlp.report.render import Cell, Column, Report, Sheet
from kexie_nlp.report.words import CHANGES, DEADLINES, GRADES, HITS, STATES, VERDICTS

if TYPE_CHECKING:
    from kexie_nlp.query import (
        CompareRow,
        HistoryRow,
        InstrumentRow,
        LoadRow,
        NumberPair,
        RankingRow,
        ReviewRow,
        SearchHit,
        SimilarityRow,
        StateRow,
        TopicRow,
    )

_REF, _TITLE, _DOCUMENTS = Column("ref", "名称"), Column("title", "标题"), Column("documents", "文档")
_OTHER, _OTHER_TITLE = Column("other_ref", "对方"), Column("other_title", "对方标题")
_VERDICTS = (Column("verdict", "比较", VERDICTS), Column("deadline", "时限", DEADLINES), Column("reason", "说明"))
_YES = {True: "是", False: ""}


def states_report(rows: Sequence[StateRow]) -> Report:
    """A column for every document or region, a row for every central task, then the counts and the reasons."""
    names = [cell.name for cell in rows[0].cells] if rows else []
    columns = (_REF, _TITLE, *(Column(name, name, STATES) for name in names))
    body: list[Sequence[Cell]] = [(row.ref, row.title, *(cell.state for cell in row.cells)) for row in rows]
    counted: list[Counter[str]] = [Counter(row.cells[n].state for row in rows) for n in range(len(names))]
    totals: list[Sequence[Cell]] = [("", word, *(str(count[state]) for count in counted)) for state, word in STATES.items()]
    reasons = [(cell.name, row.ref, cell.reason) for row in rows for cell in row.cells if cell.reason]
    sheets = [Sheet("中央任务落实状态", columns, [*body, *totals], "state"),
              Sheet("不在范围的理由", (Column("name", "文档或地区"), _REF, Column("reason", "理由")), reasons, "reason")]
    return Report(rows, [sheet for sheet in sheets if sheet.rows], [Sheet("", columns, body)])


def ranking_report(rows: Sequence[RankingRow]) -> Report:
    """Central tasks with documents, regions, tasks and strength, as `query.ranking` orders them."""
    columns = (_REF, _TITLE, *(Column(key, heading, right=True) for key, heading in (
        ("documents", "落实文档"), ("regions", "落实地区"), ("tasks", "落实任务"), ("strength", "力度"))))
    return Report(rows, [Sheet("中央任务按落实情况排序", columns, [
        (r.ref, r.title, r.documents, r.regions, r.tasks, round(r.strength, 2)) for r in rows])])


def similarity_report(rows: Sequence[SimilarityRow]) -> Report:
    """A row for every pair of documents: likeness, and what only one of the two carries out."""
    columns = (Column("a", "甲"), Column("b", "乙"), Column("similarity", "相似度", right=True),
               Column("both", "共同落实", right=True), Column("only_a", "仅甲落实"), Column("only_b", "仅乙落实"))
    return Report(rows, [Sheet("落实内容的相似度", columns, [
        (r.a, r.b, round(r.similarity, 3), r.both, "、".join(r.only_a), "、".join(r.only_b)) for r in rows])])


def topics_report(rows: Sequence[TopicRow]) -> Report:
    """A row for every topic: its keywords, documents and tasks."""
    columns = (Column("keywords", "关键词"), _DOCUMENTS, Column("tasks", "任务数", right=True), Column("titles", "任务"))
    return Report(rows, [Sheet("中央任务之外的主题", columns, [
        ("、".join(r.keywords), "、".join(r.documents), len(r.refs),
         "；".join(f"{ref} {title}" for ref, title in zip(r.refs, r.titles, strict=True))) for r in rows])])


def actors_report(rows: Sequence[LoadRow]) -> Report:
    """A row for every actor: its measures, tasks and documents."""
    columns = (Column("actor", "主体"), Column("measures", "举措", right=True), Column("tasks", "任务", right=True),
               Column("documents", "文档", right=True))
    return Report(rows, [Sheet("主体承担的举措", columns, [(r.actor, r.measures, r.tasks, r.documents) for r in rows])])


def instruments_report(rows: Sequence[InstrumentRow]) -> Report:
    """A row for every cited document: who cites it, in how many measures."""
    columns = (Column("title", "文件"), Column("measures", "举措", right=True), _DOCUMENTS)
    return Report(rows, [Sheet("引用的文件", columns, [(r.title, r.measures, "、".join(r.documents)) for r in rows])])


def history_report(rows: Sequence[HistoryRow]) -> Report:
    """The plans in order of years, then their numbers beside those of the plan before."""
    columns = (Column("region", "地区"), Column("year", "年份", right=True), Column("document", "文档"),
               Column("change", "变化", CHANGES), _REF, _TITLE, Column("grade", "等级", GRADES))
    cells = [(r.region, r.year, r.document, r.change, r.ref, r.title, r.grade) for r in rows]
    number_columns = (_REF, Column("number", "指标"), _OTHER, Column("other_number", "上一年指标"), *_VERDICTS)
    sheets = [Sheet("历年变化", columns, cells, "plan"),
              Sheet("数字对照", number_columns, _number_cells([n for r in rows for n in r.numbers]), "number")]
    return Report(rows, [sheet for sheet in sheets if sheet.rows or sheet.part == "plan"])


def search_report(rows: Sequence[SearchHit]) -> Report:
    """The hits, best first, with what was found marked in the excerpt."""
    columns = (_REF, Column("kind", "对象", HITS), _TITLE, Column("snippet", "摘录"))
    return Report(rows, [Sheet("检索结果", columns, [(r.ref, r.kind, r.title, r.snippet) for r in rows])])


def numbers_report(rows: Sequence[NumberPair]) -> Report:
    """Local and central numbers face to face, with verdict, deadline and reason."""
    columns = (_REF, Column("number", "指标"), _OTHER, Column("other_number", "对方指标"), *_VERDICTS)
    return Report(rows, [Sheet("数字对照", columns, _number_cells(rows))])


def compare_report(rows: Sequence[CompareRow]) -> Report:
    """The pairs, what was dropped and is new, and the numbers face to face (the second document's first)."""
    columns = (Column("change", "变化", CHANGES), _REF, _TITLE, _OTHER, _OTHER_TITLE, Column("score", "得分", right=True),
               Column("shared", "共同落实的中央任务"), Column("why", "依据"))
    cells = [(r.change, r.ref, r.title, r.other_ref, r.other_title, None if r.score is None else round(r.score, 3),
              "、".join(r.shared), r.why) for r in rows]
    number_columns = (_REF, Column("number", "指标"), _OTHER, Column("other_number", "对方指标"), *_VERDICTS)
    sheets = [Sheet("任务对照", columns, cells, "task"),
              Sheet("数字对照", number_columns, _number_cells([n for r in rows for n in r.numbers]), "number")]
    return Report(rows, [sheet for sheet in sheets if sheet.rows] or sheets[:1])


def reviews_report(rows: Sequence[ReviewRow]) -> Report:
    """What persons said of links, beside what the model says."""
    columns = (_REF, _TITLE, _OTHER, _OTHER_TITLE, Column("grade", "人工", GRADES), Column("model_grade", "模型", GRADES),
               Column("disagrees", "不一致", _YES), Column("holds", "生效", _YES), Column("who", "何人"),
               Column("at", "何时"), Column("note", "备注"))
    return Report(rows, [Sheet("人工审核", columns, [
        (r.ref, r.title, r.other_ref, r.other_title, r.grade, r.model_grade, r.disagrees, r.holds, r.who, r.at, r.note)
        for r in rows])])


def _number_cells(rows: Sequence[NumberPair]) -> list[Sequence[Cell]]:
    return [(r.ref, r.number, r.other_ref, r.other_number, r.verdict, r.deadline, r.reason) for r in rows]

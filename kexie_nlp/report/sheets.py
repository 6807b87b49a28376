"""Every answer of `query` as a `Report`: its columns with keys and Chinese headings, its rows, its parts.

Also the summary of a build, one document without a store, and scores.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kexie_nlp.report.labels import (
    CERTAINTY,
    CHANGES,
    COMPARATORS,
    DEADLINES,
    DOCUMENT_KINDS,
    GRADES,
    HITS,
    KINDS,
    LEVELS,
    MODALITY,
    NOVELTIES,
    RELATIONS,
    ROLES,
    STATES,
    STATUS,
    VERDICTS,
    bodies_text,
    interval,
    region_name,
)
from kexie_nlp.report.render import Cell, Column, Report, Sheet

if TYPE_CHECKING:
    from kexie_nlp.analysis import Document
    from kexie_nlp.batch import BuildSummary
    from kexie_nlp.query import (
        ChainRow,
        CompareRow,
        CoverageRow,
        DeadlineRow,
        GapRow,
        HistoryRow,
        InstrumentRow,
        LinkListRow,
        LinkRow,
        LoadRow,
        MeasureRow,
        MeasureView,
        NovelRow,
        NumberPair,
        RankingRow,
        ReviewRow,
        SearchHit,
        SimilarityRow,
        StateRow,
        SummaryRow,
        TargetRow,
        TaskRow,
        TaskView,
        TopicRow,
    )

_YES = {True: "是", False: ""}
_REF, _TITLE, _TEXT, _SENTENCE = Column("ref", "名称"), Column("title", "标题"), Column("text", "原文"), Column("sentence", "所在句")
_DOCUMENT, _DOCUMENT_NAMES = Column("document", "文档"), Column("documents", "文档")
_ROLE, _GRADE = Column("role", "性质", ROLES), Column("grade", "等级", GRADES)
_CERTAINTY, _SCORE = Column("certainty", "把握", CERTAINTY), Column("score", "")
_LIKENESS = Column("score", "相似度", right=True)
_RELATION, _MODEL_GRADE = Column("relation", "关系", RELATIONS), Column("model_grade", "模型原判", GRADES)
_OTHER, _OTHER_TITLE = Column("other_ref", "对方"), Column("other_title", "对方标题")
_VERDICTS = (Column("verdict", "比较", VERDICTS), Column("deadline", "时限", DEADLINES), Column("reason", "说明"))
_CHANGE = Column("change", "变化", CHANGES)
_TARGETS = (_REF, Column("indicator", "指标"), Column("comparator", "关系", COMPARATORS),
            Column("value", "数值", right=True), Column("value_max", "上限", right=True), Column("unit", "单位"),
            Column("baseline", "基数", right=True), Column("status", "状态", STATUS),
            Column("deadline_from", "时限起"), Column("deadline_to", "时限止"), _TEXT, _SENTENCE)
_TIMES = (Column("date", "日期"), _REF, Column("kind", "类型", KINDS), Column("status", "状态", STATUS),
          Column("date_from", "起"), Column("date_to", "止"), _TEXT, _SENTENCE)
_MEASURES = (_REF, Column("action", "行动"), Column("object", "对象"), Column("actors", "主体"),
             Column("instruments", "文件"), Column("modality", "语气", MODALITY),
             Column("status", "状态", STATUS), _TEXT)
_LINKS = (_GRADE, _CERTAINTY, _SCORE, _REF, _TITLE, _RELATION, Column("ambiguous", "难分", _YES), _MODEL_GRADE, Column("why", "依据"))
_EVIDENCE = (_REF, Column("task_text", "地方原文"), Column("measure_text", "中央原文"), _LIKENESS)
_LINK_NUMBERS = (_REF, Column("task_text", "地方指标"), Column("measure_text", "中央指标"), *_VERDICTS)
_COUNTS = tuple(Column(key, heading, right=True) for key, heading in (
    ("tasks", "任务"), ("measures", "举措"), ("targets", "指标"), ("times", "时限"), ("linked", "已对应任务")))
_DOCUMENTS = (_DOCUMENT, Column("source", "文件"), Column("kind", "类型", DOCUMENT_KINDS), Column("region", "地区"),
              Column("period", "规划期"), *_COUNTS)


def documents_report(rows: Sequence[SummaryRow]) -> Report:
    """A row for every document: kind, region, period, and how much was extracted from it."""
    return Report(rows, [Sheet("文档", (*_DOCUMENTS, _TITLE), [(*_document_cells(d), d.title) for d in rows])])


def _document_cells(row: SummaryRow) -> tuple[Cell, ...]:
    return (row.document, row.source, row.kind, region_name(row.region, row.level), interval(row.period),
            row.tasks, row.measures, row.targets, row.times, row.linked)


def build_report(summary: BuildSummary) -> Report:
    """The table at the end of a build: documents, failed files, totals."""
    columns = (*_DOCUMENTS, Column("failed", "失败"))
    documents = summary.documents
    rows: list[Sequence[Cell]] = [(*_document_cells(d), None) for d in documents]
    rows += [(None, f.path, None, None, None, None, None, None, None, None, f"{f.stage} {f.code}") for f in summary.failures]
    totals: list[Cell] = [sum(getattr(d, key) for d in documents) for key in ("tasks", "measures", "targets", "times")]
    rows.append(("合计", f"{len(documents)} 份文档", None, None, None, *totals, sum(d.linked or 0 for d in documents),
                 len(summary.failures)))
    return Report(summary, [Sheet("", columns, rows)])


def coverage_report(rows: Sequence[CoverageRow]) -> Report:
    """Central tasks by documents: the number of links of grade 2 / grade 1 in each cell; in CSV a column for each grade."""
    labels = [count.document for count in rows[0].counts] if rows else []
    cells: list[Sequence[Cell]] = [
        (r.ref, r.title, *(f"{c.grade2}/{c.grade1}" if c.grade2 or c.grade1 else "·" for c in r.counts)) for r in rows]
    covered = [sum(1 for r in rows if r.counts[n].grade2) for n in range(len(labels))]
    cells.append(("", "有落实的任务数", *(f"{n}/{len(rows)}" for n in covered)))
    table = Sheet("中央任务落实情况（落实/部分相关）",
                  (_REF, _TITLE, *(Column(label, label, right=True) for label in labels)), cells)
    flat = Sheet("", (_REF, _TITLE, *(Column(f"{label} grade{g}", "") for label in labels for g in (2, 1))),
                 [(r.ref, r.title, *(n for c in r.counts for n in (c.grade2, c.grade1))) for r in rows])
    return Report(rows, [table], [flat])


def gaps_report(rows: Sequence[GapRow]) -> Report:
    """Central tasks that no document carries out (document empty), then those that each document does not carry out, with how sure that
    is and the local tasks that come nearest; in CSV with the nearest one in columns of its own."""
    columns = (Column("document", "文档", {None: "（全部）"}), _REF, _TITLE, Column("related", "部分相关", right=True), _CERTAINTY)
    table = Sheet("未见对应表述的中央任务", (*columns, Column("candidates", "最近的地方任务（未采用的理由）")), [
        (r.document, r.ref, r.title, r.related, r.certainty, "；".join(f"{c.ref} {c.title}（{c.refused}）" for c in r.nearest))
        for r in rows])
    beside = (Column("nearest", ""), Column("nearest_title", ""), Column("refused", ""), _SCORE)
    flat = Sheet("", (*columns, *beside), [
        (r.document, r.ref, r.title, r.related, r.certainty,
         *((c.ref, c.title, c.refused, _round(c.score)) if (c := next(iter(r.nearest), None)) else (None,) * len(beside))) for r in rows])
    return Report(rows, [table], [flat])


def novel_report(rows: Sequence[NovelRow]) -> Report:
    """Local tasks without a link, their kind, and the central task with the best score."""
    columns = (_REF, _TITLE, Column("kind", "性质", NOVELTIES), Column("nearest", "最近的中央任务"),
               Column("nearest_title", "其标题"), _CERTAINTY, _SCORE)
    return Report(rows, [Sheet("没有对应中央任务的地方任务", columns, [
        (r.ref, r.title, r.kind, r.nearest, r.nearest_title, r.certainty, _round(r.score)) for r in rows])])


def tasks_report(rows: Sequence[TaskRow]) -> Report:
    """Tasks with the best linked central task, its grade and how sure that is."""
    columns = (_REF, _ROLE, _TITLE, _GRADE, _CERTAINTY, _SCORE,
               Column("central", "对应的中央任务"), Column("central_title", "其标题"))
    return Report(rows, [Sheet("任务", columns, [
        (r.ref, r.role, r.title, r.grade, r.certainty, _round(r.score), r.central, r.central_title) for r in rows])])


def chain_report(rows: Sequence[ChainRow]) -> Report:
    """The steps of a chain: level, region, year, task, state, how sure, the tasks above."""
    columns = (Column("level", "层级", LEVELS), Column("region", "地区"), Column("year", "年份", right=True), _DOCUMENT, _REF, _TITLE,
               Column("state", "状态", STATES), _CERTAINTY, Column("via", "上一级任务"))
    return Report(rows, [Sheet("层级链", columns, [
        (r.level, region_name(r.region, r.level), r.year, r.document, r.ref, r.title, r.state if r.via else None, r.certainty,
         "、".join(r.via))
        for r in rows])])


def measures_report(rows: Sequence[MeasureRow]) -> Report:
    """Measures with action, object, actors, instruments, modality and status."""
    return Report(rows, [Sheet("举措", _MEASURES, _measure_cells(rows))])


def links_report(rows: Sequence[LinkListRow]) -> Report:
    """Links with both ends, grade, how sure it is, relation, and the grade of the model where a person has decided."""
    columns = (_REF, _TITLE, Column("central", "中央任务"), Column("central_title", "其标题"), _GRADE, _CERTAINTY, _SCORE,
               _RELATION, _MODEL_GRADE)
    return Report(rows, [Sheet("对应", columns, [(r.ref, r.title, r.central, r.central_title, r.grade, r.certainty,
                                                _round(r.score), r.relation, r.model_grade) for r in rows])])


def targets_report(rows: Sequence[TargetRow]) -> Report:
    """Targets with comparator, value, unit, baseline, status, deadline, raw text and sentence."""
    return Report(rows, [Sheet("指标", _TARGETS, _target_cells(rows))])


def deadlines_report(rows: Sequence[DeadlineRow]) -> Report:
    """Times with date, kind, status, raw text and sentence."""
    return Report(rows, [Sheet("时限", _TIMES, _time_cells(rows))])


def task_report(view: TaskView) -> Report:
    """A task with its measures, targets and times, its links, and their evidence; empty parts are left out."""
    head = Sheet(f"{view.ref} {view.title}", (_REF, _ROLE, _TITLE, _TEXT),
                 [(view.ref, view.role, view.title, view.text)], "task")
    return Report(view, [sheet for sheet in (
        head, Sheet("举措", _MEASURES, _measure_cells(view.measures), "measure"),
        Sheet("指标", _TARGETS, _target_cells(view.targets), "target"),
        Sheet("时限", _TIMES, _time_cells(view.times), "time"), *_link_sheets(view.links)) if sheet.rows])


def measure_report(view: MeasureView) -> Report:
    """A central task or measure with its links and their evidence, and the documents without a link to it."""
    columns = (_REF, _TEXT, Column("actors", "主体"), Column("links", "对应", right=True))
    head = Sheet(f"{view.ref} {view.title}", columns,
                 [(view.ref, view.text, bodies_text(view.bodies, view.actors), len(view.links))], "measure")
    without = Sheet("没有对应任务的文档", (_DOCUMENT,), [(label,) for label in view.without], "without")
    return Report(view, [sheet for sheet in (head, *_link_sheets(view.links), without) if sheet.rows])


def states_report(rows: Sequence[StateRow]) -> Report:
    """Central tasks by documents or regions: states, the number of each state, and the reasons for out of scope."""
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
    """Central tasks with the number of documents, regions and tasks that carry them out, and the strength."""
    columns = (_REF, _TITLE, *(Column(key, heading, right=True) for key, heading in (
        ("documents", "落实文档"), ("regions", "落实地区"), ("tasks", "落实任务"), ("strength", "力度"))))
    return Report(rows, [Sheet("中央任务按落实情况排序", columns, [
        (r.ref, r.title, r.documents, r.regions, r.tasks, round(r.strength, 2)) for r in rows])])


def similarity_report(rows: Sequence[SimilarityRow]) -> Report:
    """A row for every pair of documents: similarity, and the central tasks that only one of the two carries out."""
    columns = (Column("a", "甲"), Column("b", "乙"), Column("similarity", "相似度", right=True),
               Column("both", "共同落实", right=True), Column("only_a", "仅甲落实"), Column("only_b", "仅乙落实"))
    return Report(rows, [Sheet("落实内容的相似度", columns, [
        (r.a, r.b, _round(r.similarity), r.both, "、".join(r.only_a), "、".join(r.only_b)) for r in rows])])


def topics_report(rows: Sequence[TopicRow]) -> Report:
    """A row for every new topic: its keywords, documents and tasks."""
    columns = (Column("keywords", "关键词"), _DOCUMENT_NAMES, Column("tasks", "任务数", right=True), Column("titles", "任务"))
    return Report(rows, [Sheet("中央任务之外的主题", columns, [
        ("、".join(r.keywords), "、".join(r.documents), len(r.refs),
         "；".join(f"{ref} {title}" for ref, title in zip(r.refs, r.titles, strict=True))) for r in rows])])


def actors_report(rows: Sequence[LoadRow]) -> Report:
    """A row for every actor: the number of its measures, tasks and documents."""
    columns = (Column("actor", "主体"), Column("measures", "举措", right=True), Column("tasks", "任务", right=True),
               Column("documents", "文档", right=True))
    return Report(rows, [Sheet("主体承担的举措", columns, [(r.actor, r.measures, r.tasks, r.documents) for r in rows])])


def instruments_report(rows: Sequence[InstrumentRow]) -> Report:
    """A row for every cited instrument: the number of measures, and the documents that cite it."""
    columns = (Column("title", "文件"), Column("measures", "举措", right=True), _DOCUMENT_NAMES)
    return Report(rows, [Sheet("引用的文件", columns, [(r.title, r.measures, "、".join(r.documents)) for r in rows])])


def history_report(rows: Sequence[HistoryRow]) -> Report:
    """A row for every plan in order of years, then its targets compared with those of the previous plan."""
    columns = (Column("region", "地区"), Column("year", "年份", right=True), Column("document", "文档"),
               _CHANGE, _REF, _TITLE, _GRADE)
    cells = [(r.region, r.year, r.document, r.change, r.ref, r.title, r.grade) for r in rows]
    sheets = [Sheet("历年变化", columns, cells, "plan"), _number_sheet([n for r in rows for n in r.numbers], "上一年指标", "number")]
    return Report(rows, [sheet for sheet in sheets if sheet.rows or sheet.part == "plan"])


def search_report(rows: Sequence[SearchHit]) -> Report:
    """The hits, best first, with an excerpt of the raw text."""
    columns = (_REF, Column("kind", "对象", HITS), _TITLE, Column("snippet", "摘录"))
    return Report(rows, [Sheet("检索结果", columns, [(r.ref, r.kind, r.title, r.snippet) for r in rows])])


def numbers_report(rows: Sequence[NumberPair]) -> Report:
    """Pairs of local and central targets with verdict, deadline and reason."""
    return Report(rows, [_number_sheet(rows, "对方指标")])


def compare_report(rows: Sequence[CompareRow]) -> Report:
    """Pairs of tasks of two documents, dropped and new tasks, and pairs of targets (those of the second document first)."""
    columns = (_CHANGE, _REF, _TITLE, _OTHER, _OTHER_TITLE, _LIKENESS,
               Column("shared", "共同落实的中央任务"), Column("why", "依据"))
    cells = [(r.change, r.ref, r.title, r.other_ref, r.other_title, _round(r.score),
              "、".join(r.shared), r.why) for r in rows]
    sheets = [Sheet("任务对照", columns, cells, "task"), _number_sheet([n for r in rows for n in r.numbers], "对方指标", "number")]
    return Report(rows, [sheet for sheet in sheets if sheet.rows] or sheets[:1])


def reviews_report(rows: Sequence[ReviewRow]) -> Report:
    """The reviews of links beside the grades of the model."""
    columns = (_REF, _TITLE, _OTHER, _OTHER_TITLE, Column("grade", "人工", GRADES), Column("model_grade", "模型", GRADES),
               Column("disagrees", "不一致", _YES), Column("holds", "生效", _YES), Column("who", "何人"),
               Column("at", "何时"), Column("note", "备注"))
    return Report(rows, [Sheet("人工审核", columns, [
        (r.ref, r.title, r.other_ref, r.other_title, r.grade, r.model_grade, r.disagrees, r.holds, r.who, r.at, r.note)
        for r in rows])])


def document_report(document: Document) -> Report:
    """The record of one document without a store: meta data, provisions, measures, targets, times."""
    record, meta = document.record, document.record.meta
    names = {"title": "标题", "issuer": "发文机关", "level": "层级", "region": "地区",
             "doc_number": "文号", "issued": "日期", "script": "字体", "conversion": "转换"}
    head = [(names[key], getattr(meta, key)) for key in names]
    head.insert(1, ("类型", DOCUMENT_KINDS.get(meta.kind or "")))
    head.insert(7, ("规划期", interval(meta.period)))
    sheets = [
        Sheet(record.source, (Column("field", "项"), Column("value", "内容")), head, "meta"),
        Sheet("条款", (_REF, _ROLE, _TITLE),
              [(p.id, p.role, p.title or document.plain(p)[:30]) for p in record.provisions], "provision"),
        Sheet("举措", _MEASURES, [(m.provision, m.action, m.object, bodies_text(m.bodies, m.actors), "、".join(m.instruments),
                                 m.modality, m.status, m.text) for m in record.measures], "measure"),
        Sheet("指标", _TARGETS[:-1], [(t.provision, t.indicator, t.comparator, _number(t.value), _number(t.value_max),
                                     t.unit, _number(t.baseline), t.status, *_pair(t.deadline), t.text)
                                    for t in record.targets], "target"),
        Sheet("时限", (_REF, *_TIMES[2:3], *_TIMES[4:7]),
              [(t.provision, t.kind, t.from_, t.to, t.text) for t in record.times], "time")]
    return Report(record, [sheet for sheet in sheets if sheet.rows])


def scores_report(scores: Mapping[str, Any]) -> Report:
    """Scores as a table: {kind: {measure: number}} gives a row for every kind and a column for every measure."""
    groups = {kind: row if isinstance(row, Mapping) else {"value": row} for kind, row in scores.items()}
    keys = list(dict.fromkeys(key for row in groups.values() for key in row))
    columns = (Column("kind", "项"), *(Column(key, key, right=True) for key in keys))
    rows = [(kind, *(_score(row.get(key)) for key in keys)) for kind, row in groups.items()]
    return Report(scores, [Sheet("", columns, rows)])


def _score(value: Any) -> Cell:
    return round(value, 3) if isinstance(value, float) else value if isinstance(value, int | str) else None


def _link_sheets(links: Sequence[LinkRow]) -> list[Sheet]:
    return [
        Sheet("对应", _LINKS, [(k.grade, k.certainty, _round(k.score), k.ref, k.title, k.relation, k.ambiguous, k.model_grade, k.why)
                              for k in links], "link"),
        Sheet("依据", _EVIDENCE, [(k.ref, e.task_plain, e.measure_plain, _round(e.score)) for k in links for e in k.evidence],
              "evidence"),
        Sheet("数字比较", _LINK_NUMBERS, [(k.ref, n.task_target, n.measure_target, n.verdict, n.deadline, n.reason) for k in links
                                 for n in k.numbers], "number")]


def _number_sheet(rows: Sequence[NumberPair], other: str, part: str = "") -> Sheet:
    """Compared numbers; `other` is the heading of the second."""
    columns = (_REF, Column("number", "指标"), _OTHER, Column("other_number", other), *_VERDICTS)
    return Sheet("数字对照", columns, [(r.ref, r.number, r.other_ref, r.other_number, r.verdict, r.deadline, r.reason) for r in rows], part)


def _measure_cells(rows: Sequence[MeasureRow]) -> list[Sequence[Cell]]:
    return [(r.ref, r.action, r.object, bodies_text(r.bodies, r.actors), "、".join(r.instruments), r.modality, r.status, r.text)
            for r in rows]


def _target_cells(rows: Sequence[TargetRow]) -> list[Sequence[Cell]]:
    return [(r.ref, r.indicator, r.comparator, r.value, r.value_max, r.unit, r.baseline, r.status,
             *_pair(r.deadline), r.text, r.sentence) for r in rows]


def _time_cells(rows: Sequence[DeadlineRow]) -> list[Sequence[Cell]]:
    return [(r.date, r.ref, r.kind, r.status, r.date_from, r.date_to, r.text, r.sentence) for r in rows]


def _pair(interval: tuple[str | None, str | None] | None) -> tuple[str | None, str | None]:
    return interval or (None, None)


def _round(score: float | None) -> float | None:
    return None if score is None else round(score, 3)


def _number(value: object) -> Cell:
    if value is None:
        return None
    number = float(str(value))
    return int(number) if number == int(number) else number

"""Every answer of the query room as a report: which columns, in which words."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kexie_nlp.report.render import Cell, Column, Report, Sheet
from kexie_nlp.report.words import (
    COMPARATORS,
    DEADLINES,
    GRADES,
    KINDS,
    MODALITY,
    NOVELTIES,
    RELATIONS,
    ROLES,
    STATUS,
    VERDICTS,
    interval,
)

if TYPE_CHECKING:
    from kexie_nlp.analysis import Document
    from kexie_nlp.batch import BuildSummary
    from kexie_nlp.query import (
        CoverageRow,
        DeadlineRow,
        GapRow,
        LinkListRow,
        LinkRow,
        MeasureRow,
        MeasureView,
        NovelRow,
        SummaryRow,
        TargetRow,
        TaskRow,
        TaskView,
    )

_REF, _TITLE, _DOCUMENT = Column("ref", "名称"), Column("title", "标题"), Column("document", "文档")
_TEXT, _SENTENCE = Column("text", "原文"), Column("sentence", "所在句")
_TARGETS = (_REF, Column("indicator", "指标"), Column("comparator", "关系", COMPARATORS),
            Column("value", "数值", right=True), Column("value_max", "上限", right=True), Column("unit", "单位"),
            Column("baseline", "基数", right=True), Column("status", "状态", STATUS),
            Column("deadline_from", "时限起"), Column("deadline_to", "时限止"), _TEXT, _SENTENCE)
_TIMES = (Column("date", "日期"), _REF, Column("kind", "类型", KINDS), Column("status", "状态", STATUS),
          Column("date_from", "起"), Column("date_to", "止"), _TEXT, _SENTENCE)
_MEASURES = (_REF, Column("action", "行动"), Column("object", "对象"), Column("actors", "主体"),
             Column("instruments", "文件"), Column("modality", "语气", MODALITY),
             Column("status", "状态", STATUS), _TEXT)
_LINKS = (Column("grade", "等级", GRADES), Column("score", "得分", right=True), _REF, _TITLE,
          Column("relation", "关系", RELATIONS), Column("ambiguous", "难分", {True: "是", False: ""}),
          Column("model_grade", "模型原判", GRADES), Column("why", "依据"))
_EVIDENCE = (_REF, Column("task_text", "地方原文"), Column("measure_text", "中央原文"),
             Column("score", "得分", right=True))
_NUMBERS = (_REF, Column("task_text", "地方指标"), Column("measure_text", "中央指标"),
            Column("verdict", "比较", VERDICTS), Column("deadline", "时限", DEADLINES), Column("reason", "说明"))


_DOCUMENTS = (_DOCUMENT, Column("source", "文件"), Column("region", "地区"), Column("period", "规划期"),
              *(Column(key, heading, right=True) for key, heading in (
                  ("tasks", "任务"), ("measures", "举措"), ("targets", "指标"), ("times", "时限"), ("linked", "已对应任务"))))


def documents_report(rows: Sequence[SummaryRow]) -> Report:
    """A row for every document: region, period, and what was found in it."""
    return Report(rows, [Sheet("文档", (*_DOCUMENTS, _TITLE), [(*_document_cells(d), d.title) for d in rows])])


def _document_cells(row: SummaryRow) -> tuple[Cell, ...]:
    return (row.document, row.source, row.region or ("全国" if row.level == "central" else None), interval(row.period),
            row.tasks, row.measures, row.targets, row.times, row.linked)


def build_report(summary: BuildSummary) -> Report:
    """The table at the end of a build: documents, files that failed, totals."""
    columns = (*_DOCUMENTS, Column("failed", "失败"))
    documents = summary.documents
    rows: list[Sequence[Cell]] = [(*_document_cells(d), None) for d in documents]
    rows += [(None, f.path, None, None, None, None, None, None, None, f"{f.stage} {f.code}") for f in summary.failures]
    totals: list[Cell] = [sum(getattr(d, key) for d in documents) for key in ("tasks", "measures", "targets", "times")]
    rows.append(("合计", f"{len(documents)} 份文档", None, None, *totals, sum(d.linked or 0 for d in documents),
                 len(summary.failures)))
    return Report(summary, [Sheet("", columns, rows)])


def coverage_report(rows: Sequence[CoverageRow]) -> Report:
    """A cell per document: links of grade 2 / of grade 1; in CSV a column for each."""
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
    """Central tasks that nobody carries out, over all (no document named) and document by document."""
    columns = (Column("document", "文档", {None: "（全部）"}), _REF, _TITLE, Column("related", "部分相关", right=True))
    return Report(rows, [Sheet("未落实的中央任务", columns, [(r.document, r.ref, r.title, r.related) for r in rows])])


def novel_report(rows: Sequence[NovelRow]) -> Report:
    """Local tasks without a central counterpart, their kind, and the central task that came nearest."""
    columns = (_REF, _TITLE, Column("kind", "性质", NOVELTIES), Column("nearest", "最近的中央任务"),
               Column("nearest_title", "其标题"), Column("score", "得分", right=True))
    return Report(rows, [Sheet("没有对应中央任务的地方任务", columns,
                               [(r.ref, r.title, r.kind, r.nearest, r.nearest_title, _round(r.score)) for r in rows])])


def tasks_report(rows: Sequence[TaskRow]) -> Report:
    """Tasks with the central task that each carries out best, its grade and score."""
    columns = (_REF, Column("role", "性质", ROLES), _TITLE, Column("grade", "等级", GRADES), Column("score", "得分", right=True),
               Column("central", "对应的中央任务"), Column("central_title", "其标题"))
    return Report(rows, [Sheet("任务", columns, [(r.ref, r.role, r.title, r.grade, _round(r.score), r.central, r.central_title)
                                               for r in rows])])


def measures_report(rows: Sequence[MeasureRow]) -> Report:
    """Measures with action, object, actors, instruments, modality and status."""
    return Report(rows, [Sheet("举措", _MEASURES, _measure_cells(rows))])


def links_report(rows: Sequence[LinkListRow]) -> Report:
    """Links with both ends, grade, score, relation and the model that made them."""
    columns = (_REF, _TITLE, Column("central", "中央任务"), Column("central_title", "其标题"), _LINKS[0], _LINKS[1], _LINKS[4],
               Column("model_grade", "模型原判", GRADES))
    return Report(rows, [Sheet("对应", columns, [(r.ref, r.title, r.central, r.central_title, r.grade, _round(r.score), r.relation,
                                                r.model_grade) for r in rows])])


def targets_report(rows: Sequence[TargetRow]) -> Report:
    """Numbers with comparator, unit, baseline, status and deadline, and the sentence they stand in."""
    return Report(rows, [Sheet("指标", _TARGETS, _target_cells(rows))])


def deadlines_report(rows: Sequence[DeadlineRow]) -> Report:
    """Times with their dates and kind, and the sentence they stand in."""
    return Report(rows, [Sheet("时限", _TIMES, _time_cells(rows))])


def task_report(view: TaskView) -> Report:
    """The task, what was found in it, what it is linked to, and the quotes that show it."""
    head = Sheet(f"{view.ref} {view.title}", (_REF, Column("role", "性质", ROLES), _TITLE, _TEXT),
                 [(view.ref, view.role, view.title, view.text)], "task")
    return Report(view, [sheet for sheet in (
        head, Sheet("举措", _MEASURES, _measure_cells(view.measures), "measure"),
        Sheet("指标", _TARGETS, _target_cells(view.targets), "target"),
        Sheet("时限", _TIMES, _time_cells(view.times), "time"), *_link_sheets(view.links)) if sheet.rows])


def measure_report(view: MeasureView) -> Report:
    """The central task or measure, who carries it out, and who does not."""
    columns = (_REF, _TEXT, Column("actors", "主体"), Column("links", "对应", right=True))
    head = Sheet(f"{view.ref} {view.title}", columns,
                 [(view.ref, view.text, "、".join(view.actors), len(view.links))], "measure")
    without = Sheet("没有对应任务的文档", (_DOCUMENT,), [(label,) for label in view.without], "without")
    return Report(view, [sheet for sheet in (head, *_link_sheets(view.links), without) if sheet.rows])


def document_report(document: Document) -> Report:
    """One document's record, without a store: what it says of itself, provisions, measures, targets, times."""
    record, meta = document.record, document.record.meta
    names = {"title": "标题", "issuer": "发文机关", "level": "层级", "region": "地区",
             "doc_number": "文号", "issued": "日期", "script": "字体"}
    head = [(names[key], getattr(meta, key)) for key in names]
    head.insert(6, ("规划期", interval(meta.period)))
    sheets = [
        Sheet(record.source, (Column("field", "项"), Column("value", "内容")), head, "meta"),
        Sheet("条款", (_REF, Column("role", "性质", ROLES), _TITLE),
              [(p.id, p.role, p.title or document.plain(p)[:30]) for p in record.provisions], "provision"),
        Sheet("举措", _MEASURES, [(m.provision, m.action, m.object, "、".join(m.actors), "、".join(m.instruments),
                                 m.modality, m.status, m.text) for m in record.measures], "measure"),
        Sheet("指标", _TARGETS[:-1], [(t.provision, t.indicator, t.comparator, _number(t.value), _number(t.value_max),
                                     t.unit, _number(t.baseline), t.status, *_pair(t.deadline), t.text)
                                    for t in record.targets], "target"),
        Sheet("时限", (_REF, *_TIMES[2:3], *_TIMES[4:7]),
              [(t.provision, t.kind, t.from_, t.to, t.text) for t in record.times], "time")]
    return Report(record, [sheet for sheet in sheets if sheet.rows])


def scores_report(scores: Mapping[str, Any]) -> Report:
    """Scores by kind ({kind: {measure: number}}) with a column for every measure."""
    groups = {kind: row if isinstance(row, Mapping) else {"value": row} for kind, row in scores.items()}
    keys = list(dict.fromkeys(key for row in groups.values() for key in row))
    columns = (Column("kind", "项"), *(Column(key, key, right=True) for key in keys))
    rows = [(kind, *(_score(row.get(key)) for key in keys)) for kind, row in groups.items()]
    return Report(scores, [Sheet("", columns, rows)])


def _score(value: Any) -> Cell:
    return round(value, 3) if isinstance(value, float) else value if isinstance(value, int | str) else None


def _link_sheets(links: Sequence[LinkRow]) -> list[Sheet]:
    return [
        Sheet("对应", _LINKS, [(k.grade, _round(k.score), k.ref, k.title, k.relation, k.ambiguous, k.model_grade, k.why)
                              for k in links], "link"),
        Sheet("依据", _EVIDENCE, [(k.ref, e.task_plain, e.measure_plain, _round(e.score)) for k in links for e in k.evidence],
              "evidence"),
        Sheet("数字比较", _NUMBERS, [(k.ref, n.task_target, n.measure_target, n.verdict, n.deadline, n.reason) for k in links
                                 for n in k.numbers], "number")]


def _measure_cells(rows: Sequence[MeasureRow]) -> list[Sequence[Cell]]:
    return [(r.ref, r.action, r.object, "、".join(r.actors), "、".join(r.instruments), r.modality, r.status, r.text)
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

"""The further pages of a ledger: gaps, tasks of the places' own, numbers, dates, sources."""
from __future__ import annotations

from typing import TYPE_CHECKING

from kexie_nlp.report.ledger.blocks import VERDICT_TONES, anchor_of, dates_of
from kexie_nlp.report.ledger.cells import Cell, Field, Line, Page, Raw, Tag, one_line
from kexie_nlp.report.words import COMPARATORS, DEADLINES, KINDS, NOVELTIES, STATUS, VERDICTS, interval

if TYPE_CHECKING:
    from kexie_nlp.query.ledger_answers import Ledger, LedgerNumber

LEVELS = {"central": "中央", "provincial": "省级", "municipal": "市级", "county": "县级"}
EVERYBODY = "（全部文件）"


def lists_of(ledger: Ledger) -> tuple[Page, ...]:
    """The pages in the order they stand."""
    return gaps_page(ledger), novel_page(ledger), numbers_page(ledger), times_page(ledger), sources_page(ledger)


def gaps_page(ledger: Ledger) -> Page:
    """What nobody carries out, then what each document leaves out, with the tasks that are partly related."""
    rows = {row.ref: row for row in ledger.rows}
    lines = [Line((EVERYBODY, rows[ref].id, rows[ref].title, Tag("无文件落实", "bad", anchor_of(rows[ref].id)), None))
             for ref in ledger.nobody]
    for gap in ledger.gaps:
        row = rows[gap.ref]
        tasks = next(cell.tasks for cell in row.cells if cell.document == gap.document)
        word, tone = ("部分落实", "middle") if tasks else ("未落实", "bad")
        lines.append(Line((gap.document, row.id, row.title, Tag(word, tone, anchor_of(row.id, gap.document or "")),
                           "\n".join(f"{task.id} {task.title}" for task in tasks))))
    return Page("未落实清单", "没有“落实”等级对应任务的中央任务；标题表明不涉及该项工作的文件不计。", (
        Field("文档", 30), Field("编号", 18, True), Field("中央任务", 130), Field("状态", 26, True), Field("部分相关的地方任务", 190)),
                tuple(lines), lead=2)


def novel_page(ledger: Ledger) -> Page:
    """Tasks without a central counterpart; routine business is marked as such."""
    lines = [Line((row.document, row.id, row.title, Tag(NOVELTIES[row.kind], "good" if row.kind == "local" else "off"),
                   one_line(row.text), f"{row.nearest} {row.nearest_title or ''}" if row.nearest else None))
             for row in ledger.novel]
    return Page("地方特色", "没有对应中央任务的地方任务；日常事务和保障性工作另行标明，不属特色。", (
        Field("文档", 30), Field("编号", 22, True), Field("地方任务", 70), Field("性质", 24, True), Field("内容", 180),
        Field("最近的中央任务", 70)), tuple(lines), lead=2)


def numbers_page(ledger: Ledger) -> Page:
    """Every number with its baseline, and the central numbers it was compared with."""
    def line(n: LedgerNumber) -> Line:
        value = n.value if n.value_max is None else f"{n.value}–{n.value_max}"
        verdicts = [v.verdict for v in n.against]
        tone = next((tone for verdict, tone in VERDICT_TONES.items() if verdict in verdicts), "none")
        judged: Cell = Tag("\n".join(VERDICTS[v] for v in verdicts), tone) if verdicts else None
        return Line((
            n.document, _place(n.ref), ledger.titles.get(n.ref, ""), n.indicator, COMPARATORS[n.comparator], value, n.unit, n.baseline,
            STATUS[n.status], dates_of(*n.deadline), Raw(one_line(n.text)), "\n".join(one_line(v.central) for v in n.against), judged,
            "\n".join(DEADLINES[v.deadline] if v.deadline else "—" for v in n.against),
            "\n".join(v.reason for v in n.against)), "central" if n.document == ledger.central else "")

    return Page("指标", "数值为规范化结果，“原文”为来源文件的写法；比较以同一指标、同一单位为前提。", (
        Field("文档", 24), Field("编号", 20, True), Field("任务", 48), Field("指标", 48), Field("关系", 11, True), Field("数值", 18, True),
        Field("单位", 13, True), Field("基数", 14, True), Field("性质", 16, True), Field("时限", 26, True), Field("原文", 44),
        Field("对应的中央指标", 42), Field("比较", 16, True), Field("时限比较", 16, True), Field("说明", 40)),
                tuple(map(line, ledger.numbers)), lead=2)


def times_page(ledger: Ledger) -> Page:
    """The times in order of date, undated ones last."""
    lines = [Line((row.date or "", row.document, _place(row.ref), ledger.titles.get(row.ref, ""), KINDS[row.kind], STATUS[row.status],
                   dates_of(row.date_from, row.date_to), Raw(one_line(row.text)), one_line(row.sentence)),
                  "central" if row.document == ledger.central else "") for row in ledger.times]
    return Page("时限", "按日期先后排列，没有明确日期的列在最后；“日期”为期间的最后一日。", (
        Field("日期", 26, True), Field("文档", 26), Field("编号", 22, True), Field("任务", 70), Field("类型", 18, True),
        Field("性质", 18, True), Field("起止", 44, True), Field("原文", 46), Field("所在句", 130)), tuple(lines))


def sources_page(ledger: Ledger) -> Page:
    """Every document with what it says of itself, what was found in it, and the hash of its bytes."""
    lines = [Line((
        s.document, Raw(s.source), s.title, s.issuer, s.issued, s.doc_number, s.region or ("全国" if s.level == "central" else None),
        LEVELS.get(s.level or "", ""), interval(s.period), s.tasks, s.measures, s.targets, s.times, s.linked, Raw(s.sha256)),
        "central" if s.document == ledger.central else "") for s in ledger.sources]
    return Page("来源", "“已对应任务”为有落实或部分相关等级的任务数；最后一列为来源文件的 SHA-256 校验值。", (
        Field("文档", 26), Field("文件名", 46), Field("标题", 68), Field("发文机关", 38), Field("日期", 22, True), Field("文号", 30),
        Field("地区", 24), Field("层级", 14, True), Field("规划期", 26, True), Field("任务", 13, True), Field("举措", 13, True),
        Field("指标", 13, True), Field("时限", 13, True), Field("已对应任务", 17, True), Field("校验值", 60)), tuple(lines))


def _place(ref: str) -> str:
    """The part of a ref behind the label; empty for what stands in no provision."""
    return ref.partition("/")[2]

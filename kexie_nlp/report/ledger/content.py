"""The content of a ledger: a `query.ledger.Ledger` in, the `Book` that all formats render out, in simplified characters."""
from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from kexie_nlp.report.labels import (
    CERTAINTY,
    COMPARATORS,
    DEADLINES,
    DOCUMENT_KINDS,
    GRADES,
    KINDS,
    LEVELS,
    NOVELTIES,
    PARTS,
    STATES,
    STATUS,
    VERDICTS,
    bodies_by_part,
    interval,
    region_name,
)
from kexie_nlp.report.ledger.book import Block, Book, Cell, Event, Field, Line, Page, Raw, Tag, one_line
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from kexie_nlp.query import DeadlineRow, GapRow, NumberPair
    from kexie_nlp.query.certainty import Certainty
    from kexie_nlp.query.ledger import Ledger, LedgerCell, LedgerNumber, LedgerRow, LedgerTask

CHINA = timezone(timedelta(hours=8))
WORDS = {"contents": "目录", "summary": "总体情况", "tasks": "对标对表台账", "requirement": "中央要求", "numbers": "中央指标",
         "times": "中央时限", "state": "落实情况", "notes": "说明", "none": "（无）", "day": "生成日期：",
         "part": "第{}部分", "page": "第", "of": "页，共", "pages": "页", "item": "项目", "content": "内容", **PARTS}
NAMED = 6  # documents that a sentence names one by one
MANY = 12  # documents; with more of them the overview has signs instead of labels
SIGNS = {"covered": "√", "partly": "△", "uncovered": "×", "out_of_scope": "—"}
STATE_TONES = {"covered": "good", "partly": "middle", "uncovered": "bad", "out_of_scope": "off"}
GRADE_TONES = {2: "good", 1: "middle", 0: "off"}
VERDICT_TONES = {"looser": "bad", "stricter": "good", "equal": "good", "incomparable": "off"}  # the first one that occurs gives the tone
NOBODY = "未见对应表述"
LOCAL = (Field("文档", 21), Field("状态", 17, True), Field("等级", 17, True), Field("地方任务", 40), Field("原文依据", 112),
         Field("指标", 40), Field("数字比较", 34), Field("时限", 28), *(Field(heading, 24) for heading in PARTS.values()))
MAIN = (Field("章", 21), Field("编号", 14, True), Field("中央任务", 38), *LOCAL)
_YEAR = re.compile(r"(?<=\D)(?=\d{4})")
EVERYBODY = "（全部文件）"
CARRIES_OUT = 2


def book_of(ledger: Ledger, *, title: str | None, made: datetime) -> Book:
    """The book of a ledger; `title` replaces the default title, `made` is its date."""
    plan = f"《{ledger.central_title}》" if ledger.central_title else ""
    day, blocks = made.astimezone(CHINA), blocks_of(ledger)
    return Book(
        title=title or f"{plan}对标对表台账", calendar=title or "对标对表台账时限", made=made,
        day=f"{day.year}年{day.month}月{day.day}日", upfront=_upfront(ledger, plan), overview=overview_page(ledger),
        main=main_page(blocks, ledger.central), blocks=blocks, local=LOCAL, lists=lists_of(ledger), events=tuple(events_of(ledger)),
        notes=_notes(ledger), words=WORDS)


def _upfront(ledger: Ledger, plan: str) -> tuple[str, ...]:
    rows, names = ledger.rows, ledger.documents
    chapters = len({row.chapter for row in rows if row.chapter})
    by_document: dict[str, Counter[str]] = {
        name: Counter(row.cells[n].state for row in rows) for n, name in enumerate(names)}
    full = sum(all(cell.state in ("covered", "out_of_scope") for cell in row.cells) for row in rows) if names else 0
    some = sum(any(cell.state == "covered" for cell in row.cells) for row in rows)
    said = [f"本台账以{plan or '中央方案'}（{ledger.central}）为对照依据，共{f'{chapters}章' if chapters else ''}{len(rows)}项任务；"
            f"参与对照的文件{len(names)}份{_named(names)}。"]
    if names:
        said.append(f"{len(rows)}项中央任务中，有文件落实的{some}项，其中范围内的文件全部落实的{full}项；"
                    f"没有任何文件落实的{len(ledger.nobody)}项。")
        if len(names) > MANY:
            counted = "、".join(f"{name} {by_document[name]['covered']}" for name in names)
            said.append(f"各文件落实的项数：{counted}。")
        else:
            said += [f"{name}：{'、'.join(f'{word}{by_document[name][s]}项' for s, word in STATES.items())}。" for name in names]
    verdicts = Counter(v.verdict for n in ledger.numbers for v in n.against)
    dated = sum(time.date is not None and time.status == "planned" for time in ledger.times)
    said.append(f"共提取指标{len(ledger.numbers)}个、有明确日期的计划时限{dated}个；与中央指标比较{sum(verdicts.values())}组"
                + (f"（{'、'.join(f'{word}{verdicts[v]}组' for v, word in VERDICTS.items())}）" if verdicts else "") + "。")
    kinds = Counter(row.kind for row in ledger.novel)
    said.append(f"没有中央对应的地方任务{len(ledger.novel)}项，其中地方特色{kinds['local']}项、日常事务{kinds['routine']}项。")
    said.append(_review_sentence(ledger))
    return tuple(said)


def _review_sentence(ledger: Ledger) -> str:
    r = ledger.reviewed
    if not r.decided:
        return "以上等级均由模型判定，尚未经人工审定，使用前请核对原文。"
    return f"经人工审定的对应{r.decided}组（其中与模型不同{r.changed}组，被否定{r.rejected}组），其余由模型判定，使用前请核对原文。"


def _named(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    return f"（{'、'.join(names[:NAMED])}{'等' if len(names) > NAMED else ''}）"


def _notes(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    return (
        ("台账内容", "“总览”为中央任务与各文件的对照矩阵；“对标对表台账”逐项列出中央要求和各文件的对应任务；"
                     "其后为未见对应清单、地方特色、层级链（有两级以上文件时）、指标、时限、来源。"),
        ("状态", "落实：至少有一项任务的等级为“落实”。部分落实：只有“部分相关”的任务。未见对应表述：文件中没有对应任务，不等于工作没有做。"
                 "不在范围：没有对应任务，且文件标题表明不涉及该项工作（理由见台账相应行），不计入未见对应。"),
        ("把握", "未见对应清单的把握程度由最接近的地方任务的概率得出：低于10%为把握大，低于30%为把握较大，其余待核。"
                 "等级后注“待核”的落实，概率低于30%，或几项中央任务得分接近。"),
        ("等级", "一项地方任务与一项中央任务的对应程度。落实：承接该项中央任务。部分相关：只涉及其中一部分或相近事项。"
                 "注“待核”的宜由人工核对。"),
        ("人工审定", "等级后注“人工审定”的由人判定，优先于模型。" + _review_sentence(ledger)),
        ("数字比较", "地方指标与中央同类指标相比：更高、相同、更低；指标含义或单位不同的为不可比。时限比较另列：更早、相同、更晚。"),
        ("原文", "引号内为来源文件原文，未改一字（仅去掉换行）；“〔中央〕”后为与之相近的中央表述，已规范为统一字形。"),
        ("颜色", "绿色：落实、更高或相同；黄色：部分落实、部分相关；红色：未见对应表述、更低；灰色：不在范围、不可比、日常事务；"
                 "蓝色：中央任务。"
                 "颜色只作提示，含义均以文字为准。"),
        ("模型与程序", f"kexie_nlp {__version__}；对应模型：{'、'.join(ledger.models) or '无'}。模型可能出错，结论以原文和人工审定为准。"),
        ("复现", "同名的 .repro.json 文件记录了程序版本、依赖、模型和来源文件的校验值、设置与参数，可据以重新生成本台账。"))


def anchor_of(task_id: str, document: str = "") -> str:
    """The anchor of a central task, or of the first line of a document under it."""
    return "-".join(("t", task_id, *([document] if document else []))).replace(" ", "_")


def blocks_of(ledger: Ledger) -> tuple[Block, ...]:
    """A block for every central task."""
    return tuple(Block(
        anchor=anchor_of(row.id), chapter=row.chapter, id=row.id, title=row.title, text=one_line(row.plain),
        numbers=numbers_cell(row.numbers), times=times_cell(row.times), bodies=bodies_by_part(row.bodies), count=_count(row),
        lines=tuple(line for cell in row.cells for line in _lines(row, cell))) for row in ledger.rows)


def main_page(blocks: Iterable[Block], central: str) -> Page:
    """All blocks as one table: a line for the central task, then the lines of the documents with the leading cells repeated."""
    lines = []
    for b in blocks:
        lead = (b.chapter, b.id, b.title)
        lines.append(Line((*lead, central, None, None, b.count, b.text, b.numbers, None, b.times, *b.bodies.values()), "central", b.anchor))
        lines += [Line((*lead, *line.cells), line.kind, line.anchor) for line in b.lines]
    return Page("对标对表台账", "每项中央任务一组：先列中央要求，再逐文件列出对应任务；“〔中央〕”后为与引文相近的中央表述。",
                MAIN, tuple(lines), lead=4)


def overview_page(ledger: Ledger) -> Page:
    """The matrix of states: a line for every central task, a column for every document, then the sums."""
    many, names = len(ledger.documents) > MANY, ledger.documents
    columns = [*(Field(name if many else _YEAR.sub("\n", name, count=1), 7 if many else 22, True) for name in names),
               *(Field(word, 11 if many else 18, True) for word in STATES.values())]
    rest = 314 - sum(field.width for field in columns)
    fields = (Field("章", 30 if many else 70), Field("编号", 16, True), Field("中央任务", min(max(62, rest), 150)), *columns)
    lines = []
    for row in ledger.rows:
        counts: Counter[str] = Counter(cell.state for cell in row.cells)
        lines.append(Line((row.chapter, Tag(row.id, "none", anchor_of(row.id)), row.title, *(
            Tag(SIGNS[cell.state] if many else STATES[cell.state], STATE_TONES[cell.state], anchor_of(row.id, cell.name))
            for cell in row.cells), *(counts[state] for state in STATES))))
    for state, word in STATES.items():
        each = [sum(row.cells[n].state == state for row in ledger.rows) for n in range(len(names))]
        lines.append(Line(("合计", "", word, *each, *(sum(each) if s == state else None for s in STATES)), "total"))
    signs = "、".join(f"{SIGNS[state]} {word}" for state, word in STATES.items())
    note = f"{signs}。" if many else "各文件对每项中央任务的落实状态。"
    return Page("总览", note, fields, tuple(lines), lead=3, upright=many)


def numbers_cell(numbers: Sequence[LedgerNumber]) -> Cell:
    """The targets and achieved values, one per line."""
    lines = (f"{n.indicator}{'：' if n.indicator else ''}{one_line(n.plain)}{'（已实现）' if n.status == 'achieved' else ''}"
             for n in numbers if n.status in ("target", "achieved"))
    return "\n".join(dict.fromkeys(lines))


def times_cell(times: Sequence[DeadlineRow]) -> Cell:
    """The raw texts of the planned times, each with its dates."""
    runs: list[str] = []
    planned = ((one_line(time.text), dates_of(time.date_from, time.date_to)) for time in times if time.status == "planned")
    for text, dates in dict.fromkeys(planned):
        runs += ["\n" if runs else "", Raw(text), f"（{dates}）" if dates else ""]
    return tuple(runs)


def dates_of(start: str | None, end: str | None) -> str:
    """An interval as text: 至2016-12-31, 2019, 2016–2020, 2019-03-01–2019-06-30, 2019-03-01起."""
    if start and end:
        return interval((start, end))
    return f"至{end}" if end else f"{start}起" if start else ""


def quotes_cell(task: LedgerTask) -> Cell:
    """The raw quotes of the evidence, each with the central text it resembles."""
    runs: list[str] = []
    for pair in task.quotes:
        runs += ["\n“" if runs else "“", Raw(one_line(pair.task)), f"”\n〔中央〕{one_line(pair.measure_plain)}"]
    return tuple(runs)


def verdicts_cell(verdicts: Sequence[NumberPair]) -> Cell:
    """The compared targets; the first verdict of `VERDICT_TONES` that occurs gives the tone."""
    lines = []
    for v in verdicts:
        date = f"；时限{DEADLINES[v.deadline]}" if v.deadline else ""
        lines.append(f"{VERDICTS[v.verdict]}：{one_line(v.number)}（中央：{one_line(v.other_number)}）{date}")
    tone = next((tone for verdict, tone in VERDICT_TONES.items() if any(v.verdict == verdict for v in verdicts)), "none")
    return Tag("\n".join(lines), tone) if lines else None


def grade_tag(grade: int, certainty: Certainty, ambiguous: bool = False) -> Tag:
    """The label of a grade, with a note if a person decided it, or if a grade 2 is unsure or one of several much alike."""
    note = "（人工审定）" if certainty == "reviewed" else "（待核）" if ambiguous or grade == CARRIES_OUT and certainty == "low" else ""
    return Tag(GRADES[grade] + note, GRADE_TONES[grade])


def _lines(row: LedgerRow, cell: LedgerCell) -> Iterator[Line]:
    state = Tag(STATES[cell.state], STATE_TONES[cell.state])
    anchor = anchor_of(row.id, cell.name)
    if not cell.tasks:
        yield Line((cell.name, state, None, None, cell.reason or NOBODY, *(None for _ in LOCAL[5:])), anchor=anchor)
    for n, task in enumerate(cell.tasks):
        yield Line((cell.name, state, grade_tag(task.grade, task.certainty, task.ambiguous), f"{task.id} {task.title}",
                    quotes_cell(task), numbers_cell(task.numbers), verdicts_cell(task.verdicts), times_cell(task.times),
                    *bodies_by_part(task.bodies).values()), anchor="" if n else anchor)


def _count(row: LedgerRow) -> str:
    counts: Counter[str] = Counter(cell.state for cell in row.cells)
    return "、".join(f"{word}{counts[state]}份" for state, word in STATES.items() if counts[state])


def lists_of(ledger: Ledger) -> tuple[Page, ...]:
    """The tables after the ledger itself, in order."""
    chains = (chains_page(ledger),) if ledger.chains else ()
    return gaps_page(ledger), novel_page(ledger), *chains, numbers_page(ledger), times_page(ledger), sources_page(ledger)


def gaps_page(ledger: Ledger) -> Page:
    """Central tasks that no document carries out, then those that each document does not, with its partly related tasks."""
    rows = {row.ref: row for row in ledger.rows}
    def line(gap: GapRow) -> Line:
        state = "partly" if gap.related else "uncovered"
        near = "\n".join(f"{c.ref.rpartition('/')[2] if gap.document else c.ref} {c.title}（{c.refused}）" for c in gap.nearest)
        return Line((gap.document or EVERYBODY, gap.id, rows[gap.ref].title, Tag(STATES[state], STATE_TONES[state], anchor_of(
            gap.id, gap.document or "")), CERTAINTY[gap.certainty], near or None))

    return Page("未见对应清单", "没有“落实”等级对应任务的中央任务，附把握程度和最接近的地方任务；标题表明不涉及该项工作的文件不计。", (
        Field("文档", 30), Field("编号", 18, True), Field("中央任务", 110), Field("状态", 26, True), Field("把握", 20, True),
        Field("最接近的地方任务（未采用的理由）", 190)), tuple(map(line, (*ledger.nobody, *ledger.gaps))), lead=2)


def novel_page(ledger: Ledger) -> Page:
    """Local tasks without a link, with their kind and the nearest central task."""
    lines = [Line((row.document, row.id, row.title, Tag(NOVELTIES[row.kind], "good" if row.kind == "local" else "off"),
                   one_line(row.text), f"{row.nearest} {row.nearest_title or ''}" if row.nearest else None))
             for row in ledger.novel]
    return Page("地方特色", "没有对应中央任务的地方任务；日常事务和保障性工作另行标明，不属特色。", (
        Field("文档", 30), Field("编号", 22, True), Field("地方任务", 70), Field("性质", 24, True), Field("内容", 180),
        Field("最近的中央任务", 70)), tuple(lines), lead=2)


def chains_page(ledger: Ledger) -> Page:
    """The tasks of every level that carry out each central task, from the province down, with the documents of the chain without one."""
    rows = {row.ref: row for row in ledger.rows}
    lines = [Line((rows[ref].id, rows[ref].title, LEVELS.get(step.level or "", ""), region_name(step.region, step.level), step.year,
                   step.document, f"{_place(step.ref)} {step.title}" if step.ref else None,
                   Tag(STATES[step.state], STATE_TONES[step.state]),
                   CERTAINTY[step.certainty] if step.certainty else None, "、".join(step.via)))
             for ref, steps in ledger.chains.items() for step in steps]
    return Page("层级链", "每项中央任务由上到下、由早到晚的承接情况；“上一级任务”为所属上级地区文件中承接同一中央任务的任务。", (
        Field("编号", 18, True), Field("中央任务", 60), Field("层级", 14, True), Field("地区", 26), Field("年份", 14, True),
        Field("文档", 28),
        Field("地方任务", 74), Field("状态", 34, True), Field("把握", 20, True), Field("上一级任务", 70)), tuple(lines), lead=2)


def numbers_page(ledger: Ledger) -> Page:
    """Every target with its fields and the central targets it was compared with."""
    def line(n: LedgerNumber) -> Line:
        value = n.value if n.value_max is None else f"{n.value}–{n.value_max}"
        verdicts = [v.verdict for v in n.against]
        tone = next((tone for verdict, tone in VERDICT_TONES.items() if verdict in verdicts), "none")
        judged: Cell = Tag("\n".join(VERDICTS[v] for v in verdicts), tone) if verdicts else None
        return Line((
            n.document, _place(n.ref), ledger.titles.get(n.ref, ""), n.indicator, COMPARATORS[n.comparator], value, n.unit, n.baseline,
            STATUS[n.status], dates_of(*(n.deadline or (None, None))), Raw(one_line(n.text)),
            "\n".join(one_line(v.other_number) for v in n.against), judged,
            "\n".join(DEADLINES[v.deadline] if v.deadline else "—" for v in n.against),
            "\n".join(v.reason for v in n.against)), "central" if n.document == ledger.central else "")

    return Page("指标", "数值为规范化结果，“原文”为来源文件的写法；比较以同一指标、同一单位为前提。", (
        Field("文档", 24), Field("编号", 20, True), Field("任务", 48), Field("指标", 48), Field("关系", 11, True), Field("数值", 18, True),
        Field("单位", 13, True), Field("基数", 14, True), Field("性质", 16, True), Field("时限", 26, True), Field("原文", 44),
        Field("对应的中央指标", 42), Field("比较", 16, True), Field("时限比较", 16, True), Field("说明", 40)),
                tuple(map(line, ledger.numbers)), lead=2)


def times_page(ledger: Ledger) -> Page:
    """All times in order of date, undated ones last."""
    lines = [Line((row.date or "", row.document, _place(row.ref), ledger.titles.get(row.ref, ""), KINDS[row.kind], STATUS[row.status],
                   dates_of(row.date_from, row.date_to), Raw(one_line(row.text)), one_line(row.sentence)),
                  "central" if row.document == ledger.central else "") for row in ledger.times]
    return Page("时限", "按日期先后排列，没有明确日期的列在最后；“日期”为期间的最后一日。", (
        Field("日期", 26, True), Field("文档", 26), Field("编号", 22, True), Field("任务", 70), Field("类型", 18, True),
        Field("性质", 18, True), Field("起止", 44, True), Field("原文", 46), Field("所在句", 130)), tuple(lines))


def sources_page(ledger: Ledger) -> Page:
    """Every document with its meta data, counts, and the hash of its bytes."""
    lines = [Line((
        s.document, Raw(s.source), s.title, s.issuer, s.issued, s.doc_number, region_name(s.region, s.level),
        LEVELS.get(s.level or "", ""), DOCUMENT_KINDS.get(s.kind or "", ""), interval(s.period), s.tasks, s.measures, s.targets, s.times,
        s.linked, Raw(s.sha256)),
        "central" if s.document == ledger.central else "") for s in ledger.sources]
    return Page("来源", "“已对应任务”为有落实或部分相关等级的任务数；最后一列为来源文件的 SHA-256 校验值。", (
        Field("文档", 26), Field("文件名", 46), Field("标题", 68), Field("发文机关", 38), Field("日期", 22, True), Field("文号", 30),
        Field("地区", 24), Field("层级", 14, True), Field("类型", 18, True), Field("规划期", 26, True), Field("任务", 13, True),
        Field("举措", 13, True),
        Field("指标", 13, True), Field("时限", 13, True), Field("已对应任务", 17, True), Field("校验值", 60)), tuple(lines))


def _place(ref: str) -> str:
    """The provision id of a ref; empty outside all provisions."""
    return ref.partition("/")[2]


def events_of(ledger: Ledger) -> Iterator[Event]:
    """An event for every planned date in order; repeated mentions in one task give one event."""
    hashes = {source.document: source.sha256 for source in ledger.sources}
    seen = set()
    for row in ledger.times:
        day, said = _day(row), (row.ref, row.date, row.text)
        if day is None or said in seen:
            continue
        seen.add(said)
        quote = one_line(row.text)
        yield Event(
            uid=_uid(hashes[row.document], row), day=day, category=row.document,
            summary=(f"【{row.document}】{one_line(ledger.titles.get(row.ref, ''))}", Raw(f"（{quote}）" if quote else "")),
            description=f"{row.ref}\n{KINDS[row.kind]}：{dates_of(row.date_from, row.date_to)}\n{one_line(row.sentence)}")


def _day(row: DeadlineRow) -> date | None:
    """The last day of a planned time; None if it has none or is done."""
    if row.status != "planned" or row.date is None:
        return None
    try:
        return date.fromisoformat(row.date)
    except ValueError:
        return None


def _uid(sha256: str, row: DeadlineRow) -> Raw:
    place = f"{sha256} {row.start} {row.end} {row.date}"
    return Raw(f"{hashlib.sha256(place.encode()).hexdigest()[:32]}@kexie-nlp")

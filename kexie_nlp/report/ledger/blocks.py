"""Central tasks with what every document does about them, and the overview of their states."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kexie_nlp.report.ledger.cells import Block, Cell, Field, Line, Page, Raw, Tag, one_line
from kexie_nlp.report.words import DEADLINES, GRADES, STATES, VERDICTS, interval

if TYPE_CHECKING:
    from kexie_nlp.query import DeadlineRow
    from kexie_nlp.query.ledger_answers import Against, Ledger, LedgerCell, LedgerNumber, LedgerRow, LedgerTask

MANY = 12  # documents from which the overview has signs instead of words
SIGNS = {"covered": "√", "partly": "△", "uncovered": "×", "out_of_scope": "—"}
STATE_TONES = {"covered": "good", "partly": "middle", "uncovered": "bad", "out_of_scope": "off"}
GRADE_TONES = {2: "good", 1: "middle", 0: "off"}
VERDICT_TONES = {"looser": "bad", "stricter": "good", "equal": "good", "incomparable": "off"}  # the first that occurs decides
NOBODY = "未发现对应任务"
LOCAL = (Field("文档", 21), Field("状态", 17, True), Field("等级", 17, True), Field("地方任务", 40), Field("原文依据", 126),
         Field("指标", 44), Field("数字比较", 34), Field("时限", 28), Field("责任主体", 28))
MAIN = (Field("章", 21), Field("编号", 14, True), Field("中央任务", 38), *LOCAL)
_YEAR = re.compile(r"(?<=\D)(?=\d{4})")


def anchor_of(task_id: str, document: str = "") -> str:
    """What a central task, or a document's first line under it, can be linked by."""
    return "-".join(("t", task_id, *([document] if document else []))).replace(" ", "_")


def blocks_of(ledger: Ledger) -> tuple[Block, ...]:
    """One block for every central task."""
    return tuple(Block(
        anchor=anchor_of(row.id), chapter=row.chapter, id=row.id, title=row.title, text=one_line(row.plain),
        numbers=numbers_cell(row.numbers), times=times_cell(row.times), actors="、".join(row.actors), count=_count(row),
        lines=tuple(line for cell in row.cells for line in _lines(row, cell))) for row in ledger.rows)


def main_page(blocks: Iterable[Block], central: str) -> Page:
    """All blocks as one table: a line for the central task, then those of the documents; leading cells repeated."""
    lines = []
    for b in blocks:
        lead = (b.chapter, b.id, b.title)
        lines.append(Line((*lead, central, None, None, b.count, b.text, b.numbers, None, b.times, b.actors), "central", b.anchor))
        lines += [Line((*lead, *line.cells), line.kind, line.anchor) for line in b.lines]
    return Page("对标对表台账", "每项中央任务一组：先列中央要求，再逐文件列出对应任务；“〔中央〕”后为与引文相近的中央表述。",
                MAIN, tuple(lines), lead=4)


def overview_page(ledger: Ledger) -> Page:
    """A line for every central task, a column for every document, then the sums."""
    many, names = len(ledger.documents) > MANY, ledger.documents
    columns = [*(Field(name if many else _YEAR.sub("\n", name, count=1), 7 if many else 22, True) for name in names),
               *(Field(word, 11 if many else 18, True) for word in STATES.values())]
    rest = 314 - sum(field.width for field in columns)
    fields = (Field("章", 30 if many else 70), Field("编号", 16, True), Field("中央任务", min(max(62, rest), 150)), *columns)
    lines = []
    for row in ledger.rows:
        counts: Counter[str] = Counter(cell.state for cell in row.cells)
        lines.append(Line((row.chapter, Tag(row.id, "none", anchor_of(row.id)), row.title, *(
            Tag(SIGNS[cell.state] if many else STATES[cell.state], STATE_TONES[cell.state], anchor_of(row.id, cell.document))
            for cell in row.cells), *(counts[state] for state in STATES))))
    for state, word in STATES.items():
        each = [sum(row.cells[n].state == state for row in ledger.rows) for n in range(len(names))]
        lines.append(Line(("合计", "", word, *each, *(sum(each) if s == state else None for s in STATES)), "total"))
    signs = "、".join(f"{SIGNS[state]} {word}" for state, word in STATES.items())
    note = f"{signs}。" if many else "各文件对每项中央任务的落实状态。"
    return Page("总览", note, fields, tuple(lines), lead=3, upright=many)


def numbers_cell(numbers: Sequence[LedgerNumber]) -> Cell:
    """What is aimed at or was reached, a line for each."""
    lines = (f"{n.indicator}{'：' if n.indicator else ''}{one_line(n.plain)}{'（已实现）' if n.status == 'achieved' else ''}"
             for n in numbers if n.status in ("target", "achieved"))
    return "\n".join(dict.fromkeys(lines))


def times_cell(times: Sequence[DeadlineRow]) -> Cell:
    """The planned times in the words of the source, with their dates."""
    runs: list[str] = []
    planned = ((one_line(time.text), dates_of(time.date_from, time.date_to)) for time in times if time.status == "planned")
    for text, dates in dict.fromkeys(planned):
        runs += ["\n" if runs else "", Raw(text), f"（{dates}）" if dates else ""]
    return tuple(runs)


def dates_of(start: str | None, end: str | None) -> str:
    """An interval in words: 至2016-12-31, 2019, 2016–2020, 2019-03-01–2019-06-30, 2019-03-01起."""
    if start and end:
        return interval((start, end))
    return f"至{end}" if end else f"{start}起" if start else ""


def quotes_cell(task: LedgerTask) -> Cell:
    """The raw quotes, each with the central wording it resembles."""
    runs: list[str] = []
    for pair in task.quotes:
        runs += ["\n“" if runs else "“", Raw(one_line(pair.task)), f"”\n〔中央〕{one_line(pair.measure_plain)}"]
    return tuple(runs)


def verdicts_cell(verdicts: Sequence[Against]) -> Cell:
    """The numbers face to face; the worst verdict gives the tone."""
    lines = []
    for v in verdicts:
        date = f"；时限{DEADLINES[v.deadline]}" if v.deadline else ""
        lines.append(f"{VERDICTS[v.verdict]}：{one_line(v.own)}（中央：{one_line(v.central)}）{date}")
    tone = next((tone for verdict, tone in VERDICT_TONES.items() if any(v.verdict == verdict for v in verdicts)), "none")
    return Tag("\n".join(lines), tone) if lines else None


def grade_tag(grade: int, model_grade: int | None, ambiguous: bool = False) -> Tag:
    """The grade in words, with a note where a person decided it, or nobody did though it is not certain."""
    note = "（人工审定）" if model_grade is not None else "（待核）" if ambiguous else ""
    return Tag(GRADES[grade] + note, GRADE_TONES[grade])


def _lines(row: LedgerRow, cell: LedgerCell) -> Iterator[Line]:
    state = Tag(STATES[cell.state], STATE_TONES[cell.state])
    anchor = anchor_of(row.id, cell.document)
    if not cell.tasks:
        yield Line((cell.document, state, None, None, cell.reason or NOBODY, None, None, None, None), anchor=anchor)
    for n, task in enumerate(cell.tasks):
        yield Line((cell.document, state, grade_tag(task.grade, task.model_grade, task.ambiguous), f"{task.id} {task.title}",
                    quotes_cell(task), numbers_cell(task.numbers), verdicts_cell(task.verdicts), times_cell(task.times),
                    "、".join(task.actors)), anchor="" if n else anchor)


def _count(row: LedgerRow) -> str:
    counts: Counter[str] = Counter(cell.state for cell in row.cells)
    return "、".join(f"{word}{counts[state]}份" for state, word in STATES.items() if counts[state])

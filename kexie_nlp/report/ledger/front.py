"""The words before and behind the tables: what came out, in sentences, and how to read it."""
from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from kexie_nlp.report.ledger.blocks import LOCAL, MANY, blocks_of, main_page, overview_page
from kexie_nlp.report.ledger.cells import Book
from kexie_nlp.report.ledger.lists import lists_of
from kexie_nlp.report.words import STATES, VERDICTS
from kexie_nlp.version import __version__

if TYPE_CHECKING:
    from kexie_nlp.query.ledger_answers import Ledger

CHINA = timezone(timedelta(hours=8))
WORDS = {"contents": "目录", "summary": "总体情况", "tasks": "对标对表台账", "requirement": "中央要求", "numbers": "中央指标",
         "times": "中央时限", "actors": "责任主体", "state": "落实情况", "notes": "说明", "none": "（无）", "day": "生成日期：",
         "part": "第{}部分", "page": "第", "of": "页，共", "pages": "页", "item": "项目", "content": "内容"}
NAMED = 6  # documents named one by one in a sentence


def book_of(ledger: Ledger, *, title: str | None, made: datetime) -> Book:
    """The content of a ledger in simplified characters."""
    plan = f"《{ledger.central_title}》" if ledger.central_title else ""
    day, blocks = made.astimezone(CHINA), blocks_of(ledger)
    return Book(
        title=title or f"{plan}对标对表台账", day=f"{day.year}年{day.month}月{day.day}日", upfront=_upfront(ledger, plan),
        overview=overview_page(ledger), main=main_page(blocks, ledger.central), blocks=blocks, local=LOCAL, lists=lists_of(ledger),
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
                     "其后为未落实清单、地方特色、指标、时限、来源。"),
        ("状态", "落实：至少有一项任务的等级为“落实”。部分落实：只有“部分相关”的任务。未落实：没有对应任务。"
                 "不在范围：没有对应任务，且文件标题表明不涉及该项工作（理由见台账相应行），不计入未落实。"),
        ("等级", "一项地方任务与一项中央任务的对应程度。落实：承接该项中央任务。部分相关：只涉及其中一部分或相近事项。"
                 "注“待核”的，几项中央任务得分接近，宜由人工核对。"),
        ("人工审定", "等级后注“人工审定”的由人判定，优先于模型。" + _review_sentence(ledger)),
        ("数字比较", "地方指标与中央同类指标相比：更高、相同、更低；指标含义或单位不同的为不可比。时限比较另列：更早、相同、更晚。"),
        ("原文", "引号内为来源文件原文，未改一字（仅去掉换行）；“〔中央〕”后为与之相近的中央表述，已规范为统一字形。"),
        ("颜色", "绿色：落实、更高或相同；黄色：部分落实、部分相关；红色：未落实、更低；灰色：不在范围、不可比、日常事务；蓝色：中央任务。"
                 "颜色只作提示，含义均以文字为准。"),
        ("模型与程序", f"kexie_nlp {__version__}；对应模型：{'、'.join(ledger.models) or '无'}。模型可能出错，结论以原文和人工审定为准。"),
        ("复现", "同名的 .repro.json 文件记录了程序版本、依赖、模型和来源文件的校验值、设置与参数，可据以重新生成本台账。"))

"""Chinese labels of the codes in records and answers, and bodies, dates and numbers as short Chinese texts."""
from __future__ import annotations

from collections.abc import Sequence

from kexie_nlp.model import Body
from kexie_nlp.model.records import of_whole_years

GRADES = {2: "落实", 1: "部分相关", 0: "无"}
RELATIONS = {"implements": "落实", "quantifies": "量化", "extends": "拓展", "related": "相关"}
VERDICTS = {"stricter": "更高", "equal": "相同", "looser": "更低", "incomparable": "不可比"}
DEADLINES = {"earlier": "更早", "same": "相同", "later": "更晚"}
STATES = {"covered": "落实", "partly": "部分落实", "uncovered": "未见对应表述", "out_of_scope": "不在范围"}
CERTAINTY = {"high": "把握大", "fair": "把握较大", "low": "待核", "reviewed": "人工审定"}
CHANGES = {"continued": "延续", "raised": "提高", "lowered": "降低", "dropped": "取消", "new": "新增",
           "first": "首次出现"}
HITS = {"provision": "条款", "measure": "举措"}
NOVELTIES = {"local": "地方特色", "routine": "日常事务"}
STATUS = {"planned": "计划", "done": "已完成", "target": "目标", "achieved": "已实现", "condition": "条件",
          "context": "背景"}
MODALITY = {"must": "必须", "will": "将", "encourage": "鼓励", "explore": "探索"}
KINDS = {"by": "截止", "within": "期间", "recurring": "周期", "duration": "时长", "done": "已完成"}
COMPARATORS = {"eq": "=", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈", "range": "–"}
LEVELS = {"central": "中央", "provincial": "省级", "municipal": "市级", "county": "县级", "township": "乡镇级"}
DOCUMENT_KINDS = {"plan": "方案", "notice": "通知", "breakdown": "任务分解", "review": "总结", "report": "报告", "law": "法规",
                  "interpretation": "解读", "news": "新闻"}
ROLES = {"section": "章节", "task": "任务", "achievement": "成效", "objective": "目标", "principle": "原则",
         "other": "其他"}

FAULTS = {"unreadable": "读不了", "columns": "列名不对", "fields": "列数不对", "empty": "空单元格", "blanks": "单元格前后有空格",
          "duplicate": "词语重复", "short": "单字词", "common": "几乎每段都有的词", "rows": "没有词语", "title": "缺标题（title）",
          "markers": "标志词（markers）不足三个", "key": "未知的键"}
PARTS = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位", "officer": "责任人"}
_PART_OF = {"subject": "responsible", "partner": "support"}  # parts without a label of their own
_SIGNS = {"lead": "（牵头）", "responsible": "（责任）", "support": "（配合）", "partner": "（协同）", "officer": "（责任人）"}


def bodies_by_part(bodies: Sequence[Body]) -> dict[str, str]:
    """The names of bodies for each part of `PARTS`, joined by 、; empty if there are none.

    Who acts counts as responsible and partners as supporting, unless they are assigned another part.
    """
    part_of: dict[str, str] = {}
    for part in PARTS:
        for body in bodies:
            if _PART_OF.get(body.part, body.part) == part:
                part_of.setdefault(body.name, part)
    return {part: "、".join(name for name, own in part_of.items() if own == part) for part in PARTS}


def bodies_text(bodies: Sequence[Body], actors: Sequence[str] = ()) -> str:
    """The bodies of a measure as one text, those with a part marked: 教育局（牵头）、财政局（配合）; without any, the `actors`."""
    part_of: dict[str, str] = {}
    for body in bodies:
        if part_of.get(body.name, "subject") == "subject":
            part_of[body.name] = body.part
    return "、".join(f"{name}{_SIGNS.get(part, '')}" for name, part in part_of.items()) or "、".join(actors)


def interval(pair: tuple[str | None, str | None] | None) -> str:
    """Two ISO dates as one text: whole years as years (2019, 2016–2020), equal dates as one, others as start–end."""
    if pair is None or pair == (None, None):
        return ""
    start, end = (date or "" for date in pair)
    if of_whole_years(start, end):
        start, end = start[:-6], end[:-6]
        return start if start == end else f"{start}–{end}"
    return start if start == end else f"{start}–{end}"


def region_name(region: str | None, level: str | None) -> str | None:
    """The region of a document; the whole country for a central one without a region."""
    return region or ("全国" if level == "central" else None)


def manner(status: str, modality: str) -> str:
    """The label of a measure that is done, or of a modality other than the default; empty for a plain plan."""
    return STATUS["done"] if status == "done" else "" if modality == "will" else MODALITY[modality]


def amount(comparator: str, value: str, value_max: str | None, unit: str) -> str:
    """A target as text: ≥40个, 10–20个."""
    sign = COMPARATORS[comparator]
    return f"{sign}{value}{unit}" if value_max is None else f"{value}{sign}{value_max}{unit}"

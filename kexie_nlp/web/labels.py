"""Chinese labels of the pages, beside those of the register: values of filters, orders, groups, notes, errors."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kexie_nlp.report.labels import (
    CERTAINTY,
    CHANGES,
    DOCUMENT_KINDS,
    GRADES,
    HITS,
    LEVELS,
    NOVELTIES,
    RELATIONS,
    ROLES,
    STATES,
    STATUS,
    VERDICTS,
)

_REVIEWS = {"disagreeing": "与模型不一致", "holding": "现行有效"}
CHOICES: Mapping[str, str] = {**LEVELS, **DOCUMENT_KINDS, **ROLES, **STATUS, **STATES, **VERDICTS, **RELATIONS, **CHANGES, **NOVELTIES,
                              **HITS, **CERTAINTY, **_REVIEWS,
                              **{str(grade): word for grade, word in GRADES.items()}}
STATUS_LABELS = {"chain": "状态", "novel": "性质", "links": "关系", "numbers": "比较", "states": "状态", "compare": "变化",
                 "history": "变化", "reviews": "范围"}
SORTS = {"place": "原文顺序", "year": "年份", "tasks": "任务数", "linked": "已对应任务数", "covered": "落实的文档数", "title": "标题",
         "related": "部分相关数", "score": "把握", "grade": "等级", "value": "数值", "deadline": "时限", "indicator": "指标",
         "date": "日期", "verdict": "比较结果", "documents": "文档数", "regions": "地区数", "strength": "力度",
         "similarity": "相似度", "both": "共同落实数", "measures": "举措数", "actor": "主体名称"}
COLUMN_SORTS = {"period": "year", "deadline_to": "deadline", "certainty": "score"}  # {column: order} where the names differ
GROUPS = (("落实", ("coverage", "states", "gaps", "ranking", "numbers", "history", "chain")),
          ("地方", ("novel", "topics", "similarity", "compare")),
          ("清单", ("documents", "tasks", "measures", "targets", "deadlines", "links", "actors", "instruments")))
THINGS = ("task", "measure", "search", "reviews")  # questions that the menu does not list
REST = "其他"
NOTES = {
    "documents": "库中的全部文档，以及从每份文档读出的任务、举措、指标和时限。",
    "coverage": "每项中央任务在各文档中的对应任务数：落实／部分相关。",
    "gaps": "未见对应表述的中央任务：先列各文档均无的，再逐份文档列出，附把握程度和最接近的地方任务。文档标题已限定范围的不计入。",
    "novel": "没有中央对应的地方任务，以及最接近的中央任务。",
    "task": "一项任务的原文、举措、指标、时限，以及它与中央任务的对应和依据。",
    "measure": "一项中央任务：谁在落实，谁没有，依据是什么。",
    "tasks": "各文档的任务，以及每项任务对应得最好的中央任务。",
    "measures": "谁做什么、依据什么文件。",
    "links": "地方任务与中央任务的对应，附关系和把握程度。",
    "targets": "文档中的数字：衡量什么、多少、何时完成。",
    "deadlines": "文档中的时间要求，按日期排列。",
    "numbers": "地方指标与中央指标面对面：更高、相同、更低、不可比。",
    "states": "中央任务 × 文档（或地区）：落实、部分落实、未见对应表述、不在范围。点格子看两边原文。",
    "ranking": "中央任务按落实它的文档和地区多少排列。",
    "similarity": "文档两两相比：落实内容有多相近，各自独有哪些。",
    "topics": "中央任务没有涵盖、而几份文档都在谈的事项。",
    "actors": "计划中的举措落在哪些主体身上。",
    "instruments": "举措起草、印发、修订或执行的文件。",
    "compare": "两份文档逐项对照：延续、提高、降低、取消、新增。选两份文档；比较两年时，甲为较早的一年。",
    "history": "一项任务逐年的变化，或一项中央任务在各地历年的落实。填写任务名称，如 文档/编号。",
    "chain": "一项中央任务从部委、省、市到县逐级怎么落实，同一地区逐年怎么变化，断在哪一级；地方任务列出本地区上下各级。"
             "填写任务名称，如 中央/三.4。",
    "search": "在全部条款和举措中查找，简繁皆可。引号内为整句，OR 为或，减号为排除。",
    "reviews": "人对“对应关系”说过的话：谁、何时、怎么判，与模型是否一致。",
}
ERRORS = {
    "K303": ("没有找到这个名称", "请检查名称是否写全（文档/编号），或从文档一览进入。"),
    "K304": ("这个名称对应多项内容", "请使用完整名称：文档/编号。"),
    "K306": ("查询条件不合适", "请检查网址或表单中的条件。"),
    "K311": ("这是参照文件本身", "请选择与它对照的其他文档。"),
    "K321": ("没有可画的内容", "库中的文档没有这类数据。"),
    "K401": ("库中没有中央方案", "先用 kexie build 建库，或用 --central 指定参照文件。"),
    "K403": ("不是方案本身，而是解读或新闻。", "它仍参加对应和统计；可换上方案原文。"),
    "403": ("不能执行这个操作", "页面可能已过期，请返回、刷新后再试。"),
    "404": ("没有这个页面", "请从总览进入。"),
    "405": ("不能这样访问这个页面", "请从总览进入。"),
    "413": ("提交的内容太长", "请缩短后再试。"),
    "421": ("不接受这个主机名", "请用启动时显示的网址访问。"),
    "500": ("服务出错了", "请稍后再试；详情见启动服务的窗口。"),
}
OTHER_ERROR = ("无法完成", "请检查条件后再试。")


def choice_label(name: str, value: str) -> str:
    """The label of a legal value of the filter `name`."""
    return CHOICES.get(value, value) if name != "grade" or value != "0" else "无对应"


def code_class(value: Any) -> str:
    """The CSS class that colours a coded cell."""
    return f"c-{value}" if isinstance(value, str | int) else ""

"""Every question with its filters, orders and arguments: what the doors (Python, command line, web) are made from.

Light to import: the functions are loaded when they are called.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

LEVELS = ("central", "provincial", "municipal", "county")
ROLES = ("section", "task", "achievement", "objective", "principle", "other")


@dataclass(frozen=True)
class Parameter:
    """A filter, option or argument: its type, help in English, label in Chinese, and the legal values where they are few."""
    name: str
    type: type
    help: str
    label: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question: `home` is the module of its function, `example` the arguments of its example.

    The first of `sorts` is the order of the answer where none is asked for; `single`: one thing seen whole, not rows.
    """
    name: str
    title: str
    help: str
    home: str
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    arguments: tuple[Parameter, ...] = ()
    options: tuple[Parameter, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    example: str = ""
    single: bool = False

    @property
    def function(self) -> Callable[..., Any]:
        """The typed function that answers."""
        found: Callable[..., Any] = getattr(import_module(f"kexie_nlp.query.{self.home}"), self.name)
        return found

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its filters and its own options, with the values that are legal for this question."""
        legal = dict(self.choices)
        named = [FILTERS[name] for name in self.filters]
        return (*(Parameter(p.name, p.type, p.help, p.label, legal.get(p.name, p.choices)) for p in named), *self.options)


FILTERS = {p.name: p for p in (
    Parameter("document", str, "Only this document: its label, file name or hash prefix.", "文档"),
    Parameter("region", str, "Only documents of this region, or a part of its name.", "地区"),
    Parameter("level", str, "Only documents of this level.", "层级", LEVELS),
    Parameter("year", int, "Only plans of this year.", "年份"),
    Parameter("chapter", str, "Only within this chapter: its number, or a part of its heading.", "章节"),
    Parameter("grade", int, "Only what has a link of this grade: 2 carries it out, 1 partly related, 0 none at all.", "等级",
              ("2", "1", "0")),
    Parameter("role", str, "Only provisions of this role.", "性质", ROLES),
    Parameter("status", str, "Only of this status.", "状态"),
    Parameter("actor", str, "Only where this actor, or one with this in its name, is to act.", "主体"),
    Parameter("text", str, "Only where the text has these characters, in either script.", "文字"),
    Parameter("central", str, "Against this reference plan (default: the first).", "参照文件"),
)}
PAGING = {p.name: p for p in (
    Parameter("sort", str, "In this order.", "排序"), Parameter("desc", bool, "The other way round.", "倒序"),
    Parameter("limit", int, "At most so many rows.", "行数"), Parameter("offset", int, "Leave out so many rows first.", "起始行"))}
_DOCUMENTS = ("document", "region", "level", "year")
_PLACES = (*_DOCUMENTS, "chapter", "role", "grade", "actor", "text")
_CENTRAL = (*_DOCUMENTS, "chapter", "actor", "text", "central")
_REF = Parameter("ref", str, "LABEL/ID as other questions show it, or a unique ID.", "名称")
VERDICTS = ("stricter", "equal", "looser", "incomparable")

_ALL = (
    Question("documents", "文档一览", "The documents and what was found in them.", "lists", _DOCUMENTS,
             ("place", "year", "tasks", "linked"), example="--level provincial"),
    Question("coverage", "落实情况", "Central tasks by documents: links of grade 2 (carries it out) and 1 (partly related).",
             "central", (*_CENTRAL, "grade"), ("place", "covered", "title"), example="--year 2019"),
    Question("gaps", "未落实清单", "Central tasks that nobody carries out, over all and document by document.", "central",
             _CENTRAL, ("place", "related"), example="--document 黑龙江2019"),
    Question("novel", "地方特色", "Tasks that correspond to no central task, with the one that came nearest.", "central",
             (*_CENTRAL, "status"), ("place", "score"), choices=(("status", ("local", "routine")),), example="--json"),
    Question("task", "任务详情", "A task: its text, measures, targets, times, and its links with quotes from both sides.",
             "views", ("grade",), arguments=(_REF,), example="黑龙江2019/二.7", single=True),
    Question("measure", "举措详情", "A central task, or one measure (LABEL/ID#n): who carries it out, and who does not.",
             "views", ("grade",), arguments=(_REF,), example="中央/二.4", single=True),
    Question("tasks", "任务清单", "Tasks with the central task that each carries out best.", "items", _PLACES,
             ("place", "score", "grade"), example="--region 黑龙江 --grade 0"),
    Question("measures", "举措清单", "Measures: who does what, with which documents.", "items", (*_PLACES, "status"),
             ("place",), choices=(("status", ("planned", "done")),), example="--actor 学会 --status planned"),
    Question("links", "对应清单", "Links between local and central tasks, with relation and reasons.", "items",
             (*_CENTRAL, "grade", "status"), ("place", "score"),
             choices=(("status", ("implements", "quantifies", "extends", "related")),), example="--grade 2 --limit 20"),
    Question("targets", "指标", "The numbers: what is measured, how much, by when.", "lists", (*_PLACES, "status"),
             ("place", "value", "deadline", "indicator"), options=(
                 Parameter("indicator", str, "A part of what is measured.", "指标"),),
             choices=(("status", ("target", "achieved", "condition", "context")),), example="--status target"),
    Question("deadlines", "时限", "The times in order of date, undated ones last.", "lists", (*_PLACES, "status"),
             ("date", "place"), options=(
                 Parameter("since", str, "Not before this date, YYYY-MM-DD.", "起"),
                 Parameter("until", str, "Not after this date, YYYY-MM-DD.", "止")),
             choices=(("status", ("planned", "done")),), example="--status planned --until 2019-12-31"),
    Question("numbers", "数字对照", "Numbers face to face: province and centre, stricter, looser, earlier, later, and why.",
             "landscape", (*_CENTRAL, "grade", "status"), ("place", "verdict"), choices=(("status", VERDICTS),),
             example="--status stricter"),
    Question("states", "落实状态", "Central tasks: covered, partly, uncovered or out of scope, by document or region.",
             "matrix", (*_CENTRAL, "status"), ("place", "covered"), options=(
                 Parameter("by_region", bool, "By region, over all its documents.", "按地区"),),
             choices=(("status", ("covered", "partly", "uncovered", "out_of_scope")),), example="--by-region"),
    Question("ranking", "落实排行", "Central tasks by how many documents and regions carry them out, and how strongly.",
             "matrix", _CENTRAL, ("documents", "regions", "tasks", "strength", "place"), example="--limit 10"),
    Question("similarity", "相似度", "How alike documents are in what they carry out, and what only one of two does.",
             "matrix", (*_DOCUMENTS, "central"), ("similarity", "both"), example="--limit 10"),
    Question("topics", "新主题", "New topics: communities of tasks that no central task explains, with keywords.",
             "landscape", (*_DOCUMENTS, "text", "central"), ("tasks", "documents"), example="--level provincial"),
    Question("actors", "主体分工", "Actors by how many planned measures fall to them.", "landscape",
             (*_DOCUMENTS, "chapter", "actor"), ("measures", "tasks", "documents", "actor"), example="--document 黑龙江2019"),
    Question("instruments", "引用文件", "Documents in 《》 that measures draft, issue or carry out.", "landscape",
             (*_DOCUMENTS, "chapter", "text"), ("documents", "measures", "title"), example="--text 办法"),
    Question("compare", "两份对比", "Two provinces or two years side by side: continued, raised, lowered, dropped, new.",
             "comparing", ("status", "text"), ("place", "score"), arguments=(
                 Parameter("a", str, "A document: its label, file name or hash prefix.", "甲"),
                 Parameter("b", str, "Another; of two years the later.", "乙")),
             choices=(("status", ("continued", "raised", "lowered", "dropped", "new")),), example="安徽2017 黑龙江2019"),
    Question("history", "历年变化", "One matter through the years: a task from plan to plan, or a central task in every region.",
             "years", ("region", "level", "year", "status"), ("place", "year"), arguments=(_REF,),
             choices=(("status", ("first", "continued", "raised", "lowered", "dropped")),), example="黑龙江2019/二.7"),
    Question("search", "全文检索", "Full text of provisions and measures, simplified or traditional, with highlights.",
             "fulltext", (*_DOCUMENTS, "chapter", "role", "grade", "status", "actor"), ("score", "place"), arguments=(
                 Parameter("text", str, "Words; \"a phrase\"; a OR b; -without.", "检索词"),), options=(
                 Parameter("kind", str, "Provisions or measures only.", "对象", ("provision", "measure")),),
             choices=(("status", ("planned", "done")),), example="科技志愿服务 --limit 10"),
    Question("reviews", "人工复核", "What persons said of links, who and when, and where the model says otherwise.",
             "reviewing", ("status",), ("place", "grade"), choices=(("status", ("disagreeing", "holding")),),
             example="--status disagreeing"),
)
QUESTIONS = {question.name: question for question in _ALL}

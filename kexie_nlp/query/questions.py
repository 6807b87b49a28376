"""The register of questions: name, arguments, filters, orders, and the module of the function that answers.

The commands of `kexie query`, the routes of the web and their help are made from it. It imports no other module of the
package; a function is imported when `Question.function` is read.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

LEVELS = ("central", "provincial", "municipal", "county", "township")
DOCUMENT_KINDS = ("plan", "notice", "breakdown", "review", "report", "law", "interpretation", "news")
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
    """A question: `home` is the module in this package with the function `name`, `example` the arguments of its example.

    The first of `sorts` is the default order. `single`: the answer is one view with pages of links, not rows. `choices`: the
    legal values of a filter where they differ from one question to another.
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
        """The typed function that answers: `(store, *arguments, **filters)` to `Rows`, or to a view where `single`."""
        found: Callable[..., Any] = getattr(import_module(f"kexie_nlp.query.{self.home}"), self.name)
        return found

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its filters, then its own options, with the values that are legal for this question."""
        legal = dict(self.choices)
        named = [FILTERS[name] for name in self.filters]
        return (*(Parameter(p.name, p.type, p.help, p.label, legal.get(p.name, p.choices)) for p in named), *self.options)


FILTERS = {p.name: p for p in (
    Parameter("document", str, "Only this document: its label, file name or hash prefix.", "文档"),
    Parameter("region", str, "Only documents of this region, or a part of its name.", "地区"),
    Parameter("level", str, "Only documents of this level.", "层级", LEVELS),
    Parameter("year", int, "Only plans of this year.", "年份"),
    Parameter("chapter", str, "Only within this chapter: its number, or a part of its heading.", "章节"),
    Parameter("grade", int, "Only with a link of this grade: 2 carries it out, 1 partly related, 0 no link.", "等级",
              ("2", "1", "0")),
    Parameter("role", str, "Only provisions of this role.", "性质", ROLES),
    Parameter("status", str, "Only of this status.", "状态"),
    Parameter("actor", str, "Only where an actor with this in its name is to act.", "主体"),
    Parameter("text", str, "Only where the text contains these characters, in simplified or traditional script.", "文字"),
    Parameter("central", str, "Against this reference plan (default: the first).", "参照文件"),
)}
PAGING = {p.name: p for p in (
    Parameter("sort", str, "The order of the rows.", "排序"), Parameter("desc", bool, "Reverse the order.", "倒序"),
    Parameter("limit", int, "At most N rows.", "行数"), Parameter("offset", int, "Skip the first N rows.", "起始行"))}
_DOCUMENTS = ("document", "region", "level", "year")
_PLACES = (*_DOCUMENTS, "chapter", "role", "grade", "actor", "text")
_CENTRAL = (*_DOCUMENTS, "chapter", "actor", "text", "central")
_REF = Parameter("ref", str, "LABEL/ID as other questions show it, or a unique ID.", "名称")
VERDICTS = ("stricter", "equal", "looser", "incomparable")

_ALL = (
    Question("documents", "文档一览", "Documents with the counts of what was extracted.", "extractions", _DOCUMENTS,
             ("place", "year", "tasks", "linked"), options=(
                 Parameter("kind", str, "Only documents of this kind.", "类型", DOCUMENT_KINDS),), example="--level provincial"),
    Question("coverage", "落实情况", "Central tasks by documents: links of grade 2 (carries it out) and 1 (partly related).",
             "plan_coverage", (*_CENTRAL, "grade"), ("place", "covered", "title"), example="--year 2019"),
    Question("gaps", "未见对应清单", "Central tasks that no document carries out, then those that each document leaves out; how sure that "
             "is, and what comes nearest.", "missing", _CENTRAL, ("place", "related"), example="--document 黑龙江2019"),
    Question("novel", "地方特色", "Tasks without a central counterpart, with the nearest central task.", "plan_coverage",
             (*_CENTRAL, "status"), ("place", "score"), choices=(("status", ("local", "routine")),), example="--json"),
    Question("task", "任务详情", "A task: its text, measures, targets, times, and its links with quotes from both sides.",
             "provisions", ("grade",), arguments=(_REF,), example="黑龙江2019/二.7", single=True),
    Question("measure", "举措详情", "A central task, or one measure (LABEL/ID#n): tasks that carry it out, documents without one.",
             "provisions", ("grade",), arguments=(_REF,), example="中央/二.4", single=True),
    Question("tasks", "任务清单", "Tasks with the central task of their best link.", "provisions", _PLACES,
             ("place", "score", "grade"), example="--region 黑龙江 --grade 0"),
    Question("measures", "举措清单", "Measures: actors, action, object, instruments.", "extractions", (*_PLACES, "status"),
             ("place",), choices=(("status", ("planned", "done")),), example="--actor 学会 --status planned"),
    Question("links", "对应清单", "Links between local and central tasks, with relation and how sure the grade is.", "alignments",
             (*_CENTRAL, "grade", "status"), ("place", "score"),
             choices=(("status", ("implements", "quantifies", "extends", "related")),), example="--grade 2 --limit 20"),
    Question("targets", "指标", "Numeric targets: indicator, value, deadline.", "extractions", (*_PLACES, "status"),
             ("place", "value", "deadline", "indicator"), options=(
                 Parameter("indicator", str, "Only indicators that contain this.", "指标"),),
             choices=(("status", ("target", "achieved", "condition", "context")),), example="--status target"),
    Question("deadlines", "时限", "Deadlines and other times by date, undated ones last.", "extractions", (*_PLACES, "status"),
             ("date", "place"), options=(
                 Parameter("since", str, "Not before this date, YYYY-MM-DD.", "起"),
                 Parameter("until", str, "Not after this date, YYYY-MM-DD.", "止")),
             choices=(("status", ("planned", "done")),), example="--status planned --until 2019-12-31"),
    Question("numbers", "数字对照", "Numbers of linked tasks compared, local and central: stricter, looser, earlier, later, and why.",
             "alignments", (*_CENTRAL, "grade", "status"), ("place", "verdict"), choices=(("status", VERDICTS),),
             example="--status stricter"),
    Question("states", "落实状态", "Central tasks: covered, partly, uncovered or out of scope, by document or region.",
             "plan_coverage", (*_CENTRAL, "status"), ("place", "covered"), options=(
                 Parameter("by_region", bool, "One column per region, over all its documents.", "按地区"),),
             choices=(("status", ("covered", "partly", "uncovered", "out_of_scope")),), example="--by-region"),
    Question("ranking", "落实排行", "Central tasks ranked by the number of documents and regions that carry them out, and by strength.",
             "plan_coverage", _CENTRAL, ("documents", "regions", "tasks", "strength", "place"), example="--limit 10"),
    Question("similarity", "相似度", "Similarity of every two documents in what they carry out, and what only one of them does.",
             "comparisons", (*_DOCUMENTS, "central"), ("similarity", "both"), example="--limit 10"),
    Question("topics", "新主题", "New topics: clusters of tasks without a central counterpart, with keywords.",
             "plan_coverage", (*_DOCUMENTS, "text", "central"), ("tasks", "documents"), example="--level provincial"),
    Question("actors", "主体分工", "Actors by the number of their planned measures.", "extractions",
             (*_DOCUMENTS, "chapter", "actor"), ("measures", "tasks", "documents", "actor"), example="--document 黑龙江2019"),
    Question("instruments", "引用文件", "Instruments: the documents in 《》 that measures draft, issue or carry out.", "extractions",
             (*_DOCUMENTS, "chapter", "text"), ("documents", "measures", "title"), example="--text 办法"),
    Question("compare", "两份对比", "Two provinces or two years side by side: continued, raised, lowered, dropped, new.",
             "comparisons", ("status", "text"), ("place", "score"), arguments=(
                 Parameter("a", str, "A document: its label, file name or hash prefix.", "甲"),
                 Parameter("b", str, "Another document; of two years the later.", "乙")),
             choices=(("status", ("continued", "raised", "lowered", "dropped", "new")),), example="安徽2017 黑龙江2019"),
    Question("history", "历年变化", "One task through the years: from plan to plan of its region, or a central task in every region.",
             "comparisons", ("region", "level", "year", "status"), ("place", "year"), arguments=(_REF,),
             choices=(("status", ("first", "continued", "raised", "lowered", "dropped")),), example="黑龙江2019/二.7"),
    Question("chain", "层级链", "One matter from the centre through ministry, province and city to the county, and year to year.",
             "chains", (*_DOCUMENTS, "status"), ("place", "year"), arguments=(_REF,),
             choices=(("status", ("covered", "partly", "uncovered", "out_of_scope")),), example="中央/三.4"),
    Question("search", "全文检索", "Full text of provisions and measures, simplified or traditional, with highlights.",
             "fulltext", (*_DOCUMENTS, "chapter", "role", "grade", "status", "actor"), ("score", "place"), arguments=(
                 Parameter("text", str, "Words; \"a phrase\"; a OR b; -without.", "检索词"),), options=(
                 Parameter("kind", str, "Provisions or measures only.", "对象", ("provision", "measure")),),
             choices=(("status", ("planned", "done")),), example="科技志愿服务 --limit 10"),
    Question("reviews", "人工复核", "Judgements of links: grade, person, time, and where the model disagrees.",
             "alignments", ("status",), ("place", "grade"), choices=(("status", ("disagreeing", "holding")),),
             example="--status disagreeing"),
)
QUESTIONS = {question.name: question for question in _ALL}


def known_parameters(question: Question) -> dict[str, Parameter]:
    """{name: parameter} of all that a question takes beside its arguments: filters, options, order and page.

    A single view has no order: its pages are those of its links.
    """
    paging = [p for p in PAGING.values() if not question.single or p.name in ("limit", "offset")]
    return {p.name: p for p in (*question.parameters, *paging)}


def is_yes(value: str) -> bool:
    """Whether a switch is on, given as text: 1, true, on, yes."""
    return value.casefold() in ("1", "true", "on", "yes")

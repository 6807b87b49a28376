"""Finds the title and the role of a node: a text and a node in, a string or None out.

Roles depend on words in the headings of the node and its ancestors, on the year, and on the tense of the body. They are rules because a
small model with the same features generalises worse: `scripts/roles_lodo.py` prints the comparison.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kexie_nlp.grammar.numbering import HEADING, SUBHEADING
from kexie_nlp.outline.lines import ASSIGNS, LAST_BESIDE, PROBLEMS, RUN_INTO, SUB_BESIDE
from kexie_nlp.outline.nodes import Node

LONG = 60  # longest heading, in characters
RUN_IN = 40  # longest run-in heading, in characters
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_RUNNING = re.compile(r"[；：]|\d[%％‰]|\d[一-龥](?<![版号届类代级年])")  # a heading contains no quantity, except 5G, 2.0版 and years
_LABELLED = re.compile("(?P<label>[一-龥]{2,4}(?:目标|思想|原则|要求|思路|措施|任务|重点|步骤|范围|对象)|目标任务|目标"
                       f"|{PROBLEMS}(?:[和与及][一-龥]{{2,3}})?)"
                       "(?:[：:][ 　]*|[ 　\t]+|(?<=目标)(?=到[12]\\d{3}年))(?=[^\\n]{8})")
# a heading beside its paragraph, whose full stop or line break was lost: （二）丰富馆藏 年内新购图书…
_BESIDE = re.compile("(?P<heading>[一-龥“”、]{4,16})(?<![局厅委办会部处室镇乡县市区])[ 　\t]+(?=[一-龥“《][^\\n]{12})")
_WITH_TEXT = {HEADING: (RUN_INTO, LAST_BESIDE), SUBHEADING: (SUB_BESIDE,)}  # headings on the line of their paragraph
_LEAD_IN = re.compile("下列|以下|如下")


def title(text: str, node: Node) -> str | None:
    """Returns the title of a node; None if the node starts with running text.

    A heading is on its own line without a full stop, or it is run-in: it ends at the first 。 and more text follows. The words that name
    a part of a plan are a heading also before a colon or a blank (工作目标：全年…).
    """
    own = own_text(text, node)
    line, _, below = own.partition("\n")
    labelled = _LABELLED.match(line)
    if labelled:
        return labelled["label"]
    if node.marker and node.marker.text and node.family != "article" and (beside := _BESIDE.match(line)):
        return beside["heading"]
    beside = next((match for pattern in _WITH_TEXT.get(node.family or "", ()) if (match := pattern.match(line))), None)
    if beside:
        return beside["heading"]
    head, stop, rest = line.partition("。")
    if stop:
        more = (rest or below).strip()
        run_in = more and not ASSIGNS.match(more) and node.family != "article" and _runs_in(head)
        return head.strip() or None if run_in else None
    if re.search("[；;！？]", head) or _LEAD_IN.search(head) or len(head) > LONG:
        return None
    if re.search("[：:]$", head.strip()) and len(head) > LONG // 4:
        return None
    return head.strip().rstrip("：:，；") or None


def own_text(text: str, node: Node) -> str:
    """Returns the text of a node between its marker and its first child."""
    begin = node.marker.end if node.marker else node.start
    end = min([node.end, *(child.start for child in node.children[:1])])
    return text[begin:end].strip()


def _runs_in(head: str) -> bool:
    return len(head) <= RUN_IN and not _RUNNING.search(_QUOTED.sub("", head))


PRINCIPLE = re.compile("指导思想|基本原则|工作原则|指导原则|总体思路|基本思路|基本要求|总体要求|实施原则|遵循原则"
                       "|^[一-龥]{2}(?:原则|思路)$")
OBJECTIVE = re.compile("(?:总体|主要|工作|发展|奋斗|年度|预期|具体|行动|改革|建设|任务|阶段性?|总)目标$"
                       "|^(?!实现|完成|落实|围绕|聚焦|锚定|紧扣|明确|对照|坚持|强化|分解)[一-龥\\d]{0,6}目标$|^目标"
                       "|目标指标|发展指标|主要指标|发展愿景")
GOALS = re.compile("^(?:主要|工作|总体|年度)?目标(?:和|及|与)?任务$")  # of a paragraph; the items below such a heading are tasks
NO_OBJECTIVE = re.compile("目标(?:任务|责任|管理|考核)")
REPORT = re.compile("回顾|总结|完成情况|进展情况|主要成[效绩就]|取得的?成[效绩就]"
                    "|工作情况|主要工作|工作成效|建设成就|(?:^|[，、和])(?:发展|工作|前期)基础|总体情况|基层现状")
PLAN = re.compile("(?:工作|有关|相关|几点|具体|下步)要求$|(?:安排|打算|计划|任务|重点工作|要点|部署|措施|举措|保障|路径)$|下一步")
PROBLEM = re.compile("存在(?:着)?的?(?:一些|不少)?(?:主要)?(?:问题|不足|困难|短板)"
                     "|(?<!治理|整治|解决|破解|化解|聚焦|整改|排查|纠治|消除|针对|围绕|抓住|紧盯|瞄准)(?:主要|突出)问题(?!导向)"
                     "|面临的?(?:形势|挑战|问题)|问题和不足|形势与|(?<![一-龥])发展环境(?=$|分析|[与和及])")
STATES_PROBLEM = re.compile("存在[^。；]{0,16}(?:问题|不足|差距|短板|薄弱)|短板[^。；]{0,8}(?:存在|突出)")
OTHER = re.compile("名词解释|术语|评分|计分|编制依据|^[一-龥]{0,2}(?:目的|范围|对象)$|背景"
                   "|^(?:活动|会议|培训|申报|报名|评选|举办|比赛|考试|起止|截止)?(?:时间|地点|主题|口号)(?:[与和及、](?:时间|地点|主题|对象))*$")
# before the first item of a review
REVIEWED = re.compile("(?:现将|现就)[^。]{0,24}(?:总结|汇报|报告|通报|情况)[^。]{0,6}如下|(?:总结|汇报)如下")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
DONE = re.compile("获得|荣获|获评|被评为|被命名|被确定|成功举办|先后|累计|同比|一年来|已(?:建成|完成|达|有)|完成了|取得了|达成|新增")
FUTURE = re.compile("要|将|力争|确保|争取|拟|到20\\d\\d年|年底前|进一步|探索|鼓励")
# what articles and closing paragraphs say of the paper itself
FRAME = re.compile("^为了?[^。]{2,140}(?:制定|编制)本|有效期|废止|参照(?:执行|本)|^本(?:办法|规定|条例|细则)[^。]{0,12}由"
                   "|(?:适用|遵守)(?:于)?本|^本(?:办法|规定|条例|细则|规则)适用于|本[^，。]{2,6}所称"
                   "|自[^。]{2,16}起(?:施行|实施)|负责解释|已有[^。，]{2,8}规定的，从其规定")
HELD = re.compile("[^，。]{2,24}(?:遵循|坚持|贯彻)[^。]{4,80}(?:原则|方针)(?:，[^。，]{2,20})?。?\\s*")  # an article that states principles
_LONGEST_FRAME = 200
STATED = 120  # a paragraph about problems names them within this many characters
REPORTS = 3  # number of result words from which a text counts as a report, if they clearly outnumber planning words


def assign_roles(text: str, nodes: list[Node], year: int | None, caption: str | None = None) -> None:
    """Sets `role` of the nodes and their descendants. Existing roles are kept. `caption` is the title of the annex that contains them."""
    above = (caption,) if caption and OTHER.search(caption) else ()
    if nodes and REVIEWED.search(text, max(0, nodes[0].start - STATED), nodes[0].start):
        above = (*above, "总结")
    for node in nodes:
        _assign(text, node, year, above)


def closing_label(body: str) -> str:
    """Returns the label of an unmarked paragraph for ids: 问题, 注 or 结语."""
    if body.startswith(("注：", "注:", "备注", "说明：")):
        return "注"
    return "问题" if PROBLEM.search(body) or STATES_PROBLEM.search(body) else "结语"


def _assign(text: str, node: Node, year: int | None, above: tuple[str, ...]) -> None:
    headings = (node.title or "", *above)
    if node.children:
        problems = node.title is not None and PROBLEM.search(node.title) and not PLAN.search(node.title)
        node.role = node.role or _anonymous(node) or ("other" if problems else "section")
        for child in node.children:
            if node.role == "other" and not child.children:
                child.role, child.title = "other", None
            else:
                _assign(text, child, year, headings)
        _settle(text, [child for child in node.children if not child.children])
    elif node.role is None:
        node.role = _leaf_role(own_text(text, node), headings, year)


def _anonymous(node: Node) -> str | None:
    return "other" if node.marker is None and node.title is None else None


class _Said(NamedTuple):
    """What a heading says of the items below it."""
    objective: bool
    reports: bool
    plans: bool
    principle: bool
    other: bool
    year: int


@lru_cache(maxsize=4096)
def _says(heading: str) -> _Said:
    return _Said(OBJECTIVE.search(heading) is not None and NO_OBJECTIVE.search(heading) is None, REPORT.search(heading) is not None,
                 PLAN.search(heading) is not None, PRINCIPLE.search(heading) is not None,
                 PROBLEM.search(heading) is not None or OTHER.search(heading) is not None,
                 max(map(int, YEAR.findall(heading)), default=0))


def _leaf_role(body: str, headings: tuple[str, ...], year: int | None) -> str:
    own = headings[0]
    if GOALS.search(own):
        return "objective"
    said = list(map(_says, headings))
    for heading in said:
        if heading.objective:
            return "objective"
        if heading is said[0] and heading.reports and not heading.plans:
            return "achievement"
        if heading.principle:
            return "principle"
        if heading.other:
            return "other"
    if year and any(heading.year and heading.year < year for heading in said):
        return "achievement"
    for heading in said[1:] or said:
        if heading.plans:
            return "task"
        if heading.reports:
            return "achievement"
    if HELD.fullmatch(body):
        return "principle"
    if FRAME.search(body[:_LONGEST_FRAME]) and len(body) <= _LONGEST_FRAME:
        return "other"
    return _by_tense(own, body)


def _by_tense(own: str, body: str) -> str:
    done, future = len(DONE.findall(body)), len(FUTURE.findall(body))
    return "achievement" if done >= REPORTS and done > 2 * future else "task"


def _settle(text: str, leaves: Sequence[Node]) -> None:
    """Lets an item that reads as a report by its tense alone follow its siblings, if nearly all of them plan."""
    reports = [node for node in leaves if node.role == "achievement" and not REPORT.search(node.title or "")]
    if len(reports) == 1 and len(leaves) >= REPORTS + 1 and all(node.role == "task" for node in leaves if node is not reports[0]):
        reports[0].role = "task"

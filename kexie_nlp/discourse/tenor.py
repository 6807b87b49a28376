"""What the title and the headings of a paper settle where its words leave it open: a passage of a review reports.

    江州市2022年民生实事完成情况公告 / 1.更换燃气管道120公里。   the title alone says that this is done

The models weigh every sign; where a paper is short and its numbers are round, nothing in a passage says that it reports. Of 7,000 annotated
numbers in papers of normal length this changes five.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kexie_nlp.discourse.dates import YEAR
from kexie_nlp.model import Provision

# titles of papers that only tell what was done, and the words by which a title or a heading plans, too
TELLS = re.compile("(?:情况|结果|总结|小结|成效|成果|回顾|战报|自评|自查|述职|评估|综述|汇报)"
                   "(?:的?(?:总?结|报告|通报|公示|公告|汇报|汇总|函|表))?(?:[（(][^）)]*[）)])?$|年度报告$")
_PLANNED = "(?:工作|年度|实施)?(?:计划|任务|规划|要点|方案|目标|意见|预算)"
ALSO_PLANS = re.compile("打算|安排|思路|草案|部署|下一?步|展望|谋划|明年|来年|下半年(?!工作总结)|建议|措施|努力方向|问题|不足|困难"
                        f"|{_PLANNED}(?!责任书|[^，。]{{0,6}}(?:执行|完成|落实|实施|推进|进展|办理|情况|结果))")
REVIEWS = re.compile("回顾|总结|(?:完成|执行|进展|落实|开展|推进|办理|工作)情况|(?:主要)?(?:成效|成绩|成果)|做法|主要工作")
# in a sentence, or before it where a paper turns to the future
PROMISES = re.compile("将|拟|力争|确保|计划(?!执行|完成)|预计|争取|要|明年|来年|下一?步|今后|接下来|[底末]前|[月日]前|年[底末]|尚|未|继续"
                      "|必须|应|到20\\d\\d年|原定|目标|任务|要求|剩余|其余|结转|顺延|每[年月季周]|下半年|二季度|不[少低]于|以上|以内|以下|不超过")
# in a sentence about goals: what has been reached
DONE = re.compile("已|截[至止]|目前|迄今|同比|去年|上年|以来|年来|[一-龥]了|过去|当前|现有|指(?![标导定挥南引])")
# titles of papers that only hand out tasks, and in their sentences what is over
HANDS_OUT = re.compile("下达.*(?:的?通知|实事|计划|任务|指标)$|(?:任务|责任|目标|指标)分[解工](?:一览)?表?"
                       "|(?:(?:任务|责任|项目|目标)(?:清单|书|计划表|安排表)|目标任务|实事(?:项目)?)(?:的?(?:通知|公告|公示))?$")
OVER = re.compile("完成|办结|到位|完工|竣工|建成投用|实际|累计|上半年|季度|占")
# the sentence above items that lists goals: 会议提出了“十三五”时期的主要目标。⏎——…
LISTS_GOALS = re.compile("[提定明确设][出定确立了].{0,24}目标[^。：\n]{0,6}[。：]$|目标(?:任务)?(?:是|为|如下)?：$")
# the name of a project with the years that it takes: 改造学校32所（2018—2020年）。
SPANNED = re.compile(r"[^。，；（）\n]{4,40}（(?:19|20)\d\d年?[—－–~-]{1,2}(?:19|20)\d\d年[^（）。]{0,6}）[。；]?\s*")
_INTRODUCED = 120  # characters of the line above items
TURNS = re.compile("(?:^|[。\\n])[ \u3000]*(?:[一二三四五六七八九十（(）)、\\d.]{0,5})(?:下一?步|今后|接下来|明年|来年|下半年)")


class Tenor:
    """The tenor of a document. `chain` gives the provisions around an offset, the innermost first; offsets are those of `text`."""

    def __init__(self, text: str, title: str, chain: Callable[[int], Sequence[Provision]]) -> None:
        self._text, self._chain = text, chain
        title = title.strip()
        self._told = TELLS.search(title) is not None and not ALSO_PLANS.search(title)
        self._both = not self._told and re.search("情况|总结|小结|回顾|汇报|报告", title) is not None
        self._hands_out = HANDS_OUT.search(title) is not None and not re.search("情况|进展|结果|完成|总结|评估|考核|回顾|落实", title)
        self._title_years = set(YEAR.findall(title))
        self.may_report = self._told or self._both
        turn = TURNS.search(text, text.find("\n") + 1)
        self._turn = turn.end() if turn else len(text)

    def reports(self, start: int, end: int) -> bool:
        """Whether title and headings say that the sentence at a span reports, and nothing in it promises."""
        if not self.may_report or start >= self._turn and not self._reviewed(start):
            return False
        if PROMISES.search(self._text, start, end):
            return False
        return self._reviewed(start) or self._told and not any(ALSO_PLANS.search(p.title or "") for p in self._chain(start))

    def plans(self, start: int, end: int) -> bool:
        """Whether nothing in the sentence at a span reports, and it stands under a heading or a sentence of goals, in a paper that only
        hands out tasks, or names a project with its years."""
        text = self._text
        if text.find("年）", start, end) >= 0 and SPANNED.fullmatch(text, start, end):
            return True
        if DONE.search(text, start, end):
            return False
        chain = self._chain(start)
        if chain and chain[0].role == "objective":
            return True
        if self._hands_out and not OVER.search(text, start, end):
            return self._title_years.issuperset(YEAR.findall(text, start, end))
        return self._below_goals(start)

    def _below_goals(self, offset: int) -> bool:
        """Whether an offset stands in a paragraph that opens with —— below a sentence that says that goals follow."""
        text, line = self._text, self._text.rfind("\n", 0, offset) + 1
        while line and text.startswith("——", line):
            before = text.rfind("\n", 0, line - 1) + 1
            if not text.startswith("——", before):
                return LISTS_GOALS.search(text[max(before, line - _INTRODUCED):line].strip()) is not None
            line = before
        return False

    def _reviewed(self, offset: int) -> bool:
        """Whether the nearest heading that speaks of time or results is one of results."""
        for provision in self._chain(offset):
            if provision.title and ALSO_PLANS.search(provision.title):
                return False
            if provision.title and provision.role != "task" and REVIEWS.search(provision.title):
                return True
        return False

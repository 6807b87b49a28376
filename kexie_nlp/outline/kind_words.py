"""The words by which a paper or a page says what kind of document it is: patterns of titles, openings and page labels."""
from __future__ import annotations

import re

from kexie_nlp.model.records import DocumentKind

# The ends of titles, tried in this order. `None`: a kind of paper that the record has no name for.
ENDINGS: tuple[tuple[DocumentKind | None, str], ...] = (
    ("review", "(?:情况|进展|督[查办]|落实|检查|考核)[^，。]{0,4}通报"),
    (None, "提案|答复|复函|函|批复|批示|纪要|通报|倡议书|(?:审[查核]|反馈|评审|处理)意见"),
    ("interpretation", "解读|图解|问答|问答录|答问|答记者问|解读材料|解读稿|读懂[^，。]{0,30}"),
    ("breakdown", "(?:分解|分工)(?:表|方案|清单|台账|意见)?|清单|台账|任务表|一览表"
                  "|(?:分工|分解)[^，。]{0,16}的通知|(?:分解落实|任务分解|责任分工|任务分工)[^，。]{2,24}的通知|重点工作任务"
                  "|责任清单的通知"),
    ("review", "(?:总结|自查|评估|自评|述职)报告|汇报|总结|回顾|小结|评估|综述|(?:工作|完成|进展|落实|开展|执行|推进|实施|办理)情况表?"),
    ("notice", "通知|公告|通告|公示|通报|启事|邀请函|申报指南"),
    ("report", "报告|公报|讲话|致辞|发言"),
    ("law", "(?<![看想作做立书方执无守宪])法|条例|办法|规定|细则|规则|章程|规程|守则|(?:修[改订正]|废止)[^，。]{1,40}决定"),
    ("plan", "方案|规划|计划|要点|纲要|意见|规划的建议|措施|打算|安排|预案|思路|谋划|任务书|重点(?:工作|任务)?|行动|举措|目标"))
TITLE_ENDS = tuple((kind, re.compile(rf"(?:{words})$")) for kind, words in ENDINGS)
# what may stand behind the kind of paper in a title
TAIL = re.compile(r"(?:[（(【\[][^（()）【】\[\]]*[）)】\]]|全文|正文|文件)+$")
# a notice that hands on another paper is this paper
HANDED_ON = re.compile("(?:印发|转发|下发|发布|公布)(?:了)?(?P<paper>.+)的通知$")
# reviews that go on to plan: 2022年工作总结和2023年工作打算; with the second words only in front of a plan
REVIEWED = re.compile("(?:总结|回顾)(?=[和及与暨、 ]|$)")
REVIEWED_FIRST = re.compile("(?:情况|小结)(?:[和及与暨、 ]|以及)")
# a page that reprints a paper: 中共中央办公厅 国务院办公厅印发《…的意见》
REPRINTED = re.compile("(?:印发|发布|公布|出台)《(?P<paper>[^《》]+)》$")
EXPLAINED = re.compile("解读|一图|图解|读懂|答记者问")
_MEETS = "(?:召开|举行|举办|参加|出席|开展|组织)"
NEWS_TITLE = re.compile(f"{_MEETS}[^，。《》]{{2,40}}(?<!关于)(?:会议|大会|全会|推进会|座谈会|工作会|培训班|仪式|讲座|比赛|调研|活动)$"
                        "|^《[^《》]+》.{2,12}(?:施行|实施)$"
                        "|^[^，。《》关于]{2,14}出台|(?:印发|出台|发布|公布|审议通过|通过|获通过|实施)[《「][^《》「」]+[》」]$"
                        "|(?:召开|举行|举办|开幕|启动|出炉|揭晓|落幕|获批|成立|揭牌|佳绩|硕果)$"
                        "|(?<!关于)(?:传达|召开)[^，。《》]{0,20}(?:会|会议|会议精神)$")

EXPLAINS = re.compile("(?:解读|说明)如下|(?:起草|制定|出台|政策|修订)[^，。\n]{0,6}背景(?:和|与|及|是|\n|$)", re.M)
NEWS = re.compile(r"本报讯|本网讯|通讯员[ ：:\u4e00-\u9fff]|记者[ ]?(?:[从获]|[一-龥·某×]{2,4}[ ，,）)\n])"
                  r"|(?:网|报|社|台)[^，。\n]{0,14}(?:讯|电)[ （(]|[（(](?:记者|通讯员)")
# a paper that a news agency hands on as a whole: it is announced, or speaks for itself
WHOLE = re.compile("全文(?:如下|刊发|发布|公布)|现予(?:印发|公布)|(?:制定|提出)(?:本|如下|以下)"
                   r"|^[ \t]*[一1（(第][^。\n]{0,4}(?:总体要求|指导思想|总则)", re.M)
DATELINE = re.compile(r"(?:近日|日前|连日来|昨[日天]|今[日天]|(?:[12]\d{3}年)?\d{1,2}月\d{1,2}日(?:[至-]\d{1,2}日)?)[，,]")
OPENINGS: tuple[tuple[DocumentKind | None, re.Pattern[str]], ...] = (
    (None, re.compile("收悉|答复如下|现答复")),
    ("review", re.compile("总结如下|(?:进展|完成|落实|工作|排名|核对|考核)[^。，]{0,8}(?:情况|结果)?[^。，]{0,6}"
                          "(?:通报|汇报|报告)?如下|予以通报"
                          "|(?:作|做)一?汇报")),
    ("report", re.compile("^[ \u3000]*(?:各位(?:委员|代表|领导|同志)[^\n：]{0,12}|同志们)："
                          "|(?:向|受)[^。]{2,40}报告[^。]{0,14}(?:请予?审议|工作)|作报告，请")),
    ("notice", re.compile("(?:通知|公告|公示|通告)如下|有关(?:要求|事项|工作)[^。，]{0,6}如下"
                          "|予以(?:公示|公告|公布)|特此(?:通知|公告)|现[^。]{0,40}(?:公示|征集|发给你们)")),
    ("law", re.compile("(?:制定|公布)本(?:办法|条例|规定|细则|章程)|^[ \t]*第一[章条]", re.M)),
    ("plan", re.compile("(?:制定|编制|提出)(?:本|以下|如下)[^，。]{0,6}(?:方案|计划|规划|意见|要点|措施|安排)")))
# the values of labels (信息类别：政策解读) and the last step of a navigation line
CATEGORIES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    ("interpretation", re.compile("解读|问答|图解")),
    ("news", re.compile("新闻|要闻|动态|消息|报道|资讯")),
    ("law", re.compile("法规|规章|条例")),
    ("notice", re.compile("通知|公告|公示|通告")),
    ("plan", re.compile("规划|计划|方案|意见")),
    ("review", re.compile("总结")))
NAVIGATION = re.compile(r"[>＞»→·][ \t]*(?P<step>[^>＞»→·|\n]{2,12})(?:[>＞»→·][^>＞»→·|\n]{0,60})?$", re.M)  # last but one, or last
NEWSPAPER = re.compile("日报|晚报|早报|时报|新闻|融媒|电视台|通讯社")

"""Regular expressions for assignment lines and brackets."""
from __future__ import annotations

import re

OPEN, CLOSE = "（【［〔\\[(", "）】］〕\\])"
_LEAD = "责任|牵头|主责|主办|承办|实施|落实|承担"
_SUPPORT = "配合|协办|协同|协助|参与|参加|指导"
_BODY = "(?:责任)?(?:单位|部门|处室|部室|科室|主体|机构|组织|股室)"
_PERSON = "(?:领导|责任人|人|负责人)"
_TIME = "(?:完成|办结|落实|责任|推进)?(?:时限|时间|期限|进度)(?:要求|安排)?"
_BARE = "牵头|配合|协办|主办|承办|参与|协同"  # roles that need no 单位 after them

FIELD = re.compile(rf"(?:主要|市级|省级|县级)?(?:(?P<lead>{_LEAD})|(?P<support>{_SUPPORT}))(?P<body>{_BODY})?[：:]\s*"
                   rf"|(?P<other>(?:{_LEAD}|{_SUPPORT}|分管|联系)?{_PERSON}|{_TIME})[：:]\s*")
_OPENING = rf"(?:主要|市级|省级|县级)?(?:(?:{_LEAD}|{_SUPPORT}|分管){_PERSON}|(?:{_LEAD}|{_SUPPORT}){_BODY}|{_BARE})[：:]"
LINE = re.compile(rf"(?:^[ \t]*|(?<=[。；;，）】])[ \t]*|(?<=[ \t]))(?P<line>{_OPENING}[^\n。]{{2,200}}(?=[。\n]|\Z))"
                  rf"|^[ \t]*(?P<blank>(?:{_LEAD}|{_SUPPORT}){_BODY}[ \t]+[^\n。，：:]{{2,80}})$", re.M)
BLANK_FIELD = re.compile(rf"^(?P<role>{_LEAD}|{_SUPPORT}){_BODY}[ \t]+")
BRACKETED = re.compile(rf"[{OPEN}](?P<inner>[^{OPEN}{CLOSE}\n]{{2,240}}"
                       rf"(?:（[^（）\n]{{1,20}}）[^{OPEN}{CLOSE}\n]{{0,120}}){{0,8}})[{CLOSE}]")
LEADS_END = re.compile("(?P<body>.*?)(?:按(?:照)?职责分工)?(?:分别)?"
                       "(?:牵头(?:负责|落实|组织|实施|推进)?|负责(?:落实|实施)?|主办|承办|抓落实|组织实施)$")
SUPPORTS_END = re.compile("(?P<body>.*?)(?:按(?:照)?职责分工)?(?:共同)?(?:积极)?(?:配合|参与|参加|协办|协助|协同)(?:落实|实施)?$")
TOGETHER = re.compile("会同|联合(?=[省市县区州中各])")
KEEP = re.compile(r"(?:长期坚持|持续推进|持续实施|常态化推进|长期实施|长期推进|持续坚持|(?:完成)?时限[：:].*|[12]\d{3}年.{0,12}"
                  r"(?:完成|前)|\d{1,2}月.{0,8}(?:完成|前完成))")
TIMED = re.compile(r"\d月|\d年|年底|月底|时限|完成|季度|半年|长期|持续|常态|坚持|\d日")
TIME_SPAN = re.compile(rf"(?:{_TIME}[：:]\s*)?(?P<time>[^，,；;、：:（【〔\[\s]*"
                       rf"(?:\d月|\d年|\d日|年底|季度|半年|长期|持续|常态)[^，,；;、）】〕\]\s]*)")
TOKEN = re.compile("(?:[^、，,；;\\s（]|（[^）]*）)+")
# 与 joins two bodies only if the second names its level: 学会与企业工作部 is one body
JOINED = re.compile("(?<=[部处厅局委会办院室科协])(?:[和及](?=[一-龥]{2})|与(?=[省市县区州各]|中国|国家|有关|相关))")
ET_CETERA = re.compile("等(?:相关|有关)?(?:部门|单位|处室|成员单位)?$")
VAGUE = re.compile("^由|^(?:各)?(?:相关|有关)(?=[一-龥]{2})")
NO_BODY = frozenset(("部门", "单位", "处室", "负责", "牵头", "配合", "有关部门", "相关部门", "相关单位", "有关单位"))
SUPPORT_HEAD = re.compile("配合|协办|协同|参与|参加")  # the head of a column of supporting bodies

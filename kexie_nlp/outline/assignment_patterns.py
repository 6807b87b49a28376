"""Regular expressions for assignment lines and brackets."""
from __future__ import annotations

import re

from kexie_nlp.model.records import BodyPart

OPEN, CLOSE = "（【［〔\\[(", "）】］〕\\])"
_LEAD = "主要责任|牵头|主责|主办"
_RESPONSIBLE = "责任|承办|实施|落实|承担"
_SUPPORT = "配合|协办|协同|协助|参与|参加|指导"
_ANY = f"{_LEAD}|{_RESPONSIBLE}|{_SUPPORT}"
_BODY = "(?:责任)?(?:单位|部门|处室|部室|科室|主体|机构|组织|股室)"
_PERSON = "(?:领导|责任人|人|负责人)"
_TIME = "(?:完成|办结|落实|责任|推进)?(?:时限|时间|期限|进度)(?:要求|安排)?"
_BARE = "牵头|配合|协办|主办|承办|参与|协同"  # roles that need no 单位 after them

FIELD = re.compile(rf"(?:主要|市级|省级|县级)?(?:(?P<lead>{_LEAD})|(?P<responsible>{_RESPONSIBLE})|(?P<support>{_SUPPORT}))"
                   rf"(?:{_BODY})?[：:]\s*"
                   rf"|(?P<officer>(?:{_ANY}|分管|包保|包联)?(?:领导|责任人|负责人)|(?:{_ANY})人)[：:]\s*"
                   rf"|(?P<other>{_PERSON}|{_TIME})[：:]\s*")
_OPENING = rf"(?:主要|市级|省级|县级)?(?:(?:{_ANY}|分管){_PERSON}|(?:{_ANY}){_BODY}|{_BARE})[：:]"
LINE = re.compile(rf"(?:^[ \t]*|(?<=[。；;，）】])[ \t]*|(?<=[ \t]))(?P<line>{_OPENING}[^\n。]{{2,200}}(?=[。\n]|\Z))"
                  rf"|^[ \t]*(?P<blank>(?:{_ANY}){_BODY}[ \t]+[^\n。，：:]{{2,80}})$", re.M)
LINE_CUE = re.compile(f"(?:单位|部门|[处部科股]室|主体|机构|组织|人|领导|{_BARE})[：: \t]")  # every match of LINE contains one
BLANK_FIELD = re.compile(rf"^(?P<role>{_ANY}){_BODY}[ \t]+")
BRACKETED = re.compile(rf"[{OPEN}](?P<inner>[^{OPEN}{CLOSE}\n]{{2,240}}"
                       rf"(?:（[^（）\n]{{1,20}}）[^{OPEN}{CLOSE}\n]{{0,120}}){{0,8}})[{CLOSE}]")
_DUTY = "(?:按照?|依据?|根据)?(?:各自|部门|本部门)?(?:工作)?(?:职责|职能|分工)(?:分工|权限|范围)?内?"
# 牵头, 负责, 配合 … behind the bodies that they are said of, by part
ENDS: tuple[tuple[BodyPart, re.Pattern[str]], ...] = (
    ("support", re.compile(f"(?P<body>.*?)(?:{_DUTY})?(?:共同)?(?:积极)?(?:配合|参与|参加|协办|协助|协同)(?:落实|实施)?$")),
    ("lead", re.compile(f"(?P<body>.*?)(?:{_DUTY})?(?:分别)?(?:牵头(?:负责|落实|组织|实施|推进)?|主办)$")),
    ("responsible", re.compile(f"(?P<body>.*?)(?:(?:{_DUTY})?(?:分别|共同|具体)?(?:负责(?:落实|实施)?|承办|抓落实|组织实施)"
                               f"|{_DUTY}(?:分别|共同|具体)?(?:负责|抓好|做好|抓|落实|推进|实施|组织|开展).{{0,8}}"
                               "|(?<=[省市州县区旗镇乡村局委办部厅会门府])落实)$")),
)
TOGETHER = re.compile("会同|联合(?=[省市县区州中各])")
# every bracket that assigns or sets a time has one of these
CUE = re.compile("[：:年月]|牵头|[主承协]办|负责|落实|组织实施|配合|参与|参加|协[助同]|首|第一|最前|长期|持续|常态|时限")
KEEP = re.compile(r"(?:长期坚持|持续推进|持续实施|常态化推进|长期实施|长期推进|持续坚持|(?:完成)?时限[：:].*|[12]\d{3}年.{0,12}"
                  r"(?:完成|前)|\d{1,2}月.{0,8}(?:完成|前完成))")
TIMED = re.compile(r"\d月|\d年|年底|月底|时限|完成|季度|半年|长期|持续|常态|坚持|\d日")
TIME_SPAN = re.compile(rf"(?:{_TIME}[：:]\s*)?(?P<time>[^，,；;、：:（【〔\[\s]*"
                       rf"(?:\d月|\d年|\d日|年底|季度|半年|长期|持续|常态)[^，,；;、）】〕\]\s]*)")
GROUP = re.compile("(?:[^，,；;。\\s（]|（[^）]*）)+")
TOKEN = re.compile("(?:[^、（]|（[^）]*）)+")
# 与 joins two bodies only if the second names its level: 学会与企业工作部 is one body
JOINED = re.compile("(?<=[部处厅局委会办院室科协])(?:[和及](?=[一-龥]{2})|与(?=[省市县区州各]|中国|国家|有关|相关))")
ET_CETERA = re.compile("等(?:各?(?:相关|有关))?(?:部门|单位|处室|成员单位)?(?:[和及、](?:相关|有关)?(?:部门|单位))?$")
VAGUE = re.compile(f"^由|^(?:各)?(?:相关|有关)(?=[一-龥]{{2}})|{_DUTY}$")
NO_BODY = frozenset(("部门", "单位", "处室", "负责", "牵头", "配合", "有关部门", "相关部门", "相关单位", "有关单位"))
# what ends an assignment and names nobody: 下同, 以下均需各县区落实，不再列出
TAIL = re.compile("（[以]?[上下]同）|(?:^|(?<=[，,；;。、\\s]))(?:(?:以下|以上|下列|上述|其他|其余)[^，,；;。：:]*[均都皆同由需][^；;：:]*"
                  "|[下上以]+同|同[下上]|[^，,；;。、：:]{0,6}(?:排|列|首)[^，,；;。、：:]{0,10}为(?:牵头|主责|主要)[^，,；;。、：:]*"
                  "|[^，,；;。、：:]{0,6}不再[^；;：:]*)")
_FIRST = "(?:(?:排名?|列|位列|居)(?:在|于)?(?:第一|首|最前)位?|首位|第一)(?:的|者)?(?:单位|部门)?"
FIRST_LEADS = re.compile(f"{_FIRST}为牵头")
# the parts that the heads of the columns of a task table give; others are responsible
HEADS = re.compile("(?P<officer>责任人|负责人|领导|牵头人)|(?P<lead>牵头|主责|主办)|(?P<support>配合|协办|协同|参与|参加)")

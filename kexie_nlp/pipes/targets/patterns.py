"""Regular expressions for the status of a number, and for numbers that measure nothing; their words are in
`lexicon/data/false_numbers.csv`."""
from __future__ import annotations

import re

from kexie_nlp.discourse.number_patterns import TIME_UNITS
from kexie_nlp.discourse.tenor import DONE
from kexie_nlp.grammar.families import family_words

# before the number
ORDINAL = re.compile(f"(?:{family_words('ordinal', 'before')}|[A-Za-z])$")
RANK = re.compile(f"(?:{family_words('rank', 'before')})[^，。；]{{0,8}}$")
# number and unit
SLOGAN = re.compile("^[一二两三四五六七八九十百]大")
CHINESE_ONE = re.compile("^一(?![名位届倍零〇一二两三四五六七八九十百千万亿])")
PHASE = re.compile("^[一二三四五六七八九十]+[期轮]$")
HOLDS = re.compile("(?:举办|开办|开展|培训|举行|组织|完成)$")
CENTURY = re.compile("^[百千万]年$")
ROUND_NAME = re.compile("^[百千万](?:名|家|个|人|场|村|企|位|户)$")
REACHES = re.compile("(?:达|超|近|过|约|上|逾|到)$")
# after number and unit
GRADE = re.compile(f"^(?:{family_words('grade', 'after')})")
NAMED_LENGTH = re.compile(f"^(?:{family_words('length', 'after')})")
REACH = re.compile(f"^[^，。；、\\d]{{0,4}}(?:{family_words('reach', 'near')})")
SESSION = re.compile(f"^(?:[一二三四五六七八九十]{{1,2}}[次中]|{family_words('session', 'after')})")
SESSION_BEFORE = re.compile(f"(?:{family_words('session', 'before')})$")
VAGUE_NOUN = re.compile(f"^(?:{family_words('vague', 'after')})")
CLAUSE_END = re.compile("^[，。；）]|^$")
SPAN_BEFORE = re.compile("(?:今后|未来|过去|最近|此后|经过|历经|近|这|[前后下])的?$")  # 今后五年: a period that is mentioned, not measured
# what another figure is compared with, and the change behind it
BASE_OF_CHANGE = re.compile(r"[较比与][^，。；、]{2,12}(?:年底?|年?末|期)的(?:[\d.,]+[一-龥%]{1,6}、)*$")
CHANGES = re.compile(r"(?:、[\d.,]+[一-龥%]{1,6})*(?:分别|约|共|再)?(?:下降|减少|削减|降低|增加|增长|提高|上升|提升|翻|多|少|高|低)")
# figures of a day, and figures that were planned or are left
AS_OF = re.compile(r"\s*(?:截[至止](?:到)?(?!目前|现在)|(?:[12]\d{3}年|去年)[^，。；\d]{0,2}末，)[^，。；]{0,14}")
PLANNED_FIGURE = re.compile("计划|任务|目标|应[^用急]|剩余|还有|尚有|未|不足|缺|上年|去年同期"
                            "|的(?:\\d|[一二三四五六七八九]成)|同比|其中仅|比")
# a demand of a higher level, and one's own figure behind it
DEMANDED = re.compile("(?:国家|中央|上级|[一-龥]{2,6}部|省[里委厅]?|市[里委局]?|自治区)(?:政府|级)?"
                      "[^，。；\\d]{0,4}(?:要求|下达|规定|确定)[^，。；]{0,24}$")
OWN_FIGURE = re.compile("[^。；\n]{0,16}[，；](?:而|但)?"
                        "(?:我[省市县区州旗镇乡局委会]|全[市县区州旗镇乡]|本[市县区州旗镇乡])[^。；\n]{0,24}\\d")
SHARE_OPENS = re.compile("[ \u3000]*(?:\\d{1,2}[.．、]|[（(][一二三四五六七八九十\\d]{1,3}[）)])?(?:确保|力争|争取|实现|推动|使)?"
                         "(?:全[省市县区州旗镇乡])?(?:到?(?:20\\d\\d年)?[年\\d月上下半底前末]{0,8})?")
REACHES_STATE = re.compile("的?[^，。；\\d的]{1,10}?(?:建成|实现|达到|达标|配[备齐]|通[上公]|开展|完成"
                           "|接入|纳入|覆盖|设[有立]|建[有立]|参与|创建|落实|享受|用上|有)")
LIMIT_UNITS = TIME_UNITS - {"年", "季度", "学期", "学年"} | {"日"}  # a limit in these is promised or prescribed
BOUND_TIME = re.compile("^(?:之?内|前|后|时间|左右时间|来|以来|期|初|末|底)")
FREQUENCY = re.compile("每(?:[一两三]?个?[年月周季]|半年|季度|学期|学年|日|天)[^，。；\\d]{0,14}$"
                       "|(?<![\\d今明去全当本半])年[^，。；\\d]{2,8}$")
ONCE = re.compile("^一[次遍]$")
TERM = re.compile("(?:任期|聘期|连续|年龄|期限|有效期|年?满(?![意足])|学制|工作经[历验])[^，。；\\d]{0,6}$|(?:时限|轮候期)$")
AHEAD_OF = re.compile("(?:应当?|须|需|必须)?提前$")
SPAN_TOTAL = re.compile("(?:累计|新增|共|间|计划|投入|来)")  # 三年累计: the period of what is counted
OF_RATE = re.compile("内?[^，。；、\\d]{0,4}率")  # 5个工作日内办结率: the name of a share
# a bound in front of a number demands, unless the sentence says that it is kept
BOUND = re.compile("不[少低]于|不[超多高]过|不突破|[≥≤]")
KEPT = re.compile(f"{DONE.pattern}|实际|完成|均|都|每[一-龥]|达标")
OF_WHICH = ("的", "占")
ITEM_OPENS = re.compile("(?:^|[。；\\s])(?:\\d{1,2}[.．、](?!\\d)|[一二三四五六七八九十]{1,3}、)")  # an item, also within a line

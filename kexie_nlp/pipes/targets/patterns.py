"""Families of numbers that measure nothing, and cues for what a number states."""
from __future__ import annotations

import re

# before the number
ORDINAL = re.compile("(?:第|首|头|No\\.?|编号|版本|[A-Za-z])$")
RANK = re.compile("(?:列|位居|排名|位列|居|名列)[^，。；]{0,8}$")
# number and unit themselves
SLOGAN = re.compile("^[一二两三四五六七八九十百]大")
CHINESE_ONE = re.compile("^一(?![名位届倍零〇一二两三四五六七八九十百千万亿])")
PHASE = re.compile("^[一二三四五六七八九十]+[期轮]$")
HOLDS = re.compile("(?:举办|开办|开展|培训|举行|组织|完成)$")
CENTURY = re.compile("^[百千万]年$")
ROUND_NAME = re.compile("^[百千万](?:名|家|个|人|场|村|企|位)$")
REACHES = re.compile("(?:达|超|近|过|约|上|逾|到)$")
# behind number and unit
GRADE = re.compile("^(?:级|等|类|线|型)(?!别)|^以来|^年(?!度)|^周年")
SESSION = re.compile("^(?:[一二三四五六七八九十]{1,2}[次中]|中央|全[委体国会]|会议|理事|常委)")
SESSION_BEFORE = re.compile("届$")
VAGUE_NOUN = re.compile("^(?:方面|层面|环节|角度|维度|问题|原则|坚持|确保|关系|阶段|关键|字|样子|意识|自信|维护|全面|代表|文明|离不开|规定|部委|委|"
                        "台阶|新台阶|时期|过程|方向|导向|主题|主线|统一|结合|结果|机遇|驱动|联动|并举|个|要求|任务|行动计划|工程)")
CLAUSE_END = re.compile("^[，。；）]|^$")
TIME_UNITS = frozenset("年 个月 天 小时 分钟 周 秒 工作日 学期 学年 季度".split())
BOUND_TIME = re.compile("^(?:之?内|前|后|时间|左右时间|来|以来|期|初|末|底)")
# what is stated
FREQUENCY = re.compile("每(?:[一两三]?个?[年月周季]|半年|季度|学期|学年|日|天)[^，。；\\d]{0,14}$|(?<![\\d今明去全当本])年[^，。；\\d]{2,8}$")
OFTEN = frozenset(("次", "天", "遍", "小时", "学时", "课时"))
ONCE = re.compile("^一[次遍]$")
CONDITION_AFTER = re.compile("^[^，。；\\d]{0,10}的(?:[一-龥]|，)")
OF_WHOM = re.compile("^(?:对|凡|有)")
PER_UNIT = re.compile("(?:每|单)[个家站馆项人所名座户][^，。；\\d]{0,8}$")
AGE_UNITS = frozenset(("岁", "届"))
SIZE_CLASS = frozenset("吨 亩 公顷 平方米 立方米 千瓦 兆瓦 公里 米".split())
GENERALLY = re.compile("一般$|原则上[^，。；\\d]{0,2}$")
TERM = re.compile("(?:任期|聘期|连续|年龄|期限|有效期|年?满(?![意足])|学制|工作经[历验])[^，。；\\d]{0,6}$")
SIZE = re.compile("(?:面积|规模)$")
CONTEXT_BEFORE = re.compile("(?:围绕|聚焦|针对|依托|对应|仍有|尚有|现有|已有|原有|共有|拥有|建有|全国共|全省共|总共|现行|已完成的|完成的|涉及|覆盖的|对应的|所辖|辖|下设|分为|"
                            "由[^，。；]{0,10}组成的?)[^，。；\\d]{0,10}$")
BASE_SENTENCE = re.compile("(?:截至|截止|现有|共有|目前)[^。；]*$")
ACHIEVED = re.compile("(?:已|已经|累计|先后|共计|荣获|获得|获评|达成|[一-龥]了)[^，。；]{0,16}$")
PLANNED = re.compile("(?:要|将|力争|确保|争取|计划|拟|[到至]\\d{4}年|年底前|年内|每年)[^，。；]{0,20}$")

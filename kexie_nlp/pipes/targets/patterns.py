"""Regular expressions for the status of a number, and for numbers that measure nothing; their words are in
`lexicon/data/false_numbers.csv`."""
from __future__ import annotations

import re

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
SPAN_BEFORE = re.compile("(?:今后|未来|过去|最近|此后|[前后下])的?$")  # 今后五年: a period that is mentioned, not measured
TIME_UNITS = frozenset(["年", "个月", "天", "小时", "分钟", "周", "秒", "工作日", "学期", "学年", "季度", "交易日", "自然日", "个星期"])
BOUND_TIME = re.compile("^(?:之?内|前|后|时间|左右时间|来|以来|期|初|末|底)")
# status of the number
FREQUENCY = re.compile("每(?:[一两三]?个?[年月周季]|半年|季度|学期|学年|日|天)[^，。；\\d]{0,14}$"
                       "|(?<![\\d今明去全当本半])年[^，。；\\d]{2,8}$")
OFTEN = frozenset(("次", "天", "遍", "小时", "学时", "课时"))
ONCE = re.compile("^一[次遍]$")
CONDITION_AFTER = re.compile("^[^，。；\\d]{0,10}的(?:[一-龥]|，)")
CONSEQUENCE = re.compile("^[^，。；\\d]{0,10}的(?:，|予以|给予|一律|应|须|按|可|不再|作出)")
OF_WHOM = re.compile("^(?:对|凡|有)")
PER_PLACE = re.compile("(?:每|单)[班户间栋床车桌][^，。；\\d]{0,8}$")
SHARE_OF = re.compile("^的[^，。；\\d]{1,8}(?:占比|比例|比重|数量)")
PER_UNIT = re.compile("(?:每|单)[个家站馆项人所名座户班][^，。；\\d]{0,8}$")
AWARD = re.compile("(?:^|[^应])对[^，。；]{1,20}(?:给予|奖励|补助|补贴|奖补|资助)$")
AGE_LEVEL = re.compile("(?:寿命|年龄)$")
AGE_UNITS = frozenset(("岁", "届"))
SIZE_CLASS = frozenset(["吨", "亩", "公顷", "平方米", "立方米", "千瓦", "兆瓦", "公里", "米"])
GENERALLY = re.compile("一般$|原则上[^，。；\\d]{0,2}$")
TERM = re.compile("(?:任期|聘期|连续|年龄|期限|有效期|年?满(?![意足])|学制|工作经[历验])[^，。；\\d]{0,6}$|(?:时限|轮候期)$")
LASTING = re.compile("时间(?:连续)?$")
SIZE = re.compile("(?:用房|建筑|业务|使用|占地|经营|展厅|场馆|馆舍|用地|户型|单体)面积$|规模$|(?<!到)(?:标准|限额|额度)$")
RATE = re.compile("每[十百千万]{0,2}(?:人口?|名|户|张|件|亩|公里)")
CONTEXT_BEFORE = re.compile("(?:围绕|聚焦|针对|依托|对应|仍有|尚有|现有|已有|原有|共有|拥有|建有|全国共|全省共|总共|现行|已完成的|完成的|"
                            "涉及|覆盖的|对应的|所辖|辖|下设|分为|"
                            "由[^，。；]{0,10}组成的?)[^，。；\\d]{0,10}$")
MAKES = re.compile("(?:设立|建立|建设|建成|打造|培育|组建|布局|开展|举办|引进|新增)[^，。；]{0,10}$")
REACHING = re.compile("达到|达|稳定在|保持在|不低于|不少于|控制在|超过|突破")
BASE_SENTENCE = re.compile("(?:截至|截止|现有|共有|目前|短板|差距)[^。；]*$")
CENSUS = re.compile("(?:普查|统计|监测)(?:数据|显示|结果)[^。；]*$")
ACHIEVED = re.compile("(?:已|已经|累计|先后|共计|荣获|获得|获评|达成|[一-龥]了)[^，。；]{0,16}$")
PLANNED = re.compile("(?:要|将|力争|确保|争取|计划|拟|[到至]\\d{4}年|年底前|年内|每年)[^，。；]{0,20}$")

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
# status of the number: features of the model of discourse acts
OFTEN = frozenset(("次", "天", "遍", "小时", "学时", "课时", "轮"))
AGE_UNITS = frozenset(("岁", "届"))
SIZE_CLASS = frozenset(["吨", "亩", "公顷", "平方米", "立方米", "千瓦", "兆瓦", "公里", "米"])
FREQUENCY = re.compile("每(?:[一两三]?个?[年月周季]|半年|季度|学期|学年|日|天)[^，。；\\d]{0,14}$"
                       "|(?<![\\d今明去全当本半])年[^，。；\\d]{2,8}$")
ONCE = re.compile("^一[次遍]$")
TERM = re.compile("(?:任期|聘期|连续|年龄|期限|有效期|年?满(?![意足])|学制|工作经[历验])[^，。；\\d]{0,6}$|(?:时限|轮候期)$")
BEFORE = {
    "frequency": FREQUENCY,
    "term": TERM,
    "level of age": re.compile("(?:寿命|年龄)$"),
    "general rule": re.compile("一般$|原则上[^，。；\\d]{0,2}$"),
    "lasting": re.compile("时间(?:连续)?$"),
    "size": re.compile("(?:用房|建筑|业务|使用|占地|经营|展厅|场馆|馆舍|用地|户型|单体)面积$|规模$|(?<!到)(?:标准|限额|额度)$"),
    "per": re.compile("(?:每|人均|户均|亩均|校均|村均|单[一-龥])[^，。；|]{0,12}$"),
    "per thousand": re.compile("每[十百千万]{1,2}(?:人口?|名|户|张|件|亩|公里)"),
    "award": re.compile("(?:给予|奖励|补助|补贴|奖补|资助|罚款|处以?|报销|减免|返还)[^，。；|]{0,10}$"),
    "most": re.compile("(?:最高|最多|上限|封顶|顶格|累计不|总额不)[^，。；|]{0,6}$"),
    "planned figure": re.compile("(?:计划数?|目标值?|任务数?|下达|指标|定额|要求的?|规定的?|标准的?)[^，。；\\d|]{0,6}$"),
    "away from": re.compile("(?:离|距|低于|高于|超出|优于)[^，。；|]{0,12}$"),
    "from": re.compile("(?:由|从)[^，。；|]{0,12}$"),
    "is": re.compile("(?:为|是|占|相当于)[^，。；\\d|]{0,8}$"),
    "exceeds": re.compile("(?:超额?(?:完成)?|完成了?)[^，。；\\d|]{0,4}$"),
    "parts": re.compile("(?:分为|分成|共分|共|包括|涉及|提出|确定|设置|梳理|明确|围绕|聚焦|针对|涵盖|下设)了?[^，。；\\d|]{0,4}$"),
    "makes": re.compile("(?:设立|建立|建设|建成|打造|培育|组建|布局|开展|举办|引进|新增|新建|改造|完成|实施|培训)[^，。；\\d|]{0,10}$"),
    "included": re.compile("(?:不?含|包含)[^，。；\\d|]{0,4}$"),
    "reaching": re.compile("(?:达到|达|稳定在|保持在|控制在|提高到|增加到|突破)[^，。；\\d|]{0,2}$"),
}
IN_SENTENCE = {
    "stock": re.compile("现有|共有|拥有|下辖|原有|建有|设有|共设|目前有|在册|在编|在职|已建"),
    "lack": re.compile("仍有|尚有|还有|只有|仅有?|缺口|遗留|尚未|仍未|不足|差距"),
    "of which": re.compile("其中"),
    "compared": re.compile("(?:比|较|与)(?:去年|上年|同期|上一?年度|\\d{4} ?年|“?十[一二三四]五)"),
    "upper level": re.compile("(?:全国|全省|省|市|国家|上级)(?:平均|要求|下达|规定|定|标准)"),
    "census": re.compile("(?:普查|统计|监测|测算)(?:数据|显示|结果|表明)?"),
}
BEHIND = {
    "of the plan": re.compile("的?(?:年度|全年|计划|既定|省定|市定|预定)*(?:目标|任务|计划|指标)"),
    "those who": re.compile("[^，。；\\d]{0,10}的$|[^，。；\\d]{0,10}的(?:予以|给予|一律|应|须|按|可|不再|作出|由)"),
    "share of": re.compile("的?[^，。；\\d]{1,8}(?:占比|比例|比重|数量)"),
    "standard": re.compile("的?(?:标准|要求|水平|限额|规定)"),
    "reach": re.compile("(?:之?内|以内)"),
}

"""Regular expressions for the words next to a number that show what it does; names of features to patterns."""
from __future__ import annotations

import re

TIME_UNITS = frozenset(["年", "个月", "天", "小时", "分钟", "周", "秒", "工作日", "学期", "学年", "季度", "交易日", "自然日", "个星期"])
OFTEN = frozenset(("次", "天", "遍", "小时", "学时", "课时", "轮"))
AGE_UNITS = frozenset(("岁", "届"))
SIZE_CLASS = frozenset(["吨", "亩", "公顷", "平方米", "立方米", "千瓦", "兆瓦", "公里", "米"])
FREQUENCY = re.compile("每(?:[一两三]?个?[年月周季]|半年|季度|学期|学年|日|天)[^，。；\\d]{0,14}$"
                       "|(?<![\\d今明去全当本半])年[^，。；\\d]{2,8}$")
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
    "makes": re.compile("(?:设立|建立|建设|建成|打造|培育|组建|布局|开展|"
                        "举办|引进|新增|新建|改造|完成|实施|培训)(?!的)[^，。；\\d|]{0,10}$"),
    "compared with": re.compile("(?:低于|高于|比|较|优于|超过)[^，。；|]{1,14}的$"),
    "earlier figure": re.compile("(?:上年|去年|上年同期|原来|以前|此前|过去|20\\d\\d年|年初|基数)(?:末|底)?(?:的|为|是|仅)?$"),
    "compared figure": re.compile("(?:高于|低于|优于|超过|领先|高出|超)[一-龥“”]{2,14}$"),
    "stock noun": re.compile("(?:(?:管辖|占地|国土|核心区|辖区|耕地|林地|总)面积|保有量|总?人口|驾驶人|在册[^，。；|]{0,6}|库存|存量|储备|"
                             "拥有[^，。；|]{0,12})[^，。；|\\d]{0,4}$"),
    "in brackets, of another time": re.compile("[（(](?:其中)?(?:20\\d\\d年|上年|去年|目前|现有?|年初|计划|原|年度)[^（）()。；]{0,40}$"),
    "planned": re.compile("(?:计划|原定|拟|预算|年初|年度目标|目标任务|任务目标|任务指标)[^，。；|]{0,16}$"),
    "left over": re.compile("(?:其余|余下|剩余|尚余|还剩|在建|正在|未)[^，。；|\\d]{0,6}$"),
    "already": re.compile("(?:已|已经|累计|共|实际|实现|完成了?)[^，。；|\\d（(]{0,12}$"),
    "has been": re.compile("(?<![不而业])已(?![知有满婚故于])[^，。；|的将拟应凡]{0,16}$"),
    "each": re.compile("(?:每|各|单)[一-龥]{1,4}[^，。；|]{0,8}$"),
    "included": re.compile("(?:不?含|包含)[^，。；\\d|]{0,4}$"),
    "reaching": re.compile("(?:达到|达|稳定在|保持在|控制在|提高到|增加到|突破)[^，。；\\d|]{0,2}$"),
}
IN_SENTENCE = {
    "stock": re.compile("现有|共有|拥有|下辖|原有|建有|设有|共设|目前有|在册|在编|在职|已建"),
    "lack": re.compile("仍有|尚有|还有|只有|仅有?|缺口|遗留|尚未|仍未|不足|差距"),
    "of which": re.compile("其中"),
    "compared": re.compile("(?:比|较|与)(?:去年|上年|同期|上一?年度|\\d{4} ?年|“?十[一二三四]五)"),
    "upper level": re.compile("(?:全国|全省|省|市|国家|上级)(?:平均|要求|下达|规定|定|标准)"),
    "award": re.compile("给予|奖励|奖补|补助|补贴|资助|罚款|处以|报销|减免|返还|扣减|扣除|收取|计发|拨付"),
    "condition": re.compile("凡|符合|具备|具有|满足|达到下列|下列条件|申报|申请人|应当|不得|须|必须具"),
    "problem": re.compile("问题|违规|违法|隐患|滞后|困难|薄弱"),
    "result": re.compile("已|完成|实现|建成|获得|成功|累计|[一-龥]了"),
    "promise": re.compile("力争|确保|争取|计划|目标|将|拟|要(?!求|素|点)"),
    "census": re.compile("(?:普查|统计|监测|测算)(?:数据|显示|结果|表明)?"),
}
# in the rest of the sentence
LATER = {
    "actual later": re.compile("实际|实有|截至|已完成|完成了?\\d|仅完成|只完成|全部完成|完成率"),
    "lack later": re.compile("尚有|仍有|还有|但|存在|不足|差距|未"),
    "promise later": re.compile("力争|确保|将|目标|到20\\d\\d年|提高到|增加到"),
}
BEHIND = {
    "base of a share": re.compile("的 ?(?:[0-9]|百分之|[一二三四五六七八九]成|近|约|逾|超)"),
    "part of the paper": re.compile("(?:大|具体|重点|主要)*(?:方面|领域|任务|举措|措施|指标|内容|民生实事|环节|条款|问题|类别|类)"),
    "demand": re.compile("的?[^，。；\\d]{0,6}(?:要求|标准|目标|红线|任务)"),
    "part of": re.compile("[^，。；\\d]{0,14}(?:中|里|之中)(?:$|[仍尚已有，])"),
    "the rest of": re.compile("的[^，。；\\d]{0,8}$"),
    "of those": re.compile("(?:以上|以下|左右)?(?:的)?[一-龥]{2,8}(?:\\d|[一二三四五六七八九十])"),
    "of the plan": re.compile("的?(?:年度|全年|计划|既定|省定|市定|预定)*(?:目标|任务|计划|指标)"),
    "those who": re.compile("[^，。；\\d]{0,10}的$|[^，。；\\d]{0,10}的(?:予以|给予|一律|应|须|按|可|不再|作出|由)"),
    "share of": re.compile("的?[^，。；\\d]{1,8}(?:占比|比例|比重|数量)"),
    "standard": re.compile("的?(?:标准|要求|水平|限额|规定)"),
    "reach": re.compile("(?:之?内|以内)"),
}
# combinations that state a rule or a scope by themselves
CONDITION_AFTER = re.compile("[^，。；\\d]{0,10}的(?:[一-龥]|，)")
CONSEQUENCE = re.compile("[^，。；\\d]{0,10}的(?:，|予以|给予|一律|应|须|按|可|不再|作出)")
OF_WHOM = re.compile("^(?:对|凡|有)")
PER_PLACE = re.compile("(?:每|单)[班户间栋床车桌][^，。；\\d]{0,8}$")
SHARE_OF = re.compile("的[^，。；\\d]{1,8}(?:占比|比例|比重|数量)")
PER_UNIT = re.compile("(?:每|单)[个家站馆项人所名座户班][^，。；\\d]{0,8}$")
AWARD = re.compile("(?:^|[^应])对[^，。；]{1,20}(?:给予|奖励|补助|补贴|奖补|资助)$")
RATE = re.compile("每[十百千万]{0,2}(?:人口?|名|户|张|件|亩|公里)")
SCOPE = re.compile("(?:总结|梳理|盘点|汇总|"
                   "围绕|聚焦|针对|依托|对应|仍有|尚有|现有|已有|原有|共有|拥有|建有|全国共|全省共|总共|现行|已完成的|完成的|涉及|"
                   "覆盖的|对应的|所辖|辖|"
                   "下设|分为|由[^，。；]{0,10}组成的?)[^，。；\\d]{0,10}$")
REACHING = re.compile("达到|达|稳定在|保持在|不低于|不少于|控制在|超过|突破")
# features that show the same act, each alone seldom
GROUPS = {
    "beside its own figure": frozenset(("base of a share", "in brackets, of another time", "of the plan", "lack near", "lack in a list",
                                        "part of the paper", "upper level near", "part of", "demand", "states a scope")),
    "a rule by itself": frozenset(("those who", "unit age", "states a rule", "bounded, 的", "term", "award near")),
}

"""Regular expressions for the kind, the modality and the parts of a clause."""
from __future__ import annotations

import re

GOVERNED_FRAME = re.compile("(?:围绕|根据|结合|针对|聚焦|依托|按照|通过|利用|立足|对照|面向)[^，]*$")

ENCOURAGE = re.compile("^.{0,8}?(?:鼓励|支持|引导|倡导|激励|提倡|动员鼓励)")
EXPLORE_VERB = re.compile("^.{0,6}?(?:探索|尝试|争取|力争|试行|先行先试|试点)")
EXPLORE_OBJECT = re.compile("试点(?:工作|示范)?$")
# heads whose actor is the issuer again, after an encouraging clause
OWN_WILL = frozenset(["推动", "推进", "促进", "建立", "培育", "打造", "做好", "吸纳", "发挥", "组织", "落实", "形成", "实现", "加强",
                      "培养", "解决", "推广", "总结"])

TITLE = re.compile("《([^《》]{2,80})》")
TITLE_NOUN = re.compile(
    "(?:方案|计划|规划|要点|意见|通知|办法|纲要|措施|细则|清单|通则|章程|制度|条例|指南|规定|决定|标准|规范|规则|体系|公约|协议|任务书"
    "|政策|预案|指引|守则|准则|行动|工程|目录|法|手册|责任书|合同|备忘录|倡议书|指标|报告|导则|条款|条件"
    "|若干[一-龥]{2}|[一二三四五六七八九十百\\d]+条|台账|公报|白皮书|蓝皮书|图谱|任务)(?:（[^）]*）)?$")

PREPOSED = re.compile("(?:把|(?<![一-龥]{2}即)将)(?P<noun>[^，。；]{2,60})$")
ADVERBIAL_END = re.compile(
    "(?:全部|全面|逐步|逐块|统一|及时|优先|都|一律|充分|切实|有效|尽快|率先|分别|进一步|真正|深度|有机|主动|广泛|认真)+$")

_THEY = ("人员|人才|人士|干部|职工|农民|农户|大户|学生|女生|青年|青少年|儿童|老人|老年人|患者|居民|群众|公众|企业|主体|机构|学会|协会|科协"
         "|学校|高校|医院|单位|社区|乡镇|家庭|教师|医生|医师|选手|妇女|军人|市民|用户|会员|合作社|组织|群体|对象|院所|园区|团队|村民|员工|农村"
         "|基层|社会|工作者|消费者")
_FOR_ALL = "开展|开设|提供|举办|组织|推出|实施|建立|持续|深入|每年|广泛|常态|定期|免费|征集|选拔|发布|招募"
_FOR_THEM = "提供|定制|搭建|接种|发放|配备|办理|建立|开辟|开通|解决|购买|减免"
_TO_THEM = "发放|给予|予以|减免|补助|补贴|奖励|推荐|开放|提供|开展培训|实施救助|资助|贴息|贷款"
GROUPS = (
    re.compile(f"面向(?P<group>[^，。；的]{{2,30}}?)(?={_FOR_ALL}|$)"),
    re.compile(f"(?:^|[^一-龥作认成转变列因])?为(?P<group>[^，。；的为]{{2,30}}?)(?:免费|无偿|量身|优先)?(?={_FOR_THEM})"),
    re.compile(f"(?:对|给|向)(?P<group>[^，。；]{{2,30}}?)(?:予以|给予|免试|免费|定期|及时|直接)?(?={_TO_THEM})"),
    re.compile(f"(?:支持|扶持|帮助|资助|奖励|关爱|帮扶|救助|慰问|随访)(?P<group>[^，。；、]{{0,12}}?(?:{_THEY}))(?![的家们等及和与群])"),
    re.compile("把(?P<group>[^，。；]{2,20}?)(?=列为|作为)"),
)
GROUP_CUE = re.compile("[面为对给向支扶帮资奖关救慰随把]")  # every match of GROUPS contains one of these
GROUP_NOUN = re.compile(f"(?:{_THEY}|者|人)$")

REPORTED = re.compile("^(?:截至|截止)|^(?:去年|上年|近年来|[几两三五]年来|过去)|^[一-龥]{0,6}?以来$")
ANNOUNCED = re.compile("^(?:下一步|今后|明年|接下来|下步)")
PERFECT = re.compile("已(?:经|全部|累计|基本)?$")
STATUS_SIGNS = frozenset("截去上近几两三五过下今明接12")  # first characters of what these four patterns find, but for …以来
YEAR_OPENS = re.compile(r"^(?P<year>[12]\d{3})年(?![^，]{0,6}(?:前|起|底前|开始))")
# what forbids, before its verb (GUIDE: the negation stays in the action)
FORBIDS = re.compile("(?P<word>不得|严禁|禁止|不准|不许|一律不(?:得|准|再)?|绝不|坚决不|不再|暂停|不(?=[搞设增收摊][^的，。；]*$))"
                     "(?:擅自|随意|任意|违规|变相|强行|突击|重复|重新|盲目|私自|无故|以任何..|再){0,2}(?=[一-龥])")
TOPIC_OPENS = ("对", "因", "涉及", "属于", "出现", "发生")
TOPIC_SIGNS, CONDITION_SIGNS = frozenset(word[0] for word in TOPIC_OPENS), frozenset("一如遇倘若")
CONDITION = re.compile("(?:一旦|如遇|如有|遇有?|倘若?|若)[^，。；]{2,40}$")  # one may hold what is to be done: 一旦发现险情要上报
# clauses that commit nobody: a bare date, a stage, the line below a picture, a condition, who speaks, a heading, whom to ask
NO_MEASURE = re.compile(
    "截[至止][^，。]{2,12}$|[^，。]{2,8}阶段(?:（[^）]*）)?$|（?[^，。（）]{0,20}(?:供图|图为|摄影)"
    "|待[^，。；]{2,40}[后前]$|(?:自?收到|接到)[^，。；]{1,20}(?:后|之日起)$|凡[^，。；]{2,40}的$"
    "|会议(?:强调|指出|要求|认为)$|经[^，。；]{0,8}(?:研究|审议|同意|批准)$|(?:据|经)?初步(?:核算|统计|测算)$|联系(?:人|电话|方式)"
    "|(?:工作|主要|预期|总体|年度)目标(?:[是为])?$|(?:改进|整改|保障)措施$|(?:今后|下一?步)(?:安排|打算|工作)$"
    "|(?:有关|相关|具体|几点)要求$|受[^，。；]{2,20}(?:委托|邀请)$|要?从[^，。；]{2,30}的?高度$")
# clauses with 是 that say what something is
IS_WHAT = re.compile(
    "(?:也|更|既|又)?是[^，。；]{2,40}(?:抓手|需要|基础|工作|保障|前提|关键|途径|要求|体现|使命|内容|动力|支撑|力量|环节)$"
    "|[^，。；]{4,40}(?<![一二三四五六七八九十或还不于若凡])是(?:[^，。；]{2,40}的)?[^，。；]{0,8}(?:抓手|需要|基础(?:工作)?|前提|关键|途径|体现|职责|核心)$"
    "|[^，。；]{2,30}(?:核心|关键|重点|职责|任务|目的|根本)(?:是|在于)[^，。；]{0,12}$")

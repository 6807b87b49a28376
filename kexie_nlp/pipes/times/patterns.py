"""Regular expressions for false time expressions: years inside names, events and honours."""
from __future__ import annotations

import re

# after a year: words that make it part of a name
NAME_AFTER = re.compile("^(?:度)?[^，,。；、]{0,8}(?<!收到)(?<!修[订正改])(?<!制定)(?<!出台)(?<!印发)(?<!发布)(?<!将)(?:“(?!三公)|《)"
                        "|^度(?![^，。；0-9]{0,16}[0-9])"
                        "(?!(?:综合|目标|绩效|工作)?(?:考核|考评|评价|总结|工作|计划|任务|预算))"
                        "|^(?:全[国省市]|中国|国际|世界|亚洲)[^，,。；、]{0,10}(?:日|周|会议|大会|活动|年会|赛|展|评选|普查)(?![前后内])"
                        "|^[^，,。；、]{0,10}(?:工作要点|政府信息公开工作年度报告|年度报告|年鉴)"
                        "|^[^，,。；、]{0,20}(?:执行情况|预算（?草案|计划（?草案|工作报告|统计公报)"
                        "|^[^，。；、0-9]{0,12}工作(?:总结|打算|回顾|思路)(?!会)|^工作(?:提出|作出|做出)"
                        "|^[^，,。；、]{0,12}(?:十大|先进|示范(?:县|社区|单位|区|市)|标兵|纲要|规划|方案|奖)")
# a bracket that dates or names the preceding phrase
BRACKET = re.compile("（[^（）]{0,30}$")
# directly after a year: what is done in it, with whatever it is done (2023年组织规划中期评估)
DONE_IN = re.compile("是|计划(?![（草执纲和与及，。；、]|的)|拟|将|要|已|共|再|组织|开展|启动|编制|完成|起草|审议|提交")
YEARLY_NAME = re.compile("^(?:会议|论坛|年会|人物|选题|目标绩效)")
# before a year: a number is compared with it
COMPARED = re.compile("[比较同与在] ?$|(?:[低高多少优]于|超过?) ?$")
COMPARED_YEAR = re.compile("[比较同与] ?$|(?:[低高多少优]于|超过?) ?$")
# after a relative year: a document or activity of that year
PAPER = re.compile("度?的?[^，。；：！？、（）\\d\\n]{0,14}(?:计划|规划|方案|预案|预算|草案|要点|安排|打算|思路|目标|任务|工作|清单|准备"
                   "|依据)(?=[，。；：！？、（）和与\\n]|$|报|提交|上报|纳入|列入|分解)")
CLAUSE_START = re.compile("[，。；：！？、（）—\\s]")
ADVERBS = re.compile("^(?:全面|继续|重点|集中|将|要|再|共|全省|全市|全县|陆续|逐步|率先|计划|拟)+")
# after a year that a number is counted from
BASIS = re.compile("末?的?(?![在，])[^，。；\\d]{0,4}(?:基础上|水平上)|(?:相比|同期)")
# after 全年, 年度: the plan of a year, not its time (完成全年计划的52%)
PLANNED = re.compile("度?的?(?:计划|目标|任务|预算|指标)(?:数|任务|总数)?")
HEADED = re.compile("[^。；！？，,\\n]{0,30}(?:情况|回顾|总结|打算|安排|任务|计划|目标|态势|要点|工作|重点|部署|成效|预算|草案|决算)"
                    "(?:[（(][^（）()]{0,12}[）)]|[）)])?$")
RATE = re.compile(" ?(?:[0-9]|约|超|近)")
# the day of a report itself
NOW = re.compile("(?<=[，。；])至今(?=[，,]?(?:我|已|共|累计|全))|截[至止]到?(?:目前|现在|当前)(?:为止)?|(?<!截[至止])到目前为止")
VALID = re.compile("(?:有效期|周期)限?(?:一般)?为?|用(?=[^内]{1,8}时间$)")
TAKING = re.compile("的?时间$")  # 用三年时间
YEAR_END = re.compile("(?:结转|结余|考核|奖|分红|总结会|结算|决算|述职|慰问)")
# between 由 or 从 and a number: the year of the value that a change begins with (由2020年的9.4%下降到…)
BASE_BEFORE, BASE_AFTER = re.compile("[由从]$"), re.compile("\\s*的?\\s*(?:[近约不超]\\s*足?过?)?[0-9一二三四五六七八九十百]")
# the year before, as a measure (是上年的2.4倍, 结转上年2件)
YEAR_BEFORE = re.compile("上年[度末底]?(?:的|[^，。；、]{0,4}为? ?[0-9])")
# behind a number of years that opens a clause: what happens in it
OPENS_CLAUSE = re.compile("(?:[，。；：！？、（）—\\s]|(?:^|\\s)\\d{1,2}[.．])$")  # also behind the marker of a line
PERIOD = re.compile("间(?!隔|断)|[，,]?(?:共|合计|累计|总计|新[增建]|投入|培[育训养]|建[成设]|改造|完成|实现|实施|引进|争取|安排|轮训)")
# around a limit in a report: what is still to be done, what was done
TO_COME = re.compile("剩余|余下|[其另]余|尚[有未余]|另[外有]?[0-9一二三四五六七八九十]|原定|承诺|确保|预计|力争|争取|计划|务必"
                     "|必须|[拟须将应]于?$|(?<!主)[要应须需][在于]$")
TO_COME_BEHIND = re.compile("(?:前|底前|末前)?(?:应当?|须|将|要|必须|务必|力争|确保|计划|预计|拟)(?!已)")
ALREADY, STRETCH_END = re.compile("已|就|完毕[，。；]"), re.compile("[，。；！？\\n]")
# around a year: what was put off to it, who leads in it, what is a multiple of its value
PUT_OFF = re.compile("(?:顺延|延期|推迟|延|转)[至到入]?$|计划$|[将拟]于$")
LED = re.compile("，?[^。；，要将]{0,20}，?在[^。；要将]{0,40}(?:领导|指导|支持|帮助|关心)下")
MULTIPLE = re.compile("(?:时期|期间)?[末底]?(?:全年[一-龥]{0,6})?的?[约近]?[0-9一二三四五六七八九十两.]+(?:[多余])?倍")
# before days or hours that are counted like things (优良天数共357天, 增加3天, 每天开放7小时)
COUNTS_DAYS = re.compile("(?:天数|日数|时数)[^，。；\\n]{0,8}$|(?:增加|减少|多|少|污染|优良|达标|延长|缩短)了?$"
                         "|每[周天日月][^，。；\\n]{0,8}$|[日大]最大$|（$")
# a year that a plan counts from its beginning, and what stands before it
NTH_YEAR, OPENS = re.compile("第[一二三四五六]年(?P<end>[底末]?前?)(?=[，。]|[一-龥])"), re.compile("[。；\\n][ \u3000]*(?P<lead>到?)\\Z")
CLAUSE_END = re.compile("(?:继续|等)?[0-9，。；、）]")
# behind 每月 or 每天: a rate (每人每月100元)
MONEY = re.compile("(?:[补津]贴|补助|救助|收费|罚款)?[0-9][0-9.,]*(?:[至到—-][0-9.,]*)?万?元")
# before a year at the beginning of a line
MARKED = re.compile("(?:[图表] ?[0-9一二三四五六七八九十]+[-—.0-9]*[：: 　]*)?(?:第[一二三四五六七八九十]+[章节部]分?"
                    "|[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．]?|——)?\\s*")
NUMBERED = re.compile("\\s*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])"
                      "[ \u3000]*(?:关于)?")
# before and behind a day that dates a result: a border or a preposition; what makes it the line of a date or of news
SET = re.compile("^$|[，；。、于在自并]$|已$|[一-龥]$")
DATELINE = re.compile("[）)]|[ 　]*(?:电|讯|消息|上午|下午|晚|\\d{1,2}[:：时点]|星期|周[一二三四五六日]|，?记者|是"
                      "|，?[^，。]{0,12}(?:召开|印发|发布|会议))")
LIMIT = re.compile("(?:时限|(?<!统计)期限|完成时间|截止时间|截止日期)[:：为是]$")  # before the last day of something
PAPER_BEFORE = re.compile("(?:方案|计划|规划|纲要|意见|报告|公报)[（(] ?$")  # before a bracket that belongs to the name of a paper
STAGE = re.compile("(?:阶段|步|期)$")  # before a bracket that dates it
ACCOUNT = re.compile("[本当]年度?(?:总?收入|总?支出|盈余|价格|现价)")  # a year that only names an account
PLANS = re.compile("规划|计划|纲要|方案|草案")
# 4月15日、8月15日前
SHARES_EDGE = re.compile("[、和与及](?:[0-9]{1,2}月)?[0-9]{1,2}[日号](?:[、和与及](?:[0-9]{1,2}月)?[0-9]{1,2}[日号])*之?前")
LIMIT_WORDS = "完成时限|完成时间|时限|办结时限|时间要求"
LIMITS_COLUMN = re.compile(f"^\\s*(?:{LIMIT_WORDS})\\s*$", re.M)  # the head of a column copied line by line
# around the years that a paper announces as its matter (现将2013年工作情况报告如下)
ANNOUNCED = re.compile("(?:现|下面)[^。；\\n]{0,12}?[将就把围][^。；\\n]*$")
ANNOUNCES = re.compile("[^。；\\n]{0,40}(?:如下|汇报|报告|总结|提出|(?:进展|情况)[。；])")
# before a limit on time that somebody promises to reach
REDUCED = re.compile("(?:压缩|压减|缩短|控制|精简|减少|减|降|提速)[一-龥]{0,3}(?:到|至|为|在)"
                      "(?:[^，。；]{0,4}|[0-9.]+[^，。；]{1,5}[、和与])$")

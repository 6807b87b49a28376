"""Regular expressions for false time expressions: years inside names, events and honours."""
from __future__ import annotations

import re

# after a year: words that make it part of a name
NAME_AFTER = re.compile("^(?:度)?[^，。；、]{0,8}[“《]|^度(?![^，。；0-9]{0,16}[0-9])"
                        "(?!(?:综合|目标|绩效|工作)?(?:考核|考评|评价|总结|工作|计划|任务|预算))"
                        "|^(?:全[国省市]|中国|国际|世界|亚洲)[^，。；、]{0,10}(?:日|周|会议|大会|活动|年会|赛|展|评选|普查)(?![前后内])"
                        "|^[^，。；、]{0,10}(?:工作要点|政府信息公开工作年度报告|年度报告|年鉴)|^[^，。；、]{0,20}(?:执行情况|预算草案|计划草案|工作报告|统计公报)|^[^，。；、]{0,12}(?:十大|先进|示范(?:县|社区|单位|区|市)|标兵|纲要|规划|方案|奖)")
# a bracket that dates or names the preceding phrase
BRACKET = re.compile("（[^（）]{0,30}$")
YEARLY_NAME = re.compile("^(?:会议|论坛|年会|人物|选题|目标绩效)")
# before a year: a number is compared with it
COMPARED = re.compile("[比较同与在] ?$|[低高多少优]于 ?$")
COMPARED_YEAR = re.compile("[比较同与] ?$|(?:[低高多少优]于|超过?) ?$")
# after a relative year: a document or activity of that year
PAPER = re.compile("度?的?[^，。；：！？、（）\\d\\n]{0,14}(?:计划|规划|方案|预案|预算|草案|要点|安排|打算|思路|目标|任务|工作|清单|准备"
                   "|依据)(?=[，。；：！？、（）和与\\n]|$|报|提交|上报|纳入|列入|分解)")
CLAUSE_START = re.compile("[，。；：！？、（）\\s]")
ADVERBS = re.compile("^(?:全面|继续|重点|集中|将|要|再|共|全省|全市|全县|陆续|逐步|率先|计划|拟)+")
# after a year that a number is counted from
BASIS = re.compile("末?的?(?![在，])[^，。；\\d]{0,4}(?:基础上|水平上)|(?:相比|同期)")
# after 全年, 年度: the plan of a year, not its time (完成全年计划的52%)
PLANNED = re.compile("度?的?(?:计划|目标|任务|预算|指标)(?:数|任务|总数)?")
HEADED = re.compile("[^。；！？，,\\n]{0,30}(?:情况|回顾|总结|打算|安排|任务|计划|目标|态势|要点|工作|重点|部署|成效)[）)]?$")
RATE = re.compile(" ?(?:[0-9]|约|超|近)")
# the day of a report itself
NOW = re.compile("截[至止]到?(?:目前|现在|当前)(?:为止)?|(?<!截[至止])到目前为止")
VALID = re.compile("(?:有效期|周期)限?(?:一般)?为?")
YEAR_END = re.compile("(?:考核|奖|分红|总结会|结算|决算|述职|慰问)")
# between 由 or 从 and a number: the time of the present value (由2020年的9.4%下降到…)
BASE_BEFORE, BASE_AFTER = re.compile("[由从]$"), re.compile("\\s*的?\\s*[0-9一二三四五六七八九十百]")
# the year before, as a measure (是上年的2.4倍, 结转上年2件)
YEAR_BEFORE = re.compile("上年[度末底]?(?:的|[^，。；、]{0,4}为? ?[0-9])")
# behind a number of years that opens a clause: what happens in it
PERIOD = re.compile("间?[，,]?(?:共|合计|累计|总计|新[增建]|投入|培[育训养]|建[成设]|改造|完成|实现|实施|引进|争取|安排|轮训)")

"""Time expressions that are none: years inside names, events, honours."""
from __future__ import annotations

import re

# behind a year: what makes it part of a name
NAME_AFTER = re.compile("^(?:度)?[^，。；、]{0,8}[“《]|^度(?!(?:综合|目标|绩效|工作)?(?:考核|考评|评价|总结|工作|计划|任务|预算))"
                        "|^[^，。；、]{0,12}(?:十大|先进|示范(?:县|社区|单位|区|市)|标兵|纲要|规划|方案|奖)")
YEAR_START = re.compile("^(?:到|至|截至|截止)?[12]\\d{3}年")
# a bracket that dates or names something said before it
BRACKET = re.compile("（[^（）]{0,30}$")
EVENT_BEFORE = re.compile("(?:自|从|于|在|第.+届|成立于|始于|建于)$")
YEARLY_NAME = re.compile("^(?:会议|论坛|年会|人物|选题|目标绩效)")
# before a year: a number is compared with it
COMPARED = re.compile("[比较同与在]$")
COMPARED_YEAR = re.compile("[比较同与]$")

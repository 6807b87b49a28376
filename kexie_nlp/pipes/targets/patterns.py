"""Families of numbers that measure nothing, and cues for what a number states."""
from __future__ import annotations

import re

# before the number
ORDINAL = re.compile("(?:第|首|头|No\\.?|编号|版本|[A-Za-z])$")
SESSION = re.compile("(?:党|人大|政协|[一二三四五六七八九十]届|全国)$")
# behind number and unit
GRADE = re.compile("^(?:级|等|类|线|型)(?!别)|^以来|^周年")
VAGUE_NOUN = re.compile("^(?:方面|层面|环节|角度|维度|问题|原则|坚持|确保|关系|阶段|关键|字|样子|意识|自信|维护|全面|代表|文明|离不开|"
                        "台阶|新台阶|时期|过程|方向|导向|主题|主线|统一|结合|结果|机遇|个)")
RANK = re.compile("(?:列|位居|排名|位列|居|名列)[^，。；]{0,8}$")
SLOGAN = re.compile("^[一二两三四五六七八九十百]大")
CHINESE_ONE = re.compile("^一(?![名位届])")
ROUND_NAME = re.compile("^[百千万](?:名|家|个|人|场|村|企)$")
REACHES = re.compile("(?:达|超|近|过|约|上|逾)$")
TIME_UNITS = frozenset("年 个月 月 天 日 小时 分钟 周 秒 个工作日 工作日 个学期 学年 学期".split())
BOUND_TIME = re.compile("^(?:之?内|前|后|时间|左右时间|来|以来|期)")
FREQUENCY = re.compile("每(?:[年月周季人]|个?季度|学期|学年)[^，。；]{0,12}$")
# what is stated
CONDITION_BEFORE = re.compile("(?:任期|聘期|连续|年龄|期限|有效期|每隔|满|年满|人数|规模|学制|驻[^，。；]{0,4}|工作经[历验])[^，。；]{0,8}$")
CONDITION_AFTER = re.compile("^的?(?:人员|企业|学会|单位|工作经[历验]|青年|中青年|老年|儿童|人群|居民)")
CONTEXT_BEFORE = re.compile("(?:现有|已有|原有|共有|全国共|全省共|总共|现行|已完成的|完成的|涉及|覆盖的|对应的|其中|所辖|辖|下设|分为|"
                            "由[^，。；]{0,10}组成的?)[^，。；\\d]{0,3}$")
ACHIEVED = re.compile("(?:已|已经|累计|截至|目前|现已|去年|上年|先后|共计|荣获|获得|获评|达成|了)[^，。；]{0,16}$")
PLANNED = re.compile("(?:要|将|力争|确保|争取|计划|拟|到|年底前|年内|每年)[^，。；]{0,20}$")

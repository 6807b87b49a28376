"""Regular expressions for years, parts of years, bounds and durations. The parsers are in `dates`, `lengths` and `others`."""
from __future__ import annotations

import re

CN = "一二两三四五六七八九十"
DASH = re.compile("(?: ?[-—–~～]{1,2} ?|至|到)从?")
YEAR = "(?:[1-9]\\d{3}|[一二][〇零○一二三四五六七八九]{3}|\\d{2}(?=年(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月))"
RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "这一年": 0, "明年": 1, "次年": 1, "来年": 1, "下年": 1, "下一年": 1,
            "下年度": 1, "去年": -1, "上年": -1, "上一年": -1, "上年度": -1, "前年": -2, "后年": 2}
SHIFTED = {"本": 0, "当": 0, "这个": 0, "这": 0, "上": -1, "上个": -1, "上一个": -1, "上一": -1, "下": 1, "下个": 1, "下一个": 1,
           "下一": 1}
_REL = "|".join(sorted(RELATIVE, key=len, reverse=True))
_SHIFT = "|".join(sorted(SHIFTED, key=len, reverse=True))
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = f"3[01]|[12]\\d|0?[1-9]|三十一?|[二]?十[{CN[:2] + CN[3:10]}]?|[{CN[:2] + CN[3:10]}]"
CORE = re.compile(
    rf"(?P<head>(?P<year>{YEAR})\ ?年度?|(?P<rel>{_REL})|(?P<shift>{_SHIFT})(?P<shift_unit>季度|月))?\ ?的?"
    rf"(?P<part>(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度|前(?P<quarters>[两二三23])个?季度"
    rf"|(?:前(?P<months>{_MONTH}|两)个月)|(?P<month>{_MONTH})\ ?月份?"
    rf"(?:(?P<ten>[上中下])旬|(?P<day>{_DAY})(?:[日号]|(?=(?:[-—–~～]{{1,2}}|至|到)(?:{_DAY})[日号])))?)?")
DAY_ONLY = re.compile(rf"(?P<day>{_DAY})[日号]")
MONTH_RANGE = re.compile(rf"(?:(?P<year>{YEAR})\ ?年|(?P<rel>{_REL}))?(?P<first>1[0-2]|[1-9])"
                         rf"(?:[-—–~～]{{1,2}}|至|到)(?P<last>1[0-2]|[1-9])月份?")
EDGE = re.compile(r"(?P<tail>(?:年|月)?[底末]|(?:年|月)?初|年中|岁末|之?内|期间)?"
                  r"(?P<edge>[或及]?(?:之前|以前)|前(?![期后景沿列端提瞻往款述置])|起(?!草|点|步|来|诉)|以来|开始"
                  r"|[或及]?(?:之后|以后))?")
LEAD = re.compile("(?:力争到|截至|截止到?|到|至|于|在)$")
ISO = re.compile(r"(?P<year>[12]\d{3})(?P<mark>[-./])(?P<month>1[0-2]|0?[1-9])(?P=mark)"
                 r"(?P<day>3[01]|[12]\d|0?[1-9])(?![\d]|[./-]\d)")
MONTHS_ISO = re.compile(r"(?P<year>[12]\d{3})\.(?P<month>1[0-2]|0[1-9])(?=[-—–~至到][12]\d{3}\.(?:1[0-2]|0[1-9])(?!\d))|"
                        r"(?<=[-—–~至到])(?P<year2>[12]\d{3})\.(?P<month2>1[0-2]|0[1-9])(?![\d.])")
YEARS = re.compile(rf"(?P<a>{YEAR})年?(?: ?[-—–~～]{{1,2}} ?|至|到)(?P<b>{YEAR})\ ?年(?!度|[\d一二三四五六七八九十])")
LUNAR = re.compile("农历|阴历|旧历|正月|腊月|冬月|[一二三四五六七八九十]月初[一二三四五六七八九十]|大年(?:初|三十)|除夕")
LUNAR_TAIL = re.compile("的?(?:农历|阴历|正月|腊月|冬月|初[一二三四五六七八九十]|大年|除夕)[一-十月初二三四五六七八九廿]*")
FIVE = re.compile("“?(?P<n>十[一二三四五六七八九]|二十[一二三四五六七八九]?)五”?(?P<tail>规划期末|规划期|时期|期间|期末|末期?|初)"
                  "(?P<before>之前|以前|前)?")
UNITS = {"年": "year", "月": "month", "个月": "month", "季度": "quarter", "个季度": "quarter", "周": "week", "个星期": "week",
         "星期": "week", "天": "day", "日": "day", "个工作日": "workday", "工作日": "workday", "个交易日": "workday",
         "交易日": "workday", "小时": "hour", "个小时": "hour", "届": "term"}
_UNIT = "个?(?:年|月|季度|周|星期|天|日|工作日|交易日|小时)"
COUNT = rf"(?:[{CN}百]{{1,6}}|\d{{1,6}}(?:\.\d{{1,3}})?)(?: ?[-—–~～至到] ?(?:[{CN}百]{{1,6}}|\d{{1,6}}))?(?:[余多几])?"
LENGTH = re.compile(rf"(?P<count>{COUNT}) ?(?P<unit>{_UNIT})(?P<half>半)?(?:(?:零|又|加上?)?(?P<count2>{COUNT})(?P<unit2>{_UNIT}))?"
                    rf"|(?P<half_of>个?半|半个|(?:[{CN}]|\d{{1,6}})个半)(?P<half_unit>年|月|个月|学期|天)")

"""Parses times without a date (每年, 定期, 汛期前) and the periods of five-year plans: a text and an offset in, a `Time` or None out."""
from __future__ import annotations

import re

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.grammar.times import patterns as p
from kexie_nlp.grammar.times.models import Point, Time
from kexie_nlp.grammar.times.parts import MONTH, YEAR, Read
from kexie_nlp.grammar.times.points import read_point

_EVENT = re.compile("(?:[今明]年|[12][0-9]{3}年)?(?:(?:[春秋]季)?(?:学期)?开学"
                    "|(?:任期)?(?:届满|换届|(?:主?汛期|雨季|台风季|供暖季?|采暖[期季])(?:到来|来临|开始)?"
                    "|入汛|入冬|入秋|入夏|汛|春节|春耕|春运|春插|秋收|冬灌|封冻|上冻|暑假|寒假|秋季学期|项目验收)|[省市县]?两会"
                    "|元宵节?|清明节?|端午节?|中秋节?|重阳节?)(?:之前|以前|前(?![后期景沿列]))")
_QUOTED = re.compile("“[^”]{2,12}”期间")
_RECURRING = re.compile(
    r"每个?季度(?:首|末|(?:第[一二三]|最后一)个?)月(?:的?[0-9]{1,2}日)?(?:之?前|以前)?|每旬(?!年)"
    r"|(?P<period>每(?:个?季度?|个?月|年度?)(?!级|度假))(?P<last>[年月]?[底末](?:之?前|以前)?)?"
    rf"|每(?:隔)?(?:半年|半个?月|学期|学年|(?:周|个?星期|个?礼拜)(?!边|期|岁|年|刊)(?:{p.WEEKDAY})?|日|天"
    rf"|个?季度?|个?月|年度?|{p.COUNT}个?小时|{p.COUNT}(?:年(?!级)|天|日|周(?!岁|年|期)|个月|个?季度|个?星期|个?工作日))(?!级|度假)"
    r"|逐年|按年度|按季度|按月|按(?:[季周年]|学期)(?=发放|拨付|支付|支出|结算|清算|报送|上报|通报|调度|公示|公布|考核|统计|汇总|更新|兑现|缴|交|检查|分析|开展|进行|召开)|(?:(?<=开展)|(?<=实行)|(?<=进行)|(?<=组织)|(?<=建立))年度(?=工作?评价|考核|总结|评估|检查|报告|述职)"
    r"|半年度|(?<!不)定期(?!存款)|(?<![较比同])常年(?!不)|不定期")
_MONTH = Read(Point(0, True, month=1), 0, YEAR, MONTH)  # the month of 每月10日 is any
_FIVE = re.compile("(?:“?(?P<n>十[一二三四五六七八九]|二十[一二三四五六七八九]?)五”?|“(?P<tenth>十)五”)"
                   "(?P<tail>规划期末|规划期|时期|期间|期末|末期?|初期?|以来)(?P<before>之前|以前|前(?!期|后|沿|景|列))?")


def read_event(text: str, start: int) -> Time | None:
    """Parses an event as a deadline: 汛期前, 换届前, 春节前. The time has no date."""
    match = _EVENT.match(text, start)
    return Time(start, match.end(), "by", "by", bounded=True) if match else None


def read_quoted(text: str, start: int) -> Time | None:
    """Parses “…”期间: a campaign or a festival."""
    match = _QUOTED.match(text, start)
    return Time(start, match.end(), "within", "within", bounded=True) if match else None


def read_recurring(text: str, start: int) -> Time | None:
    """Parses recurring times: 每年, 每隔3天, 每月10日前, 每年8月至次年2月, 逐年, 定期. The time has no date."""
    match = _RECURRING.match(text, start)
    if match is None:
        return None
    end = match.end()
    if match["period"] and not match["last"]:
        end = _part_end(text, end)
    return Time(start, end, "recurring", "recurring", bounded=True)


def _part_end(text: str, start: int) -> int:
    """Returns the end of the part of a period that follows it, or its own end."""
    event = _EVENT.match(text, start)
    if event:
        return event.end()
    first = read_point(text, start, _MONTH)
    if first is None or first.top == YEAR or first.point is None:
        return start
    connective = p.CONNECTIVE.match(text, first.end)
    last = read_point(text, connective.end(), first) if connective and not connective["both"] else None
    if first.open and last is None:
        return start
    edge = p.EDGE.match(text, last.end if last else first.end)
    return edge.end() if edge else first.end


def read_lunar(text: str, start: int) -> Time | None:
    """Matches days of the lunar calendar, years of reigns and before our era. They are not converted; the rule is `refused`."""
    match = p.LUNAR.match(text, start) or p.OUTSIDE_CALENDAR.match(text, start)
    if match is None:
        return None
    rest = p.OTHER_DATE.match(text, match.end())
    return Time(start, rest.end() if rest else match.end(), "within", "refused")


def read_plan(text: str, start: int) -> Time | None:
    """Parses the period of a five-year plan: “十四五”时期, “十四五”末, 十三五期间, “十四五”以来."""
    match = _FIVE.match(text, start)
    number = chinese_integer(match["n"] or match["tenth"]) if match else None
    if match is None or number is None:
        return None
    year, tail = 2016 + 5 * (number - 13), match["tail"]  # the thirteenth plan is 2016 to 2020
    if "末" in tail or match["before"]:
        return Time(start, match.end(), "by", "five-year", Point(year + 4), edge="end", bounded=True)
    if tail == "以来":
        return Time(start, match.end(), "within", "five-year", Point(year), edge="since", bounded=True)
    years = 1 if tail.startswith("初") else 5
    return Time(start, match.end(), "within", "five-year", Point(year, years=years), bounded=True)

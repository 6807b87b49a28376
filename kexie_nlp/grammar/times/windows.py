"""Parses windows and durations: a text and an offset in, a `Time` or None out.

Examples: 三年内, 用三年时间, 会后一个月内, 任期五年, 近三年, 前两周, 未来两个月. A window is counted from the reference day.
"""
from __future__ import annotations

import re
from decimal import Decimal

from kexie_nlp.grammar.times.lengths import read_length
from kexie_nlp.grammar.times.models import Duration, Edge, Point, Time
from kexie_nlp.grammar.times.patterns import COUNT
from kexie_nlp.grammar.times.words import BEFORE_RELATIVE, CN_COUNT, INSIDE

_BEHIND = re.compile("(?:左右)?(?:的?时间|之?内|(?P<limit>以内))(?![存容部涵外地陆需蒙])")
_FROM = re.compile("用|(?:会|印发|下达|下发|结束|审批|批准|发布|公布|签订|受理|立项)[之以]?后")
_BACK = re.compile("过去的?|最近的?|近|(?P<weak>前|上)")
_AHEAD = re.compile("未来的?|今后的?|将来的?|接下来的?|(?P<weak>[下后])")
_SINCE = re.compile("以?来(?![源自访华宾自])|里(?=[，,])")
_NEXT_TO = re.compile("[之以]?[前后](?!期|续|勤)")
_NOT_LENGTH = re.compile("[起度底末初级份]")
_CUED = re.compile(rf"(?:任期|为期|历时|聘期|周期|有效期|时间)[^，。；\d]{{0,8}}?(?={COUNT}个?(?:年|月|天|周|届))")
_TERMS = re.compile(f"{COUNT}个?届")
_PART_BEFORE = frozenset("上下前后大小")
_OF = re.compile(f"{COUNT}个?(?:年|月|天|周)的")  # 解决前两年的问题
_AFTER_YEAR = re.compile("[12][0-9]{3}[-—–~～]$")
_TEN = 10
_NUMERALS = frozenset(CN_COUNT + "0123456789")
_PERIOD_BEFORE = re.compile("[”》期末底]$|[年月期间]中的?$")  # “十四五”前三年, 五年中的前三年
_HAN = re.compile("[一-龥]{2}$")
_BEFORE_PAST = frozenset("超通经透")  # with 过 they are words of their own
_LAST_YEAR = re.compile("过去的?一?年(?![半多])")


def read_counted(text: str, start: int) -> Time | None:
    """Parses what begins with a count: 三年内, 15个工作日内, 五年来, 500多天, 两年零三个月.

    三年以内 has the rule `limit`, because it is as often a quantity. 三年前 and 三年后 are refused: they name no definite day.
    """
    previous = text[start - 1:start]
    found = None if previous == "第" else read_length(text, start)
    if found is None or text[start] == "半" and previous in _PART_BEFORE or text[start] == "个" and previous in _NUMERALS:
        return None
    if _AFTER_YEAR.search(text, max(0, start - 5), start) and found[0].count < _TEN:
        return None  # 2008-9年
    length, end = found
    tail = _BEHIND.match(text, end)
    if tail:
        event = previous in ("后", "起")  # 会议后十日内, 自受理之日起20日内
        rule = "event" if event else "limit" if tail["limit"] else "within"
        return Time(start, tail.end(), "within", rule, duration=length, bounded=not tail["limit"])
    since = _SINCE.match(text, end)
    if since:
        return _past(start, since.end(), length)
    beside = _NEXT_TO.match(text, end)
    if beside:
        return _days_away(start, beside, length)
    day = text[end - 1] == "日" and length.count_max is None and text[end - 3:end - 1] not in ("工作", "交易") and text[start] != "两"
    return None if day or _NOT_LENGTH.match(text, end) else Time(start, end, "duration", "span", duration=length)


def _days_away(start: int, beside: re.Match[str], length: Duration) -> Time:
    """Returns the day of 三天后 and 20天前; 三天以后 begins with it, 两天之前 ends with it. Months and years away are no definite day."""
    if length.unit != "day" or length.count % 1 or length.count_max is not None or length.rest or length.more:
        return Time(start, beside.end(), "within", "refused")
    said, back = beside[0], beside[0].endswith("前")
    if back and beside.string[beside.start() - 1] == "日":
        return Time(start, beside.end(), "within", "refused")  # 25日前 is as often the 25th of a month
    edge: Edge = "within" if len(said) == 1 else "before" if back else "since"
    point = Point(offset=int(-length.count if back else length.count))
    return Time(start, beside.end(), "by" if edge == "before" else "within", "shifted", point, edge=edge)


def read_within(text: str, start: int) -> Time | None:
    """Parses 用三年时间, 会后一个月内."""
    lead = _FROM.match(text, start)
    found = read_length(text, lead.end()) if lead else None
    tail = _BEHIND.match(text, found[1]) if found else None
    if lead is None or found is None or tail is None:
        return None
    return Time(start, tail.end(), "within", "within" if lead[0] == "用" else "event", duration=found[0], bounded=True)


def read_ahead(text: str, start: int) -> Time | None:
    """Parses 未来五年, 今后三年内, 接下来十天."""
    lead = _AHEAD.match(text, start)
    found = read_length(text, lead.end()) if lead and (not lead["weak"] or _begins(text, start)) else None
    if found is None:
        return None
    if lead and lead["weak"]:  # 下三年: whether this year counts is a matter of opinion
        return Time(start, found[1], "within", "refused")
    tail = _BEHIND.match(text, found[1])
    return Time(start, tail.end() if tail else found[1], "within", "ahead", duration=found[0], bounded=tail is not None)


def read_past(text: str, start: int) -> Time | None:
    """Parses 过去十年, 近三年来, which report results; 近三年, 前两周 alone are only the period in which something is counted."""
    if text[start] == "过" and text[start - 1:start] in _BEFORE_PAST:
        return None  # 不超过去年
    alone = _LAST_YEAR.match(text, start)
    if alone:
        return _past(start, alone.end(), Duration(Decimal(1), "year"))
    lead = _BACK.match(text, start)
    weak = lead is not None and lead["weak"] is not None
    apart = not weak or _begins(text, start) or lead is not None and _OF.match(text, lead.end()) is not None
    found = read_length(text, lead.end()) if lead and apart else None
    if lead is None or found is None or weak and text[start - 1:start] in tuple(INSIDE[lead[0]]):
        return None
    if weak and _PERIOD_BEFORE.search(text, max(0, start - 3), start):
        return Time(start, found[1], "within", "refused")
    if lead[0] == "前" and found[0].unit in ("quarter", "month"):
        return None  # 前三季度 are those of a year
    length, end = found
    if lead["weak"] and _NEXT_TO.match(text, end):
        return None
    since = _SINCE.match(text, end)
    whole = not since and lead["weak"] and _whole_units(length)
    if whole:
        return Time(start, end, "done", "shifted", whole, past=True)
    if since or lead[0].startswith("过去"):
        return _past(start, since.end() if since else end, length)
    return Time(start, end, "done", "recent", duration=length, past=True)


def _whole_units(length: Duration) -> Point | None:
    """Returns the whole years, months or days before the current one (前两年, 上两个月, 前三天), as in Duckling and MiNLP."""
    count = int(length.count)
    if length.count != count or length.count_max is not None or length.rest or length.more:
        return None
    if length.unit == "year":
        return Point(-count, True, count)
    if length.unit == "month":
        return Point(0, True, month=-count, months=count, shifted=True)
    return Point(offset=-count, days=count) if length.unit == "day" else None


def _past(start: int, end: int, length: Duration) -> Time:
    """Returns the time of the last years, whole ones if only a year is the reference; other lengths need the day."""
    count = int(length.count)
    if length.unit != "year" or length.count != count or length.count_max is not None or length.rest or length.more:
        return Time(start, end, "done", "recent", duration=length, past=True)
    return Time(start, end, "done", "past", Point(1 - count, True, count), past=True, duration=length, bounded=True)


def _begins(text: str, start: int) -> bool:
    previous = text[start - 1:start]
    return not previous or not previous.isalnum() or previous in BEFORE_RELATIVE


def read_cued(text: str, start: int) -> Time | None:
    """Parses 任期五年, 为期三个月, 培训时间10天, 满两届."""
    terms = _TERMS.match(text, start)
    if terms:
        return Time(start, terms.end(), "duration", "duration", bounded=True) if text[start - 1:start] == "满" else None
    cue = _CUED.match(text, start)
    if cue is None or cue[0].endswith(("至", "到")):
        return None
    if cue[0].startswith("时间"):
        if not _HAN.search(text, max(0, start - 2), start):
            return None
        start -= 2
    found = read_length(text, cue.end())
    counted = None if found else _TERMS.match(text, cue.end())
    if found is None and counted is None:
        return None
    end = found[1] if found else counted.end() if counted else cue.end()
    return Time(start, end, "duration", "duration", duration=found[0] if found else None, bounded=True)

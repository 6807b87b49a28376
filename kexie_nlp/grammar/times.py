"""Times: expressions that bound a commitment, parsed to typed values first, anchored to dates afterwards."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kexie_nlp.grammar.numerals import chinese_integer
from kexie_nlp.model.records import TimeKind

CN = "一二两三四五六七八九十"
_YEAR = "(?:[12]\\d{3}|[一二][〇零一二三四五六七八九]{3})"
_DASH = "[-—–~～]{1,2}|至|到"
RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "次年": 1, "来年": 1, "去年": -1, "上年": -1, "上年度": -1,
            "前年": -2, "后年": 2}
_REL = "|".join(sorted(RELATIVE, key=len, reverse=True))
_PART = (rf"(?P<half>上半年|下半年)|第?(?P<quarter>[{CN[:5]}1-4])季度|(?P<month>1[0-2]|0?[1-9]|十[一二]?|[{CN}])月份?"
         rf"(?:(?:\d{{1,2}}日?(?:{_DASH}))?(?P<day>3[01]|[12]?\d|[二三]?十[{CN}]?|[{CN}])日|(?P<ten>[上中下])旬)?")
_EDGE = r"(?P<tail>(?:年)?[底末]|年?初|年中|岁末|之?内|期间)?(?P<edge>之前|以前|前|起|以来|开始)?"


@dataclass(frozen=True)
class Time:
    """A parsed time expression; offsets in the text searched.

    `year` is a calendar year, or relative to the reference year where `relative`. `years` counts the years it spans.
    `edge`: within, end (to the last day), before, since. Recurring and durations carry no dates.
    """
    start: int
    end: int
    kind: TimeKind
    rule: str
    year: int | None = None
    relative: bool = False
    years: int = 1
    half: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    edge: str = "within"
    past: bool = False


def anchor(time: Time, reference: int | None) -> tuple[str | None, str | None]:
    """The ISO interval of a time, given the year its text speaks of; (None, None) where it has none."""
    year = time.year
    if time.relative:
        if reference is None or year is None:
            return None, None
        year += reference
    if year is None:
        return None, None
    first_month, last_month = 1, 12
    if time.half:
        first_month, last_month = (1, 6) if time.half == 1 else (7, 12)
    elif time.quarter:
        first_month, last_month = 3 * time.quarter - 2, 3 * time.quarter
    elif time.month:
        first_month = last_month = time.month
    last_year = year + time.years - 1
    last_day = time.day or _days(last_year, last_month)
    first = f"{year:04d}-{first_month:02d}-{time.day or 1:02d}"
    last = f"{last_year:04d}-{last_month:02d}-{last_day:02d}"
    if time.edge in ("end", "before"):
        return None, last
    return first, None if time.edge == "since" else last


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _integer(text: str) -> int:
    return int(text) if text.isdigit() else chinese_integer(text) or 0


def _edge(match: re.Match[str], lead: str | None) -> str:
    tail, edge = match["tail"] or "", match["edge"] or ""
    if edge in ("前", "之前", "以前"):
        return "before"
    if edge in ("起", "以来", "开始"):
        return "since"
    if tail and tail[-1] in "底末" or lead and lead[-1] in "到至" and not tail:
        return "end"
    return "within"


def _fields(match: re.Match[str]) -> dict[str, int | None]:
    half = {"上半年": 1, "下半年": 2}.get(match["half"] or "")
    ten = {"上": 10, "中": 20, "下": None}.get(match["ten"] or "")
    return {"half": half, "quarter": _integer(match["quarter"]) if match["quarter"] else None,
            "month": _integer(match["month"]) if match["month"] else None,
            "day": _integer(match["day"]) if match["day"] else ten}


def _valid(fields: dict[str, int | None]) -> bool:
    month, day = fields["month"], fields["day"]
    return not (month is not None and not 1 <= month <= 12 or day is not None and not 1 <= day <= 31)


def _dated(match: re.Match[str]) -> Time | None:
    """2016年年底前, 2024年6月底前, 到2025年, 今年上半年."""
    fields, edge = _fields(match), _edge(match, match["lead"])
    if not _valid(fields) or fields["day"] and match["day"] and edge == "within":
        return None  # a day without a bound is an event
    if match["rel"] and _COMPARED.search(match.string[:match.start("rel")]) or match["rel"] == "后年" and match["lead"] is None and (
            match.start() and match.string[match.start() - 1] not in "，。；到至、"):
        return None
    year = _integer(match["year"]) if match["year"] else RELATIVE[match["rel"]]
    kind: TimeKind = "by" if edge in ("before", "end") else "within"
    past = not match["year"] and year < 0
    start = match.start("lead") if match["lead"] and edge == "end" else match.start("year" if match["year"] else "rel")
    return Time(start, match.end(), kind, "date", year, not match["year"], edge=edge, past=past, **fields)  # type: ignore[arg-type]


def _undated(match: re.Match[str]) -> Time | None:
    """6月底前, 上半年, 一季度末, 9月30日前: of the year the text speaks of."""
    fields, edge = _fields(match), _edge(match, match["lead"])
    bound = match["tail"] or match["edge"] or match["lead"] and match["lead"] in "到至"
    if not _valid(fields) or fields["month"] and not bound or fields["day"] and edge == "within":
        return None
    kind: TimeKind = "by" if edge in ("before", "end") else "within"
    return Time(match.start() + len(match["lead"] or "") * (edge != "end"), match.end(), kind, "month", 0, True,
                edge=edge, **fields)  # type: ignore[arg-type]


def _day(match: re.Match[str]) -> Time:
    """A bare day in brackets, as assignment lines write it: （4月30日）."""
    return Time(match.start(), match.end(), "by", "day", 0, True, month=int(match["month"]), day=int(match["day"]), edge="end")


def _years(match: re.Match[str]) -> Time | None:
    first, last = _integer(match["a"]), _integer(match["b"])
    if last <= first:
        return None
    return Time(match.start(), match.end(), "within", "years", first, years=last - first + 1)


def _five(match: re.Match[str]) -> Time | None:
    number = chinese_integer(match["n"])
    if number is None:
        return None
    tail = match["tail"] or ""
    year = 2016 + 5 * (number - 13)
    if tail[:1] in ("末",):
        return Time(match.start(), match.end(), "by", "five-year", year + 4, edge="end")
    if tail == "初":
        return Time(match.start(), match.end(), "within", "five-year", year)
    return Time(match.start(), match.end(), "within", "five-year", year, years=5)


def _year_end(match: re.Match[str]) -> Time:
    """年底前, 年内, 全年: of the year the text speaks of."""
    text = match[0]
    by = not text.endswith("内") and not text.startswith("全年")
    return Time(match.start(), match.end(), "by" if by else "within", "year", 0, True, edge="before" if by else "within")


def _past(match: re.Match[str]) -> Time:
    number = _integer(match["n"]) if match["n"] else 1
    return Time(match.start(), match.end(), "done", "past", 1 - number, True, years=number, past=True)


def _plain(kind: TimeKind) -> Callable[[re.Match[str]], Time]:
    def make(match: re.Match[str]) -> Time:
        return Time(match.start(), match.end(), kind, kind)
    return make


_COMPARED = re.compile("(?:比|较|同|与|在)$")
_COUNT = rf"(?:[{CN}百]+|\d+)(?:[余多几])?(?:个)?"
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Time | None]], ...] = (
    (re.compile(rf"(?<![\d]){'(?P<a>' + _YEAR + ')'}年?(?:{_DASH})(?P<b>{_YEAR})年(?!度)"), _years),
    (re.compile(rf"(?P<lead>力争到|截至|截止|到|至)?(?:(?<!\d)(?P<year>{_YEAR})年度?|(?P<rel>{_REL}))(?:{_PART})?{_EDGE}"),
     _dated),
    (re.compile(rf"“?(?P<n>十[一二三四五六七八九]|二十)五”?(?P<tail>时期|期间|末期?|初|规划期|期末)"), _five),
    (re.compile("(?:届满|换届|主?汛期|入汛|入冬|春节|开学|项目验收|供暖|[省市县]?两会|国庆节?)前"), _plain("by")),
    (re.compile(r"每(?:半年|两年|三年|学期|学年|季度?|个?月|年度?|周|届|日|天)(?!级|度假)(?:\d{1,2}[月日](?:\d{1,2}日)?(?:前|底前))?"
                r"|逐年|按年度|按季度|按月|(?:(?<=开展)|(?<=实行)|(?<=进行)|(?<=组织)|(?<=建立))年度(?=工作?评价|考核|总结|评估|检查|报告|述职)|半年度|(?<!不)定期(?!存款)|常年(?!不)|不定期"),
     _plain("recurring")),
    (re.compile(rf"(?:任期|为期|历时|聘期|周期|有效期|[一-龥]{{2}}时间)[^，。；\d]{{0,8}}?{_COUNT}(?:年|月|天|周|届)"
                rf"|(?<=满){_COUNT}届|(?<![第\d]){_COUNT}(?:天|小时)(?![前内以之])"), _plain("duration")),
    (re.compile(rf"(?<![第\d.])(?:用|[会印下结审][后发达束批][之以]?后?)?{_COUNT}(?:年|月|周|日|天|工作日)(?:左右)?(?:时间|之?内)(?!存)"), _plain("within")),
    (re.compile(rf"(?:过去|近|最近)?(?P<n>[{CN}])年(?:以?来)|过去的?(?:[{CN}])?年"), _past),
    (re.compile("(?<![一-龥]半)(?:到|至)?年[底末](?:之前|以前|前)|[到至]年[底末]|(?:本|当)?年内|全年(?!龄)|岁末前?|(?<=[，。；（])(?:到|至)?年[底末](?![考评总])"),
     _year_end),
    (re.compile(rf"(?P<lead>到|至|于|在)?(?<![\d年])(?:{_PART}){_EDGE}"), _undated),
    (re.compile("“[^”]{2,12}”期间"), _plain("within")),
    (re.compile("(?<=[（：:])(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]?\\d)日(?=）)"), _day),
)


def find_times(text: str) -> Iterator[Time]:
    """Every time expression, in order, the longest where two begin together; names and titles are not looked at here."""
    found = []
    for pattern, read in FORMS:
        for match in pattern.finditer(text):
            if match.end() > match.start():
                time = read(match)
                if time is not None and time.end > time.start:
                    found.append(time)
    found.sort(key=_position)
    end = 0
    for time in found:
        if time.start >= end:
            end = time.end
            yield time


def _position(time: Time) -> tuple[int, int]:
    return time.start, -time.end

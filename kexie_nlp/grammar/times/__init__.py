"""Finds time expressions: text in, `Time` objects out. They are parsed to typed values, then anchored to dates.

A time is composed of parts: a year or another head, smaller parts of it, a position in the last one, words that bound it, and a second end.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kexie_nlp.grammar.times import patterns as p
from kexie_nlp.grammar.times.models import Duration, Point, Reference, Time, anchor
from kexie_nlp.grammar.times.ranges import read_date, read_numeric, same_year
from kexie_nlp.grammar.times.recurring import read_event, read_lunar, read_plan, read_quoted, read_recurring
from kexie_nlp.grammar.times.republic import gregorian
from kexie_nlp.grammar.times.spacing import plain
from kexie_nlp.grammar.times.straddling import read_straddling
from kexie_nlp.grammar.times.windows import read_ahead, read_counted, read_cued, read_past, read_within
from kexie_nlp.grammar.times.words import CN, CN_COUNT, CN_DIGIT, ERAS, FESTIVALS

__all__ = ["Duration", "Point", "Time", "anchor", "find_times"]

_Reader = Callable[[str, int], Time | None]
_CHINESE: tuple[_Reader, ...] = (read_straddling, read_date, read_counted, read_cued, read_plan, read_lunar)
_ARABIC: tuple[_Reader, ...] = (read_straddling, read_numeric, read_date, read_counted, read_cued, read_event)
# The first two characters of a time that begins with a word, and its readers; # is a numeral.
_FORMS: tuple[tuple[str, tuple[_Reader, ...]], ...] = (
    ("今年 今天 今日 今明 同年 本年 本月 本周 本季 本星 本礼 本世 当年 当月 当周 当季 这一 这个 这月 这周 这季 这星 这礼 "
     "明年 明天 明日 明后 "
     "次年 次日 翌年 翌日 来年 去年 昨天 昨日 昨今 大前 大后 前年 前天 前日 后年 后天 后日 上年 上一 上个 上月 上周 上季 上星 上礼 上上 "
     "上世 上半 上旬 上中 下年 下一 下个 下月 下周 下季 下星 下礼 下下 下半 下旬 中旬 中下 前半 后半 第# 首季 末季 周# 周日 周天 星期 "
     "礼拜 民国 公元 年初 年中 年底 年末 年内 年之 年以 全年 岁末 月初 月中 月底 月末 季初 季末 季底 季度", (read_date,)),
    (" ".join(sorted({name[:2] for name in FESTIVALS if name[0] not in CN})), (read_date,)),
    ("半年 半个 半月 半天 个半", (read_counted,)),
    ("“十 “二", (read_plan, read_quoted)), ("“三 “五 “六 “七 “八 “十", (read_quoted, read_date)),
    ("过去 最近 近# 近半 前# 前半 上#", (read_past,)), ("前#", (read_date,)),
    ("未来 今后 将来 接下 下# 下半 后#", (read_ahead,)),
    ("用# 用半 会后 会之 会以 印发 下达 下发 结束 审批 批准 发布 公布 签订 受理 立项", (read_within,)),
    ("任期 为期 历时 聘期 周期 有效 时间", (read_cued,)),
    ("任期 届满 换届 主汛 汛期 入汛 入冬 入秋 雨季 春节 春耕 春运 元宵 清明 端午 中秋 重阳 开学 秋季 项目 供暖 采暖 台风 春插 秋收 冬灌 "
     "封冻 上冻 暑假 寒假 省两 市两 县两 两会 汛前 入夏",
     (read_event,)),
    ("今年 明年", (read_event,)),
    ("逐年 按年 按季 按周 按学 按月 年度 半年 定期 常年 不定", (read_recurring,)),
    ("农历 阴历 旧历 正月 腊月 冬月 大年 除夕 公元", (read_lunar,)), (" ".join(ERAS), (read_lunar,)))
_ANY_SECOND: dict[str, tuple[_Reader, ...]] = {"每": (read_recurring,), "“": (read_quoted,)}


def _table() -> dict[str, tuple[_Reader, ...]]:
    table: dict[str, tuple[_Reader, ...]] = {}
    for prefixes, readers in _FORMS:
        for prefix in prefixes.split():
            for second in ("0123456789" + CN_COUNT + "几数" if prefix[1] == "#" else prefix[1]):
                key = prefix[0] + second
                table[key] = (*table.get(key, ()), *(r for r in readers if r not in table.get(key, ())))
    return table


_BY_PREFIX = _table()
_NUMERALS = frozenset(CN_COUNT + CN_DIGIT + "几数")
_UNIT = "[年载月天日分周季个届世余多来工星礼小号至到和与跟—–~-]"
_NUMERIC = re.compile(rf"[0-9]{{1,6}}(?:[.][0-9]{{1,3}})?(?:{_UNIT}|[./、][0-9])")
_NUMERAL = re.compile(rf"[{''.join(_NUMERALS)}]{{1,9}}(?:{_UNIT}|/|、[{CN}]|(?<=五)(?:”|[规时期末初以前]))|{p.NUMBER_FESTIVAL}"
                      rf"|[一二][{CN_DIGIT}0Oo]{{3}}年")
_SECOND = "".join({key[1] for key in _BY_PREFIX})
_START = re.compile(f"[0-9{''.join({key[0] for key in _BY_PREFIX} | _NUMERALS | set(_ANY_SECOND))}](?:(?<=[0-9])[0-9]*"
                    f"|(?<=[{''.join(_NUMERALS)}{''.join(_ANY_SECOND)}])|(?=[{_SECOND}]))")


def find_times(text: str, anchor: Reference = None, *, republic: bool = False) -> Iterator[Time]:
    """Yields every time expression in text order; the longest if two start at the same offset.

    `anchor` is the day or the year that the text refers to. With it, times have ISO intervals; without it, only times that name their
    year do. Names and titles are not excluded here. Days of the lunar calendar and impossible dates are excluded. With `republic`, bare
    years of two and three digits are those of the Republic (112年 is 2023).
    """
    folded, offsets = plain(text)
    if republic:
        folded, offsets = gregorian(folded, offsets)
    end, last = 0, None
    for candidate in _START.finditer(folded):
        start = candidate.start()
        if start < end:
            continue
        readers = _readers(folded, start)
        best: Time | None = None
        for read in readers:
            time = read(folded, start)
            if time is not None and (best is None or time.end > best.end or time.end == best.end and best.rule == "refused"):
                best = time
        if best is None:
            continue
        if best.start < end:
            best = best._replace(start=start)
        if last is not None:
            best = same_year(folded, last, best)
        end, last = best.end, best
        if best.rule == "refused":
            continue
        if offsets is not None:
            best = best._replace(start=offsets[best.start], end=offsets[best.end - 1] + 1)
        yield best._replace(interval=_anchor(best, anchor))


def _readers(text: str, start: int) -> tuple[_Reader, ...]:
    first = text[start]
    if first in "0123456789":
        return _ARABIC if _NUMERIC.match(text, start) else ()
    if first in _NUMERALS:
        if text[start - 1:start] in _NUMERALS or not _NUMERAL.match(text, start):
            return ()
        return _CHINESE
    return _BY_PREFIX.get(text[start:start + 2]) or _ANY_SECOND.get(first, ())


_anchor = anchor

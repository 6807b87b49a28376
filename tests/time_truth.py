"""Truth of times: a case of `time_forms` in; what is wrong with its reading, or with reading it again when written back, out."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

from form_reports import message
from time_forms import Case

from kexie_nlp.grammar import Duration, find_times, format_chinese

_SIZES = {"year": (12, 0, 0), "quarter": (3, 0, 0), "month": (1, 0, 0), "week": (0, 7, 0), "day": (0, 1, 0), "hour": (0, 0, 1)}


def length(duration: Duration | None) -> tuple | None:
    """A duration as months, days and hours, with its upper end."""
    if duration is None or duration.unit not in _SIZES:
        return None
    total = _sum([(duration.count, duration.unit), *duration.rest])
    most = duration.count_max
    return total, None if most is None else _sum([(most, duration.unit), *duration.rest])


def _sum(parts: list) -> tuple[Decimal, ...]:
    return tuple(sum((n * _SIZES[unit][i] for n, unit in parts), Decimal(0)) for i in range(3))


def failure(one: Case) -> str | None:
    """What is wrong with the reading of a case, or None."""
    times = list(find_times(one.text, anchor=one.anchor))
    inside = [t for t in times if t.start < one.end and one.start < t.end]
    wanted = (one.start, one.end, *(d and d.isoformat() for d in (one.first, one.last)), one.length)
    got = [(t.start, t.end, *t.interval, length(t.duration) if one.length else None) for t in inside]
    strange = [t for t in times if t not in inside and (t.interval != (None, None) or t.kind == "duration")]
    if strange:
        return message(one, one.anchor, "nothing outside", [(one.text[t.start:t.end], t.kind, t.interval) for t in strange])
    if not one.known:
        return None if all(g[2:4] == (None, None) for g in got) else message(one, one.anchor, "no dates", got)
    if len(got) != 1 or got[0][1:] != wanted[1:] or got[0][0] not in (one.start, one.core) or one.length and inside[0].kind != "duration":
        return message(one, one.anchor, wanted, got)
    if one.length:
        for text in lengths_written(inside[0].duration):
            again = [length(t.duration) for t in find_times(text)]
            if again != [length(inside[0].duration)]:
                return message(one, one.anchor, (text, length(inside[0].duration)), again)
    else:
        for text in days_written(one.first, one.last):
            intervals = [t.interval for t in find_times(text)]
            if intervals != [wanted[2:4]]:
                return message(one, one.anchor, (text, wanted[2:4]), intervals)
    return None


def days_written(first: date | None, last: date | None) -> list[str]:
    """An interval as text, with ISO days and with Chinese dates."""
    written = []
    for write in (date.isoformat, lambda d: f"{d.year}年{d.month}月{d.day}日", _in_words):
        if first is None or last is None:
            written.append(f"完成时限：{write(first)}起。" if first else f"完成时限：{write(last)}前。")  # type: ignore[arg-type]
        else:
            written.append(f"完成时限：{write(first)}至{write(last)}。" if first != last else f"完成时限：{write(first)}。")
    return written


def _in_words(day: date) -> str:
    year = "".join("〇一二三四五六七八九"[int(d)] for d in str(day.year))
    return f"{year}年{format_chinese(day.month)}月{format_chinese(day.day)}日"


_NAMES = {"year": "年", "quarter": "个季度", "month": "个月", "week": "周", "day": "天", "hour": "小时"}


def lengths_written(duration: Duration | None) -> list[str]:
    """A duration of one whole number as text, in Arabic and in Chinese numerals."""
    if duration is None or duration.rest or duration.count != duration.count.to_integral_value():
        return []
    name, n, most = _NAMES[duration.unit], int(duration.count), duration.count_max
    if most is not None:
        return [f"共需{n}至{most:f}{name}。", f"共需{format_chinese(n)}至{format_chinese(int(most))}{name}。"]
    return [f"共需{n}{name}。", f"共需{format_chinese(n)}{name}。"]

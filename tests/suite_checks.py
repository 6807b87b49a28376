"""How a case of each public suite is put to the grammar, and when its answer is right: values, not spans alone."""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from kexie_nlp.grammar import find_numbers, find_quantities, find_times, format_chinese, parse_number
from kexie_nlp.grammar.folding import fold
from kexie_nlp.grammar.units import units_of_kind

Row = dict
_TOLERANCE = Decimal("1e-9")


def _plain(number) -> Decimal:
    return number.value / {"%": 100, "‰": 1000}.get(number.unit, 1)


def _close(one: Decimal, other) -> bool:
    other = Decimal(str(other))
    return abs(one - other) <= max(_TOLERANCE, abs(other) * Decimal("0.0002")) if other == 0 or abs(other) > _TOLERANCE else one == other


def number(row: Row) -> bool:
    """A whole string is one number."""
    found, expected = parse_number(row["input"]), row["expected"]
    if isinstance(expected, dict) and "error" in expected:
        return found is None
    value = expected["value"] if isinstance(expected, dict) else expected
    return found is not None and _close(_plain(found), value)


def written(row: Row) -> bool:
    """A number in Chinese numerals."""
    number, expected = row["input"], row["expected"]
    try:
        written = format_chinese(number if isinstance(number, int) else Decimal(str(number)))
    except (InvalidOperation, ValueError):
        return "error" in expected
    return written == (expected[0] if isinstance(expected, list) else expected)


def transformed(row: Row) -> bool:
    """The numbers of a sentence, in order."""
    wanted = [Decimal(a) / Decimal(b or 1) for a, b in re.findall(r"(\d+(?:\.\d+)?)(?:/(\d+))?", row["expected"])]
    got = [n.number.value / 100 if n.number.unit == "%" and "%" not in row["expected"] else n.number.value
           for n in find_numbers(row["input"])]
    return len(wanted) == len(got) and all(map(_close, got, wanted))


def ordinal(row: Row) -> bool:
    wanted = [int(e["resolution"]["value"]) for e in row["expected"]] if isinstance(row["expected"], list) else [row["expected"]["value"]]
    return [int(n.number.value) for n in find_numbers(row["input"]) if n.ordinal] == [int(w) for w in wanted]


def numbers(row: Row) -> bool:
    """Every number of a text: value and place. The source finds the number behind 百分之, here it is a share."""
    got = [(n.start, n.end, n.number) for n in find_numbers(row["input"])]
    wanted = [(e["start"], e["end"] + 1, e["resolution"]["value"]) for e in row["expected"]]
    return len(got) == len(wanted) and all(
        (a == c and _close(_plain(n), v) or row["input"][a:c] == "百分之" and _close(n.value, v)) and b >= d - 1
        for (a, b, n), (c, d, v) in zip(got, wanted, strict=True))


def percents(row: Row) -> bool:
    upper = "百分" not in row["input"]
    got = [(q.start, q.end, (q.value_max if q.comparator == "range" and upper and q.value_max else q.value) / (10 if q.unit == "‰" else 1))
           for q in find_quantities(row["input"])
           # 二三十个百分点 is a range and no value; of 5-20% the source gives the upper end
           if q.unit in ("%", "‰", "百分点") and (q.value_max is None or "%" in row["input"])]
    wanted = [(e["start"], e["end"] + 1, e["resolution"]["value"].rstrip("%")) for e in row["expected"]]
    return len(got) == len(wanted) and all(
        b == d and a <= c and _close(n, v) for (a, b, n), (c, d, v) in zip(got, wanted, strict=True))


def ranges(row: Row) -> bool:
    """Bounds of numbers: as `(low,high)` with the side that is open."""
    got = []
    for q in find_quantities(row["input"], bare=True):
        if q.comparator == "eq" and q.core == q.start:
            continue  # a number that nothing bounds
        value = q.value / 100 if q.unit == "%" and "百分" not in row["input"] else q.value
        low = value if q.comparator in ("ge", "gt", "range", "eq") else None
        top = q.value_max / 100 if q.value_max is not None and q.unit == "%" and "百分" not in row["input"] else q.value_max
        high = top if q.comparator == "range" else value if q.comparator in ("le", "lt", "eq") else None
        got.append((low, high))
    wanted = []
    for e in row["expected"]:
        low, high = e["resolution"]["value"].strip("[]()").split(",")
        wanted.append((Decimal(low) if low else None, Decimal(high) if high else None))
    return got == wanted


_ISO = {"CNY": "元", "HKD": "港元", "USD": "美元", "JPY": "日元", "CHF": "瑞士法郎", "EUR": "欧元", "TWD": "新台币", "KRW": "韩元",
        "NGN": "奈拉", "GBP": "英镑", "AUD": "澳元", "CAD": "加元", "RUB": "卢布", "THB": "泰铢", "INR": "卢比",
        "SGD": "新加坡元", "NZD": "新西兰元"}
_MONEY = units_of_kind("money")


def currencies(row: Row) -> bool:
    got = [q for q in find_quantities(row["input"]) if q.unit in _MONEY]
    wanted = [(e["resolution"]["value"], _ISO.get(e["resolution"].get("isoCurrency", "USD"), "?")) for e in row["expected"]]
    return len(got) == len(wanted) and all(_close(q.value, v) and q.unit == u for q, (v, u) in zip(got, wanted, strict=True))


_CURRENCY = re.compile("[元圆圓块塊角毛分币镑盾铢布比索美$￥]")


def amount(row: Row) -> bool:
    """A whole string is one amount of money."""
    expected = row["expected"]
    value = expected.get("num", expected.get("value"))
    found = [q for q in find_quantities(row["input"]) if q.unit in _MONEY]
    whole = parse_number(row["input"])
    unit = expected.get("case")
    if isinstance(value, list):
        return len(found) == 1 and _close(found[0].value, value[0]) and found[0].value_max is not None and _close(
            found[0].value_max, value[1]) and unit in (None, found[0].unit)
    if whole is not None:
        assumed = "" if unit == "元" and not _CURRENCY.search(row["input"]) else unit  # 元 where no currency is written
        return _close(whole.value, value) and assumed in (None, whole.unit)
    return len(found) == 1 and _close(found[0].value, value) and unit in (None, found[0].unit)


def bounded_amount(row: Row) -> bool:
    expected = row["expected"]
    found = list(find_quantities(row["input"], bare=True))
    if expected["rel_op"] == "simple":
        whole = parse_number(row["input"])
        cents = 100 if expected["unit"] == "cent" and whole is not None and whole.unit in _MONEY else 1  # 2角 are twenty cents
        return whole is not None and _close(whole.value * cents, expected["value"])
    if expected["rel_op"] == "between":
        return len(found) == 1 and found[0].comparator == "range" and [found[0].value, found[0].value_max] == [
            Decimal(str(bound)) for bound in expected["value"]]
    how = {"under": ("le", "lt"), "above": ("ge", "gt")}[expected["rel_op"]]
    return len(found) == 1 and found[0].comparator in how and _close(found[0].value, expected["value"])


def money_spans(row: Row) -> bool:
    got = [(q.core, q.end) for q in find_quantities(row["input"]) if q.unit in _MONEY]
    return got == [tuple(e["offset"]) for e in row["expected"]]


def duration(row: Row) -> bool:
    """A whole string is one length of time, in the smallest unit that the source counts."""
    times = list(find_times(row["input"]))
    if len(times) != 1 or times[0].duration is None:
        return False
    expected = row["expected"]
    if "delta" in str(expected.get("type", "")):
        return _delta(times[0].duration, expected["time"])
    grain, length = expected["grain"], times[0].duration
    days = {"day": 1, "week": 7, "month": 30, "year": 360}
    total = length.count * days[length.unit] + sum(c * days[u] for c, u in length.rest)
    return total == expected["value"] * days[grain]


def _delta(length, wanted) -> bool:
    if isinstance(wanted, list):
        low, high = wanted
        if "zero" in low or "infinite" in high:
            return False  # a length with one bound is a quantity
        unit = next(iter(low))
        return (length.unit.replace("workday", "day"), length.count, length.count_max) == (
            unit, Decimal(str(low[unit])), Decimal(str(high.get(unit, -1))))
    said = {length.unit: length.count} | {unit: count for count, unit in length.rest}
    if "quarter" in said:
        said = {"month": said["quarter"] * 3}
    if "week" in said and "week" not in wanted:
        said = {"day": said["week"] * 7}
    return {k: Decimal(str(v)) for k, v in wanted.items()} == said


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _reference(row: Row) -> date | None:
    ref = row.get("ref")
    if isinstance(ref, str) and re.match(r"\d{4}-\d{2}-\d{2}", ref):
        return _day(ref)
    if isinstance(ref, dict) and ref.get("year"):
        return date(int(ref["year"]), int(ref.get("month") or 6), int(ref.get("day") or 15))
    if isinstance(ref, list) and ref:
        return date(*(int(x) for x in (ref + [6, 15])[:3])) if len(ref) < 3 else date(*map(int, ref[:3]))
    return None


def _one(row: Row):
    times = [t for t in find_times(row["input"], anchor=_reference(row)) if t.interval != (None, None)]
    return times[0] if len(times) == 1 else None


def _interval(row: Row) -> tuple[str | None, str | None] | None:
    time = _one(row)
    return time.interval if time else None


def duckling_time(row: Row) -> bool:
    """A value with a grain, or an interval whose end is exclusive."""
    expected, got = row["expected"], _interval(row)
    if got is None:
        return False
    if expected["type"] == "value":
        year, month, day = expected["value"][:3]
        return got == _grain(expected["grain"], year, month, day)
    first, last = (_grain(expected["grain"], bound[0], bound[1] or 1, bound[2] or 1) for bound in (expected["start"], expected["end"]))
    return got == (first[0], (_day(last[0]) - timedelta(days=1)).isoformat())


def _grain(grain: str, year: int, month: int, day: int) -> tuple[str, str]:
    if grain == "year":
        return f"{year}-01-01", f"{year}-12-31"
    if grain == "month":
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return f"{year}-{month:02d}-01", last.isoformat()
    return date(year, month, day).isoformat(), date(year, month, day).isoformat()


def minlp_time(row: Row) -> bool:
    expected, got = row["expected"], _interval(row)
    if got is None:
        return False
    if expected["type"] == "interval":
        return got == (expected["start"][:10], (_day(expected["end"]) - timedelta(days=1)).isoformat())
    if expected["parts"] == "datetime" and expected["grain"] == "day":
        return got == (expected["value"][:10],) * 2
    if expected["parts"] in ("ymd", "ym", "y"):
        value = [*expected["value"], 1, 1]
        wanted = _grain({"ymd": "day", "ym": "month", "y": "year"}[expected["parts"]], *value[:3])
        return got == wanted or got == (None, wanted[1])  # 月底 has an end and no start
    return False


_END = re.compile("[年月季度][底末]|岁末")


def jionlp_time(row: Row) -> bool:
    """Intervals to the second; a start or end at the moment of speaking is open here."""
    expected, reference = row["expected"], _reference(row)
    if expected["type"] == "time_delta":
        return duration(row)
    got = _interval(row)
    if got is None:
        return False
    first, last = (None if "inf" in bound else bound[:10] for bound in expected["time"])
    now = reference.isoformat() if reference else None
    if _END.search(row["input"]) and got == (None, last):
        return True  # 年底 has an end and no start
    return got in ((first, last), (None if first == now else first, None if last == now else last),
                   (None if first == now else first, last))


def time_spans(row: Row) -> bool:
    got = [(t.start, t.end) for t in find_times(row["input"], anchor=date(2021, 6, 14)) if t.kind != "duration"]
    wanted = [tuple(e["offset"]) for e in row["expected"]]
    return got == wanted


def _overlaps(row: Row, *, kinds: tuple[str, ...] = ()) -> list | None:
    """The times found, paired in order with those expected; None where they do not lie on each other."""
    times = [t for t in find_times(row["input"], anchor=_reference(row) or date(2018, 6, 1)) if not kinds or t.kind in kinds]
    wanted = row["expected"]
    if len(times) != len(wanted) or not all(
            t.start <= e["end"] and e["start"] < t.end and (t.end == e["end"] + 1) for t, e in zip(times, wanted, strict=True)):
        return None
    return times


def extracted(row: Row) -> bool:
    return _overlaps(row) is not None


def resolved(row: Row) -> bool:
    """Recognizers' parsers: dates, or ranges whose end is exclusive for units larger than the day."""
    if ("not resolved" in str(row["expected"]) or "0001-01-01" in str(row["expected"])) and "set" not in str(row["expected"]):
        return not any(t.interval != (None, None) for t in find_times(row["input"], anchor=_reference(row)))
    times = _overlaps(row)
    if times is None:
        return False
    return all(_resolution(t, e.get("resolution") or e.get("value") or {}, e["text"]) or _until_now(t, e, _reference(row))
               for t, e in zip(times, row["expected"], strict=True))


def _resolution(time, said: dict, text: str) -> bool:
    counted, months = re.search("年代|[天周週]", text) is not None, text.count("月") > 1
    if "values" in said:
        return any(_model(time, value, months) or counted and _model(time, value | _day_less(value), months) for value in said["values"])
    timex, possible = said["Timex"], (said["FutureResolution"], said["PastResolution"])
    if "duration" in possible[0]:
        return _seconds(time) == Decimal(possible[0]["duration"])
    if "set" in possible[0]:
        return time.kind == "recurring"
    wanted = []
    for one in possible:
        if "date" in one:
            wanted.append((one["date"], one["date"]))
        elif "startDate" in one:
            excluded = counted and "-W" not in timex and not re.search(r"P\d+W", timex)
            last = (_day(one["endDate"]) - timedelta(days=1)).isoformat() if excluded else _inclusive(one["endDate"], timex, months)
            wanted.append((one["startDate"], last))
    return time.interval in wanted or (time.edge == "before" and (None, time.interval[1]) in [(None, w[1]) for w in wanted])


def _until_now(time, expected: dict, reference: date | None) -> bool:
    """The source ends 今年 with the day of reference, here it is the whole year."""
    values = (expected.get("resolution") or {}).get("values", [])
    return reference is not None and any(
        (v.get("start"), v.get("end")) == (time.interval[0], reference.isoformat()) for v in values) and (time.interval[1] or "") > (
        reference.isoformat())


def _day_less(value: dict) -> dict:
    """The end of a number of days or weeks as excluded, like the ends of months."""
    return {"end": (_day(value["end"]) - timedelta(days=1)).isoformat()} if "end" in value and "start" in value else {}


def _model(time, value: dict, months: bool) -> bool:
    """A value of the DateTimeModel, with its modifier before, until, since or after."""
    if value["type"] == "duration":
        return _seconds(time) == Decimal(value["value"])
    if value["type"] == "set":
        return time.kind == "recurring"
    if value.get("value") == "not resolved":
        return time.interval == (None, None)
    if value["type"] == "date":
        return time.interval == (value["value"], value["value"])
    day = len(value["timex"]) == 10
    start, end = value.get("start"), value.get("end")
    if value.get("Mod") == "after" and day:
        start = (_day(start) + timedelta(days=1)).isoformat()
    if end:
        end = end if day else _inclusive(end, value["timex"], months)
    if value.get("Mod") == "before" and re.fullmatch(r"\d{4}", value["timex"]):
        end = f"{value['timex']}-12-31"  # 2018年以前 includes 2018 in plans
    return time.interval == (start, end)


def _inclusive(end: str, timex: str, months: bool = False) -> str:
    """The last day of a range: the source excludes it, but for ranges between two days that the text names."""
    if months and re.match(r"\((?:\d{4}|XXXX)-\d\d-01,(?:\d{4}|XXXX)-\d\d-01,P\d+M\)", timex):
        return _grain("month", int(end[:4]), int(end[5:7]), 1)[1]  # and 三月到五月 with May
    named = re.match(r"\((?:\d{4}|XXXX)-\d{2}-\d{2},(?:\d{4}|XXXX)-\d{2}-\d{2},P(\d+)D\)", timex)
    if named or re.search(r"P\d+[YMW]\)", timex) and "-01-01," not in timex:
        return end
    if re.match(r"\(\d{4}-01-01,\d{4}-01-01,P\d+Y\)", timex):
        return f"{end[:4]}-12-31"  # 2016年至2018年 ends with 2018 in Chinese
    return (_day(end) - timedelta(days=1)).isoformat()


def _seconds(time) -> Decimal:
    if time.duration is None:
        return Decimal(-1)
    days = {"day": 1, "week": 7, "month": 30, "year": 365}
    parts = [(time.duration.count, time.duration.unit), *time.duration.rest]
    return sum((c * days.get(u, 0) for c, u in parts), Decimal(0)) * 86400


def answered(suite: str, row: Row) -> bool:
    """Whether the grammar gives an answer of the kind that the suite asks for: a number, an amount, a time with dates."""
    text = str(row["input"])
    if suite in _NUMERALS:
        return parse_number(text) is not None
    if suite in _AMOUNTS:
        return any(q.unit in _MONEY and text[q.core:q.end] not in str(row["expected"]) for q in find_quantities(text))
    if suite in ("recognizers_NumberModel", "cn2an_transform"):
        return any(not n.number.unit and not re.match("美[元刀]|[元円]", fold(text[n.end:n.end + 2])) for n in find_numbers(text))
    if suite.startswith(("recognizers_NumberRange", "recognizers_Percent")):
        return any(True for _ in find_quantities(text))
    return any(t.interval != (None, None) for t in find_times(text, anchor=_reference(row)))


_NUMERALS = frozenset(["cn2an_cn2an", "cn2an_an2cn", "duckling_Numeral", "minlp_numeral", "minlp_numeral_fraction"])
_AMOUNTS = frozenset(["duckling_AmountOfMoney", "jionlp_money_extractor", "jionlp_money_parser", "minlp_currency",
                      "recognizers_CurrencyModel"])


CHECKS: dict[str, Callable[[Row], bool]] = {
    "cn2an_cn2an": number, "cn2an_transform": transformed, "cn2an_an2cn": written,
    "duckling_Numeral": number, "duckling_AmountOfMoney": bounded_amount, "duckling_Ordinal": ordinal,
    "duckling_Duration": duration, "duckling_Time": duckling_time,
    "jionlp_money_extractor": money_spans, "jionlp_money_parser": amount, "jionlp_time_extractor": time_spans,
    "jionlp_time_parser": jionlp_time,
    "minlp_currency": amount, "minlp_numeral": number, "minlp_numeral_fraction": number, "minlp_ordinal": ordinal,
    "minlp_time": minlp_time, "minlp_time_date": minlp_time, "minlp_time_duration": duration,
    "recognizers_NumberModel": numbers, "recognizers_NumberRangeModel": ranges,
    "recognizers_NumberRangeModelExperimentalMode": ranges, "recognizers_OrdinalModel": ordinal,
    "recognizers_PercentModel": percents, "recognizers_CurrencyModel": currencies,
    "recognizers_DateExtractor": extracted, "recognizers_DateParser": resolved,
    "recognizers_DatePeriodExtractor": extracted, "recognizers_DatePeriodParser": resolved,
    "recognizers_DateTimeModel": resolved, "recognizers_DateTimeModelExperimentalMode": resolved,
    "recognizers_DurationExtractor": extracted, "recognizers_DurationParser": resolved,
    "recognizers_SetExtractor": extracted, "recognizers_SetParser": resolved,
}
LEFT_OUT = {
    "duckling_Distance": "physical lengths are marginal", "duckling_Quantity": "cooking measures are marginal",
    "duckling_Temperature": "temperatures are marginal", "duckling_Volume": "volumes are marginal",
    "minlp_quantity": "physical units are marginal", "minlp_quantity_area": "areas are marginal",
    "opencc_to_simplified": "script conversion belongs to text/", "recognizers_AgeModel": "ages are marginal",
    "recognizers_DimensionModel": "physical dimensions are marginal",
}

"""The component `kexie_times`: time expressions of the grammar in, `Time` records out, filtered and dated by their context."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kexie_nlp.grammar import times as grammar
from kexie_nlp.lexicon import words
from kexie_nlp.model import Time
from kexie_nlp.model.records import TimeKind
from kexie_nlp.model.spans import Spans, behind_last
from kexie_nlp.pipes.component import SpanPipe
from kexie_nlp.pipes.layers import DocumentLayers, document_layers
from kexie_nlp.pipes.times import patterns as p
from kexie_nlp.pipes.times.limits import find_limits
from kexie_nlp.pipes.times.periods import into_period, period_of, reported_until, years_ahead, years_past

_ANY_YEAR, _WEEK = 2000, 7  # a leap year
_HEADING = 50  # longest title, in characters
_INDENT = 6  # characters before the first words of a line
_SHARE = 0.6  # of a title that a line of its own has at least
_SENTENCE = re.compile("[。；！？，,]|[0-9][万亿个%名家]")
_FROM_EVENT = re.compile("期满|届满|到期")
_JOINT = re.compile("[、和与及]|以及")
_UP_TO, _BEFORE, _OWN_YEAR = re.compile("[到至截]"), re.compile("[前底末]$"), re.compile("[0-9]{4}年")
_BARE = re.compile("[^年月届]{1,8}(?:天|小时)")  # in a plan a duration is a rule of size, in a report it is a result


class TimesPipe(SpanPipe[Time]):
    """Finds the time expressions in running text and resolves them against the year that the text refers to."""

    key = "kexie_times"
    layer = "times"
    attribute = "time"

    def match(self, doc: Doc) -> list[Time]:
        """Returns the times of a doc with ISO dates, with offsets in `doc.text`."""
        context = document_layers(doc)
        dates = [time for time in context.dates if bounds(context, time)]
        dates += [grammar.Time(m.start(), m.end(), "done", "now", past=True) for m in p.NOW.finditer(context.text)]
        dates += years_of_plan(context)
        found: list[Time] = []
        for time in sorted(dates, key=_start):
            if not is_name(context, time):
                found.append(record(context, time, len(found) + 1))
        times = list(joined(context.text, found))
        times += find_limits(context, Spans((time.start, time.end) for time in times))
        times.sort(key=_start)
        return [time.changed(id=f"t{number}") for number, time in enumerate(times, 1)]


def years_of_plan(context: DocumentLayers) -> Iterator[grammar.Time]:
    """Yields the years that a plan counts from its beginning where they open a sentence (第一年，建成…)."""
    for m in p.NTH_YEAR.finditer(context.text):
        opens = p.OPENS.search(context.text, max(0, m.start() - _INDENT), m.start())
        start = opens.start("lead") if opens else m.start()
        if opens and context.discourse.passage(*context.discourse.evidence.reach(start, m.end())).act == "plan":
            yield grammar.Time(start, m.end(), "by" if m["end"] else "within", "nth-year", bounded=True)


def _start(time: grammar.Time | Time) -> int:
    return time.start


def joined(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """Yields the times with the edge that joined ones share: 到2023年、2025年, 6月和12月底前, 每年1月和7月."""
    shared: list[Time] = []
    up_to = False
    for time in times:
        before = shared[-1] if shared else None
        together = before is not None and _JOINT.fullmatch(text, before.end, time.start) is not None
        up_to = _UP_TO.match(time.text) is not None or together and up_to
        if before is not None and together:
            if before.kind == "recurring" and time.rule in ("times.month", "times.date") and not _OWN_YEAR.match(time.text):
                time = time.changed(kind="recurring", from_=None, to=None)
            elif before.from_ is None and before.to and time.from_ and up_to:
                time = time.changed(kind=before.kind, from_=None)
            elif time.from_ is None and time.to and before.from_ and _BEFORE.search(time.text) and before.kind in ("within", time.kind):
                shared[-1] = before.changed(kind=time.kind, from_=None)
        shared.append(time)
    yield from shared


def bounds(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether an expression bounds or dates something.

    Excluded: a day, month or duration that is only mentioned, and a year that a number is compared with.
    """
    text, start = context.text, time.start
    if p.YEAR_BEFORE.match(text, start) or p.ACCOUNT.match(text, start) or _is_base(text, time):
        return False
    if is_attribute(text, time) or _of_rule(context, time):
        return False
    if time.rule != "recurring" and p.PLANNED.match(text, time.end) and not p.CLAUSE_START.search(text, max(0, start - 1), start):
        return False
    if time.rule == "five-year" and (p.MULTIPLE.match(text, time.end) or p.BASIS.match(text, time.end)
                                     or p.COMPARED_YEAR.search(text, max(0, start - 2), start)):
        return False
    if spans_period(context, time):
        return True
    if time.rule == "span":
        if p.COUNTS_DAYS.search(text, max(0, start - 16), start):
            return False
        return bool(_BARE.fullmatch(text[start:time.end])) and context.reports(start)
    if time.rule == "recurring" and text[time.end - 1] in "月天日" and p.MONEY.match(text, time.end):
        return False
    rate = time.rule == "recurring" and p.RATE.match(text, time.end)
    if rate and (text.endswith(("平均", "为", "人均"), 0, start) or _reported(context, time)):
        return False
    if time.rule == "year" and text[start:time.end] in ("年底", "年末"):
        return not p.YEAR_END.match(text, time.end)
    if time.rule == "year" and text.endswith(("去年", "上年"), 0, start):
        return False  # 去年全年
    if time.rule in ("recent", "ahead") and not time.bounded and _years_ahead_or_back(context, time):
        return True
    if time.rule in ("recent", "ahead", "limit", "shifted", "year"):
        return time.bounded
    if time.rule in ("date", "month") and time.first is not None:
        compared = p.COMPARED if time.first.relative and time.edge != "end" else p.COMPARED_YEAR
        if time.edge != "before" and text[start] not in "到至截力" and compared.search(text, max(0, start - 2), start):
            return False
        if p.BASIS.match(text, time.end) or p.MULTIPLE.match(text, time.end) or _carried(text, time):
            return False
        if time.first.day and is_window(time):
            return True
        if time.first.day and time.edge == "within":
            return is_limit(context, time) or p.SHARES_EDGE.match(text, time.end) is not None or _day_of_result(context, time)
    return True


def _years_ahead_or_back(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether some years before or behind the document are the time of a clause that they open (近三年，累计…, 今后五年，造林…)."""
    length = time.duration
    if length is None or length.unit != "year" or not p.CLAUSE_START.match(context.text, max(0, time.start - 1)) and time.start:
        return False
    return time.rule == "ahead" or _reported(context, time)


def is_limit(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a day or a month is named as the limit of something (完成时限：12月20日)."""
    small = time.first is not None and (time.first.day or time.first.month) is not None
    return small and time.edge == "within" and time.last is None and _names_limit(context, time)


def _names_limit(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a time fills the column of deadlines or a line of its own below one, or stands behind the label of one."""
    text, cell = context.text, context.cell(time.start)
    if cell is not None and cell.column == "deadline" or p.LIMIT.search(text, max(0, time.start - 7), time.start):
        return True
    alone = text.endswith("\n", 0, time.start) and text[time.end:time.end + 1] in ("\n", "")
    return alone and p.LIMITS_COLUMN.search(text, 0, time.start) is not None


def _day_of_result(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a single day dates a result (已于8月2日全额缴库), not a meeting, a dateline or a rule."""
    text, start = context.text, time.start
    line = behind_last("\n", text, 0, start)
    if text.find("\n", time.end) == time.end or not p.SET.search(text, max(line, start - 2), start) or p.DATELINE.match(text, time.end):
        return False
    return context.discourse.passage(start, time.end).act == "result"


def _of_rule(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a rule speaks of the year before or after any year (扣减下一年度支持额度)."""
    point, text = time.first, context.text
    other = point is not None and point.relative and time.rule == "date" and not (point.month or point.half or point.quarter)
    return other and text[time.start] in "上下" and time.edge == "within" and context.discourse.passage(time.start, time.end).act == "rule"


def _carried(text: str, time: grammar.Time) -> bool:
    """Whether a year is only the one to which something is carried over (结转下年3件)."""
    return text.startswith("结转", time.end) or text.endswith("结转", 0, time.start) and p.CLAUSE_END.match(text, time.end) is not None


def _is_base(text: str, time: grammar.Time) -> bool:
    """Whether a time only dates the value that a change begins with (由2020年的9.4%下降到…)."""
    return p.BASE_BEFORE.search(text, max(0, time.start - 1), time.start) is not None and p.BASE_AFTER.match(text, time.end) is not None


def spans_period(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a number of years opens a clause as the time of what follows (三年新建1500个, 五年间，累计投入…)."""
    length = time.duration
    years = time.rule == "span" and length is not None and length.unit == "year" and length.count > 1 and length.count_max is None
    opens = p.OPENS_CLAUSE.search(context.text, max(0, time.start - _INDENT), time.start) is not None
    return years and opens and p.PERIOD.match(context.text, time.end) is not None


def is_window(time: grammar.Time) -> bool:
    """Whether a range of days is the period of an activity (6月1日至30日), not the days of a meeting (23—24日)."""
    first = time.first.dates(_ANY_YEAR) if time.first else None
    last = time.last.dates(_ANY_YEAR) if time.last else None
    return first is not None and last is not None and (last[1] - first[0]).days + 1 >= _WEEK


def is_attribute(text: str, time: grammar.Time) -> bool:
    """Whether a relative year only says which year a plan, a budget or the like belongs to (审议下一年度预算草案)."""
    point, start, end = time.first, time.start, time.end
    if point is None or not point.relative or time.edge != "within" or point.month or point.half or point.quarter:
        return False
    if p.CLAUSE_START.search(text, max(0, start - 1), start) or start == 0 or not p.PAPER.match(text, end):
        return False
    if text[end - 1] == "度":
        return True
    before, behind = text[max(0, start - 2):start], p.ADVERBS.sub("", text[end:end + 8])[:2]
    return before in words("verbs", "action") and before not in words("verbs", "governing") or behind not in words("verbs", "action")


def is_name(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether an expression belongs to a title, a quoted or official name, or a line outside running text."""
    text, start, end = context.text, time.start, time.end
    if context.aside(start, end) or _in_title(context, time):
        return True
    if _heads_part(context, time):
        return False
    line = max(behind_last("。；\n", text, 0, start), start - _HEADING)
    if time.edge == "within" and time.rule != "past" and p.ANNOUNCED.search(text, line, start) and p.ANNOUNCES.match(text, end):
        return True
    quote = context.quoted(start, end)
    if quote and quote[1] > end:
        return True
    after = text[end:end + 24].split("\n", 1)[0]
    if time.rule == "recurring":
        return bool(p.YEARLY_NAME.match(after))
    point = time.first
    if time.rule == "years" and p.PAPER_BEFORE.search(text, max(0, start - 4), start):
        return True
    if time.rule != "date" or point is None or point.relative:
        return False
    if text[start:end].endswith("年度") and after[:1] not in ("，", "。", ",", ""):
        return bool(p.NAME_AFTER.match("度" + after))
    whole = time.edge == "within" and not (point.month or point.half or point.quarter)
    if not whole:
        return False
    bracket = p.BRACKET.search(text, max(0, start - 30), start)
    closed = bracket is not None and "）" in after and not p.STAGE.search(text, max(0, bracket.start() - 8), bracket.start())
    return bool(p.NAME_AFTER.match(after)) and not p.DONE_IN.match(after) or closed


def _in_title(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a year or a part of it only says what the title of the document or the caption of a table is about."""
    if time.edge != "within" or time.rule not in ("date", "month", "past", "ahead", "years"):
        return False
    begin, line = _line_of(context.text, time)
    title = context.meta.title if context.meta else None
    first = not context.text[:begin].strip()
    named = bool(title) and (line in str(title) or str(title) in line) and _SHARE * len(str(title)) <= len(line) <= _HEADING
    opens = p.MARKED.fullmatch(context.text, begin, time.start) is not None
    headed = named or (first or opens) and len(line) <= _HEADING and bool(p.HEADED.search(line))
    return line != context.text.strip() and not _SENTENCE.search(line) and headed and (named or not _heads_part(context, time))


def _heads_part(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a year or a part of it dates all that a numbered heading opens (一、2021年工作回顾)."""
    begin, line = _line_of(context.text, time)
    return (time.edge == "within" and p.NUMBERED.fullmatch(context.text, begin, time.start) is not None and len(line) <= _HEADING
            and not _SENTENCE.search(line) and bool(p.HEADED.search(line)))


def _line_of(text: str, time: grammar.Time) -> tuple[int, str]:
    """The offset and the words of the line that a time stands in."""
    begin, end = text.rfind("\n", 0, time.start) + 1, text.find("\n", time.end)
    return begin, text[begin:end if end >= 0 else len(text)].strip()


def record(context: DocumentLayers, time: grammar.Time, number: int) -> Time:
    """Returns the record of an expression: its kind and interval, resolved against the year that the text refers to there."""
    kind: TimeKind = time.kind
    if is_limit(context, time):
        kind, time = "by", time._replace(edge="end")
    reported = kind in ("within", "by") and _reported(context, time)
    first, last = grammar.anchor(time, context.years.of(time, reported))
    day = context.years.day
    open_end = context.text.startswith("起", time.end - 1)
    if reported and last is None and first and time.edge == "since" and not open_end:
        last = reported_until(context, first)
    if time.rule == "now":
        last = day
    ahead = first or time.edge == "before" and last
    if reported and not (ahead and day and ahead > day) and (first or last or time.rule in ("date", "month", "year", "past", "recent")):
        kind = "done"
    length = time.duration
    if length is not None and length.unit == "year" and (time.rule == "past" or time.rule == "recent" and time.bounded) and kind == "done":
        first, last = years_past(context, int(length.count)) or (first, last)
    if length is not None and length.unit == "year" and time.rule == "recent" and length.count % 1:
        first, last = into_period(context, length)
    if length is not None and length.unit == "year" and time.rule == "ahead":
        first, last = years_ahead(context, int(length.count))
    if time.rule == "span" and time.duration is not None and spans_period(context, time):
        kind, (first, last) = _own_period(context, time, int(time.duration.count))
    if _FROM_EVENT.search(context.text, max(0, time.start - 2), time.start):
        first = last = None  # 期满前两个月内
    lead = p.VALID.match(context.text, time.start, time.end)
    if lead:  # 有效期三年, 用三年时间: the span is the length alone
        taken = p.TAKING.search(context.text, lead.end(), time.end)
        kind, time = "duration", time._replace(start=lead.end(), end=taken.start() if taken else time.end)
    text = context.text[time.start:time.end]
    owner = context.owner(time.start)
    return Time.trusted({"id": f"t{number}", "provision": owner, "start": time.start, "end": time.end, "text": text, "kind": kind,
                         "from_": first, "to": last, "rule": f"times.{time.rule}"})


def _is_past(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a time is past when the document is written: it ended before its date, or is the year that its title reports on."""
    if time.edge not in ("within", "end"):
        return False
    return _ended(context, time) and not context.discourse.passage(time.start, time.end).likelier("rule", "result")


def _ended(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a time ended before the document was written, or is the year that its title reports on."""
    if time.first is None:
        return False
    whole = not (time.first.month or time.first.half or time.first.quarter)
    if whole and time.first.year == context.years.reported and not time.first.relative:
        return True
    if whole and time.rule == "date" and p.LED.match(context.text, time.end):
        return True
    first, last = grammar.anchor(time, context.years.of(time, True))
    day = context.years.day or f"{context.years.written or context.years.planned or 0:04}-01-01"
    ended = bool(last and last < day and time.first.year) and context.text[time.start] not in "到至"
    return ended and (time.edge == "within" or context.text.startswith("截", time.start))


def _to_come(text: str, time: grammar.Time) -> bool:
    """Whether a date is the limit of what is still to be done, also in a report (其余5个12月20日前完工)."""
    clause = behind_last("。；！？\n", text, 0, time.start)
    end = p.STRETCH_END.search(text, time.end)
    behind = text[time.end:end.start() if end else len(text)]
    if p.ALREADY.search(behind) or p.ALREADY.search(text, max(clause, time.start - 4), time.start) or text.startswith("截", time.start):
        return False
    return p.TO_COME.search(text, clause, time.start) is not None or p.TO_COME_BEHIND.match(behind) is not None


def _own_period(context: DocumentLayers, time: grammar.Time, count: int) -> tuple[TimeKind, tuple[str | None, str | None]]:
    """Returns the kind and the bounds of a number of years: the period of the paper if it is as long; in a report the last whole years."""
    period = period_of(context, count)
    kind: TimeKind = "done" if _reported(context, time) else "within"
    if period:
        return kind, period
    return kind, (kind == "done" and years_past(context, count)) or (None, None)


def _reported(context: DocumentLayers, time: grammar.Time) -> bool:
    """Whether a time dates a result."""
    if _names_limit(context, time) or time.edge == "before" and _to_come(context.text, time):
        return False
    if p.PUT_OFF.search(context.text, max(0, time.start - 4), time.start):
        return False
    if _is_past(context, time):
        return True
    reading = context.discourse
    start, end = reading.evidence.reach(time.start, time.end)
    until = context.text.find("；", end, context.sentence_end(end))
    dated = next(iter(reading.evidence.numbers_within(time.end, until if until >= 0 else context.sentence_end(end))), None)
    passage = reading.passage(start, end) if dated is None else reading.number(dated)  # a time agrees with the number that it dates
    return passage.likelier("result", "plan")


@Language.factory("kexie_times", assigns=["doc.spans", "span._.time"])
def create_times(nlp: Language, name: str) -> TimesPipe:
    """Creates the component `kexie_times`. It has no settings. After `kexie_outline` it uses the year of the plan."""
    return TimesPipe(name)

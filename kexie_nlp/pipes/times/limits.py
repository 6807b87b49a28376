"""Finds limits and lengths of time among the numbers of a document: quantities in, time records out.

    压缩到8个工作日以内, 报修后24小时内   a limit, counted from an event
    公示期不少于5个工作日                  a length that a rule or a plan demands
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from kexie_nlp.discourse.number_patterns import TIME_UNITS
from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.model import Time
from kexie_nlp.model.records import TimeKind
from kexie_nlp.model.spans import Spans
from kexie_nlp.pipes.layers import DocumentLayers
from kexie_nlp.pipes.times.patterns import REDUCED

_UNITS = TIME_UNITS | {"日", "月", "个季度", "旬"}
_LONG = frozenset(("年", "学期", "学年", "季度", "个季度"))  # a limit in these is as often a period
_WITHIN = re.compile("之?[以之]?内(?:$|[办完答])")
_NOTICE = re.compile("提前(?:至少)?$")
_LASTING = re.compile("(?:期限?|期间|周期|年限|公示|间隔|保存|停产|整改|任教|服务|暂停|连续?[补奖资扶享发免投运][一-龥]{0,4}|试点期|整改期"
                      "|为期|贴息|延长)[^，。；、\\d每]{0,6}$|(?:满|逾期|[，。；、）]分)$")
_COUNTED = re.compile("[天日]数[^，。；]{0,6}$")
_OFTEN = re.compile("每(?:[一-龥]{0,2}[天周月年日]|[学季]|人)[^，。；]{0,12}$|时间[^，。；]{0,2}$")
_LAST_PART = re.compile(".*(?:到|至|为)(?=.*\\d)", re.S)
_BEFORE = 20


def find_limits(context: DocumentLayers, taken: Spans) -> Iterator[Time]:
    """Yields the limits and lengths of time among the numbers that are no result. `taken` are the spans of the other times."""
    for q in context.quantities:
        if q.unit not in _UNITS or taken.hold(q.start) or taken.hold(q.end - 1) or context.aside(q.start, q.end):
            continue
        kind = _kind(context.text, q)
        if kind is None or context.discourse.number(q).act not in ("rule", "plan"):
            continue
        last = _LAST_PART.match(context.text, q.start, q.end) if q.rule == "change" else None
        start = last.end() if last else q.start
        yield Time.trusted({"id": "", "provision": context.owner(start), "start": start, "end": q.end, "text": context.text[start:q.end],
                            "kind": kind, "from_": None, "to": None, "rule": "times.limit"})


def _kind(text: str, q: Quantity) -> TimeKind | None:
    """Returns whether a quantity of time is a limit (within) or a length (duration), None if it only counts."""
    before, lead = (text[max(0, q.start - _BEFORE):end].rpartition("\n")[2] for end in (q.start, q.core))
    written = text[q.start:q.end]
    if _NOTICE.search(before):
        return "within"
    if q.rule == "change":
        return "within" if re.search("压|缩|减|降", written) and q.comparator in ("le", "eq") else None
    reduced = q.comparator in ("le", "eq") and REDUCED.search(lead)
    if q.unit in _LONG and not _LASTING.search(before) or _COUNTED.search(before) or _OFTEN.search(before) and not reduced:
        return None
    if reduced or q.comparator == "le" and _WITHIN.search(written):
        return "within"
    return "duration" if _LASTING.search(before) else None

"""Classifies a number: a `Quantity` and its context in, its status out (target, achieved, condition, context), or that it measures
nothing."""
from __future__ import annotations

from bisect import bisect_left

from kexie_nlp.discourse import STATUS
from kexie_nlp.discourse.number_patterns import BEFORE
from kexie_nlp.grammar.quantities import Quantity
from kexie_nlp.model.records import TargetStatus
from kexie_nlp.model.spans import Spans, behind_last
from kexie_nlp.pipes.layers import DocumentLayers
from kexie_nlp.pipes.targets import patterns as p
from kexie_nlp.pipes.targets.tables import ACT_IN_COLUMN
from kexie_nlp.pipes.times.patterns import REDUCED

_QUOTE = 24
_CLAUSE, _STOPS = 60, "，。；！？\n"
_SENTENCE, _AROUND = 160, 8
_SEVERAL = 2  # items with a label for their outcome
_FEW = 20  # largest number in a slogan (四个意识)


def measures_nothing(context: DocumentLayers, q: Quantity, times: Spans) -> bool:
    """Whether a quantity belongs to one of the families of false numbers. `times` are the spans of the times of the document."""
    text = context.text
    before, after = text[max(0, q.start - 24):q.start].rsplit("\n", 1)[-1], text[q.end:q.end + 12]
    written = text[q.core:q.end]
    cell = context.cell(q.start)
    if context.aside(q.start, q.end) or cell is not None and q.end > cell.end:
        return True
    quote = context.quoted(q.start, q.end)
    if quote and (text[quote[0]] == "《" or quote[1] - quote[0] <= _QUOTE):
        return True
    if p.ORDINAL.search(before) or p.GRADE.match(after) or p.RANK.search(before) and q.unit in ("位", "名"):
        return True
    if q.unit == "届" and q.chinese and q.value > 1:
        return not p.TERM.search(before)
    if q.unit == "次" and q.chinese and (p.SESSION.match(after) or p.SESSION_BEFORE.search(before)):
        return True
    if q.chinese and q.rule in ("quantity", "change") and _is_idiom(q, written, text[q.start:q.core] or before, after, before):
        return True
    if q.unit in p.LIMIT_UNITS and p.OF_RATE.match(after):
        return True
    if q.unit in p.TIME_UNITS and p.AHEAD_OF.search(before):
        return False
    if q.unit == "年" and q.rule != "change" and p.SPAN_TOTAL.match(after):
        return True
    if q.unit == "年" and after[:1] == "内" and context.discourse.number(q).act == "rule":
        return False
    if q.unit in p.LIMIT_UNITS and REDUCED.search(text[max(0, q.start - 24):q.core].rsplit("\n", 1)[-1]):
        return False
    if q.unit in p.TIME_UNITS and q.rule != "change" and not (q.comparator == "le" and q.unit in p.LIMIT_UNITS):
        return p.SPAN_BEFORE.search(before) is not None or _is_time(q, after, times)
    return False


def _is_time(q: Quantity, after: str, times: Spans) -> bool:
    """Whether a duration is a bound, is part of a name (三年行动, 九年义务教育), or is covered by a time record."""
    if p.BOUND_TIME.match(after) or p.NAMED_LENGTH.match(after) or p.REACH.match(after):
        return True
    return times.hold(q.start)


def _is_idiom(q: Quantity, written: str, lead: str, after: str, before: str) -> bool:
    """Whether a Chinese numeral counts nothing: 一个, 三大…, 二期, 百年, 百名…, 四个意识."""
    if p.CHINESE_ONE.match(written):
        return q.comparator == "eq" and not (p.ONCE.match(written) and p.FREQUENCY.search(before))
    if p.ROUND_NAME.match(written):
        return not (p.REACHES.search(lead) or p.CLAUSE_END.match(after))
    return bool(q.value <= _FEW and p.VAGUE_NOUN.match(after) or p.SLOGAN.match(written) or p.CENTURY.match(written)
                or p.PHASE.match(written) and not p.HOLDS.search(before))


def _clause(context: DocumentLayers, q: Quantity) -> int:
    """Returns where the clause of a number begins."""
    return behind_last(_STOPS, context.text, max(0, q.start - _CLAUSE), q.start)


def _done(context: DocumentLayers, q: Quantity) -> bool:
    """Whether a number is certainly no promise: 已 before it in its clause, or a year at the head of its sentence that lies behind that
    of the document."""
    if BEFORE["has been"].search(context.text, _clause(context, q), q.start):
        return True
    year = context.years.opening(q.start)
    return bool(year and context.year and year < context.year)


def _promised_above(context: DocumentLayers, q: Quantity) -> bool:
    """Whether a number stands in an item above the label of what came of it (3.新辟线路8条。⏎实际完成情况：…), several items having one;
    also where all items stand in one line."""
    labels = context.outcome_labels
    if len(labels) < _SEVERAL:
        return False
    provision = context.provision(q.start)
    inside = [start for start in labels if provision.start <= start < provision.end] if provision is not None else []
    if len(inside) == 1:
        return q.end <= inside[0]
    following = bisect_left(labels, q.end)
    begin, end = labels[following - 1] if following else 0, labels[following] if following < len(labels) else len(context.text)
    opened = p.ITEM_OPENS.search(context.text, begin, q.start) is not None
    return opened and p.ITEM_OPENS.search(context.text, q.end, end) is None


def _bounds(context: DocumentLayers, q: Quantity) -> bool:
    """Whether a number has a bound in a sentence that puts one in front of a number and does not say that it is kept (全年不少于20场)."""
    if q.comparator not in ("ge", "le") or context.text[q.end:q.end + 1] in p.OF_WHICH:
        return False
    sentence = context.discourse.evidence.sentence(q.start)
    return p.BOUND.search(context.text, *sentence) is not None and p.KEPT.search(context.text, *sentence) is None


def _demanded_above(context: DocumentLayers, q: Quantity) -> bool:
    """Whether a number is what a higher level demands, beside one's own figure (国家要求达到85%，我县达到88%)."""
    return (p.DEMANDED.search(context.text, _clause(context, q), q.start) is not None
            and p.OWN_FIGURE.match(context.text, q.end, q.end + _CLAUSE) is not None)


def _share_that_reaches(context: DocumentLayers, q: Quantity) -> bool:
    """Whether a plan says which share of something reaches a state (90%以上的事项实现网上办理)."""
    return (q.unit == "%" and q.rule == "quantity" and p.SHARE_OPENS.fullmatch(context.text, _clause(context, q), q.start) is not None
            and p.REACHES_STATE.match(context.text, q.end) is not None and context.discourse.passage(q.start, q.end).act == "plan")


def _compared_with(context: DocumentLayers, q: Quantity) -> bool:
    """Whether a number is what another one is compared with (较2010年的9.7万吨、0.83万吨分别削减11.3%)."""
    return (p.BASE_OF_CHANGE.search(context.text, _clause(context, q), q.start) is not None
            and p.CHANGES.match(context.text, q.end, q.end + _CLAUSE) is not None)


def _counted_on_a_day(context: DocumentLayers, q: Quantity) -> bool:
    """Whether a number is what had been reached on the day that its sentence opens with (截至2021年底，全县有幼儿园387所); in a plan such
    a sentence may be the ground for it."""
    text = context.text
    if context.meta is None or context.meta.kind == "plan":
        return False
    begin = behind_last("。！？\n", text, max(0, q.start - _SENTENCE), q.start)
    bulletin = (context.meta.title or "").endswith("公报")
    return ((bulletin or p.AS_OF.match(text, begin, q.start) is not None)
            and p.PLANNED_FIGURE.search(text, _clause(context, q), min(len(text), q.end + _AROUND)) is None)


def find_status(context: DocumentLayers, q: Quantity) -> TargetStatus:
    """Returns the status of a number: what the passage and the words next to the number do; in a table, what its column holds."""
    cell = context.cell(q.start)
    found = context.discourse.number(q)
    if found.act == "plan" and cell is None and _done(context, q):
        return STATUS["result"]
    if found.act == "result" and cell is None and (_promised_above(context, q) and not _done(context, q) or _bounds(context, q)):
        return STATUS["plan"]
    if cell is None and found.act != "background" and (_demanded_above(context, q) or _compared_with(context, q)):
        return STATUS["background"]
    if cell is None and found.act == "background" and _counted_on_a_day(context, q):
        return STATUS["result"]
    if cell is None and found.act in ("rule", "background") and _share_that_reaches(context, q):
        return STATUS["plan"]
    act = ACT_IN_COLUMN.get(cell.column) or ("plan" if cell.column == "name" else None) if cell else None
    return STATUS[act if act and found.act != "rule" and not (act == "result" and found.act == "background") else found.act]

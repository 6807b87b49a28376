"""What a number measures: the counted noun phrase, from the clause around the number and, where that says little, from the
clause before it."""
from __future__ import annotations

import re
from collections.abc import Sequence

from kexie_nlp.pipes.targets.enumerations import parts_members, shared_attribute, shared_lead, shared_predicate

LENGTH = 30
REACH = 240  # characters of a clause that are read on either side of a number
_SHORT = 3
_WHOLE = "率值"  # a name that ends so stands by itself
_BASIS = re.compile("^(?:重点)?(?:围绕|聚焦|依托|针对)")
_STOPS = "，。；：！？\n,;"
_OPEN, _CLOSE = "（(", "）)"
_BRACKET = 14
_BRACKETS = re.compile("[（(）)]")
_MARKER = re.compile("^[①-⑳]|^\\d{1,2}[.．、](?=[一-龥])|^[一二三四五六七八九十](?:是|要)")
_LEAD = re.compile("^(?:并|且|同时|其中|力争|确保|争取|努力|进一步|积极|大力|深入|认真|全面|切实|不断|持续|着力|加快|要|将|应|均|"
                   "全年|年内|到\\d{4}年底?|每年|每[周月季日]度?|共|累计|计划|首次|已|也|都|在|使|对|"
                   "重点|围绕|聚焦|推动(?!.)|实现|落实|完成率?(?=$))+")
_TRAIL = re.compile("(?:要|应|将|力争|确保|分别|均|各|再|共|达|达到|为|不|至|到|由|从|约|近|占|总数|提高|提升|增加|减少|下降|降低|控制|"
                    "保持|压缩|精简|压减|稳定|增长|在|的|累计|一般|原则上|首次|年均|同比|至少|有|是|自|于|并|或)+$")
_COMPARED = re.compile("(?:比|较|同)(?:[今去上]年|上年度|\\d{4}年|同期|上年同期)(?:同期)?(?:末|底)?")
_TIME = re.compile("(?:到|至)?(?:\\d{4}年)?(?:\\d{1,2}月)?(?:年?[底末]前?|以前|前)?")
_DIGIT = re.compile("[0-9]")
_PREDICATE = re.compile("(?:提高|给予|应当?|提供|享受|予以|可|建立|开展|启动|进行|须|要|不再|纳入|实行|凡|按)")
_CHOSEN = "选择|选取|选定|挑选|遴选|确定|认定|支持|首批|安排|推荐"
# what is chosen, without the matter that it is chosen for
_PILOTS = re.compile(f"(?:{_CHOSEN})*[^，]{{0,8}}?(?:开展|作为|进行|先行|列为|纳入|启动)(?:先行|改革)?(?:试点|示范)(?:工作)?"
                     f"|(?:{_CHOSEN})+(?:试点|示范)?(?:单位|项目|对象|地区|试点)")
_SCOPE_ONLY = re.compile("^(?:全[国省市县区]|其中|各|分别)*$")
Span = tuple[int, int]


def find_indicator(text: str, start: int, end: int, *, others: Sequence[Span] = (), previous: str = "") -> tuple[str, int, int]:
    """The indicator of the number at `start`–`end`, and the span of the clause it was built from.

    Words behind the number come first (培育100个省级示范农技协 → 培育省级示范农技协), else those before it (解决难题402项).
    `others` are the spans of times and other numbers, which are no part of it; `previous` is the indicator of the number before
    in the same sentence, which a clause that only says 新建 or 较上年提高 takes up.
    """
    left, inside = _left(text, start)
    right = _right(text, end)
    before, masked = _without(text, left, start, others)
    after = _after(text, text[left:right], end, right, others)
    cut = max(masked.rfind("、"), masked.rfind("和") if _DIGIT.search(text[left:start]) else -1)
    if cut >= 0 and parts_members(text[left:start], masked[cut + 1:]):
        before = shared_lead(_LEAD.sub("", _MARKER.sub("", before[:cut]))) + before[cut + 1:]
    if _BASIS.match(before):
        after = after.partition("的")[0]
    before = _trim(before)
    after = after.lstrip("的")
    indicator = (before[-12:] + after)[:LENGTH * 2] if after else before[-LENGTH:]
    if inside and _SCOPE_ONLY.match(indicator):
        indicator = _clause_before(text, left - 1, others)
    elif len(indicator) <= _SHORT and indicator[-1:] not in tuple(_WHOLE):
        indicator = (previous or _clause_before(text, left, others))[-LENGTH:] + indicator
    elif _PILOTS.fullmatch(indicator):
        indicator = _clause_before(text, left, others) + indicator
    elif any(stop == left - 1 for _, stop in others):
        indicator = shared_attribute(previous, indicator) + indicator
    return indicator.strip(" 　、“”") or before or after, left, right


def _left(text: str, start: int) -> tuple[int, bool]:
    """Where the clause of a number begins, and whether that is a bracket around it; brackets that close before it are words."""
    left, least = start, max(0, start - REACH)
    while left > least and text[left - 1] not in _STOPS:
        c = text[left - 1]
        if c in _OPEN:
            return left, True
        if c in _CLOSE:
            opened = max(text.rfind(b, max(0, left - 1 - _BRACKET), left - 1) for b in _OPEN)
            if opened < 0 or _DIGIT.search(text, opened, left):
                return left, False
            left = opened
        else:
            left -= 1
    return left, False


def _right(text: str, end: int) -> int:
    right, most = end, min(len(text), end + REACH)
    while right < most and text[right] not in _STOPS and text[right] not in _CLOSE:
        if text[right] in _OPEN:
            closed = min((i for b in _CLOSE if (i := text.find(b, right, right + _BRACKET)) >= 0), default=-1)
            if closed < 0 or _DIGIT.search(text, right, closed) or right == end:
                return right
            right = closed
        right += 1
    return right


def _without(text: str, begin: int, end: int, others: Sequence[Span]) -> tuple[str, str]:
    """The text without times and other numbers, and the same with the inside of brackets masked."""
    pieces, position = [], begin
    for start, stop in others:
        if start < end and stop > position:
            pieces.append(text[position:max(start, position)])
            position = stop
    pieces.append(text[position:end])
    kept = "".join(pieces)
    if not _BRACKETS.search(kept):
        return kept, kept
    masked, depth = [], 0
    for c in kept:
        depth += (c in _OPEN) - (c in _CLOSE)
        masked.append("\0" if depth > 0 else c)
    return kept, "".join(masked)


def _after(text: str, clause: str, end: int, right: int, others: Sequence[Span]) -> str:
    """The words behind a number: up to the next member of an enumeration or the next time, and what `clause` says of all."""
    kept, masked = _without(text, end, right, ())
    last = max((b for a, b in others if end <= a < right), default=end)
    tail = text[last:right]
    if kept.startswith(("、", "和")):
        return shared_predicate(clause, "", tail) if not tail.startswith(("、", "和")) else ""
    stop = re.search("[、和][^、]*[0-9]", masked)
    limit = end + stop.start() if stop else right
    for a, b in others:
        if end <= a < limit and not _DIGIT.match(text, a) and b - a > 1 and a > end:
            limit = a
    words = _without(text, end, limit, others)[0]
    if words.startswith("的"):
        predicate = _PREDICATE.search(words, 2)
        words = words[:predicate.start()] if predicate else words
    return words + (shared_predicate(clause, words, tail) if last > end else "")


def _trim(words: str) -> str:
    words = _MARKER.sub("", words.strip(" 　"))
    if words[:1] in ("到", "至"):
        words = _TIME.sub("", words, count=1)
    words = _COMPARED.sub("", words)
    return _TRAIL.sub("", _LEAD.sub("", words))


def _clause_before(text: str, stop: int, others: Sequence[Span]) -> str:
    """The words of the clause that ends at `stop`, without its numbers and its first word's trimmings."""
    end = stop
    while end > 0 and text[end - 1] in "，,（( ":
        end -= 1
    if end == 0 or text[end - 1] in "。；！？\n：":
        return ""
    begin = max(max(text.rfind(c, max(0, end - REACH), end) for c in _STOPS) + 1, end - REACH, 0)
    return _trim(_without(text, begin, end, others)[0])[-LENGTH // 2:]


"""Finds the indicator of a number, that is, what it measures: a span in, a noun phrase out.

The indicator comes from the clause around the number; if that is too short, from the previous clause. The numbers of one enumeration
share its predicate, its attribute or its lead.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kexie_nlp.lexicon import load_table, words

_NUMERAL = re.compile("[0-9一二三四五六七八九十]")
_ALL = re.compile("所有|全部|全体|每个|各(?![类种项级])")
_SHARES = re.compile("[%％‰]|分之|[一二三四五六七八九]成|半数|一半|过半|所有|全部|全体")
_DEMANDS = "应当?|须|必须|要|均|都|全部|建有|具备|安装|达到|实现|达标|通(?=[一-龥])"
_LEAST = 2  # shortest object, in characters; a verb without an object is a noun here (科普宣传)
_WHOLE = re.compile("全[国省市州县区]|[一-龥]{2,8}(?<!其)中(?![心学国医小央介级型青共])")
_ATTRIBUTE = re.compile("(?:来自|出自|具有|取得|持有|拥有|从事)[^，。；的]{1,30}的(?=[一-龥]{2,12}$)")
_HEADS = ("比例", "占比", "比重", "人数", "数量")
_SIBLING = re.compile(f"[一-龥]{{1,8}}(?:{'|'.join(_HEADS)})")


def parts_members(text: str, gap: str) -> bool:
    """Whether the last joiner (、 or 和) before a number separates its member of an enumeration from members with their own numbers.

    `text` is the clause up to the number, `gap` the text between the joiner and the number. A quantifier counts as a number.
    """
    first = text.partition("、")[0]
    return bool(_NUMERAL.search(first) or not gap.strip() and _ALL.search(text))


def shared_lead(text: str) -> str:
    """Returns the lead of an enumeration that applies to every member: a verb, 全省, or the whole of a share (代表中); else an empty
    string."""
    whole = _WHOLE.match(text)
    return whole[0] if whole else text[:2] if text[:2] in words("verbs", "action") else ""


def shared_predicate(clause: str, own: str, tail: str) -> str:
    """Returns the predicate shared by the members of an enumeration of shares: the text from the verb after its last number.

    `own` is the text of the number's own member, `tail` the text after the last number. The result is empty if the member has its own
    verb, or if the numbers are plain counts.
    """
    if not _SHARES.search(clause) or _predicate().search(own):
        return ""
    match = _predicate().search(tail)
    return tail[match.start():] if match else ""


@cache
def _predicate() -> re.Pattern[str]:
    verbs = sorted(words("verbs", "main"), key=len, reverse=True)
    return re.compile(f"(?:{_DEMANDS}|{'|'.join(map(re.escape, verbs))})(?=[^，。；、]{{{_LEAST}}})")


def shared_attribute(previous: str, member: str) -> str:
    """Returns the attribute of the previous indicator if a member of the same kind shares it (来自乡镇的代表比例…，委员比例…).

    The result is empty if the heads differ or the member names its own group (女性代表比例).
    """
    match = _ATTRIBUTE.match(previous)
    same = _SIBLING.fullmatch(member) and any(previous.endswith(head) and member.endswith(head) for head in _HEADS)
    if not match or not same or any(group in member for group in _groups()):
        return ""
    return match[0]


@cache
def _groups() -> tuple[str, ...]:
    rows = load_table("subjects", ("slot", "name", "term", "source"))
    return tuple(row["term"] for row in rows if row["slot"] == "group")


LENGTH = 30
REACH = 240  # characters of a clause read on either side of a number
_BASIS = re.compile("^(?:重点)?(?:围绕|聚焦|依托|针对)")
_STOPS = "，。；：！？\n,;|\t"
_OPEN, _CLOSE = "（(", "）)"
_BRACKET = 14
_BRACKETS = re.compile("[（(）)]")
_MARKER = re.compile("^第[一二三四五六七八九十百]{1,4}[条款章] ?|^[①-⑳]|^\\d{1,2}[.．、](?=[一-龥])|^[一二三四五六七八九十](?:是|要)")
_LEAD = re.compile("^(?:则|均|的|拟|预计|继续|同时|亦|或者|或|以及|及|共计|合共|合计|总计|至今|如今|目前|"
                   "由(?=[一-龥]{2,12}(?:给予|安排|承担))|分别(?=一次性|给予|按)|并|且|同时|其中|力争|确保|争取|努力|进一步|积极|大力|深入|认真|全面|切实|不断|持续|着力|加快|要|将|应|均|"
                   "全年|年内|到\\d{4}年底?|每年|每[周月季日]度?|共计?|累计|计划|首次|已经?|也|都|在|使|对|先后|顺利|圆满|成功|我[市县省区]|"
                   "重点|围绕|聚焦|推动(?!.)|实现(?=[一-龥])|落实|完成率?(?=$))+")
_REACHED = "(?:提高|提升|增加|减少|下降|降低|压缩|压减|精简|扩大|上升|缩短|增长|拓展|发展|增|升)(?:到|至|为)"
_TRAIL = re.compile(f"(?:{_REACHED}|要|应|将|力争|确保|分别|均|各|再|共|达|达到|为|不|至|到|由|从|约|近|占|总数|控制|"
                    "保持|稳定|在|的|累计|一般|原则上|首次|至少|有|是|自|于|并|或|已|仅|只|突破|超过?|较|比|与)+$")
_GROWTH = "增长|成长|年增|年减|下跌|下降|上升|回落|提高|提升|减少|增加|降低|缩短|收窄|净增|增收|减收|增幅|降幅|增速|高出|扩大"
_GROWN = re.compile(f"(?:同比|环比|年均|同口径|名义|实际|可比|平均|约|[低高]于)*(?:{_GROWTH})+$")
# a relation to the number before: what it relates is named there
_RELATION = re.compile(f"(?:同比|环比|年均|同口径|名义|实际|可比|按可比价格计算|平均|人均|户均|日均|再|将|上浮|轻微)*"
                       f"(?:{_GROWTH}|占比|比重|比例|占.*|完成率|达标率|"
                       "覆盖率|其中|总数|总量|计划数|目标|为计划数?|为年?计划|目标任务|其余|余下|剩余|人均|[多少快慢高低]|均|则|整体|略|"
                       "每[一-龥]{1,4}|每人每[年月日]|一次性|各|补贴|补助|奖励|给予|可|处|单[一-龥]|期限|总投资|通过率|实际|年初|目前|原|原有|累计|合计|共计)*")
_SINCE = re.compile("(?:应当?)?自?[^，。；]{0,24}之日起|(?:收到|接到|受理)[^，。；]{1,12}后")
_LEAD_LENGTH = 12  # characters before a number that go with the noun behind it
_LISTED = re.compile("(?<=[一-龥]{2})(?:以及|及(?!其))")
_DOER = re.compile("([一-龥]{2,10})(?:完成|实现|达|拥有)")
_SHORT = 2  # an indicator this short leans on the clause before
_COMPLETE = "率值数额量度比"
_COMPARED = re.compile("(?<![同环])(?:比|较|同|与) ?(?:(?:[今去上前]|[^，。；、]{0,10}?)(?:年度?|月份?|季度|时期|期|初)"
                       "(?:同期|期间)?(?:末|底)?的?|计划|目标|(?=[增减下上升降提高回成]))")
_TIME = re.compile("(?:到|至)?(?:\\d{4}年)?(?:\\d{1,2}月)?(?:年?[底末]前?|以前|前)?")
_DIGIT = re.compile("[0-9]")
_PREDICATE = re.compile("(?:提高|给予|应当?|提供|享受|予以|可|建立|开展|启动|进行|须|要|不再|纳入|实行|凡|按)")
_CHOSEN = "选择|选取|选定|挑选|遴选|确定|认定|支持|首批|安排|推荐"
# selection of pilots, without the topic of the pilot
_PILOTS = re.compile(f"(?:{_CHOSEN})*[^，]{{0,8}}?(?:开展|作为|进行|先行|列为|纳入|启动)(?:先行|改革)?(?:试点|示范)(?:工作)?"
                     f"|(?:{_CHOSEN})+(?:试点|示范)?(?:单位|项目|对象|地区|试点)")
_SCOPE_ONLY = re.compile("^(?:全[国省市县区]|其中|各|分别|含)*$")
_OF_PLAN = re.compile("的?(?:年度|全年|计划|既定|省定|市定|预定)*(?:目标|任务|计划)(?:任务)?$")
Span = tuple[int, int]


def find_indicator(text: str, start: int, end: int, *, others: Sequence[Span] = (), previous: str = "") -> tuple[str, int, int]:
    """Returns the indicator of the number at `start`–`end`, and the span of the clause it was built from.

    Words after the number come first (培育100个省级示范农技协 → 培育省级示范农技协), else those before it (解决难题402项). `others` are
    the spans of times and other numbers, which are excluded. `previous` is the indicator of the previous number in the same sentence; a
    clause that only says 新建 or 较上年提高 inherits it.
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
    after = _LISTED.split(after.lstrip("的"), maxsplit=1)[0]
    if before.endswith("等") and after:  # the members of a list before its number
        before = shared_lead(before)
    elif not before:
        after = after.removeprefix("为")
    indicator = (_tail(before) + after)[:LENGTH * 2] if after else before[-LENGTH:]
    if _OF_PLAN.match(after) and previous:
        indicator = previous
    elif inside and not text[left:start].strip():
        indicator = _clause_before(text, left - 1, others) or previous
    elif inside and (_SCOPE_ONLY.match(indicator) or _RELATION.fullmatch(indicator)):
        indicator = previous or _clause_before(text, left - 1, others)
    elif _RELATION.fullmatch(indicator):
        indicator = (without_growth(previous) or _clause_before(text, left, others))[-LENGTH:] + indicator
    elif _bare_verb(indicator) or len(indicator) <= _SHORT and indicator[-1:] not in tuple(_COMPLETE):
        indicator = (_clause_before(text, left, others) or previous)[-LENGTH:] + indicator
    elif not after and previous and _DOER.fullmatch(indicator) and without_growth(previous) != indicator:
        indicator = _DOER.sub(r"\1", indicator) + without_growth(previous)
    elif _PILOTS.fullmatch(indicator):
        indicator = _clause_before(text, left, others) + indicator
    elif any(stop == left - 1 for _, stop in others):
        indicator = shared_attribute(previous, indicator) + indicator
    return indicator.strip(" 　、“”") or before or after, left, right


def _tail(words_: str) -> str:
    """Returns the end of the words before a number, from a verb or behind a joiner if there is one near."""
    if len(words_) <= _LEAD_LENGTH:
        return words_
    for i in range(len(words_) - _LEAD_LENGTH - 2, len(words_) - 2):
        if words_[i:i + 2] in words("verbs", "main"):
            return words_[i:]
        if words_[i] in "、的和及在对":
            return words_[i + 1:]
    return words_[-_LEAD_LENGTH:]


def without_growth(indicator: str) -> str:
    """Returns an indicator without the words of growth at its end (出口总值增长 → 出口总值)."""
    return _GROWN.sub("", indicator)


def names_nothing(indicator: str) -> bool:
    """Whether an indicator is empty, a verb alone or a relation to another figure (已建成, 完成率)."""
    return not indicator.strip() or bool(_RELATION.fullmatch(indicator)) or _bare_verb(indicator)


def _bare_verb(words_: str) -> bool:
    """Whether a clause has only a verb, so that its object stands in the clause before (推进旧小区改造，完成12个)."""
    return words_ in words("verbs", "main") or words_ in words("verbs", "action")


def _left(text: str, start: int) -> tuple[int, bool]:
    """Returns the start of the clause of a number, and whether that is an opening bracket around it.

    Brackets that are closed before the number belong to the text of the clause.
    """
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
    """Returns the text without times and other numbers, and the same text with the content of brackets masked."""
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
    """Returns the text after a number, up to the next member of an enumeration or the next time, and the shared predicate of `clause`."""
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
    words = _SINCE.sub("", _MARKER.sub("", words.strip(" 　")))
    if words[:1] in ("到", "至"):
        words = _TIME.sub("", words, count=1)
    words = _COMPARED.sub("", words)
    return _TRAIL.sub("", _LEAD.sub("", words))


def _clause_before(text: str, stop: int, others: Sequence[Span]) -> str:
    """Returns the text of the clause that ends at `stop`, without its numbers and without leading and trailing function words."""
    end = stop
    while end > 0 and text[end - 1] in "，,（( ":
        end -= 1
    if end == 0 or text[end - 1] in "。；！？\n：":
        return ""
    begin = max(max(text.rfind(c, max(0, end - REACH), end) for c in _STOPS) + 1, end - REACH, 0)
    return _trim(_without(text, begin, end, others)[0])[-LENGTH // 2:]

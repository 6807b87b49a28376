"""Finds the verb that a clause is about where verbs stand in a series: the tokens of a clause and its first choice in, an index out.

The first of two verbs may say with what means (投资4200万元建设…), with whom (会同公安机关查处…), how (公开招聘…, 严格按照方案施工) or
from when on (竣工后十五日内提交…) the second is done; the action is the second. Of 负责推广… and 报…备案 it is the first.
"""
from __future__ import annotations

from functools import cache

from kexie_nlp.lexicon import words
from kexie_nlp.pipes.measures.tokens import ADVERB, AFTER, CLOSER, EVENT, OFFICE, REPORTED, VERB, Tokens, looks_like_verb

_SPENDS, _MONEY = ("投资", "投入", "累计投入", "筹资"), ("元", "万元", "亿元")
_BESIDE = ("会同", "协同", "联合")
_BY_MEANS, _MEANS = ("采取", "采用", "运用"), ("方式", "办法", "形式", "模式", "手段", "途径", "措施")
_HOW, _ACCORDING = ("严格", "严肃", "自动", "统一", "集中"), ("按照", "按", "依照", "依据", "根据")
_OPENLY = frozenset(("招聘", "招募", "招考", "选拔", "遴选", "征集", "曝光", "通报", "招标", "竞聘", "销毁", "拍卖"))
_BEGINS = ("开始", "届满", "期满", "结束")
_AT_ONCE = ("立即", "及时", "第一时间", "马上", "应当", "应", "必须")
_ASSIGNED = ("专人", "明确", "安排", "确定", "由", "干部", "具体")
_JUDGED = frozenset(("验收", "核查", "检查", "评审", "认定", "审核", "考核", "鉴定", "审查", "评估", "复核", "论证", "督查",
                     "考评", "测评", "复审"))
_SHORTEST, _EVENT = 2, 4  # characters of a verb, words of an event


def time_before(tokens: Tokens) -> int | None:
    """Returns the index where a clause goes on behind an event from which it counts (自受理之日起|20日内作出批复), or None."""
    forms, tags = tokens.forms, tokens.tags
    if forms[0] == "报":
        return None
    for i in range(1, len(forms) - 1):
        if not tokens.classes[i] & EVENT:
            continue
        event = tags[i - 1] == "v" and len(forms[i - 1]) >= _SHORTEST and not tokens.classes[i - 1] & ADVERB
        begun = forms[i].startswith("之日") or any(form in _BEGINS for form in forms[max(0, i - 3):i])
        if event and i <= _EVENT and forms[i] in AFTER or begun:
            begin = i + 1 + (forms[i] == "之日" and forms[i + 1] == "起")
            begin = next((k + 1 for k in range(begin, min(begin + _EVENT, len(tokens) - 1)) if forms[k].endswith("内")), begin)
            return begin if _verbs(tokens, begin) else None
    return None


def later_verb(tokens: Tokens, chosen: int) -> int:
    """Returns the index of the verb that a clause is about, given the index of the verb that was chosen as its head."""
    forms = tokens.forms
    if chosen and forms[0] in _BESIDE and (found := _beside(tokens, 0)) is not None:
        return found
    form, found = forms[chosen], None
    if form in _SPENDS:
        found = _behind(tokens, chosen, _MONEY)
    elif form in _BY_MEANS:
        found = _behind(tokens, chosen, _MEANS)
    elif form in _BESIDE:
        found = _beside(tokens, chosen)
    elif form in _HOW and chosen + 1 < len(forms):
        found = _manner(tokens, chosen)
    elif form == "公开" and forms[chosen + 1:chosen + 2] and forms[chosen + 1] in _OPENLY:
        found = chosen + 1
    elif form == "发现":
        at_once = next((i for i in range(chosen + 1, len(forms) - 1) if forms[i] in _AT_ONCE), None)
        found = None if at_once is None else at_once + 1
    return chosen if found is None else found


def earlier_verb(tokens: Tokens, chosen: int) -> int:
    """Returns the index of 负责 before the chosen verb, if a body and nobody appointed is responsible, that of 通过 before a judgement that
    ends the clause (顺利通过省级核查), else the chosen index."""
    forms = tokens.forms
    if "通过" in forms[:chosen] and _JUDGED.issuperset(forms[chosen:]):
        return forms.index("通过")
    if "负责" not in forms[:chosen]:
        return chosen
    at = forms.index("负责")
    acts = any(found & VERB and len(form) > 1 for form, found in zip(forms[:at], tokens.classes, strict=False))
    return chosen if acts or any(form in _ASSIGNED for form in forms[:at]) else at


def reports(tokens: Tokens) -> tuple[int, int] | None:
    """Returns the index of the word that is or holds the verb 报, and its place in it, in a clause that ends with what is reported for
    (于4月底前报省厅备案); the words before and behind it may be glued to it."""
    forms = tokens.forms
    if not forms or forms[-1] not in REPORTED:
        return None
    for i, form in enumerate(forms[:-1]):
        if form == "报" or "报" in form and tokens.tags[i] == "x":
            return i, form.index("报")
    return None


def _verbs(tokens: Tokens, begin: int) -> list[int]:
    """Returns the indices of the words from an index on that may be verbs with or without an object."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    return [i for i in range(begin, len(tokens))
            if (classes[i] & VERB and not classes[i] & ADVERB or looks_like_verb(forms[i], tags[i]) and tags[i] == "v")
            and forms[i + 1:i + 2] != ["的"] and not (i and forms[i - 1] == "的")]


def _behind(tokens: Tokens, chosen: int, ends: tuple[str, ...]) -> int | None:
    """Returns the first verb that follows directly on the end of the means."""
    for i in range(chosen + 1, len(tokens) - 1):
        if tokens.forms[i].endswith(ends) and tokens.forms[i + 1] != "的":
            verbs = _verbs(tokens, i + 1)
            return verbs[0] if verbs and all(found & ADVERB for found in tokens.classes[i + 1:verbs[0]]) else None
    return None


def _beside(tokens: Tokens, chosen: int) -> int | None:
    """Returns the first verb behind the bodies with which something is done."""
    verbs = _verbs(tokens, chosen + 1)
    verbs = [i for i in verbs if i + 1 < len(tokens) and not tokens.classes[i + 1] & OFFICE]
    return next((i for i in verbs if i == chosen + 1 or _is_body(tokens, i - 1)), None)


def _is_body(tokens: Tokens, i: int) -> bool:
    form = tokens.forms[i]
    return bool(tokens.classes[i] & OFFICE) or len(form) >= _SHORTEST and form.endswith(_body_endings())


@cache
def _body_endings() -> tuple[str, ...]:
    return (*words("bodies", "organisation"), "部门", "机关", "卫生院")


def _manner(tokens: Tokens, chosen: int) -> int | None:
    """Returns the verb behind a word for how (统一购置…), or the last word of a clause behind the rule that it follows."""
    following = chosen + 1
    if tokens.forms[following].startswith(_ACCORDING):
        last = len(tokens) - 1
        return last if tokens.tags[last] in ("v", "vn") and tokens.forms[last - 1] != "的" and last > following else None
    verb = tokens.tags[following] == "v" and len(tokens.forms[following]) >= _SHORTEST and following + 1 < len(tokens)
    return following if verb and not tokens.classes[following + 1] & CLOSER else None

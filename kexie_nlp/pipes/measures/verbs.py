"""The head verb of a clause: the first policy verb behind modal, adverbials, subject and prepositional phrases."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kexie_nlp.lexicon import words
from kexie_nlp.pipes.words.analyzers import Word

MODALS = frozenset(["要", "应", "应当", "应该", "必须", "务必", "须", "需", "不得", "严禁"])
_JOINERS = frozenset(("、", "和", "与", "并", "及", "或"))
_PREPOSED = ("把", "将")
_PREPOSITIONS = frozenset(["对", "为", "向", "在", "从", "以", "面向", "针对", "围绕", "通过", "依托", "结合", "按照", "根据", "利用", "联合", "协同", "会同", "借助", "立足", "聚焦", "与", "同", "用", "由", "对标", "运用", "重点", "充分"])
_CLOSERS = frozenset(("的", "、", "和", "与", "及", "等", "工作", "活动"))
_OUTCOMES = frozenset(("结果", "标准", "人口", "经费", "不", "人员", "干部", "情况", "在", "实名", "20", "要", "应"))
_BODIES = ("科协", "党", "基层", "社会", "群团", "团体", "级", "学会", "类", "群众", "科技", "国际", "机构", "经济")


@dataclass(frozen=True)
class Head:
    """A head verb with the verbs that share its object; span in the text, `word` the first of them."""
    start: int
    end: int
    word: str
    governing: bool


@dataclass(frozen=True)
class _Verbs:
    action: frozenset[str]
    governing: frozenset[str]
    light: frozenset[str]
    adverb: frozenset[str]
    main: frozenset[str]

    def __contains__(self, form: str) -> bool:
        if form in self.action:
            return True
        if len(form) == 3:
            return form[-1] in "好成为于给至到出" and form[:2] in self.action
        return len(form) == 4 and form[:2] in self.action and form[2:] in self.action


@cache
def _verbs() -> _Verbs:
    governing, light, main = (words("verbs", kind) for kind in ("governing", "light", "main"))
    return _Verbs(words("verbs", "action") | governing | light | main, governing, light, words("verbs", "adverb"), main)


def main_verbs() -> frozenset[str]:
    """Verbs that carry a clause even behind a preposition (围绕…开展)."""
    return _verbs().main


def parted(text: str, tokens: Sequence[Word]) -> Iterator[Word]:
    """The words with adverb and verb, or light verb and object, parted where the dictionary has them as one."""
    verbs = _verbs()
    for word in tokens:
        form = text[word.start:word.end]
        if len(form) == 4 and (form[:2] in verbs.adverb and form[2:] in verbs or form[:2] in verbs.light):
            yield Word(word.start, word.start + 2, word.tag)
            yield Word(word.start + 2, word.end, word.tag)
        else:
            yield word


def find_modal(text: str, tokens: Sequence[Word]) -> int | None:
    """Index of the modal word of a clause (要, 应, 必须 …), None if it has none."""
    return next((i for i, w in enumerate(tokens[:-1]) if text[w.start:w.end] in MODALS), None)


def find_head(text: str, tokens: Sequence[Word]) -> Head | None:
    """The head of a clause, given its words in order; None where no verb of the lexicon can be one."""
    verbs = _verbs()
    forms = [text[w.start:w.end] for w in tokens]
    candidates = [i for i, form in enumerate(forms) if form in verbs and not _is_nominal(forms, i)
                  and not (form in verbs.adverb and i + 1 < len(forms) and forms[i + 1] in verbs)]
    if not candidates:
        return _unlisted(text, tokens, verbs)
    chosen = _choose(forms, candidates, verbs)
    last = chosen
    while last + 1 < len(forms):
        following = forms[last + 1]
        if forms[last] not in verbs.light and following in verbs and following not in verbs.light and not _is_nominal(
                forms, last + 1):
            last += 1
        elif following in _JOINERS and _shares_object(forms, last + 2, verbs):
            last += 2
        else:
            break
    return Head(tokens[chosen].start, tokens[last].end, forms[chosen], forms[chosen] in verbs.governing)


def _unlisted(text: str, tokens: Sequence[Word], verbs: _Verbs) -> Head | None:
    """A verb by its dictionary tag, where it opens the clause behind adverbs only and has an object."""
    for word in tokens[:-1]:
        form = text[word.start:word.end]
        if word.tag in ("v", "vn", "vd") and len(form) > 1 and form not in verbs.adverb:
            return Head(word.start, word.end, form, False)
        if not (form in verbs.adverb or word.tag in ("d", "ad", "vd", "t")):
            return None
    return None


def _choose(forms: Sequence[str], candidates: Sequence[int], verbs: _Verbs) -> int:
    """The first candidate; behind a preposition the first main verb, with 把 or 将 the first verb behind its object."""
    first = candidates[0]
    lead = forms[:first + 1]
    if any(form in _PREPOSED for form in lead) and len(candidates) > 1 and forms[first] not in verbs.main:
        return candidates[-1]
    if any(form in _PREPOSITIONS for form in lead[:4]):
        main = next((i for i in candidates if forms[i] in verbs.main or forms[i][:2] in verbs.main), None)
        if main is not None:
            return main
    return first


def _shares_object(forms: Sequence[str], i: int, verbs: _Verbs) -> bool:
    return i + 1 < len(forms) and forms[i] in verbs and forms[i + 1] not in _CLOSERS


def _is_nominal(forms: Sequence[str], i: int) -> bool:
    """Whether a verb form stands as a noun or in an attribute: around 的, in an enumeration, 组织 behind a noun."""
    before = forms[i - 1] if i else ""
    following = forms[i + 1] if i + 1 < len(forms) else ""
    if following in ("的", "、", "及") and not (following == "、" and i == 0) or following in _OUTCOMES:
        return True
    if forms[i] == "组织":
        return before.endswith(_BODIES) or following in ("和", "与")
    if forms[i] == "领导":
        return before in ("的", "级", "各级", "省科协") or before.endswith(("科协", "会"))
    return before in ("的", "、", "及")

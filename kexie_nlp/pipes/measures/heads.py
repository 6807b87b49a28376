"""The head verb of a clause: the first policy verb behind modal, adverbials, subject and prepositional phrases."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kexie_nlp.model.layers import Word
from kexie_nlp.pipes.measures.verbs import Verbs, function_words, looks_like_verb, verb_classes

_ADVERB_TAGS = ("d", "ad", "vd", "t", "m", "f")
_OFFICE = frozenset("局委厅处所办部署者员")  # behind a verb these make a name or a noun of it: 发展改革局, 监督所


@dataclass(frozen=True)
class Head:
    """A head verb with the verbs that share its object; span in the text, `word` the first of them."""
    start: int
    end: int
    word: str
    governing: bool


def find_modal(text: str, tokens: Sequence[Word]) -> int | None:
    """Index of the modal word of a clause (要, 应, 必须 …), None if it has none."""
    modal = function_words().modal
    return next((i for i, w in enumerate(tokens[:-1]) if text[w.start:w.end] in modal), None)


def find_head(text: str, tokens: Sequence[Word]) -> Head | None:
    """The head of a clause, given its words in order; None where no verb can be one."""
    verbs = verb_classes()
    forms = [text[w.start:w.end] for w in tokens]
    quoted = _inside_titles(forms)
    candidates = [i for i, form in enumerate(forms) if form in verbs and i not in quoted and not _is_nominal(forms, i)
                  and not (form in verbs.adverb and _leads_a_verb(forms, i, verbs))]
    opening = _opening_verb(forms, tokens, verbs)
    if opening is not None and opening not in candidates:
        candidates.insert(0, opening)
    if not candidates:
        return None
    chosen = _choose(forms, tokens, candidates, verbs)
    last = _last_of_compound(forms, chosen, verbs)
    return Head(tokens[chosen].start, tokens[last].end, forms[chosen], forms[chosen] in verbs.governing)


def _leads_a_verb(forms: Sequence[str], i: int, verbs: Verbs) -> bool:
    following = next((form for form in forms[i + 1:] if form not in verbs.adverb or form in verbs), None)
    return following is not None and following in verbs


def _inside_titles(forms: Sequence[str]) -> set[int]:
    inside, found = 0, set()
    for i, form in enumerate(forms):
        inside += (form == "《") - (form == "》")
        if inside > 0:
            found.add(i)
    return found


def _opening_verb(forms: Sequence[str], tokens: Sequence[Word], verbs: Verbs) -> int | None:
    """A verb that no list has, where it opens the clause behind adverbs and times only and has an object."""
    grammar = function_words()
    for i, word in enumerate(tokens[:-1]):
        form = forms[i]
        if form in verbs.adverb:
            continue
        if form in verbs or form in grammar.preposition or form in grammar.attribute:
            return None
        if looks_like_verb(form, word.tag):
            return None if forms[i + 1] in grammar.closer else i
        if word.tag not in _ADVERB_TAGS:
            return None
    return None


def _choose(forms: Sequence[str], tokens: Sequence[Word], candidates: Sequence[int], verbs: Verbs) -> int:
    """The first candidate; behind 把 or 将 the verb that places its object; behind a preposition the verb that it modifies."""
    grammar, first = function_words(), candidates[0]
    lead = forms[:first + 1]
    if any(form in grammar.preposed for form in lead) and len(candidates) > 1:
        placing = next((i for i in candidates if forms[i] in verbs.placing), None)
        if placing is not None:
            return placing
        if forms[first] not in verbs.main:
            return candidates[-1]
    if any(form in grammar.preposition and not (form in verbs.adverb and forms[i + 1] in verbs) for i, form in enumerate(lead[:4])
           if i + 1 < len(forms)):
        return _behind_preposition(forms, tokens, candidates, verbs)
    return first


def _behind_preposition(forms: Sequence[str], tokens: Sequence[Word], candidates: Sequence[int], verbs: Verbs) -> int:
    """The verb behind a prepositional phrase: behind 等, behind an adverb, behind its attribute, else the first main verb."""
    grammar = function_words()
    closed = [[], *([form] for form in grammar.closer)]
    main = [i for i in candidates if verbs.is_main(forms[i])]
    listed = next((i for i, form in enumerate(forms) if form == "等"), None)
    if listed is not None:
        behind = [i for i in candidates if i > listed and forms[i + 1:i + 2] not in closed and (i == listed + 1 or tokens[i].tag != "vn"
                  or forms[i - 1] in verbs.adverb)]
        if behind:
            return behind[0]
    if main and "的" in forms[main[0]:]:
        attribute_end = forms.index("的", main[0])
        behind = [i for i in main if i > attribute_end and tokens[i].tag != "vn"]
        if behind:
            return behind[0]
    for i in candidates:
        if i in main or i >= 2 and (forms[i - 1] in verbs.adverb or tokens[i - 1].tag == "d"):
            return i
    leading = [i for i in candidates if forms[i] not in grammar.preposition]
    return leading[0] if leading else candidates[0]


def _last_of_compound(forms: Sequence[str], chosen: int, verbs: Verbs) -> int:
    """Index of the last verb that shares the head's object: 制定实施, 学习、宣传和贯彻."""
    last = chosen
    while last + 1 < len(forms):
        following = forms[last + 1]
        if _joins(forms[last], following, verbs) and not _is_nominal(forms, last + 1):
            last += 1
        elif following in function_words().joiner:
            joined = last + 2
            while following == "、" and joined < len(forms) and forms[joined] in verbs.adverb:
                joined += 1
            if not _shares_object(forms, joined, verbs):
                break
            last = joined
        else:
            break
    return last


def _joins(verb: str, following: str, verbs: Verbs) -> bool:
    """Whether a verb beside another shares its object (修订完善, 鼓励支持) and is not that object (支持开展, 加强管理)."""
    if verb in verbs.governing and following in verbs.governing:
        return True
    return verb not in verbs.light and following in verbs and (following not in verbs.light or verb not in verbs.governing)


def _shares_object(forms: Sequence[str], i: int, verbs: Verbs) -> bool:
    """Whether a verb behind a joiner goes on with the object that the head has, alone or with verbs behind it."""
    if i + 1 >= len(forms) or forms[i] not in verbs:
        return False
    if forms[i + 1] in function_words().joiner and i + 3 < len(forms) and forms[i + 2] in verbs:
        return _shares_object(forms, i + 2, verbs)
    return forms[i + 1] not in function_words().closer


def _is_nominal(forms: Sequence[str], i: int) -> bool:
    """Whether a verb form stands as a noun or in an attribute: around 的, in an enumeration, 组织 behind a noun."""
    grammar = function_words()
    before = forms[i - 1] if i else ""
    following = forms[i + 1] if i + 1 < len(forms) else ""
    opens = i < 4 and all(form in verb_classes().adverb for form in forms[:i])
    if following in ("的", "及") or not opens and (following == "、" or following in grammar.noun_behind):
        return True
    if following in _OFFICE or following[:-1] in ("改革", "发展") and following[-1] in _OFFICE:
        return True
    if i + 2 < len(forms) and following in ("改革", "发展") and forms[i + 2] in _OFFICE:
        return True
    if forms[i] == "组织":
        return before.endswith(tuple(grammar.body_before)) and following not in verb_classes() or following in ("和", "与") and not opens
    if forms[i] == "编制" and _is_posts(forms, i):
        return True
    if forms[i] == "领导":
        return before in ("的", "级", "各级", "省科协") or before.endswith(("科协", "会"))
    return before in ("的", "、", "及") or bool(re.search("[^一-龥]", forms[i]))


def _is_posts(forms: Sequence[str], i: int) -> bool:
    """Whether 编制 is the posts of a body, which are counted and cut, and no drawing up of a plan."""
    grammar, verbs = function_words(), verb_classes()
    before = forms[i - 1] if i else ""
    following = [*forms[i + 1:i + 3], "", ""]
    counted = following[0][:1].isdigit() and following[1] in ("名", "人", "余名", "多名")
    return (before in grammar.posts_before or before in verbs.resizing or counted
            or following[0] in grammar.posts_behind or following[0] in verbs.resizing)

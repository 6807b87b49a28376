"""Finds head verbs that no list has: the tokens of a clause in, the index of the verb or of the word that holds it out."""
from __future__ import annotations

import re
from collections.abc import Sequence

from kexie_nlp.pipes.measures.ranker import load_ranker
from kexie_nlp.pipes.measures.tokens import (
    ADVERB,
    ATTRIBUTE,
    CLOSER,
    MODAL,
    PREPOSED,
    PREPOSITION,
    VERB,
    Tokens,
    form_classes,
    looks_like_verb,
)

_STATES = frozenset(("超过", "低于", "高于", "存在", "属于", "位于", "涉及", "符合", "发生", "达到", "截至", "截止", "例如", "有关"))
_OPEN_ENDS = ("的", "后", "时", "者", "期间")  # such a clause says when or for whom
_DENIED = ("不", "未", "还", "也", "仍")
_ADVERB_TAGS = ("d", "ad", "vd", "t", "m", "f", "l")
_OF_FOUR, _HALF = 4, 2
_LONGEST, _SHARES = 3, frozenset(("%", "‰", "年", "岁", "倍"))  # words of an amount; units of shares, ages and terms
_AMOUNT = re.compile("[0-9一二三四五六七八九十两几]")
_DEALS = ("予以", "给予", "责令", "不予", "一律", "依法", "依规", "应", "不得", "要", "须")
_DEALT = ("及时", "按", "由", "公开", "立即", "限期", "坚决", "优先", "同等", "不")
_NOUN_TAGS = ("n", "l", "i", "j", "nz", "vn")


def opening_verb(tokens: Tokens) -> int | None:
    """Returns the index of a verb that opens the clause, preceded by adverbs and times only, and that has an object."""
    classes = tokens.classes
    for i in range(len(tokens) - 1):
        found = classes[i]
        if found & ADVERB:
            continue
        if found & (VERB | PREPOSITION | ATTRIBUTE):
            return None
        if looks_like_verb(tokens.forms[i], tokens.tags[i]):
            return None if classes[i + 1] & CLOSER else i
        if tokens.tags[i] not in _ADVERB_TAGS:
            return None
    return None


def led_verb(tokens: Tokens, demanded: bool) -> int | None:
    """Returns the index of a verb that a modal, an adverb or a prepositional phrase leads to (对车辆立即停用, 由县财政局筹措), or that
    an amount follows (文艺队演出100场)."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    if not forms or forms[-1] in _OPEN_ENDS:
        return None
    led = demanded or bool(classes[0] & (PREPOSITION | PREPOSED)) or forms[0].startswith("由")
    verbs = [i for i, (form, tag, found) in enumerate(zip(forms, tags, classes, strict=True))
             if looks_like_verb(form, tag) and not found & (PREPOSITION | MODAL | ADVERB | VERB) and form not in _STATES
             and (led or i and (classes[i - 1] & ADVERB or tags[i - 1] == "d") and forms[i - 1] not in _DENIED or _counts(tokens, i))
             and forms[i + 1:i + 2] != ["的"]]
    if not verbs:
        return None
    return verbs[0] if len(verbs) == 1 else load_ranker().choose(tokens, verbs, verbs[0])


def _counts(tokens: Tokens, i: int) -> bool:
    """Whether a verb is followed by an amount that ends the clause."""
    behind = tokens.forms[i + 1:]
    counted = 1 < len(behind) <= _LONGEST and _AMOUNT.match(behind[0]) is not None and not _SHARES.intersection("".join(behind))
    return tokens.tags[i] == "v" and counted and tokens.forms[i] not in _STATES


def hidden_verb(tokens: Tokens) -> tuple[int, int, int] | None:
    """Returns the index of a word that opens the clause behind adverbs and times and that holds or is a verb, although the dictionary
    calls it a noun, with the offsets of the verb inside it: 签订|协议, 妥善|安置, 盘点 before 一次."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    first = next((i for i in range(len(tokens)) if not classes[i] & ADVERB and tags[i] not in ("d", "ad", "t", "f", "m")
                  and not forms[i].startswith("每")), None)
    if first is None or classes[first] & (PREPOSITION | PREPOSED | VERB | MODAL) or tags[first] not in _NOUN_TAGS:
        return None
    form, last = forms[first], first + 1 == len(forms)
    if len(form) == _OF_FOUR:
        return _half(form, first, first > 0, last)
    if len(form) == _HALF and 0 < first < len(forms) - 2 and tags[first + 1] == "m" and _AMOUNT.match(forms[first + 1]):
        return first, 0, _HALF
    return None


def _half(form: str, i: int, led: bool, last: bool) -> tuple[int, int, int] | None:
    bits = form_classes()
    one, two = bits[form[:_HALF]], bits[form[_HALF:]]
    if two & VERB and (one & (ADVERB | PREPOSITION) or not one & VERB and not last):
        return i, _HALF, _OF_FOUR
    if one & VERB and not two & (VERB | CLOSER) and (led or last):
        return i, 0, _HALF
    return None


def behind_group(forms: Sequence[str], tags: Sequence[str], classes: Sequence[int]) -> int | None:
    """Returns the index where what is done begins behind those with whom it is done (对推进不力的|予以通报, 整改不到位的|责令停业)."""
    if "的" not in forms[2:-1]:
        return None
    last = len(forms) - 1 - forms[::-1].index("的")
    if last + 1 < len(forms) and (classes[last + 1] & MODAL or forms[last + 1].startswith(_DEALS)
                                  or forms[last + 1] in _DEALT and last + 2 < len(forms)):
        return last + 1
    begin = forms.index("的", 2) + 1
    dealt = forms[0] == "对" and tags[begin] == "v" and classes[begin] & VERB and "v" not in tags[begin + 1:]
    return begin if dealt and "的" not in forms[begin:] else None

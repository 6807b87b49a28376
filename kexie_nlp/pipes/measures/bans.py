"""Finds what a prohibition forbids: the tokens of a clause behind the forbidding word in, `Head` out."""
from __future__ import annotations

from kexie_nlp.pipes.measures.heads import Head, find_head
from kexie_nlp.pipes.measures.tokens import ADVERB, PREPOSED, PREPOSITION, VERB, Tokens, form_classes

_SHORTEST = 2
_PHRASE_ENDS = ("名义", "为由", "理由", "而", "借口", "之机", "之名", "之便")
_PARTIES = ("任何", "一切", "所有", "各类", "无关")
_PLACES = ("s", "f", "ns")
_LOCATES = ("内", "上", "中", "外", "下", "旁", "以内", "之内")
_LEADS_A_REASON = ("借", "因")
_UNFAIRLY = ("强行", "违规", "变相", "擅自", "违法")
_NOUNS, _WAYS = ("n", "j", "nt", "nz"), ("b", "d", "ad")
_HALF = 2


def forbidden(tokens: Tokens) -> Head | None:
    """Returns the head of a clause behind a prohibition: its first word, whatever the dictionary calls it (不得虚报), with the words that
    、 joins to it (不得迟报、瞒报); after an opening phrase the verb behind that (不得以科普名义推销, 不得将罚款与经费挂钩), and after
    those who are forbidden something what they are forbidden (严禁干警过问案件).

    If the parties follow, who may do nothing (严禁任何单位…), it is an empty head before them; None if no word qualifies.
    """
    forms, classes, head = tokens.forms, tokens.classes, find_head(tokens)
    opens = (i for i in range(len(tokens)) if not classes[i] & ADVERB or classes[i] & (VERB | PREPOSED))
    first = next((i for i in opens if tokens.tags[i] != "s"), None)
    if first == 0 and forms[0].startswith(_PARTIES):
        return Head(tokens.starts[0], tokens.starts[0], "", 0)
    if first is None:
        return head
    phrase = classes[first] & (PREPOSITION | PREPOSED) > 0 or forms[first] in _LEADS_A_REASON
    if phrase:
        first = _behind_phrase(tokens, first)
    elif head is not None and head.start < tokens.starts[first]:
        return head
    elif tokens.tags[first] in _NOUNS and not classes[first] & VERB:
        first = next((i for i in _plain_verbs(tokens, first + 1) if i > first + 1 and forms[i - 1] != "、"), first)
    elif tokens.tags[first] in _WAYS and first + 1 < len(forms) and len(forms[first + 1]) >= _SHORTEST:
        first += 1
    if first is None or len(forms[first]) < _SHORTEST:
        return head
    last = first
    while forms[last + 1:last + 2] == ["、"] and last + 2 < len(forms):
        last += 2
    goes_on = not phrase and head is not None and head.start == tokens.starts[first]
    end = max(tokens.ends[last], head.end if goes_on and head else 0)
    return Head(tokens.starts[first], end, forms[first], classes[first])


def _behind_phrase(tokens: Tokens, first: int) -> int | None:
    """Returns the index of the verb behind the prepositional phrase that begins at an index."""
    forms, classes = tokens.forms, tokens.classes
    end = max((i for i, form in enumerate(forms) if form in _PHRASE_ENDS or forms[max(i - 1, 0):i + 1] == ["为", "由"]), default=first)
    named = end == first and classes[first] & PREPOSED > 0  # the object of 将 comes first
    verbs = _plain_verbs(tokens, end + 1 + named, end > first)
    if verbs:
        return verbs[0]
    within = next((i for i in range(len(forms) - 2, first, -1) if forms[i] in _LOCATES), None)
    if within is not None:
        return within + 1
    if tokens.tags[-1] == "vn" and "的" in forms[end:-1]:
        return len(forms) - 1  # 向未经批准的机井供电
    if len(forms[-1]) == 2 * _HALF and form_classes()[forms[-1][:_HALF]] & VERB:
        return len(forms) - 1  # 对外|承包经营
    led = max(i for i in range(first, len(tokens)) if i == first or classes[i] & (PREPOSITION | PREPOSED))
    nouns = [i for i in range(max(led, end) + 1, len(tokens)) if tokens.tags[i] not in _PLACES and len(forms[i]) >= _SHORTEST]
    return next(iter(nouns[1:] or nouns), None)


def _plain_verbs(tokens: Tokens, begin: int, after_phrase: bool = False) -> list[int]:
    """Returns the indices of the verbs from an index on that are no attribute: not before 的, and not between a preposition and a noun."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    size = len(tokens)
    found = [i for i in range(begin, size) if len(forms[i]) >= _SHORTEST and forms[i] not in _UNFAIRLY
             and forms[i + 1:i + 2] != ["的"] and (forms[i + 1:i + 2] != ["与"] or forms[i].endswith("于"))
             and (tags[i] == "v" or classes[i] & VERB and (tags[i] not in ("n", "nz", "vn") or tags[i] == "vn" and i + 1 == size))]
    return [i for i in found if i == begin and after_phrase
            or not (i and classes[i - 1] & (PREPOSITION | PREPOSED) and tags[i + 1:i + 2] in (["n"], ["vn"]))]

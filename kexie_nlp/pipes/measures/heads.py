"""Finds the head verb of a clause: tokens in, `Head` out.

The head is the first policy verb after the modal, the adverbials, the subject and the prepositional phrases; where a subject or a phrase
precedes it, a ranker decides between the verbs of the clause.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from kexie_nlp.lexicon import words
from kexie_nlp.pipes.measures.ranker import load_ranker
from kexie_nlp.pipes.measures.serial import earlier_verb, later_verb, reports, time_before
from kexie_nlp.pipes.measures.tokens import (
    ADVERB,
    CLOSER,
    EVENT,
    FINAL,
    FOREIGN,
    GOVERNING,
    JOINER,
    LEADING,
    LIGHT,
    MAIN,
    MODAL,
    NOUN_BEHIND,
    OFFICE,
    PLACING,
    POSTS_BEFORE,
    POSTS_BEHIND,
    PREPOSED,
    PREPOSITION,
    RESIZING,
    SERIAL,
    TOPIC,
    VERB,
    Tokens,
    form_classes,
    looks_like_verb,
)
from kexie_nlp.pipes.measures.unlisted import behind_group, hidden_verb, led_verb, opening_verb

_EVERY = re.compile("每(?![站人名个家户次])")  # how often, before a verb: 流动科技馆每两年巡展
_MOST_JOINED = 2  # adjacent verbs that are one action
_DEALS_WITH = "予以"
_NEAR = 4  # a preposition among the first words of a clause affects the choice of the head
_RECEIVES, _TOGETHER = ("实行", "接受", "获得"), ("并", "和", "与", "同时", "后")
_ALSO_NOUNS = ("vn", "n", "j")
OF_BODIES = frozenset(("牵头", "配合", "主办", "承办", "协办", "协同", "申报", "管理"))  # before 单位 they name a body


class Head(NamedTuple):
    """A head verb with the verbs that share its object.

    `start` and `end` are its span in the text, `word` is its first verb, `classes` are the class bits of that verb.
    """
    start: int
    end: int
    word: str
    classes: int

    @property
    def governing(self) -> bool:
        """Whether the verb governs the action of another party (支持学会开展…)."""
        return bool(self.classes & GOVERNING)


def find_modal(tokens: Tokens) -> int | None:
    """Returns the index of the modal word of a clause (要, 应, 必须 …), or None."""
    for i, found in enumerate(tokens.classes[:-1]):
        if found & MODAL and tokens.forms[i + 1] != "”":  # 完善“叫应”机制
            return i
    return None


def find_head(tokens: Tokens, demanded: bool = False) -> Head | None:
    """Returns the head of a clause, or None if no verb qualifies. `demanded`: a modal precedes, so that any verb does."""
    begin = behind_group(tokens.forms, tokens.tags, tokens.classes)
    if begin is not None and (acts := find_head(tokens.part(begin), True)) is not None:
        return acts
    mask = tokens.mask
    begin = time_before(tokens) if mask & EVENT else None
    if begin is not None and (acts := find_head(tokens.part(begin), True)) is not None:
        return acts
    reported = reports(tokens) if mask & SERIAL else None
    if reported is not None:
        i, first = reported
        return Head(tokens.starts[i] + first, tokens.starts[i] + first + 1, "报", form_classes()["报"])
    ruled = ruled_head(tokens)
    if ruled is None:
        ruled = led_verb(tokens, demanded)
    if ruled is None:
        hidden = hidden_verb(tokens)
        if hidden is None:
            return None
        i, first, behind = hidden
        start, form = tokens.starts[i], tokens.forms[i][first:behind]
        return Head(start + first, start + behind, form, form_classes()[form])
    verbs = verbs_of(tokens, ruled) if in_doubt(tokens, ruled) else ()
    chosen = load_ranker().choose(tokens, verbs, ruled) if len(verbs) > 1 else ruled
    if mask & SERIAL:
        chosen = later_verb(tokens, earlier_verb(tokens, chosen))
    last = _last_of_compound(tokens, chosen)
    opens = chosen - 1 if chosen and tokens.classes[chosen - 1] & LEADING else chosen
    return Head(tokens.starts[opens], tokens.ends[last], tokens.forms[chosen], tokens.classes[chosen])


def ruled_head(tokens: Tokens) -> int | None:
    """Returns the index of the head of a clause by the rules alone, or None if no verb qualifies."""
    candidates = _candidates(tokens)
    first = opening_verb(tokens)
    if first is not None and _in_subject(tokens, first):
        first = None
    if first is None:
        first = next(candidates, None)
    return None if first is None else _choose(tokens, first, candidates)


def in_doubt(tokens: Tokens, ruled: int) -> bool:
    """Whether a word other than an adverb precedes the head that the rules chose."""
    return not reduce(and_, tokens.classes[:ruled], ADVERB)


def verbs_of(tokens: Tokens, ruled: int) -> list[int]:
    """Returns the indices of the words of a clause, in order, between which the ranker may choose, the rules' choice among them."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    quoted = _inside_titles(forms) if "《" in forms else ()
    return [i for i, found in enumerate(classes)
            if i == ruled or (found & VERB or not found & ADVERB and looks_like_verb(forms[i], tags[i]))
            and not (i in quoted or i != ruled and _names_a_body(tokens, i) or found & ADVERB and _leads_a_verb(classes, i)
                     or forms[i] == "编制" and _is_posts(tokens, i))]


def _candidates(tokens: Tokens) -> Iterator[int]:
    """Yields the indices of the listed verbs that may head the clause, in order."""
    quoted = _inside_titles(tokens.forms) if "《" in tokens.forms else ()
    for i, found in enumerate(tokens.classes):
        if not found & VERB or i in quoted or _is_nominal(tokens, i) or _in_subject(tokens, i):
            continue
        if not (found & ADVERB and _leads_a_verb(tokens.classes, i)):
            yield i


def _in_subject(tokens: Tokens, i: int) -> bool:
    """Whether a verb belongs to the noun that a clause is about, so that another verb says what is done: 考评结果向社会公布."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    size = len(forms)
    if i + 2 >= size or classes[i] & (GOVERNING | LIGHT):
        return False
    noun, main = tags[i] in _ALSO_NOUNS, classes[i] & MAIN
    topic = classes[i + 1] & TOPIC and (noun or not main)
    if not topic and not (noun and not main and tags[i + 1] == "n") or any(found & VERB for found in classes[:i]):
        return False
    k = i + 2
    while k < size and tags[k] in ("n", "m", "q") and not classes[k] & ADVERB:
        k += 1
    if k + 1 >= size:
        return False
    said = tags[k] in ("d", "ad", "l") or forms[k].startswith("由") or _EVERY.match("".join(forms[k:k + 2])) is not None
    if topic:
        said = said or bool(classes[k] & (ADVERB | PREPOSITION | PLACING) and not classes[k] & JOINER or forms[k] in _RECEIVES)
    later = zip(classes[k:], tags[k:], strict=True)
    return said and forms[k] not in _TOGETHER and any(found & VERB or tag[:1] == "v" for found, tag in later)


def _leads_a_verb(classes: Sequence[int], i: int) -> bool:
    for found in classes[i + 1:]:
        if not found & ADVERB or found & VERB:
            return bool(found & VERB)
    return False


def _inside_titles(forms: Sequence[str]) -> set[int]:
    inside, found = 0, set()
    for i, form in enumerate(forms):
        inside += (form == "《") - (form == "》")
        if inside > 0:
            found.add(i)
    return found


def _choose(tokens: Tokens, first: int, others: Iterator[int]) -> int:
    """Returns the index of the head.

    By default the first candidate. After 把 or 将: the verb that assigns a place to the object. After a preposition: the verb that the
    prepositional phrase modifies. `others` are the candidates after the first.
    """
    classes = tokens.classes
    lead = classes[:first + 1]
    if not reduce(or_, lead) & (PREPOSED | PREPOSITION):
        return first
    preposed = any(found & PREPOSED for found in lead)
    led = any(found & PREPOSITION and i + 1 < len(classes) and not (found & ADVERB and classes[i + 1] & VERB)
              for i, found in enumerate(lead[:_NEAR]))
    if not preposed and not led:
        return first
    candidates = [first, *others]
    if preposed and len(candidates) > 1:
        placing = next((i for i in candidates if classes[i] & PLACING), None)
        if placing is not None:
            return placing
        if tokens.forms[first] not in words("verbs", "main"):
            return candidates[-1]
    return _behind_preposition(tokens, candidates) if led else first


def _behind_preposition(tokens: Tokens, candidates: Sequence[int]) -> int:
    """Returns the verb after a prepositional phrase: after 等, after an adverb, or after the attribute; otherwise the first main verb."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    main = [i for i in candidates if classes[i] & MAIN]
    if "等" in forms:
        listed = forms.index("等")
        behind = [i for i in candidates if i > listed and i + 1 < len(forms) and not classes[i + 1] & CLOSER
                  and (i == listed + 1 or tags[i] != "vn" or classes[i - 1] & ADVERB)]
        if behind:
            return behind[0]
    if main and "的" in forms[main[0]:]:
        attribute_end = forms.index("的", main[0])
        behind = [i for i in main if i > attribute_end and tags[i] != "vn"]
        if behind:
            return behind[0]
    for i in candidates:
        if i in main or i >= 2 and (classes[i - 1] & ADVERB or tags[i - 1] == "d"):
            return i
    leading = [i for i in candidates if not classes[i] & PREPOSITION]
    return leading[0] if leading else candidates[0]


def _last_of_compound(tokens: Tokens, chosen: int) -> int:
    """Returns the index of the last verb that shares the object of the head: 制定实施, 学习、宣传和贯彻."""
    forms, classes, last = tokens.forms, tokens.classes, chosen
    if forms[chosen] == _DEALS_WITH and len(forms) <= chosen + 1 + _MOST_JOINED:
        return len(forms) - 1  # 予以通报批评
    if _run_of_verbs(classes, chosen) > _MOST_JOINED:
        return chosen  # 公开供水服务监督电话: the later ones are part of the object
    while last + 1 < len(forms):
        following = last + 1
        one = classes[last] & (LEADING | FINAL) and _leads(tokens, last)
        if one or _joins(classes[last], classes[following]) and not (_is_nominal(tokens, following) or _modifies(tokens, following)):
            last += 1
        elif classes[following] & JOINER:
            joined = last + 2
            while forms[following] == "、" and joined < len(forms) and classes[joined] & ADVERB:
                joined += 1
            if not _shares_object(classes, joined):
                break
            last = joined
        else:
            break
    return last


def _run_of_verbs(classes: Sequence[int], first: int) -> int:
    """Returns the number of adjacent verbs from an index on."""
    for i in range(first, len(classes)):
        if not classes[i] & VERB:
            return i - first
    return len(classes) - first


def _leads(tokens: Tokens, i: int) -> bool:
    """Whether a verb and the next one are one action: 探索建立; 进行约谈 at the end of a clause."""
    classes = tokens.classes
    if not classes[i + 1] & VERB or _is_nominal(tokens, i + 1):
        return False
    last = classes[i] & FINAL and len(classes) <= i + 1 + _MOST_JOINED and all(found & VERB for found in classes[i + 1:])
    return bool(classes[i] & LEADING and i + 2 < len(classes) or last)


def _modifies(tokens: Tokens, i: int) -> bool:
    """Whether a verb behind another one belongs to the noun, or is said of the verb, behind it (设立竞赛项目, 公示加装方案); verbs that
    often share the object of another one do not."""
    noun = tokens.tags[i + 1:i + 2]
    behind = noun == ["n"] if tokens.tags[i] in _ALSO_NOUNS else noun in (["n"], ["v"], ["vn"])
    return behind and not tokens.classes[i] & (MAIN | GOVERNING) and tokens.forms[i] not in words("verbs", "joined")


def _joins(verb: int, following: int) -> bool:
    """Whether an adjacent verb shares the object of a verb (修订完善, 鼓励支持) and is not its object (支持开展, 加强管理)."""
    if verb & GOVERNING and following & GOVERNING:
        return True
    return bool(not verb & LIGHT and following & VERB and (not following & LIGHT or not verb & GOVERNING))


def _shares_object(classes: Sequence[int], i: int) -> bool:
    """Whether a verb after a joiner shares the object of the head, alone or together with verbs after it."""
    while i + 1 < len(classes) and classes[i] & VERB:
        if not (classes[i + 1] & JOINER and i + 3 < len(classes) and classes[i + 2] & VERB):
            return not classes[i + 1] & CLOSER
        i += 2
    return False


def _is_nominal(tokens: Tokens, i: int) -> bool:
    """Whether a verb form is used as a noun or in an attribute: around 的, in an enumeration, 组织 after a noun."""
    forms, classes = tokens.forms, tokens.classes
    form = forms[i]
    before = forms[i - 1] if i else ""
    following, behind = (forms[i + 1], classes[i + 1]) if i + 1 < len(forms) else ("", 0)
    if following in ("的", "及") or (following == "、" or behind & NOUN_BEHIND) and not _opens(classes, i):
        return True
    if _names_a_body(tokens, i):
        return True
    if following in ("改革", "发展") and i + 2 < len(forms) and classes[i + 2] & OFFICE and len(forms[i + 2]) == 1:
        return True
    if form == "组织":
        named = before.endswith(tuple(words("function_words", "body_before"))) and not behind & VERB
        return named or following in ("和", "与") and not _opens(classes, i)
    if form == "编制" and _is_posts(tokens, i):
        return True
    if form == "领导":
        return before in ("的", "级", "各级", "省科协") or before.endswith(("科协", "会"))
    return before in ("的", "、", "及") or bool(classes[i] & FOREIGN)


def _names_a_body(tokens: Tokens, i: int) -> bool:
    """Whether a verb belongs to the name of a body: 改革办, 牵头单位."""
    following = tokens.forms[i + 1:i + 2]
    return bool(following) and (tokens.classes[i + 1] & OFFICE > 0 or following == ["单位"] and tokens.forms[i] in OF_BODIES)


def _opens(classes: Sequence[int], i: int) -> bool:
    """Whether only a few adverbs precede a word."""
    return i < _NEAR and all(found & ADVERB for found in classes[:i])


def _is_posts(tokens: Tokens, i: int) -> bool:
    """Whether 编制 means the posts of a body, which are counted and cut, and not the drafting of a plan."""
    before = tokens.classes[i - 1] if i else 0
    following, then = [*tokens.forms[i + 1:i + 3], "", ""][:2]
    behind = tokens.classes[i + 1] if i + 1 < len(tokens) else 0
    counted = following[:1].isdigit() and then in ("名", "人", "余名", "多名")
    return bool(before & (POSTS_BEFORE | RESIZING) or counted or behind & (POSTS_BEHIND | RESIZING))

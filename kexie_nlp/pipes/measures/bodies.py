"""Finds the bodies (organisations) that a clause names and their parts: its text and tokens in, those that act and their partners out."""
from __future__ import annotations

import re
from functools import cache, lru_cache

from kexie_nlp.lexicon import words
from kexie_nlp.model import Body
from kexie_nlp.model.records import BodyPart
from kexie_nlp.outline.assignments import named_bodies
from kexie_nlp.outline.offices import office
from kexie_nlp.pipes.measures.heads import OF_BODIES, Head
from kexie_nlp.pipes.measures.tokens import ADVERB, PREPOSED, PREPOSITION, VERB, Tokens

LONGEST = 80
Named = tuple[str, BodyPart]
_TOWARDS = re.compile("面向|围绕|立足")
_CASES = ("对", "向", "从", "为", "在", "由", "按", "把", "将", "使", "让", "面向")
_PLACE_ONLY = re.compile("^(?:[一-龥]{1,4}[市县区州省]|[一-龥]{1,2})$")
_TIME = re.compile(
    r"(?:[到自至]\s?)?(?:[12]\d{3}年(?:[一二三四]季度|年?[底末初中]前?|前|\d{1,2}月[底末初中]?前?)?|\d{1,2}月[底末初中]?前?|今年|去年"
    r"|年[底末内]前?|全年|[上下]半年|每(?:半?年|季度?|月|周|学期)|今后[^，]{0,3}年|近[几一二三两]年来?|目前|(?<!^)每[人名个家])")
_NOT_BODY = re.compile("^(?:一批|一些|部分|多[家个名]|有关$|全[省市县区国]$)|项目$|地块|经费|资金")
_SPLIT = re.compile("(?<!（市)(?<!（县)(?<!（地)、|和(?!平|谐)|以?及|与")
_PARTNER = re.compile("(?=[与同会协联携配])(?:^|(?<=[^一-龥])|(?<=[协会厅局委部院])|(?<=单位|部门))"
                      "(?:与|同|会同|协同|联合|携手|配合)(?!单位)(?P<bodies>[^，。；]{2,60})")
# 由…: what stands up to the verb, or to 牵头, 负责, 按职责, is the name of the body that acts
_AGENT = re.compile("(?<![自理缘因事来经])由(?!此|于)(?P<name>[^，。；由]{2,60}?)"
                    "(?:牵头|主持|多渠道|多方|自行|全额|具体|统一|分别|共同|会同|联合|通过|按照?|根据|依|每|负责(?!人|同志)|$)")
_NO_ACT = re.compile("[为成至到]$|组成|构成|[兼担]任")  # 由村委会转为居委会, 由干部兼任: behind 由 stands what something was or is
_ROLES = OF_BODIES | {"参与"}
_PART = re.compile("(?P<lead>牵头|主办)|(?P<support>(?:配合|协同|协办|协助)(?=单位))"
                   "|(?P<responsible>负责(?!人|同志)|责任(?=单位|部门)|承办)")
_BESIDE = frozenset(("随", "随着", "较", "比"))
_HELPS = ("配合", "协助", "协办")
_TOGETHER = re.compile("联合|共同|合作|协同(?!单位)|联手|携手|共建|共办|深入|每年|定期|一道|一起")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(words("bodies"))


def acting(text: str, tokens: Tokens, stop: int, head: Head) -> tuple[Named, ...]:
    """Returns the bodies that act in a clause, with their part: those of its subject or behind 由, before the head verb.

    `stop` is the index of the head verb or the modal among the tokens of the clause; `text` is the document.
    """
    said = text[tokens.starts[0]:head.start]
    if "牵头、" in said and "的" not in said:  # 甲局牵头、乙局配合
        return tuple(named_bodies(text[tokens.starts[0]:head.end]))
    names = _agents(said) if "由" in said and _NO_ACT.search(head.word) is None else ()
    if names and names[0][1] == "officer":
        return names
    found = tuple(name for name, _ in names) or subject(text, tokens, stop)
    if not found:
        return ()
    if head.word.startswith(_HELPS):
        return tuple((name, "support") for name in found)
    match = _PART.search(said + head.word)
    part: BodyPart = match.lastgroup if match else "subject"  # type: ignore[assignment]
    return tuple((name, part) for name in found)


def _agents(said: str) -> tuple[Named, ...]:
    """Returns the bodies or the office behind 由."""
    match = _AGENT.search(said)
    if match is None or "的" in said[match.end():]:
        return ()
    found = bodies(match["name"])
    if found:
        return tuple((name, "subject") for name in found)
    held = office(match["name"])
    return ((held, "officer"),) if held else ()


@lru_cache(maxsize=10_000)
def as_records(named: tuple[Named, ...]) -> tuple[tuple[Body, ...], tuple[str, ...]]:
    """Returns bodies as records, and the names of those that are actors: each once, officers left out."""
    found = dict.fromkeys(named)
    return (tuple(Body.trusted({"name": name, "part": part}) for name, part in found),
            tuple(dict.fromkeys(name for name, part in found if part != "officer")))


def subject(text: str, tokens: Tokens, stop: int) -> tuple[str, ...]:
    """Returns the names of the bodies in the subject of a clause: those before the head verb or modal at index `stop`.

    `text` is the document, `tokens` are those of the clause. The result is empty if the words before `stop` are only adverbials.
    """
    classes, tags = tokens.classes, tokens.tags
    start = end = None
    for i in range(stop):
        found = classes[i]
        if start is None:
            following = classes[i + 1] if i + 1 < stop else 0
            if found & PREPOSED or found & PREPOSITION and not (found & ADVERB and following & VERB):
                return ()
            if (found & ADVERB or tags[i] in ("t", "d", "c")) and not _of_bodies(tokens, i):
                continue
            start = tokens.starts[i]
        elif (found & PREPOSED or _is_adverbial(tokens, i, stop)
              or found & PREPOSITION and not _names_go_on(text, tokens, i, stop)) and not _of_bodies(tokens, i):
            break
        end = tokens.ends[i]
    if start is None or end is None:
        return ()
    noun = _TOWARDS.split(text[start:end])[0]
    lead = _TIME.match(noun)
    if lead:
        noun = noun[lead.end():]
    time = _TIME.search(noun, 1)
    return bodies(noun[:time.start()] if time else noun)


def is_thing(tokens: Tokens, stop: int) -> bool:
    """Whether the word before the head verb at index `stop` is a noun, and no prepositional phrase precedes it (职工收入增长10%)."""
    return stop > 0 and tokens.tags[stop - 1] in ("n", "nz", "an") and not any(
        found & (PREPOSED | PREPOSITION) or form in _BESIDE for form, found in zip(tokens.forms[:stop], tokens.classes, strict=False))


def _of_bodies(tokens: Tokens, i: int) -> bool:
    """Whether a word is the first of 牵头单位, 协同单位 and so on."""
    return tokens.forms[i] in _ROLES and tokens.forms[i + 1:i + 2] == ["单位"]


def _is_adverbial(tokens: Tokens, i: int, stop: int) -> bool:
    """Whether a word modifies the following verb and is not part of a name (科协系统领导干部)."""
    if tokens.tags[i] == "d" and tokens.forms[i] != "各":
        return True
    if not tokens.classes[i] & ADVERB:
        return False
    if i + 1 == stop:
        return True
    following = tokens.classes[i + 1]
    return bool(following & VERB and tokens.forms[i + 1] != "领导" or following & (ADVERB | PREPOSITION))


def _names_go_on(text: str, tokens: Tokens, i: int, stop: int) -> bool:
    """Whether 与 joins another subject, rather than introducing the partners of the clause."""
    return tokens.forms[i] == "与" and bool(bodies(text[tokens.ends[i]:tokens.ends[stop - 1]]))


def partners(before: str) -> tuple[Named, ...]:
    """Returns the bodies that a measure is carried out with (与…联合, 会同…). `before` is the text of the clause before its head verb."""
    match = _PARTNER.search(before)
    if not match:
        return ()
    together = _TOGETHER.search(match["bodies"])
    found = bodies(match["bodies"][:together.start()] if together else match["bodies"])
    return tuple((name, "partner") for name in found)


def bodies(noun: str) -> tuple[str, ...]:
    """Returns the names of the bodies in a noun phrase. It is split at 、 and 和 if every part is the name of a body."""
    noun = "".join(noun.split()).strip("，、“：").removesuffix("等")
    if "的" in noun:
        noun = noun.rpartition("的")[2]
    if noun.startswith(_CASES):
        return ()
    if not 2 <= len(noun) <= LONGEST or not noun.endswith(_endings()) or _NOT_BODY.search(noun):
        return ()
    parts = _SPLIT.split(noun)
    whole = all(len(part) > 1 and part.endswith(_endings()) and not _PLACE_ONLY.match(part) for part in parts[:-1])
    return tuple(parts) if whole else (noun,)

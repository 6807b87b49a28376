"""Finds the bodies (organisations) that a clause names: its text and tokens in, names of its subject and of its partners out."""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.lexicon import words
from kexie_nlp.pipes.measures.tokens import ADVERB, PREPOSED, PREPOSITION, VERB, Tokens

LONGEST = 80
_TOWARDS = re.compile("面向|围绕|立足")
_CASES = ("对", "向", "从", "为", "在", "由", "按", "把", "将", "使", "让", "面向")
_PLACE_ONLY = re.compile("^(?:[一-龥]{1,4}[市县区州省]|[一-龥]{1,2})$")
_TIME = re.compile(
    r"(?:[到自至]\s?)?(?:[12]\d{3}年(?:[一二三四]季度|年?[底末初中]前?|前|\d{1,2}月[底末初中]?前?)?|\d{1,2}月[底末初中]?前?|今年|去年"
    r"|年[底末内]前?|全年|[上下]半年|每(?:半?年|季度?|月|周|学期)|今后[^，]{0,3}年|近[几一二三两]年来?|目前|(?<!^)每[人名个家])")
_NOT_BODY = re.compile("^(?:一批|一些|部分|多[家个名]|有关$|全[省市县区国]$)|项目$|地块|经费|资金")
_SPLIT = re.compile("(?<!（市)(?<!（县)(?<!（地)、|和(?!平|谐)|以?及|与")
_PARTNER = re.compile("(?:^|(?<=[^一-龥])|(?<=[协会厅局委部院]))(?:与|同|会同|协同|联合|携手|配合)(?P<bodies>[^，。；]{2,60})")
_TOGETHER = re.compile("联合|共同|合作|协同|联手|携手|共建|共办|深入|每年|定期|一道|一起")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(words("bodies"))


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
            if found & ADVERB or tags[i] in ("t", "d", "c"):
                continue
            start = tokens.starts[i]
        elif found & PREPOSED or _is_adverbial(tokens, i, stop) or found & PREPOSITION and not _names_go_on(text, tokens, i, stop):
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


def partners(before: str) -> tuple[str, ...]:
    """Returns the bodies that a measure is carried out with (与…联合, 会同…). `before` is the text of the clause before its head verb."""
    match = _PARTNER.search(before)
    if not match:
        return ()
    together = _TOGETHER.search(match["bodies"])
    return bodies(match["bodies"][:together.start()] if together else match["bodies"])


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

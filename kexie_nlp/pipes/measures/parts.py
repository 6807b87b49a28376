"""Splits a clause with a known head verb into the fields of a measure: action, object, instruments, modality, groups, continuity."""
from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick

from kexie_nlp.grammar import find_quantities
from kexie_nlp.lexicon import words
from kexie_nlp.model.records import Continuity, InstrumentRole, Modality
from kexie_nlp.pipes.measures import patterns as p
from kexie_nlp.pipes.measures.heads import Head, find_head
from kexie_nlp.pipes.measures.tokens import ADVERB, BASIS_NOUN, MAIN, PREPOSITION, RESIZING, VERB, Tokens, looks_like_verb

_USES = ("利用", "依托")
_NAMED_BY_VERBS = ("工程", "项目", "计划", "行动", "平台")  # 采集工程
_ROLES: tuple[InstrumentRole, ...] = ("revises", "drafts", "issues", "carries_out")
_CONTINUITY: tuple[Continuity, ...] = ("pilot", "new", "continuing")
_REACHING = "至到为成了"


def joined(words: str) -> str:
    """Removes the whitespace between words."""
    return words if words.isalnum() else "".join(words.split())


def objects(text: str, head: Head, start: int, end: int) -> str:
    """Returns the text after the head verb as the object. A preposed object (把X纳入Y) and the complement are joined by …."""
    behind = joined(text[head.end:end]).lstrip("了着好")
    preposed = p.PREPOSED.search(text, start, head.start)
    if preposed is None:
        return behind
    before = joined(p.ADVERBIAL_END.sub("", preposed["noun"]))
    return "…".join(filter(None, (before, behind)))


def is_resized(text: str, head: Head, start: int, end: int) -> bool:
    """Whether the subject of a clause is the thing that grows or shrinks: only an amount follows the verb (机构压减3个)."""
    if not head.classes & RESIZING or p.PREPOSED.search(text, start, head.start):
        return False
    rest = text[head.end:end].lstrip(_REACHING)
    return any((q.start, q.end) == (0, len(rest)) for q in find_quantities(rest))


def modality(before: str, rest: str, head: Head, inherited: str | None) -> Modality:
    """Returns the modality: from the words up to the head verb; otherwise from a modal or governing verb earlier in the sentence."""
    if p.ENCOURAGE.match(before):
        return "encourage"
    if p.EXPLORE_VERB.match(before) or "试点" in rest and p.EXPLORE_OBJECT.search(rest):
        return "explore"
    if inherited == "encourage" and (head.governing or head.word in p.OWN_WILL):
        return "will"
    return inherited if inherited in ("must", "encourage") else "will"  # type: ignore[return-value]


def instruments(text: str, head: Head, start: int, end: int) -> tuple[tuple[str, ...], InstrumentRole | None]:
    """Returns the titles of the documents that a measure drafts, issues, revises or carries out, and which of these roles applies.

    The result is empty for documents that are only studied.
    """
    role = instrument_role(text[head.start:head.end])
    if role is None and "修订" in text[head.end:end]:
        role = "revises"
    if role is None and "执行《" in text[head.end:end]:
        role = "carries_out"
    if role is None:
        return (), None
    titles = tuple(m[1] for m in p.TITLE.finditer(text, head.end - 2, end) if role in ("drafts", "issues") or p.TITLE_NOUN.search(m[1]))
    return titles, role if titles else None


@cache
def instrument_role(verb: str) -> InstrumentRole | None:
    """Returns what a verb does with a document: the role of the whole verb, else that of the first part that has one."""
    for part in (verb, *(verb[i:i + 2] for i in range(len(verb) - 1))):
        for role in _ROLES:
            if part in words("verbs", role):
                return role
    return None


def groups(text: str, start: int, end: int) -> tuple[str, ...]:
    """Returns the groups that a measure serves, as written: 面向X, 为X提供, 对X给予, 向X发放, 支持X设立."""
    if not p.GROUP_CUE.search(text, start, end):
        return ()
    for pattern in p.GROUPS:
        match = pattern.search(text, start, end)
        if match and p.GROUP_NOUN.search(match["group"]):
            return (joined(match["group"]),)
    return ()


def continuity(clause: str) -> Continuity | None:
    """Returns whether a measure is a pilot, is new or continues; None if the clause does not say."""
    classes, cues = _continuity_cues()
    found = cues.find_matches_as_indexes(clause, overlapping=True)
    return classes[min(found)[0]] if found else None


@cache
def _continuity_cues() -> tuple[list[Continuity], AhoCorasick]:
    """Returns the class of each cue and the automaton of the cues, both in the order of precedence."""
    pairs = [(name, word) for name in _CONTINUITY for word in sorted(words("verbs", name))]
    return [name for name, _ in pairs], AhoCorasick([word for _, word in pairs])


def is_topic(tokens: Tokens) -> bool:
    """Whether a clause names only what the next one is about: a noun whose attribute holds all its verbs (对暂未移交的工程)."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    if not forms or not forms[0].startswith(p.TOPIC_OPENS) or "的" not in forms:
        return False
    behind = len(forms) - forms[::-1].index("的")
    return behind < len(forms) and not any(classes[i] & (VERB | PREPOSITION) and tags[i] != "vn" or tags[i] == "v" or tags[i] == "d"
                                           for i in range(behind, len(forms)))


def _acts(tokens: Tokens, i: int, any_verb: bool) -> bool:
    """Whether a word is a verb before its object, and not an attribute or a member of a list. `any_verb`: also one that no list has."""
    forms, tags, classes = tokens.forms, tokens.tags, tokens.classes
    verb = classes[i] & VERB and not classes[i] & ADVERB or any_verb and tags[i] == "v" and looks_like_verb(forms[i], tags[i])
    attribute = tags[i] == "vn" and not classes[i] & MAIN or forms[i + 1].startswith(_NAMED_BY_VERBS)
    return bool(verb) and not attribute and forms[i + 1] not in ("的", "、", "和") and forms[i - 1] not in ("的", "、", "和")


def acts_beside_basis(tokens: Tokens, demanded: bool = False) -> bool:
    """Whether a clause that opens like a basis has an action of its own (围绕…开展调研). A list (围绕A、B等方面) has none.

    `demanded`: a modal precedes, so that any verb with an object acts (应当按照实际需要设置岗位).
    """
    freely = len(tokens) > 0 and (demanded or tokens.forms[0] in _USES) and not tokens.classes[-1] & BASIS_NOUN
    if freely and any(_acts(tokens, i, demanded) for i in range(2, len(tokens) - 1)):
        return True
    forms, classes = tokens.forms, tokens.classes
    if len(forms) < 4 or classes[-1] & BASIS_NOUN:
        return False
    first = forms.index("等") + 1 if "等" in forms else 2
    if first == 2 and classes[1] & VERB:
        return False
    for i in range(first, len(forms) - 1):
        if not classes[i] & MAIN or forms[i + 1] in ("的", "、", "和"):
            continue
        led = classes[i - 1] & ADVERB or forms[i - 1] == "等"
        if led or tokens.tags[i] != "vn" or forms[0] == "依托" or tokens.tags[i + 1] == "m":
            return find_head(tokens.part(i)) is not None
    return False

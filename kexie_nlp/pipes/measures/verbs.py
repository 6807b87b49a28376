"""Verbs and function words by class, as the tables `verbs.csv` and `function_words.csv` list them."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kexie_nlp.lexicon import words
from kexie_nlp.model.layers import Word

_COMPLEMENTS = "好成为于给至到出"  # a verb and one of these is a verb: 建好, 列为
# two characters of which the first says how and the second does: 补建, 增设, 互派; dictionaries lack most of these
_COINED = re.compile(
    "[补新增扩改调停互共重联选招轮加减续复缓代抽自]"
    "[建设派聘招增减种植购置拨发缴办开产供测评审认享管育治造修编订排查训换配装用录]")


@dataclass(frozen=True)
class Verbs:
    """Verbs that can head a clause; some of them govern another's action, take an action as their object, and so on."""
    action: frozenset[str]
    governing: frozenset[str]
    light: frozenset[str]
    adverb: frozenset[str]
    main: frozenset[str]
    placing: frozenset[str]
    resizing: frozenset[str]

    def __contains__(self, form: str) -> bool:
        if form in self.action:
            return True
        if len(form) == 3:
            return form[-1] in _COMPLEMENTS and form[:2] in self.action
        return len(form) == 4 and form[:2] in self.action and form[2:] in self.action

    def is_main(self, form: str) -> bool:
        """Whether it carries a clause even behind a preposition (围绕…开展)."""
        return form in self.main or form[:2] in self.main


@dataclass(frozen=True)
class FunctionWords:
    """Words that steer the search for a head."""
    modal: frozenset[str]
    joiner: frozenset[str]
    preposed: frozenset[str]
    preposition: frozenset[str]
    closer: frozenset[str]
    postposition: frozenset[str]
    noun_behind: frozenset[str]
    body_before: frozenset[str]
    attribute: frozenset[str]
    basis_noun: frozenset[str]
    posts_before: frozenset[str]
    posts_behind: frozenset[str]


@cache
def verb_classes() -> Verbs:
    governing, light, adverb, main, placing, resizing = (
        words("verbs", kind) for kind in ("governing", "light", "adverb", "main", "placing", "resizing"))
    return Verbs(words("verbs", "action") | governing | light | main | placing, governing, light, adverb, main, placing, resizing)


@cache
def function_words() -> FunctionWords:
    return FunctionWords(*(words("function_words", kind) for kind in FunctionWords.__dataclass_fields__))


def looks_like_verb(form: str, tag: str) -> bool:
    """Whether a word that no list has can open a clause as its verb: by its dictionary tag, or by its two characters."""
    return len(form) > 1 and tag in ("v", "vn", "vd") or bool(_COINED.fullmatch(form))


def parted(text: str, tokens: Sequence[Word]) -> Iterator[Word]:
    """The words with adverb and verb, or light verb and object, parted where the dictionary has them as one."""
    verbs = verb_classes()
    for word in tokens:
        form = text[word.start:word.end]
        two = form[:2] if len(form) == 4 and form not in verbs.action else ""
        if two in verbs.light or two in verbs.adverb and form[2:] in verbs or two in verbs.action and word.tag in ("l", "v"):
            yield Word(word.start, word.start + 2, word.tag)
            yield Word(word.start + 2, word.end, word.tag)
        else:
            yield word

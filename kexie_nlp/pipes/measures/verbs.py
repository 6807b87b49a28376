"""The head verb of a clause: the first policy verb behind adverbials, subject and prepositional phrases."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kexie_nlp.lexicon import words
from kexie_nlp.pipes.words.analyzers import Word

_JOINERS = frozenset(("、", "和", "与", "并", "及", "或"))
_PREPOSED = ("把", "将")
_CLOSERS = frozenset(("的", "、", "和", "与", "及", "等", "工作", "活动"))
_BODIES = ("科协", "党", "基层", "社会", "群团", "团体", "级", "学会", "类", "群众", "科技", "国际", "机构")


@dataclass(frozen=True)
class Head:
    """A head verb with the verbs that share its object; span in the text, `word` the first of them."""
    start: int
    end: int
    word: str
    governing: bool


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    governing, light = words("verbs", "governing"), words("verbs", "light")
    return words("verbs", "action") | governing | light, governing, light, words("verbs", "adverb")


def find_head(text: str, tokens: Sequence[Word]) -> Head | None:
    """The head of a clause, given its words in order; None where no verb of the lexicon can be one."""
    action, governing, light, adverbs = _verbs()
    forms = [text[w.start:w.end] for w in tokens]
    candidates = [i for i, form in enumerate(forms)
                  if _is_verb(form, action) and not _is_nominal(forms, i)
                  and not (form in adverbs and i + 1 < len(forms) and _is_verb(forms[i + 1], action))]
    if not candidates:
        return None
    preposed = any(form in _PREPOSED for form in forms[:candidates[0] + 1])
    chosen = last = candidates[-1] if preposed else candidates[0]
    while forms[last] not in light and last + 1 < len(forms):
        if _is_verb(forms[last + 1], action) and forms[last + 1] not in light and not _is_nominal(forms, last + 1):
            last += 1
        elif forms[last + 1] in _JOINERS and _shares_object(forms, last + 2, action):
            last += 2
        else:
            break
    return Head(tokens[chosen].start, tokens[last].end, forms[chosen], forms[chosen] in governing)


def _is_verb(form: str, action: frozenset[str]) -> bool:
    if form in action:
        return True
    if len(form) == 3:
        return form[-1] in "好成为" and form[:2] in action
    return len(form) == 4 and form[:2] in action and form[2:] in action


def _shares_object(forms: Sequence[str], i: int, action: frozenset[str]) -> bool:
    return i + 1 < len(forms) and _is_verb(forms[i], action) and forms[i + 1] not in _CLOSERS


def _is_nominal(forms: Sequence[str], i: int) -> bool:
    """Whether a verb form stands as a noun or in an attribute: around 的, in an enumeration, 组织 behind a noun."""
    before = forms[i - 1] if i else ""
    following = forms[i + 1] if i + 1 < len(forms) else ""
    if following in ("的", "、", "及") and not (following == "、" and i == 0):
        return True
    if forms[i] == "组织":
        return before.endswith(_BODIES) or following in ("要", "在", "和", "与", "应")
    return before in ("的", "、", "及")

"""Several numbers in one breath: what belongs to each of them, and the predicate or the attribute that they share."""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.lexicon import load_table, words

_NUMERAL = re.compile("[0-9一二三四五六七八九十]")
_ALL = re.compile("所有|全部|全体|每个|各(?![类种项级])")
_SHARES = re.compile("[%％‰]|分之|[一二三四五六七八九]成|半数|一半|过半|所有|全部|全体")
_DEMANDS = "应当?|须|必须|要|均|都|全部|建有|具备|安装|达到|实现|达标|通(?=[一-龥])"
_LEAST = 2  # characters of an object: a verb without one is a noun here (科普宣传)
_WHOLE = re.compile("全[国省市州县区]|[一-龥]{2,8}(?<!其)中(?![心学国医小央介级型青共])")
_ATTRIBUTE = re.compile("(?:来自|出自|具有|取得|持有|拥有|从事)[^，。；的]{1,30}的(?=[一-龥]{2,12}$)")
_HEADS = ("比例", "占比", "比重", "人数", "数量")
_SIBLING = re.compile(f"[一-龥]{{1,8}}(?:{'|'.join(_HEADS)})")


def parts_members(text: str, gap: str) -> bool:
    """Whether the last joint of `text`, the clause up to a number, parts the number's member from others that have numbers or
    quantifiers of their own; `gap` are the words between that joint and the number."""
    first = text.partition("、")[0]
    return bool(_NUMERAL.search(first) or not gap.strip() and _ALL.search(text))


def shared_lead(text: str) -> str:
    """What leads an enumeration and holds for each of its members: a verb, 全省 or a whole that shares are of (代表中); else empty."""
    whole = _WHOLE.match(text)
    return whole[0] if whole else text[:2] if text[:2] in words("verbs", "action") else ""


def shared_predicate(clause: str, own: str, tail: str) -> str:
    """What is said of all members of an enumeration of shares: the words from the verb behind its last number.

    `own` are the words of the number's own member, `tail` those behind the last number. Empty where the member has a verb of
    its own, or the numbers are plain counts.
    """
    if not _SHARES.search(clause) or _predicate().search(own):
        return ""
    match = _predicate().search(tail)
    return tail[match.start():] if match else ""


@cache
def _predicate() -> re.Pattern[str]:
    verbs = sorted(words("verbs", "main"), key=len, reverse=True)
    return re.compile(f"(?:{_DEMANDS}|{'|'.join(map(re.escape, verbs))})(?=[^，。；、]{{{_LEAST}}})")


def shared_attribute(previous: str, member: str) -> str:
    """The attribute of the indicator before that a member of the same kind shares (来自乡镇的代表比例…，委员比例…).

    Empty where the heads differ or the member names a group of its own (女性代表比例)."""
    match = _ATTRIBUTE.match(previous)
    same = _SIBLING.fullmatch(member) and any(previous.endswith(head) and member.endswith(head) for head in _HEADS)
    if not match or not same or any(group in member for group in _groups()):
        return ""
    return match[0]


@cache
def _groups() -> tuple[str, ...]:
    rows = load_table("subjects", ("slot", "name", "term", "source"))
    return tuple(row["term"] for row in rows if row["slot"] == "group")

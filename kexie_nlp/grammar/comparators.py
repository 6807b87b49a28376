"""Comparator words: the words before or after a number in, a `Comparator` out.

A one-character word that can also be the end of another word has a lookbehind for the characters that exclude it (`PART_OF_WORD`).
"""
from __future__ import annotations

import re
from typing import Literal

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]

_MORE_THAN, _LESS_THAN = ("大于", "高于", "多于", "长于", "超过"), ("小于", "低于", "少于", "短于")
_NOT = ("不", "不得", "不能", "不应", "不可", "不会", "不应当", "不要")
_OR_EQUAL = ("等于", "或等于", "或者等于")
_WORDS: dict[Comparator, tuple[str, ...]] = {
    "ge": ("至少", "至少有", "最少", "最低", "起码", "≥", ">=", "不亚于", "不弱于", "不下于", "不下", "满", "年满", "达到或超过",
           "达到或者超过"),
    "gt": (*_MORE_THAN, "突破", "超", "超出", ">", "逾", "不止", "优于", "高出", "过"),
    "le": ("至多", "最多", "最高", "最长", *(no + "突破" for no in _NOT), "控制在", "≤", "<=", "不超"),
    "lt": (*_LESS_THAN, "不足", "不到", "不满", "未满", "未达", "未到", "<", "近", "将近", "接近", "几近"),
    "approx": ("约", "差不多", "大约", "大概", "约为", "约计", "大致", "大约为", "≈"),
    "eq": ("等于", "达到", "达", "可达", "稳定在", "保持在", "维持在")}
BEFORE: dict[str, Comparator] = (
    {word: how for how, words in _WORDS.items() for word in words}
    | {no + word: "ge" for no in _NOT for word in _LESS_THAN} | {no + word: "le" for no in _NOT for word in _MORE_THAN}
    | {word + equal: "ge" for word in _MORE_THAN for equal in _OR_EQUAL}
    | {word + equal: "le" for word in _LESS_THAN for equal in _OR_EQUAL})
AFTER: dict[str, Comparator] = {
    "以上": "ge", "及以上": "ge", "或以上": "ge", "或者以上": "ge", "之上": "ge", "(含)以上": "ge", "（含）以上": "ge", "或者更多": "ge",
    "以下": "le", "及以下": "le", "或以下": "le", "(含)以下": "le", "（含）以下": "le", "以内": "le", "之内": "le", "之下": "le",
    "以里": "le",
    "左右": "approx", "上下": "approx", "余": "gt", "多": "gt", "有余": "gt", "开外": "gt", "出头": "gt", "不等": "approx"}
PART_OF_WORD = {"约": "(?<![签合履条预节契缔公集])", "近": "(?<![接附邻就远最相靠])", "达": "(?<![到发表传转])", "满": "(?<![圆美充])",
                "超": "(?<![远赶反])", "过": "(?<=[率值额量中，、；（。\n])", "最高": "", "突破": ""}
BEFORE_LENGTH = 12

_spaced = {word: re.escape(word).replace("或", " ?或 ?").replace("=", " ?=").replace("等于", " ?等于") for word in BEFORE}
_words = "|".join(sorted((PART_OF_WORD.get(word, "") + spaced for word, spaced in _spaced.items()), key=len, reverse=True))
BEFORE_END = re.compile(rf"(?:{_words}){{1,2}}(?:[了到在为有于合占需] ?| {{1,3}})?$")
BEFORE_LAST = frozenset({word[-1] for word in BEFORE} | set("了到在为有于合占需 \n"))  # the last characters of its matches, or behind these
AFTER_PATTERN = "|".join(sorted(map(re.escape, AFTER), key=len, reverse=True))


def comparator_before(words: str) -> Comparator:
    """Returns the comparator of the words before a number. Of two words, the one that sets a bound applies (力争达到, 不少于)."""
    words = words.replace(" ", "")
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            found = BEFORE.get(words[start:start + length])
            if found and found != "eq":
                return found
    return "eq"

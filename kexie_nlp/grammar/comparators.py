"""Comparator words: the words before or after a number in, a `Comparator` out.

A one-character word that can also be the end of another word has a lookbehind for the characters that exclude it (`PART_OF_WORD`).
"""
from __future__ import annotations

import re
from typing import Literal

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]

BEFORE: dict[str, Comparator] = {
    "不少于": "ge", "不低于": "ge", "不小于": "ge", "不短于": "ge", "至少": "ge", "最少": "ge", "最低": "ge", "不得少于": "ge",
    "不得低于": "ge", "大于等于": "ge", "大于或等于": "ge", "大于或者等于": "ge", "≥": "ge", ">=": "ge", "不亚于": "ge", "不弱于": "ge",
    "起码": "ge", "至少有": "ge", "超过": "gt", "突破": "gt", "超": "gt", "高于": "gt", "多于": "gt", "大于": "gt", ">": "gt",
    "逾": "gt", "不止": "gt", "优于": "gt",
    "不超过": "le", "不高于": "le", "不多于": "le", "不大于": "le", "至多": "le", "最多": "le", "最高": "le", "不得超过": "le",
    "不得高于": "le", "不得多于": "le", "小于等于": "le", "小于或等于": "le", "控制在": "le", "≤": "le", "<=": "le", "不长于": "le",
    "低于": "lt", "少于": "lt", "小于": "lt", "不足": "lt", "不到": "lt", "<": "lt", "近": "lt", "将近": "lt", "接近": "lt",
    "约": "approx", "大约": "approx", "大概": "approx", "约为": "approx", "等于": "eq", "达到": "eq", "达": "eq", "稳定在": "eq",
    "保持在": "eq", "维持在": "eq", "满": "ge", "年满": "ge"}
AFTER: dict[str, Comparator] = {
    "以上": "ge", "及以上": "ge", "或以上": "ge", "或者以上": "ge", "之上": "ge", "(含)以上": "ge", "（含）以上": "ge", "或者更多": "ge",
    "以下": "le", "及以下": "le", "或以下": "le", "(含)以下": "le", "（含）以下": "le", "以内": "le", "之内": "le", "之下": "le",
    "左右": "approx", "上下": "approx", "余": "gt", "多": "gt", "有余": "gt", "不等": "approx"}
PART_OF_WORD = {"约": "(?<![签合履条预节契缔公集])", "近": "(?<![接附邻就远最相靠])", "达": "(?<![到发表传转])", "满": "(?<![圆美充])",
                "超": "(?<![远赶反])", "最高": "", "突破": ""}
BEFORE_LENGTH = 12

_words = "|".join(sorted((PART_OF_WORD.get(w, "") + re.escape(w) for w in BEFORE), key=len, reverse=True))
BEFORE_END = re.compile(rf"(?:{_words}){{1,2}}(?:[了到在为有于] ?| )?$")
BEFORE_LAST = frozenset({word[-1] for word in BEFORE} | set("了到在为有于 \n"))  # the last characters of its matches, or behind these
AFTER_PATTERN = "|".join(sorted(map(re.escape, AFTER), key=len, reverse=True))


def comparator_before(words: str) -> Comparator:
    """Returns the comparator of the words before a number. Of two words, the one that sets a bound applies (力争达到, 不少于)."""
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            found = BEFORE.get(words[start:start + length])
            if found and found != "eq":
                return found
    return "eq"

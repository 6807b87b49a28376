"""What a number measures: the counted noun phrase, from the clause around the number."""
from __future__ import annotations

import re

_CLAUSE_STOP = "，。；：！？\n（）()"
_LEAD = re.compile("^(?:并|且|同时|其中|力争|确保|争取|努力|进一步|积极|大力|深入|认真|全面|切实|不断|持续|着力|加快|要|将|应|均|全年|年内|"
                   "到\\d{4}年底?|每年|共|累计|计划|已|也|都|在|使)+")
_TRAIL = re.compile("(?:要|应|将|力争|确保|分别|均|各|再|共|达|达到|为|不|至|到|由|从|约|近|占|总数|提高|提升|增加|减少|下降|控制|保持|压缩|精简|"
                    "压减|稳定|在|的|累计)+$")
_TIME = re.compile("(?:到|至)?(?:\\d{4}年)?(?:\\d{1,2}月)?(?:年?[底末]前?|以前|前)?")
LENGTH = 30


def find_indicator(text: str, start: int, end: int, verb: str = "") -> tuple[str, int, int]:
    """The indicator of the number at `start`–`end`, and the span of the clause it was built from.

    Words behind the number come first (培育100个省级示范农技协 → 培育省级示范农技协), else those before it (解决难题402项).
    `verb` is put before an enumeration's later members (建立…站72个、…站13个).
    """
    left = start
    while left > 0 and text[left - 1] not in _CLAUSE_STOP:
        left -= 1
    right = end
    while right < len(text) and text[right] not in _CLAUSE_STOP:
        right += 1
    before, after = text[left:start], text[end:right]
    cut = max(before.rfind("、"), before.rfind("和") if re.search("[0-9]", before) else -1)
    if cut >= 0 and re.search("[0-9一二三四五六七八九十]", before[:cut]):
        head = verb or _verb(before[:cut])
        before = head + before[cut + 1:]
    stop = re.search("[、和][^、]*[0-9]", after)
    if stop:
        after = after[:stop.start()]
    if after.startswith("、"):
        after = ""
    before = _LEAD.sub("", _TIME.sub("", before, count=1) if before[:1] in "到至" else before)
    before = _TRAIL.sub("", before)
    after = after.lstrip("的")
    if after:
        indicator = (_last_phrase(before) + after)[:LENGTH * 2]
    else:
        indicator = before[-LENGTH:]
    return indicator.strip(" 　、“") or before or after, left, right


def _verb(text: str) -> str:
    match = re.match("[一-龥]{2}", _LEAD.sub("", text))
    return match[0] if match else ""


def _last_phrase(text: str) -> str:
    return text if len(text) <= 12 else text[-12:]

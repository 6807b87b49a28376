"""Bodies in a clause: its subject, and the partners a measure is carried out with."""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.lexicon import words

LONGEST = 40
_BODY = re.compile(
    "(?:科协|学会|协会|研究会|联合会|[厅局委部处办室院校司站社网馆]|中心|政府|党委|党组|联盟|公司|集团|单位|部门|组织|机构|大学|学院|医院|学校|水厂|"
    "干部|党员|成员|书记|机关|财政|办公室|小组|同志|领导|负责人|负责同志|基地|企业|各地|银行|[市县区州省]|（市、区）|（地）|（街道）|主席|委员|常委)$")
_PLACE_ONLY = re.compile("^(?:[一-龥]{1,4}[市县区州省]|[一-龥]{1,3})$")
_OPENS = re.compile("^(?:依托|围绕|根据|按照|通过|结合|针对|面向|在|对|向|从|由|以|为|把|将|让|使|用|借助|利用|聚焦|其中|原则上|到|于|自)")
_STOPS = re.compile("在|将|把|对|向|与|同|从|以|为|按|通过|根据|面向|会同|协同|联合|牵头|[到至]?(?:[12]\\d{3}年|\\d{1,2}月|\\d+个)|全年|年内|年底前|每[年月人周半季]"
                    "|新(?=[一-龥]{2})|普遍|定期")
_PARTNER = re.compile("(?:^|[^一-龥]|(?<=[协会厅局委部]))(?:与|同|会同|协同|联合|携手)(?P<bodies>[^，。；]{2,60})")
_TOGETHER = re.compile("联合|共同|合作|协同|联手|携手|共建|共办|深入|每年|定期|一道|一起")


@cache
def _adverbs() -> re.Pattern[str]:
    listed = sorted(words("verbs", "adverb") | {"实名", "一律", "带头", "都", "要", "应", "须"}, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(listed)})+$")


def subject(before: str) -> tuple[str, ...]:
    """The bodies that the words before a head verb name as its subject; empty where these are adverbials."""
    if _OPENS.match(before):
        return ()
    stop = _STOPS.search(before)
    return bodies(before[:stop.start()] if stop else before)


def partners(before: str) -> tuple[str, ...]:
    """Bodies a measure is carried out with (与…联合, 会同…), from the words up to its head verb."""
    match = _PARTNER.search(before)
    if not match:
        return ()
    together = _TOGETHER.search(match["bodies"])
    return bodies(match["bodies"][:together.start()] if together else match["bodies"])


def bodies(noun: str) -> tuple[str, ...]:
    """The bodies of a noun phrase; parted at 、 and 和 where every part is a body of its own."""
    noun = _adverbs().sub("", noun.strip(" 　，、“")).removesuffix("等")
    if "的" in noun:
        noun = noun.rpartition("的")[2]
    if not 2 <= len(noun) <= LONGEST * 2 or not _BODY.search(noun):
        return ()
    parts = re.split("(?<!（市)(?<!（县)、|和|及|与", noun)
    whole = all(len(part) > 1 and _BODY.search(part) and not _PLACE_ONLY.match(part) for part in parts[:-1])
    return tuple(parts) if whole else (noun,)

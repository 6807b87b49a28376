"""Reads who answers for a task under 责任人, 责任领导 and similar labels: a name in, the office or body out, never the name of a person."""
from __future__ import annotations

import re
from functools import cache

from kexie_nlp.lexicon import words
from kexie_nlp.lexicon.segmenter import segments

_TITLE = ("[省市州盟区县旗镇乡村厅局处科部校院馆站所队台组司行]长|(?:支|大|总|中)队长|秘书长|理事长|董事长|主任|主席|书记|总?经理"
          "|总(?:工程|经济|会计|规划|农艺)师|负责(?:人|同志)|党组成员|常委|委员|[河路田林网]格?长|专员")
_RANK = "分管|主管|协管|联系|挂点|包片|包联|常务|主要|相关|有关|第一|党委|党组|党支部|机关|副"
_OFFICE = re.compile(f"(?P<rank>(?:{_RANK})*)(?:{_TITLE})")
_OWN = frozenset("省市州盟区县旗镇乡村街局各本我厅委办")  # one character that opens the name of a body and is no family name
_SMALL = ("科", "股", "所", "队")  # ends of small bodies, which are no bodies without the word before
_LEAST = 2  # shortest word of a name that may open it otherwise


def office(written: str) -> str | None:
    """Returns the office that a name states, with its body in front if it is named (分管副市长, 科普部部长), or None."""
    match = _OFFICE.search(written)
    if match is None:
        return None
    before = written[:match.start()]
    return (before if is_body(before) else "") + match[0]


def is_body(name: str) -> bool:
    """Whether a name is that of a body: it ends like one, and its words are in the dictionary, which the names of persons are not."""
    if not name.endswith(_endings()):
        return False
    forms, tags, _ = segments(name)
    return (len(forms[0]) >= _LEAST or forms[0] in _OWN) and not any(tag == "x" or tag.startswith("nr") for tag in tags)


@cache
def _endings() -> tuple[str, ...]:
    return (*words("bodies", "organisation"), *_SMALL)

"""Parses amounts of money: a text in, a `Number` in its currency out.

Examples of written and spoken forms: 五元三毛, 九块九, 三块零四, 港币3.14, 壹佰捌拾壹圆柒角.
"""
from __future__ import annotations

import re
from decimal import Decimal

from kexie_nlp.grammar.folding import fold
from kexie_nlp.grammar.numbers import DIGIT, NUMBER, Number, read_number
from kexie_nlp.grammar.units import canonical, units_of_kind

_FEW = rf"[{DIGIT}\d]{{1,2}}"
COINS = re.compile(rf"(?:又|零)?(?=[{DIGIT}\d]+(?:[角毛]|[美欧]?分(?!之|[钟别析类子支部])))(?:(?P<jiao>{_FEW})[角毛])?"
                   rf"(?:零?(?P<fen>{_FEW})(?:[美欧]?分(?!之)|(?<=[角毛][{DIGIT}])))?")
PREFIX = re.compile(r"(?P<name>人民币|港币|RMB)?[￥¥$]?$(?<=[￥¥$币B])")
_NAMES = "人民币|港币|美元|RMB|US\\$|[￥¥$]"
_SPOKEN = re.compile(
    rf"(?:(?P<name>{_NAMES}) ?)?(?:(?P<whole>{NUMBER})(?P<unit>元|块钱?|[一-龥]{{1,3}}元)?)?"
    rf"(?:[零又]?(?P<jiao>{_FEW})[角毛](?P<fen>{_FEW})?分?|零(?P<cents>{_FEW})分?|(?P<tenth>[{DIGIT}])|(?P<only>{_FEW})分)?"
    rf"(?:钱|整|正)?(?P<tail>人民币|RMB)?")
_SYMBOLS = {"￥": "元", "¥": "元", "RMB": "元", "$": "美元", "US$": "美元", "块": "元", "块钱": "元", "": "元"}


def parse_amount(text: str) -> Number | None:
    """Returns the amount that the whole of `text` expresses, in the canonical unit of its currency; None if it names no currency or
    coin."""
    match = _SPOKEN.fullmatch(fold(text.strip()))
    if match is None or not (match["name"] or match["unit"] or match["jiao"]):
        return None
    if match["tenth"] and not (match["unit"] or "").startswith("块") or match["cents"] and not match["unit"]:
        return None
    unit = canonical(_SYMBOLS.get(match["unit"] or match["name"] or "", match["unit"] or match["name"] or ""))
    if unit == "元" and match["name"]:
        unit = canonical(_SYMBOLS.get(match["name"], match["name"]))
    if unit not in units_of_kind("money"):
        return None
    value = Decimal(0)
    for name, scale in (("whole", "1"), ("jiao", "0.1"), ("tenth", "0.1"), ("fen", "0.01"), ("cents", "0.01"), ("only", "0.01")):
        if match[name]:
            number = read_number(match[name])
            if number is None or number.unit or number.value_max or number.more:
                return None
            value += number.value * Decimal(scale)
    return Number(value, unit)

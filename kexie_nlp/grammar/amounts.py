"""The parts of an amount of money around its number: a text and an offset in, currencies and small coins out.

Examples of written and spoken forms: 五元三毛, 九块九, 三块零四, 3角5分, 港币3.14, 壹佰捌拾壹圆柒角整, US$20.
"""
from __future__ import annotations

import re
from decimal import Decimal

from kexie_nlp.grammar.comparators import AFTER_PATTERN
from kexie_nlp.grammar.numbers import DIGIT, read_number
from kexie_nlp.grammar.units import canonical, units_of_kind
from kexie_nlp.grammar.values import Number

_FEW = rf"[{DIGIT}\d]{{1,2}}"
_CLOSE = rf"(?=[钱整正至到~～—–-]|{AFTER_PATTERN}|[^\w]|$)"
_COINS = re.compile(
    rf"(?:又|零)?(?=[{DIGIT}\d]+(?:[角毛]|[美欧]?分(?!之(?![内上下])|[钟别析类子支部])))(?:(?P<jiao>{_FEW})[角毛])?"
    rf"(?:零?(?P<fen>{_FEW})(?:[美欧]?分(?!之(?![内上下]))|(?<=[角毛][{DIGIT}])))?")
_SPOKEN_COIN = re.compile(rf"(?P<jiao>[{DIGIT}\d]){_CLOSE}|零(?P<fen>[{DIGIT}\d]){_CLOSE}|(?P<half>半){_CLOSE}")
_SMALL = re.compile(rf"(?P<jiao>[角毛])(?:(?P<fen>{_FEW})分?)?{_CLOSE}|分(?=钱)")
_SYMBOLS = {"￥": "元", "¥": "元", "RMB": "元", "CNY": "元", "$": "美元", "US$": "美元", "USD": "美元", "€": "欧元", "EUR": "欧元",
            "£": "英镑", "GBP": "英镑", "HK$": "港元", "HKD": "港元", "NT$": "新台币", "TWD": "新台币", "JPY": "日元", "MOP": "澳门元"}
_TAIL = re.compile("[钱整正]?(?:人民币|RMB)?")
_LONGEST_NAME = 6


def _names() -> str:
    words = {"人民币", "港币", "澳门币", "新台币", "台币", "日币", "美金", "美元", "欧元", "港元", "英镑"} | set(_SYMBOLS)
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PREFIX = re.compile(rf"(?P<name>{_names()})[:： \\n]?$")


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """Returns the currency named or drawn before a number (人民币, ￥, US$), in its canonical spelling, and its start; None if there is
    none."""
    if not text[start - 1:start] or text[start - 1] not in "币元镑金￥¥$€£BYDRPK :：\n":
        return None
    match = _PREFIX.search(text, max(0, start - _LONGEST_NAME), start)
    if match is None:
        return None
    name = _SYMBOLS.get(match["name"]) or canonical(match["name"])
    return (name, match.start()) if name in units_of_kind("money") else None


def coins(text: str, end: int, unit: str) -> tuple[Decimal, int]:
    """Returns the value of 角 and 分 behind an amount, in the unit of the amount, and their end; 0 and `end` if there are none.

    After 块 a single digit is enough, or 半: 九块九, 两块半.
    """
    match = _COINS.match(text, end)
    if match is None or match.end() == end or not (match["jiao"] or match["fen"]):
        match = _SPOKEN_COIN.match(text, end) if unit == "块" else None
    if match is None:
        return Decimal(0), end
    value = Decimal("0.5") if match.re is _SPOKEN_COIN and match["half"] else Decimal(0)
    for name, part in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        number = read_number(match[name]) if match[name] else None
        value += number.value * part if number else 0
    return value, match.end()


def small_amount(text: str, end: int, number: Number) -> tuple[Number, int] | None:
    """Returns the value in 元 of an amount that consists of 角 and 分 only (3角5分, 五六毛, 五分钱), given its number, and its end."""
    match = _SMALL.match(text, end) if text[end:end + 1] in ("角", "毛", "分") else None
    if match is None:
        return None
    size = 10 if match["jiao"] else 100
    cents = read_number(match["fen"]) if match["fen"] else None
    if cents and number.value_max is not None:
        return None
    high = None if number.value_max is None else number.value_max / size
    return number._replace(value=number.value / size + (cents.value / 100 if cents else 0), value_max=high), amount_end(text, match.end())


def amount_end(text: str, end: int) -> int:
    """Returns the end of 钱, 整 or a currency behind an amount: 五块钱, 叁佰圆整, 300元人民币."""
    match = _TAIL.match(text, end)
    return match.end() if match else end

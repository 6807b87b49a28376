"""Parses numbers: a numeral in, a `Number` out. Arabic, full-width, Chinese, financial and mixed numerals, fractions, percentages, tenths.

One grammar finds and parses: the finders search with the patterns of this module, and `read_number` accepts what they match.
"""
from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kexie_nlp.grammar.folding import fold
from kexie_nlp.grammar.numerals import DIGITS, MYRIADS, TENS, chinese_integer

HUNDREDTH, _EXACT = Decimal("0.01"), Decimal("1e-10")
DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖俩"
FINANCIAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
_CN = f"(?:[{DIGIT}十拾百佰万亿廿卅]|[千仟](?![瓦克米卡帕伏])|兆(?![瓦赫字比帕]))"
_INTEGER = r"\d{1,3}(?:,\d{3})+(?![\d,])|\d+"
_ARABIC = rf"(?:{_INTEGER})(?:\.\d+)?"
_SCALE = "[十百千]?[万亿][万亿]?|[百千](?![分克米瓦卡帕伏兆])"
_MIXED = rf"\d+(?:\.\d+)?[千万亿](?:[{DIGIT}\d]+[万千百十])+|\d+[百千万]零?\d{{1,4}}(?![\d.年月日:：/-])"
_POINT = f"{_CN}+点[{DIGIT}]+"
_MORE_INSIDE = "[余多几]"
PLAIN = (rf"(?:{_MIXED}|(?:{_ARABIC})(?:{_MORE_INSIDE}(?=[十百千万亿]))?(?:{_SCALE})?|{_POINT}(?:[万亿])?"
         rf"|{_CN}+(?:{_MORE_INSIDE}(?=[万亿]))?[万亿]{{0,2}})")
_NO_VERB = "(?![为立员长功果就份效本绩交都熟品人套])"
SHARE = (rf"(?:{_ARABIC})[%‰]|[百千万]分之(?:{_POINT}|{_CN}+|{_ARABIC})|(?<![\d/.])[1-9]/(?:[2-9]|10)(?![\d/.])"
         rf"|{_CN}+分之(?:{_POINT}|{_CN}+)|\d+分之(?:\d+|{_CN}+)|(?:[{DIGIT}]点[{DIGIT}]|\d\.\d|[{DIGIT}十]|\d|10)成"
         rf"(?:半|[{DIGIT}](?![{DIGIT}十百千个家名项场])|{_NO_VERB})")
NUMBER = rf"(?:{SHARE}|{PLAIN})"
_LONGEST = 60  # longest numeral, in characters
_MORE_RE = re.compile(_MORE_INSIDE)
_NEGATIVE = re.compile("(?:负的?|[-−]) ?")
_SCALED = re.compile(r"(\d*\.?\d+)([十百千万亿]*)")
_POINTED = re.compile(rf"((?:{_CN})+|\d+)点([{DIGIT}\d]+)([万亿]?)")
_ABOUT = re.compile(r"(.*十)?([一二两三四五六七八])([二三四五六七八九])([十百千]?[万亿]{0,2})")
_FRACTION = re.compile(rf"(?:(?P<above>[\d.]+|{_CN}+)/(?P<below>[\d.]+|{_CN}+)|(?P<below2>[\d.]+|{_CN}+(?:点[{DIGIT}]+)?)分之"
                       rf"(?P<above2>[\d.,]+|{_CN}+(?:点[{DIGIT}]+)?))")


class Number(NamedTuple):
    """A value. `unit` is % or ‰ for shares, else the unit that was counted, or empty.

    `more` is set if 余, 多 or 几 indicates a larger number (20余万). `value_max` is the upper end of a range written as two adjacent
    digits (两三个, 四五千).
    """
    value: Decimal
    unit: str = ""
    more: bool = False
    value_max: Decimal | None = None


def read_number(text: str) -> Number | None:
    """Returns the number that the whole of `text` expresses, without a unit; None if it is not a number.

    Shares are percentages (四分之三 and 七成半 are 75 %) or per mille (3‰, 千分之三).
    """
    text = fold(text)
    if len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return Number(Decimal(text))
    negative = _NEGATIVE.match(text)
    if negative:
        number = read_number(text[negative.end():]) if len(text) > negative.end() else None
        return None if number is None else Number(-number.value, number.unit, number.more)
    share = _share(text)
    if share is not None:
        return Number(share, "‰" if text[-1] == "‰" or text.startswith("千分之") else "%")
    about = _ABOUT.fullmatch(text)
    if about and DIGITS[about[3]] - DIGITS[about[2]] in ((1, 2) if about[4] else (1,)):
        low, high = (_plain((about[1] or "") + d + about[4]) for d in about.group(2, 3))
        return None if low is None or high is None else Number(low, value_max=high)
    if _MORE_RE.match(text):
        return None  # 几十 has no definite value
    value = _plain(_MORE_RE.sub("", text).replace(",", ""))
    return None if value is None else Number(value, "", bool(_MORE_RE.search(text)))


def _plain(text: str) -> Decimal | None:
    match = _SCALED.fullmatch(text)
    if match:
        value = Decimal(match[1])
        for c in match[2]:
            value *= TENS.get(c) or MYRIADS[c]
        return value
    match = _POINTED.fullmatch(text)
    if match:
        integer = chinese_integer(match[1])
        digits = "".join(str(DIGITS.get(c, c)) for c in match[2])
        return None if integer is None else Decimal(f"{integer}.{digits}") * MYRIADS.get(match[3], 1)
    found = chinese_integer(text)
    return None if found is None else Decimal(found)


def _share(text: str) -> Decimal | None:
    if text[-1:] in ("%", "‰"):
        return _plain(text[:-1].replace(",", ""))
    if "成" in text:
        head, _, tail = text.partition("成")
        whole = _plain(head)
        rest = Decimal(5) if tail == "半" else _plain(tail) if tail else Decimal(0)
        return None if whole is None or rest is None else whole * 10 + rest
    match = _FRACTION.fullmatch(text)
    if match is None:
        return None
    below, above = (_plain((match[n] or match[n + "2"]).replace(",", "")) for n in ("below", "above"))
    if below is None and text[0] in MYRIADS:  # 万分之三
        below = _plain("一" + match["below2"])
    if not below or above is None:
        return None
    return _divide(above * (1000 if text.startswith("千分之") else 100), below)


def _divide(above: Decimal, below: Decimal) -> Decimal:
    """Returns the quotient, rounded to two decimal places if it is not exact."""
    value = above / below
    return value if value == value.quantize(_EXACT) else value.quantize(HUNDREDTH)

"""Numbers: Arabic, Chinese and mixed numerals, fractions, percentages, tenths. One grammar finds and parses."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kexie_nlp.grammar.numerals import DIGITS, MYRIADS, TENS, chinese_integer

HUNDREDTH = Decimal("0.01")
_CN_DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_CN = f"[{_CN_DIGIT}十拾百佰千仟万亿廿卅]"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "[十百千]?[万亿]亿?|[百千](?![分克米瓦卡帕])"
_POINT = f"{_CN}+点[{_CN_DIGIT}]+"
PLAIN = rf"(?:(?:{_ARABIC})(?:[余多几](?=[十百千万亿]))?(?:{_SCALE})?|{_POINT}(?:[万亿])?|{_CN}+(?:[余多几](?=[万亿]))?[万亿]?)"
SHARE = (rf"(?:{_ARABIC})[%％‰]|百分之(?:{_POINT}|{_CN}+|{_ARABIC})|千分之(?:{_POINT}|{_CN}+|{_ARABIC})"
         rf"|[{_CN_DIGIT}十]+分之[{_CN_DIGIT}十百]+|[{_CN_DIGIT}\d]成半|[{_CN_DIGIT}\d]成[{_CN_DIGIT}]?")
NUMBER = rf"(?:{SHARE}|{PLAIN})"
_SHARE_RE, _MORE = re.compile(SHARE), re.compile("[余多几]")


@dataclass(frozen=True)
class Number:
    """A value; `unit` is % or ‰ for shares, else empty; `more` where 余, 多 or 几 stands inside (20余万)."""
    value: Decimal
    unit: str = ""
    more: bool = False


def parse_number(text: str) -> Number | None:
    """The number that `text` writes as a whole, None if it writes none.

    Shares come as percentages (四分之三 and 七成半 are 75 %) or per mille (3‰, 千分之三).
    """
    text = text.translate({ord("％"): "%"})
    if _SHARE_RE.fullmatch(text):
        share = _share(text)
        return None if share is None else Number(share, "‰" if text[-1] == "‰" or text.startswith("千分之") else "%")
    more = bool(_MORE.search(text))
    value = _plain(_MORE.sub("", text).replace(",", ""))
    return None if value is None else Number(value, "", more)


def _plain(text: str) -> Decimal | None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千万亿]*)", text)
    if match:
        value = Decimal(match[1])
        for c in match[2]:
            value *= TENS.get(c) or MYRIADS[c]
        return value
    if "点" in text:
        whole, _, rest = text.partition("点")
        scale = MYRIADS.get(rest[-1], 1) if rest else 1
        digits = "".join(str(DIGITS[c]) for c in rest if c in DIGITS)
        integer = chinese_integer(whole)
        return None if integer is None or not digits else Decimal(f"{integer}.{digits}") * scale
    integer = chinese_integer(text)
    return None if integer is None else Decimal(integer)


def _share(text: str) -> Decimal | None:
    if text[-1] in "%‰":
        return _plain(text[:-1].replace(",", ""))
    if "成" in text:
        head, _, tail = text.partition("成")
        whole = _plain(head)
        rest = Decimal(5) if tail == "半" else _plain(tail) if tail else Decimal(0)
        return None if whole is None or rest is None else whole * 10 + rest
    below, _, above = text.partition("分之")
    denominator, numerator = chinese_integer(below), _plain(above)
    if not denominator or numerator is None:
        return None
    value = numerator * (1000 if below == "千" else 100) / denominator
    return value if value == value.quantize(HUNDREDTH) else value.quantize(HUNDREDTH)

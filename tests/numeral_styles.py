"""Numerals in every style, each with the value it was made from; nothing of the grammar is used.

A style takes a generator of random choices and returns a `Numeral`; styles combine with units, comparators and ranges in
`numeral_forms`.
"""
from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import gcd
from random import Random
from typing import NamedTuple

from generated_prose import BREAK, JOINT, ROOM

D = Decimal
DIGITS = "零一二三四五六七八九"
FINANCIAL = "零壹贰叁肆伍陆柒捌玖"
MAGNITUDES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
              "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}


class Numeral(NamedTuple):
    """What is written, its value, and how the value is meant: eq, gt (余), few (几, both bounds excluded), range (三五), approx (来),
    ge (上百)."""
    text: str
    low: Decimal
    high: Decimal | None = None
    how: str = "eq"
    unit: str = ""


def chinese(n: int, r: Random | None = None, digits: str = DIGITS, units: tuple[str, str, str] = ("千", "百", "十")) -> str:
    """An integer below 10^12 in Chinese numerals, with joints; `r` varies 二 and 两, and a leading 一十."""
    if n == 0:
        return digits[0]
    out: list[str] = []
    gap = False
    for myriad, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = n // myriad % 10**4
        if section:
            if out and (gap or section < 1000):
                out.append(digits[0])
            out += [*_section(section, digits, units), *([name] if name else [])]
        gap = not section
    if r is not None:
        if out[0] == "一" and out[1:2] == ["十"] and r.random() < 0.8:
            out = out[1:]
        for i in range(len(out) - 1):
            if out[i] == "二" and out[i + 1] in ("千", "万", "亿") and (i == 0 or out[i + 1] == "千") and r.random() < 0.6:
                out[i] = "两"
        if out[0] == "二" and out[1:2] == ["百"] and r.random() < 0.4:
            out[0] = "两"
    return JOINT.join(out)


def _section(n: int, digits: str, units: tuple[str, str, str]) -> list[str]:
    out: list[str] = []
    gap = False
    for scale, name in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = n // scale % 10
        if digit:
            out += [digits[0]] if gap and out else []
            out += [digits[digit], name] if name else [digits[digit]]
        gap = not digit
    return out


def ten(n: int, r: Random | None = None) -> str:
    """As `chinese`, with 十 alone for ten."""
    return chinese(n, r).removeprefix("一" + JOINT) if 10 <= n < 20 else chinese(n, r)


def integer(r: Random) -> int:
    """An integer such as documents have: small, round, or with all its digits."""
    how = r.random()
    if how < 0.4:
        return r.randint(1, 99)
    if how < 0.7:
        return r.randint(1, 99) * 10 ** r.randint(1, 6)
    return r.randint(100, 10 ** r.randint(3, 8))


def fraction(r: Random, most: int = 99, places: int = 2) -> Decimal:
    """A number with one or two decimal places that are written out."""
    digits = r.randint(1, places)
    return D(r.randint(0, most)) + D(r.randint(1, 10**digits - 1)).scaleb(-digits)


def arabic(r: Random) -> Numeral:
    n = integer(r)
    return Numeral(str(n), D(n))


def decimal(r: Random) -> Numeral:
    n = fraction(r, r.choice((9, 99, 9999)))
    return Numeral(str(n), n)


def grouped(r: Random) -> Numeral:
    n = D(r.randint(1000, 10 ** r.randint(4, 9)))
    n += fraction(r, 0) if r.random() < 0.3 else 0
    return Numeral(f"{n:,}", n)


def magnified(r: Random) -> Numeral:
    name = r.choice(("千", "万", "万", "万", "百万", "千万", "亿", "亿", "百亿", "千亿", "万亿"))
    whole = name in ("千", "百万", "千万", "百亿", "千亿")
    n = D(r.randint(1, 9)) if whole else fraction(r, 999) if r.random() < 0.5 else D(r.randint(1, 9999))
    return Numeral(f"{n}{JOINT}{name}", n * MAGNITUDES[name])


def mixed(r: Random) -> Numeral:
    big, small = r.choice((("万", "千"), ("亿", "千万"), ("千", "百"), ("万", ""), ("亿", "万")))
    a = r.randint(1, 9) if big == "千" else r.randint(1, 99)
    b = r.randint(1, 9) if small not in ("", "万") else r.randint(1000, 9999)
    return Numeral(f"{a}{JOINT}{big}{ROOM}{b}{small}", D(a * MAGNITUDES[big] + b * MAGNITUDES[small]))


def words(r: Random) -> Numeral:
    n = integer(r)
    return Numeral("两" if n == 2 else chinese(n, r), D(n))


def rounded_words(r: Random) -> Numeral:
    """三千亿, 一百二十万: a short numeral before a magnitude."""
    name = r.choice(("万", "亿", "万亿"))
    n = r.choice((r.randint(2, 9) * 10 ** r.randint(0, 1 if name == "万亿" else 3), r.randint(11, 99)))
    return Numeral(f"{chinese(n, r) if n != 2 else '两'}{JOINT}{name}", D(n) * MAGNITUDES[name])


def word_decimal(r: Random) -> Numeral:
    n = fraction(r, 99)
    whole, _, places = str(n).partition(".")
    name = r.choice(("", "", "万", "亿"))
    text = f"{chinese(int(whole), r)}点{ROOM.join(DIGITS[int(d)] for d in places)}"
    return Numeral(text + (JOINT + name if name else ""), n * MAGNITUDES[name])


def zeros(r: Random) -> Numeral:
    """Digit by digit with a 〇, as in columns: 三五〇."""
    n = r.choice((r.randint(1, 99) * 10 + 1000 * r.randint(0, 1), r.randint(1, 9) * 100 + r.randint(0, 9)))
    n = n if n >= 100 else n * 10
    return Numeral("".join("〇一二三四五六七八九"[int(d)] for d in str(n)), D(n))


def twenties(r: Random) -> Numeral:
    tens, word = r.choice(((20, "廿"), (30, "卅"), (40, "卌")))
    ones = r.randint(0, 9)
    return Numeral(word + (BREAK + DIGITS[ones] if ones else ""), D(tens + ones))


def short(r: Random) -> Numeral:
    """两千五, 三万五, 一百二, 百三: the last unit is the next smaller one."""
    name = r.choice(("百", "千", "万", "亿"))
    lead, last = r.randint(1, 9), r.randint(1, 9)
    head = "" if name == "百" and lead == 1 and r.random() < 0.5 else "两" if lead == 2 else DIGITS[lead]
    return Numeral(f"{head}{name}{DIGITS[last]}", (D(lead) + D(last) / 10) * MAGNITUDES[name])


def short_magnified(r: Random) -> Numeral:
    """百二万, 一百五亿."""
    lead, last, name = r.randint(1, 9), r.randint(2, 9), r.choice("万亿")
    head = "" if lead == 1 and r.random() < 0.5 else "两" if lead == 2 else DIGITS[lead]
    return Numeral(f"{head}百{DIGITS[last]}{JOINT}{name}", D(100 * lead + 10 * last) * MAGNITUDES[name])


def typed(r: Random) -> Numeral:
    """30w, as in chats and minutes."""
    n = D(r.randint(1, 900)) if r.random() < 0.7 else fraction(r, 99, 1)
    return Numeral(f"{n}w", n * 10**4)


def negative(r: Random) -> Numeral:
    base = r.choice((arabic, decimal, words, word_decimal))(r)
    sign = r.choice(("负", "-", "−")) if base.text[0].isdigit() else "负"
    return base._replace(text=sign + base.text, low=-base.low)


def financial(r: Random) -> Numeral:
    n = integer(r)
    return Numeral(chinese(n, None, FINANCIAL, ("仟", "佰", "拾")), D(n))


def half_financial(r: Random) -> Numeral:
    """9佰, 3仟: Arabic digits before a financial magnitude."""
    n, (name, scale) = r.randint(1, 9), r.choice((("佰", 100), ("仟", 1000), ("拾万", 10**5)))
    return Numeral(f"{n}{JOINT}{name}", D(n * scale))


def mixed_number(r: Random) -> Numeral:
    """一又三分之一: a plain number with twelve places if it does not end."""
    below = r.choice((2, 3, 4, 5, 8))
    above, whole = r.choice([n for n in range(1, below) if gcd(n, below) == 1]), r.randint(1, 12)
    value = (D(whole * below + above) / below).quantize(D("1e-12"))
    return Numeral(f"{ten(whole)}又{chinese(below)}分之{chinese(above)}", value.normalize())


def power(r: Random) -> Numeral:
    """1.5e3, 2E-2, 10^4, -2.5^-1."""
    if r.random() < 0.5:
        n, k = fraction(r, 9, 1), r.randint(1, 6)
        return Numeral(f"{n}{r.choice('eE')}{k}", n.scaleb(k))
    base, k = r.choice((("10", r.randint(2, 9)), ("2", r.randint(2, 10)), ("2.5", -1), ("-2.5", -1), ("0.5", 2)))
    return Numeral(f"{base}^{k}", D(base) ** k)


Style = Callable[[Random], Numeral]
WHOLE: tuple[Style, ...] = (arabic, arabic, words, words, magnified, rounded_words, mixed, grouped, typed)
RARE: tuple[Style, ...] = (twenties, zeros)
BROKEN: tuple[Style, ...] = (decimal, word_decimal, mixed_number)


class Body(NamedTuple):
    """A number or range with its unit, before comparators."""
    text: str
    value: Decimal
    value_max: Decimal | None
    how: str
    unit: str
    form: dict[str, str]


def measured(numeral: Numeral, unit: str, canonical: str = "") -> Body:
    style = style_name(numeral)
    return Body(numeral.text + (JOINT + unit if unit else ""), numeral.low, numeral.high, numeral.how, numeral.unit or canonical,
                {"style": style, "range": "none"})


_MARKS = ("又", "分之", "百分百", "成", "一半", "%", "‰", "点", "^", "e", "E", "w", "负", "-", "−", ",", "廿", "卅", "卌", "〇", ".")


def style_name(numeral: Numeral) -> str:
    """The name of a numeral's style, for reports."""
    plain = numeral.text.replace(JOINT, "")
    script = "arabic" if plain.isascii() else "chinese" if not any(c.isdigit() and c.isascii() for c in plain) else "mixed"
    traits = {"eq": "", "gt": "余", "few": "几", "range": "adjacent", "approx": "来", "ge": "上"}[numeral.how]
    mark = next((m for m in _MARKS if m in plain), "")
    return " ".join(filter(None, (script, mark, traits, "magnitude" if plain[-1] in "万亿千百" and len(plain) > 1 else "")))

"""Vague numerals and shares, each with its bounds: 20余万, 十来, 几十, 三五百; 80%, 百分之八十, 八成, 四分之三."""
from __future__ import annotations

from decimal import Decimal
from math import gcd
from random import Random

from generated_prose import JOINT, ROOM
from numeral_styles import DIGITS, MAGNITUDES, Numeral, Style, chinese, fraction, ten

D = Decimal


def more(r: Random) -> Numeral:
    """20余万, 三百多, 百余, 3.5万余."""
    word = r.choice("余多")
    inside, outside = r.choice((("", ""), ("", "万"), ("", "亿"), ("万", ""), ("亿", "")))
    n = r.choice((10, 100, 1000, *(r.randint(2, 99) * 10 for _ in range(4))))
    if inside:
        n = r.choice((1, 3, 5, 10, 12, 30, r.randint(2, 999)))
    head = str(n) if r.random() < 0.5 else ten(n, r) if n != 2 else "两"
    if not head[0].isdigit() and n in (100, 1000) and r.random() < 0.5:
        head = head[2:]
    if inside and n == 1 and not head[0].isdigit() and r.random() < 0.5:
        head = ""
    elif inside and head[0].isdigit() and r.random() < 0.3:
        n = fraction(r, 99, 1)
        head = str(n)
    value = D(n) * MAGNITUDES[inside] * MAGNITUDES[outside]
    body = head + (JOINT if head and inside else "") + inside
    return Numeral(f"{body}{word}{JOINT + outside if outside else ''}".strip(JOINT), value, None, "gt")


def about(r: Random) -> Numeral:
    """十来, 二十来, 30来."""
    n = 10 * r.randint(1, 9)
    head = str(n) if r.random() < 0.4 else ten(n, r)
    name = r.choice(("", "", "万"))
    return Numeral(f"{head}来{JOINT + name if name else ''}", D(n) * MAGNITUDES[name], None, "approx")


def few(r: Random) -> Numeral:
    """几十, 数百, 十几, 二十几, 20几, 几十万, 十几万亿, 一百二十几亿."""
    if r.random() < 0.5:
        unit = r.choice(("十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿"))
        low = D(MAGNITUDES[unit])
        return Numeral(r.choice("几数") + unit, low, low * 10, "few")
    name, tens = r.choice(("", "", "万", "亿", "万亿")), r.randint(1, 9)
    hundreds = r.randint(1, 9) if r.random() < 0.2 and name else 0
    n = 100 * hundreds + 10 * tens
    head = str(n) if r.random() < 0.3 and not hundreds else ten(n, r)
    return Numeral(f"{head}几{JOINT + name if name else ''}", D(n) * MAGNITUDES[name], D(n + 10) * MAGNITUDES[name], "few")


_PAIRS = ("一两", "两三", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "三五")
_VALUES = {c: i for i, c in enumerate(DIGITS)} | {"两": 2}


def adjacent(r: Random) -> Numeral:
    """三五, 八九亿, 二三十, 十七八, 三四千万, 一百二三十: two digits side by side are the two ends of a range."""
    pair = r.choice(_PAIRS)
    unit = r.choice(("", "", "十", "百", "千", "万", "亿", "十万", "百万", "千万", "百亿", "千亿"))
    if pair[0] == "一" and unit.startswith("十") or pair[0] == "二" and unit == "":
        pair = "七八"
    low, high = (D(_VALUES[c] * MAGNITUDES[unit]) for c in pair)
    head, base = "", 0
    if unit in ("", "十") and pair[0] not in "一两" and pair != "三五" and r.random() < 0.4:
        tens = r.randint(1, 9)
        head, base = (ten(10 * tens, r), 10 * tens) if unit == "" else (chinese(100 * tens, r), 100 * tens)
    return Numeral(f"{head}{pair[0]}{pair[1]}{unit}", base + low, base + high, "range")


def at_least(r: Random) -> Numeral:
    """上百, 上千万: the word before the unit is a comparator."""
    unit = r.choice(("百", "千", "万", "亿", "百万", "千万", "百亿"))
    return Numeral("上" + unit, D(MAGNITUDES[unit]), None, "ge")


def percent(r: Random) -> Numeral:
    n = D(r.randint(1, 100)) if r.random() < 0.6 else fraction(r, 99)
    sign = r.choice(("-", "−", "负")) if r.random() < 0.15 else ""
    mark = r.choice(("%", "%", "%", "‰"))
    return Numeral(f"{sign}{n}{mark}", -n if sign else n, unit=mark)


def percent_words(r: Random) -> Numeral:
    n = D(r.randint(1, 100)) if r.random() < 0.7 else fraction(r, 99, 1)
    whole, _, places = str(n).partition(".")
    head, unit, scale = r.choice((("百", "%", 1),) * 4 + (("千", "‰", 1), ("万", "%", 100)))
    text = str(n) if r.random() < 0.2 else "百" if n == 100 else chinese(int(whole), None) + (
        "点" + ROOM.join(DIGITS[int(d)] for d in places) if places else "")
    if text.startswith(f"一{JOINT}十") and r.random() < 0.8:
        text = text[2:]
    if head == "百" and text == "百" and r.random() < 0.5:
        return Numeral("百分百", D(100), unit="%")
    return Numeral(f"{head}分之{JOINT}{text}", n / scale, unit=unit)


def tenths(r: Random) -> Numeral:
    if r.random() < 0.1:
        return Numeral("半成", D(5), unit="%")
    n, tail = r.randint(1, 9), r.choice(("", "", "半", "five"))
    head = "两" if n == 2 else DIGITS[n] if r.random() < 0.8 else str(n)
    last = r.randint(1, 9)
    text, more_ = (DIGITS[last], last) if tail == "five" and not head.isdigit() else ("半", 5) if tail == "半" else ("", 0)
    return Numeral(f"{head}成{text}", D(10 * n + more_), unit="%")


def fractions(r: Random) -> Numeral:
    if r.random() < 0.15:
        return Numeral("一半", D(50), unit="%")
    below = r.choice((2, 3, 4, 5, 6, 7, 8, 10))
    above = r.choice([n for n in range(1, below) if gcd(n, below) == 1])
    value = D(100 * above) / below
    if value != value.quantize(D("1e-10")):
        value = value.quantize(D("0.01"))
    arabic_ = r.random() < 0.2
    return Numeral(f"{below}分之{above}" if arabic_ else f"{ten(below)}分之{chinese(above)}", value, unit="%")


VAGUE: tuple[Style, ...] = (more, more, about, few, few, adjacent, adjacent, at_least)
SHARES: tuple[Style, ...] = (percent, percent_words, tenths, fractions)

"""Numbers as Word writes them before the paragraphs of automatic lists."""
from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL_SIMPLIFIED, _FORMAL_TRADITIONAL = "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def format_number(number: int, kind: str) -> str:
    """A number in one of Word's number formats (w:numFmt); in Arabic digits where the format is unknown."""
    maker = _FORMATS.get(kind)
    return maker(number) if maker is not None and number > 0 else "" if kind == "none" else str(number)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千万", full: bool = False) -> str:
    """A number below 100,000,000 in Chinese: 12 → 十二, 120 → 一百二十; `full` writes 一十二."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        zero = digits[0] if 0 < low < 1000 else ""
        return chinese(high, digits, units, full) + units[3] + (zero + chinese(low, digits, units, True) if low else "")
    out, pending = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10 ** place % 10
        if digit:
            out += (digits[0] if pending and out else "") + digits[digit] + (units[place - 1] if place else "")
            pending = False
        elif out:
            pending = True
    if not full and 10 <= number < 20:
        return out[1:]
    return out or digits[0]


def _counting(number: int) -> str:
    """一 … 九十九 and on, with 〇 inside (一百〇一)."""
    return chinese(number)


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(number))


def _formal_simplified(number: int) -> str:
    return chinese(number, _FORMAL_SIMPLIFIED, "拾佰仟万", full=True)


def _formal_traditional(number: int) -> str:
    return chinese(number, _FORMAL_TRADITIONAL, "拾佰仟萬", full=True)


def _stem(number: int) -> str:
    return _STEMS[(number - 1) % 10]


def _branch(number: int) -> str:
    return _BRANCHES[(number - 1) % 12]


def _zero(number: int) -> str:
    return f"{number:02d}"


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 20 + 1)


def _capital(number: int) -> str:
    return _letter(number).upper()


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value) if number < 10_000 else (0, number)
        out += letters * count
    return out or str(number)


def _capital_roman(number: int) -> str:
    return _roman(number).upper()


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _bracketed(number: int) -> str:
    return chr(0x2474 + number - 1) if number <= 20 else f"({number})"


def _dotted(number: int) -> str:
    return chr(0x2488 + number - 1) if number <= 20 else f"{number}."


def _wide(number: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(number))


def _bracketed_chinese(number: int) -> str:
    return f"（{chinese(number)}）"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str, "decimalZero": _zero, "decimalFullWidth": _wide, "decimalFullWidth2": _wide, "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled, "decimalEnclosedCircleChinese": _circled, "decimalEnclosedParen": _bracketed,
    "decimalEnclosedFullstop": _dotted, "chineseCounting": _counting, "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting, "taiwaneseCountingThousand": _counting, "japaneseCounting": _counting,
    "taiwaneseDigital": _digital, "ideographDigital": _digital, "japaneseDigitalTenThousand": _digital,
    "chineseLegalSimplified": _formal_simplified, "ideographLegalTraditional": _formal_traditional,
    "ideographTraditional": _stem, "ideographZodiac": _branch, "ideographEnclosedCircle": _bracketed_chinese,
    "lowerLetter": _letter, "upperLetter": _capital, "lowerRoman": _roman, "upperRoman": _capital_roman}

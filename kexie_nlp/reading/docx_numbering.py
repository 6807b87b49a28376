"""Numbering and style parts of a Word document to the mark that Word shows before each paragraph: 一、, （二）, 3., ●."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
DEEPEST_STYLE = 20  # longest chain of styles based on one another; a longer one is circular
_DIGITS = "〇一二三四五六七八九"
_FORMAL_SIMPLIFIED, _FORMAL_TRADITIONAL = "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Level:
    """One level of a list: number format, text around the number (%1、), first number, the level after which it restarts (None: any
    higher one), whether all numbers are Arabic, and the separator behind the mark."""
    kind: str
    text: str
    start: int
    restart: int | None
    legal: bool
    suffix: str


class Numbering:
    """Counts the paragraphs of the lists of a document; `mark` is called for each paragraph in reading order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}  # list → its levels
        self._shared: dict[str, str] = {}  # list → the definition whose count it continues
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int]] = {}
        self._style_lists: dict[str, tuple[str, int]] = {}
        self._bases: dict[str, str] = {}
        self._started: set[tuple[str, int]] = set()
        links: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_lists(numbering, links)
        if styles is not None:
            self._read_styles(styles, links)

    def mark(self, paragraph: Any) -> str:
        """The mark before a paragraph (w:p), "" outside lists. Counts the paragraph."""
        number, level = self._list_of(paragraph)
        levels = self._levels.get(number or "")
        if not number or not levels or level not in levels:
            return ""
        counts = self._count(number, level, levels)
        definition = levels[level]
        if definition.kind == "bullet":
            sign = definition.text[:1]
            return "●" if not sign or "\ue000" <= sign <= "\uf8ff" else sign
        mark = definition.text
        for i in range(LEVELS):
            if f"%{i + 1}" in mark and i in levels:
                kind = "decimal" if definition.legal and i < level else levels[i].kind
                mark = mark.replace(f"%{i + 1}", format_number(counts[i], kind))
        return mark + self._behind(mark, definition.suffix)

    @staticmethod
    def _behind(mark: str, suffix: str) -> str:
        """The space behind a mark; none behind Chinese punctuation, which is full-width."""
        return "" if suffix == "nothing" or not mark or mark[-1] in "、）】〕．：" else " "

    def _count(self, number: str, level: int, levels: dict[int, Level]) -> list[int]:
        shared = self._shared[number]
        counts = self._counts.setdefault(shared, [0] * LEVELS)
        override = self._overrides.get(number, {}).get(level)
        if override is not None and (number, level) not in self._started:
            counts[level] = override
        elif counts[level] == 0:
            counts[level] = levels[level].start
        else:
            counts[level] += 1
        self._started.add((number, level))
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > 0 and level < restart:
                counts[deeper] = 0
        for higher in range(level):
            if counts[higher] == 0 and higher in levels:
                counts[higher] = levels[higher].start
        return counts

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None, 0
        number, level = _numbering_properties(properties)
        style = _value(properties.find(f"{W}pStyle"))
        if number is None and style is not None:
            number, from_style = self._list_of_style(style)
            level = from_style if level is None else level
        return (None if number == "0" else number), min(max(level or 0, 0), LEVELS - 1)

    def _list_of_style(self, style: str) -> tuple[str | None, int]:
        for _ in range(DEEPEST_STYLE):
            if style in self._style_lists:
                return self._style_lists[style]
            if style not in self._bases:
                break
            style = self._bases[style]
        return None, 0

    def _read_lists(self, numbering: Any, links: dict[str, tuple[str, int]]) -> None:
        definitions = {a.get(f"{W}abstractNumId"): a for a in numbering.iter(f"{W}abstractNum")}
        for num in numbering.iter(f"{W}num"):
            number, shared = num.get(f"{W}numId"), _value(num.find(f"{W}abstractNumId"))
            if number is None or shared is None or shared not in definitions:
                continue
            levels = {_index(e): _level(e) for e in definitions[shared].findall(f"{W}lvl")}
            self._overrides[number] = {}
            for override in num.findall(f"{W}lvlOverride"):
                start = _value(override.find(f"{W}startOverride"))
                if start is not None:
                    self._overrides[number][_index(override)] = _integer(start, 1)
                if override.find(f"{W}lvl") is not None:
                    levels[_index(override)] = _level(override.find(f"{W}lvl"))
            self._levels[number], self._shared[number] = levels, shared
            for element in definitions[shared].findall(f"{W}lvl"):
                linked = _value(element.find(f"{W}pStyle"))
                if linked is not None:
                    links.setdefault(linked, (number, _index(element)))

    def _read_styles(self, styles: Any, links: dict[str, tuple[str, int]]) -> None:
        for style in styles.iter(f"{W}style"):
            name = style.get(f"{W}styleId")
            base = _value(style.find(f"{W}basedOn"))
            properties = style.find(f"{W}pPr")
            if name is None:
                continue
            if base is not None:
                self._bases[name] = base
            if properties is not None and properties.find(f"{W}numPr") is not None:
                number, level = _numbering_properties(properties)
                linked = links.get(name)
                if number is None and linked:
                    number = linked[0]
                if number is not None:
                    level = linked[1] if level is None and linked else level
                    self._style_lists[name] = (number, level or 0)


def _numbering_properties(properties: Any) -> tuple[str | None, int | None]:
    element = properties.find(f"{W}numPr")
    if element is None:
        return None, None
    level = _value(element.find(f"{W}ilvl"))
    return _value(element.find(f"{W}numId")), None if level is None else _integer(level, 0)


def _level(element: Any) -> Level:
    restart = _value(element.find(f"{W}lvlRestart"))
    legal = element.find(f"{W}isLgl")
    return Level(_value(element.find(f"{W}numFmt")) or "decimal", _value(element.find(f"{W}lvlText")) or "",
                 _integer(_value(element.find(f"{W}start")), 1), None if restart is None else _integer(restart, 0),
                 legal is not None and _value(legal) not in ("0", "false"), _value(element.find(f"{W}suff")) or "tab")


def _index(element: Any) -> int:
    return min(max(_integer(element.get(f"{W}ilvl"), 0), 0), LEVELS - 1)


def _value(element: Any | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _integer(value: str | None, default: int) -> int:
    try:
        return min(int(value or default), 1_000_000)
    except ValueError:
        return default


def format_number(number: int, kind: str) -> str:
    """A number in a number format of Word (w:numFmt), in Arabic digits for an unknown format; "" for "none"."""
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

"""Chinese and mixed integers: a numeral in, an int out, and back. Used for outlines, ordinals, years and amounts."""
from __future__ import annotations

import re

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
          "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "兆": 10**12}
SPECIAL = {"廿": 20, "卅": 30}
_ZEROS = "零〇○"
_TOKEN = re.compile(r"\d+|\D")
_OPEN = 10**4  # larger than every unit inside a section of four digits
_LONGEST = 60  # longest numeral, in characters
_WRITTEN = "零一二三四五六七八九"


def chinese_integer(text: str) -> int | None:
    """Returns the integer that the whole of `text` expresses; None if it is not an integer.

    三百二十 → 320, 二〇二五 → 2025, 一百二 → 120 (an omitted unit is the next lower one), 5万4千 → 54000. Units must decrease: 十一十二
    and 百十一 are not integers.
    """
    if not text or len(text) > _LONGEST or text.isascii() and not text.isdecimal():
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _Reader().read(_TOKEN.findall(text))


class _Reader:
    """Reads one numeral token by token. `groups` are closed by 万 or 亿; `section` is the open group of four digits."""

    def __init__(self) -> None:
        self.groups: list[tuple[int, int]] = []  # value, myriad
        self.section = 0
        self.digit: int | None = None
        self.unit = _OPEN
        self.zero = self.bare = self.after_myriad = False

    def read(self, tokens: list[str]) -> int | None:
        for token in tokens:
            if not self._take(token):
                return None
        if self.zero and self.digit is None:
            return None
        self._close_digit(last=True)
        return sum(value for value, _ in self.groups) + self.section

    def _take(self, token: str) -> bool:
        if token in _ZEROS:
            ok = self.digit is None and not self.zero
            self.zero = True
        elif token.isdecimal() or token in DIGITS:
            ok = self._take_digit(int(token) if token.isdecimal() else DIGITS[token], token)
        elif token in SPECIAL:
            ok = self.digit is None and self.unit > 10
            self.section, self.unit = self.section + SPECIAL[token], 10
        elif token in TENS:
            ok = self._take_unit(TENS[token])
        elif token in MYRIADS:
            ok = self._take_myriad(MYRIADS[token])
            self.after_myriad = True
            return ok
        else:
            return False
        self.after_myriad = False
        return ok

    def _take_digit(self, value: int, token: str) -> bool:
        if self.digit is not None or self.bare:
            return False
        self.zero = self.zero or len(token) > 1  # 1百01, 3万4000: no unit is omitted
        self.digit = value
        return value < self.unit

    def _take_unit(self, unit: int) -> bool:
        if unit >= self.unit:
            return False
        if self.digit is None and unit > 10 and not self.zero:  # 百名, 一万零百一十一
            self.bare = not (self.section or self.groups)
            if not self.bare:
                return False
        self.section += (1 if self.digit is None else self.digit) * unit
        self.digit, self.unit, self.zero = None, unit, False
        return True

    def _take_myriad(self, myriad: int) -> bool:
        if self.after_myriad:  # 万亿, 万万
            value, last = self.groups.pop()
            self.groups.append((value * myriad, last * myriad))
            return True
        self._close_digit()
        if not self.section:
            return False
        while self.groups and self.groups[-1][1] < myriad:  # 一万五千亿
            self.section += self.groups.pop()[0]
        self.groups.append((self.section * myriad, myriad))
        self.section, self.unit, self.zero, self.bare = 0, _OPEN, False, False
        return True

    def _close_digit(self, last: bool = False) -> None:
        if self.digit is None:
            return
        scale = 1
        if not self.zero:
            if self.section and self.unit >= 100:
                scale = self.unit // 10
            elif last and not self.section and self.groups:
                scale = self.groups[-1][1] // 10
        self.section += self.digit * scale
        self.digit = None


def format_chinese(number: int) -> str:
    """Returns an integer in Chinese numerals, as `chinese_integer` reads them: 10010 → 一万零一十. Raises ValueError from 10^16 on."""
    if abs(number) >= 10**16:
        raise ValueError(f"{number} has more than sixteen digits")
    if number < 0:
        return "负" + format_chinese(-number)
    if number < 10:
        return _WRITTEN[number]
    out, gap = "", False
    for myriad, name in ((10**12, "万"), (10**8, "亿"), (10**4, "万"), (1, "")):
        section = number // myriad % 10**4
        if section:
            out += ("零" if out and (gap or section < 1000) else "") + _section(section) + name
        elif name == "亿" and number >= 10**12:
            out += name
        gap = not section
    return out.removeprefix("一") if out.startswith("一十") else out


def _section(number: int) -> str:
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + _WRITTEN[digit] + name
        gap = not digit
    return out

"""Chinese and Arabic integers, as outlines, ordinals and years write them."""
from __future__ import annotations

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
          "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "兆": 10**12}
SPECIAL = {"廿": 20, "卅": 30}


def chinese_integer(text: str) -> int | None:
    """The integer a Chinese numeral writes (三百二十 → 320, 二〇二五 → 2025, 一百二 → 120), None if it writes none."""
    if not text:
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = digit = 0
    last_unit = 0
    for c in text:
        if c in DIGITS:
            if digit and last_unit != 1:
                return None
            digit = DIGITS[c]
            if c in "零〇":
                last_unit = 1
        elif c in SPECIAL:
            section += SPECIAL[c]
        elif c in TENS:
            section += (digit or 1) * TENS[c]
            digit, last_unit = 0, TENS[c]
        elif c in MYRIADS:
            total = (total + section + digit) * MYRIADS[c]
            section = digit = 0
            last_unit = MYRIADS[c]
        else:
            return None
    if digit and last_unit > 10:  # 一百二: the unit left out is the next lower one
        digit *= last_unit // 10
    return total + section + digit

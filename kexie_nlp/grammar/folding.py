"""Character folding for the grammars: text in; text with one form per character, or without spaces inside numerals, out."""
from __future__ import annotations

import re

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0xFF01 + i) not in "，；：！？（）"} | {ord("−"): "-", ord("　"): " "}
_TRADITIONAL = dict(zip(map(ord, "萬億貳參陸兩點個幾餘負倆雙號畝頃噸歲場項條間處臺戶輛輪張鐘週後時貫圓圆幣錢這"),
                        "万亿贰叁陆两点个几余负俩双号亩顷吨岁场项条间处台户辆轮张钟周后时贯元元币钱这", strict=True))
_TABLE = _TRADITIONAL | {k: chr(v) if isinstance(v, int) else v for k, v in _WIDE.items()}
_FOREIGN = re.compile("[" + "".join(map(chr, _TABLE)) + "]")
_NUMERAL = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟分之点余成"
_GAP = re.compile(rf"(?<=[\d{_NUMERAL}])[ ]+(?=[{_NUMERAL}%‰个])|(?<=[{_NUMERAL}负])[ ]+(?=\d)|(?<=个)[ ]+(?=百 *分)|(?<=分)[ ]+(?=点)")
_WIDE_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def fold(text: str) -> str:
    """Replaces full-width and traditional characters of numbers, units and times. The length does not change."""
    if not _FOREIGN.search(text):
        return text
    return _WIDE_THOUSANDS.sub(",", text).translate(_TABLE)


def squeeze(text: str) -> tuple[str, list[int] | None]:
    """Removes the spaces inside numerals (三百 五 十).

    Returns the text and, for each of its characters and its end, the offset in the given text. The list is None if nothing was removed.
    """
    if " " not in text:
        return text, None
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _GAP.finditer(text):
        kept.append(text[position:match.start()])
        offsets.extend(range(position, match.start()))
        position = match.end()
    if not kept:
        return text, None
    offsets.extend(range(position, len(text) + 1))
    return "".join(kept) + text[position:], offsets

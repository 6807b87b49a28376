"""Normalising steps on single characters: invisible characters, compatibility code points, full width, zeros in years."""
from __future__ import annotations

import re
import unicodedata
from functools import cache

from kexie_nlp.text.editing import HAN, Stepped, drop, in_pieces, same_length
from kexie_nlp.text.offsets import identity

_MARK = re.compile("(?<!\n)[，。、；：,;]")
_PARTED = re.compile(f"(?<=[{HAN}0-9）)》»] )[，。、；：,;]")
_GAP = re.compile(f"(?<=[{HAN}，。、；：（）《》〔〕“”«»()—-]) (?! )|(?<! ) (?=[{HAN}，。、；：（）《》〔〕“”«»()—-])")
_SPREAD, _HAN_ONE, _LEAST_PAIRS = re.compile(f"[{HAN}] (?=[{HAN}])"), re.compile(f"[{HAN}]"), 30
_LEAST_MARKS, _PARTED_SHARE = 5, 0.4
_FEW_BLANKS = 50  # characters per blank in a text that has none too many
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_NOTHING = re.compile("[\x00-\x08\x0d-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
                      "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0100-\U000e01ef]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_OLD_CODES = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
# radicals of the supplement block that replace whole characters in text extracted from PDF; Unicode has no
# decomposition for them
_RADICAL_ROWS = {
    "⺁⺄⺇⺋⺎⺒⺓⺛⺜⺝⺟⺠⺧⺨⺩⺫⺬⺮⺯⺶⺷⺸⺹⺼": "厂乙几㔾尢巳幺旡日月母民牛犬王目示竹糸羊羊羊老肉",
    "⺽⻁⻂⻃⻄⻅⻆⻇⻉⻊⻋⻌⻍⻏⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛": "臼虎衣西西见角角贝足车辶辶邑長長长门阜雨青韦页风",
    "⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳": "飞食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟龟龟",
}
_RADICALS = {old: new for olds, news in _RADICAL_ROWS.items() for old, new in zip(olds, news, strict=True)}
_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ％＋．－／＊＆＠＃＝＜＞＿［］]+")
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ZEROS = "OoＯｏ○◯零0０〇"
_YEAR = re.compile(f"[一二][{_ZEROS}一二三四五六七八九]{{3}}(?=年|级|届|[—–~～至到-]+[一二])")
_ZERO = re.compile("[OoＯｏ○◯0０]")


def invisible(text: str) -> Stepped:
    """Removes zero-width, directional and control characters. Every kind of blank becomes a space, every kind of break a newline."""
    return drop(in_pieces(_plain_blanks, text), _NOTHING)


def glyphs(text: str) -> Stepped:
    """Replaces compatibility ideographs and radicals (⼀ and others) by the characters they look like."""
    return same_length(text, in_pieces(_modern_codes, text))


def width(text: str) -> Stepped:
    """Replaces full-width letters, digits and the symbols between them by half-width ones."""
    return same_length(text, in_pieces(_narrowed, text))


def gaps(text: str) -> Stepped:
    """Removes single blanks next to Chinese characters and marks, in a text extracted from PDF that has one before most of its
    marks or between most of its characters."""
    if text.count(" ") * _FEW_BLANKS < len(text):
        return text, identity(text)
    marks = len(_MARK.findall(text))
    parted = len(_PARTED.findall(text)) if marks >= _LEAST_MARKS else 0
    before_marks = parted >= _LEAST_MARKS and parted > _PARTED_SHARE * marks
    between = before_marks or (pairs := len(_SPREAD.findall(text))) >= _LEAST_PAIRS and pairs > _PARTED_SHARE * len(_HAN_ONE.findall(text))
    return drop(text, _GAP) if between else (text, identity(text))


def year_zeros(text: str) -> Stepped:
    """Replaces the letter O, circles and 0 by 〇 in years written in Chinese digits (二O三五年)."""
    return same_length(text, _YEAR.sub(_zeros, text))


def _plain_blanks(text: str) -> str:
    text = _BREAK.sub("\n", _BLANK.sub(" ", text))
    return _LONE_RETURN.sub("\n", text) if "\r" in text else text


def _modern_codes(text: str) -> str:
    return _OLD_CODES.sub(_modern, text)


def _narrowed(text: str) -> str:
    return _FULL.sub(_narrow, text)


def _modern(match: re.Match[str]) -> str:
    return _modern_form(match[0])


@cache
def _modern_form(char: str) -> str:
    form = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return form if len(form) == 1 else char


def _narrow(match: re.Match[str]) -> str:
    return match[0].translate(_HALF)


def _zeros(match: re.Match[str]) -> str:
    return _ZERO.sub("〇", match[0])

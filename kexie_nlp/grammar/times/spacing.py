"""One form of the text for the grammar of times: a text in, the text without spaces inside times and the offsets of the given text out."""
from __future__ import annotations

import re

from kexie_nlp.grammar.folding import fold, without
from kexie_nlp.grammar.times.words import CN, CN_DIGIT, FESTIVALS

_NUMERAL = f"0-9{CN_DIGIT}两十百半几数"
_COUNTED = r"年月日号天周季个旬届世工星礼小半多余至到—–~\-"
_EDGE = "[年月季]?[底末初](?![一二三四五六七八九十])|之?前|以[前来后内]|之[后内]|起(?!草|点|步|来|诉)|期间|内(?!容|部)|后(?!续)|时间|左右"
_PART = (rf"(?:[0-9]{{1,4}}|[1-3] [0-9])[ \n]?[{_COUNTED}]|(?:[{CN}][ \n]?){{1,4}}[{_COUNTED}]"
         rf"|[0-9{CN}]{{1,2}} ?[0-9{CN}]?(?:[、和与及][0-9{CN}]{{1,2}} ?[0-9{CN}]?){{1,4}}(?:季度|月)"
         rf"|[上中下]旬|[上下前后]半[年月]|的?第[0-9{CN}]|前[0-9{CN}两]"
         rf"|年?伊始|年中|[首末][月季]|最后[0-9{CN}两]"
         rf"|{'|'.join(sorted(FESTIVALS, key=len, reverse=True))}")
# 3.2 年底前: the number is a marker of the outline
_MARKED = r"(?:(?<=\.[0-9][ \n])|(?<=\.[0-9][0-9][ \n])|(?<=\n[0-9][ \n])(?!年[内中]))"
# A gap is between a number and its unit, between Chinese numerals, behind a unit and before the next part or edge, or around the
# connective of a range. A connective at the beginning of a line begins another time (到2030年).
_GAP = re.compile(
    rf"[ \n](?:(?<=[{_NUMERAL}][ \n])[ \n]*(?=[{_COUNTED}])(?!{_MARKED}年[底末内初中])"
    rf"|(?<=[{CN_DIGIT}十][ \n]) *(?=[{CN_DIGIT}十百]{{1,3}}[ \n]?[{CN_DIGIT}十{_COUNTED}])"
    rf"|(?<=[{CN}][ \n])(?=[{CN}][、和与及][{CN}]{{1,2}} ?[{CN}]?(?:季度|月))"
    rf"|(?<=[年月日号周天季度旬期节份底末初始内后前][ \n])[ \n]*(?={_PART}|{_EDGE})"
    rf"|(?<=[年月日号周天季度旬期节份底末初始内后前] ) *(?=[至到—–~\-])"
    rf"|(?<=(?<!\d)[12] )(?=\d \d \d ?年)|(?<=(?<!\d)[12] \d )(?=\d \d ?年)|(?<=(?<!\d)[12] \d \d )(?=\d ?年)"  # 2 0 2 5 年
    rf"|(?:(?<=年1 )|(?<=年 1 ))(?=[0-2] ?月)|(?:(?<=月[1-3] )|(?<=月 [1-3] ))(?=\d ?日)"
    rf"|(?<=个[ \n])[ \n]*(?=月|工作日|季度|星期|周|小时)"
    rf"|(?<=[至到从自—–~\-近前后来去第每隔满内在用][ \n])[ \n]*(?=[{_NUMERAL}今明去次本上下]|[年月季][初中底末]))")


def plain(text: str) -> tuple[str, list[int] | None]:
    """Returns the folded text without spaces inside times, and the offset in the given text of each of its characters and its end.

    The list is None if nothing was removed.
    """
    text = fold(text)
    return without(text, (match.span() for match in _GAP.finditer(text)))
